//! Unions, intersections and differences.

use super::cow_map::CowMap;
use crate::hash::HashBits;
use crate::two::eq::Compare;
use crate::two::filter::Filter;
use crate::two::merge::{Fate, Merge as Engine};
use core::hash::{BuildHasher, Hash};
use cow_core::{Kind, reflexive};

/// What [`CowMap::merge_with`] is to do with a key that both maps have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Merge<V> {
    /// Keep the entry of the first map.
    Left,
    /// Keep the entry of the second map.
    Right,
    /// Keep the key of the first map, with this value.
    New(V),
    /// Leave the key out.
    Remove,
}

/// From how many times the size of one map on the other is walked through by it, and not both.
const FEW: usize = 8;

impl<K, V, S, P> CowMap<K, V, S, P>
where
    K: Eq + Hash + Clone,
    V: Clone,
    S: BuildHasher + Clone,
    P: Kind,
{
    /// The entries of both maps; for keys that both have, those of this one.
    ///
    /// Takes the time of what the maps do not share, and the result shares with them what it can: if
    /// `other` has nothing new, the result *is* this map ([`ptr_eq`](Self::ptr_eq)). It has the hasher
    /// of this map, or of `other` if that is much larger. Maps that hash differently are united entry
    /// by entry.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let base: CowMap<u32, &str> = (0..1000).map(|i| (i, "base")).collect();
    /// let (mut a, mut b) = (base.clone(), base.clone());
    /// a.insert(1, "a");
    /// b.insert(2000, "b");
    ///
    /// let both = a.union(&b); // Looks at two paths only.
    /// assert_eq!((both[&1], both[&2000], both.len()), ("a", "b", 1001));
    /// assert!(a.union(&base).ptr_eq(&a));
    /// ```
    #[must_use = "makes a new map"]
    pub fn union(&self, other: &Self) -> Self {
        if self.carries(other) {
            self.merged(other, true, |_, _| Fate::Keep)
        } else {
            other.merged(self, true, |_, mine| Fate::Put(mine.clone()))
        }
    }

    /// The entries of both maps; for keys that both have, with the value that `f` makes of those of
    /// this map and of `other`.
    ///
    /// `f` is asked for *all* keys that both have, also where the maps share nodes, for it may make
    /// something else of equal values. [`merge_with`](Self::merge_with) skips those.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let monday = CowMap::from([("tea", 2), ("coffee", 3)]);
    /// let tuesday = CowMap::from([("tea", 1), ("water", 4)]);
    /// let both = monday.union_with(&tuesday, |_, a, b| a + b);
    /// assert_eq!((both["tea"], both["coffee"], both["water"]), (3, 3, 4));
    /// ```
    #[must_use = "makes a new map"]
    pub fn union_with<F>(&self, other: &Self, mut f: F) -> Self
    where
        F: FnMut(&K, &V, &V) -> V,
    {
        if self.carries(other) {
            self.merged(other, false, |(k, a), (_, b)| Fate::Put((k.clone(), f(k, a, b))))
        } else {
            other.merged(self, false, |(_, b), (k, a)| Fate::Put((k.clone(), f(k, a, b))))
        }
    }

    /// The entries of both maps; for keys that both have, what `f` decides.
    ///
    /// Nothing is copied for entries of which one side is kept, as far as the result consists of that
    /// side's nodes: if `f` only says [`Merge::Left`] and `other` has no other keys, the result *is*
    /// this map. Entries in nodes that both maps share are kept, and `f` is *not* asked for them: so it
    /// should keep what is equal. Takes the time of what the maps do not share.
    ///
    /// A merge of two versions that descend from a third one:
    /// ```
    /// use cow_map::CowMap;
    /// use cow_map::map::Merge;
    ///
    /// let base: CowMap<u32, u32> = (0..1000).map(|i| (i, 0)).collect();
    /// let (mut mine, mut theirs) = (base.clone(), base.clone());
    /// mine.insert(1, 10);
    /// theirs.insert(2, 20);
    ///
    /// let merged = mine.merge_with(&theirs, |k, a, b| match (a == &base[k], b == &base[k]) {
    ///     (_, true) => Merge::Left,
    ///     (true, false) => Merge::Right,
    ///     (false, false) => Merge::New(*a.max(b)),
    /// });
    /// assert_eq!((merged[&1], merged[&2], merged[&3]), (10, 20, 0));
    /// ```
    #[must_use = "makes a new map"]
    pub fn merge_with<F>(&self, other: &Self, mut f: F) -> Self
    where
        F: FnMut(&K, &V, &V) -> Merge<V>,
    {
        if self.carries(other) {
            self.merged(other, true, |a, b| match f(&a.0, &a.1, &b.1) {
                Merge::Left => Fate::Keep,
                Merge::Right => Fate::Put(b.clone()),
                Merge::New(v) => Fate::Put((a.0.clone(), v)),
                Merge::Remove => Fate::Drop,
            })
        } else {
            other.merged(self, true, |b, a| match f(&a.0, &a.1, &b.1) {
                Merge::Left => Fate::Put(a.clone()),
                Merge::Right => Fate::Keep,
                Merge::New(v) => Fate::Put((a.0.clone(), v)),
                Merge::Remove => Fate::Drop,
            })
        }
    }

    /// The entries of this map whose keys `other` has, too.
    ///
    /// Takes the time of what the maps do not share, and the result shares the rest with this map; if
    /// `other` is much smaller, takes its time.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let a: CowMap<u32, char> = (0..8).map(|i| (i, 'a')).collect();
    /// let b: CowMap<u32, char> = (6..20).map(|i| (i, 'b')).collect();
    /// assert_eq!(a.intersection(&b).into_keys().sum::<u32>(), 13);
    /// assert!(a.intersection(&a).ptr_eq(&a));
    /// ```
    #[must_use = "makes a new map"]
    pub fn intersection(&self, other: &Self) -> Self {
        if other.len < self.len / FEW {
            let mut map = Self::with_hasher_and_kind(self.hash_builder.clone());
            for (k, v) in other.keys().filter_map(|k| self.get_key_value(k)) {
                map.insert_unshared(k.clone(), v.clone());
            }
            return map;
        }
        self.filtered(other, true)
    }

    /// The keys that both maps have, with the values that `f` makes of theirs. The result has nodes
    /// of its own. Takes the time of the smaller map.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let prices = CowMap::from([("tea", 2.5), ("milk", 1.0)]);
    /// let basket = CowMap::from([("tea", 2), ("bread", 1)]);
    /// let sums = prices.intersection_with(&basket, |_, price, &n| price * f64::from(n));
    /// assert_eq!((sums["tea"], sums.len()), (5.0, 1));
    /// ```
    #[must_use = "makes a new map"]
    pub fn intersection_with<W, X, S2, P2, F>(
        &self,
        other: &CowMap<K, W, S2, P2>,
        mut f: F,
    ) -> CowMap<K, X, S, P>
    where
        S2: BuildHasher,
        P2: Kind,
        F: FnMut(&K, &V, &W) -> X,
    {
        let mut map = CowMap::with_hasher_and_kind(self.hash_builder.clone());
        let mut both = |((k, a), b): ((&K, &V), &W)| {
            map.insert_unshared(k.clone(), f(k, a, b));
        };
        if self.len <= other.len {
            self.iter().filter_map(|entry| Some((entry, other.get(entry.0)?))).for_each(&mut both);
        } else {
            let found = |(k, b)| Some((self.get_key_value(k)?, b));
            other.iter().filter_map(found).for_each(&mut both);
        }
        map
    }

    /// The entries of this map whose keys `other` does not have.
    ///
    /// Takes the time of what the maps do not share, and the result shares with this map what it can;
    /// if `other` is much smaller, takes its time.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let a: CowMap<u32, char> = (0..8).map(|i| (i, 'a')).collect();
    /// let b: CowMap<u32, char> = (6..20).map(|i| (i, 'b')).collect();
    /// assert_eq!(a.difference(&b).into_keys().sum::<u32>(), 15);
    /// assert!(a.difference(&CowMap::new()).ptr_eq(&a));
    /// ```
    #[must_use = "makes a new map"]
    pub fn difference(&self, other: &Self) -> Self {
        if other.len < self.len / FEW {
            let mut map = self.clone();
            other.keys().for_each(|k| drop(map.remove(k)));
            return map;
        }
        self.filtered(other, false)
    }

    /// The entries whose keys only one of the maps has.
    ///
    /// Takes the time of what the maps do not share.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let a: CowMap<u32, char> = (0..8).map(|i| (i, 'a')).collect();
    /// let b: CowMap<u32, char> = (6..10).map(|i| (i, 'b')).collect();
    /// assert_eq!(a.symmetric_difference(&b).into_keys().sum::<u32>(), 15 + 17);
    /// ```
    #[must_use = "makes a new map"]
    pub fn symmetric_difference(&self, other: &Self) -> Self {
        let (mine, theirs) = (self.difference(other), other.difference(self));
        let both = mine.union(&theirs);
        // Not at the end of the scope: should a drop panic there, the result would leak.
        drop(theirs);
        drop(mine);
        both
    }

    /// Whether to bring the entries of `other` here, and not the other way round: as long as it is not
    /// much more of them, for the result shares most with the map that gets them.
    fn carries(&self, other: &Self) -> bool {
        other.is_empty() || other.len / FEW <= self.len && !self.is_empty()
    }

    /// This map with the entries of `other`. `meet` decides for an item here and one there.
    fn merged<Meet>(&self, other: &Self, skip_shared: bool, meet: Meet) -> Self
    where
        Meet: FnMut(&(K, V), &(K, V)) -> Fate<(K, V)>,
    {
        let (Some(a), Some(b)) = (self.root.view(), other.root.view()) else { return self.clone() };
        let key = |a: &(K, V), b: &(K, V)| a.0 == b.0;
        let engine = Engine::new(skip_shared, key, meet, |item: &(K, V)| self.bits(&item.0));
        let (root, len) = engine.run(a, self.len, b);
        Self { root, len, hash_builder: self.hash_builder.clone() }
    }

    /// The entries of this map whose keys `other` has, or those whose keys it does not have.
    fn filtered(&self, other: &Self, common: bool) -> Self {
        let hash_builder = self.hash_builder.clone();
        let (Some(a), Some(b)) = (self.root.view(), other.root.view()) else {
            return if common { Self::with_hasher_and_kind(hash_builder) } else { self.clone() };
        };
        let mut filter = Filter {
            common,
            key: |a: &(K, V), b: &(K, V)| a.0 == b.0,
            lookup: |item: &(K, V)| other.contains_key(&item.0),
            rehash: |item: &(K, V)| -> HashBits { self.bits(&item.0) },
        };
        let (root, len) = filter.run(a, self.len, Some(b));
        Self { root, len, hash_builder }
    }
}

