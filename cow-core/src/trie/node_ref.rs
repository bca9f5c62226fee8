//! Borrows of leaves and branches.

use super::leaf::LeafRef;
use super::node::{IntoChildren, Node, Root};
use super::tagged_ptr::{Child, LiveBranch, SLOT_BITS, SLOTS, TaggedPtr};
use crate::NodeInfo;
use crate::block::BlockRef;
use crate::count::{Atomic, Counter, RefCount};
use core::fmt;
use core::marker::PhantomData;
use core::ptr::NonNull;

/// A borrow of a node, read only.
pub enum NodeRef<'a, T, C: RefCount> {
    /// A branch.
    Branch(BranchRef<'a, T, C>),
    /// A leaf.
    Leaf(LeafRef<'a, T, C>),
}

impl<T, C: RefCount> Clone for NodeRef<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for NodeRef<'_, T, C> {}

impl<'a, T, C: RefCount> NodeRef<'a, T, C> {
    /// Returns a borrow of the node that `ptr` leads to.
    ///
    /// # Safety
    /// The node is live for `'a`, during which there is no exclusive borrow of it.
    #[inline]
    pub(super) unsafe fn from_ptr(ptr: TaggedPtr<T, C>) -> Self {
        // SAFETY: by this function's contract.
        match unsafe { ptr.child() } {
            Child::Branch(node) => NodeRef::Branch(BranchRef { node, borrow: PhantomData }),
            // SAFETY: by this function's contract; the tags of a leaf in a branch or link hold.
            Child::Leaf(leaf) => NodeRef::Leaf(unsafe { LeafRef::from_raw(leaf.raw()) }),
        }
    }

    /// Returns `true` if both are borrows of one node.
    #[inline]
    pub fn ptr_eq(self, other: NodeRef<'_, T, C>) -> bool {
        self.address() == other.address()
    }

    /// Returns the address of the node: its identity, as long as it has an owner.
    #[inline]
    pub fn address(self) -> NonNull<()> {
        match self {
            NodeRef::Branch(branch) => branch.address(),
            NodeRef::Leaf(leaf) => leaf.address(),
        }
    }

    /// Adds an owner, and returns it.
    #[inline]
    pub fn to_node(self) -> Node<T, C> {
        match self {
            NodeRef::Branch(branch) => branch.to_node(),
            NodeRef::Leaf(leaf) => Node::leaf(leaf.to_leaf()),
        }
    }

    /// Address, size, owners and elements of the node.
    pub fn info(self) -> NodeInfo {
        match self {
            NodeRef::Branch(branch) => branch.info(),
            NodeRef::Leaf(leaf) => leaf.info(),
        }
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for NodeRef<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NodeRef::Branch(branch) => branch.fmt(f),
            NodeRef::Leaf(leaf) => leaf.fmt(f),
        }
    }
}

/// A borrow of a branch: one word, `Copy`, read only.
pub struct BranchRef<'a, T, C: RefCount> {
    /// Live for `'a`, during which there is no exclusive borrow.
    node: LiveBranch<'a, T, C>,
    borrow: PhantomData<&'a T>,
}

impl<T, C: RefCount> Clone for BranchRef<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for BranchRef<'_, T, C> {}

// SAFETY: a view reads the items below, and can become an owner (`to_node`), which may drop or move
// them in the other thread: so they have to be both `Send` and `Sync`.
unsafe impl<T: Send + Sync> Send for BranchRef<'_, T, Atomic> {}
// SAFETY: as for `Send`; a `&BranchRef` is as good as a copy of it.
unsafe impl<T: Send + Sync> Sync for BranchRef<'_, T, Atomic> {}

