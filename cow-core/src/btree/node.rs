//! Nodes: owned, and borrowed.

use super::free::destroy;
use super::raw::{Facts, KeyBlock, Link, Links, LiveBranch, Prefixes, Raw, RawBranch, init};
use super::sought::Sought;
use super::summary::Summary;
use super::width::Width;
use crate::NodeInfo;
use crate::block::{Block, BlockRef, Fresh};
use crate::count::{Atomic, Counter, RefCount, Unit};
use crate::node::Live;
use crate::prefetch::prefetch_range;
use crate::prefix::{from_order, is_integer};
use core::cmp::Ordering;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;

/// What a node owns, and how it crosses threads: as blocks do.
type Owned<K, T, A, C> = (Block<(), K, C>, Block<(), T, C>, Block<(), A, C>);

/// One owner of a leaf or of a branch, and so of all that is below it. One word.
pub struct Node<K, T, A, C: RefCount> {
    /// Leads to a live node, of which one share is held here.
    link: Link<K, T, A, C>,
    owns: PhantomData<Owned<K, T, A, C>>,
}

impl<K, T, A, C: RefCount> Node<K, T, A, C> {
    /// Returns a leaf.
    ///
    /// # Panics
    /// If it is empty.
    #[inline]
    pub fn leaf(leaf: Block<(), T, C>) -> Self {
        assert!(!leaf.borrow().is_empty(), "a leaf without items");
        Self { link: Link::leaf(leaf.into_raw()), owns: PhantomData }
    }

    /// Returns a leaf without items, to stand for a moment where another one was.
    pub(super) fn empty_leaf() -> Self {
        let leaf = Fresh::<(), T, C>::new((), 0).share();
        Self { link: Link::leaf(leaf.into_raw()), owns: PhantomData }
    }

    /// Takes one share of the node at `link` over.
    ///
    /// # Safety
    /// The node is live, and the caller gives up one share of it.
    #[inline]
    pub(super) unsafe fn from_link(link: Link<K, T, A, C>) -> Self {
        Self { link, owns: PhantomData }
    }

    /// Gives the share away; the inverse of [`from_link`](Self::from_link).
    #[inline]
    pub(super) fn into_link(self) -> Link<K, T, A, C> {
        ManuallyDrop::new(self).link
    }

    /// Takes shares of the node at `link` over, and keeps one.
    ///
    /// # Safety
    /// The node is live, and the caller gives up so many shares of it.
    #[inline]
    pub(super) unsafe fn from_shares(link: Link<K, T, A, C>, shares: u32) -> Self {
        let this = Self { link, owns: PhantomData };
        if shares > 1 {
            // Not the last: one is kept.
            let _ = this.count().subtract_shared(shares - 1);
        }
        this
    }

    /// Gives so many shares away to a parent.
    #[inline]
    pub(super) fn into_shares(self, shares: u32) -> Link<K, T, A, C> {
        if shares > 1 {
            self.count().add_to_one(shares - 1);
        }
        self.into_link()
    }

    /// Returns the count.
    #[inline]
    fn count(&self) -> &C::Counter {
        // SAFETY: the node is live while `self` owns it.
        unsafe { self.link.count() }
    }

    /// Returns the leaf; `None` if it is a branch, which is dropped.
    pub fn into_leaf(self) -> Option<Block<(), T, C>> {
        let Raw::Leaf(leaf) = self.link.raw() else { return None };
        let _ = self.into_link();
        // SAFETY: the share that was held here is given away with the link.
        Some(unsafe { Block::from_raw(leaf) })
    }

    /// Returns the link to the node.
    #[inline]
    pub(super) fn link(&self) -> Link<K, T, A, C> {
        self.link
    }

    /// Returns a borrow.
    #[inline]
    pub fn borrow(&self) -> NodeRef<'_, K, T, A, C> {
        // SAFETY: the node is live while `self` owns it, and not written to without a `&mut`.
        unsafe { NodeRef::from_link(self.link) }
    }

    /// Returns the number of branches on the path down to a leaf.
    #[inline]
    pub fn height(&self) -> usize {
        self.borrow().height()
    }

    /// Returns `true` if both own one node.
    #[inline]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.link == other.link
    }
}

impl<K, T, A, C: RefCount> Clone for Node<K, T, A, C> {
    #[inline]
    fn clone(&self) -> Self {
        self.count().increment();
        Self { link: self.link, owns: PhantomData }
    }
}

impl<K, T, A, C: RefCount> Drop for Node<K, T, A, C> {
    #[inline]
    fn drop(&mut self) {
        if self.count().decrement() {
            // SAFETY: the last share is gone.
            unsafe { destroy(self.link) };
        }
    }
}

