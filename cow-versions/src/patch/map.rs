//! Patches of maps and sets.

use super::change::Change;
use super::{Delta, Misfit, Patchable};
use crate::keyed::{Keyed, Versions};
use core::fmt::Debug;
use core::hash::{BuildHasher, Hash};
use cow_core::{DiffItem, RefCount};
use cow_map::{GenericMap, GenericSet};
use cow_tree::{GenericTreeMap, GenericTreeSet, Summary};

/// The changes of the entries of a map, or of the elements of a set, which count as entries with `()`.
///
/// `C` is a map of the same kind, from the key to its [`Change`].
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct MapDelta<C> {
    changes: C,
}

impl<C> MapDelta<C> {
    /// Returns the changes, by key.
    pub fn changes(&self) -> &C {
        &self.changes
    }

    /// Returns the delta of changes that have been made out in another way.
    pub(super) fn from_changes(changes: C) -> Self {
        Self { changes }
    }
}

impl<C> MapDelta<C> {
    /// Returns the changes from one version to another, put into a map that is empty yet.
    fn between<M, V>(old: &M, new: &M, mut changes: C) -> Self
    where
        M: Versions<Value = V>,
        C: Keyed<Key = M::Key, Value = Change<V>>,
        V: Patchable + PartialEq,
    {
        for item in old.changes(new) {
            let (key, change) = match item {
                DiffItem::Add(key, new) => (key, Change::between(None, Some(new))),
                DiffItem::Remove(key, old) => (key, Change::between(Some(old), None)),
                DiffItem::Update { old, new } => (new.0, Change::between(Some(old.1), Some(new.1))),
            };
            if let Some(change) = change {
                changes.put(key.clone(), change);
            }
        }
        Self { changes }
    }
}

impl<M, C> Delta<M> for MapDelta<C>
where
    M: Keyed<Value: Patchable + PartialEq>,
    C: Keyed<Key = M::Key, Value = Change<M::Value>>,
{
    fn apply(&self, draft: &mut M) -> Result<(), Misfit> {
        for (key, change) in self.changes.entries() {
            let after = change.apply(draft.value_at(key));
            match after.map_err(|misfit| misfit.under(|path| path.under_key(key)))? {
                Some(value) => draft.put(key.clone(), value),
                None => drop(draft.take_out(key)),
            }
        }
        Ok(())
    }

    fn invert(self) -> Self {
        let mut inverse = self.changes.clone();
        for (key, change) in self.changes.entries() {
            inverse.put(key.clone(), change.clone().invert());
        }
        Self { changes: inverse }
    }

    fn then(self, next: Self) -> Result<Self, Misfit> {
        let mut both = self.changes;
        for (key, change) in next.changes.entries() {
            let change = match both.value_at(key) {
                None => Some(change.clone()),
                Some(before) => before
                    .clone()
                    .then(change.clone())
                    .map_err(|misfit| misfit.under(|path| path.under_key(key)))?,
            };
            match change {
                Some(change) => both.put(key.clone(), change),
                None => drop(both.take_out(key)),
            }
        }
        Ok(Self { changes: both })
    }

    fn len(&self) -> usize {
        self.changes.entries().map(|(_, change)| change.len()).sum()
    }

    fn is_empty(&self) -> bool {
        self.changes.entries().next().is_none()
    }
}

impl<K, V, S, C> Patchable for GenericMap<K, V, S, C>
where
    K: Eq + Hash + Clone + Debug,
    V: Patchable + PartialEq,
    S: BuildHasher + Clone,
    C: RefCount,
{
    type Delta = MapDelta<GenericMap<K, Change<V>, S, C>>;

    fn delta(&self, newer: &Self) -> Self::Delta {
        MapDelta::between(self, newer, GenericMap::with_hasher(self.hasher().clone()))
    }
}

impl<T, S, C> Patchable for GenericSet<T, S, C>
where
    T: Eq + Hash + Clone + Debug,
    S: BuildHasher + Clone,
    C: RefCount,
{
    type Delta = MapDelta<GenericMap<T, Change<()>, S, C>>;

    fn delta(&self, newer: &Self) -> Self::Delta {
        MapDelta::between(self, newer, GenericMap::with_hasher(self.hasher().clone()))
    }
}

impl<K, V, A, C> Patchable for GenericTreeMap<K, V, A, C>
where
    K: Ord + Clone + Debug,
    V: Patchable + PartialEq,
    A: Summary<K, V>,
    C: RefCount,
{
    type Delta = MapDelta<GenericTreeMap<K, Change<V>, (), C>>;

    fn delta(&self, newer: &Self) -> Self::Delta {
        MapDelta::between(self, newer, GenericTreeMap::new())
    }
}

impl<T: Ord + Clone + Debug, A: Summary<T, ()>, C: RefCount> Patchable for GenericTreeSet<T, A, C> {
    type Delta = MapDelta<GenericTreeMap<T, Change<()>, (), C>>;

    fn delta(&self, newer: &Self) -> Self::Delta {
        MapDelta::between(self, newer, GenericTreeMap::new())
    }
}
