//! The ordered map.

mod iterator;

mod iter;

mod iter_mut;

mod into_iter;

mod algebra;

mod compare;

mod diff;

mod relate;

mod dismantle;

mod persist;

mod select;

mod range;

mod order;

mod summed;

mod entry;

mod cursor;

mod extract_if;

mod traits;

pub use self::cursor::{Cursor, CursorMut, UnorderedKeyError};
pub use self::diff::Diff;
pub use self::entry::{Entry, OccupiedEntry, VacantEntry};
pub use self::extract_if::ExtractIf;
pub use self::into_iter::{IntoIter, IntoKeys, IntoValues};
pub use self::iter::{Iter, Keys, Values};
pub use self::iter_mut::{IterMut, ValuesMut};
pub use self::persist::TreeNode;
pub(crate) use self::range::unchecked_ranks;
pub use self::range::{Range, RangeMut};

use crate::compare::same;
use crate::summary::Summary;
use crate::tree::{Tree, TreeRef, sought};
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::mem;
use cow_core::btree::Trail;
use cow_core::{Atomic, Local, NodeInfo, RefCount};

/// An ordered map that is cloned in the time of one count, and copied only where it is written.
///
/// A B+-tree: sorted blocks of entries below branches of up to 12 children. A clone shares all nodes; a write to a
/// shared map copies the path from the root to one leaf, O(log n) nodes, and a write to one that is not shared copies
/// nothing. Names and meanings are [`BTreeMap`]'s.
///
/// ```
/// use cow_tree::CowTreeMap;
///
/// let mut a = CowTreeMap::from([(1, "one"), (2, "two"), (3, "three")]);
/// let b = a.clone();
/// a.insert(2, "zwei");
/// assert_eq!(a[&2], "zwei");
/// assert_eq!(b[&2], "two");
/// assert_eq!(a.iter().map(|(k, _)| *k).collect::<Vec<_>>(), [1, 2, 3]);
/// ```
///
/// It is a logic error if the order of a key in the map changes, or if `Ord` contradicts itself. The
/// map may then lack entries or hold them in no order, but stays memory-safe and terminates.
///
/// [`BTreeMap`]: alloc::collections::BTreeMap
///
/// Owners of nodes are counted atomically, so that threads may hold clones. [`LocalTreeMap`] is the
/// same for one thread, and [`SummedTreeMap`] keeps a [`Summary`] in every node. All of them are a
/// [`GenericTreeMap`].
pub type CowTreeMap<K, V> = GenericTreeMap<K, V, (), Atomic>;

/// A [`CowTreeMap`] for one thread: neither `Send` nor `Sync`, and cheaper to clone and to write while
/// shared, because its counts are plain numbers.
///
/// ```
/// use cow_tree::LocalTreeMap;
///
/// let mut a = LocalTreeMap::from([(1, "one")]);
/// let b = a.clone();
/// a.insert(2, "two");
/// assert_eq!((a.len(), b.len()), (2, 1));
/// ```
pub type LocalTreeMap<K, V> = GenericTreeMap<K, V, (), Local>;

/// A [`CowTreeMap`] that keeps in every node a [`Summary`] of the entries below it, of type `A`.
///
/// Sums, extremes and searches over ranges then take O(log n). Methods that return `&mut V` are
/// missing, since a write through it would bypass the summary.
///
/// ```
/// use cow_tree::{SummedTreeMap, Summary};
///
/// #[derive(Clone, Debug, PartialEq)]
/// struct Total(u64);
///
/// impl Summary<u32, u64> for Total {
///     fn empty() -> Self {
///         Total(0)
///     }
///     fn of(_day: &u32, sold: &u64) -> Self {
///         Total(*sold)
///     }
///     fn combine(&self, right: &Self) -> Self {
///         Total(self.0 + right.0)
///     }
/// }
///
/// let mut sales = SummedTreeMap::<u32, u64, Total>::new();
/// sales.extend((1..=365).map(|day| (day, 10)));
/// assert_eq!(sales.summary_of(1..=31), Total(310));
/// ```
pub type SummedTreeMap<K, V, A> = GenericTreeMap<K, V, A, Atomic>;

