//! Comparison of two maps, in the time of what differs.

use super::GenericTreeMap;
use crate::tree::Sum;
use core::cmp::Ordering;
use cow_core::btree::{Aligned, End, View};
use cow_core::{Atomic, Local, RefCount, reflexive};

/// The entries of two maps at equal ranks, without those in nodes that both share. Ends when either
/// has no entry more.
struct Pairs<'a, K, V, A, C: RefCount> {
    a: Aligned<'a, K, (K, V), Sum<A>, C>,
    b: Aligned<'a, K, (K, V), Sum<A>, C>,
    /// Whether shared nodes are skipped.
    skips: bool,
}

impl<'a, K, V, A, C: RefCount> Iterator for Pairs<'a, K, V, A, C> {
    type Item = (&'a (K, V), &'a (K, V));

    fn next(&mut self) -> Option<Self::Item> {
        if self.skips {
            self.a.skip_shared(&mut self.b, End::Front);
        }
        Some((self.a.next(End::Front)?, self.b.next(End::Front)?))
    }
}

impl<K: PartialEq, V: PartialEq, A, C: RefCount> Pairs<'_, K, V, A, C> {
    /// Returns `true` if all are equal: leaf by leaf, where two have been entered.
    fn are_equal(mut self) -> bool {
        loop {
            if self.skips {
                self.a.skip_shared(&mut self.b, End::Front);
            }
            if self.a.first(End::Front).is_none() || self.b.first(End::Front).is_none() {
                return true;
            }
            if !self.a.skip_equal(&mut self.b, End::Front, |a, b| a == b) {
                return false;
            }
        }
    }
}

impl<K, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns all entries, if they are in one leaf.
    #[inline]
    fn only_leaf(&self) -> Option<&[(K, V)]> {
        match self.root()?.view() {
            View::Leaf(leaf) => Some(leaf.slice()),
            View::Branch(_) => None,
        }
    }

    /// Returns the entries of both at equal ranks. Where an entry is equal to itself, shared ones
    /// are left out.
    fn pairs<'a>(&'a self, other: &'a Self) -> Pairs<'a, K, V, A, C> {
        let skips = reflexive::<K>() && reflexive::<V>();
        Pairs { a: Aligned::new(self.root()), b: Aligned::new(other.root()), skips }
    }
}

/// Visits no node that both share, if keys and values are `Eq`.
impl<K: PartialEq, V: PartialEq, A, C: RefCount> PartialEq for GenericTreeMap<K, V, A, C> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        // Versions that are the same are compared often, and most often at once.
        if reflexive::<K>() && reflexive::<V>() && self.ptr_eq(other) {
            return true;
        }
        if let (Some(a), Some(b)) = (self.only_leaf(), other.only_leaf()) {
            return a == b;
        }
        self.len() == other.len() && self.pairs(other).are_equal()
    }
}

impl<K: Eq, V: Eq, A, C: RefCount> Eq for GenericTreeMap<K, V, A, C> {}

/// Comparison of maps whose owners are counted in two ways, which share no nodes.
macro_rules! across_counts {
    ($C:ty, $D:ty) => {
        impl<K: PartialEq, V: PartialEq, A> PartialEq<GenericTreeMap<K, V, A, $D>>
            for GenericTreeMap<K, V, A, $C>
        {
            fn eq(&self, other: &GenericTreeMap<K, V, A, $D>) -> bool {
                self.len() == other.len() && self.iter().eq(other)
            }
        }

        impl<K: PartialOrd, V: PartialOrd, A> PartialOrd<GenericTreeMap<K, V, A, $D>>
            for GenericTreeMap<K, V, A, $C>
        {
            fn partial_cmp(&self, other: &GenericTreeMap<K, V, A, $D>) -> Option<Ordering> {
                self.iter().partial_cmp(other)
            }
        }
    };
}

across_counts!(Atomic, Local);
across_counts!(Local, Atomic);

/// Lexicographic, as the sequences of entries.
impl<K: PartialOrd, V: PartialOrd, A, C: RefCount> PartialOrd for GenericTreeMap<K, V, A, C> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        for (a, b) in self.pairs(other) {
            match a.partial_cmp(b) {
                Some(Ordering::Equal) => {}
                decided => return decided,
            }
        }
        Some(self.len().cmp(&other.len()))
    }
}

/// Lexicographic, as the sequences of entries.
impl<K: Ord, V: Ord, A, C: RefCount> Ord for GenericTreeMap<K, V, A, C> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.pairs(other)
            .map(|(a, b)| a.cmp(b))
            .find(|order| order.is_ne())
            .unwrap_or_else(|| self.len().cmp(&other.len()))
    }
}
