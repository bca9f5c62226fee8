//! The set.

use crate::map::GenericMap;
use crate::random_state::RandomState;
use alloc::collections::TryReserveError;
use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};
use cow_core::{Atomic, Local, NodeInfo, RefCount};

/// A hash set that is cloned in constant time, and copies on write what clones share.
///
/// It has the methods of std's `HashSet`, with their names, signatures and meanings:
///
/// ```
/// use cow_map::CowSet as HashSet;
///
/// let mut books: HashSet<&str> = ["Emma", "Dubliners"].into_iter().collect();
/// let yesterday = books.clone(); // O(1)
///
/// assert!(books.insert("Ulysses"));
/// assert!(!books.insert("Emma"));
/// assert!(!yesterday.contains("Ulysses"));
/// assert_eq!(books.difference(&yesterday).collect::<Vec<_>>(), [&"Ulysses"]);
/// ```
///
/// It is a [`CowMap`](crate::CowMap) without values. See the [crate](crate) for its costs and for what differs from std.
/// Methods that may have to copy require `T: Clone`.
///
/// [`union`](crate::CowSet::union) and the like are lazy iterators, as in std. The operators `|`, `&`, `-`
/// and `^` make sets, take the time of what the operands do not share, and share the rest with them:
/// so the hasher of the result is that of an operand (for references a clone, `S: Clone`), where std
/// makes a new one (`S: Default`). With owned operands, what is not shared is moved.
///
/// [`LocalSet`] is the same for one thread. Both are a [`GenericSet`].
pub type CowSet<T, S = RandomState> = GenericSet<T, S, Atomic>;

/// A [`CowSet`] for one thread: neither `Send` nor `Sync`, and cheaper to clone and to write while
/// shared, because its counts are plain numbers.
///
/// ```
/// use cow_map::LocalSet;
///
/// let mut a = LocalSet::from(["Emma"]);
/// let b = a.clone();
/// a.insert("Ulysses");
/// assert_eq!((a.len(), b.len()), (2, 1));
/// ```
pub type LocalSet<T, S = RandomState> = GenericSet<T, S, Local>;

/// The type of [`CowSet`] and [`LocalSet`], for code that is generic over how owners are counted.
///
/// `C` is [`Atomic`] or [`Local`]. The docs of [`CowSet`] say what the type is for, and those of
/// [`GenericMap`] how such code looks.
pub struct GenericSet<T, S, C: RefCount> {
    pub(crate) map: GenericMap<T, (), S, C>,
}

#[cfg(feature = "std")]
impl<T, C: RefCount> GenericSet<T, RandomState, C> {
    /// Returns an empty set. Allocates nothing.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let set: CowSet<i32> = CowSet::new();
    /// assert!(set.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn new() -> Self {
        Self { map: GenericMap::new() }
    }

    /// Returns an empty set with room for `capacity` elements, up to a full leaf (2 to 32
    /// elements).
    #[inline]
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self { map: GenericMap::with_capacity(capacity) }
    }
}

impl<T, S, C: RefCount> GenericSet<T, S, C> {
    /// Returns an empty set that hashes with `hasher`. Allocates nothing.
    #[inline]
    #[must_use]
    pub const fn with_hasher(hasher: S) -> Self {
        Self { map: GenericMap::with_hasher(hasher) }
    }

    /// Returns an empty set with room for `capacity` elements, up to a full leaf, that hashes
    /// with `hasher`.
    #[inline]
    #[must_use]
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> Self {
        Self { map: GenericMap::with_capacity_and_hasher(capacity, hasher) }
    }
}

impl<T, S, C: RefCount> GenericSet<T, S, C> {
    /// Returns the number of elements. O(1).
    #[inline]
    pub const fn len(&self) -> usize {
        self.map.len()
    }

    /// Returns `true` if there are no elements. O(1).
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Returns the set's hasher.
    #[inline]
    pub const fn hasher(&self) -> &S {
        self.map.hasher()
    }

    /// Returns for how many elements there is room: see
    /// [`CowMap::capacity`](crate::CowMap::capacity). O(1).
    #[inline]
    pub fn capacity(&self) -> usize {
        self.map.capacity()
    }

    /// Reserves room for `additional` elements, up to a full leaf: see [`CowMap::reserve`](crate::CowMap::reserve).
    ///
    /// # Panics
    /// If the capacity would exceed `isize::MAX` bytes.
    #[inline]
    pub fn reserve(&mut self, additional: usize) {
        self.map.reserve(additional);
    }

