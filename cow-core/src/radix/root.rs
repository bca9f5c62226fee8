//! The owner of a tree's root: its height, its size, and the way to any item.

use super::descend::{open, release_shared, seek};
use super::inner::{Link, LiveLeaf};
use super::node::{Leaf, Node, NodeRef, View};
use super::part::Part;
use super::shape::{MAX_ITEMS, Shape};
use crate::block::BlockMut;
use crate::count::{Atomic, Counter, RefCount};
use core::marker::PhantomData;
use core::ops::Range;
use core::ptr::NonNull;

/// A tree of leaves, or nothing.
///
/// ```
/// use cow_core::Atomic;
/// use cow_core::block::Fresh;
/// use cow_core::radix::{RadixTree, Node};
///
/// let mut leaf = Fresh::<(), u64, Atomic>::new((), 128);
/// leaf.get().extend_from_slice(&[1, 2, 3]);
/// let mut tree = RadixTree::<u64>::new();
/// tree.edit(|root| *root = Some(Node::leaf(leaf.share())));
///
/// let old = tree.clone();
/// *tree.get_mut(1).unwrap() = 9;
/// assert_eq!((tree.get(1), old.get(1), old.get(3)), (Some(&9), Some(&2), None));
/// ```
pub struct RadixTree<T, C: RefCount = Atomic> {
    /// Stands for an owner of a live node of `level`. None only if there are no items.
    root: Option<Link>,
    /// How many items there are.
    size: usize,
    level: u8,
    /// Whether the root is regular, and its last child, and its last child...
    regular: bool,
    owns: PhantomData<Node<T, C>>,
}

