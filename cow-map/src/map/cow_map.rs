//! The map.

use crate::random_state::RandomState;
use crate::trie::Trie;
use alloc::collections::TryReserveError;
use alloc::vec::Vec;
use cow_core::{Atomic, Local, RefCount};

/// A hash map that is cloned in constant time, and copies on write what clones share.
///
/// It has the methods of std's `HashMap`, with their names, signatures and meanings, so that most
/// programs need only another `use`:
///
/// ```
/// use cow_map::CowMap as HashMap;
///
/// let mut stock = HashMap::from([("apples", 3), ("pears", 5)]);
/// let yesterday = stock.clone(); // O(1)
///
/// *stock.entry("apples").or_insert(0) += 1;
/// stock.remove("pears");
///
/// assert_eq!(stock["apples"], 4);
/// assert_eq!(yesterday["apples"], 3);
/// assert_eq!(yesterday.len(), 2);
/// ```
///
/// See the [crate](crate) for its costs and for what differs from std.
///
/// # How it is built
/// A trie over the bits of the hash, whose leaves have one byte of hash for each entry, which a lookup
/// compares all at once, and split in two when full: see [`cow_core::trie`].
///
/// Owners of nodes are counted atomically, so that threads may hold clones. [`LocalMap`] is the same
/// for one thread, and cheaper to clone and to write while shared. Both are a [`GenericMap`].
pub type CowMap<K, V, S = RandomState> = GenericMap<K, V, S, Atomic>;

/// A [`CowMap`] for one thread: neither `Send` nor `Sync`, and cheaper to clone and to write while
/// shared, because its counts are plain numbers.
///
/// ```
/// use cow_map::LocalMap;
///
/// let mut a = LocalMap::from([("apples", 3)]);
/// let b = a.clone();
/// a.insert("pears", 5);
/// assert_eq!((a.len(), b.len()), (2, 1));
/// ```
pub type LocalMap<K, V, S = RandomState> = GenericMap<K, V, S, Local>;

/// The type of [`CowMap`] and [`LocalMap`], for code that is generic over how owners are counted.
///
/// `C` is [`Atomic`] or [`Local`]. The docs of [`CowMap`] say what the type is for.
/// A constructor does not tell which `C` is meant, so values are made by the names that fix it:
///
/// ```
/// use cow_map::{CowMap, GenericMap, LocalMap, RefCount};
/// use std::hash::BuildHasher;
///
/// fn count<S: BuildHasher, C: RefCount>(words: &mut GenericMap<String, u32, S, C>, word: &str) {
///     *words.entry(word.to_owned()).or_insert(0) += 1;
/// }
///
/// let (mut shared, mut local) = (CowMap::new(), LocalMap::new());
/// count(&mut shared, "so");
/// count(&mut local, "so");
/// assert_eq!((shared["so"], local["so"]), (1, 1));
/// ```
pub struct GenericMap<K, V, S, C: RefCount> {
    /// The entries, by their hashes as `hash_builder` makes them.
    pub(crate) trie: Trie<K, V, C>,
    pub(crate) hash_builder: S,
}

#[cfg(feature = "std")]
impl<K, V, C: RefCount> GenericMap<K, V, RandomState, C> {
    /// Returns an empty map. Allocates nothing.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let map: CowMap<&str, i32> = CowMap::new();
    /// assert!(map.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn new() -> Self {
        Self::with_hasher(RandomState::new())
    }

    /// Returns an empty map with room for `capacity` entries, up to a full leaf (2 to 32
    /// entries).
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let map: CowMap<u64, u64> = CowMap::with_capacity(10);
    /// assert!(map.capacity() >= 10);
    /// ```
    #[inline]
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self::with_capacity_and_hasher(capacity, RandomState::new())
    }
}

impl<K, V, S, C: RefCount> GenericMap<K, V, S, C> {
    /// Returns an empty map that hashes keys with `hash_builder`. Allocates nothing.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// use std::hash::{BuildHasherDefault, DefaultHasher};
    ///
    /// type Deterministic = BuildHasherDefault<DefaultHasher>;
    /// static EMPTY: CowMap<u32, u32, Deterministic> = CowMap::with_hasher(Deterministic::new());
    /// let mut map = EMPTY.clone();
    /// map.insert(1, 2);
    /// ```
    #[inline]
    #[must_use]
    pub const fn with_hasher(hash_builder: S) -> Self {
        Self { trie: Trie::new(), hash_builder }
    }

