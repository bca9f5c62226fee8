//! Nodes with their level and their number of items: owned, and borrowed.

use super::descend::release;
use super::inner::{Link, Starts};
use super::shape::{MAX_FANOUT, Shape};
use crate::NodeInfo;
use crate::block::{Block, BlockRef, Fresh};
use crate::count::{Counter, RefCount};
use alloc::vec::Vec;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;

/// A leaf: a block of items.
pub type Leaf<T, C> = Block<(), T, C>;

/// A leaf, borrowed.
pub type LeafRef<'a, T, C> = BlockRef<'a, (), T, C>;

/// One owner of a leaf or of an inner node, and so of all that is below it.
pub struct Node<T, C: RefCount> {
    /// Stands for an owner of a live node of `level`.
    link: Link,
    level: u8,
    /// The number of items below an inner node. Leaves hold their own.
    size: usize,
    /// Crosses threads as a leaf does.
    owns: PhantomData<Leaf<T, C>>,
}

impl<T, C: RefCount> Node<T, C> {
    /// Returns a leaf.
    ///
    /// # Panics
    /// If it has room for more than [`Shape::LEAF`] items.
    #[inline]
    pub fn leaf(leaf: Leaf<T, C>) -> Self {
        assert!(leaf.borrow().capacity() <= Shape::<T, C>::LEAF, "too long for a leaf");
        Self { link: Link(leaf.into_raw().address()), level: 0, size: 0, owns: PhantomData }
    }

    /// Makes an inner node with one child.
    ///
    /// # Panics
    /// If that child is at level 255.
    pub fn over(child: Self) -> Self {
        let level = child.level.checked_add(1).expect("a tree higher than 255 levels");
        let size = child.len();
        let mut inner = Fresh::<Starts, Link, C>::new(Starts::NONE, MAX_FANOUT);
        let link = child.into_link();
        inner.get().extend_with(1, |_| link);
        // SAFETY: the one child is of the level below, and has that many items. A node is regular
        // while all children but the last are full.
        unsafe { Self::from_link(Link(inner.share().into_raw().address()), level, size) }
    }

    /// Takes over an owner of the node at `link`.
    ///
    /// # Safety
    /// The node is live, of this level, and has that many items (of a leaf, it is not read). The
    /// caller gives up one owner of it.
    #[inline]
    pub(super) unsafe fn from_link(link: Link, level: u8, size: usize) -> Self {
        Self { link, level, size, owns: PhantomData }
    }

    /// Gives this owner away; the inverse of [`from_link`](Self::from_link).
    #[inline]
    pub(super) fn into_link(self) -> Link {
        ManuallyDrop::new(self).link
    }

    /// Returns the leaf itself.
    ///
    /// # Panics
    /// If it is an inner node.
    #[inline]
    pub fn into_leaf(self) -> Leaf<T, C> {
        assert!(self.level == 0, "an inner node");
        // SAFETY: at level 0 the link stands for an owner of a leaf.
        unsafe { Block::from_raw(self.into_link().raw_leaf()) }
    }

    /// Drops this owner. If it was the last one of an inner node, the children are pushed to `children`.
    pub fn into_children(self, children: &mut Vec<Self>) {
        if self.level == 0 {
            return;
        }
        let (level, size) = (self.level, self.size);
        let link = self.into_link();
        // SAFETY: the node is live.
        if !unsafe { link.count::<C>() }.decrement() {
            return;
        }
        // SAFETY: above level 0 it is an inner node, live, and its last owner is gone.
        let inner = unsafe { Fresh::<Starts, Link, C>::from_raw(link.raw_inner()) };
        let start = |i| start::<T, C>(inner.head(), level, inner.slice().len(), size, i);
        children.extend(inner.slice().iter().enumerate().map(|(i, &link)| {
            // SAFETY: the child is of the level below, has that many items, and its owner, which
            // the node does not drop, is given up.
            unsafe { Self::from_link(link, level - 1, start(i + 1) - start(i)) }
        }));
    }

    /// Returns a borrow.
    #[inline]
    pub fn borrow(&self) -> NodeRef<'_, T, C> {
        // SAFETY: the node is live while `self` owns it, and not written to without a `&mut`.
        unsafe { NodeRef::from_link(self.link, self.level, self.size) }
    }

    /// Returns the number of levels below it.
    #[inline]
    pub fn level(&self) -> u8 {
        self.level
    }

    /// Returns the number of items below it.
    #[inline]
    pub fn len(&self) -> usize {
        self.borrow().len()
    }

    /// Returns `true` if there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Link, level and size, to be written.
    #[inline]
    pub(super) fn parts(&mut self) -> (&mut Link, u8, &mut usize) {
        (&mut self.link, self.level, &mut self.size)
    }
}

impl<T, C: RefCount> Clone for Node<T, C> {
    #[inline]
    fn clone(&self) -> Self {
        // SAFETY: the node is live.
        unsafe { self.link.count::<C>() }.increment();
        Self { ..*self }
    }
}

impl<T, C: RefCount> Drop for Node<T, C> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the link stands for an owner of a live node of this level.
        unsafe { release::<T, C>(self.link, self.level) };
    }
}

/// A node, borrowed.
pub struct NodeRef<'a, T, C: RefCount> {
    /// Leads to a node of `level` that is live for `'a`, during which there is no exclusive borrow.
    link: Link,
    level: u8,
    /// As in [`Node`].
    size: usize,
    borrow: PhantomData<&'a Node<T, C>>,
}

