//! The vector: a front, a tree of leaves, and a tail.

use crate::ops::{concat, ends, expose, fill};
use crate::panics;
use cow_core::block::Block;
use cow_core::grid::{Body, Front, MAX_ITEMS, Node, NodeRef, Shape, Tail, View};
use cow_core::{Atomic, Local, NodeInfo, RefCount};

/// A vector whose clones share what they have in common.
///
/// It has the methods of [`Vec`](alloc::vec::Vec) and of
/// [`VecDeque`](alloc::collections::VecDeque), under their names. Two things set it apart:
///
/// * [`clone`](Clone::clone) takes constant time, and so does keeping every version of a vector: a
///   write copies what it changes and a few nodes above it, and only if a clone still needs them.
/// * [`insert`](Self::insert), [`remove`](Self::remove), [`append`](Self::append),
///   [`split_off`](Self::split_off), [`drain`](Self::drain) and the like take O(log n) wherever they
///   are made.
///
/// The price is that items lie in leaves of about a kilobyte, not in one slice:
/// [`leaves`](Self::leaves) shows them, and [`view`](Self::view) is what a slice is to a `Vec`.
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
/// A constructor does not tell which `C` is meant, so values are made by the names that fix it:
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
    /// Most of the time the front is empty. Neither the first nor the last leaf of the grid is. All
    /// items of a small vector are in the tail.
    pub(crate) body: Body<T, C>,
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
        Self { body: Body::new() }
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
        let mut vec = Self::new();
        vec.body.tail = tail_for(capacity);
        vec
    }
}

/// An empty tail for so many items, or for as many as it can hold.
fn tail_for<T, C: RefCount>(capacity: usize) -> Tail<T, C> {
    match capacity.min(Shape::<T, C>::LEAF) {
        0 => Tail::new(),
        capacity => Tail::with_capacity(capacity),
    }
}

impl<T, C: RefCount> GenericVec<T, C> {
    /// Returns the number of items.
    #[inline]
    pub const fn len(&self) -> usize {
        self.body.front.len() + self.body.grid.len() + self.body.tail.len()
    }

    /// Returns `true` if there is none.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where the tail's items begin.
    #[inline]
    pub(crate) const fn tail_start(&self) -> usize {
        self.body.front.len() + self.body.grid.len()
    }

    /// Whether all items lie in the tail.
    #[inline]
    pub(crate) const fn is_flat(&self) -> bool {
        self.tail_start() == 0
    }

