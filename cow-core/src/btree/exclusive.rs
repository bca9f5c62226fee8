//! Exclusive borrows of nodes with one owner.

use super::free::release_shared;
use super::node::{BranchRef, Node, NodeRef};
use super::raw::{Link, Raw, RawBranch, init_mut};
use super::summary::Summary;
use super::width::Width;
use crate::block::{BlockMut, Fresh};
use crate::count::{Counter, RefCount};
use crate::node::Exclusive;
use core::marker::PhantomData;

/// Exclusive access to a node that has one owner.
pub enum NodeMut<'a, K, T, A, C: RefCount> {
    /// A block of items.
    Leaf(BlockMut<'a, (), T, C>),
    /// A node with children.
    Branch(BranchMut<'a, K, T, A, C>),
}

impl<K, T, A, C: RefCount> NodeMut<'_, K, T, A, C> {
    /// Returns exclusive access to a node, if there are no other shares of it than these. The test is one load.
    ///
    /// # Safety
    /// The node is live, and so many shares are held by an owner or parent that is exclusive for the lifetime.
    #[inline]
    pub(super) unsafe fn try_from_link(link: Link<K, T, A, C>, shares: u32) -> Option<Self> {
        // SAFETY: the node is live.
        if !unsafe { link.count() }.is(shares) {
            return None;
        }
        Some(match link.raw() {
            // SAFETY: all shares of it are in one hand.
            Raw::Leaf(leaf) => NodeMut::Leaf(unsafe { BlockMut::from_raw(leaf) }),
            // SAFETY: as above.
            Raw::Branch(branch) => NodeMut::Branch(unsafe { BranchMut::from_raw(branch) }),
        })
    }
}

impl<K, T, A, C: RefCount> Node<K, T, A, C> {
    /// Returns exclusive access, if this is the only owner. The test is one load.
    #[inline]
    pub fn get_mut(&mut self) -> Option<NodeMut<'_, K, T, A, C>> {
        // SAFETY: the one share is this owner's, which is borrowed mutably for as long.
        unsafe { NodeMut::try_from_link(self.link(), 1) }
    }

    /// Returns exclusive access: if there are other owners, the node is copied first, a leaf with room for
    /// `capacity` items. A branch has then room for as many children as one may have.
    ///
    /// If a `clone` panics, nothing has changed.
    #[inline]
    pub fn make_mut(&mut self, capacity: usize) -> NodeMut<'_, K, T, A, C>
    where
        K: Clone,
        T: Clone,
        A: Clone,
    {
        match self.get_mut() {
            None => *self = self.borrow().duplicate(capacity),
            Some(NodeMut::Branch(mut branch)) if branch.is_tight() => *self = branch.moved(),
            Some(_) => {}
        }
        self.get_mut().unwrap_or_else(|| unreachable!("it was unique, or is a copy"))
    }
}

/// Exclusive access to a branch that has one owner.
pub struct BranchMut<'a, K, T, A, C: RefCount> {
    /// Exclusive for `'a`.
    node: Exclusive<'a, RawBranch<K, T, A, C>>,
    borrow: PhantomData<&'a mut (K, T, A)>,
}

// SAFETY: exclusive access is as good as a `&mut` to the nodes below, of which shared ones can be
// made owners of.
unsafe impl<K, T, A, C: RefCount> Send for BranchMut<'_, K, T, A, C> where Node<K, T, A, C>: Send {}
// SAFETY: a `&BranchMut` gives borrows of keys, summaries and children.
unsafe impl<K, T, A, C: RefCount> Sync for BranchMut<'_, K, T, A, C> where Node<K, T, A, C>: Sync {}

impl<'a, K, T, A, C: RefCount> BranchMut<'a, K, T, A, C> {
    /// Returns exclusive access to the branch at `raw`.
    ///
    /// # Safety
    /// It is live and exclusive for `'a`.
    #[inline]
    pub(super) unsafe fn from_raw(raw: RawBranch<K, T, A, C>) -> Self {
        // SAFETY: by this function's contract.
        Self { node: unsafe { Exclusive::from_raw(raw) }, borrow: PhantomData }
    }

    /// Returns the branch's address.
    #[inline]
    pub(super) fn raw(&self) -> RawBranch<K, T, A, C> {
        self.node.live().raw()
    }

