//! Whether one map is a part of another.

use super::GenericTreeMap;
use crate::tree::Sum;
use core::cmp::Ordering;
use cow_core::btree::{Aligned, End};
use cow_core::{RefCount, reflexive};

/// The entries of a map that are left.
type Entries<'a, K, V, A, C> = Aligned<'a, K, (K, V), Sum<A>, C>;

impl<K: Ord, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns `true` if no key is in both.
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
        let (mut a, mut b) = (Entries::new(self.root()), Entries::new(other.root()));
        loop {
            if a.is_shared(&b, End::Front) {
                return false;
            }
            let (Some(x), Some(y)) = (a.first(End::Front), b.first(End::Front)) else {
                return true;
            };
            match x.0.cmp(&y.0) {
                Ordering::Less => a.next(End::Front),
                Ordering::Greater => b.next(End::Front),
                Ordering::Equal => return false,
            };
        }
    }

    /// Returns `true` if `other` has all entries of this map, keys and values. O(n + m); visits no node that both
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
            self.is_within(other, |a, b| a.skip_shared(b, End::Front), V::eq)
        } else {
            self.is_within(other, |_, _| {}, V::eq)
        }
    }

    /// Returns `true` if `other` has all keys of this map, with values for which `f` returns `true`.
    /// It is called for all of them, until it returns `false`. O(n + m).
    #[must_use]
    pub fn is_submap_by<W, A2, C2: RefCount>(
        &self,
        other: &GenericTreeMap<K, W, A2, C2>,
        f: impl FnMut(&V, &W) -> bool,
    ) -> bool {
        self.is_within(other, |_, _| {}, f)
    }

    /// Returns `true` if `other` has all keys of this map, with values for which `f` returns `true`.
    /// Before each look, `skip` may go past entries that both have.
    pub(crate) fn is_within<'a, W, A2, C2: RefCount>(
        &'a self,
        other: &'a GenericTreeMap<K, W, A2, C2>,
        mut skip: impl FnMut(&mut Entries<'a, K, V, A, C>, &mut Entries<'a, K, W, A2, C2>),
        mut f: impl FnMut(&V, &W) -> bool,
    ) -> bool {
        if self.len() > other.len() {
            return false;
        }
        let (mut a, mut b) = (Entries::new(self.root()), Entries::new(other.root()));
        loop {
            skip(&mut a, &mut b);
            let (x, y) = match (a.peek(End::Front), b.peek(End::Front)) {
                (None, _) => return true,
                (Some(_), None) => return false,
                (Some(x), Some(y)) => (x, y),
            };
            match x.0.cmp(&y.0) {
                Ordering::Less => return false,
                Ordering::Greater => drop(b.next(End::Front)),
                Ordering::Equal if f(&x.1, &y.1) => {
                    a.next(End::Front);
                    b.next(End::Front);
                }
                Ordering::Equal => return false,
            }
        }
    }
}
