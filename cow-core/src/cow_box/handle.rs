//! The handle itself: made, cloned, looked through.

use core::ops::Deref;

#[cfg(cow_loom)]
pub(super) use super::loom_arc::{Arc, UniqueArc};
#[cfg(not(cow_loom))]
pub(super) use triomphe::{Arc, UniqueArc};

/// A value on the heap that is shared by its clones and copied when a shared one is written.
///
/// `clone` adds one to a count, whatever the size of the value. [`make_mut`](CowBox::make_mut)
/// gives `&mut T`: at once if this is the only handle, after copying the value if it is not. So
/// every handle behaves as if it held a value of its own, and pays for that only when it is written.
///
/// ```
/// use cow_core::CowBox;
///
/// let first = CowBox::new(vec![1, 2, 3]);
/// let mut second = first.clone(); // no copy
/// CowBox::make_mut(&mut second).push(4); // copies, since `first` has it too
/// CowBox::make_mut(&mut second).push(5); // in place
///
/// assert_eq!(*first, [1, 2, 3]);
/// assert_eq!(*second, [1, 2, 3, 4, 5]);
/// ```
///
/// The value may be a slice or a string, stored directly after the count:
///
/// ```
/// use cow_core::CowBox;
///
/// let mut word: CowBox<str> = "snapshot".into();
/// let before = word.clone();
/// CowBox::make_mut(&mut word).make_ascii_uppercase();
/// assert_eq!((&*before, &*word), ("snapshot", "SNAPSHOT"));
/// ```
///
/// As with [`Arc`](alloc::sync::Arc), functions of the handle are called as
/// `CowBox::strong_count(&handle)` and methods of the value as `handle.method()`.
///
/// # Against `Arc`
///
/// A `CowBox` is a [`triomphe::Arc`]: as large as a pointer (to a slice, a pointer and a length),
/// with the niche of one, and with no weak references. Without those, the test for uniqueness is
/// one load, where [`Arc::make_mut`](alloc::sync::Arc::make_mut) needs a locked instruction.
/// [`From`] converts to and from `triomphe::Arc` without touching the value.
///
/// | | cost |
/// |---|---|
/// | `clone`, `drop` of a shared handle | one atomic addition |
/// | `make_mut`, `get_mut`, unshared | one load |
/// | `make_mut`, shared | an allocation and a `clone` of the value |
///
/// # Notes
///
/// * `CowBox<T>` is `Send` and `Sync` if `T` is both, as `Arc<T>`: the clones of a value sent to
///   another thread are the same value.
/// * A `Cell`, `RefCell` or `Mutex` inside the value is shared with the clones until one of them
///   is written through `make_mut`. Only writes through `make_mut` are private.
/// * Unlike std's `Arc`, a `CowBox<T>` counts as using `T` when it is dropped, so it cannot refer
///   to a local that is dropped before it.
/// * A count that would overflow aborts the process, as it does in `Arc`.
///
/// # Panics and failed writes
///
/// When the value's own `Clone` panics in `make_mut`, the handle still shares the value that it
/// shared before, every other handle does too, and whatever was copied by then is dropped.
///
/// # Under loom
///
/// Built with `--cfg cow_loom`, a `CowBox` stands on this crate's counted header in place of
/// triomphe, whose atomics loom cannot see. The models check what `CowBox` does with a count, with
/// the orderings that this crate and triomphe have in common (increment `Relaxed`, decrement
/// `Release` with an `Acquire` before the value is freed, uniqueness by an `Acquire` load). They do
/// not check triomphe's own code.
#[repr(transparent)]
pub struct CowBox<T: ?Sized>(
    /// May have any count. No `&mut T` is ever made from it but through a `&mut CowBox` while the
    /// count is one.
    pub(super) Arc<T>,
);

impl<T> CowBox<T> {
    /// Moves a value to the heap.
    ///
    /// ```
    /// use cow_core::CowBox;
    ///
    /// let five = CowBox::new(5);
    /// assert_eq!(*five + 1, 6);
    /// ```
    #[inline]
    pub fn new(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T: ?Sized> CowBox<T> {
    /// Returns the number of handles that share this value, this one included.
    ///
    /// Other threads may clone or drop theirs at any time, so the number may be out of date when it
    /// is returned. To learn whether the value may be written in place, use [`CowBox::is_unique`].
    ///
    /// ```
    /// use cow_core::CowBox;
    ///
    /// let a = CowBox::new(5);
    /// let b = a.clone();
    /// assert_eq!(CowBox::strong_count(&a), 2);
    /// # drop(b);
    /// ```
    #[inline]
    #[must_use]
    pub fn strong_count(this: &Self) -> usize {
        Arc::strong_count(&this.0)
    }

    /// Returns `true` if both handles share one value, whatever it compares to. O(1).
    ///
    /// As with [`Arc::ptr_eq`](alloc::sync::Arc::ptr_eq), only addresses are compared, not the
    /// vtables of trait objects.
    ///
    /// ```
    /// use cow_core::CowBox;
    ///
    /// let five = CowBox::new(5);
    /// assert!(CowBox::ptr_eq(&five, &five.clone()));
    /// assert!(!CowBox::ptr_eq(&five, &CowBox::new(5)));
    /// ```
    #[inline]
    #[must_use]
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        Arc::ptr_eq(&this.0, &other.0)
    }
}

/// One more handle to the same value: O(1), nothing is copied.
impl<T: ?Sized> Clone for CowBox<T> {
    #[inline]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: ?Sized> Deref for CowBox<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

// The handle holds no part of the value, so moving the handle never moves the value.
impl<T: ?Sized> Unpin for CowBox<T> {}
