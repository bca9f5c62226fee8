//! The vector.

use crate::rrb::Rrb;
use cow_core::{Atomic, Local, NodeInfo, RefCount};

/// A vector whose clones share what they have in common.
///
/// It has the methods of [`Vec`](alloc::vec::Vec) and of
/// [`VecDeque`](alloc::collections::VecDeque), under their names. Two things set it apart:
///
/// * [`clone`](Clone::clone) takes constant time, and so does keeping every version of a vector: a
///   write copies what it changes and a few nodes above it, and only if a clone shares them.
/// * [`insert`](Self::insert), [`remove`](Self::remove), [`append`](Self::append),
///   [`split_off`](Self::split_off), [`drain`](Self::drain) and the like take O(log n) wherever they
///   are made.
///
/// The price is that items are in leaves of about a kilobyte, not in one slice:
/// [`leaves`](Self::leaves) returns them, and [`view`](Self::view) is what a slice is to a `Vec`.
///
/// Owners of nodes are counted atomically, so that threads may hold clones. [`LocalVec`] is the same
/// for one thread, and cheaper to clone and to copy. Both are a [`GenericVec`].
///
/// ```
/// use cow_vec::{CowVec, cow_vec};
///
/// let mut lines: CowVec<&str> = cow_vec!["one", "two", "four"];
/// let draft = lines.clone();
/// lines.insert(2, "three");
///
/// assert_eq!(lines, ["one", "two", "three", "four"]);
/// assert_eq!(draft, ["one", "two", "four"]);
/// ```
pub type CowVec<T> = GenericVec<T, Atomic>;

/// A [`CowVec`] for one thread: neither `Send` nor `Sync`, and cheaper to clone and to write while
/// shared, because its counts are plain numbers.
///
/// ```
/// use cow_vec::LocalVec;
///
/// let mut a = LocalVec::from([1, 2, 3]);
/// let b = a.clone();
/// a.push(4);
/// assert_eq!((a.len(), b.len()), (4, 3));
/// ```
pub type LocalVec<T> = GenericVec<T, Local>;

/// The type of [`CowVec`] and [`LocalVec`], for code that is generic over how owners are counted.
///
/// `C` is [`Atomic`] or [`Local`]. The docs of [`CowVec`] say what the type is for and what it costs.
/// A constructor leaves `C` open, so values are made by the names that fix it:
///
/// ```
/// use cow_vec::{CowVec, GenericVec, LocalVec, RefCount};
///
/// fn push_twice<T: Clone, C: RefCount>(vec: &mut GenericVec<T, C>, item: T) {
///     vec.push(item.clone());
///     vec.push(item);
/// }
///
/// let (mut shared, mut local) = (CowVec::new(), LocalVec::new());
/// push_twice(&mut shared, 1);
/// push_twice(&mut local, 2);
/// assert_eq!((shared, local), (CowVec::from([1, 1]), LocalVec::from([2, 2])));
/// ```
pub struct GenericVec<T, C: RefCount> {
    /// The engine. This type adds std's names, bounds, panics and docs.
    pub(crate) tree: Rrb<T, C>,
}

impl<T, C: RefCount> GenericVec<T, C> {
    /// Returns an empty vector. Does not allocate.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// static EMPTY: CowVec<String> = CowVec::new();
    /// assert!(EMPTY.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { tree: Rrb::new() }
    }

    /// Returns an empty vector with room for `capacity` items, or for one leaf's if that is less:
    /// beyond, a vector grows without moving what it has.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u8> = CowVec::with_capacity(10);
    /// assert!(v.capacity() >= 10);
    /// ```
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self { tree: Rrb::with_capacity(capacity) }
    }

    /// Returns the number of items.
    #[inline]
    pub const fn len(&self) -> usize {
        self.tree.len()
    }

    /// Returns `true` if there is none.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Removes all items.
    ///
    /// O(n) if they are not shared, O(1) if a clone shares them.
    #[inline]
    pub fn clear(&mut self) {
        drop(core::mem::take(self));
    }

    /// Returns `true` if both are one version: made of the same nodes, as clones are until one is
    /// written to.
    ///
    /// O(1). Never true of two empty vectors that have not allocated.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let a = cow_vec![1, 2, 3];
    /// let mut b = a.clone();
    /// assert!(a.ptr_eq(&b));
    /// b.push(4);
    /// assert!(!a.ptr_eq(&b));
    /// ```
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.tree.same_nodes(&other.tree)
    }

    /// Visits every node, parents before their children, in the order of the items. `visit`
    /// returns whether to go on below a node.
    ///
    /// Two versions share the nodes that have the same address in both.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u64> = (0..1000).collect();
    /// let (mut nodes, mut bytes) = (0, 0);
    /// v.visit_nodes(&mut |node| {
    ///     nodes += 1;
    ///     bytes += node.bytes;
    ///     true
    /// });
    /// assert!(nodes > 1 && bytes > 8000);
    /// ```
    pub fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        self.tree.visit_nodes(visit);
    }

    /// Panics if the vector's nodes are not as they should be: sizes, heights, fill, regularity.
    #[doc(hidden)]
    pub fn assert_invariants(&self) {
        self.tree.assert_invariants();
    }
}

impl<T, C: RefCount> Clone for GenericVec<T, C> {
    /// Returns a vector that shares all nodes with this one. O(1): at most three counts change, and no item is cloned.
    ///
    /// Items with interior mutability (`Cell`, `Mutex`, ...) are shared until one of both vectors is
    /// written to nearby.
    #[inline]
    fn clone(&self) -> Self {
        Self { tree: self.tree.clone() }
    }
}

impl<T, C: RefCount> Default for GenericVec<T, C> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
