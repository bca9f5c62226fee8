//! Unions, intersections and differences.

use super::cow_map::GenericMap;
use crate::item::key_of;
use crate::policy::{Hashed, Unshared};
use crate::trie::Trie;
use crate::trie::algebra::{Decision, Keep, SharedNodes, Source};
use core::hash::{BuildHasher, Hash};
use cow_core::{Pick, RefCount, reflexive};

/// Size ratio above which only the smaller map is traversed.
const SIZE_RATIO: usize = 8;

/// # Set algebra
///
/// By value, because what is not shared is not copied: neither nodes nor entries of a map that has
/// no clones are cloned, they become part of the result, and what other clones share stays shared.
/// Clone what is still needed, in O(1): `a.clone().union(b.clone())`, or `&a | &b` for short.
///
/// Of two maps that descend from one, only what they do not share is visited. Maps that hash
/// differently, as those of two [`RandomState`](std::hash::RandomState)s, are merged entry by entry.
impl<K: Eq + Hash + Clone, V: Clone, S: BuildHasher, C: RefCount> GenericMap<K, V, S, C> {
    /// Returns the entries of both maps; for keys that both have, those of this one.
    ///
    /// Takes the time of what the maps do not share. The result has the nodes of this map, or of `other`
    /// if that is much larger, and its hasher; the entries of the other one are moved there, or cloned
    /// if they are shared. If `other` has nothing new, the result *is* this map
    /// ([`ptr_eq`](Self::ptr_eq)).
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let base: CowMap<u32, &str> = (0..1000).map(|i| (i, "base")).collect();
    /// let (mut a, mut b) = (base.clone(), base.clone());
    /// a.insert(1, "a");
    /// b.insert(2000, "b");
    ///
    /// let both = a.clone().union(b); // Looks at two paths only.
    /// assert_eq!((both[&1], both[&2000], both.len()), ("a", "b", 1001));
    /// assert!(a.clone().union(base).ptr_eq(&a));
    /// ```
    #[must_use = "makes a new map"]
    pub fn union(self, other: Self) -> Self {
        self.merged(other, SharedNodes::Keep, |_, _, _| Pick::Left)
    }

    /// Returns the entries of both maps; for keys that both have, with the value that `f` makes of
    /// those of this map and of `other`, and the key of this one.
    ///
    /// `f` is called for *all* keys that both have, also where the maps share nodes, for it may make
    /// something else of equal values. [`merge_with`](Self::merge_with) skips those.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let monday = CowMap::from([("tea", 2), ("coffee", 3)]);
    /// let tuesday = CowMap::from([("tea", 1), ("water", 4)]);
    /// let both = monday.union_with(tuesday, |_, a, b| a + b);
    /// assert_eq!((both["tea"], both["coffee"], both["water"]), (3, 3, 4));
    /// ```
    #[must_use = "makes a new map"]
    pub fn union_with<F>(self, other: Self, mut f: F) -> Self
    where
        F: FnMut(&K, &V, &V) -> V,
    {
        self.merged(other, SharedNodes::Merge, |k, a, b| Pick::New(f(k, a, b)))
    }

    /// Returns the entries of both maps; for keys that both have, what `f` decides.
    ///
    /// Nothing is copied for entries of which one side is kept, as far as the result consists of that
    /// side's nodes: if `f` only returns [`Pick::Left`] and `other` has no other keys, the result *is*
    /// this map. Entries in nodes that both maps share are kept, and `f` is *not* called for them: so it
    /// should keep what is equal. Takes the time of what the maps do not share.
    ///
    /// A merge of two versions that descend from a third one:
    /// ```
    /// use cow_map::CowMap;
    /// use cow_map::hash_map::Pick;
    ///
    /// let base: CowMap<u32, u32> = (0..1000).map(|i| (i, 0)).collect();
    /// let (mut mine, mut theirs) = (base.clone(), base.clone());
    /// mine.insert(1, 10);
    /// theirs.insert(2, 20);
    ///
    /// let merged = mine.merge_with(theirs, |k, a, b| match (a == &base[k], b == &base[k]) {
    ///     (_, true) => Pick::Left,
    ///     (true, false) => Pick::Right,
    ///     (false, false) => Pick::New(*a.max(b)),
    /// });
    /// assert_eq!((merged[&1], merged[&2], merged[&3]), (10, 20, 0));
    /// ```
    #[must_use = "makes a new map"]
    pub fn merge_with<F>(self, other: Self, f: F) -> Self
    where
        F: FnMut(&K, &V, &V) -> Pick<V>,
    {
        self.merged(other, SharedNodes::Keep, f)
    }

