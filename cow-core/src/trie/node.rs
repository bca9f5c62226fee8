//! Owners of leaves and branches.

use super::branch::{self, FreshBranch};
use super::leaf::{FreshLeaf, Leaf};
use super::tagged_ptr::{Child, RawBranch, SLOTS, TaggedPtr};
use crate::block::Fresh;
use crate::count::{Atomic, Counter, RefCount};
use alloc::vec::Vec;
use core::iter::FusedIterator;
use core::mem::{self, ManuallyDrop};
use core::panic::{RefUnwindSafe, UnwindSafe};

/// One owner of a leaf or branch. `clone` adds one to its count; the last drop frees it and
/// drops its children.
#[repr(transparent)]
pub struct Node<T, C: RefCount> {
    /// Leads to a live node, of whose owners this is one. Its span is 0.
    ptr: TaggedPtr<T, C>,
}

// SAFETY: through a clone in another thread the items are read there, and dropped there if it is
// the last: so they have to be both `Sync` and `Send`. The counts are atomic.
unsafe impl<T: Send + Sync> Send for Node<T, Atomic> {}
// SAFETY: as for `Send`; a `&Node` can be cloned into an owner.
unsafe impl<T: Send + Sync> Sync for Node<T, Atomic> {}

// A shared node may be observed after a panic through another owner, as with `Arc`.
impl<T: RefUnwindSafe, C: RefCount> UnwindSafe for Node<T, C> {}
impl<T: RefUnwindSafe, C: RefCount> RefUnwindSafe for Node<T, C> {}

/// What a [`Node`] owned.
pub enum Owned<T, C: RefCount> {
    /// All children of a branch.
    Branch(IntoChildren<T, C>),
    /// A leaf.
    Leaf(Leaf<T, C>),
}

impl<T, C: RefCount> Node<T, C> {
    /// Returns the owner that `ptr` stands for.
    ///
    /// # Safety
    /// `ptr` leads to a live node, and the caller gives up one owner of it.
    #[inline]
    pub(super) unsafe fn from_ptr(ptr: TaggedPtr<T, C>) -> Self {
        Self { ptr: ptr.with_span(0) }
    }

    /// Gives this owner away; the inverse of [`from_ptr`](Self::from_ptr).
    #[inline]
    pub(super) fn into_ptr(self) -> TaggedPtr<T, C> {
        ManuallyDrop::new(self).ptr
    }

    /// Gives this owner away to a run of `span + 1` slots.
    ///
    /// # Panics
    /// If this is a branch and the run has several slots.
    #[inline]
    pub(super) fn into_run(self, span: usize) -> TaggedPtr<T, C> {
        assert!(span == 0 || self.ptr.is_leaf(), "a branch fills one slot");
        self.into_ptr().with_span(span)
    }

    /// Returns the owner of a leaf.
    #[inline]
    pub fn leaf(leaf: Leaf<T, C>) -> Self {
        Self { ptr: TaggedPtr::leaf(leaf.into_raw(), 0) }
    }

    /// Returns the owner of a new branch with these children, of which each fills one slot.
    #[must_use]
    pub fn branch(children: [Self; SLOTS]) -> Self {
        let ptrs = children.map(|child| child.into_run(0));
        // SAFETY: sixteen runs of one slot, with their owners.
        unsafe { Self::from_branch(branch::new(&ptrs)) }
    }

    /// Returns the owner of a new branch with children that each begin at a slot and fill the slots up to
    /// the next child: an aligned run of 1, 2, 4 or 8 slots, and of one slot if the child is a branch.
    ///
    /// Returns `None`, and drops the children, if they form no such runs.
    ///
    /// ```
    /// use cow_core::Atomic;
    /// use cow_core::trie::Node;
    /// use cow_core::trie::FreshLeaf;
    ///
    /// let leaf = || Node::leaf(FreshLeaf::<u64, Atomic>::new(4).share());
    /// assert!(Node::branch_of_runs(vec![(0, leaf()), (8, leaf()), (12, leaf())]).is_some());
    /// assert!(Node::branch_of_runs(vec![(0, leaf()), (4, leaf())]).is_none(), "twelve slots");
    /// ```
    #[must_use]
    pub fn branch_of_runs(children: Vec<(usize, Self)>) -> Option<Self> {
        let ends: Vec<usize> =
            children.iter().skip(1).map(|child| child.0).chain([SLOTS]).collect();
        let fits = |(&(first, ref child), &end): (&(usize, Self), &usize)| {
            let run = end.checked_sub(first).filter(|run| matches!(run, 1 | 2 | 4 | 8));
            run.is_some_and(|run| first % run == 0 && (run == 1 || child.ptr.is_leaf()))
        };
        if children.first()?.0 != 0 || !children.iter().zip(&ends).all(fits) {
            return None;
        }
        let mut ptrs = [TaggedPtr::none(); SLOTS];
        for ((first, child), end) in children.into_iter().zip(ends) {
            ptrs[first..end].fill(child.into_run(end - first - 1));
        }
        // SAFETY: each child begins where the one before ends, the last one ends with the branch, and each run is
        // aligned to its length.
        Some(unsafe { Self::from_branch(branch::new(&ptrs)) })
    }