impl<T, C: RefCount> RadixTree<T, C> {
    /// Nothing.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { root: None, size: 0, level: 0, regular: true, owns: PhantomData }
    }

    /// Returns the number of items.
    #[inline]
    pub const fn len(&self) -> usize {
        self.size
    }

    /// Returns `true` if there is none.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.size == 0
    }

    /// Returns a borrow.
    #[inline]
    pub const fn borrow(&self) -> RadixRef<'_, T, C> {
        RadixRef {
            root: self.root,
            size: self.size,
            level: self.level,
            regular: self.regular,
            borrow: PhantomData,
        }
    }

    /// Returns the item at `index`.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&T> {
        self.borrow().get(index)
    }

    /// Returns the item at `index`, to be written: the path to it is copied where it has other
    /// owners.
    #[inline]
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T>
    where
        T: Clone,
    {
        if index >= self.size {
            return None;
        }
        // SAFETY: the index is below the size.
        let (leaf, inside) = unsafe { self.open(index) };
        // SAFETY: the leaf has this item, and is exclusive, for the tree is borrowed so.
        unsafe { leaf.slice_mut(inside..inside + 1) }.first_mut()
    }

    /// Returns the leaf in which the item at `index` is, to be written, and the item's index there.
    ///
    /// # Panics
    /// If there is no such item.
    #[inline]
    pub fn leaf_mut(&mut self, index: usize) -> (&mut [T], usize)
    where
        T: Clone,
    {
        assert!(index < self.size, "index {index} in a tree of {}", self.size);
        // SAFETY: the index is below the size.
        let (leaf, inside) = unsafe { self.open(index) };
        // SAFETY: the leaf has so many items, and is exclusive, for the tree is borrowed so.
        (unsafe { leaf.slice_mut(0..leaf.len()) }, inside)
    }

    /// Returns the leaf of an index, made exclusive.
    ///
    /// # Safety
    /// The index is below the size.
    #[inline]
    unsafe fn open(&mut self, index: usize) -> (LiveLeaf<'_, T, C>, usize)
    where
        T: Clone,
    {
        // SAFETY: there are items, so there is a root; it is exclusive, has this index, and is regular if
        // the field says so.
        unsafe { open(self.root_place(), self.level, self.regular, index) }
    }

    /// Returns the place of the link to the root. There is one if there are items.
    #[inline]
    pub(super) fn root_place(&mut self) -> NonNull<Link> {
        // `Option<Link>` is as large as `Link`, for which null is no value.
        NonNull::from(&mut self.root).cast()
    }

    /// Returns how high the root is.
    #[inline]
    pub(super) fn level(&self) -> u8 {
        self.level
    }

    /// Puts a leaf after all others, if that takes just one link more: where the last nodes are
    /// regular, not shared, and the lowest one has room. Nothing else of a regular node changes.
    ///
    /// # Errors
    /// Gives the leaf back otherwise.
    #[inline]
    pub fn push_leaf(&mut self, leaf: Leaf<T, C>) -> Result<(), Leaf<T, C>> {
        let (leaves, rest) = (self.size / Shape::<T, C>::LEAF, self.size % Shape::<T, C>::LEAF);
        let (added, capacity) = (leaf.borrow().len(), leaf.borrow().capacity());
        let fits = capacity <= Shape::<T, C>::LEAF && added <= MAX_ITEMS.saturating_sub(self.size);
        // All nodes before the last ones are full, so this is how many leaves the lowest has.
        let room = rest == 0 && leaves % Shape::<T, C>::FANOUT > 0;
        if !self.regular || self.level == 0 || added == 0 || !fits || !room {
            return Err(leaf);
        }
        let Some(mut link) = self.root else { return Err(leaf) };
        for level in (1..=self.level).rev() {
            // SAFETY: the node is live, and of this level.
            let inner = unsafe { link.inner::<C>() };
            // SAFETY: the link to the node is exclusive, for the tree is, and all nodes on the way are.
            let Some(inner) = (unsafe { inner.try_exclusive(1) }) else { break };
            let mut inner = BlockMut::new(inner);
            if level > 1 {
                // Nodes have children, for there are leaves.
                link = inner.slice()[inner.len() - 1];
                continue;
            }
            inner.push(Link(leaf.into_raw().address()));
            self.size += added;
            return Ok(());
        }
        Err(leaf)
    }

    /// Lets `edit` change the root at will.
    #[inline]
    pub fn edit<R>(&mut self, edit: impl FnOnce(&mut Option<Node<T, C>>) -> R) -> R {
        /// Puts the root back when dropped, and so also when `edit` panics.
        struct Back<'a, T, C: RefCount> {
            tree: &'a mut RadixTree<T, C>,
            root: Option<Node<T, C>>,
        }
        impl<T, C: RefCount> Drop for Back<'_, T, C> {
            #[inline]
            fn drop(&mut self) {
                self.tree.put(self.root.take());
            }
        }
        let root = self.take();
        edit(&mut Back { tree: self, root }.root)
    }

    /// Takes the root out, and leaves nothing.
    #[inline]
    pub fn take(&mut self) -> Option<Node<T, C>> {
        let (level, size) = (self.level, self.size);
        let root = self.root.take()?;
        self.size = 0;
        // SAFETY: the link stood for an owner of a live node of this level and size.
        Some(unsafe { Node::from_link(root, level, size) })
    }

    /// Puts a root into an empty tree.
    #[inline]
    fn put(&mut self, root: Option<Node<T, C>>) {
        debug_assert!(self.root.is_none());
        let Some(root) = root else { return };
        self.size = root.len();
        self.level = root.level();
        self.regular = regular_spine(root.borrow());
        self.root = Some(root.into_link());
    }
}

impl<T, C: RefCount> Part<'_, T, C> {
    /// Adds an owner to the root of all this is a part of, and returns it; `None` if it is part of an
    /// exclusive borrow, or of nothing.
    #[inline]
    pub fn to_grid(self) -> Option<RadixTree<T, C>> {
        let (root, level, regular, size) = self.root()?;
        // SAFETY: the root is live, and there is no exclusive borrow of it. The new owner is the one below.
        unsafe { root.count::<C>() }.increment();
        Some(RadixTree { root: Some(root), size, level, regular, owns: PhantomData })
    }
}

/// Returns `true` if a node is regular, and so are its last child, and its last child...
#[inline]
fn regular_spine<T, C: RefCount>(mut node: NodeRef<'_, T, C>) -> bool {
    while let View::Inner(inner) = node.view() {
        if inner.is_relaxed() {
            return false;
        }
        let Some(last) = inner.width().checked_sub(1) else { return true };
        node = inner.child(last);
    }
    true
}

