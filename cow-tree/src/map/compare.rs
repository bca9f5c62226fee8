//! Comparison of two maps, in the time of what differs.

use super::GenericTreeMap;
use crate::compare::Comparison;
use crate::tree::Sum;
use core::cmp::Ordering;
use cow_core::{Atomic, Local, RefCount, reflexive};

impl<K, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    #[inline]
    fn comparison<'a>(&'a self, other: &'a Self) -> Comparison<'a, K, (K, V), Sum<A>, C> {
        let is_reflexive = reflexive::<K>() && reflexive::<V>();
        Comparison { trees: [&self.tree, &other.tree], is_reflexive }
    }
}

/// Visits no node that both share, if keys and values are `Eq`.
impl<K: PartialEq, V: PartialEq, A, C: RefCount> PartialEq for GenericTreeMap<K, V, A, C> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.comparison(other).eq()
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
        self.comparison(other).partial_cmp()
    }
}

/// Lexicographic, as the sequences of entries.
impl<K: Ord, V: Ord, A, C: RefCount> Ord for GenericTreeMap<K, V, A, C> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.comparison(other).cmp()
    }
}
