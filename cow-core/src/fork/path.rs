//! The way from the root to a leaf and back.

use super::exclusive::ForkMut;
use super::raw::{Link, Raw, RawFork};
use super::side::{MAX_HEIGHT, Side};
use super::view::ForkRef;
use crate::block::{BlockMut, BlockRef, RawBlock};
use crate::count::{Counter, RefCount};
use core::marker::PhantomData;
use core::mem::{self, MaybeUninit};
use core::ptr::NonNull;

/// Room for the forks on a path, on the caller's stack, so that a [`Path`] is a few words.
pub struct Trail<X, T, C: RefCount> {
    forks: [MaybeUninit<RawFork<X, T, C>>; MAX_HEIGHT],
}

impl<X, T, C: RefCount> Trail<X, T, C> {
    /// Room, not initialised.
    #[inline]
    #[must_use]
    pub fn new() -> Self {
        Self { forks: [const { MaybeUninit::uninit() }; MAX_HEIGHT] }
    }
}

impl<X, T, C: RefCount> Default for Trail<X, T, C> {
    fn default() -> Self {
        Self::new()
    }
}

/// The forks from the root down to some place.
struct Steps<'a, 't, X, T, C: RefCount> {
    /// Exclusive for `'a`.
    root: NonNull<Link<X, T, C>>,
    /// The first `depth` entries are set. Each of these forks is live, and the child of the one
    /// before on the side that `sides` says; the first is what the root leads to.
    trail: &'t mut Trail<X, T, C>,
    /// At most [`MAX_HEIGHT`].
    depth: usize,
    /// Bit `i` is set if the way goes right at fork `i`.
    sides: u64,
    borrow: PhantomData<&'a mut Link<X, T, C>>,
}

impl<X, T, C: RefCount> Steps<'_, '_, X, T, C> {
    #[inline]
    fn fork(&self, level: usize) -> RawFork<X, T, C> {
        assert!(level < self.depth);
        // SAFETY: the first `depth` entries are set.
        unsafe { self.trail.forks[level].assume_init() }
    }

    #[inline]
    fn side(&self, level: usize) -> Side {
        Side::right_if(self.sides >> level & 1 != 0)
    }

    #[inline]
    fn push(&mut self, fork: RawFork<X, T, C>, side: Side) {
        // No overflow: the heights fall strictly on the way down, from MAX_HEIGHT at most.
        self.trail.forks[self.depth].write(fork);
        self.sides |= (side as u64) << self.depth;
        self.depth += 1;
    }

    /// The link that leads to level `level`: the root, or a child of the fork above.
    #[inline]
    fn place(&self, level: usize) -> NonNull<Link<X, T, C>> {
        match level.checked_sub(1) {
            None => self.root,
            Some(above) => {
                let side = self.side(above);
                // SAFETY: the fork is live.
                unsafe { self.fork(above).child(side) }
            }
        }
    }
}

/// A way from the root to a leaf. Its upper part has one owner each, the rest may be shared.
pub struct Path<'a, 't, X, T, C: RefCount> {
    /// `depth` is that of the leaf. All forks are live for `'a`.
    steps: Steps<'a, 't, X, T, C>,
    /// So many forks, from the root on, have one owner, and are so exclusive for `'a`. At most
    /// `depth`.
    unique: usize,
    /// The leaf, live for `'a`.
    leaf: RawBlock<(), T, C>,
}

