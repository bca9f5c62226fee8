//! Two maps made one.

use super::GenericTreeMap;
use crate::summary::Summary;
use crate::tree::{Tree, is_much_smaller};
use cow_core::btree::{Decision, Keep, SharedNodes};
use cow_core::{Pick, RefCount, operators};

/// Set algebra over keys, in the time of what differs.
///
/// O(m log(n/m + 1)) for sizes m <= n, and less where both maps have nodes in common, as versions of
/// one map do: no node is visited that both share, unless a closure is to be called for all keys.
/// Subtrees that stay as they were are shared with the result. What only these two maps own is moved
/// into it and not copied; to keep a map, pass a clone of it.
///
/// Keys that both have are those of `self`. If user code panics, both maps are dropped.
impl<K: Ord + Clone, V: Clone, A: Summary<K, V>, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns the entries of both; where both have a key, that of `self`.
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
        self.merge_with(other, |_, _, _| Pick::Left)
    }

    /// Returns the entries of both; where both have a key, with the value that `f` makes of both
    /// values.
    ///
    /// `f` is called for all keys that both have, also where the maps share nodes: O(n + m) if they
    /// share much. [`merge_with`](Self::merge_with) does not call it there.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let a = CowTreeMap::from([("x", 1), ("y", 1)]);
    /// let b = CowTreeMap::from([("y", 2), ("z", 2)]);
    /// let sum = a.union_with(b, |_, x, y| x + y);
    /// assert_eq!(sum, CowTreeMap::from([("x", 1), ("y", 3), ("z", 2)]));
    ///
    /// let doubled = sum.clone().union_with(sum, |_, x, y| x + y);
    /// assert_eq!(doubled["y"], 6);
    /// ```
    #[must_use]
    pub fn union_with(self, other: Self, mut f: impl FnMut(&K, &V, &V) -> V) -> Self {
        let both = |key: &K, left: &V, right: &V| Pick::New(f(key, left, right));
        self.combine(other, Keep { shared: SharedNodes::Merge, ..Keep::UNION }, both)
    }

    /// Returns the entries of both; where both have a key, with what `pick` returns.
    ///
    /// Where the maps share a node, its entries stay, and `pick` is not called: so it should return
    /// `Left` for equal values. Nodes of which all entries are picked `Left` stay as they are.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use cow_tree::btree_map::Pick;
    ///
    /// // Three-way: what changed in one version only is taken from there, else the greater value.
    /// let base: CowTreeMap<u32, u32> = (0..1000).map(|i| (i, i)).collect();
    /// let (mut mine, mut theirs) = (base.clone(), base.clone());
    /// mine.insert(7, 70);
    /// theirs.insert(7, 77);
    /// theirs.insert(8, 80);
    /// let mut asked = 0;
    /// let merged = mine.merge_with(theirs, |key, mine, theirs| {
    ///     asked += 1;
    ///     match base.get(key) {
    ///         Some(old) if old == mine => Pick::Right,
    ///         Some(old) if old == theirs => Pick::Left,
    ///         _ => Pick::New(*mine.max(theirs)),
    ///     }
    /// });
    /// assert_eq!((merged[&7], merged[&8]), (77, 80));
    /// assert!(asked < 130); // the entries of two leaves, not all
    /// ```
    #[must_use]
    pub fn merge_with(self, other: Self, pick: impl FnMut(&K, &V, &V) -> Pick<V>) -> Self {
        self.combine(other, Keep::UNION, pick)
    }

    /// Returns the entries of `self` whose keys `other` has.
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
        self.combine(other, Keep::INTERSECTION, |_, _, _| Pick::Left)
    }

    /// Returns the keys that both have, with the values that `f` makes of both values, which may be of
    /// different types. It is called for all of them: O(n + m), or O(m log n) if one map is much larger.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let prices = CowTreeMap::from([("ink", 3.5), ("pen", 2.0)]);
    /// let cart = CowTreeMap::from([("pen", 4), ("paper", 1)]);
    /// let sums = prices.intersection_with(cart, |_, price, count| price * f64::from(*count));
    /// assert_eq!(sums, CowTreeMap::from([("pen", 8.0)]));
    /// ```
    #[must_use]
    pub fn intersection_with<W, X, A2, C2>(
        self,
        other: GenericTreeMap<K, W, A2, C2>,
        mut f: impl FnMut(&K, &V, &W) -> X,
    ) -> GenericTreeMap<K, X, A, C>
    where
        C2: RefCount,
        A: Summary<K, X>,
    {
        let tree = if is_much_smaller(other.len(), self.len()) {
            let tree = Tree::from_ascending(other.iter().filter_map(|(key, right)| {
                let (key, left) = self.get_key_value(key)?;
                Some((key.clone(), f(key, left, right)))
            }));
            drop(self);
            tree
        } else {
            let search = is_much_smaller(self.len(), other.len());
            let mut others = other.iter().peekable();
            Tree::from_ascending(self.into_iter().filter_map(|(key, left)| {
                let right = if search {
                    other.get(&key)?
                } else {
                    while others.next_if(|(other, _)| **other < key).is_some() {}
                    others.next_if(|(other, _)| **other == key)?.1
                };
                let value = f(&key, &left, right);
                drop(left);
                Some((key, value))
            }))
        };
        // What is dropped at the end of a function leaks its result, should the drop panic.
        drop(other);
        GenericTreeMap { tree }
    }

    /// Returns the entries of `self` whose keys are not in `other`.
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
        self.combine(other, Keep::DIFFERENCE, |_, _, _| Pick::Remove)
    }

    /// Returns the entries whose keys are in one of both only.
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
        self.combine(other, Keep::SYMMETRIC_DIFFERENCE, |_, _, _| Pick::Remove)
    }

    fn combine(self, other: Self, keep: Keep, mut pick: impl FnMut(&K, &V, &V) -> Pick<V>) -> Self {
        let decide = |key: &K, left: &V, right: &V| pick(key, left, right).into();
        Self { tree: self.tree.merged(other.tree, keep, decide) }
    }
}

