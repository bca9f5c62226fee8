//! Entries: a key's place, occupied or not.

use super::cow_map::GenericMap;
use crate::hash::HashBits;
use crate::item::value_of;
use crate::random_state::RandomState;
use crate::trie::Position;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::mem;
use cow_core::{Atomic, RefCount};

/// The place of a key in a map. Made by [`CowMap::entry`](crate::CowMap::entry).
pub enum Entry<'a, K, V, S = RandomState, C: RefCount = Atomic> {
    /// The key is there.
    Occupied(OccupiedEntry<'a, K, V, S, C>),
    /// The key is not there.
    Vacant(VacantEntry<'a, K, V, S, C>),
}

/// The place of a key that is there.
pub struct OccupiedEntry<'a, K, V, S = RandomState, C: RefCount = Atomic> {
    map: &'a mut GenericMap<K, V, S, C>,
    /// Where the entry is.
    position: Position,
}

/// The place of a key that is not there.
pub struct VacantEntry<'a, K, V, S = RandomState, C: RefCount = Atomic> {
    map: &'a mut GenericMap<K, V, S, C>,
    hash: HashBits,
    /// Not in the map.
    key: K,
    /// As the map hashes: the entries of a leaf that splits are hashed.
    rehash: Rehash<K, S>,
}

/// Hashes a key. Kept by vacant entries, whose methods need no `K: Hash` then, as in std.
type Rehash<K, S> = fn(&S, &K) -> HashBits;

impl<K: Eq + Hash, V, S: BuildHasher, C: RefCount> GenericMap<K, V, S, C> {
    /// Returns the entry of a key, to look and then to insert, change or remove in place. O(log n).
    ///
    /// Nothing is copied before a write: reading an entry needs no `Clone`.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let mut letters = CowMap::new();
    /// for ch in "a short treatise on fungi".chars() {
    ///     letters.entry(ch).and_modify(|counter| *counter += 1).or_insert(1);
    /// }
    /// assert_eq!(letters[&'s'], 2);
    /// ```
    #[inline]
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V, S, C> {
        let hash = self.hash(&key);
        match self.trie.position(hash, |other| *other == key) {
            Some(position) => Entry::Occupied(OccupiedEntry { map: self, position }),
            None => Entry::Vacant(VacantEntry { map: self, hash, key, rehash: HashBits::of }),
        }
    }
}

impl<'a, K, V, S, C: RefCount> Entry<'a, K, V, S, C> {
    /// Returns the key: the map's own if it is there, else the one that was given.
    #[inline]
    pub fn key(&self) -> &K {
        match self {
            Entry::Occupied(entry) => entry.key(),
            Entry::Vacant(entry) => entry.key(),
        }
    }

    /// Calls `f` with the value, to be changed, if there is one.
    #[inline]
    pub fn and_modify<F: FnOnce(&mut V)>(self, f: F) -> Self
    where
        K: Clone,
        V: Clone,
    {
        match self {
            Entry::Occupied(mut entry) => {
                f(entry.get_mut());
                Entry::Occupied(entry)
            }
            vacant @ Entry::Vacant(_) => vacant,
        }
    }
}

impl<'a, K: Clone, V: Clone, S, C: RefCount> Entry<'a, K, V, S, C> {
    /// Inserts `default` if the key is not there, and returns the value, to be changed.
    #[inline]
    pub fn or_insert(self, default: V) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(default),
        }
    }

    /// Inserts the result of `default` if the key is not there, and returns the value, to be changed.
    #[inline]
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(default()),
        }
    }

    /// Inserts the result of `default`, called with the key, if the key is not there, and returns the value, to be changed.
    #[inline]
    pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let value = default(entry.key());
                entry.insert(value)
            }
        }
    }

    /// Inserts the default value if the key is not there, and returns the value, to be changed.
    #[inline]
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// Sets the value, and returns the entry, which is there now.
    #[inline]
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V, S, C> {
        match self {
            Entry::Occupied(mut entry) => {
                entry.insert(value);
                entry
            }
            Entry::Vacant(entry) => entry.insert_entry(value),
        }
    }
}

impl<'a, K, V, S, C: RefCount> OccupiedEntry<'a, K, V, S, C> {
    #[inline]
    fn item(&self) -> &(K, V) {
        self.map.trie.entry_at(self.position)
    }

    /// Returns the map's own key.
    #[inline]
    pub fn key(&self) -> &K {
        &self.item().0
    }

    /// Returns the value.
    #[inline]
    pub fn get(&self) -> &V {
        &self.item().1
    }
}

impl<'a, K: Clone, V: Clone, S, C: RefCount> OccupiedEntry<'a, K, V, S, C> {
    /// Returns the value, to be changed while the entry lives. Copies what is shared.
    #[inline]
    pub fn get_mut(&mut self) -> &mut V {
        &mut self.map.trie.entry_at_mut(self.position).1
    }

    /// Returns the value, to be changed while the map is borrowed. Copies what is shared.
    #[inline]
    pub fn into_mut(self) -> &'a mut V {
        &mut self.map.trie.entry_at_mut(self.position).1
    }

    /// Sets the value, and returns the one before.
    #[inline]
    pub fn insert(&mut self, value: V) -> V {
        mem::replace(self.get_mut(), value)
    }

    /// Removes the entry, and returns its value.
    #[inline]
    pub fn remove(self) -> V {
        value_of(self.remove_entry())
    }

    /// Removes the entry, and returns it.
    #[inline]
    pub fn remove_entry(self) -> (K, V) {
        self.map.trie.remove_at(self.position)
    }
}

impl<'a, K, V, S, C: RefCount> VacantEntry<'a, K, V, S, C> {
    /// Returns the key that was given.
    #[inline]
    pub fn key(&self) -> &K {
        &self.key
    }

    /// Returns the key that was given, back.
    #[inline]
    pub fn into_key(self) -> K {
        self.key
    }
}

impl<'a, K: Clone, V: Clone, S, C: RefCount> VacantEntry<'a, K, V, S, C> {
    /// Inserts the key with this value, and returns that, to be changed.
    #[inline]
    pub fn insert(self, value: V) -> &'a mut V {
        let Self { map, hash, key, rehash } = self;
        let GenericMap { trie, hash_builder } = map;
        trie.insert_new(hash, (key, value), |k| rehash(hash_builder, k));
        &mut trie.last_mut(hash).1
    }

    /// Inserts the key with this value, and returns its entry.
    #[inline]
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V, S, C> {
        let Self { map, hash, key, rehash } = self;
        let GenericMap { trie, hash_builder } = &mut *map;
        trie.insert_new(hash, (key, value), |k| rehash(hash_builder, k));
        let position = trie.last_position(hash);
        OccupiedEntry { map, position }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, S, C: RefCount> fmt::Debug for Entry<'_, K, V, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Entry::Vacant(entry) => f.debug_tuple("Entry").field(entry).finish(),
            Entry::Occupied(entry) => f.debug_tuple("Entry").field(entry).finish(),
        }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, S, C: RefCount> fmt::Debug for OccupiedEntry<'_, K, V, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, value) = self.item();
        f.debug_struct("OccupiedEntry")
            .field("key", key)
            .field("value", value)
            .finish_non_exhaustive()
    }
}

impl<K: fmt::Debug, V, S, C: RefCount> fmt::Debug for VacantEntry<'_, K, V, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntry").field(self.key()).finish()
    }
}
