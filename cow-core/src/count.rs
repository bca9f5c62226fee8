//! Reference counts: two kinds of them, and every atomic ordering of the workspace.
//!
//! # The protocol
//! A node is reachable through *owners* (handles, or links in other nodes). Its count is the number
//! of owners, so it starts at one. An owner may
//!
//! * become two (`increment`), which needs no knowledge but that it exists;
//! * go away (`decrement`), and must free the node if it was the last;
//! * write to the node if it is alone (`is_unique`), which it asks through a `&mut` to itself, so
//!   that no one can make it two between the answer and the write.
//!
//! # The orderings, case by case
//! 1. `increment` is **Relaxed**. The new owner reads only what the old one could already see;
//!    whoever hands it to another thread synchronises by that hand-over.
//! 2. `decrement` is **Release**. All reads and writes which this thread made through its owner stand
//!    before the decrement, and so before whatever a later last owner or sole owner does.
//! 3. The last `decrement` is followed by an **Acquire** load of the same count. It reads a value
//!    that continues the release sequence of every other owner's decrement, so that freeing the
//!    node comes after all their accesses. (A load and not a fence: ThreadSanitizer and loom both
//!    understand it, and it costs no instruction of its own on x86-64.)
//! 4. `decrement` looks first, with an **Acquire** load: a count of one means that this is the
//!    last owner, for others can be made only through it. Then no locked instruction is needed, and
//!    the load has case 3's effect.
//! 5. `is_unique` is an **Acquire** load of one. It pairs with the decrements of case 2, so that
//!    the write that follows comes after the reads of every owner that went away.
//!
//! `docs/design.md` has the table that shows, for each of these orderings, which loom model fails
//! when it is weakened.

use crate::sync::{AtomicU32, Ordering, look};
use core::cell::Cell;
use core::fmt;

/// Largest count that is handed out. Past it, the process is aborted: with up to this many threads
/// racing past the check, the count still does not wrap.
const MAX_COUNT: u32 = i32::MAX as u32;

/// How a collection counts the owners of its nodes: [`Atomic`] or [`Local`].
///
/// The last type parameter of every collection (`GenericVec<T, C>`); the names that programs write,
/// as `CowVec` and `LocalVec`, fix it.
/// The trait is sealed.
pub trait RefCount: sealed::Sealed + Sized + 'static {
    /// The count that lies in every node.
    #[doc(hidden)]
    type Counter: Counter;

    /// Whether nodes are so small that a few items make a deep tree: true for tests only.
    #[doc(hidden)]
    const TINY: bool = false;
}

/// Counts that threads may share: a collection of `Send + Sync` elements is `Send + Sync`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Atomic;

/// Plain counts, for one thread: the collection is neither `Send` nor `Sync`, and cloning and
/// copying paths is cheaper, for it needs no locked instruction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Local;

/// [`Local`] counts in tiny nodes, with which tests of any collection reach deep trees.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tiny;

impl RefCount for Atomic {
    type Counter = AtomicCounter;
}

impl RefCount for Local {
    type Counter = LocalCounter;
}

impl RefCount for Tiny {
    type Counter = LocalCounter;

    const TINY: bool = true;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Atomic {}
    impl Sealed for super::Local {}
    impl Sealed for super::Tiny {}
}

/// The count in a node. See the [module documentation](self) for the protocol.
#[doc(hidden)]
pub trait Counter: sealed_count::Sealed + fmt::Debug {
    /// The count of a new node, which has one owner.
    fn one() -> Self;

    /// One owner became two.
    fn increment(&self);

    /// An owner goes away. True if it was the last: the caller then frees the node, alone.
    ///
    /// Looks before it counts, which spares a locked instruction when the owner is the last.
    #[must_use]
    fn decrement(&self) -> bool;

    /// As [`decrement`](Counter::decrement) for an owner that is likely not the last: counts at once.
    #[must_use]
    fn decrement_shared(&self) -> bool;

    /// Whether the caller's owner, which it holds by `&mut` or by value, is the only one.
    fn is_unique(&self) -> bool;

    /// How many owners there are, at some moment.
    fn get(&self) -> usize;
}

mod sealed_count {
    pub trait Sealed {}
    impl Sealed for super::AtomicCounter {}
    impl Sealed for super::LocalCounter {}
}