    /// Returns the node, whose parts are written.
    #[inline]
    pub(super) fn node(&mut self) -> &mut Exclusive<'a, RawBranch<K, T, A, C>> {
        &mut self.node
    }

    /// Returns the summaries of the children, to be written.
    #[inline]
    pub(super) fn summaries(&mut self) -> &mut [A] {
        let len = self.len();
        // SAFETY: the first `len` are initialised.
        unsafe { init_mut(&mut self.node.summaries()[..len]) }
    }

    /// Returns the branch, to be read.
    #[inline]
    pub fn borrow(&self) -> BranchRef<'_, K, T, A, C> {
        // SAFETY: exclusive for `'a`, and nothing writes while `self` is borrowed.
        unsafe { BranchRef::from_raw(self.raw()) }
    }

    /// Returns the same access for a shorter time.
    #[inline]
    pub fn reborrow(&mut self) -> BranchMut<'_, K, T, A, C> {
        BranchMut { node: self.node.reborrow(), borrow: PhantomData }
    }

    /// Returns the number of children.
    #[inline]
    pub fn len(&self) -> usize {
        self.borrow().len()
    }

    /// Returns `true` if there is none, which is never the case.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of children that fit.
    #[inline]
    fn room(&self) -> usize {
        self.node.live().room()
    }

    /// Returns `true` if fewer children fit than a branch may have.
    #[inline]
    pub(super) fn is_tight(&self) -> bool {
        self.room() < Width::<K, T, C>::FANOUT
    }

    /// Returns `true` if no more children fit.
    #[inline]
    pub(super) fn lacks_room(&self) -> bool {
        self.len() == self.room()
    }

    /// Returns `true` if no branch has more children.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.len() == Width::<K, T, C>::FANOUT
    }

    /// Returns the link to a child.
    #[inline]
    fn link(&self, slot: usize) -> Link<K, T, A, C> {
        self.borrow().child(slot).link()
    }

    /// Returns how many shares of each child the branch holds.
    #[inline]
    pub(super) fn unit(&self) -> u32 {
        self.borrow().unit()
    }

    /// Returns exclusive access to a child, if the branch is its only parent. The test is one load.
    #[inline]
    pub fn child_mut(&mut self, slot: usize) -> Option<NodeMut<'_, K, T, A, C>> {
        // SAFETY: so many shares are the branch's, which is borrowed mutably for as long.
        unsafe { NodeMut::try_from_link(self.link(slot), self.unit()) }
    }

    /// Returns exclusive access to a child: if it is shared, it is copied first, a leaf with room for
    /// `capacity` items. A branch has then room for as many children as one may have.
    ///
    /// If a `clone` panics, nothing has changed.
    pub fn make_child(&mut self, slot: usize, capacity: usize) -> NodeMut<'_, K, T, A, C>
    where
        K: Clone,
        T: Clone,
        A: Clone,
    {
        let new = match self.child_mut(slot) {
            None => Some(self.child(slot).duplicate(capacity)),
            Some(NodeMut::Branch(mut child)) if child.is_tight() => Some(child.moved()),
            Some(_) => None,
        };
        if let Some(new) = new {
            self.replace(slot, new);
        }
        self.child_mut(slot).unwrap_or_else(|| unreachable!("it was unique, or is a copy"))
    }

    /// Puts a node with as many items in the place of a child, which is dropped. The summary stays.
    #[inline]
    pub(super) fn replace(&mut self, slot: usize, new: Node<K, T, A, C>) {
        let (old, unit) = (self.link(slot), self.unit());
        self.node.links()[slot].write(new.into_shares(unit));
        // SAFETY: the branch held so many shares of the old child, and does not any more.
        unsafe { release_shared(old, unit) };
    }

    /// Puts a node in the place of a child, which is given. Size and summary stay.
    pub(super) fn swap_child(&mut self, slot: usize, new: Node<K, T, A, C>) -> Node<K, T, A, C> {
        let (old, unit) = (self.link(slot), self.unit());
        self.node.links()[slot].write(new.into_shares(unit));
        // SAFETY: the branch held so many shares, and does not any more.
        unsafe { Node::from_shares(old, unit) }
    }

    /// Moves the items of a leaf that is not shared to one with room for `capacity` items, if it has
    /// less.
    pub(super) fn widen(&mut self, slot: usize, capacity: usize) {
        let Some(NodeMut::Leaf(mut old)) = self.child_mut(slot) else { return };
        if old.capacity() < capacity {
            let (mut fresh, len) = (Fresh::new((), capacity), old.len());
            old.move_to(0..len, &mut fresh.get(), 0);
            self.replace(slot, Node::leaf(fresh.share()));
        }
    }

    /// Makes one leaf of two that are next to each other, the one at `slot` and the next.
    ///
    /// If a `clone` panics, nothing has changed.
    pub(super) fn merge_leaves(&mut self, slot: usize)
    where
        K: Clone,
        T: Clone,
        A: Summary<T>,
    {
        let most = Width::<K, T, C>::LEAF;
        self.make_child(slot, most);
        self.make_child(slot + 1, most);
        self.own_keys();
        self.widen(slot, most);
        let (mut right, key, summary) = self.remove(slot + 1);
        if let (Some(NodeMut::Leaf(mut right)), Some(NodeMut::Leaf(mut left))) =
            (right.get_mut(), self.child_mut(slot))
        {
            let (len, at) = (right.len(), left.len());
            right.move_to(0..len, &mut left, at);
        }
        self.measure(slot);
        self.summarize(slot);
        drop((right, key, summary));
    }

    /// Puts a child in, without a separator.
    ///
    /// # Panics
    /// If there is no room, or if its height is not that of the others.
    pub(super) fn put_child(&mut self, slot: usize, child: Node<K, T, A, C>, summary: A) {
        let (size, height, unit) = (child.borrow().len(), child.height(), self.unit());
        let len = self.len();
        assert!(height + 1 == self.borrow().height(), "children of different heights");
        assert!(
            slot <= len && len < Width::<K, T, C>::FANOUT.min(self.room()),
            "no room for a child"
        );
        let link = child.into_shares(unit);
        self.node.sizes().copy_within(slot..len, slot + 1);
        self.node.sizes()[slot] = size;
        self.node.links().copy_within(slot..len, slot + 1);
        self.node.links()[slot].write(link);
        self.node.summaries()[slot..=len].rotate_right(1);
        self.node.summaries()[slot].write(summary);
        self.node.facts().len += 1;
    }

    /// Takes a child out, without a separator.
    ///
    /// # Panics
    /// If there is none at `slot`.
    pub(super) fn take_child(&mut self, slot: usize) -> (Node<K, T, A, C>, A) {
        let (link, unit) = (self.link(slot), self.unit());
        let len = self.len();
        self.node.facts().len -= 1;
        self.node.sizes().copy_within(slot + 1..len, slot);
        self.node.sizes()[len - 1] = 0;
        self.node.links().copy_within(slot + 1..len, slot);
        // SAFETY: it was initialised, and is not used again in its place.
        let summary = unsafe { self.node.summaries()[slot].assume_init_read() };
        self.node.summaries()[slot..len].rotate_left(1);
        // SAFETY: the branch held so many shares, and does not any more.
        (unsafe { Node::from_shares(link, unit) }, summary)
    }

    /// Puts a child in at `slot`, which is not the first, with the separator before it.
    ///
    /// If the clone of a separator panics, nothing has changed.
    ///
    /// # Panics
    /// If there is no room, or if its height is not that of the others.
    pub fn insert(&mut self, slot: usize, key: K, child: Node<K, T, A, C>, summary: A)
    where
        K: Clone,
    {
        self.own_keys();
        assert!(slot > 0, "the first child has no separator before it");
        let len = self.len();
        self.put_child(slot, child, summary);
        self.insert_key(slot - 1, len - 1, key);
    }

    /// Puts a child in at the end, with the separator before it: see [`insert`](Self::insert).
    pub fn push(&mut self, key: K, child: Node<K, T, A, C>, summary: A)
    where
        K: Clone,
    {
        self.insert(self.len(), key, child, summary);
    }

    /// Puts a child in at `slot`, before another one, with the separator after it: see
    /// [`insert`](Self::insert).
    pub fn insert_before(&mut self, slot: usize, child: Node<K, T, A, C>, key: K, summary: A)
    where
        K: Clone,
    {
        self.own_keys();
        let len = self.len();
        assert!(slot < len, "the last child has no separator after it");
        self.put_child(slot, child, summary);
        self.insert_key(slot, len - 1, key);
    }

    /// Puts a child in at the start, with the separator after it: see [`insert`](Self::insert).
    pub fn push_front(&mut self, child: Node<K, T, A, C>, key: K, summary: A)
    where
        K: Clone,
    {
        self.insert_before(0, child, key, summary);
    }

    /// Takes a child out together with the separator before it, or after it if it is the first.
    ///
    /// If the clone of a separator panics, nothing has changed.
    ///
    /// # Panics
    /// If there is none at `slot`, or only one.
    pub fn remove(&mut self, slot: usize) -> (Node<K, T, A, C>, K, A)
    where
        K: Clone,
    {
        self.own_keys();
        let key = self.remove_key(slot.saturating_sub(1), self.len() - 1);
        let (child, summary) = self.take_child(slot);
        (child, key, summary)
    }

    /// Replaces the separator after a child.
    ///
    /// If the clone of a separator panics, nothing has changed.
    ///
    /// # Panics
    /// If there is none.
    pub fn replace_key(&mut self, index: usize, key: K) -> K
    where
        K: Clone,
    {
        self.own_keys();
        let len = self.len() - 1;
        let old = self.remove_key(index, len);
        self.insert_key(index, len - 1, key);
        old
    }

    /// Adds to the size of a child.
    #[inline]
    pub(super) fn resize(&mut self, slot: usize, by: isize) {
        let size = &mut self.node.sizes()[slot];
        *size = size.wrapping_add_signed(by);
    }

    /// Brings the size of a child up to date.
    pub(super) fn measure(&mut self, slot: usize) {
        let size = self.borrow().child(slot).len();
        self.node.sizes()[slot] = size;
    }

    /// Brings the summary of a child up to date. If it panics, the old one stays.
    pub(super) fn summarize(&mut self, slot: usize)
    where
        A: Summary<T>,
    {
        if !A::KEPT {
            return;
        }
        let summary = self.borrow().child(slot).summary();
        self.summaries()[slot] = summary;
    }

    /// Returns a child, to be read.
    #[inline]
    pub fn child(&self, slot: usize) -> NodeRef<'_, K, T, A, C> {
        self.borrow().child(slot)
    }
}
