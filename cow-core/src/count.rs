//! Reference counts: two kinds of them, and every atomic ordering of the workspace.
//!
//! # The protocol
//! A node is reachable through *owners* (handles, or links in other nodes). Its count is the number
//! of owners, so it starts at one. An owner may
//!
//! * become two (`increment`), which needs no knowledge but that it exists;
//! * go away (`decrement`), and must free the node if it was the last;
//! * write to the node if it is the only one (`is_unique`), which it tests through a `&mut` to itself,
//!   so that no clone can be made between the test and the write.
//!
//! # The orderings, case by case
//! 1. `increment` is **Relaxed**. The new owner reads only what the old one could already see;
//!    whoever hands it to another thread synchronises by that hand-over.
//! 2. `decrement` is **Release**. All reads and writes which this thread made through its owner stand
//!    before the decrement, and so before whatever a later last owner or sole owner does.
//! 3. The last `decrement` is followed by an **Acquire** load of the same count. It reads a value
//!    that continues the release sequence of every other owner's decrement, so that freeing the
//!    node happens after all their accesses. (A load and not a fence: ThreadSanitizer and loom both
//!    understand it, and it costs no instruction of its own on x86-64.)
//! 4. `decrement` looks first, with an **Acquire** load: a count of one means that this is the
//!    last owner, for others can be made only through it. Then no locked instruction is needed, and
//!    the load has case 3's effect.
//! 5. `is_unique` is an **Acquire** load of one. It pairs with the decrements of case 2, so that
//!    the write that follows happens after the reads of every owner that went away.
//!
//! # Shares
//! A node with many children does not count each of them when it is copied. It has a [`Unit`]: a
//! power of two, of which it holds as many *shares* of each child. A count is the sum of all shares
//! held of its node: owners hold one, parents their unit. What is said above of one owner and a
//! count of one holds of a parent with its unit and a count of so much. Besides,
//!
//! * a copier halves the unit of the node that it copies (`halve`). Half of all shares is then the
//!   copy's, and no child is touched. Of the child that the copy replaces, half is subtracted;
//! * if the unit is one, the copier first adds shares to each child and then raises the unit
//!   (`renew`). If another copier was faster, what was added is subtracted again.
//!
//! 6. `halve` is an **Acquire** exchange, and
//! 7. `renew` a **Release** exchange. Whoever halves a unit later subtracts shares of the children
//!    that a renewal added. So the additions, which are Relaxed, must be visible before: else a
//!    subtraction may precede the addition that backs it, find that nothing is left, and free
//!    a child that lives. The halvings between the two are exchanges, which continue the release
//!    sequence.
//! 8. A unit is read **Relaxed** where the node is exclusive: cases 3 to 5 order that after all that
//!    other owners have done. Where it is about to be exchanged, the exchange checks it.
//!
//! 9. `add_to_one` is a **Relaxed** store if the count was one, which `is_unique` tested: no other owner can
//!    count then, and what other owners did happened before, by case 5.
//!
//! `docs/design.md` has the table that shows, for each of these orderings, which loom model fails
//! when it is weakened.

use crate::sync::{AtomicU16, AtomicU32, Ordering, look};
use core::cell::Cell;
use core::fmt;
use core::hash::Hash;

/// Largest count that is handed out. Past it, the process is aborted: with up to this many threads
/// racing past the check, the count still does not wrap.
///
/// One owner is too many if the highest bit was set before: a plain locked addition tells that by its flags. With one less
/// the old count had to be fetched, which takes longer: `clone` and drop of a map 4.2 instead of 3.7 ns (Zen 3).
const MAX_COUNT: u32 = 1 << 31;

/// How a collection counts the owners of its nodes: [`Atomic`] or [`Local`].
///
/// The last type parameter of every collection (`GenericVec<T, C>`); the names that programs write,
/// as `CowVec` and `LocalVec`, fix it.
/// The trait is sealed. Its supertraits let types with such a parameter derive what they like.
pub trait RefCount: sealed::Nodes + Copy + fmt::Debug + Default + Ord + Hash + 'static {
    /// The count of a node.
    #[doc(hidden)]
    type Counter: Counter;

    /// The unit of a node whose children are held by shares.
    #[doc(hidden)]
    type Unit: Unit;

    /// The unit of a node that has just been renewed: a power of two.
    ///
    /// With 4,096 a node's children are counted at every twelfth copy of it; with 16, a path copy took
    /// up to five hundredths longer.
    #[doc(hidden)]
    const WHOLE: u16 = if cfg!(cow_loom) { 2 } else { 4096 };
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
    type Unit = AtomicUnit;
}

