//! The way from the root to a leaf, to be written along.

use super::exclusive::BranchMut;
use super::free::release_shared;
use super::node::{BranchRef, DEEP, Node};
use super::raw::{Raw, RawBranch};
use super::summary::Summary;
use super::width::{MAX_HEIGHT, Width};
use crate::block::{BlockMut, BlockRef, Fresh, RawBlock};
use crate::count::{Counter, RefCount};
use crate::node::Live;
use core::marker::PhantomData;
use core::mem::{self, MaybeUninit};
use core::ptr::NonNull;

/// A branch on a path, and the child by which the path goes on.
struct Step<K, T, A, C: RefCount> {
    branch: RawBranch<K, T, A, C>,
    slot: usize,
}

impl<K, T, A, C: RefCount> Clone for Step<K, T, A, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, T, A, C: RefCount> Copy for Step<K, T, A, C> {}

/// Room for the branches on a path, on the caller's stack, so that a [`Path`] is a few words.
pub struct Trail<K, T, A, C: RefCount> {
    steps: [MaybeUninit<Step<K, T, A, C>>; MAX_HEIGHT],
}

impl<K, T, A, C: RefCount> Trail<K, T, A, C> {
    /// Returns room, not initialised.
    #[inline]
    #[must_use]
    pub fn new() -> Self {
        Self { steps: [const { MaybeUninit::uninit() }; MAX_HEIGHT] }
    }
}

impl<K, T, A, C: RefCount> Default for Trail<K, T, A, C> {
    fn default() -> Self {
        Self::new()
    }
}

/// A way from the root to a leaf. Its upper part has one owner each, the rest may be shared.
pub struct Path<'a, 't, K, T, A, C: RefCount> {
    /// Exclusive for `'a`.
    root: NonNull<Node<K, T, A, C>>,
    /// The first `depth` are set. Each branch is live for `'a`, and the child of the one before at
    /// its slot; the first is what the root leads to.
    trail: &'t mut Trail<K, T, A, C>,
    depth: usize,
    /// So many branches, from the root on, have one owner, and are so exclusive for `'a`.
    unique: usize,
    /// How many shares the parent holds of the first node that is not known to be exclusive.
    unit: u32,
    /// Live for `'a`.
    leaf: RawBlock<(), T, C>,
    borrow: PhantomData<&'a mut Node<K, T, A, C>>,
}

impl<'a, 't, K, T, A, C: RefCount> Path<'a, 't, K, T, A, C> {
    /// Goes down from `root`, at each branch to the child that `choose` says, with one test for
    /// sharing a level.
    ///
    /// # Panics
    /// If there is no such child.
    #[inline(always)]
    pub fn find(
        root: &'a mut Node<K, T, A, C>,
        trail: &'t mut Trail<K, T, A, C>,
        mut choose: impl FnMut(BranchRef<'_, K, T, A, C>) -> usize,
    ) -> Self {
        let mut link = root.link();
        let (mut depth, mut unique, mut unit) = (0, 0, 1);
        let leaf = loop {
            let raw = match link.raw() {
                Raw::Leaf(leaf) => break leaf,
                Raw::Branch(raw) => raw,
            };
            // SAFETY: the branch is owned by the root or the branch above, which are live for `'a`.
            let branch = unsafe { BranchRef::from_raw(raw) };
            let slot = choose(branch);
            link = branch.child(slot).link();
            // Only now, for a `BranchRef` can be made an owner.
            if unique == depth && branch.has_shares(unit) {
                unique += 1;
                // SAFETY: the branch is live and exclusive.
                unit = unsafe { BranchMut::from_raw(raw) }.unit();
            }
            if depth >= DEEP && branch.height() == 1 {
                branch.prefetch_leaf(slot);
            }
            trail.steps[depth].write(Step { branch: raw, slot });
            depth += 1;
        };
        let root = NonNull::from(root);
        Self { root, trail, depth, unique, unit, leaf, borrow: PhantomData }
    }

    /// Returns how many branches there are above the leaf.
    #[inline]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Returns the leaf.
    #[inline]
    pub fn leaf(&self) -> BlockRef<'_, (), T, C> {
        // SAFETY: live for `'a`, and there is no exclusive borrow while `self` is borrowed.
        unsafe { BlockRef::from_raw(self.leaf) }
    }

