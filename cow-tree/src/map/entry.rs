//! Entries: a key's place, occupied or not.

use super::{GenericTreeMap, first_of};
use crate::summary::Summary;
use crate::tree::{Tree, sought};
use core::fmt;
use core::mem;
use cow_core::btree::{Place, Trail};
use cow_core::{Atomic, RefCount};

/// The place of a key in a map. Made by [`CowTreeMap::entry`](crate::CowTreeMap::entry).
pub enum Entry<'a, K, V, A = (), C: RefCount = Atomic> {
    /// The key is not there.
    Vacant(VacantEntry<'a, K, V, A, C>),
    /// The key is there.
    Occupied(OccupiedEntry<'a, K, V, A, C>),
}

/// The place of a key that is not there.
pub struct VacantEntry<'a, K, V, A = (), C: RefCount = Atomic> {
    map: &'a mut GenericTreeMap<K, V, A, C>,
    /// Not in the map.
    key: K,
    /// Where it would be; none in an empty map.
    place: Option<Place>,
}

/// The place of a key that is there.
///
/// It is a way down the tree: what is read through it costs O(log n) steps, without a comparison.
pub struct OccupiedEntry<'a, K, V, A = (), C: RefCount = Atomic> {
    map: &'a mut GenericTreeMap<K, V, A, C>,
    /// Where the entry is.
    place: Place,
}

impl<K, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns the entry of `key`, occupied or vacant, to be read, inserted, changed or removed. O(log n).
    ///
    /// Nothing is copied before a write: an entry that is only read leaves all nodes shared.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut letters = CowTreeMap::new();
    /// for letter in "abracadabra".chars() {
    ///     *letters.entry(letter).or_insert(0) += 1;
    /// }
    /// assert_eq!(letters[&'a'], 5);
    /// ```
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V, A, C>
    where
        K: Ord,
    {
        match self.root().map(|tree| tree.place(sought(&key))) {
            Some(Ok(place)) => Entry::Occupied(OccupiedEntry { map: self, place }),
            Some(Err(place)) => Entry::Vacant(VacantEntry { map: self, key, place: Some(place) }),
            None => Entry::Vacant(VacantEntry { map: self, key, place: None }),
        }
    }

    /// Returns the entry with the least key, to be read, changed or removed. O(log n); copies nothing
    /// before a write.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut queue = CowTreeMap::from([(1, "first"), (2, "second")]);
    /// if let Some(entry) = queue.first_entry() {
    ///     assert_eq!(entry.remove(), "first");
    /// }
    /// assert_eq!(queue.len(), 1);
    /// ```
    pub fn first_entry(&mut self) -> Option<OccupiedEntry<'_, K, V, A, C>>
    where
        K: Ord,
    {
        let place = self.root()?.place_at(0);
        Some(OccupiedEntry { map: self, place })
    }

    /// Returns the entry with the greatest key, to be read, changed or removed. O(log n); copies nothing
    /// before a write.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map = CowTreeMap::from([(1, 'a'), (2, 'b')]);
    /// *map.last_entry().unwrap().get_mut() = 'z';
    /// assert_eq!(map[&2], 'z');
    /// ```
    pub fn last_entry(&mut self) -> Option<OccupiedEntry<'_, K, V, A, C>>
    where
        K: Ord,
    {
        let place = self.root()?.last_place();
        Some(OccupiedEntry { map: self, place })
    }
}

impl<K: Clone, V: Clone, C: RefCount> GenericTreeMap<K, V, (), C> {
    /// Returns the entry at a place, to be written. Shared nodes on the way are copied.
    pub(super) fn entry_at(&mut self, place: Place) -> &mut (K, V) {
        let mut trail = Trail::new();
        let path = self.tree.path_to(place, &mut trail).expect("a place is in a tree");
        &mut path.into_items()[place.index()]
    }
}