/// A node, borrowed: one word.
pub struct NodeRef<'a, K, T, A, C: RefCount> {
    /// Leads to a node that is live for `'a`, during which there is no exclusive borrow.
    link: Link<K, T, A, C>,
    borrow: PhantomData<&'a Node<K, T, A, C>>,
}

impl<K, T, A, C: RefCount> Clone for NodeRef<'_, K, T, A, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, T, A, C: RefCount> Copy for NodeRef<'_, K, T, A, C> {}

/// Above how many branches a leaf is likely not in a near cache, and so is fetched ahead. In smaller
/// trees the instructions cost more than they spare.
pub(super) const DEEP: usize = 2;

/// What a node is.
pub enum View<'a, K, T, A, C: RefCount> {
    /// A block of items.
    Leaf(BlockRef<'a, (), T, C>),
    /// A node with children.
    Branch(BranchRef<'a, K, T, A, C>),
}

impl<'a, K, T, A, C: RefCount> NodeRef<'a, K, T, A, C> {
    /// Makes a borrow of the node at `link`.
    ///
    /// # Safety
    /// The node is live for `'a`, during which there is no exclusive borrow.
    #[inline]
    pub(super) unsafe fn from_link(link: Link<K, T, A, C>) -> Self {
        Self { link, borrow: PhantomData }
    }

    /// Returns the link to the node.
    #[inline]
    pub(super) fn link(self) -> Link<K, T, A, C> {
        self.link
    }

    /// Returns `true` if all shares of the node are so many, which a handle or a parent holds.
    #[inline]
    pub(super) fn has_shares(self, shares: u32) -> bool {
        self.count().is(shares)
    }

    /// Returns the count.
    #[inline]
    pub(super) fn count(self) -> &'a C::Counter {
        // SAFETY: the node is live for `'a`.
        unsafe { self.link.count() }
    }

    /// Returns the node as a leaf or a branch.
    #[inline]
    pub fn view(self) -> View<'a, K, T, A, C> {
        match self.link.raw() {
            // SAFETY: live for `'a`, and only read.
            Raw::Leaf(leaf) => View::Leaf(unsafe { BlockRef::from_raw(leaf) }),
            // SAFETY: live for `'a`, and only read.
            Raw::Branch(branch) => View::Branch(unsafe { BranchRef::from_raw(branch) }),
        }
    }

    /// Returns the number of branches on the path down to a leaf.
    #[inline]
    pub fn height(self) -> usize {
        match self.view() {
            View::Leaf(_) => 0,
            View::Branch(branch) => branch.height(),
        }
    }

    /// Returns the number of items.
    #[inline]
    pub fn len(self) -> usize {
        match self.view() {
            View::Leaf(leaf) => leaf.len(),
            View::Branch(branch) => branch.size(),
        }
    }

    /// Returns `true` if there is none, which is never the case.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns the summary of all items.
    pub fn summary(self) -> A
    where
        A: Summary<T>,
    {
        if !A::KEPT {
            return A::empty();
        }
        match self.view() {
            View::Leaf(leaf) => A::of(leaf.slice()),
            View::Branch(branch) => {
                branch.summaries().iter().fold(A::empty(), |all, one| all.combine(one))
            }
        }
    }

    /// Returns the items of the leaf that `choose` leads to, branch by branch.
    #[inline]
    pub fn leaf(self, mut choose: impl FnMut(BranchRef<'a, K, T, A, C>) -> usize) -> &'a [T] {
        let (mut node, mut depth) = (self, 0);
        loop {
            match node.view() {
                View::Leaf(leaf) => return leaf.slice(),
                View::Branch(branch) => {
                    let slot = choose(branch);
                    if depth >= DEEP && branch.height() == 1 {
                        branch.prefetch_leaf(slot);
                    }
                    node = branch.child(slot);
                    depth += 1;
                }
            }
        }
    }

    /// Returns the items of the leaf with a position, and the item's index there; the last leaf, and an index
    /// that is out of bounds, if there are not so many items.
    #[inline]
    pub fn leaf_at(self, position: usize) -> (&'a [T], usize) {
        let mut inside = position;
        let leaf = self.leaf(|branch| {
            let (slot, rest) = branch.find(inside);
            inside = rest;
            slot
        });
        (leaf, inside)
    }

    /// Returns the items of the first leaf.
    #[inline]
    pub fn first_leaf(mut self) -> &'a [T] {
        loop {
            match self.view() {
                View::Leaf(leaf) => return leaf.slice(),
                View::Branch(branch) => self = branch.child(0),
            }
        }
    }

    /// Returns the items of the last leaf.
    #[inline]
    pub fn last_leaf(mut self) -> &'a [T] {
        loop {
            match self.view() {
                View::Leaf(leaf) => return leaf.slice(),
                View::Branch(branch) => self = branch.child(branch.len() - 1),
            }
        }
    }

    /// Returns `true` if both are borrows of one node.
    #[inline]
    pub fn same(self, other: NodeRef<'_, K, T, A, C>) -> bool {
        self.link.bits() == other.link.bits()
    }

    /// Adds an owner, and returns it.
    #[inline]
    pub fn to_node(self) -> Node<K, T, A, C> {
        self.count().increment();
        // SAFETY: the new owner is the one that has just been counted.
        unsafe { Node::from_link(self.link) }
    }

    /// Makes a copy of the node itself, a leaf's with room for `capacity` items; children are shared.
    ///
    /// If a `clone` panics, nothing has changed.
    pub fn duplicate(self, capacity: usize) -> Node<K, T, A, C>
    where
        K: Clone,
        T: Clone,
        A: Clone,
    {
        match self.view() {
            View::Leaf(leaf) => Node::leaf(leaf.duplicate(capacity).share()),
            View::Branch(branch) => branch.copy(None, Width::<K, T, C>::FANOUT),
        }
    }

    /// Address, size and items of the node, and as its owners how many shares of it there are.
    pub fn info(self) -> NodeInfo {
        match self.view() {
            View::Leaf(leaf) => leaf.info().with_items(leaf.len()),
            View::Branch(BranchRef { node, .. }) => {
                let bytes = RawBranch::<K, T, A, C>::layout(node.room()).size();
                NodeInfo::new(node.raw().address().addr().get(), bytes, node.count().get())
            }
        }
    }
}

