//! Exclusive access to a node that has one owner, by one test of its count.

use super::branch;
use super::leaf::{FreshLeaf, LeafMut};
use super::node::Node;
use super::node_ref::NodeRef;
use super::slot::SlotMut;
use super::tagged_ptr::{Child, LiveBranch, SLOT_BITS, SLOTS, TaggedPtr};
use super::tags::Tags;
use crate::block::{Capacity, LiveBlock};
use crate::count::{Atomic, RefCount};
use crate::node::Live;
use core::array;
use core::iter::FusedIterator;
use core::marker::PhantomData;

/// Exclusive access to a node whose only owner is its slot.
pub enum NodeMut<'a, T, C: RefCount> {
    /// A branch.
    Branch(BranchMut<'a, T, C>),
    /// A leaf.
    Leaf(UniqueLeaf<'a, T, C>),
}

impl<'a, T, C: RefCount> SlotMut<'a, T, C> {
    /// Returns exclusive access to the node if it has one owner. One load, and one of the node's count.
    ///
    /// # Errors
    /// Gives the slot back if the node has other owners, to put a copy there.
    #[inline]
    pub fn try_mut(self) -> Result<NodeMut<'a, T, C>, Self> {
        // SAFETY: the child is live while it is in its slot, which is exclusive for `'a`.
        match unsafe { self.ptr().child() } {
            // SAFETY: the one owner is the slot.
            Child::Branch(node) => match unsafe { node.try_exclusive(1) } {
                Some(node) => Ok(NodeMut::Branch(BranchMut { slot: self, node: node.live() })),
                None => Err(self),
            },
            // SAFETY: the one owner is the slot.
            Child::Leaf(node) => match unsafe { node.try_exclusive(1) } {
                Some(node) => Ok(NodeMut::Leaf(UniqueLeaf { slot: self, node: node.live() })),
                None => Err(self),
            },
        }
    }
}

/// Exclusive access to a branch that has one owner.
pub struct BranchMut<'a, T, C: RefCount> {
    /// Holds the branch, which has this one owner.
    slot: SlotMut<'a, T, C>,
    /// The branch, exclusive for `'a`.
    node: LiveBranch<'a, T, C>,
}

// SAFETY: as for `SlotMut`.
unsafe impl<T: Send + Sync> Send for BranchMut<'_, T, Atomic> {}
// SAFETY: as for `SlotMut`.
unsafe impl<T: Send + Sync> Sync for BranchMut<'_, T, Atomic> {}

