//! Traits that a `CowBox` has as its value has them.

use super::handle::CowBox;
use core::borrow::Borrow;
use core::error::Error;
use core::fmt;
use core::slice;

impl<T: ?Sized> AsRef<T> for CowBox<T> {
    #[inline]
    fn as_ref(&self) -> &T {
        self
    }
}

impl<T: ?Sized> Borrow<T> for CowBox<T> {
    #[inline]
    fn borrow(&self) -> &T {
        self
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for CowBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for CowBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// The address of the value.
impl<T: ?Sized> fmt::Pointer for CowBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&Self::as_ptr(self), f)
    }
}

impl<T: ?Sized + Error> Error for CowBox<T> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        (**self).source()
    }
}

impl<T: Default> Default for CowBox<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

/// An empty slice.
impl<T> Default for CowBox<[T]> {
    fn default() -> Self {
        [].into()
    }
}

/// An empty string.
impl Default for CowBox<str> {
    fn default() -> Self {
        "".into()
    }
}

impl<'a, T> IntoIterator for &'a CowBox<[T]> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