    /// Returns the entries of this map whose keys `other` has, too.
    ///
    /// Takes the time of what the maps do not share, and the result keeps the rest of this map. If
    /// `other` is much smaller and shares nothing, takes its time, and clones what both have into nodes
    /// of its own.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let a: CowMap<u32, char> = (0..8).map(|i| (i, 'a')).collect();
    /// let b: CowMap<u32, char> = (6..20).map(|i| (i, 'b')).collect();
    /// assert_eq!((&a & &b).into_keys().sum::<u32>(), 13);
    /// assert!(a.clone().intersection(a.clone()).ptr_eq(&a));
    /// ```
    #[must_use = "makes a new map"]
    pub fn intersection(mut self, other: Self) -> Self {
        self.keep_common(&other);
        drop(other);
        self
    }

    /// Returns the keys that both maps have, with the values that `f` makes of theirs.
    ///
    /// `f` is called for all of them. The result has nodes of its own, and the hasher and the keys of
    /// this map. Takes the time of the smaller map.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let prices = CowMap::from([("tea", 2.5), ("milk", 1.0)]);
    /// let basket = CowMap::from([("tea", 2), ("bread", 1)]);
    /// let sums = prices.intersection_with(basket, |_, price, &n| price * f64::from(n));
    /// assert_eq!((sums["tea"], sums.len()), (5.0, 1));
    /// ```
    #[must_use = "makes a new map"]
    pub fn intersection_with<W, X, S2, C2, F>(
        mut self,
        other: GenericMap<K, W, S2, C2>,
        mut f: F,
    ) -> GenericMap<K, X, S, C>
    where
        S2: BuildHasher,
        C2: RefCount,
        F: FnMut(&K, &V, &W) -> X,
    {
        let mut trie = Trie::new();
        if self.len() > other.len() {
            for (k, b) in &other {
                if let Some((k, a)) = self.find(k) {
                    trie.insert(Unshared(&self.hash_builder), k.clone(), f(k, a, b));
                }
            }
        } else if let Some(slot) = self.trie.slot() {
            Source::Own(slot).each(|entry| {
                let (k, a) = entry.get();
                if let Some(b) = other.get(k) {
                    let x = f(k, a, b);
                    let k = entry.part(|(k, _)| k.clone(), key_of);
                    trie.insert(Unshared(&self.hash_builder), k, x);
                }
            });
        }
        drop(other);
        drop(self.trie);
        GenericMap { trie, hash_builder: self.hash_builder }
    }

    /// Returns the entries of this map whose keys `other` does not have.
    ///
    /// Takes the time of what the maps do not share, or of `other` if that is much smaller. The result
    /// keeps the nodes of this map of which all stays.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let a: CowMap<u32, char> = (0..8).map(|i| (i, 'a')).collect();
    /// let b: CowMap<u32, char> = (6..20).map(|i| (i, 'b')).collect();
    /// assert_eq!((&a - &b).into_keys().sum::<u32>(), 15);
    /// assert!(a.clone().difference(CowMap::new()).ptr_eq(&a));
    /// ```
    #[must_use = "makes a new map"]
    pub fn difference(mut self, other: Self) -> Self {
        self.keep_other(&other);
        drop(other);
        self
    }

    /// Returns the entries whose keys only one of the maps has.
    ///
    /// Takes the time of what the maps do not share, and moves or clones as
    /// [`union`](crate::CowMap::union) does.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let a: CowMap<u32, char> = (0..8).map(|i| (i, 'a')).collect();
    /// let b: CowMap<u32, char> = (6..10).map(|i| (i, 'b')).collect();
    /// assert_eq!(a.symmetric_difference(b).into_keys().sum::<u32>(), 15 + 17);
    /// ```
    #[must_use = "makes a new map"]
    pub fn symmetric_difference(self, other: Self) -> Self {
        let (mut many, few) = if self.carries(&other) { (self, other) } else { (other, self) };
        many.toggle(few.trie);
        many
    }

    /// Returns `true` if the entries of `other` are to be inserted here, and not the other way round: as long
    /// as there are not many more of them, for the result keeps most of the map into which they are inserted.
    fn carries(&self, other: &Self) -> bool {
        other.is_empty() || other.len() / SIZE_RATIO <= self.len() && !self.is_empty()
    }

    /// Returns both maps, with what `pick` decides for keys that both have.
    fn merged(
        mut self,
        mut other: Self,
        shared: SharedNodes,
        mut pick: impl FnMut(&K, &V, &V) -> Pick<V>,
    ) -> Self {
        if self.carries(&other) {
            self.merge_trie(other.trie, shared, |a, b| into_left(pick(&a.0, &a.1, &b.1)));
            self
        } else {
            other.merge_trie(self.trie, shared, |b, a| into_right(pick(&a.0, &a.1, &b.1)));
            other
        }
    }