impl<'a, T, C: RefCount> BranchMut<'a, T, C> {
    /// Returns the slot of a child, of whose number only the four lowest bits count.
    #[inline]
    pub fn into_child(self, slot: usize) -> SlotMut<'a, T, C> {
        // SAFETY: there is such a slot; the branch has one owner and is exclusive for `'a`.
        unsafe { SlotMut::new(self.node.items(), slot % SLOTS) }
    }

    /// Does what [`into_child`](Self::into_child) does, for a shorter time.
    #[inline]
    pub fn child(&mut self, slot: usize) -> SlotMut<'_, T, C> {
        self.reborrow().into_child(slot)
    }

    /// Returns the slots of all children.
    #[inline]
    pub fn into_children(self) -> ChildrenMut<'a, T, C> {
        // SAFETY: the branch has one owner, and is exclusive for `'a`.
        unsafe { ChildrenMut::new(self.node) }
    }

    /// Does what [`into_children`](Self::into_children) does, for a shorter time.
    #[inline]
    pub fn children(&mut self) -> ChildrenMut<'_, T, C> {
        self.reborrow().into_children()
    }

    #[inline]
    fn reborrow(&mut self) -> BranchMut<'_, T, C> {
        BranchMut { slot: self.slot.reborrow(), node: self.node }
    }

    /// Returns the slot of the branch.
    #[inline]
    pub fn into_slot(self) -> SlotMut<'a, T, C> {
        self.slot
    }

    /// Returns how many slots the child in this slot fills: 1, 2, 4 or 8.
    #[inline]
    pub fn run(&self, slot: usize) -> usize {
        self.node.ptr(slot).span() + 1
    }

    /// Returns the slots of the leaf in this slot and of its buddy, the leaf with which it would share
    /// a run of twice the length; the one in the lower slots first. `None` if these are not two leaves.
    #[inline]
    pub fn buddies(&mut self, slot: usize) -> Option<[SlotMut<'_, T, C>; 2]> {
        let lower = self.lower_buddy(slot)?;
        let span = self.node.ptr(lower).span();
        // SAFETY: there is such a slot, and the branch is borrowed exclusively.
        let first = unsafe { SlotMut::new(self.node.items(), lower) };
        // SAFETY: as above; the two runs are disjoint.
        let second = unsafe { SlotMut::new(self.node.items(), lower + span + 1) };
        Some([first, second])
    }

    /// Gives the lower one of two [`buddies`](Self::buddies) the slots of both, or the slot of the branch if
    /// those are all. Drops the upper one, with the items that it still has. Returns the slot of the branch.
    ///
    /// # Errors
    /// If these are not two leaves.
    pub fn join(mut self, slot: usize) -> Result<SlotMut<'a, T, C>, Self> {
        let Some(lower) = self.lower_buddy(slot) else { return Err(self) };
        let kept = self.node.ptr(lower);
        let span = kept.span();
        let gone = self.node.ptr(lower + span + 1);
        if 2 * (span + 1) < SLOTS {
            // SAFETY: the runs of both are exclusive for `'a`, and become one.
            unsafe { SlotMut::new(self.node.items(), lower) }.write(kept.with_span(2 * span + 1));
        } else {
            self.slot.write(kept.with_span(0));
            // SAFETY: the branch's only owner was its slot. Of its two children, one is there now and
            // the other is let go below.
            drop(unsafe { self.node.raw().into_memory() });
        }
        // SAFETY: the run that owned it is gone.
        drop(unsafe { Node::from_ptr(gone) });
        Ok(self.slot)
    }

    /// Returns the lower one of two leaves that have runs of one length, and are halves of one that is
    /// twice as long.
    #[inline]
    fn lower_buddy(&self, slot: usize) -> Option<usize> {
        let ptr = self.node.ptr(slot);
        let lower = (slot % SLOTS) & !(2 * ptr.span() + 1);
        let (a, b) = (self.node.ptr(lower), self.node.ptr(lower + ptr.span() + 1));
        (a.is_leaf() && b.is_leaf() && a.span() == b.span()).then_some(lower)
    }
}

/// Exclusive access to a leaf that has one owner, and to its slot.
pub struct UniqueLeaf<'a, T, C: RefCount> {
    /// Holds the leaf, which has this one owner.
    slot: SlotMut<'a, T, C>,
    /// The leaf; the invariant of tags holds.
    node: LiveBlock<'a, Tags, T, C>,
}

// SAFETY: as for `SlotMut`.
unsafe impl<T: Send + Sync> Send for UniqueLeaf<'_, T, Atomic> {}
// SAFETY: as for `SlotMut`.
unsafe impl<T: Send + Sync> Sync for UniqueLeaf<'_, T, Atomic> {}