/// A branch, borrowed: one word.
pub struct BranchRef<'a, K, T, A, C: RefCount> {
    /// Live for `'a`, during which there is no exclusive borrow.
    pub(super) node: LiveBranch<'a, K, T, A, C>,
    borrow: PhantomData<&'a (K, T, A)>,
}

impl<K, T, A, C: RefCount> Clone for BranchRef<'_, K, T, A, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, T, A, C: RefCount> Copy for BranchRef<'_, K, T, A, C> {}

// SAFETY: as for `NodeRef`.
unsafe impl<K, T, A> Send for BranchRef<'_, K, T, A, Atomic> where Node<K, T, A, Atomic>: Send {}
// SAFETY: as for `NodeRef`.
unsafe impl<K, T, A> Sync for BranchRef<'_, K, T, A, Atomic> where Node<K, T, A, Atomic>: Send {}

impl<'a, K, T, A, C: RefCount> BranchRef<'a, K, T, A, C> {
    /// Makes a borrow of the branch at `raw`.
    ///
    /// # Safety
    /// It is live for `'a`, during which there is no exclusive borrow.
    #[inline]
    pub(super) unsafe fn from_raw(raw: RawBranch<K, T, A, C>) -> Self {
        // SAFETY: by this function's contract.
        let node = unsafe { Live::new(raw) };
        node.read();
        Self { node, borrow: PhantomData }
    }

    /// Returns `true` if all shares of the branch are so many, which a handle or a parent holds.
    #[inline]
    pub(super) fn has_shares(self, shares: u32) -> bool {
        self.node.count().is(shares)
    }