    /// Merges like [`merged`](Self::merged), in place. If user code panics, this map has some keys merged and the
    /// others as they were; or all as they were, if `other` is much larger.
    pub(super) fn merge(
        &mut self,
        mut other: Self,
        shared: SharedNodes,
        mut pick: impl FnMut(&K, &V, &V) -> Pick<V>,
    ) {
        if self.carries(&other) {
            self.merge_trie(other.trie, shared, |a, b| into_left(pick(&a.0, &a.1, &b.1)));
        } else {
            // What is here is few, and is cloned for this: it must not be lost half-way.
            other.merge_trie(self.trie.clone(), shared, |b, a| into_right(pick(&a.0, &a.1, &b.1)));
            *self = other;
        }
    }

    /// Merges another trie into this map. `decide` is called with an entry of this map and one of the
    /// other that has the same key.
    fn merge_trie(
        &mut self,
        other: Trie<K, V, C>,
        shared: SharedNodes,
        decide: impl FnMut(&(K, V), &(K, V)) -> Decision<V>,
    ) {
        self.trie.merge(other, Hashed(&self.hash_builder), shared, decide);
    }

    /// Removes the keys that `other` has, too, and inserts its other entries. If user code panics, that
    /// has been done to some keys and not to others.
    fn toggle(&mut self, mut other: Trie<K, V, C>) {
        if other.len() >= self.len() / SIZE_RATIO {
            return self.merge_trie(other, SharedNodes::Drop, |_, _| Decision::Drop);
        }
        let Some(slot) = other.slot() else { return };
        Source::Own(slot).each(|entry| {
            if self.remove(&entry.get().0).is_none() {
                let (k, v) = entry.take();
                self.insert(k, v);
            }
        });
    }

    /// [`symmetric_difference`](Self::symmetric_difference) in place. If user code panics, as
    /// [`merge`](Self::merge).
    pub(super) fn exchange(&mut self, mut other: Self) {
        if self.carries(&other) {
            self.toggle(other.trie);
        } else {
            other.toggle(self.trie.clone());
            *self = other;
        }
    }

    /// Keeps the entries whose keys `other` has, too. If user code panics, some of those that should go
    /// have gone, or none.
    pub(super) fn keep_common(&mut self, other: &Self) {
        if other.len() >= self.len() / SIZE_RATIO || self.trie.shares_entries(&other.trie) {
            return self.trie.filter(&other.trie, Keep::Common, |k| other.contains_key(k));
        }
        let mut trie = Trie::new();
        for (k, v) in other.keys().filter_map(|k| self.find(k)) {
            trie.insert(Unshared(&self.hash_builder), k.clone(), v.clone());
        }
        self.trie = trie;
    }

    /// Keeps the entries whose keys `other` does not have. If user code panics, some of the others have
    /// gone.
    pub(super) fn keep_other(&mut self, other: &Self) {
        if other.len() < self.len() / SIZE_RATIO {
            other.keys().for_each(|k| drop(self.remove(k)));
        } else {
            self.trie.filter(&other.trie, Keep::Others, |k| other.contains_key(k));
        }
    }
}

/// Returns the decision for a merge into the left map.
fn into_left<V>(pick: Pick<V>) -> Decision<V> {
    match pick {
        Pick::Left => Decision::TakeLeft,
        Pick::Right => Decision::TakeRight,
        Pick::New(v) => Decision::SetValue(v),
        Pick::Remove => Decision::Drop,
    }
}

/// Returns the decision for a merge into the right map.
fn into_right<V>(pick: Pick<V>) -> Decision<V> {
    match pick {
        Pick::Left => Decision::TakeRight,
        Pick::Right => Decision::TakeLeft,
        Pick::New(v) => Decision::ReplaceWith(v),
        Pick::Remove => Decision::Drop,
    }
}

impl<K: Eq + Hash, V, S: BuildHasher, C: RefCount> GenericMap<K, V, S, C> {
    /// Returns `true` if `other` has all entries of this map, with equal values.
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
        self.trie.is_subset(&other.trie, reflexive::<V>(), |a, b| a == b, |k| other.find(k))
    }

    /// Returns `true` if `other` has all keys of this map, with values for which `f` returns `true`.
    ///
    /// `f` is called for all of them, until it returns `false`. O(n).
    pub fn is_submap_by<W, S2, C2, F>(&self, other: &GenericMap<K, W, S2, C2>, mut f: F) -> bool
    where
        S2: BuildHasher,
        C2: RefCount,
        F: FnMut(&V, &W) -> bool,
    {
        self.len() <= other.len() && self.iter().all(|(k, a)| other.get(k).is_some_and(|b| f(a, b)))
    }
}

impl<K: Eq + Hash, S: BuildHasher, C: RefCount> GenericMap<K, (), S, C> {
    /// Returns `true` if `other` has all keys of this map.
    pub(crate) fn keys_within(&self, other: &Self) -> bool {
        self.trie.is_subset(&other.trie, true, |(), ()| true, |k| other.find(k))
    }
}