impl<'a, T, C: RefCount> UniqueLeaf<'a, T, C> {
    /// Returns access to the items.
    #[inline]
    pub fn get(&mut self) -> LeafMut<'_, T, C> {
        UniqueLeaf { slot: self.slot.reborrow(), node: self.node }.into_mut()
    }

    /// Returns access to the items, for as long as the slot is borrowed.
    #[inline]
    pub fn into_mut(self) -> LeafMut<'a, T, C> {
        // SAFETY: the leaf has one owner, whose slot is exclusive for `'a`, and its tags hold.
        unsafe { LeafMut::from_raw(self.node.raw()) }
    }

    /// Returns the slot of the leaf.
    #[inline]
    pub fn into_slot(self) -> SlotMut<'a, T, C> {
        self.slot
    }

    /// Returns how many bits of the hash choose the leaf within its branch: 1 to 4, and 4 outside of
    /// branches.
    #[inline]
    pub fn depth(&self) -> u32 {
        SLOT_BITS - (self.slot.ptr().span() + 1).ilog2()
    }

    /// Moves the items to an allocation with room for `capacity` of them, or for as many as there
    /// are if that is more.
    ///
    /// # Panics
    /// If that exceeds `isize::MAX` bytes or 2^24 - 1 items; the leaf stays as it was.
    #[inline]
    pub fn resize(&mut self, capacity: usize) {
        let capacity = Capacity::holding(capacity.max(self.get().len()));
        // SAFETY: the leaf is exclusive, and the capacity holds its items.
        let raw = unsafe { self.node.raw().resize(capacity) };
        // SAFETY: the leaf is live there from now on.
        self.node = unsafe { Live::new(raw) };
        let span = self.slot.ptr().span();
        self.slot.write(TaggedPtr::leaf(raw, span));
    }

    /// Splits the run: this leaf keeps the lower half, `upper` gets the other one. If the run has only one
    /// slot, a branch with these two leaves is put there. No item is moved.
    #[inline]
    pub fn split(mut self, upper: FreshLeaf<T, C>) -> [UniqueLeaf<'a, T, C>; 2] {
        let span = self.slot.ptr().span();
        let (lower, upper) = (self.node.raw(), upper.share().into_raw());
        let (ptrs, first, half) = if span == 0 {
            let half = SLOTS / 2 - 1;
            let (low, high) = (TaggedPtr::leaf(lower, half), TaggedPtr::leaf(upper, half));
            let ptrs: [_; SLOTS] = array::from_fn(|slot| if slot <= half { low } else { high });
            let branch = branch::new(&ptrs);
            let ptrs = branch.live().items();
            // SAFETY: two runs with their leaves, of which the branch takes over the owners.
            self.slot.write(unsafe { Node::from_branch(branch) }.into_ptr());
            (ptrs, 0, half)
        } else {
            let (ptrs, first) = self.slot.first(span);
            (ptrs, first, span / 2)
        };
        // SAFETY: the lower half of the run, which is exclusive for `'a`.
        let mut slot = unsafe { SlotMut::new(ptrs, first) };
        // SAFETY: the upper half, disjoint from the other.
        let mut upper_slot = unsafe { SlotMut::new(ptrs, first + half + 1) };
        slot.write(TaggedPtr::leaf(lower, half));
        upper_slot.write(TaggedPtr::leaf(upper, half));
        // SAFETY: the leaf is live while it is in its slot.
        let upper = unsafe { Live::new(upper) };
        [UniqueLeaf { slot, node: self.node }, UniqueLeaf { slot: upper_slot, node: upper }]
    }
}

/// The slots of a branch's children, with the index of the first one of each.
pub struct ChildrenMut<'a, T, C: RefCount> {
    /// A branch with one owner, borrowed exclusively for `'a`. The runs that begin at `next` or later
    /// have not been given away; no others are read.
    branch: LiveBranch<'a, T, C>,
    next: usize,
    borrow: PhantomData<&'a mut Node<T, C>>,
}

// SAFETY: exclusive places are as good as `&mut Node`.
unsafe impl<T: Send + Sync> Send for ChildrenMut<'_, T, Atomic> {}
// SAFETY: a `&ChildrenMut` gives borrows of the children, as a `&Node` does.
unsafe impl<T: Send + Sync> Sync for ChildrenMut<'_, T, Atomic> {}

impl<'a, T, C: RefCount> ChildrenMut<'a, T, C> {
    /// Returns the slots of `branch`.
    ///
    /// # Safety
    /// The branch has one owner, and is borrowed exclusively for `'a`.
    #[inline]
    pub(super) unsafe fn new(branch: LiveBranch<'a, T, C>) -> Self {
        Self { branch, next: 0, borrow: PhantomData }
    }

    /// Returns borrows of the children that are left.
    pub fn rest(&self) -> impl Iterator<Item = NodeRef<'_, T, C>> {
        (self.next..SLOTS).filter_map(|slot| {
            let ptr = self.branch.ptr(slot);
            // SAFETY: the child is live while its run is, which is borrowed along with `self`.
            ptr.begins_at(slot).then(|| unsafe { NodeRef::from_ptr(ptr) })
        })
    }
}

impl<'a, T, C: RefCount> Iterator for ChildrenMut<'a, T, C> {
    type Item = (usize, SlotMut<'a, T, C>);

    #[inline]
    fn next(&mut self) -> Option<(usize, SlotMut<'a, T, C>)> {
        while self.next < SLOTS {
            let slot = self.next;
            self.next += 1;
            let ptr = self.branch.ptr(slot);
            if ptr.begins_at(slot) {
                self.next += ptr.span();
                // SAFETY: the pointers from `next` on are not given away.
                unsafe { self.branch.prefetch_next(slot) };
                // SAFETY: the run begins here, and is exclusive for `'a`.
                return Some((slot, unsafe { SlotMut::new(self.branch.items(), slot) }));
            }
        }
        None
    }
}

impl<T, C: RefCount> FusedIterator for ChildrenMut<'_, T, C> {}