    /// Reserves room as [`reserve`](Self::reserve) does, and returns an error instead of panicking.
    ///
    /// # Errors
    /// If the capacity would exceed `isize::MAX` bytes.
    #[inline]
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.map.try_reserve(additional)
    }

    /// Frees the room in leaves that is not used. What is shared stays as it is. O(n / 32).
    #[inline]
    pub fn shrink_to_fit(&mut self) {
        self.map.shrink_to_fit();
    }

    /// Frees room as [`shrink_to_fit`](Self::shrink_to_fit) does, if the set has more than
    /// `min_capacity`.
    #[inline]
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.map.shrink_to(min_capacity);
    }

    /// Removes all elements. O(n), or O(1) if a clone has them still.
    #[inline]
    pub fn clear(&mut self) {
        self.map.clear();
    }

    /// Returns `true` if both sets are one version: the same nodes, not merely equal elements.
    /// O(1).
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let a = CowSet::from([1, 2]);
    /// let mut b = a.clone();
    /// b.insert(2); // Is there: nothing changes.
    /// assert!(a.ptr_eq(&b));
    /// ```
    #[inline]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.map.ptr_eq(&other.map)
    }

    /// Visits every node of the set, parents before children: see
    /// [`CowMap::visit_nodes`](crate::CowMap::visit_nodes).
    #[inline]
    pub fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        self.map.visit_nodes(visit);
    }

    /// Panics unless the nodes are as they should be. For tests; `O(n)`.
    #[doc(hidden)]
    #[track_caller]
    pub fn assert_invariants(&self)
    where
        T: Eq + Hash,
        S: BuildHasher,
    {
        self.map.assert_invariants();
    }
}

impl<T: Eq + Hash, S: BuildHasher, C: RefCount> GenericSet<T, S, C> {
    /// Returns `true` if the set has a value. O(log n).
    #[inline]
    pub fn contains<Q>(&self, value: &Q) -> bool
    where
        T: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.map.contains_key(value)
    }

    /// Returns the set's own element that is equal to `value`. O(log n).
    #[inline]
    pub fn get<Q>(&self, value: &Q) -> Option<&T>
    where
        T: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.map.get_key_value(value).map(|(value, ())| value)
    }

    /// Inserts a value, and returns `true` if it is new. An element that is there is kept, as in std. O(log n);
    /// copies the path if it is shared and the value is new.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let mut set = CowSet::new();
    /// assert!(set.insert(2));
    /// assert!(!set.insert(2));
    /// ```
    #[inline]
    pub fn insert(&mut self, value: T) -> bool
    where
        T: Clone,
    {
        self.map.insert_key(value)
    }

    /// Inserts a value in the place of an equal element, which is returned. O(log n); copies the path if it
    /// is shared.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let mut set: CowSet<Vec<i32>> = CowSet::new();
    /// set.insert(Vec::new());
    /// assert_eq!(set.get(&[][..]).unwrap().capacity(), 0);
    /// set.replace(Vec::with_capacity(10));
    /// assert!(set.get(&[][..]).unwrap().capacity() >= 10);
    /// ```
    #[inline]
    pub fn replace(&mut self, value: T) -> Option<T>
    where
        T: Clone,
    {
        self.map.replace_key(value)
    }

    /// Removes a value, and returns `true` if it was there. O(log n); copies the path if it is shared and the
    /// value is there.
    #[inline]
    pub fn remove<Q>(&mut self, value: &Q) -> bool
    where
        T: Borrow<Q> + Clone,
        Q: Hash + Eq + ?Sized,
    {
        self.map.remove(value).is_some()
    }

    /// Removes a value, and returns the element. O(log n); if it is shared, copies the path and clones the
    /// element.
    #[inline]
    pub fn take<Q>(&mut self, value: &Q) -> Option<T>
    where
        T: Borrow<Q> + Clone,
        Q: Hash + Eq + ?Sized,
    {
        self.map.remove_entry(value).map(|(value, ())| value)
    }

    /// Returns `true` if the sets have no element in common. O(log n) for each element of the smaller
    /// one, until a common one is found; if both share a node, none is compared.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let a = CowSet::from([1, 2, 3]);
    /// let mut b = CowSet::from([4]);
    /// assert!(a.is_disjoint(&b));
    /// b.insert(1);
    /// assert!(!a.is_disjoint(&b));
    /// ```
    pub fn is_disjoint(&self, other: &Self) -> bool {
        if self.map.trie.shares_entries(&other.map.trie) {
            return false;
        }
        let (small, large) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        small.map.keys().all(|value| !large.contains(value))
    }

    /// Returns `true` if `other` has all elements of this set. Takes the time of what they do not
    /// share.
    ///
    /// ```
    /// use cow_map::CowSet;
    /// let large: CowSet<u32> = (0..1000).collect();
    /// let mut small = large.clone();
    /// small.remove(&7);
    /// assert!(small.is_subset(&large) && !large.is_subset(&small));
    /// ```
    pub fn is_subset(&self, other: &Self) -> bool {
        self.map.keys_within(&other.map)
    }

    /// Returns `true` if this set has all elements of `other`. Takes the time of what they do not
    /// share.
    #[inline]
    pub fn is_superset(&self, other: &Self) -> bool {
        other.is_subset(self)
    }
}

impl<T, S: Clone, C: RefCount> Clone for GenericSet<T, S, C> {
    /// Returns a set that shares all nodes with this one. O(1), and a clone of the hasher.
    #[inline]
    fn clone(&self) -> Self {
        Self { map: self.map.clone() }
    }
}
