//! From std's ordered collections, and to them.

use crate::{GenericTreeMap, GenericTreeSet, Summary};
use alloc::collections::{BTreeMap, BTreeSet};
use cow_core::RefCount;

impl<K, V, A, C> From<BTreeMap<K, V>> for GenericTreeMap<K, V, A, C>
where
    K: Ord + Clone,
    A: Summary<K, V>,
    C: RefCount,
{
    /// Moves the entries of a map of std's. O(n): they are in order.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use std::collections::BTreeMap;
    ///
    /// let days = CowTreeMap::from(BTreeMap::from([(2, "Tue"), (1, "Mon")]));
    /// assert_eq!(days.first_key_value(), Some((&1, &"Mon")));
    /// ```
    fn from(map: BTreeMap<K, V>) -> Self {
        map.into_iter().collect()
    }
}

impl<K, V, A, C> From<GenericTreeMap<K, V, A, C>> for BTreeMap<K, V>
where
    K: Ord + Clone,
    V: Clone,
    A: Summary<K, V>,
    C: RefCount,
{
    /// Moves the entries to a map of std's; those that a clone shares are cloned. O(n).
    fn from(map: GenericTreeMap<K, V, A, C>) -> Self {
        map.into_iter().collect()
    }
}

impl<T, A, C> From<BTreeSet<T>> for GenericTreeSet<T, A, C>
where
    T: Ord + Clone,
    A: Summary<T, ()>,
    C: RefCount,
{
    /// Moves the elements of a set of std's. O(n): they are in order.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    /// use std::collections::BTreeSet;
    ///
    /// let letters = CowTreeSet::from(BTreeSet::from(['b', 'a']));
    /// assert_eq!(BTreeSet::from(letters), BTreeSet::from(['a', 'b']));
    /// ```
    fn from(set: BTreeSet<T>) -> Self {
        set.into_iter().collect()
    }
}

impl<T, A, C> From<GenericTreeSet<T, A, C>> for BTreeSet<T>
where
    T: Ord + Clone,
    A: Summary<T, ()>,
    C: RefCount,
{
    /// Moves the elements to a set of std's; those that a clone shares are cloned. O(n).
    fn from(set: GenericTreeSet<T, A, C>) -> Self {
        set.into_iter().collect()
    }
}
