//! This family: `cow` counts atomically, `cow-local` in plain counters.

use cow_core::{Atomic, CowBox, Local, RefCount};
use cow_map::GenericMap;
use cow_tree::GenericTreeMap;
use cow_vec::GenericVec;
use cow_versions::merge3;

use super::Hasher;
use crate::element::Element;
use crate::shape::{Map, Shared, Tree, Vector};

/// A kind of counts and the contender that has it.
pub trait Counts: RefCount + 'static {
    /// The contender's name.
    const NAME: &'static str;
}

impl Counts for Atomic {
    const NAME: &'static str = "cow";
}

impl Counts for Local {
    const NAME: &'static str = "cow-local";
}

/// `CowMap`.
pub type CowHashMap<K, C> = GenericMap<K, u64, Hasher, C>;

impl<K: Element, C: Counts> Map<K> for CowHashMap<K, C> {
    const NAME: &'static str = C::NAME;

    named_as_in_std!();

    fn union(self, other: Self) -> Option<Self> {
        Some(self.union(other))
    }

    fn intersection(self, other: Self) -> Option<Self> {
        Some(self.intersection(other))
    }

    fn difference(self, other: Self) -> Option<Self> {
        Some(self.difference(other))
    }

    fn diff(&self, newer: &Self) -> Option<usize> {
        Some(self.diff(newer).count())
    }

    fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        Some(merge3(base, ours, theirs).value)
    }
}

/// `CowTreeMap`.
pub type CowTree<K, C> = GenericTreeMap<K, u64, (), C>;

impl<K: Element, C: Counts> Map<K> for CowTree<K, C> {
    const NAME: &'static str = C::NAME;

    named_as_in_std!();

    fn union(self, other: Self) -> Option<Self> {
        Some(self.union(other))
    }

    fn intersection(self, other: Self) -> Option<Self> {
        Some(self.intersection(other))
    }

    fn difference(self, other: Self) -> Option<Self> {
        Some(self.difference(other))
    }

    fn diff(&self, newer: &Self) -> Option<usize> {
        Some(self.diff(newer).count())
    }

    fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        Some(merge3(base, ours, theirs).value)
    }
}

impl<K: Element, C: Counts> Tree<K> for CowTree<K, C> {
    fn from_sorted(entries: impl Iterator<Item = (K, u64)>) -> Self {
        entries.collect()
    }

    fn range_from(&self, key: &K) -> impl Iterator<Item = (&K, &u64)> {
        self.range(key..)
    }

    fn first(&self) -> Option<(&K, &u64)> {
        self.first_key_value()
    }

    fn last(&self) -> Option<(&K, &u64)> {
        self.last_key_value()
    }

    fn pop_first(&mut self) {
        self.pop_first();
    }

    fn split_off(&mut self, key: &K) -> Option<Self> {
        Some(self.split_off(key))
    }

    fn append(&mut self, mut other: Self) -> Option<()> {
        self.append(&mut other);
        Some(())
    }

    fn rank(&self, key: &K) -> Option<usize> {
        Some(GenericTreeMap::rank(self, key))
    }

    fn select(&self, rank: usize) -> Option<(&K, &u64)> {
        self.nth(rank)
    }
}

/// `CowVec`.
pub type CowVector<T, C> = GenericVec<T, C>;

impl<T: Element, C: Counts> Vector<T> for CowVector<T, C> {
    const NAME: &'static str = C::NAME;

    vector_as_in_std!();

    #[inline]
    fn set(&mut self, at: usize, element: T) {
        self[at] = element;
    }

    #[inline]
    fn push(&mut self, element: T) {
        self.push(element);
    }

    fn change_all(&mut self, change: impl FnMut(&mut T)) -> Option<()> {
        self.iter_mut().for_each(change);
        Some(())
    }

    fn splice(&mut self, at: usize, elements: [T; 2]) -> Option<()> {
        drop(self.splice(at..at + 2, elements));
        Some(())
    }

    fn append(&mut self, mut other: Self) -> Option<()> {
        self.append(&mut other);
        Some(())
    }

    fn diff(&self, newer: &Self) -> Option<usize> {
        Some(self.diff(newer).map(|hunk| hunk.removed.len()).sum())
    }

    fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        Some(merge3(base, ours, theirs).value)
    }
}

/// `CowBox`.
pub type CowBoxed<T> = CowBox<T>;

impl<T: Clone + 'static> Shared<T> for CowBoxed<T> {
    const NAME: &'static str = Atomic::NAME;

    fn new(value: T) -> Self {
        Self::new(value)
    }

    #[inline]
    fn read(&self) -> &T {
        self
    }

    // A call would cost more than what is measured.
    #[inline(always)]
    fn make_mut(&mut self) -> &mut T {
        Self::make_mut(self)
    }
}
