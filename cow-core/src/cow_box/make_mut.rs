//! The write: in place if unshared, on a copy if shared.

use super::handle::CowBox;
use super::to_cow_box::ToCowBox;

impl<T: ?Sized + ToCowBox> CowBox<T> {
    /// Returns the value, to be changed; copied first if another handle shares it.
    ///
    /// No other handle sees the change: they keep the value as it was. For sized values,
    /// slices and strings alike.
    ///
    /// Unshared, this is one load and a branch; nothing is copied or allocated. Shared, the value is
    /// cloned into a new allocation of its own and the old one loses a handle.
    ///
    /// ```
    /// use cow_core::CowBox;
    ///
    /// let mut row: CowBox<[u32]> = CowBox::from([1, 2, 3]);
    /// let before = row.clone();
    /// CowBox::make_mut(&mut row)[1] = 20;
    /// assert_eq!((&*before, &*row), (&[1, 2, 3][..], &[1, 20, 3][..]));
    /// ```
    ///
    /// # Panics
    ///
    /// If cloning the value panics. Then `this` shares the value that it shared before.
    #[inline]
    pub fn make_mut(this: &mut Self) -> &mut T {
        if !Self::is_unique(this) {
            unshare(this);
        }
        // SAFETY: `is_unique` answered `true`, or the handle was just made from a new value.
        unsafe { Self::get_mut_unchecked(this) }
    }
}

/// Puts a copy into the place of a shared value. Not inlined: then `make_mut` is, whatever `T` is.
#[cold]
#[inline(never)]
fn unshare<T: ?Sized + ToCowBox>(this: &mut CowBox<T>) {
    // The copy is complete before the handle changes. Should the old value lose its last handle here
    // and panic when dropped, the assignment still takes place.
    *this = T::to_cow_box(this);
}
