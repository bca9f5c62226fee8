//! Two maps made one, and one made two.

use super::CowTreeMap;
use crate::merge::{self, Pick, Rules};
use crate::summary::Summary;
use cow_core::Kind;

/// Set algebra over keys, in the time of what differs.
///
/// O(m log(n/m + 1)) for sizes m <= n, and less where both maps have nodes in common, as versions of
/// one map do: no node is visited that both share. Subtrees that stay as they were are shared with
/// the result. A map taken by value that nobody else shares gives its nodes to the result.
impl<K, V, P, A> CowTreeMap<K, V, P, A>
where
    K: Ord + Clone,
    V: Clone,
    P: Kind,
    A: Summary<K, V>,
{
    /// The entries of both; where both have a key, that of `self`.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let a = CowTreeMap::from([(1, "a"), (2, "a")]);
    /// let b = CowTreeMap::from([(2, "b"), (3, "b")]);
    /// assert_eq!(a.union(b), CowTreeMap::from([(1, "a"), (2, "a"), (3, "b")]));
    /// ```
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        self.union_with(other, |_, _, _| Pick::Left)
    }

    /// The entries of both; where both have a key, what `pick` says.
    ///
    /// Where the maps share a node, its entries stay, and `pick` is not asked.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use cow_tree::map::Pick;
    ///
    /// let a = CowTreeMap::from([("x", 1), ("y", 1)]);
    /// let b = CowTreeMap::from([("y", 2), ("z", 2)]);
    /// let sum = a.union_with(b, |_, x, y| Pick::New(x + y));
    /// assert_eq!(sum, CowTreeMap::from([("x", 1), ("y", 3), ("z", 2)]));
    /// ```
    #[must_use]
    pub fn union_with(self, other: Self, pick: impl FnMut(&K, &V, &V) -> Pick<V>) -> Self {
        self.combine(other, [true, true, true], pick)
    }

    /// The entries of `self` whose keys `other` has.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let a = CowTreeMap::from([(1, "a"), (2, "a")]);
    /// let b = CowTreeMap::from([(2, "b"), (3, "b")]);
    /// assert_eq!(a.intersection(b), CowTreeMap::from([(2, "a")]));
    /// ```
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        self.intersection_with(other, |_, _, _| Pick::Left)
    }

    /// What `pick` says of the keys that both have. Where the maps share a node, its entries stay.
    #[must_use]
    pub fn intersection_with(self, other: Self, pick: impl FnMut(&K, &V, &V) -> Pick<V>) -> Self {
        self.combine(other, [false, false, true], pick)
    }

    /// The entries of `self` whose keys `other` has not.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let a = CowTreeMap::from([(1, "a"), (2, "a")]);
    /// let b = CowTreeMap::from([(2, "b"), (3, "b")]);
    /// assert_eq!(a.difference(b), CowTreeMap::from([(1, "a")]));
    /// ```
    #[must_use]
    pub fn difference(self, other: Self) -> Self {
        self.combine(other, [true, false, false], |_, _, _| Pick::Remove)
    }

    /// The entries whose keys are in one of both only.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let a = CowTreeMap::from([(1, "a"), (2, "a")]);
    /// let b = CowTreeMap::from([(2, "b"), (3, "b")]);
    /// assert_eq!(a.symmetric_difference(b), CowTreeMap::from([(1, "a"), (3, "b")]));
    /// ```
    #[must_use]
    pub fn symmetric_difference(self, other: Self) -> Self {
        self.combine(other, [true, true, false], |_, _, _| Pick::Remove)
    }

    /// [`union_with`](Self::union_with) into `self`, where nodes of which all entries are picked
    /// `Left` stay as they are. If user code panics, `self` is as it was.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use cow_tree::map::Pick;
    ///
    /// let mut stock = CowTreeMap::from([("apple", 3), ("pear", 1)]);
    /// let sold = CowTreeMap::from([("pear", 1)]);
    /// stock.merge_with(&sold, |_, have, gone| match have - gone {
    ///     0 => Pick::Remove,
    ///     rest => Pick::New(rest),
    /// });
    /// assert_eq!(stock, CowTreeMap::from([("apple", 3)]));
    /// ```
    pub fn merge_with(&mut self, other: &Self, pick: impl FnMut(&K, &V, &V) -> Pick<V>) {
        *self = self.clone().union_with(other.clone(), pick);
    }

    fn combine(
        self,
        other: Self,
        [left, right, shared]: [bool; 3],
        both: impl FnMut(&K, &V, &V) -> Pick<V>,
    ) -> Self {
        let mut rules = Rules { left, right, shared, compare: K::cmp, both };
        Self { root: merge::merge(self.root, other.root, &mut rules) }
    }
}