impl<'a, 't, X, T, C: RefCount> Path<'a, 't, X, T, C> {
    /// Goes down from `root`, at each fork to the side that `choose` says, with one test for
    /// sharing a level.
    #[inline]
    pub fn find(
        root: &'a mut Link<X, T, C>,
        trail: &'t mut Trail<X, T, C>,
        mut choose: impl FnMut(ForkRef<'_, X, T, C>) -> Side,
    ) -> Self {
        let mut word = root.word();
        let root = NonNull::from(root);
        let mut steps = Steps { root, trail, depth: 0, sides: 0, borrow: PhantomData };
        let mut unique = 0;
        let leaf = loop {
            let raw = match word.raw() {
                Raw::Leaf(leaf) => break leaf,
                Raw::Fork(raw) => raw,
            };
            // SAFETY: the fork is owned by the root or the fork above, which are live for `'a`.
            let fork = unsafe { ForkRef::from_raw(raw) };
            let [left, right] = fork.children();
            left.prefetch();
            right.prefetch();
            let side = choose(fork);
            // Only now, for a `ForkRef` can be made an owner.
            // SAFETY: the fork is live.
            if unique == steps.depth && unsafe { raw.count() }.is_unique() {
                unique += 1;
            }
            word = fork.child(side).word();
            steps.push(raw, side);
        };
        // SAFETY: the leaf is live.
        unsafe { BlockRef::from_raw(leaf) }.prefetch(1024 / size_of::<T>().max(1));
        Self { steps, unique, leaf }
    }

    /// How many forks there are above the leaf.
    #[inline]
    pub fn depth(&self) -> usize {
        self.steps.depth
    }

    /// The leaf.
    #[inline]
    pub fn leaf(&self) -> BlockRef<'_, (), T, C> {
        // SAFETY: live for `'a`, and nobody has exclusive access while `self` is borrowed.
        unsafe { BlockRef::from_raw(self.leaf) }
    }

    /// Makes every node on the way one that has no other owner: shared ones are copied, bottom-up,
    /// a leaf with room for `capacity` items.
    ///
    /// If a `clone` panics, the tree is as it was.
    #[inline]
    pub fn own(self, capacity: usize) -> OwnPath<'a, 't, X, T, C>
    where
        X: Clone,
        T: Clone,
    {
        // The leaf is asked only now, for its `BlockRef` can be made an owner.
        // SAFETY: the leaf is live.
        if self.unique < self.steps.depth || !unsafe { self.leaf.count() }.is_unique() {
            return self.copy(capacity);
        }
        OwnPath { steps: self.steps, leaf: self.leaf }
    }

    /// The same way, if every node on it has one owner: nothing needs to be copied.
    #[inline]
    pub fn unique(self) -> Option<OwnPath<'a, 't, X, T, C>> {
        // As in `own`.
        // SAFETY: the leaf is live.
        if self.unique < self.steps.depth || !unsafe { self.leaf.count() }.is_unique() {
            return None;
        }
        Some(OwnPath { steps: self.steps, leaf: self.leaf })
    }

    /// Copies from the first shared node on.
    #[inline(never)]
    fn copy(self, capacity: usize) -> OwnPath<'a, 't, X, T, C>
    where
        X: Clone,
        T: Clone,
    {
        let mut below = Link::leaf(self.leaf().duplicate(capacity).share());
        let Raw::Leaf(leaf) = below.word().raw() else { unreachable!("it was made of a leaf") };
        for level in (self.unique..self.steps.depth).rev() {
            // SAFETY: live for `'a`, and shared, so nobody has exclusive access.
            let fork = unsafe { ForkRef::from_raw(self.steps.fork(level)) };
            below = fork.with(self.steps.side(level), below);
            // The trail now names the copy. No `clone` can make the caller see this half done: a
            // panic ends the path, which was moved in.
            if let Raw::Fork(copy) = below.word().raw() {
                self.steps.trail.forks[level].write(copy);
            }
        }
        let mut place = self.steps.place(self.unique);
        // SAFETY: the place is the root, or lies in a fork that is exclusive for `'a`.
        let place = unsafe { place.as_mut() };
        mem::replace(place, below).release_shared();
        OwnPath { steps: self.steps, leaf }
    }
}

/// A way from the root to a leaf, of which every node has one owner.
pub struct OwnPath<'a, 't, X, T, C: RefCount> {
    /// All forks are exclusive for `'a`.
    steps: Steps<'a, 't, X, T, C>,
    /// Exclusive for `'a`.
    leaf: RawBlock<(), T, C>,
}

