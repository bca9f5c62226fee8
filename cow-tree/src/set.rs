//! The ordered set.

mod iter;

mod order;

mod relate;

mod merged;

mod algebra;

mod select;

mod summed;

mod cursor;

mod diff;

mod nodes;

mod traits;

pub use self::cursor::{Cursor, CursorMut};
pub use self::diff::Diff;
pub use self::iter::{IntoIter, Iter, Range};
pub use self::merged::{Difference, Intersection, SymmetricDifference, Union};
pub use self::select::ExtractIf;

use crate::map::{GenericTreeMap, first_of};
use crate::summary::Summary;
use crate::tree::{Tree, sought};
use core::borrow::Borrow;
use core::mem;
use cow_core::btree::Trail;
use cow_core::{Atomic, Local, NodeInfo, RefCount};

/// An ordered set that is cloned in the time of one count, and copied only where it is written.
///
/// It is a [`CowTreeMap`](crate::CowTreeMap) without values: a clone shares all nodes, and a write to a shared set
/// copies the path from the root to one leaf, O(log n) nodes. Names and meanings are [`BTreeSet`]'s.
///
/// ```
/// use cow_tree::CowTreeSet;
///
/// let mut a = CowTreeSet::from([1, 2, 3]);
/// let b = a.clone();
/// a.insert(4);
/// assert!(a.contains(&4) && !b.contains(&4));
/// assert_eq!(&a - &b, CowTreeSet::from([4]));
/// ```
///
/// It is a logic error if the order of an element in the set changes, or if `Ord` contradicts itself.
/// The set may then lack elements or hold them in no order, but stays memory-safe and terminates.
///
/// [`BTreeSet`]: alloc::collections::BTreeSet
///
/// [`LocalTreeSet`] is the same for one thread, and [`SummedTreeSet`] keeps a [`Summary`] in every node.
/// All of them are a [`GenericTreeSet`].
pub type CowTreeSet<T> = GenericTreeSet<T, (), Atomic>;

/// A [`CowTreeSet`] for one thread: neither `Send` nor `Sync`, and cheaper to clone and to write while
/// shared, because its counts are plain numbers.
///
/// ```
/// use cow_tree::LocalTreeSet;
///
/// let mut a = LocalTreeSet::from([1]);
/// let b = a.clone();
/// a.insert(2);
/// assert_eq!((a.len(), b.len()), (2, 1));
/// ```
pub type LocalTreeSet<T> = GenericTreeSet<T, (), Local>;

/// A [`CowTreeSet`] that keeps in every node a [`Summary`] of the elements below it, of type `A`: see
/// [`SummedTreeMap`](crate::SummedTreeMap).
pub type SummedTreeSet<T, A> = GenericTreeSet<T, A, Atomic>;

/// The ordered set of which [`CowTreeSet`], [`LocalTreeSet`] and [`SummedTreeSet`] are aliases, for code that is
/// generic over summaries or over how owners are counted.
///
/// `A` is a [`Summary`], `()` for none. `C` is [`Atomic`] or [`Local`]. The docs of [`CowTreeSet`] say
/// what the type is for, and those of [`GenericTreeMap`] how such code looks.
pub struct GenericTreeSet<T, A, C: RefCount> {
    pub(crate) map: GenericTreeMap<T, (), A, C>,
}

impl<T, A, C: RefCount> GenericTreeSet<T, A, C> {
    /// Returns an empty set. Allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { map: GenericTreeMap::new() }
    }
}

impl<T, A, C: RefCount> GenericTreeSet<T, A, C> {
    /// Returns the number of elements. O(1).
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Returns `true` if there are none.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Removes all elements.
    pub fn clear(&mut self) {
        self.map.clear();
    }

    /// Returns `true` if both are the same version: they share all nodes, or both are empty. O(1).
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.map.ptr_eq(&other.map)
    }

    /// Calls `visit` with the nodes, a branch before its children, but not with those below one for which it
    /// returns `false`.
    ///
    /// Two versions share the nodes that have the same address in both.
    pub fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        self.map.visit_nodes(visit);
    }

    /// Panics if the tree lacks order, fill, or right sizes. For tests.
    #[doc(hidden)]
    pub fn assert_invariants(&self)
    where
        T: Ord + Clone,
    {
        self.map.assert_invariants();
    }
}

