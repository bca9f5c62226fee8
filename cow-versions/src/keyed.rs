//! What maps and sets have in common: a set is a map to `()`.

use core::fmt::Debug;
use core::hash::{BuildHasher, Hash};
use cow_core::{DiffItem, RefCount, SetDiffItem};
use cow_map::{GenericMap, GenericSet};
use cow_tree::{GenericTreeMap, GenericTreeSet, Summary};

/// Entries with distinct keys.
pub trait Keyed: Clone {
    /// What finds an entry.
    type Key: Clone + Debug;
    /// What an entry has besides its key.
    type Value;

    /// Returns the value at a key.
    fn value_at(&self, key: &Self::Key) -> Option<&Self::Value>;

    /// Sets the value at a key.
    fn put(&mut self, key: Self::Key, value: Self::Value);

    /// Removes an entry.
    fn take_out(&mut self, key: &Self::Key) -> Option<Self::Value>;

    /// Shows all entries.
    fn entries(&self) -> impl Iterator<Item = (&Self::Key, &Self::Value)>;
}

/// Entries whose changes between two versions can be computed.
pub(crate) trait Versions: Keyed {
    /// Returns the changes from this version to a newer one.
    fn changes<'a>(
        &'a self,
        newer: &'a Self,
    ) -> impl Iterator<Item = DiffItem<'a, 'a, Self::Key, Self::Value>>;
}

/// Implements both for a map; `PartialEq` of values is required for changes only.
macro_rules! keyed_map {
    ([$($generics:tt)*] $Map:ty) => {
        impl<V: Clone, $($generics)*> Keyed for $Map {
            type Key = K;
            type Value = V;

            fn value_at(&self, key: &K) -> Option<&V> {
                self.get(key)
            }

            fn put(&mut self, key: K, value: V) {
                self.insert(key, value);
            }

            fn take_out(&mut self, key: &K) -> Option<V> {
                self.remove(key)
            }

            fn entries(&self) -> impl Iterator<Item = (&K, &V)> {
                self.iter()
            }
        }

        impl<V: Clone + PartialEq, $($generics)*> Versions for $Map {
            fn changes<'a>(
                &'a self,
                newer: &'a Self,
            ) -> impl Iterator<Item = DiffItem<'a, 'a, K, V>> {
                self.diff(newer)
            }
        }
    };
}

keyed_map!(
    [K: Eq + Hash + Clone + Debug, S: BuildHasher + Clone, C: RefCount] GenericMap<K, V, S, C>
);
keyed_map!([K: Ord + Clone + Debug, A: Summary<K, V>, C: RefCount] GenericTreeMap<K, V, A, C>);

/// Returns the change of a set as one of a map.
fn with_unit<'a, T>(item: SetDiffItem<'a, 'a, T>) -> DiffItem<'a, 'a, T, ()> {
    match item {
        SetDiffItem::Add(element) => DiffItem::Add(element, &()),
        SetDiffItem::Remove(element) => DiffItem::Remove(element, &()),
    }
}

/// Makes a set a map to `()`.
macro_rules! keyed_set {
    ([$($generics:tt)*] $Set:ty) => {
        impl<$($generics)*> Keyed for $Set {
            type Key = T;
            type Value = ();

            fn value_at(&self, key: &T) -> Option<&()> {
                self.contains(key).then_some(&())
            }

            fn put(&mut self, key: T, (): ()) {
                self.insert(key);
            }

            fn take_out(&mut self, key: &T) -> Option<()> {
                self.remove(key).then_some(())
            }

            fn entries(&self) -> impl Iterator<Item = (&T, &())> {
                self.iter().map(|element| (element, &()))
            }
        }

        impl<$($generics)*> Versions for $Set {
            fn changes<'a>(
                &'a self,
                newer: &'a Self,
            ) -> impl Iterator<Item = DiffItem<'a, 'a, T, ()>> {
                self.diff(newer).map(with_unit)
            }
        }
    };
}

keyed_set!(
    [T: Eq + Hash + Clone + Debug, S: BuildHasher + Clone, C: RefCount] GenericSet<T, S, C>
);
keyed_set!([T: Ord + Clone + Debug, A: Summary<T, ()>, C: RefCount] GenericTreeSet<T, A, C>);