impl<'a, 't, X, T, C: RefCount> OwnPath<'a, 't, X, T, C> {
    /// The leaf.
    #[inline]
    pub fn leaf(&mut self) -> BlockMut<'_, (), T, C> {
        // SAFETY: exclusive for `'a`, and borrowed along with `self`.
        unsafe { BlockMut::from_raw(self.leaf) }
    }

    /// The leaf, for as long as the tree is borrowed.
    #[inline]
    pub fn into_leaf(self) -> BlockMut<'a, (), T, C> {
        // SAFETY: exclusive for `'a`, and `self` is used up.
        unsafe { BlockMut::from_raw(self.leaf) }
    }

    /// How many forks there are above the leaf.
    #[inline]
    pub fn depth(&self) -> usize {
        self.steps.depth
    }

    /// To which side the way goes at fork `level`, counted from the root.
    #[inline]
    pub fn side(&self, level: usize) -> Side {
        self.steps.side(level)
    }

    /// The child of fork `level` that is not on the way.
    ///
    /// # Panics
    /// If there is no such fork.
    #[inline]
    pub fn sibling(&mut self, level: usize) -> &mut Link<X, T, C> {
        let (fork, side) = (self.steps.fork(level), self.steps.side(level));
        // SAFETY: the fork is live.
        let mut sibling = unsafe { fork.child(side.other()) };
        // SAFETY: exclusive for `'a` as its fork is, and borrowed along with `self`; the path goes
        // by the other child.
        unsafe { sibling.as_mut() }
    }

    /// The height of the child of fork `level` that is on the way.
    #[inline]
    pub fn height(&self, level: usize) -> usize {
        // SAFETY: live for `'a`.
        unsafe { self.steps.place(level + 1).as_ref() }.height()
    }

    /// The data of the forks on the way, from the leaf up to the root.
    #[inline]
    pub fn for_each_fork(&mut self, f: impl FnMut(&mut X)) {
        self.steps.for_each_fork(f);
    }

    /// Goes up, from the leaf.
    #[inline]
    pub fn ascend(self) -> Ascent<'a, 't, X, T, C> {
        Ascent { steps: self.steps }
    }
}

impl<X, T, C: RefCount> Steps<'_, '_, X, T, C> {
    /// Calls `f` for the data of all forks, which the caller knows to be exclusive.
    #[inline]
    fn for_each_fork(&mut self, mut f: impl FnMut(&mut X)) {
        for level in (0..self.depth).rev() {
            // SAFETY: every caller's forks are exclusive, and borrowed along with it.
            let fork = unsafe { ForkMut::from_raw(self.fork(level)) };
            f(fork.into_parts().0);
        }
    }
}

/// The way back up: at every level, the place of the node there.
pub struct Ascent<'a, 't, X, T, C: RefCount> {
    /// All forks are exclusive for `'a`.
    steps: Steps<'a, 't, X, T, C>,
}

impl<X, T, C: RefCount> Ascent<'_, '_, X, T, C> {
    /// The place of the node at this level: the leaf's at first. It may be changed at will, for
    /// only the nodes above are still on the way.
    #[inline]
    pub fn place(&mut self) -> &mut Link<X, T, C> {
        let mut place = self.steps.place(self.steps.depth);
        // SAFETY: the root, or a child of an exclusive fork; borrowed along with `self`.
        unsafe { place.as_mut() }
    }

    /// Goes one fork up, and tells on which side of it the last place was. `None` at the root.
    #[inline]
    pub fn up(&mut self) -> Option<Side> {
        self.steps.depth = self.steps.depth.checked_sub(1)?;
        Some(self.steps.side(self.steps.depth))
    }

    /// The data of the forks above this level, up to the root.
    #[inline]
    pub fn for_each_fork(&mut self, f: impl FnMut(&mut X)) {
        self.steps.for_each_fork(f);
    }
}
