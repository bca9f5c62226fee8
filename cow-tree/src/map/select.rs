//! Some of a map's entries.

use super::GenericTreeMap;
use crate::aligned::{Rest, skip_shared};
use crate::filter;
use crate::summary::Summary;
use core::cmp::Ordering;
use cow_core::fork::Side;
use cow_core::{RefCount, reflexive};

impl<K, V, A, C> GenericTreeMap<K, V, A, C>
where
    K: Clone,
    V: Clone,
    C: RefCount,
    A: Summary<K, V>,
{
    /// The entries for which `keep` says `true`, asked in the order of keys. Subtrees that stay
    /// whole are shared.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let map: CowTreeMap<u32, u32> = (0..10).map(|i| (i, i)).collect();
    /// assert_eq!(map.filter(|k, _| k % 2 == 0).len(), 5);
    /// assert!(map.filter(|_, _| true).ptr_eq(&map));
    /// ```
    #[must_use]
    pub fn filter(&self, mut keep: impl FnMut(&K, &V) -> bool) -> Self {
        let root = self.tree().and_then(|tree| filter::filter(tree, &mut keep));
        Self { root }
    }

    /// The entries for which `left` says `true`, and the others. Subtrees that stay whole are
    /// shared.
    #[must_use]
    pub fn partition(&self, mut left: impl FnMut(&K, &V) -> bool) -> (Self, Self) {
        let Some(tree) = self.tree() else { return Default::default() };
        let (yes, no) = filter::partition(tree, &mut left);
        (Self { root: yes }, Self { root: no })
    }

    /// Keeps the entries for which `keep` says `true`, asked in the order of keys.
    ///
    /// O(log n) for each leaf, and O(1) for each entry; nothing is cloned that nobody shares. All leaves
    /// become the map's own, for `keep` may write to any value; where it need not,
    /// [`filter`](Self::filter) copies less. If `keep` panics, the entries it has refused are gone.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map: CowTreeMap<u32, u32> = (0..8).map(|i| (i, i * 10)).collect();
    /// map.retain(|k, _| k % 2 == 0);
    /// assert_eq!(map.keys().copied().collect::<Vec<_>>(), [0, 2, 4, 6]);
    /// ```
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool)
    where
        K: Ord,
    {
        self.extract_if(.., |key, value| !keep(key, value)).for_each(drop);
    }
}

impl<K: Ord, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Whether no key is in both.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let a = CowTreeMap::from([(1, 'a'), (2, 'b')]);
    /// assert!(a.is_disjoint(&CowTreeMap::from([(3, 'a')])));
    /// assert!(!a.is_disjoint(&a.clone()));
    /// ```
    #[must_use]
    pub fn is_disjoint(&self, other: &Self) -> bool {
        let (mut a, mut b) = (Rest::new(self.tree()), Rest::new(other.tree()));
        loop {
            if a.same_next(&b) {
                return false;
            }
            let (Some(x), Some(y)) = (a.first(Side::Left), b.first(Side::Left)) else {
                return true;
            };
            match x.0.cmp(&y.0) {
                Ordering::Less => a.skip(Side::Left),
                Ordering::Greater => b.skip(Side::Left),
                Ordering::Equal => return false,
            }
        }
    }

    /// Whether `other` has all entries of this map, keys and values. O(n + m); visits no node that both
    /// share, if values are `Eq`.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let a = CowTreeMap::from([(1, 'a'), (2, 'b')]);
    /// assert!(CowTreeMap::from([(2, 'b')]).is_submap(&a));
    /// assert!(!CowTreeMap::from([(2, 'c')]).is_submap(&a));
    /// ```
    #[must_use]
    pub fn is_submap(&self, other: &Self) -> bool
    where
        V: PartialEq,
    {
        if reflexive::<V>() {
            self.is_within(other, |a, b| skip_shared(a, b, Side::Left), V::eq)
        } else {
            self.is_within(other, |_, _| {}, V::eq)
        }
    }

    /// Whether `other` has all keys of this map, with values for which `f` says `true`. It is asked
    /// for all of them, until it says `false`. O(n + m).
    #[must_use]
    pub fn is_submap_by<W, A2, C2: RefCount>(
        &self,
        other: &GenericTreeMap<K, W, A2, C2>,
        f: impl FnMut(&V, &W) -> bool,
    ) -> bool {
        self.is_within(other, |_, _| {}, f)
    }

    /// Whether `other` has all keys of this map, with values for which `f` says `true`. Before each
    /// look, `skip` may go past entries that both have.
    pub(crate) fn is_within<'a, W, A2, C2: RefCount>(
        &'a self,
        other: &'a GenericTreeMap<K, W, A2, C2>,
        mut skip: impl FnMut(&mut Rest<'a, K, V, A, C>, &mut Rest<'a, K, W, A2, C2>),
        mut f: impl FnMut(&V, &W) -> bool,
    ) -> bool {
        if self.len() > other.len() {
            return false;
        }
        let (mut a, mut b) = (Rest::new(self.tree()), Rest::new(other.tree()));
        loop {
            skip(&mut a, &mut b);
            let (x, y) = match (a.peek(Side::Left), b.peek(Side::Left)) {
                (None, _) => return true,
                (Some(_), None) => return false,
                (Some(x), Some(y)) => (x, y),
            };
            match x.0.cmp(&y.0) {
                Ordering::Less => return false,
                Ordering::Greater => b.advance(Side::Left),
                Ordering::Equal if f(&x.1, &y.1) => {
                    a.advance(Side::Left);
                    b.advance(Side::Left);
                }
                Ordering::Equal => return false,
            }
        }
    }
}