    /// Returns the owner of a new branch.
    ///
    /// # Safety
    /// The pointers satisfy the invariants of a branch, which takes over the counts.
    #[inline]
    pub(super) unsafe fn from_branch(branch: FreshBranch<T, C>) -> Self {
        Self { ptr: TaggedPtr::branch(branch.into_raw()) }
    }

    /// Returns the count.
    #[inline]
    fn count(&self) -> &C::Counter {
        // SAFETY: the node is live while `self` owns it.
        unsafe { self.ptr.count() }
    }

    /// Returns the pointer, which stays this owner's.
    #[inline]
    pub(super) fn ptr(&self) -> TaggedPtr<T, C> {
        self.ptr
    }

    /// Returns where the pointer is.
    #[inline]
    pub(super) fn ptr_mut(&mut self) -> &mut TaggedPtr<T, C> {
        &mut self.ptr
    }

    /// Returns the leaf, or the children of the branch. A branch that has other owners is copied, and
    /// its children get one owner more.
    pub fn into_owned(self) -> Owned<T, C> {
        // SAFETY: the node is live, for it has an owner here.
        match unsafe { self.ptr.child() } {
            Child::Leaf(leaf) => {
                mem::forget(self);
                // SAFETY: this was an owner of the leaf, and has been given up.
                Owned::Leaf(unsafe { Leaf::from_raw(leaf.raw()) })
            }
            Child::Branch(branch) if branch.count().is_unique() => {
                mem::forget(self);
                // SAFETY: this was the only owner, and has been given up.
                Owned::Branch(unsafe { IntoChildren::from_raw(branch.raw()) })
            }
            Child::Branch(branch) => {
                // SAFETY: nothing writes to the branch, for it has an owner here.
                let branch = unsafe { branch.copy() };
                Owned::Branch(IntoChildren { branch, next: 0 })
            }
        }
    }

    /// Drops this owner, and returns the children if it was the last owner of a branch.
    pub fn into_children(self) -> Option<IntoChildren<T, C>> {
        let this = ManuallyDrop::new(self);
        if !this.count().decrement() {
            return None;
        }
        // SAFETY: the last owner is gone.
        unsafe { take_apart(this.ptr) }
    }

    /// Drops an owner that is likely not the last, which is cheaper than a plain drop then.
    #[inline]
    pub fn release_shared(self) {
        let this = ManuallyDrop::new(self);
        if this.count().decrement_shared() {
            // SAFETY: the last owner is gone.
            unsafe { free(this.ptr) };
        }
    }
}

/// Frees a leaf, or returns the children of a branch.
///
/// # Safety
/// `ptr` leads to a live node that has no owner.
#[inline]
unsafe fn take_apart<T, C: RefCount>(ptr: TaggedPtr<T, C>) -> Option<IntoChildren<T, C>> {
    // SAFETY: by this function's contract.
    match unsafe { ptr.child() } {
        Child::Leaf(leaf) => {
            // SAFETY: by this function's contract; the tags of a node's leaf hold.
            drop(unsafe { FreshLeaf::from_raw(leaf.raw()) });
            None
        }
        // SAFETY: by this function's contract.
        Child::Branch(branch) => Some(unsafe { IntoChildren::from_raw(branch.raw()) }),
    }
}

/// Frees a node, and drops its children.
///
/// Not inlined, so that the test of the count stays small where a shared node is dropped.
///
/// # Safety
/// `ptr` leads to a live node that has no owner.
#[inline(never)]
unsafe fn free<T, C: RefCount>(ptr: TaggedPtr<T, C>) {
    // SAFETY: by this function's contract.
    drop(unsafe { take_apart(ptr) });
}

impl<T, C: RefCount> Clone for Node<T, C> {
    #[inline]
    fn clone(&self) -> Self {
        self.count().increment();
        Self { ptr: self.ptr }
    }
}

impl<T, C: RefCount> Drop for Node<T, C> {
    #[inline]
    fn drop(&mut self) {
        if self.count().decrement() {
            // SAFETY: the last owner is gone.
            unsafe { free(self.ptr) };
        }
    }
}

