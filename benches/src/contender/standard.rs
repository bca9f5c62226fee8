//! std: a snapshot is a deep clone, but for `Arc`.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use similar::{Algorithm, DiffTag};

use super::Hasher;
use crate::element::Element;
use crate::shape::{Map, Shared, Tree, Vector};

/// [`std::collections::HashMap`].
pub type StdMap<K> = HashMap<K, u64, Hasher>;

impl<K: Element> Map<K> for StdMap<K> {
    const NAME: &'static str = "std";
    const DEEP: bool = true;

    named_as_in_std!();

    fn union(mut self, other: Self) -> Option<Self> {
        self.extend(other);
        Some(self)
    }

    algebra_by_retain!();

    fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        Some(merged_anew(base, ours, theirs))
    }
}

/// Merges by building the result from all entries of both sides.
fn merged_anew<K: Element, M: Map<K>>(base: &M, ours: &M, theirs: &M) -> M {
    let mut merged = M::new();
    for (key, our) in ours.iter() {
        let value = match (base.get(key), theirs.get(key)) {
            (Some(old), Some(their)) if our == old => their,
            (Some(old), None) if our == old => continue,
            _ => our,
        };
        merged.insert(key.clone(), *value);
    }
    for (key, their) in theirs.iter() {
        if ours.get(key).is_none() && base.get(key) != Some(their) {
            merged.insert(key.clone(), *their);
        }
    }
    merged
}

/// [`BTreeMap`].
pub type StdTree<K> = BTreeMap<K, u64>;

impl<K: Element> Map<K> for StdTree<K> {
    const NAME: &'static str = "std";
    const DEEP: bool = true;

    named_as_in_std!();

    fn union(mut self, mut other: Self) -> Option<Self> {
        self.append(&mut other);
        Some(self)
    }

    algebra_by_retain!();

    fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
        Some(merged_anew(base, ours, theirs))
    }
}

impl<K: Element> Tree<K> for StdTree<K> {
    fn from_sorted(entries: impl Iterator<Item = (K, u64)>) -> Self {
        entries.collect()
    }

    fn range_from(&self, key: &K) -> impl Iterator<Item = (&K, &u64)> {
        self.range((Bound::Included(key), Bound::Unbounded))
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
}

/// [`Vec`].
pub type StdVector<T> = Vec<T>;

impl<T: Element> Vector<T> for StdVector<T> {
    const NAME: &'static str = "std";
    const DEEP: bool = true;

    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn get(&self, at: usize) -> Option<&T> {
        self.as_slice().get(at)
    }

    #[inline]
    fn set(&mut self, at: usize, element: T) {
        self[at] = element;
    }

    #[inline]
    fn push(&mut self, element: T) {
        self.push(element);
    }

    fn iter(&self) -> impl Iterator<Item = &T> {
        self.as_slice().iter()
    }

    fn change_all(&mut self, change: impl FnMut(&mut T)) -> Option<()> {
        self.iter_mut().for_each(change);
        Some(())
    }

    fn insert(&mut self, at: usize, element: T) -> Option<()> {
        self.insert(at, element);
        Some(())
    }

    fn remove(&mut self, at: usize) -> Option<T> {
        Some(self.remove(at))
    }

    fn splice(&mut self, at: usize, elements: [T; 2]) -> Option<()> {
        drop(self.splice(at..at + 2, elements));
        Some(())
    }

    fn append(&mut self, mut other: Self) -> Option<()> {
        self.append(&mut other);
        Some(())
    }

    fn split_off(&mut self, at: usize) -> Option<Self> {
        Some(self.split_off(at))
    }

    fn diff(&self, newer: &Self) -> Option<usize> {
        let ops = similar::capture_diff_slices(Algorithm::Myers, self, newer);
        let changed = ops.iter().filter(|op| op.tag() != DiffTag::Equal);
        Some(changed.map(|op| op.old_range().len()).sum())
    }

    fn sort(&mut self) -> Option<()> {
        self.as_mut_slice().sort();
        Some(())
    }
}

/// [`std::sync::Arc`].
pub type StdBox<T> = Arc<T>;

impl<T: Clone + 'static> Shared<T> for StdBox<T> {
    const NAME: &'static str = "std";

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

/// [`Box`]: every clone copies.
pub type DeepBox<T> = Box<T>;

impl<T: Clone + 'static> Shared<T> for DeepBox<T> {
    const NAME: &'static str = "deep";
    const DEEP: bool = true;

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
        self
    }
}