operators! {
    impl [K: Ord + Clone, V: Clone, A: Summary<K, V>, C: RefCount] for GenericTreeMap<K, V, A, C>;

    /// Returns the [`union`](crate::CowTreeMap::union): where both have a key, the entry of the left map.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let (a, b) = (CowTreeMap::from([(1, 'a'), (2, 'a')]), CowTreeMap::from([(2, 'b'), (3, 'b')]));
    /// assert_eq!(&a | &b, CowTreeMap::from([(1, 'a'), (2, 'a'), (3, 'b')]));
    /// assert_eq!(&a & &b, CowTreeMap::from([(2, 'a')]));
    /// assert_eq!(&a - &b, CowTreeMap::from([(1, 'a')]));
    /// assert_eq!(&a ^ &b, CowTreeMap::from([(1, 'a'), (3, 'b')]));
    /// ```
    BitOr, bitor, Self::union;
    /// Inserts the entries of `other` whose keys are not here, in place.
    ///
    /// Nodes that change are written in place if they are not shared. If user code panics, some keys
    /// have been merged and the others are as they were; a second panic meanwhile aborts.
    BitOrAssign, bitor_assign,
    |map, other| map.tree.merge(other.tree, Keep::UNION, |_, _, _| Decision::TakeLeft);

    /// Returns the [`intersection`](crate::CowTreeMap::intersection): entries of the left map.
    BitAnd, bitand, Self::intersection;
    /// Removes in place the entries whose keys `other` does not have. Panics and costs as `|=`.
    BitAndAssign, bitand_assign,
    |map, other| map.tree.merge(other.tree, Keep::INTERSECTION, |_, _, _| Decision::TakeLeft);

    /// Returns the [`difference`](crate::CowTreeMap::difference).
    Sub, sub, Self::difference;
    /// Removes in place the entries whose keys `other` has. Panics and costs as `|=`.
    SubAssign, sub_assign,
    |map, other| map.tree.merge(other.tree, Keep::DIFFERENCE, |_, _, _| Decision::Drop);

    /// Returns the [`symmetric_difference`](crate::CowTreeMap::symmetric_difference).
    BitXor, bitxor, Self::symmetric_difference;
    /// Removes in place the keys that `other` has, too, and inserts its other entries. Panics and costs as `|=`.
    BitXorAssign, bitxor_assign,
    |map, other| map.tree.merge(other.tree, Keep::SYMMETRIC_DIFFERENCE, |_, _, _| Decision::Drop);
}