/// The children of a branch, by value.
pub struct IntoChildren<T, C: RefCount> {
    /// A branch of whose runs those that begin at `next` or later own their child. Freed after `self` is dropped.
    branch: FreshBranch<T, C>,
    next: usize,
}

// SAFETY: as for `Node`: these are owners of the children.
unsafe impl<T: Send + Sync> Send for IntoChildren<T, Atomic> {}
// SAFETY: as for `Send`.
unsafe impl<T: Send + Sync> Sync for IntoChildren<T, Atomic> {}

impl<T, C: RefCount> IntoChildren<T, C> {
    /// Returns the children of `branch`, which is freed afterwards.
    ///
    /// # Safety
    /// The branch is live, and it has no owner.
    #[inline]
    pub(super) unsafe fn from_raw(branch: RawBranch<T, C>) -> Self {
        // SAFETY: by this function's contract.
        Self { branch: unsafe { Fresh::from_raw(branch) }, next: 0 }
    }

    /// Returns the pointers of the children that are left, which are owned by this.
    pub(super) fn ptrs(&self) -> impl Iterator<Item = TaggedPtr<T, C>> {
        (self.next..SLOTS).filter_map(|slot| {
            let ptr = self.branch.live().ptr(slot);
            ptr.begins_at(slot).then_some(ptr)
        })
    }
}

impl<T, C: RefCount> Iterator for IntoChildren<T, C> {
    type Item = Node<T, C>;

    #[inline]
    fn next(&mut self) -> Option<Node<T, C>> {
        while self.next < SLOTS {
            let slot = self.next;
            self.next += 1;
            let ptr = self.branch.live().ptr(slot);
            if ptr.begins_at(slot) {
                // SAFETY: the children after the slot are owned by the branch.
                unsafe { self.branch.live().prefetch_next(slot) };
                // SAFETY: the child is live, and the run gives up its owner.
                return Some(unsafe { Node::from_ptr(ptr) });
            }
        }
        None
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(SLOTS - self.next))
    }
}

impl<T, C: RefCount> FusedIterator for IntoChildren<T, C> {}

impl<T, C: RefCount> Drop for IntoChildren<T, C> {
    fn drop(&mut self) {
        /// Drops what is left, also if one of the drops panics.
        struct Rest<'a, T, C: RefCount>(&'a mut IntoChildren<T, C>);
        impl<T, C: RefCount> Drop for Rest<'_, T, C> {
            #[inline]
            fn drop(&mut self) {
                self.0.for_each(drop);
            }
        }

        let rest = Rest(self);
        rest.0.for_each(drop);
    }
}

/// A [`Node`] or nothing: what a collection holds. As large as a pointer, and so is an `Option` of it.
pub struct Root<T, C: RefCount> {
    /// A node, unless its pointer is [`TaggedPtr::none`].
    node: ManuallyDrop<Node<T, C>>,
}

impl<T, C: RefCount> Root<T, C> {
    /// Returns an empty root.
    #[inline]
    pub const fn new() -> Self {
        Self { node: ManuallyDrop::new(Node { ptr: TaggedPtr::none() }) }
    }

    /// Returns `true` if there is no node.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.node.ptr.is_none()
    }

    /// Returns the node, if there is one.
    #[inline]
    pub fn node(&self) -> Option<&Node<T, C>> {
        (!self.is_empty()).then_some(&self.node)
    }

    /// Returns the node, if there is one, to be changed.
    #[inline]
    pub fn node_mut(&mut self) -> Option<&mut Node<T, C>> {
        if self.is_empty() { None } else { Some(&mut self.node) }
    }

    /// Removes and returns the node, if there is one.
    #[inline]
    pub fn take(&mut self) -> Option<Node<T, C>> {
        let root = ManuallyDrop::new(mem::take(self));
        // SAFETY: the node is moved out of what is not dropped.
        (!root.is_empty()).then(|| ManuallyDrop::into_inner(unsafe { core::ptr::read(&root.node) }))
    }
}

impl<T, C: RefCount> From<Node<T, C>> for Root<T, C> {
    #[inline]
    fn from(node: Node<T, C>) -> Self {
        Self { node: ManuallyDrop::new(node) }
    }
}

impl<T, C: RefCount> Default for Root<T, C> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T, C: RefCount> Clone for Root<T, C> {
    #[inline]
    fn clone(&self) -> Self {
        self.node().map_or_else(Self::new, |node| node.clone().into())
    }
}

impl<T, C: RefCount> Drop for Root<T, C> {
    /// Takes the path that is cheaper if the root is not the last owner: collections are cloned.
    #[inline]
    fn drop(&mut self) {
        if !self.is_empty() {
            // SAFETY: the node is not used again.
            unsafe { ManuallyDrop::take(&mut self.node) }.release_shared();
        }
    }
}
