//! Ranks, and cuts: what a tree that knows its sizes can do.

use super::range::less;
use super::{GenericTreeMap, sought};
use crate::balance;
use crate::build::first_key;
use crate::merge;
use crate::node::{Tree, TreeRef};
use crate::ops::find;
use crate::split;
use crate::summary::Summary;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::mem;
use cow_core::RefCount;
use cow_core::fork::Side;

impl<K, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// The entry with `rank` entries before it. O(log n).
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let map = CowTreeMap::from([('a', 1), ('b', 2), ('c', 3)]);
    /// assert_eq!(map.nth(1), Some((&'b', &2)));
    /// assert_eq!(map.nth(3), None);
    /// ```
    #[must_use]
    pub fn nth(&self, rank: usize) -> Option<(&K, &V)> {
        let (key, value) = find::nth(self.tree()?, rank)?;
        Some((key, value))
    }

    /// How many keys are less than `key`, which need not be there. O(log n).
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let map = CowTreeMap::from([(10, ()), (20, ())]);
    /// assert_eq!([5, 10, 15, 20, 25].map(|key| map.rank(&key)), [0, 0, 1, 1, 2]);
    /// ```
    #[must_use]
    pub fn rank<Q>(&self, key: &Q) -> usize
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.tree().map_or(0, |tree| less(tree, key))
    }

    /// The rank of `key`, if it is there. O(log n).
    #[must_use]
    pub fn index_of<Q>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        find::rank(self.tree()?, sought(key)).ok()
    }
}

impl<K, V, A, C> GenericTreeMap<K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    /// Cuts off the entries from `key` on, and returns them. O(log n). Copies nothing if nothing is
    /// shared; else a path at most, and shares all other nodes with clones of the map.
    ///
    /// If a comparison or a clone panics, the map is as it was.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut low: CowTreeMap<u32, u32> = (0..10).map(|i| (i, i)).collect();
    /// let high = low.split_off(&7);
    /// assert_eq!((low.len(), high.len()), (7, 3));
    /// ```
    pub fn split_off<Q>(&mut self, key: &Q) -> Self
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        let Some(tree) = &mut self.root else { return Self::default() };
        // All comparisons come first.
        let rank = less(Tree::borrow(tree), key);
        let tree = if !A::KEPT && split::owns_cut(tree, rank) {
            self.root.take()
        } else {
            // Clones of shared nodes and summaries may panic: the map keeps an owner of the root.
            self.root.clone()
        };
        let Some(tree) = tree else { return Self::default() };
        let (head, tail) = split::split_at(tree, rank);
        self.root = head;
        Self { root: tail }
    }

    /// The first `rank` entries, and the others. O(log n); both share nodes with the map, which stays.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let map: CowTreeMap<u32, u32> = (0..10).map(|i| (i, i)).collect();
    /// let (head, tail) = map.split_at(4);
    /// assert_eq!((head.len(), tail.len()), (4, 6));
    /// ```
    ///
    /// # Panics
    /// If `rank` exceeds the length.
    #[must_use]
    pub fn split_at(&self, rank: usize) -> (Self, Self) {
        let len = self.len();
        assert!(rank <= len, "rank (is {rank}) should be <= len (is {len})");
        let Some(tree) = self.root.clone() else { return Default::default() };
        let (head, tail) = split::split_at(tree, rank);
        (Self { root: head }, Self { root: tail })
    }

    /// Moves all entries of `other` over, which is empty afterwards. Where both have a key, the
    /// value of `other` wins, and the key stays.
    ///
    /// O(log n) if all keys of one come before those of the other, and if a comparison or a clone then
    /// panics, both maps are as they were. Else as [`union`](crate::CowTreeMap::union): entries are moved out of nodes that
    /// nobody else owns, and if user code panics, both maps are empty.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut a = CowTreeMap::from([(1, "a"), (2, "a")]);
    /// let mut b = CowTreeMap::from([(2, "b"), (3, "b")]);
    /// a.append(&mut b);
    /// assert_eq!(a, CowTreeMap::from([(1, "a"), (2, "b"), (3, "b")]));
    /// assert!(b.is_empty());
    /// ```
    pub fn append(&mut self, other: &mut Self)
    where
        K: Ord,
    {
        let (Some(a), Some(b)) = (&mut self.root, &mut other.root) else {
            if self.is_empty() {
                mem::swap(self, other);
            }
            return;
        };
        let mut spare = None;
        let whole = match order(Tree::borrow(a), Tree::borrow(b)) {
            Some(Ordering::Less) => concat(&mut self.root, &mut other.root, &mut spare),
            Some(Ordering::Greater) => concat(&mut other.root, &mut self.root, &mut spare),
            _ => merge::append(self.root.take(), other.root.take(), K::cmp),
        };
        // All is done before anything is dropped.
        let old = (mem::replace(&mut self.root, whole), other.root.take());
        drop((old, spare));
    }
}

/// Whether all keys of one tree are less, or greater, than those of the other.
fn order<K: Ord, V, A, C: RefCount>(
    a: TreeRef<'_, K, V, A, C>,
    b: TreeRef<'_, K, V, A, C>,
) -> Option<Ordering> {
    let edge = |tree, side| find::edge(tree, side).map(|(key, _)| key);
    if edge(a, Side::Right) < edge(b, Side::Left) {
        Some(Ordering::Less)
    } else if edge(b, Side::Right) < edge(a, Side::Left) {
        Some(Ordering::Greater)
    } else {
        None
    }
}

/// One tree of both, and maybe a key that is of no use. If user code panics, they are as they were.
fn concat<K, V, A, C>(
    left: &mut Option<Tree<K, V, A, C>>,
    right: &mut Option<Tree<K, V, A, C>>,
    spare: &mut Option<K>,
) -> Option<Tree<K, V, A, C>>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    let (Some(a), Some(b)) = (&mut *left, &mut *right) else { return left.take().or(right.take()) };
    let owned = !A::KEPT && split::owns_edge(a, Side::Right) && split::owns_edge(b, Side::Left);
    // If both are owned, the only code of the user's.
    let key = first_key(b);
    let (a, b) = if owned { (left.take(), right.take()) } else { (left.clone(), right.clone()) };
    Some(balance::join_sparing(a?, key, b?, spare))
}