impl<K, V, S, P> CowMap<K, V, S, P>
where
    K: Eq + Hash,
    S: BuildHasher,
    P: Kind,
{
    /// Whether `other` has all entries of this map, with equal values.
    ///
    /// Takes the time of what the maps do not share, if `V: Eq`, as `==` does.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let small = CowMap::from([(1, 'a')]);
    /// let mut large = small.clone();
    /// large.insert(2, 'b');
    /// assert!(small.is_submap(&large) && !large.is_submap(&small));
    /// ```
    pub fn is_submap(&self, other: &Self) -> bool
    where
        V: PartialEq,
    {
        self.within(other, reflexive::<V>(), |a, b| a == b)
    }

    /// Whether `other` has all keys of this map, and `f` says yes to the values of each.
    ///
    /// `f` is asked for all of them, until it says no. O(n).
    pub fn is_submap_by<W, S2, P2, F>(&self, other: &CowMap<K, W, S2, P2>, mut f: F) -> bool
    where
        S2: BuildHasher,
        P2: Kind,
        F: FnMut(&V, &W) -> bool,
    {
        self.len <= other.len && self.iter().all(|(k, a)| other.get(k).is_some_and(|b| f(a, b)))
    }

    /// Whether `other` has all keys of this map, with values equal by `value`; in nodes that both
    /// share, all are if `reflexive`.
    pub(crate) fn within(
        &self,
        other: &Self,
        reflexive: bool,
        value: impl Fn(&V, &V) -> bool,
    ) -> bool {
        if self.len > other.len {
            return false;
        }
        let (Some(a), Some(b)) = (self.root.view(), other.root.view()) else { return true };
        let compare = Compare {
            reflexive,
            key: |a: &(K, V), b: &(K, V)| a.0 == b.0,
            value: |a: &(K, V), b: &(K, V)| value(&a.1, &b.1),
            lookup: |(k, a): &(K, V)| other.get(k).is_some_and(|b| value(a, b)),
        };
        compare.within(a, b)
    }
}