    /// Returns `true` if the leaf has the tree's only item.
    #[inline]
    pub fn is_last(&self) -> bool {
        self.depth == 0 && self.leaf().len() == 1
    }

    /// Returns the capacity of the leaf that is to hold `len` items.
    #[inline]
    pub(super) fn room(&self, len: usize) -> usize {
        if self.depth == 0 { Width::<K, T, C>::root(len) } else { Width::<K, T, C>::LEAF }
    }

    /// Returns `true` if other trees share the leaf, so that a write has to copy it.
    #[inline]
    pub fn is_shared(&self) -> bool {
        // SAFETY: the leaf is live.
        self.unique < self.depth || !unsafe { Live::new(self.leaf) }.count().is(self.unit)
    }

    /// Makes every node on the path one that has no other owner: shared ones are copied, a leaf
    /// with room for `capacity` items.
    ///
    /// If a `clone` panics, the tree is as it was.
    #[inline]
    pub fn own(self, capacity: usize) -> OwnPath<'a, 't, K, T, A, C>
    where
        K: Clone,
        T: Clone,
        A: Clone,
    {
        match self.own_unshared() {
            Ok(path) => path,
            Err(path) => path.copy(|leaf| leaf.duplicate(capacity), 0),
        }
    }

    /// Returns the path, if no node on it has other owners.
    #[inline]
    pub(super) fn own_unshared(self) -> Result<OwnPath<'a, 't, K, T, A, C>, Self> {
        // The leaf's count is read only now, for its `BlockRef` can be made an owner.
        if self.is_shared() {
            return Err(self);
        }
        let Self { root, trail, depth, leaf, .. } = self;
        Ok(OwnPath { root, trail, depth, leaf, borrow: PhantomData })
    }

    /// Copies from the first shared node on, bottom-up: the leaf by `duplicate`.
    ///
    /// The branch above it has room for `spare` children more if that can be, and those above that for none: a version's copy
    /// likely gets no others.
    ///
    /// If that or a `clone` panics, the tree is as it was.
    #[inline(never)]
    pub(super) fn copy(
        self,
        duplicate: impl FnOnce(BlockRef<'_, (), T, C>) -> Fresh<(), T, C>,
        mut spare: usize,
    ) -> OwnPath<'a, 't, K, T, A, C>
    where
        K: Clone,
        T: Clone,
        A: Clone,
    {
        let Self { root, trail, depth, unique, .. } = self;
        // SAFETY: live for `'a`, and only read.
        let leaf = unsafe { BlockRef::<(), T, C>::from_raw(self.leaf) };
        let mut below = Node::leaf(duplicate(leaf).share());
        let Raw::Leaf(leaf) = below.link().raw() else { unreachable!("it was made of a leaf") };
        for step in trail.steps[unique..depth].iter_mut().rev() {
            // SAFETY: the first `depth` are set.
            let step = unsafe { step.assume_init_mut() };
            // SAFETY: live for `'a`, and shared, so there is no exclusive borrow.
            let branch = unsafe { BranchRef::from_raw(step.branch) };
            below = branch.copy(Some((step.slot, below)), mem::take(&mut spare));
            // No `clone` can make the caller see this half done: a panic ends the path.
            if let Raw::Branch(copy) = below.link().raw() {
                step.branch = copy;
            }
        }
        let mut path = OwnPath { root, trail, depth, leaf, borrow: PhantomData };
        match unique.checked_sub(1) {
            None => {
                let old = mem::replace(path.root(), below).into_link();
                // SAFETY: the root was owned, and is not any more.
                unsafe { release_shared(old, 1) };
            }
            Some(level) => {
                let slot = path.slot(level);
                path.branch(level).replace(slot, below);
            }
        }
        path
    }
}

/// A way from the root to a leaf, of which every node has one owner.
pub struct OwnPath<'a, 't, K, T, A, C: RefCount> {
    /// Exclusive for `'a`.
    root: NonNull<Node<K, T, A, C>>,
    /// As in [`Path`]; all branches are exclusive for `'a`.
    trail: &'t mut Trail<K, T, A, C>,
    depth: usize,
    /// Exclusive for `'a`.
    leaf: RawBlock<(), T, C>,
    borrow: PhantomData<&'a mut Node<K, T, A, C>>,
}

impl<'a, K, T, A, C: RefCount> OwnPath<'a, '_, K, T, A, C> {
    #[inline]
    fn step(&mut self, level: usize) -> &mut Step<K, T, A, C> {
        // SAFETY: the first `depth` are set.
        unsafe { self.trail.steps[..self.depth][level].assume_init_mut() }
    }

