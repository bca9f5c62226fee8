//! The one question on which writing in place depends: is this the only handle?

use super::handle::{Arc, CowBox};

impl<T: ?Sized> CowBox<T> {
    /// Returns `true` if no other handle shares this value, so that [`CowBox::make_mut`] would not
    /// copy.
    ///
    /// It takes `&mut CowBox`, though it changes nothing, so that the answer cannot be overtaken.
    /// Through a shared reference, another thread could clone the handle between the answer and its
    /// use. Through `&mut`, a count of one means that no other handle reaches the value, so it stays
    /// one until this handle is used again. An answer of `false` may be out of date when it is
    /// returned: other threads may drop theirs at any time.
    ///
    /// What other threads did with the value before they dropped their handles is visible after
    /// an answer of `true`.
    ///
    /// ```
    /// use cow_core::CowBox;
    ///
    /// let mut a = CowBox::new(5);
    /// let b = a.clone();
    /// assert!(!CowBox::is_unique(&mut a));
    /// drop(b);
    /// assert!(CowBox::is_unique(&mut a));
    /// ```
    #[inline]
    #[must_use]
    pub fn is_unique(this: &mut Self) -> bool {
        Arc::is_unique(&this.0)
    }

    /// Returns the value, to be changed, if no other handle shares it. Never copies.
    ///
    /// ```
    /// use cow_core::CowBox;
    ///
    /// let mut a = CowBox::new(5);
    /// *CowBox::get_mut(&mut a).unwrap() += 1;
    /// let b = a.clone();
    /// assert_eq!(CowBox::get_mut(&mut a), None);
    /// assert_eq!(*b, 6);
    /// ```
    #[inline]
    #[must_use]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        Arc::get_mut(&mut this.0)
    }

    /// Returns the value, to be changed, without asking whether it is shared.
    ///
    /// # Safety
    ///
    /// The count is one: [`CowBox::is_unique`] answered `true`, or the handle was made from a new
    /// value, and it was not cloned since.
    #[inline]
    pub(super) unsafe fn get_mut_unchecked(this: &mut Self) -> &mut T {
        debug_assert!(Self::is_unique(this));
        // SAFETY: the pointer has the provenance of the whole block and is valid while `this`
        // lives. The caller promises that no other handle exists, and `this` is borrowed
        // exclusively for as long as the reference lives.
        unsafe { &mut *Self::as_ptr(this).cast_mut() }
    }
}
