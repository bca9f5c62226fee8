//! Comparing and hashing: by value; by pointer only where that makes no difference.

use super::handle::CowBox;
use crate::reflexive::reflexive;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

/// Compares the values. O(1) for handles that share one, if `T: Eq`.
///
/// Where `T` is not `Eq`, shared values are compared too, as `NAN != NAN` even in one allocation.
///
/// ```
/// use cow_core::CowBox;
///
/// let nan = CowBox::new(f64::NAN);
/// assert!(nan != nan.clone());
/// ```
impl<T: ?Sized + PartialEq> PartialEq for CowBox<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        (Self::ptr_eq(self, other) && reflexive::<T>()) || **self == **other
    }
}

impl<T: ?Sized + Eq> Eq for CowBox<T> {}

impl<T: ?Sized + PartialOrd> PartialOrd for CowBox<T> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}

impl<T: ?Sized + Ord> Ord for CowBox<T> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

/// Hashes the value, so that a map with `CowBox<T>` keys can be asked by `&T`.
impl<T: ?Sized + Hash> Hash for CowBox<T> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