impl RefCount for Local {
    type Counter = LocalCounter;
    type Unit = LocalUnit;
}

impl RefCount for Tiny {
    type Counter = LocalCounter;
    type Unit = LocalUnit;

    const WHOLE: u16 = 4;
}

mod sealed {
    /// How wide nodes are, by the kind of their counts: for this crate alone, which seals
    /// [`RefCount`](super::RefCount).
    pub trait Nodes {
        /// Whether nodes are so small that a few items make a deep tree: of [`Tiny`](super::Tiny) only.
        const TINY: bool = false;
    }
    impl Nodes for super::Atomic {}
    impl Nodes for super::Local {}
    impl Nodes for super::Tiny {
        const TINY: bool = true;
    }
}

/// The count in a node. See the [module documentation](self) for the protocol.
#[doc(hidden)]
pub trait Counter: sealed_count::Sealed + fmt::Debug {
    /// Returns the count of a new node, which has one owner.
    fn one() -> Self;

    /// Adds an owner, next to one that the caller holds.
    #[inline]
    fn increment(&self) {
        self.add(1);
    }

    /// Subtracts an owner. Returns `true` if it was the last: the caller then frees the node, alone.
    ///
    /// Looks before it counts, which spares a locked instruction when the owner is the last.
    #[inline]
    #[must_use]
    fn decrement(&self) -> bool {
        self.subtract(1)
    }

    /// [Decrements](Counter::decrement) for an owner that is likely not the last: subtracts without a load.
    #[inline]
    #[must_use]
    fn decrement_shared(&self) -> bool {
        self.subtract_shared(1)
    }

    /// Returns `true` if the caller's owner, which it holds by `&mut` or by value, is the only one.
    #[inline]
    fn is_unique(&self) -> bool {
        self.is(1)
    }

    /// Adds shares, next to some that the caller holds.
    fn add(&self, shares: u32);

    /// [Adds](Counter::add) to one share that the caller holds by `&mut` or by value, and that is
    /// likely the only one: then without a locked instruction.
    fn add_to_one(&self, shares: u32);

    /// Subtracts shares that the caller holds. Returns `true` if there were no others: the caller then
    /// frees the node, alone.
    ///
    /// Looks before it counts, which spares a locked instruction when there are no others.
    #[must_use]
    fn subtract(&self, shares: u32) -> bool;

    /// [Subtracts](Counter::subtract) shares that are likely not the last: without a load.
    #[must_use]
    fn subtract_shared(&self, shares: u32) -> bool;

    /// Returns `true` if the caller's shares, which it holds by `&mut` or by value, are all there
    /// are.
    fn is(&self, shares: u32) -> bool;

    /// Returns the number of owners or shares at some moment.
    fn get(&self) -> usize;
}

/// How many shares a node holds of each of its children. See the [module documentation](self).
#[doc(hidden)]
pub trait Unit: sealed_count::Sealed + fmt::Debug {
    /// Makes the unit of a new node.
    fn new(unit: u16) -> Self;

    /// Returns the unit of a node that nothing else reaches.
    fn get(&self) -> u32;

    /// Gives half of the shares to a copy, and returns how many of each child that is; zero if
    /// the unit is one.
    fn halve(&self) -> u32;

    /// Raises the unit from one to `whole`, for which shares have been added. False if another thread
    /// was faster: the unit is then that one's.
    #[must_use]
    fn renew(&self, whole: u16) -> bool;
}

mod sealed_count {
    pub trait Sealed {}
    impl Sealed for super::AtomicCounter {}
    impl Sealed for super::LocalCounter {}
    impl Sealed for super::AtomicUnit {}
    impl Sealed for super::LocalUnit {}
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
    fn add(&self, shares: u32) {
        // Case 1.
        if self.0.fetch_add(shares, Ordering::Relaxed) > MAX_COUNT - shares {
            overflow();
        }
    }

    #[inline]
    fn add_to_one(&self, shares: u32) {
        if self.is_unique() {
            // Case 9.
            self.0.store(1 + shares, Ordering::Relaxed);
        } else {
            self.add(shares);
        }
    }

    #[inline]
    fn subtract(&self, shares: u32) -> bool {
        // Case 4.
        look(&self.0, Ordering::Acquire) == shares || self.subtract_shared(shares)
    }

    #[inline]
    fn subtract_shared(&self, shares: u32) -> bool {
        // Case 2.
        if self.0.fetch_sub(shares, Ordering::Release) != shares {
            return false;
        }
        // Case 3.
        self.0.load(Ordering::Acquire);
        true
    }

