//! What a store needs of each collection.

use crate::format::Kind;
use crate::hasher::StoredHasher;
use cow_core::CowBox;
use cow_core::persist::Persist;
use cow_map::{CowMap, CowSet};
use cow_tree::{BinaryTree, CowTreeMap, CowTreeSet};
use cow_vec::CowVec;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::hash::Hash;

/// An element that can be stored.
pub trait Element: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {}

impl<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static> Element for T {}

/// A collection that can be stored: implemented for those of the family.
pub trait Collection: Persist<Item: Element, Node: Send + 'static, Setup: 'static> {
    /// What its nodes are stored as.
    const KIND: Kind;

    /// What separates the children of a node: the keys of an ordered map, and nothing elsewhere.
    type Key: Element;

    /// Returns the key of an item, if keys separate children.
    fn key(item: &Self::Item) -> Option<&Self::Key>;

    /// Returns `false` if keys or items do not ascend although those of such collections do.
    fn is_ordered(_keys: &[Self::Key], _items: &[Self::Item]) -> bool {
        true
    }

    /// Returns what is stored besides nodes.
    fn setup(&self) -> Vec<u8>;

    /// Returns the inverse of [`setup`](Self::setup), if these are bytes of such a collection.
    fn read_setup(bytes: &[u8]) -> Option<Self::Setup>;

    /// Builds a collection of its items, in the order of its nodes: those of a library that has made its nodes wider or
    /// narrower. `None` if they are not those of one, or if it has always one node for each item or for all.
    fn collect(setup: Self::Setup, items: Vec<Self::Item>) -> Option<Self>;
}

macro_rules! collection {
    ([$($generics:tt)*] $type:ty, $kind:ident, $collect:expr $(, $key:ty)?) => {
        impl<$($generics)*> Collection for $type {
            const KIND: Kind = Kind::$kind;
            collection!(@key $($key)?);

            fn setup(&self) -> Vec<u8> {
                Vec::new()
            }

            fn read_setup(bytes: &[u8]) -> Option<()> {
                bytes.is_empty().then_some(())
            }

            fn collect((): (), items: Vec<Self::Item>) -> Option<Self> {
                Self::is_ordered(&[], &items).then_some(items).and_then($collect)
            }
        }
    };
    (@key) => {
        type Key = ();

        fn key(_: &Self::Item) -> Option<&()> {
            None
        }
    };
    (@key $key:ty) => {
        type Key = $key;

        fn key(item: &Self::Item) -> Option<&$key> {
            Some(&item.0)
        }

        fn is_ordered(keys: &[$key], items: &[Self::Item]) -> bool {
            keys.is_sorted_by(|a, b| a < b) && items.is_sorted_by(|a, b| a.0 < b.0)
        }
    };
}

collection!([T: Element] CowVec<T>, Vector, |items| Some(items.into()));
collection!(
    [K: Element + Ord, V: Element] CowTreeMap<K, V>, Ordered, |items| Some(items.into_iter().collect()), K
);
collection!(
    [T: Element + Ord] CowTreeSet<T>, Ordered, |items| Some(elements(items).collect()), T
);
collection!([T: Element] BinaryTree<T>, Binary, |_| None);
collection!([] CowBox<[u8]>, Bytes, |_| None);

/// The elements of a set, whose nodes are those of a map.
fn elements<T>(items: Vec<(T, ())>) -> impl Iterator<Item = T> {
    items.into_iter().map(|(element, ())| element)
}

macro_rules! hashed {
    ([$($generics:tt)*] $type:ty, $hasher:ty, $items:expr) => {
        impl<$($generics)*> Collection for $type {
            const KIND: Kind = Kind::Hashed;
            type Key = ();

            fn key(_: &Self::Item) -> Option<&()> {
                None
            }

            fn setup(&self) -> Vec<u8> {
                self.hasher().to_bytes()
            }

            fn read_setup(bytes: &[u8]) -> Option<$hasher> {
                <$hasher>::from_bytes(bytes)
            }

            fn collect(hasher: $hasher, items: Vec<Self::Item>) -> Option<Self> {
                let count = items.len();
                let mut all = Self::with_hasher(hasher);
                all.extend($items(items));
                (all.len() == count).then_some(all)
            }
        }
    };
}

hashed!([K: Element + Eq + Hash, V: Element, S: StoredHasher] CowMap<K, V, S>, S, Vec::into_iter);
hashed!([T: Element + Eq + Hash, S: StoredHasher] CowSet<T, S>, S, elements);