/// The ordered map of which [`CowTreeMap`], [`LocalTreeMap`] and [`SummedTreeMap`] are aliases, for code that is
/// generic over summaries or over how owners are counted.
///
/// `A` is a [`Summary`], `()` for none. `C` is [`Atomic`] or [`Local`]. The docs of [`CowTreeMap`] say
/// what the type is for and what it costs. A constructor does not tell which `A` and `C` are meant, so
/// values are made by the names that fix them:
///
/// ```
/// use cow_tree::{CowTreeMap, GenericTreeMap, LocalTreeMap, RefCount, Summary};
///
/// fn shift<V: Clone, A: Summary<u32, V>, C: RefCount>(
///     map: &mut GenericTreeMap<u32, V, A, C>,
///     from: u32,
///     to: u32,
/// ) {
///     if let Some(value) = map.remove(&from) {
///         map.insert(to, value);
///     }
/// }
///
/// let (mut shared, mut local) = (CowTreeMap::from([(1, 'a')]), LocalTreeMap::from([(1, 'a')]));
/// shift(&mut shared, 1, 2);
/// shift(&mut local, 1, 2);
/// assert_eq!((shared[&2], local[&2]), ('a', 'a'));
/// ```
pub struct GenericTreeMap<K, V, A, C: RefCount> {
    pub(crate) tree: Tree<K, V, A, C>,
}

impl<K, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns an empty map. Allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { tree: Tree::new() }
    }

    /// Returns the number of entries. O(1).
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.tree.len()
    }

    /// Returns `true` if there are none.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        self.tree = Tree::new();
    }

    /// Returns `true` if both are the same version: they share all nodes, or both are empty. O(1).
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        same(self.root(), other.root())
    }

    /// Calls `visit` with the nodes, a branch before its children, but not with those below one for which it
    /// returns `false`.
    ///
    /// Two versions share the nodes that have the same address in both.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let map: CowTreeMap<u64, u64> = (0..1000).map(|i| (i, i)).collect();
    /// let mut bytes = 0;
    /// map.visit_nodes(&mut |node| {
    ///     bytes += node.bytes;
    ///     true
    /// });
    /// assert!(bytes < 20_000);
    /// ```
    pub fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        self.tree.visit_nodes(visit);
    }

    /// Panics if the tree lacks order, fill, or right sizes. For tests.
    #[doc(hidden)]
    pub fn assert_invariants(&self)
    where
        K: Ord + Clone,
    {
        self.tree.assert_invariants(Some(&K::cmp));
    }

    /// Checks what [`assert_invariants`](Self::assert_invariants) does, but for the order of keys.
    #[doc(hidden)]
    pub fn assert_invariants_but_order(&self)
    where
        K: Clone,
    {
        self.tree.assert_invariants(None);
    }

    /// Returns the root, borrowed.
    #[inline]
    pub(crate) fn root(&self) -> Option<TreeRef<'_, K, V, A, C>> {
        self.tree.root()
    }
}

/// Look-ups.
impl<K, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns the value of `key`. O(log n).
    #[inline]
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        Some(self.get_key_value(key)?.1)
    }

    /// Returns the entry of `key`. O(log n).
    #[inline]
    pub fn get_key_value<Q>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        let (key, value) = self.tree.find(sought(key))?;
        Some((key, value))
    }

    /// Returns `true` if there is an entry for `key`. O(log n).
    #[inline]
    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.get_key_value(key).is_some()
    }

    /// Returns the entry with the least key. O(log n).
    #[inline]
    pub fn first_key_value(&self) -> Option<(&K, &V)>
    where
        K: Ord,
    {
        let (key, value) = self.root()?.first_leaf().first()?;
        Some((key, value))
    }

    /// Returns the entry with the greatest key. O(log n).
    #[inline]
    pub fn last_key_value(&self) -> Option<(&K, &V)>
    where
        K: Ord,
    {
        let (key, value) = self.root()?.last_leaf().last()?;
        Some((key, value))
    }
}