/// Look-ups.
impl<T, A, C: RefCount> GenericTreeSet<T, A, C> {
    /// Returns `true` if there is an element equal to `value`. O(log n).
    #[inline]
    pub fn contains<Q>(&self, value: &Q) -> bool
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.map.contains_key(value)
    }

    /// Returns the element equal to `value`. O(log n).
    #[inline]
    pub fn get<Q>(&self, value: &Q) -> Option<&T>
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        Some(self.map.get_key_value(value)?.0)
    }

    /// Returns the least element. O(log n).
    #[inline]
    #[must_use]
    pub fn first(&self) -> Option<&T>
    where
        T: Ord,
    {
        Some(self.map.first_key_value()?.0)
    }

    /// Returns the greatest element. O(log n).
    #[inline]
    #[must_use]
    pub fn last(&self) -> Option<&T>
    where
        T: Ord,
    {
        Some(self.map.last_key_value()?.0)
    }
}

/// Writes of one element. Each is O(log n), and copies at most the path to the element, where that is
/// shared; if user code panics, the set is as it was.
impl<T: Clone, A: Summary<T, ()>, C: RefCount> GenericTreeSet<T, A, C> {
    /// Inserts `value`, and returns whether it is new. An equal element that is there already stays,
    /// and nothing is copied.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let mut set = CowTreeSet::new();
    /// assert!(set.insert(2));
    /// assert!(!set.insert(2));
    /// ```
    #[inline]
    pub fn insert(&mut self, value: T) -> bool
    where
        T: Ord,
    {
        let mut trail = Trail::new();
        let found = self.map.tree.seek(&mut trail, &mut sought(&value));
        match found {
            None => self.map.tree = Tree::of_one((value, ())),
            Some((path, Err(index))) => drop(path.insert(index, (value, ()), first_of)),
            Some((_, Ok(_))) => return false,
        }
        true
    }

    /// Inserts `value` in the place of the element that is equal, which is returned.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let mut set = CowTreeSet::from([String::from("a")]);
    /// assert_eq!(set.replace(String::from("a")), Some(String::from("a")));
    /// assert_eq!(set.replace(String::from("b")), None);
    /// assert_eq!(set.len(), 2);
    /// ```
    pub fn replace(&mut self, value: T) -> Option<T>
    where
        T: Ord,
    {
        let mut trail = Trail::new();
        let found = self.map.tree.seek(&mut trail, &mut sought(&value));
        match found {
            None => self.map.tree = Tree::of_one((value, ())),
            Some((path, Err(index))) => drop(path.insert(index, (value, ()), first_of)),
            Some((path, Ok(index))) => {
                return Some(path.modify(index, |entry| mem::replace(&mut entry.0, value)));
            }
        }
        None
    }

    /// Removes the element equal to `value`, and returns whether there was one. Copies nothing if
    /// there is none.
    #[inline]
    pub fn remove<Q>(&mut self, value: &Q) -> bool
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.take(value).is_some()
    }

    /// Removes and returns the element equal to `value`. Copies nothing if there is none.
    #[inline]
    pub fn take<Q>(&mut self, value: &Q) -> Option<T>
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        Some(self.map.remove_entry(value)?.0)
    }

    /// Removes and returns the least element.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let mut queue = CowTreeSet::from([30, 10, 20]);
    /// assert_eq!(queue.pop_first(), Some(10));
    /// assert_eq!(queue.pop_last(), Some(30));
    /// ```
    #[inline]
    pub fn pop_first(&mut self) -> Option<T>
    where
        T: Ord,
    {
        Some(self.map.pop_first()?.0)
    }

    /// Removes and returns the greatest element.
    #[inline]
    pub fn pop_last(&mut self) -> Option<T>
    where
        T: Ord,
    {
        Some(self.map.pop_last()?.0)
    }

    /// Returns a set of elements that ascend strictly. O(n), without comparing any.
    ///
    /// If they do not ascend, the set is as after an inconsistent `Ord`: safe to use, and wrong.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let even: CowTreeSet<u32> = CowTreeSet::from_sorted((0..100).step_by(2));
    /// assert!(even.contains(&42));
    /// ```
    pub fn from_sorted(values: impl IntoIterator<Item = T>) -> Self {
        Self { map: GenericTreeMap::from_sorted(values.into_iter().map(|value| (value, ()))) }
    }
}