impl<T, C: RefCount> Clone for NodeRef<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for NodeRef<'_, T, C> {}

impl<'a, T, C: RefCount> NodeRef<'a, T, C> {
    /// Returns a borrow of the node at `link`.
    ///
    /// # Safety
    /// The node is of this level, has that many items (of a leaf, it is not read), and is live
    /// for `'a`, during which there is no exclusive borrow.
    #[inline]
    pub(super) unsafe fn from_link(link: Link, level: u8, size: usize) -> Self {
        Self { link, level, size, borrow: PhantomData }
    }

    /// Returns the number of levels below it.
    #[inline]
    pub fn level(self) -> u8 {
        self.level
    }

    /// Returns the number of items below it.
    #[inline]
    pub fn len(self) -> usize {
        match self.view() {
            View::Leaf(leaf) => leaf.len(),
            View::Inner(_) => self.size,
        }
    }

    /// Returns `true` if there is none.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns `true` if both are borrows of one node: of the same items then, also if the types
    /// differ in lifetimes.
    #[inline]
    pub fn same<U, Q: RefCount>(self, other: NodeRef<'_, U, Q>) -> bool {
        self.link == other.link
    }

    /// Returns the node as a leaf or an inner node.
    #[inline]
    pub fn view(self) -> View<'a, T, C> {
        if self.level == 0 {
            // SAFETY: at level 0 the link leads to a leaf, live for `'a` and only read.
            return View::Leaf(unsafe { BlockRef::from_raw(self.link.raw_leaf()) });
        }
        View::Inner(InnerRef {
            // SAFETY: at other levels the link leads to an inner node, live for `'a` and only read.
            inner: unsafe { BlockRef::from_raw(self.link.raw_inner()) },
            level: self.level,
            size: self.size,
            items: PhantomData,
        })
    }

    /// Adds an owner, and returns it.
    #[inline]
    pub fn to_node(self) -> Node<T, C> {
        // SAFETY: the node is live.
        unsafe { self.link.count::<C>() }.increment();
        // SAFETY: the owner just counted is this one.
        unsafe { Node::from_link(self.link, self.level, self.size) }
    }

    /// Address, size, owners and elements of the node.
    pub fn info(self) -> NodeInfo {
        match self.view() {
            View::Leaf(leaf) => leaf.info().with_items(leaf.len()),
            View::Inner(inner) => inner.inner.info(),
        }
    }
}

/// What a node is.
pub enum View<'a, T, C: RefCount> {
    /// A block of items.
    Leaf(LeafRef<'a, T, C>),
    /// A block of links to nodes of the level below.
    Inner(InnerRef<'a, T, C>),
}

/// An inner node, borrowed.
pub struct InnerRef<'a, T, C: RefCount> {
    inner: BlockRef<'a, Starts, Link, C>,
    /// Not 0.
    level: u8,
    /// How many items there are below it.
    size: usize,
    items: PhantomData<&'a Node<T, C>>,
}

impl<T, C: RefCount> Clone for InnerRef<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for InnerRef<'_, T, C> {}

impl<'a, T, C: RefCount> InnerRef<'a, T, C> {
    /// Returns how many children it has.
    #[inline]
    pub fn width(self) -> usize {
        self.inner.len()
    }

    /// Returns `true` if some child that is not the last is not full.
    #[inline]
    pub fn is_relaxed(self) -> bool {
        self.inner.head().relaxed
    }

    /// Returns how many items there are before child `i`, or in all if there is no such child.
    #[inline]
    pub fn start(self, i: usize) -> usize {
        start::<T, C>(self.inner.head(), self.level, self.width(), self.size, i)
    }

    /// Returns a child.
    ///
    /// # Panics
    /// If there is none at `i`.
    #[inline]
    pub fn child(self, i: usize) -> NodeRef<'a, T, C> {
        let (link, size) = (self.inner.slice()[i], self.start(i + 1) - self.start(i));
        // SAFETY: the child is of the level below, has that many items, and lives as the parent.
        unsafe { NodeRef::from_link(link, self.level - 1, size) }
    }

    /// Returns the children.
    pub fn children(
        self,
    ) -> impl DoubleEndedIterator<Item = NodeRef<'a, T, C>> + ExactSizeIterator {
        (0..self.width()).map(move |i| self.child(i))
    }

    /// Returns the child in which the item at `index` is, and its index there.
    ///
    /// # Panics
    /// If there is no such item.
    #[inline]
    pub fn find(self, index: usize) -> (usize, usize) {
        assert!(index < self.size, "index {index} in a node of {}", self.size);
        self.inner.head().find::<T, C>(self.level, index)
    }
}

/// Returns how many items there are before child `i` of a node, or in all if there is no such
/// child.
#[inline]
pub(super) fn start<T, C: RefCount>(
    starts: &Starts,
    level: u8,
    width: usize,
    size: usize,
    i: usize,
) -> usize {
    if i >= width {
        size
    } else if starts.relaxed {
        starts.at[i]
    } else {
        // No overflow: so many items there are, or `i` is 0.
        i * Shape::<T, C>::full(level - 1)
    }
}

/// Returns the address of an inner node that is being built: gives it an owner.
pub(super) fn share_inner<C: RefCount>(inner: Fresh<Starts, Link, C>) -> Link {
    Link(inner.share().into_raw().address())
}