impl<K: Clone, V: Clone, A: Summary<K, V>, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Calls `write` with the entry at a place. Shared nodes on the way are copied.
    pub(crate) fn modify_at<R>(&mut self, place: Place, write: impl FnOnce(&mut (K, V)) -> R) -> R {
        let mut trail = Trail::new();
        let path = self.tree.path_to(place, &mut trail).expect("a place is in a tree");
        path.modify(place.index(), write)
    }

    /// Inserts an entry at a place, or with none in an empty map, and returns its place afterwards.
    pub(crate) fn insert_at(&mut self, place: Option<Place>, key: K, value: V) -> Place {
        let mut trail = Trail::new();
        let Some((root, place)) = self.root().zip(place) else {
            self.tree = Tree::of_one((key, value));
            return Place::default();
        };
        let rank = if place.is_full() { root.position(place) } else { 0 };
        let path = self.tree.path_to(place, &mut trail).expect("a place is in a tree");
        path.insert(place.index(), (key, value), first_of);
        match self.root() {
            Some(root) if place.is_full() => root.place_at(rank),
            _ => place,
        }
    }
}

impl<K: Ord, V, A, C: RefCount> Entry<'_, K, V, A, C> {
    /// Returns the key: the map's own if it is there, else the one that was given.
    #[must_use]
    pub fn key(&self) -> &K {
        match self {
            Entry::Occupied(entry) => entry.key(),
            Entry::Vacant(entry) => entry.key(),
        }
    }
}

impl<'a, K: Ord + Clone, V: Clone, C: RefCount> Entry<'a, K, V, (), C> {
    /// Returns the value, to be written, after `default` was inserted if there was none.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map = CowTreeMap::new();
    /// *map.entry("n").or_insert(40) += 2;
    /// assert_eq!(map["n"], 42);
    /// ```
    pub fn or_insert(self, default: V) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(default),
        }
    }

    /// Returns the value, to be written, after inserting the result of `default` if there was none.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map: CowTreeMap<u32, Vec<u32>> = CowTreeMap::new();
    /// map.entry(1).or_insert_with(Vec::new).push(10);
    /// assert_eq!(map[&1], [10]);
    /// ```
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(default()),
        }
    }

    /// Returns the value, to be written, after inserting the result of `default`, which is passed the key, if
    /// there was none.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map = CowTreeMap::new();
    /// assert_eq!(*map.entry("four").or_insert_with_key(|key| key.len()), 4);
    /// ```
    pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V {
        match self {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let value = default(entry.key());
                entry.insert(value)
            }
        }
    }

    /// Returns the value, to be written, after inserting the default value if there was none.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map: CowTreeMap<&str, u32> = CowTreeMap::new();
    /// *map.entry("n").or_default() += 1;
    /// assert_eq!(map["n"], 1);
    /// ```
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
}

impl<'a, K: Ord + Clone, V: Clone, A: Summary<K, V>, C: RefCount> Entry<'a, K, V, A, C> {
    /// Calls `f` with the value, to be changed, if there is one.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map = CowTreeMap::from([("n", 1)]);
    /// map.entry("n").and_modify(|n| *n += 1).or_insert(0);
    /// map.entry("m").and_modify(|n| *n += 1).or_insert(0);
    /// assert_eq!((map["n"], map["m"]), (2, 0));
    /// ```
    pub fn and_modify<F: FnOnce(&mut V)>(mut self, f: F) -> Self {
        if let Entry::Occupied(entry) = &mut self {
            entry.modify(f);
        }
        self
    }

    /// Sets the value, and returns the entry.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map = CowTreeMap::new();
    /// let entry = map.entry("n").insert_entry(37);
    /// assert_eq!((entry.key(), entry.get()), (&"n", &37));
    /// ```
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V, A, C> {
        match self {
            Entry::Occupied(mut entry) => {
                entry.insert(value);
                entry
            }
            Entry::Vacant(entry) => entry.insert_entry(value),
        }
    }
}

impl<K: Ord, V, A, C: RefCount> VacantEntry<'_, K, V, A, C> {
    /// Returns the key that was given.
    #[must_use]
    pub fn key(&self) -> &K {
        &self.key
    }

    /// Returns the key.
    #[must_use]
    pub fn into_key(self) -> K {
        self.key
    }
}