    #[inline]
    fn is(&self, shares: u32) -> bool {
        // Case 5.
        self.0.load(Ordering::Acquire) == shares
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
    fn add(&self, shares: u32) {
        let count = self.0.get();
        if count > MAX_COUNT - shares {
            overflow();
        }
        self.0.set(count + shares);
    }

    #[inline]
    fn add_to_one(&self, shares: u32) {
        self.add(shares);
    }

    #[inline]
    fn subtract(&self, shares: u32) -> bool {
        let count = self.0.get();
        self.0.set(count - shares);
        count == shares
    }

    #[inline]
    fn subtract_shared(&self, shares: u32) -> bool {
        self.subtract(shares)
    }

    #[inline]
    fn is(&self, shares: u32) -> bool {
        self.0.get() == shares
    }

    fn get(&self) -> usize {
        self.0.get() as usize
    }
}

/// The unit of [`Atomic`].
#[doc(hidden)]
#[derive(Debug)]
pub struct AtomicUnit(AtomicU16);

impl Unit for AtomicUnit {
    #[inline]
    fn new(unit: u16) -> Self {
        Self(AtomicU16::new(unit))
    }

    #[inline]
    fn get(&self) -> u32 {
        // Case 8.
        u32::from(self.0.load(Ordering::Relaxed))
    }

    #[inline]
    fn halve(&self) -> u32 {
        // Case 8.
        let mut unit = self.0.load(Ordering::Relaxed);
        while unit > 1 {
            // Case 6.
            match self.0.compare_exchange(unit, unit / 2, Ordering::Acquire, Ordering::Relaxed) {
                Ok(_) => return u32::from(unit / 2),
                Err(now) => unit = now,
            }
        }
        0
    }

    #[inline]
    fn renew(&self, whole: u16) -> bool {
        // Case 7.
        self.0.compare_exchange(1, whole, Ordering::Release, Ordering::Relaxed).is_ok()
    }
}

/// The unit of [`Local`].
#[doc(hidden)]
#[derive(Debug)]
pub struct LocalUnit(Cell<u16>);

impl Unit for LocalUnit {
    #[inline]
    fn new(unit: u16) -> Self {
        Self(Cell::new(unit))
    }

    #[inline]
    fn get(&self) -> u32 {
        u32::from(self.0.get())
    }

    #[inline]
    fn halve(&self) -> u32 {
        let half = self.0.get() / 2;
        if half > 0 {
            self.0.set(half);
        }
        u32::from(half)
    }

    #[inline]
    fn renew(&self, whole: u16) -> bool {
        self.0.set(whole);
        true
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

    fn by_shares<C: Counter, U: Unit>() {
        let (count, unit) = (C::one(), U::new(1));
        assert_eq!(unit.halve(), 0);
        count.add(7);
        assert!(unit.renew(8) && count.is(8));
        assert_eq!((unit.halve(), unit.halve(), unit.get()), (4, 2, 2));
        assert!(!count.subtract(2) && !count.subtract_shared(4));
        assert!(count.is(2) && count.subtract(unit.get()));
    }

    #[test]
    fn both_kinds_hold_shares() {
        by_shares::<AtomicCounter, AtomicUnit>();
        by_shares::<LocalCounter, LocalUnit>();
        assert!(!AtomicUnit::new(2).renew(8));
    }

    #[test]
    fn the_largest_count_is_still_handed_out() {
        let atomic = AtomicCounter(AtomicU32::new(MAX_COUNT - 1));
        atomic.increment();
        let local = LocalCounter(Cell::new(MAX_COUNT - 1));
        local.increment();
        assert_eq!((atomic.get(), local.get()), (MAX_COUNT as usize, MAX_COUNT as usize));
    }

    #[test]
    fn the_largest_count_is_reached_by_shares() {
        let atomic = AtomicCounter(AtomicU32::new(MAX_COUNT - 4096));
        atomic.add(4096);
        let local = LocalCounter(Cell::new(MAX_COUNT - 4096));
        local.add(4096);
        assert!(atomic.is(MAX_COUNT) && local.is(MAX_COUNT));
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

    #[cfg_attr(miri, ignore = "starts a process")]
    #[test]
    fn one_atomic_share_too_many_aborts() {
        testkit::must_abort("count::tests::one_atomic_share_too_many_aborts", || {
            AtomicCounter(AtomicU32::new(MAX_COUNT - 4095)).add(4096);
        });
    }

    #[cfg_attr(miri, ignore = "starts a process")]
    #[test]
    fn one_local_share_too_many_aborts() {
        testkit::must_abort("count::tests::one_local_share_too_many_aborts", || {
            LocalCounter(Cell::new(MAX_COUNT - 4095)).add(4096);
        });
    }
}