    #[inline]
    pub(super) fn facts(self) -> &'a Facts<C> {
        // SAFETY: they are initialised, and nothing writes to them but to the unit.
        unsafe { self.node.word().as_ref() }
    }

    /// Returns the number of items below each child, and zeros in free places.
    #[inline]
    pub(super) fn all_sizes(self) -> &'a [usize] {
        // SAFETY: they are initialised, and nothing writes to them.
        unsafe { self.node.sizes().as_ref() }
    }

    /// Returns the places for links to the children, of which the first `len` are initialised.
    #[inline]
    pub(super) fn links(self) -> &'a Links<K, T, A, C> {
        // SAFETY: they are initialised or not, and nothing writes to them.
        unsafe { self.node.links().as_ref() }
    }

    /// Returns the prefixes of the separators, if these have any.
    #[inline]
    pub(super) fn prefixes(self) -> Option<&'a Prefixes> {
        // SAFETY: they are initialised, and nothing writes to them.
        self.node.prefixes().map(|prefixes| unsafe { prefixes.as_ref() })
    }

    /// Returns the block of separators with drop glue.
    #[inline]
    pub(super) fn key_block(self) -> Option<&'a KeyBlock<K, C>> {
        // SAFETY: it is initialised, and nothing writes to it.
        unsafe { self.node.key_block().as_ref() }.as_ref()
    }

    /// Returns the number of children.
    #[inline]
    pub fn len(self) -> usize {
        self.facts().len.into()
    }

    /// Returns `true` if there is none, which is never the case.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns the number of branches on the path down to a leaf, with this one.
    #[inline]
    pub fn height(self) -> usize {
        self.facts().height.into()
    }

    /// Returns how many shares of each child the branch holds. It has one owner, or the number may
    /// be old.
    #[inline]
    pub(super) fn unit(self) -> u32 {
        self.facts().unit.get()
    }

    /// Returns the number of items that are below each child.
    #[inline]
    pub fn sizes(self) -> &'a [usize] {
        &self.all_sizes()[..self.len()]
    }

    /// Returns the number of items.
    #[inline]
    pub fn size(self) -> usize {
        // Free places are zero, so all are added up without a branch.
        self.all_sizes().iter().sum()
    }

    /// Returns the child in which the item at `index` is, and the item's index there. If there are
    /// not so many items: the last child, and an index that is out of bounds there.
    #[inline]
    pub fn find(self, index: usize) -> (usize, usize) {
        let (mut slot, mut before, mut end) = (0, 0, 0);
        for size in &self.sizes()[..self.len() - 1] {
            end += size;
            let beyond = end <= index;
            slot += usize::from(beyond);
            before = if beyond { end } else { before };
        }
        (slot, index - before)
    }

    /// Returns the number of items that are below the children before one.
    #[inline]
    pub fn before(self, slot: usize) -> usize {
        self.sizes()[..slot].iter().sum()
    }

    /// Returns the summary of the items below each child.
    #[inline]
    pub fn summaries(self) -> &'a [A] {
        // SAFETY: nothing writes to the places.
        let summaries = unsafe { self.node.summaries().as_ref() };
        // SAFETY: the first `len` are initialised.
        unsafe { init(&summaries[..self.len()]) }
    }

    /// Returns a child.
    ///
    /// # Panics
    /// If there is none at `slot`.
    #[inline]
    pub fn child(self, slot: usize) -> NodeRef<'a, K, T, A, C> {
        assert!(slot < self.len(), "no such child");
        // SAFETY: `len` is not greater than the room.
        let link = unsafe { self.links().get_unchecked(slot) };
        // SAFETY: the first `len` are initialised.
        let link = unsafe { link.assume_init() };
        // SAFETY: the child is live as long as the branch holds shares of it.
        unsafe { NodeRef::from_link(link) }
    }

    /// Starts to fetch the items of a child that is a leaf.
    #[inline(always)]
    pub(super) fn prefetch_leaf(self, slot: usize) {
        let bytes = Width::<K, T, C>::LEAF * size_of::<T>();
        prefetch_range(self.child(slot).link.bits(), 0..bytes);
    }

    /// Returns a separator: all keys below child `index` are less, those below the next one are
    /// not.
    ///
    /// # Panics
    /// If there is none at `index`.
    pub fn key(self, index: usize) -> K
    where
        K: Clone,
    {
        self.integer(index).unwrap_or_else(|| self.keys()[index].clone())
    }

    /// Returns how a separator stands to a sought key.
    ///
    /// # Panics
    /// If there is none at `index`.
    #[inline]
    pub fn compare(self, index: usize, sought: &mut impl Sought<K>) -> Ordering {
        match self.integer(index) {
            Some(key) => sought.compare(&key),
            None => sought.compare(&self.keys()[index]),
        }
    }

    /// Returns a separator that is an integer, from its prefix.
    #[inline]
    fn integer(self, index: usize) -> Option<K> {
        if !is_integer::<K>() {
            return None;
        }
        from_order(self.prefixes()?[..self.len() - 1][index])
    }

    /// Returns the separators, if they are not integers.
    #[inline]
    pub(super) fn keys(self) -> &'a [K] {
        debug_assert!(!is_integer::<K>());
        let len = self.len().saturating_sub(1);
        if RawBranch::<K, T, A, C>::KEYS_APART {
            return self.key_block().map_or(&[], |block| block.borrow().slice());
        }
        // SAFETY: nothing writes to the places for `'a`.
        let keys = unsafe { self.node.inline_keys().as_ref() };
        // SAFETY: the first `len - 1` are initialised.
        unsafe { init(&keys[..len]) }
    }
}