    /// Returns an empty map with room for `capacity` entries, up to a full leaf, that hashes
    /// keys with `hash_builder`.
    #[must_use]
    pub fn with_capacity_and_hasher(capacity: usize, hash_builder: S) -> Self {
        let mut map = Self::with_hasher(hash_builder);
        map.reserve(capacity);
        map
    }
}

impl<K, V, S, C: RefCount> GenericMap<K, V, S, C> {
    /// Returns the number of entries. O(1).
    #[inline]
    pub const fn len(&self) -> usize {
        self.trie.len()
    }

    /// Returns `true` if there are no entries. O(1).
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.trie.is_empty()
    }

    /// Returns the map's hasher.
    #[inline]
    pub const fn hasher(&self) -> &S {
        &self.hash_builder
    }

    /// Returns for how many entries there is room. O(1).
    ///
    /// In a map that is a single leaf, that is how many entries the leaf can hold without an allocation.
    /// In a larger one it is how many a trie of this height is meant for: 32, or as many as a full leaf
    /// has, times a power of 16. As in std, it is never less than [`len`](Self::len), and does not change
    /// while entries are inserted until there are more. Unlike in std, an insert may allocate a leaf
    /// nevertheless: there is no table whose room could be counted.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let map: CowMap<u32, u32> = (0..100).map(|i| (i, i)).collect();
    /// assert_eq!(map.capacity(), 32 * 16);
    /// ```
    pub fn capacity(&self) -> usize {
        self.trie.capacity()
    }

    /// Reserves room for `additional` entries, up to a full leaf.
    ///
    /// A map that is larger, or that shares its leaf, is left as it is, and so is its
    /// [`capacity`](Self::capacity): an insert allocates a leaf at most and never moves all entries, so
    /// there is nothing to be saved.
    ///
    /// # Panics
    /// If the capacity would exceed `isize::MAX` bytes.
    pub fn reserve(&mut self, additional: usize) {
        let total = self.len().checked_add(additional).filter(|&n| n <= Self::MOST);
        self.trie.reserve(total.expect("capacity overflow"));
    }

    /// Reserves room as [`reserve`](Self::reserve) does, and returns an error instead of panicking.
    ///
    /// # Errors
    /// If the capacity would exceed `isize::MAX` bytes.
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        match self.len().checked_add(additional).filter(|&n| n <= Self::MOST) {
            Some(_) => {
                self.reserve(additional);
                Ok(())
            }
            // Only std makes such an error.
            None => Vec::<u64>::new().try_reserve(usize::MAX),
        }
    }

    /// How many entries fit into `isize::MAX` bytes.
    const MOST: usize = match size_of::<(K, V)>() {
        0 => usize::MAX,
        size => isize::MAX as usize / size,
    };

    /// Frees the room in leaves that is not used. What is shared stays as it is. O(n / 32).
    pub fn shrink_to_fit(&mut self) {
        self.trie.shrink_to_fit();
    }

    /// Frees room as [`shrink_to_fit`](Self::shrink_to_fit) does, if the map has more than
    /// `min_capacity`.
    pub fn shrink_to(&mut self, min_capacity: usize) {
        if self.capacity() > min_capacity {
            self.shrink_to_fit();
            self.reserve(min_capacity.saturating_sub(self.len()).min(Self::MOST - self.len()));
        }
    }

    /// Removes all entries. O(n), or O(1) if a clone has them still.
    #[inline]
    pub fn clear(&mut self) {
        self.trie.clear();
    }

    /// Returns `true` if both maps are one version: the same nodes, not merely equal entries. O(1).
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let a = CowMap::from([(1, 'a')]);
    /// let mut b = a.clone();
    /// assert!(a.ptr_eq(&b));
    /// b.remove(&2); // A miss changes nothing.
    /// assert!(a.ptr_eq(&b));
    /// b.insert(1, 'a');
    /// assert!(!a.ptr_eq(&b) && a == b);
    /// ```
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.trie.ptr_eq(&other.trie)
    }
}

impl<K, V, S: Clone, C: RefCount> Clone for GenericMap<K, V, S, C> {
    /// Returns a map that shares all nodes with this one. O(1), and a clone of the hasher.
    #[inline]
    fn clone(&self) -> Self {
        Self { trie: self.trie.clone(), hash_builder: self.hash_builder.clone() }
    }
}