/// The count of [`Atomic`].
#[doc(hidden)]
#[derive(Debug)]
pub struct AtomicCounter(AtomicU32);

impl Counter for AtomicCounter {
    #[inline]
    fn one() -> Self {
        Self(AtomicU32::new(1))
    }

    #[inline]
    fn increment(&self) {
        // Case 1.
        if self.0.fetch_add(1, Ordering::Relaxed) >= MAX_COUNT {
            overflow();
        }
    }

    #[inline]
    fn decrement(&self) -> bool {
        // Case 4.
        look(&self.0, Ordering::Acquire) == 1 || self.decrement_shared()
    }

    #[inline]
    fn decrement_shared(&self) -> bool {
        // Case 2.
        if self.0.fetch_sub(1, Ordering::Release) != 1 {
            return false;
        }
        // Case 3.
        self.0.load(Ordering::Acquire);
        true
    }

    #[inline]
    fn is_unique(&self) -> bool {
        // Case 5.
        self.0.load(Ordering::Acquire) == 1
    }

    fn get(&self) -> usize {
        // A number for people: nothing is concluded from it.
        self.0.load(Ordering::Relaxed) as usize
    }
}

/// The count of [`Local`].
#[doc(hidden)]
#[derive(Debug)]
pub struct LocalCounter(Cell<u32>);

impl Counter for LocalCounter {
    #[inline]
    fn one() -> Self {
        Self(Cell::new(1))
    }

    #[inline]
    fn increment(&self) {
        let count = self.0.get();
        if count >= MAX_COUNT {
            overflow();
        }
        self.0.set(count + 1);
    }

    #[inline]
    fn decrement(&self) -> bool {
        let count = self.0.get();
        self.0.set(count - 1);
        count == 1
    }

    #[inline]
    fn decrement_shared(&self) -> bool {
        self.decrement()
    }

    #[inline]
    fn is_unique(&self) -> bool {
        self.0.get() == 1
    }

    fn get(&self) -> usize {
        self.0.get() as usize
    }
}

/// Ends the process: one more owner could make a count wrap, and a live node be freed.
///
/// A panic would not do, for it can be caught while the count stays too high.
#[cold]
#[inline(never)]
fn overflow() -> ! {
    #[cfg(feature = "std")]
    std::process::abort();

    // Without std, a panic while panicking aborts.
    #[cfg(not(feature = "std"))]
    {
        struct Bomb;
        impl Drop for Bomb {
            fn drop(&mut self) {
                panic!("reference count overflow");
            }
        }
        let _bomb = Bomb;
        panic!("reference count overflow");
    }
}

#[cfg(all(test, not(cow_loom)))]
mod tests {
    use super::*;

    fn up_and_down<C: Counter>() {
        let count = C::one();
        assert!(count.is_unique());
        count.increment();
        assert_eq!((count.get(), count.is_unique()), (2, false));
        assert!(!count.decrement());
        count.increment();
        assert!(!count.decrement_shared());
        assert!(count.is_unique());
        assert!(count.decrement());
    }

    #[test]
    fn both_kinds_count() {
        up_and_down::<AtomicCounter>();
        up_and_down::<LocalCounter>();
    }

    #[test]
    fn the_largest_count_is_still_handed_out() {
        let atomic = AtomicCounter(AtomicU32::new(MAX_COUNT - 1));
        atomic.increment();
        let local = LocalCounter(Cell::new(MAX_COUNT - 1));
        local.increment();
        assert_eq!((atomic.get(), local.get()), (MAX_COUNT as usize, MAX_COUNT as usize));
    }

    #[cfg_attr(miri, ignore = "starts a process")]
    #[test]
    fn one_atomic_owner_too_many_aborts() {
        testkit::must_abort("count::tests::one_atomic_owner_too_many_aborts", || {
            AtomicCounter(AtomicU32::new(MAX_COUNT)).increment();
        });
    }

    #[cfg_attr(miri, ignore = "starts a process")]
    #[test]
    fn one_local_owner_too_many_aborts() {
        testkit::must_abort("count::tests::one_local_owner_too_many_aborts", || {
            LocalCounter(Cell::new(MAX_COUNT)).increment();
        });
    }
}