impl<'a, K: Ord + Clone, V: Clone, C: RefCount> VacantEntry<'a, K, V, (), C> {
    /// Inserts the key with `value`, which can then be written. O(log n), copies at most the path.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use cow_tree::btree_map::Entry;
    ///
    /// let mut map = CowTreeMap::new();
    /// if let Entry::Vacant(entry) = map.entry("n") {
    ///     entry.insert(37);
    /// }
    /// assert_eq!(map["n"], 37);
    /// ```
    pub fn insert(self, value: V) -> &'a mut V {
        let Self { map, key, place } = self;
        let Some(place) = place.filter(|place| !place.is_full()) else {
            let place = map.insert_at(place, key, value);
            return &mut map.entry_at(place).1;
        };
        let mut trail = Trail::new();
        let path = map.tree.path_to(place, &mut trail).expect("a place is in a tree");
        let entry = path.insert(place.index(), (key, value), first_of);
        &mut entry.expect("it is in the leaf, which has room").1
    }
}

impl<'a, K: Ord + Clone, V: Clone, A: Summary<K, V>, C: RefCount> VacantEntry<'a, K, V, A, C> {
    /// Inserts the key with `value`, and returns the entry. O(log n), copies at most the path.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use cow_tree::btree_map::Entry;
    ///
    /// let mut map = CowTreeMap::new();
    /// if let Entry::Vacant(entry) = map.entry("n") {
    ///     assert_eq!(entry.insert_entry(37).remove_entry(), ("n", 37));
    /// }
    /// assert!(map.is_empty());
    /// ```
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V, A, C> {
        let Self { map, key, place } = self;
        let place = map.insert_at(place, key, value);
        OccupiedEntry { map, place }
    }
}

impl<K: Ord, V, A, C: RefCount> OccupiedEntry<'_, K, V, A, C> {
    fn entry(&self) -> &(K, V) {
        self.map.tree.item(self.place)
    }

    /// Returns the key in the map.
    #[must_use]
    pub fn key(&self) -> &K {
        &self.entry().0
    }

    /// Returns the value. Copies nothing.
    #[must_use]
    pub fn get(&self) -> &V {
        &self.entry().1
    }
}

impl<'a, K: Ord + Clone, V: Clone, C: RefCount> OccupiedEntry<'a, K, V, (), C> {
    /// Returns the value, to be written. Copies the path to it where that is shared.
    pub fn get_mut(&mut self) -> &mut V {
        &mut self.map.entry_at(self.place).1
    }

    /// Returns the value, to be written for as long as the map is borrowed. Copies the path to it where that
    /// is shared.
    #[must_use = "`self` is dropped if the result is not used"]
    pub fn into_mut(self) -> &'a mut V {
        &mut self.map.entry_at(self.place).1
    }
}

impl<K: Ord + Clone, V: Clone, A: Summary<K, V>, C: RefCount> OccupiedEntry<'_, K, V, A, C> {
    fn modify<R>(&mut self, write: impl FnOnce(&mut V) -> R) -> R {
        self.map.modify_at(self.place, |(_, value)| write(value))
    }

    /// Sets the value, and returns the old one.
    pub fn insert(&mut self, value: V) -> V {
        self.modify(|old| mem::replace(old, value))
    }

    /// Removes the entry, and returns its value. O(log n), copies at most the path and what is merged.
    pub fn remove(self) -> V {
        let (key, value) = self.remove_entry();
        // Here, and not after the value is returned, which would leak should this panic.
        drop(key);
        value
    }

    /// Removes and returns the entry. O(log n), copies at most the path and what is merged.
    pub fn remove_entry(self) -> (K, V) {
        self.map.tree.take_at(self.place)
    }
}

impl<K: fmt::Debug + Ord, V: fmt::Debug, A, C: RefCount> fmt::Debug for Entry<'_, K, V, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Entry::Vacant(entry) => f.debug_tuple("Entry").field(entry).finish(),
            Entry::Occupied(entry) => f.debug_tuple("Entry").field(entry).finish(),
        }
    }
}

impl<K: fmt::Debug + Ord, V, A, C: RefCount> fmt::Debug for VacantEntry<'_, K, V, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntry").field(self.key()).finish()
    }
}

impl<K: fmt::Debug + Ord, V: fmt::Debug, A, C: RefCount> fmt::Debug
    for OccupiedEntry<'_, K, V, A, C>
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, value) = self.entry();
        f.debug_struct("OccupiedEntry").field("key", key).field("value", value).finish()
    }
}
