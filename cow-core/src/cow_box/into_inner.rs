//! Taking the value out.

use super::handle::{Arc, CowBox, UniqueArc};

impl<T> CowBox<T> {
    /// Returns the value, if no other handle shares it; otherwise the handle back. Never copies.
    ///
    /// When several threads call this at once on their handles to one value, it may fail for all of
    /// them; [`CowBox::into_inner`] does not.
    ///
    /// # Errors
    ///
    /// Returns `this` if the value is shared.
    ///
    /// ```
    /// use cow_core::CowBox;
    ///
    /// let a = CowBox::new(3);
    /// let b = a.clone();
    /// let a = CowBox::try_unwrap(a).unwrap_err();
    /// drop(b);
    /// assert_eq!(CowBox::try_unwrap(a), Ok(3));
    /// ```
    #[inline]
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        Arc::try_unwrap(this.0).map_err(Self)
    }

    /// Drops the handle and returns the value if this was the last one. Never copies.
    ///
    /// When every handle is given up by `into_inner`, in whatever threads and order, exactly one of
    /// them gets the value.
    ///
    /// ```
    /// use cow_core::CowBox;
    ///
    /// let a = CowBox::new(3);
    /// let b = a.clone();
    /// assert_eq!(CowBox::into_inner(a), None);
    /// assert_eq!(CowBox::into_inner(b), Some(3));
    /// ```
    #[inline]
    #[must_use]
    pub fn into_inner(this: Self) -> Option<T> {
        Arc::into_unique(this.0).map(UniqueArc::into_inner)
    }

    /// Returns the value: moved out if no other handle shares it, cloned if one does.
    ///
    /// ```
    /// use cow_core::CowBox;
    ///
    /// let words = CowBox::new(vec!["a", "b"]);
    /// let address = words.as_ptr();
    /// let words = CowBox::unwrap_or_clone(words);
    /// assert_eq!(words.as_ptr(), address); // moved
    /// ```
    #[inline]
    #[must_use]
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Clone,
    {
        Self::try_unwrap(this).unwrap_or_else(|shared| T::clone(&shared))
    }
}