/// Writes of one entry. Each is O(log n), and copies at most the path to the entry, where that is
/// shared; if user code panics, the map is as it was.
impl<K: Clone, V: Clone, A: Summary<K, V>, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Sets the value of `key`, and returns the old one. An equal key that is there already stays.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map = CowTreeMap::new();
    /// assert_eq!(map.insert(37, "a"), None);
    /// assert_eq!(map.insert(37, "b"), Some("a"));
    /// ```
    #[inline]
    pub fn insert(&mut self, key: K, value: V) -> Option<V>
    where
        K: Ord,
    {
        self.tree.put((key, value), |entry, (key, value)| {
            let old = mem::replace(&mut entry.1, value);
            drop(key);
            old
        })
    }

    /// Removes `key`, and returns its value. Copies nothing if it is not there.
    #[inline]
    pub fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        let (key, value) = self.remove_entry(key)?;
        drop(key);
        Some(value)
    }

    /// Removes and returns the entry of `key`. Copies nothing if there is none.
    #[inline]
    pub fn remove_entry<Q>(&mut self, key: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.tree.take(sought(key))
    }

    /// Removes and returns the entry with the least key.
    #[inline]
    pub fn pop_first(&mut self) -> Option<(K, V)>
    where
        K: Ord,
    {
        self.tree.take_first()
    }

    /// Removes and returns the entry with the greatest key.
    #[inline]
    pub fn pop_last(&mut self) -> Option<(K, V)>
    where
        K: Ord,
    {
        self.tree.take_last()
    }
}

impl<K: Clone, V: Clone, C: RefCount> GenericTreeMap<K, V, (), C> {
    /// Returns the value of `key`, to be written. Copies nothing if there is none.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let mut map = CowTreeMap::from([("a", 1)]);
    /// let before = map.clone();
    /// *map.get_mut("a").unwrap() += 1;
    /// assert_eq!((map["a"], before["a"]), (2, 1));
    /// ```
    #[inline]
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        let mut trail = Trail::new();
        let (path, index) = self.tree.seek(&mut trail, &mut sought(key))?;
        let index = index.ok()?;
        Some(&mut path.into_items()[index].1)
    }
}

impl<K: Clone, V, A: Summary<K, V>, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns a map of entries whose keys ascend strictly. O(n), without comparing any keys.
    ///
    /// If they do not ascend, the map is as after an inconsistent `Ord`: safe to use, and wrong.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    ///
    /// let squares: CowTreeMap<u64, u64> = CowTreeMap::from_sorted((0..100).map(|i| (i, i * i)));
    /// assert_eq!(squares[&9], 81);
    /// ```
    pub fn from_sorted(entries: impl IntoIterator<Item = (K, V)>) -> Self {
        Self { tree: Tree::from_ascending(entries.into_iter()) }
    }

    /// Returns a map of entries in any order; of those with equal keys the last one counts.
    pub(crate) fn from_unsorted(mut entries: Vec<(K, V)>) -> Self
    where
        K: Ord,
    {
        if !entries.is_sorted_by(|a, b| a.0 < b.0) {
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            keep_last(&mut entries);
        }
        Self::from_sorted(entries)
    }
}

/// Of neighbours with equal keys, keeps the last.
pub(crate) fn keep_last<K: Ord, V>(entries: &mut Vec<(K, V)>) {
    // The last of equal ones is moved to the first one's place.
    entries.dedup_by(|later, kept| {
        let equal = later.0 == kept.0;
        if equal {
            mem::swap(later, kept);
        }
        equal
    });
}

/// Returns a clone of an entry's key: what separates it from those before it.
#[inline]
pub(crate) fn first_of<K: Clone, V>((key, _): &(K, V)) -> K {
    key.clone()
}
