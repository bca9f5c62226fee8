//! Looks keys up, to read or to change their values.

use super::cow_map::GenericMap;
use crate::hash::{HashBits, Path};
use crate::ops::disjoint::{self, Place};
use crate::ops::{find, unshare, update};
use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};
use cow_core::RefCount;

impl<K: Eq + Hash, V, S: BuildHasher, C: RefCount> GenericMap<K, V, S, C> {
    /// The bits of a key's hash.
    #[inline]
    pub(super) fn bits<Q: Hash + ?Sized>(&self, k: &Q) -> HashBits {
        HashBits::new(self.hash_builder.hash_one(k))
    }

    #[inline]
    pub(super) fn item<Q>(&self, k: &Q) -> Option<&(K, V)>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let root = self.root.node()?;
        let hash = self.bits(k);
        find::find(root.view(), hash, |item| item.0.borrow() == k)
    }

    /// Where a key is, if it is there.
    #[inline]
    pub(super) fn place<Q>(&self, hash: HashBits, k: &Q) -> Option<Place>
    where
        K: Borrow<Q>,
        Q: Eq + ?Sized,
    {
        let leaf = find::leaf(self.root.view()?, Path::new(hash));
        let index = leaf.find(hash.tag(), |item| item.0.borrow() == k)?;
        Some(Place { hash, index })
    }

    /// The value of a key, if it is there. O(1); copies nothing.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let map = CowMap::from([("a".to_string(), 1)]);
    /// assert_eq!(map.get("a"), Some(&1));
    /// assert_eq!(map.get("b"), None);
    /// ```
    #[inline]
    pub fn get<Q>(&self, k: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.item(k).map(|item| &item.1)
    }

    /// The map's own key that is equal to `k`, and its value. O(1); copies nothing.
    #[inline]
    pub fn get_key_value<Q>(&self, k: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.item(k).map(|(k, v)| (k, v))
    }

    /// Whether the key is there. O(1); copies nothing.
    #[inline]
    pub fn contains_key<Q>(&self, k: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.item(k).is_some()
    }

    /// The value of a key, to be changed. O(1); if the map is shared and the key is there, copies the
    /// path to it.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let mut map = CowMap::from([(1, "a")]);
    /// let old = map.clone();
    /// if let Some(v) = map.get_mut(&1) {
    ///     *v = "b";
    /// }
    /// assert_eq!((map[&1], old[&1]), ("b", "a"));
    /// ```
    #[inline]
    pub fn get_mut<Q>(&mut self, k: &Q) -> Option<&mut V>
    where
        K: Borrow<Q> + Clone,
        V: Clone,
        Q: Hash + Eq + ?Sized,
    {
        if self.root.is_empty() {
            return None;
        }
        let hash = self.bits(k);
        let eq = |item: &(K, V)| item.0.borrow() == k;
        update::update(self.root.slot()?, hash, eq).map(|item| &mut item.1)
    }

    /// The values of several keys at once, to be changed. O(N^2); copies the paths to those that are
    /// shared and there.
    ///
    /// # Panics
    /// If two of the keys are equal and there.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let mut map = CowMap::from([("a", 1), ("b", 2)]);
    /// let [Some(a), Some(b), None] = map.get_disjoint_mut(["a", "b", "c"]) else { panic!() };
    /// core::mem::swap(a, b);
    /// assert_eq!((map["a"], map["b"]), (2, 1));
    /// ```
    pub fn get_disjoint_mut<Q, const N: usize>(&mut self, ks: [&Q; N]) -> [Option<&'_ mut V>; N]
    where
        K: Borrow<Q> + Clone,
        V: Clone,
        Q: Hash + Eq + ?Sized,
    {
        let places = ks.map(|k| self.place(self.bits(k), k));
        for (i, place) in places.iter().enumerate() {
            let same = |other: &Option<Place>| match (place, other) {
                (Some(a), Some(b)) => a.hash == b.hash && a.index == b.index,
                _ => false,
            };
            assert!(!places[..i].iter().any(same), "duplicate keys found");
        }
        for place in places.iter().flatten() {
            if let Some(slot) = self.root.slot() {
                unshare::leaf(slot, Path::new(place.hash));
            }
        }
        match self.root.slot() {
            Some(slot) => disjoint::disjoint(slot, places).map(|item| Some(&mut item?.1)),
            None => [const { None }; N],
        }
    }
}
