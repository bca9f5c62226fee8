//! What a tree is searched for.

use crate::prefix::{has_order, order};
use core::cmp::Ordering;

/// A place in the order of keys.
pub trait Sought<K> {
    /// Returns how the key stands to this place: `Less` if it is before it.
    fn compare(&mut self, key: &K) -> Ordering;

    /// Returns the place as a number, if keys have an order by numbers: an integer, or the first
    /// bytes of a string.
    #[inline]
    fn order(&self) -> Option<u64> {
        None
    }
}

impl<K, F: FnMut(&K) -> Ordering> Sought<K> for F {
    #[inline]
    fn compare(&mut self, key: &K) -> Ordering {
        self(key)
    }
}

/// A comparator along with the sought key's number, if it has one.
pub struct Ordered<F> {
    order: Option<u64>,
    compare: F,
}

impl<F> Ordered<F> {
    /// `compare` tells how keys stand to `sought`.
    #[inline]
    pub fn new<K, Q: ?Sized>(sought: &Q, compare: F) -> Self
    where
        F: FnMut(&K) -> Ordering,
    {
        // Numbers tell something only if both types have them.
        Self { order: if has_order::<K>() { order(sought) } else { None }, compare }
    }
}

impl<K, F: FnMut(&K) -> Ordering> Sought<K> for Ordered<F> {
    #[inline]
    fn compare(&mut self, key: &K) -> Ordering {
        (self.compare)(key)
    }

    #[inline]
    fn order(&self) -> Option<u64> {
        self.order
    }
}
