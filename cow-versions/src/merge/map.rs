//! Merges of maps and sets.

use super::entry::{self, EntryConflict, Outcome};
use super::{Conflicting, Merge, Merged, Take};
use crate::keyed::{Keyed, Versions};
use crate::path::Path;
use core::convert::Infallible;
use core::fmt::{self, Debug};
use core::hash::{BuildHasher, Hash};
use cow_core::{DiffItem, RefCount};
use cow_map::{GenericMap, GenericSet};
use cow_tree::{GenericTreeMap, GenericTreeSet, Summary};

/// A conflict of two changes of an entry.
pub struct MapConflict<K, V: Merge> {
    /// The key of the entry.
    pub key: K,
    /// What conflicts there.
    pub conflict: EntryConflict<V>,
}

impl<K: Debug, V: Merge> Conflicting for MapConflict<K, V> {
    fn path(&self) -> Path {
        self.conflict.path().under_key(&self.key)
    }

    fn swapped(self) -> Self {
        Self { conflict: self.conflict.swapped(), ..self }
    }
}

/// The side that has fewer changes, and these.
enum Fewer {
    Ours,
    Theirs,
}

/// Which side has fewer changes, and these. Takes their time, on both sides.
fn fewer<'a, M: Versions>(base: &'a M, ours: &'a M, theirs: &'a M) -> (Fewer, Changes<'a, M>) {
    let (mut our, mut their) = (base.changes(ours), base.changes(theirs));
    let (mut our_changes, mut their_changes) = (Vec::new(), Vec::new());
    loop {
        match their.next() {
            Some(change) => their_changes.push(change),
            None => return (Fewer::Theirs, their_changes),
        }
        match our.next() {
            Some(change) => our_changes.push(change),
            None => return (Fewer::Ours, our_changes),
        }
    }
}

/// The changes of one side.
type Changes<'a, M> = Vec<DiffItem<'a, 'a, <M as Keyed>::Key, <M as Keyed>::Value>>;

/// Merges two maps: makes the changes of the side that has fewer to a clone of the other one.
///
/// Returns the merged map, and what `named` makes of the conflicts.
fn merge<M, C>(
    base: &M,
    ours: &M,
    theirs: &M,
    named: impl Fn(&M::Key, EntryConflict<M::Value>) -> C,
) -> (M, Vec<C>)
where
    M: Versions<Value: Merge>,
{
    let (side, changes) = fewer(base, ours, theirs);
    let many = match side {
        Fewer::Ours => theirs,
        Fewer::Theirs => ours,
    };
    let mut value = many.clone();
    let mut conflicts = Vec::new();
    for item in changes {
        let (key, before, after) = match item {
            DiffItem::Add(key, new) => (key, None, Some(new)),
            DiffItem::Remove(key, old) => (key, Some(old), None),
            DiffItem::Update { old, new } => (new.0, Some(old.1), Some(new.1)),
        };
        let (here, there) = match side {
            Fewer::Ours => (after, many.value_at(key)),
            Fewer::Theirs => (many.value_at(key), after),
        };
        let outcome = entry::merge(before, here, there);
        let state = match (outcome, &side) {
            // The clone has it already.
            (Outcome::Ours, Fewer::Theirs) | (Outcome::Theirs, Fewer::Ours) => continue,
            (Outcome::Ours, Fewer::Ours) | (Outcome::Theirs, Fewer::Theirs) => after.cloned(),
            (Outcome::Inside(merged), _) => {
                let inside = merged.conflicts.into_iter().map(EntryConflict::inside);
                conflicts.extend(inside.map(|conflict| named(key, conflict)));
                Some(merged.value)
            }
            (Outcome::Conflict(conflict), _) => {
                let ours = conflict.ours.clone();
                conflicts.push(named(key, EntryConflict::Whole(conflict)));
                ours
            }
        };
        set(&mut value, key, state);
    }
    (value, conflicts)
}

/// Makes an entry what it is to be.
fn set<M: Keyed>(map: &mut M, key: &M::Key, state: Option<M::Value>) {
    match state {
        Some(value) => map.put(key.clone(), value),
        None => drop(map.take_out(key)),
    }
}

macro_rules! merge_map {
    ([$($generics:tt)*] $Map:ty) => {
        impl<$($generics)*> Merge for $Map {
            type Conflict = MapConflict<K, V>;

            fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Merged<Self> {
                let (value, conflicts) = merge(base, ours, theirs, |key, conflict| MapConflict {
                    key: key.clone(),
                    conflict,
                });
                Merged { value, conflicts }
            }

            fn settle(&mut self, MapConflict { key, conflict }: Self::Conflict, take: Take) {
                let state = conflict.settle(self.value_at(&key).cloned(), take);
                set(self, &key, state);
            }
        }
    };
}

merge_map!(
    [K: Eq + Hash + Clone + Debug, V: Merge, S: BuildHasher + Clone, C: RefCount]
    GenericMap<K, V, S, C>
);
merge_map!(
    [K: Ord + Clone + Debug, V: Merge, A: Summary<K, V>, C: RefCount] GenericTreeMap<K, V, A, C>
);

macro_rules! merge_set {
    ([$($generics:tt)*] $Set:ty) => {
        impl<$($generics)*> Merge for $Set {
            type Conflict = Infallible;

            /// Never conflicts: an element is there or not, so two sides that changed it agree.
            fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Merged<Self> {
                Merged::clean(merge(base, ours, theirs, |_, _| ()).0)
            }

            fn settle(&mut self, conflict: Infallible, _: Take) {
                match conflict {}
            }
        }
    };
}

merge_set!(
    [T: Eq + Hash + Clone + Debug, S: BuildHasher + Clone, C: RefCount] GenericSet<T, S, C>
);
merge_set!([T: Ord + Clone + Debug, A: Summary<T, ()>, C: RefCount] GenericTreeSet<T, A, C>);

impl<K: Clone, V: Merge<Conflict: Clone>> Clone for MapConflict<K, V> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), conflict: self.conflict.clone() }
    }
}

impl<K: PartialEq, V: Merge<Conflict: PartialEq>> PartialEq for MapConflict<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.conflict == other.conflict
    }
}

impl<K: Debug, V: Merge<Conflict: Debug> + Debug> Debug for MapConflict<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MapConflict")
            .field("key", &self.key)
            .field("conflict", &self.conflict)
            .finish()
    }
}