impl<'a, T, C: RefCount> BranchRef<'a, T, C> {
    /// Returns the child in a slot, of whose number only the four lowest bits count.
    #[inline]
    pub fn child(self, slot: usize) -> NodeRef<'a, T, C> {
        // SAFETY: the child is live for `'a`, since the branch is, and there is no exclusive borrow
        // of it, for that leads through exclusive access to the branch.
        unsafe { NodeRef::from_ptr(self.ptr(slot)) }
    }

    /// Prefetches the child in a slot: a branch, or the beginning of a leaf.
    #[inline]
    pub fn prefetch(self, slot: usize) {
        self.ptr(slot).prefetch();
    }

    /// Returns how many slots the child in this slot fills: 1, 2, 4 or 8.
    #[inline]
    pub fn run(self, slot: usize) -> usize {
        self.ptr(slot).span() + 1
    }

    /// Returns how many bits of the hash choose the child in this slot within the branch: 1 to 4.
    #[inline]
    pub fn depth(self, slot: usize) -> u32 {
        SLOT_BITS - self.run(slot).ilog2()
    }

    /// Returns `true` if the run of a child begins at this slot.
    #[inline]
    pub fn begins_at(self, slot: usize) -> bool {
        self.ptr(slot).begins_at(slot)
    }

    /// Returns all children, with the first slot of each.
    #[inline]
    pub fn children(self) -> impl Iterator<Item = (usize, NodeRef<'a, T, C>)> {
        (0..SLOTS)
            .filter(move |&slot| self.begins_at(slot))
            .map(move |slot| (slot, self.child(slot)))
    }

    /// Returns a copy of the branch that has `child` instead of the child in this slot. The other
    /// children get one owner more.
    ///
    /// # Panics
    /// If `child` is a branch and the run has more than one slot.
    #[inline]
    pub fn with_child(self, slot: usize, child: Node<T, C>) -> Node<T, C> {
        let ptr = child.into_run(self.ptr(slot).span());
        // SAFETY: the branch is live for `'a` and not written to; the pointer has the span of the run,
        // and was an owner.
        let copy = unsafe { self.node.copy_with(slot, ptr) };
        // SAFETY: the copy has the runs of the branch, and all owners have been counted.
        unsafe { Node::from_branch(copy) }
    }

    /// Returns a copy of the branch. All children get one owner more.
    #[inline]
    pub fn duplicate(self) -> Node<T, C> {
        // SAFETY: the branch is live for `'a`, and not written to.
        let copy = unsafe { self.node.copy() };
        // SAFETY: the copy has the runs of the branch, and all owners have been counted.
        unsafe { Node::from_branch(copy) }
    }

    /// Returns `true` if both are borrows of one branch.
    #[inline]
    pub fn ptr_eq(self, other: BranchRef<'_, T, C>) -> bool {
        self.address() == other.address()
    }

    /// Returns the address of the branch: its identity, as long as it has an owner.
    #[inline]
    pub fn address(self) -> NonNull<()> {
        self.node.raw().address()
    }

    /// Adds an owner, and returns it.
    #[inline]
    pub fn to_node(self) -> Node<T, C> {
        self.node.count().increment();
        // SAFETY: the new owner is the one that has just been counted.
        unsafe { Node::from_ptr(TaggedPtr::branch(self.node.raw())) }
    }

    /// Address, size and owners of the branch.
    pub fn info(self) -> NodeInfo {
        // SAFETY: the branch is live for `'a`, and not written to.
        unsafe { BlockRef::from_raw(self.node.raw()) }.info()
    }

    #[inline]
    fn ptr(self, slot: usize) -> TaggedPtr<T, C> {
        self.node.read();
        self.node.ptr(slot)
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for BranchRef<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.children()).finish()
    }
}

impl<T, C: RefCount> Node<T, C> {
    /// Returns a borrow that is one word.
    #[inline]
    pub fn view(&self) -> NodeRef<'_, T, C> {
        // SAFETY: the node is live while the link is, and exclusive access needs a `&mut` to that.
        unsafe { NodeRef::from_ptr(self.ptr()) }
    }
}

impl<T, C: RefCount> IntoChildren<T, C> {
    /// Returns borrows of the children that are left.
    pub fn rest(&self) -> impl Iterator<Item = NodeRef<'_, T, C>> {
        // SAFETY: the children are live while they are owned, which is as long as `self` is borrowed.
        self.ptrs().map(|ptr| unsafe { NodeRef::from_ptr(ptr) })
    }
}

impl<T, C: RefCount> Root<T, C> {
    /// Returns a borrow of the node, if there is one.
    #[inline]
    pub fn view(&self) -> Option<NodeRef<'_, T, C>> {
        self.node().map(Node::view)
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for Node<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for Root<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}