impl<T, C: RefCount> Default for RadixTree<T, C> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T, C: RefCount> Clone for RadixTree<T, C> {
    #[inline]
    fn clone(&self) -> Self {
        if let Some(root) = self.root {
            // SAFETY: the root is live. The new owner is the one below.
            unsafe { root.count::<C>() }.increment();
        }
        Self { ..*self }
    }
}

impl<T, C: RefCount> Drop for RadixTree<T, C> {
    #[inline]
    fn drop(&mut self) {
        if let Some(root) = self.root {
            // A whole tree is shared more often than not.
            // SAFETY: the link stands for an owner of a live node of this level.
            unsafe { release_shared::<T, C>(root, self.level) };
        }
    }
}

/// A tree, borrowed.
pub struct RadixRef<'a, T, C: RefCount = Atomic> {
    /// As in [`RadixTree`], live for `'a`, during which there is no exclusive borrow.
    root: Option<Link>,
    size: usize,
    level: u8,
    regular: bool,
    borrow: PhantomData<&'a Node<T, C>>,
}

impl<T, C: RefCount> Clone for RadixRef<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for RadixRef<'_, T, C> {}

impl<T, C: RefCount> Default for RadixRef<'_, T, C> {
    /// Nothing.
    #[inline]
    fn default() -> Self {
        Self { root: None, size: 0, level: 0, regular: true, borrow: PhantomData }
    }
}

impl<'a, T, C: RefCount> RadixRef<'a, T, C> {
    /// Returns the number of items.
    #[inline]
    pub const fn len(self) -> usize {
        self.size
    }

    /// Returns `true` if there is none.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.size == 0
    }

    /// Returns the root, if there is one.
    #[inline]
    pub fn root(self) -> Option<NodeRef<'a, T, C>> {
        // SAFETY: the root is of this level and size, live for `'a` and only read.
        self.root.map(|root| unsafe { NodeRef::from_link(root, self.level, self.size) })
    }

    /// Returns the item at `index`.
    #[inline]
    pub fn get(self, index: usize) -> Option<&'a T> {
        if index >= self.size {
            return None;
        }
        // SAFETY: the index is below the size.
        let (leaf, inside) = unsafe { self.seek(index) };
        // SAFETY: the leaf has this item, is live for `'a`, and not written to meanwhile.
        unsafe { leaf.slice(inside..inside + 1) }.first()
    }

    /// Returns the leaf in which the item at `index` is, and the item's index there.
    ///
    /// # Panics
    /// If there is no such item.
    #[inline]
    pub fn leaf(self, index: usize) -> (&'a [T], usize) {
        assert!(index < self.size, "index {index} in a tree of {}", self.size);
        // SAFETY: the index is below the size.
        let (leaf, inside) = unsafe { self.seek(index) };
        // SAFETY: the leaf has so many items, is live for `'a`, and not written to meanwhile.
        (unsafe { leaf.slice(0..leaf.len()) }, inside)
    }

    /// Returns the items in `range`.
    ///
    /// # Panics
    /// If the range is out of bounds.
    #[inline]
    #[must_use]
    pub fn part(self, range: Range<usize>) -> Part<'a, T, C> {
        assert!(range.start <= range.end && range.end <= self.size, "range out of bounds");
        let Some(root) = self.root else { return Part::default() };
        let (level, regular) = (self.level, self.regular);
        // SAFETY: the root is live for `'a`, and there is no exclusive borrow of anything below it.
        unsafe { Part::new(root, level, regular, self.size, (range.start, range.end)) }
    }

    /// Returns the leaf of an index, and the index there.
    ///
    /// # Safety
    /// The index is below the size.
    #[inline(always)]
    unsafe fn seek(self, index: usize) -> (LiveLeaf<'a, T, C>, usize) {
        // There are items, so there is a root.
        let root = self.root.unwrap_or(Link(NonNull::dangling()));
        // SAFETY: the root is live, has the index, and is regular if the field says so.
        unsafe { seek(root, self.level, self.regular, index) }
    }
}