    /// Drops all items, or this vector's share of them.
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
        self.len() == other.len() && self.addresses() == other.addresses() && !self.is_empty()
    }

    /// Where the nodes lie that this vector owns itself.
    fn addresses(&self) -> [Option<usize>; 3] {
        [
            self.body.front.info().map(|info| info.address),
            self.body.grid.borrow().root().map(|root| root.info().address),
            self.body.tail.leaf().map(|leaf| leaf.info().address),
        ]
    }

    /// Visits every node, parents before their children, in the order of the items. `visit` tells
    /// whether to go on below a node.
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
        fn below<T, C: RefCount>(
            node: NodeRef<'_, T, C>,
            (depth, slot): (usize, usize),
            visit: &mut dyn FnMut(NodeInfo) -> bool,
        ) {
            if !visit(node.info().at(depth, slot)) {
                return;
            }
            if let View::Inner(inner) = node.view() {
                for (slot, child) in inner.children().enumerate() {
                    below(child, (depth + 1, slot), visit);
                }
            }
        }
        if let Some(front) = self.body.front.info() {
            visit(front);
        }
        if let Some(root) = self.body.grid.borrow().root() {
            below(root, (0, 1), visit);
        }
        if let Some(tail) = self.body.tail.leaf() {
            visit(tail.info().with_items(self.body.tail.len()).at(0, 2));
        }
    }

    /// Makes the last leaf of the tree the tail, if the tail is empty.
    #[inline]
    pub(crate) fn refill_tail(&mut self) {
        if self.body.tail.is_empty()
            && !self.body.grid.is_empty()
            && let Some(leaf) = self.body.grid.edit(ends::pop_back)
        {
            self.body.tail = leaf.into();
        }
    }

    /// Makes a full tail the last leaf of the tree. Not for an underfull last leaf.
    #[inline]
    pub(crate) fn flush_full_tail(&mut self) {
        debug_assert!(self.body.tail.len() == Shape::<T, C>::LEAF);
        if let Some(leaf) = core::mem::take(&mut self.body.tail).into_leaf()
            && let Err(leaf) = self.body.grid.push_leaf(leaf)
        {
            self.body.grid.edit(|root| ends::push_back(root, leaf));
        }
    }

    /// How much room a tail gets when it has none left, and is not as long as a leaf.
    #[inline]
    pub(crate) fn next_capacity(&self) -> usize {
        let first = match size_of::<T>() {
            0 => usize::MAX,
            1 => 8,
            2..=1024 => 4,
            _ => 1,
        };
        // A tree's tail is a leaf soon.
        let wanted =
            if self.is_flat() { (2 * self.body.tail.len()).max(first) } else { usize::MAX };
        wanted.min(Shape::<T, C>::LEAF)
    }
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Makes the tail exclusive, by copying it if a clone owns it, too.
    #[inline]
    pub(crate) fn unshare_tail(&mut self) {
        self.body.tail.make_mut();
    }

    /// Copies the tail, with room for `capacity` items.
    #[cold]
    pub(crate) fn copy_tail(&mut self, capacity: usize) {
        if let Some(leaf) = self.body.tail.leaf() {
            let copy = leaf.duplicate(capacity);
            if let Some(old) = core::mem::replace(&mut self.body.tail, copy.into()).into_leaf() {
                Block::release_shared(old);
            }
        }
    }

    /// Makes room in the tail, and the tail exclusive.
    #[cold]
    #[inline(never)]
    pub(crate) fn make_room(&mut self) {
        let (len, capacity) = (self.body.tail.len(), self.body.tail.capacity());
        if len == Shape::<T, C>::LEAF {
            if self.body.grid.len() + len > MAX_ITEMS {
                panics::capacity();
            }
            self.flush_filled_tail();
            self.body.tail = Tail::with_capacity(Shape::<T, C>::LEAF);
            return;
        }
        let wanted = if len == capacity { self.next_capacity() } else { capacity };
        if let Some(mut tail) = self.body.tail.take_fresh() {
            tail.resize(wanted);
            self.body.tail = tail.into();
        } else if self.body.tail.leaf().is_some() {
            self.copy_tail(wanted);
        } else {
            self.body.tail = Tail::with_capacity(wanted);
        }
    }

    /// Makes a full tail the last leaf of the tree.
    ///
    /// The items stay what they are, even if a `clone` panics; after
    /// [`ready_tail`](Self::ready_tail) none is called.
    #[inline]
    pub(crate) fn flush_filled_tail(&mut self) {
        if self.is_underfull_at(self.body.grid.len()) {
            self.flush_tail();
        } else {
            self.flush_full_tail();
        }
    }

    /// What may fail of [`flush_tail`](Self::flush_tail).
    pub(crate) fn ready_tail(&mut self) {
        let end = self.body.grid.len();
        if self.body.tail.len() < fill::least_items::<T, C>() || self.is_underfull_at(end) {
            self.unshare_tail();
            expose::expose(&mut self.body.grid, end, expose::REACH);
        }
    }

    /// Makes the tail, whatever its length, the last leaf of the tree.
    ///
    /// The items stay what they are, even if a `clone` panics.
    pub(crate) fn flush_tail(&mut self) {
        if self.body.tail.is_empty() {
            return;
        }
        self.ready_tail();
        let mut last = core::mem::take(&mut self.body.tail).into_leaf().map(Node::leaf);
        self.body.grid.edit(|root| concat::concat(root, &mut last));
    }

    /// Makes the front, whatever its length, the first leaf of the tree.
    ///
    /// The items stay what they are, even if a `clone` panics.
    pub(crate) fn flush_front(&mut self) {
        if self.body.front.is_empty() {
            return;
        }
        if self.body.front.len() < fill::least_items::<T, C>() || self.is_underfull_at(0) {
            self.body.front.make_exclusive();
            expose::expose(&mut self.body.grid, 0, expose::REACH);
        } else if self.body.front.len() < Shape::<T, C>::LEAF {
            self.body.front.make_exclusive();
        }
        let mut first = core::mem::take(&mut self.body.front).into_leaf().map(Node::leaf);
        self.body.grid.edit(|root| {
            let mut rest = root.take();
            concat::concat(&mut first, &mut rest);
            *root = first.take();
        });
    }

    /// Whether a leaf of the tree next to an index is underfull.
    fn is_underfull_at(&self, index: usize) -> bool {
        let grid = self.body.grid.borrow();
        let underfull = |index| grid.leaf(index).0.len() < fill::least_items::<T, C>();
        (index < grid.len() && underfull(index)) || (index > 0 && underfull(index - 1))
    }

    /// Makes the first leaf of the tree the front, if the front is empty.
    pub(crate) fn refill_front(&mut self) {
        if self.body.front.is_empty() && !self.body.grid.is_empty() {
            // A leaf that is not full has to be written to.
            if self.body.grid.borrow().leaf(0).0.len() < Shape::<T, C>::LEAF {
                self.body.grid.leaf_mut(0);
            }
            if let Some(leaf) = self.body.grid.edit(ends::pop_front) {
                self.body.front = Front::from_leaf(leaf);
            }
        }
    }

    /// Makes the leaves exclusive to which cutting at `at`, and appending to what is cut there, may
    /// write.
    ///
    /// The items stay what they are, even if a `clone` panics.
    pub(crate) fn expose(&mut self, at: usize) {
        self.flush_front();
        let inside = at.min(self.body.grid.len());
        // One leaf on each side may be a tail by then, and another one be next to it.
        if expose::expose(&mut self.body.grid, inside, 2 * expose::REACH) {
            self.unshare_tail();
        }
    }
}

impl<T, C: RefCount> Clone for GenericVec<T, C> {
    /// One more owner for each of at most three nodes: O(1). No item is cloned.
    ///
    /// Items with interior mutability (`Cell`, `Mutex`, ...) are shared until one of both vectors is
    /// written to nearby.
    #[inline]
    fn clone(&self) -> Self {
        Self { body: self.body.clone() }
    }
}

impl<T, C: RefCount> Default for GenericVec<T, C> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