    /// Returns the child by which the way goes on at a branch, counted from the root.
    #[inline]
    pub fn slot(&mut self, level: usize) -> usize {
        self.step(level).slot
    }

    /// Returns how many branches there are above the leaf.
    #[inline]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Returns the branch at a level, counted from the root.
    #[inline]
    pub(super) fn branch(&mut self, level: usize) -> BranchMut<'_, K, T, A, C> {
        let raw = self.step(level).branch;
        // SAFETY: exclusive for `'a`, and borrowed along with `self`.
        unsafe { BranchMut::from_raw(raw) }
    }

    /// Returns the root.
    #[inline]
    pub(super) fn root(&mut self) -> &mut Node<K, T, A, C> {
        // SAFETY: exclusive for `'a`, and borrowed along with `self`.
        unsafe { self.root.as_mut() }
    }

    /// Returns the leaf.
    #[inline]
    pub fn leaf(&mut self) -> BlockMut<'_, (), T, C> {
        // SAFETY: exclusive for `'a`, and borrowed along with `self`.
        unsafe { BlockMut::from_raw(self.leaf) }
    }

    /// Returns the leaf, for as long as the tree is borrowed.
    #[inline]
    pub fn into_leaf(self) -> BlockMut<'a, (), T, C> {
        // SAFETY: exclusive for `'a`, and `self` is used up.
        unsafe { BlockMut::from_raw(self.leaf) }
    }

    /// Gives a branch on the way room for as many children as one may have.
    #[inline]
    pub(super) fn make_room(&mut self, level: usize) {
        if !self.branch(level).is_tight() {
            return;
        }
        let node = self.branch(level).moved();
        let Raw::Branch(raw) = node.link().raw() else { unreachable!("a branch") };
        match level.checked_sub(1) {
            None => *self.root() = node,
            Some(above) => {
                let slot = self.slot(above);
                self.branch(above).replace(slot, node);
            }
        }
        self.step(level).branch = raw;
    }

    /// Adds to the sizes of all nodes on the way.
    #[inline]
    pub(super) fn resize(&mut self, by: isize) {
        for level in 0..self.depth {
            let slot = self.slot(level);
            self.branch(level).resize(slot, by);
        }
    }

    /// Brings the summaries of the nodes on the way up to date, after a write to items.
    ///
    /// If one panics, those above it may be old.
    #[inline]
    pub fn summarize(&mut self)
    where
        A: Summary<T>,
    {
        if A::KEPT {
            for level in (0..self.depth).rev() {
                let slot = self.slot(level);
                self.branch(level).summarize(slot);
            }
        }
    }

    /// Puts another leaf in the place of the leaf, which is given. Sizes stay.
    pub(super) fn swap_leaf(&mut self, leaf: Node<K, T, A, C>) -> Node<K, T, A, C> {
        let Raw::Leaf(raw) = leaf.link().raw() else { unreachable!("a leaf") };
        self.leaf = raw;
        match self.depth.checked_sub(1) {
            None => mem::replace(self.root(), leaf),
            Some(level) => {
                let slot = self.slot(level);
                self.branch(level).swap_child(slot, leaf)
            }
        }
    }

    /// Moves the items of the leaf to one with another capacity.
    pub(super) fn relocate(&mut self, capacity: usize) {
        let mut fresh = Fresh::new((), capacity);
        let len = self.leaf().len();
        self.leaf().move_to(0..len, &mut fresh.get(), 0);
        drop(self.swap_leaf(Node::leaf(fresh.share())));
    }
}
