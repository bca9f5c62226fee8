//! One owner of a node.

use super::exclusive::NodeMut;
use super::raw::{Raw, RawFork, Word};
use super::view::{LinkRef, View};
use super::{ForkMut, ForkRef};
use crate::block::{Block, BlockMut, Fresh};
use crate::count::{Atomic, Count, Kind};
use core::fmt;
use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop};
use core::panic::{RefUnwindSafe, UnwindSafe};

/// One owner of a leaf or of a fork. `clone` adds one to its count; the last drop frees it.
///
/// ```
/// use cow_core::Atomic;
/// use cow_core::block::Fresh;
/// use cow_core::fork::{Link, Side, View};
///
/// let leaf = |items: &[u32]| {
///     let mut fresh = Fresh::<(), u32, Atomic>::new((), items.len());
///     fresh.get().extend_from_slice(items);
///     Link::leaf(fresh.share())
/// };
/// let tree = Link::fork("data", leaf(&[1, 2]), leaf(&[3]));
/// let View::Fork(fork) = tree.view() else { unreachable!() };
/// assert_eq!((*fork.data(), tree.height()), ("data", 1));
///
/// // A path copy: the other child is shared.
/// let copy = fork.with(Side::Right, leaf(&[4]));
/// let View::Fork(copied) = copy.view() else { unreachable!() };
/// assert!(copied.child(Side::Left).same(fork.child(Side::Left)));
/// ```
pub struct Link<X, T, P: Kind> {
    /// The node is live, and one of its owners is this one.
    word: Word<X, T, P>,
    content: PhantomData<(X, T)>,
}

// SAFETY: through a clone in another thread data and items are read there, and dropped there if it
// is the last: so they have to be both `Sync` and `Send`. The counts are atomic.
unsafe impl<X: Send + Sync, T: Send + Sync> Send for Link<X, T, Atomic> {}
// SAFETY: as for `Send`; a `&Link` can be cloned into an owner.
unsafe impl<X: Send + Sync, T: Send + Sync> Sync for Link<X, T, Atomic> {}

// A shared node may be observed after a panic through another owner, as with `Arc`.
impl<X: RefUnwindSafe, T: RefUnwindSafe, P: Kind> UnwindSafe for Link<X, T, P> {}
impl<X: RefUnwindSafe, T: RefUnwindSafe, P: Kind> RefUnwindSafe for Link<X, T, P> {}

/// What a link led to, taken out of it.
pub enum Exposed<X, T, P: Kind> {
    /// A fork's data and children.
    Fork(X, Link<X, T, P>, Link<X, T, P>),
    /// A leaf.
    Leaf(Block<(), T, P>),
}

impl<X, T, P: Kind> Link<X, T, P> {
    /// A link to a leaf.
    #[inline]
    pub fn leaf(block: Block<(), T, P>) -> Self {
        Self { word: Word::leaf(block.into_raw()), content: PhantomData }
    }

    /// A link to a new fork.
    ///
    /// # Panics
    /// If it would be higher than [`MAX_HEIGHT`](super::MAX_HEIGHT).
    #[inline]
    pub fn fork(data: X, left: Self, right: Self) -> Self {
        let fork = RawFork::allocate(data, [left, right]);
        Self { word: Word::fork(fork), content: PhantomData }
    }

    /// Takes over one owner.
    ///
    /// # Safety
    /// The node is live, and the caller gives up one owner of it.
    #[inline]
    pub(super) unsafe fn from_word(word: Word<X, T, P>) -> Self {
        Self { word, content: PhantomData }
    }

    #[inline]
    pub(super) fn word(&self) -> Word<X, T, P> {
        self.word
    }

    /// A borrow that is one word.
    #[inline]
    pub fn borrow(&self) -> LinkRef<'_, X, T, P> {
        // SAFETY: the node is live while `self` is, and exclusive access needs a `&mut` to it.
        unsafe { LinkRef::from_word(self.word) }
    }

    /// The node.
    #[inline]
    pub fn view(&self) -> View<'_, X, T, P> {
        self.borrow().view()
    }

    /// How many forks lie on the longest way down: zero for a leaf.
    #[inline]
    pub fn height(&self) -> usize {
        // SAFETY: the node is live.
        unsafe { self.word.height() }
    }

    /// Whether this is the only owner. One load.
    #[inline]
    pub fn is_unique(&mut self) -> bool {
        // SAFETY: the node is live.
        unsafe { self.word.count() }.is_unique()
    }

    /// Exclusive access to the node, if this is its only owner.
    #[inline]
    pub fn get_mut(&mut self) -> Option<NodeMut<'_, X, T, P>> {
        if !self.is_unique() {
            return None;
        }
        // SAFETY: the only owner is this one, and it is borrowed mutably for as long.
        Some(unsafe { self.assume_unique() })
    }

    /// Exclusive access to the node, which is copied first if it has other owners: a leaf with room
    /// for `capacity` items, a fork with its children counted.
    ///
    /// If a `clone` panics, the link is as it was.
    #[inline]
    pub fn make_mut(&mut self, capacity: usize) -> NodeMut<'_, X, T, P>
    where
        X: Clone,
        T: Clone,
    {
        if !self.is_unique() {
            let copy = match self.view() {
                View::Fork(fork) => {
                    let [left, right] = fork.children();
                    Self::fork(fork.data().clone(), left.to_link(), right.to_link())
                }
                View::Leaf(leaf) => Self::leaf(leaf.duplicate(capacity).share()),
            };
            mem::replace(self, copy).release_shared();
        }
        // SAFETY: the only owner is this one, and it is borrowed mutably for as long.
        unsafe { self.assume_unique() }
    }

    /// Exclusive access without the test.
    ///
    /// # Safety
    /// This is the only owner.
    #[inline]
    unsafe fn assume_unique(&mut self) -> NodeMut<'_, X, T, P> {
        match self.word.raw() {
            // SAFETY: live, with one owner, which is borrowed mutably.
            Raw::Fork(fork) => NodeMut::Fork(unsafe { ForkMut::from_raw(fork) }),
            // SAFETY: live, with one owner, which is borrowed mutably.
            Raw::Leaf(block) => NodeMut::Leaf(unsafe { BlockMut::from_raw(block) }),
        }
    }

    /// Takes the node apart. A fork's parts are moved out if this is its only owner, and otherwise
    /// its data are cloned and its children counted.
    ///
    /// If the `clone` panics, this owner is dropped.
    #[inline]
    pub fn expose(mut self) -> Exposed<X, T, P>
    where
        X: Clone,
    {
        match self.word.raw() {
            Raw::Leaf(block) => {
                mem::forget(self);
                // SAFETY: the block is live, and `self` has given up its owner.
                Exposed::Leaf(unsafe { Block::from_raw(block) })
            }
            Raw::Fork(fork) if self.is_unique() => {
                // SAFETY: the fork is live.
                unsafe { fork.watch() }.write();
                mem::forget(self);
                // SAFETY: the fork is live, and `self` was its only owner and is given up.
                let (data, [left, right]) = unsafe { fork.take() };
                Exposed::Fork(data, left, right)
            }
            Raw::Fork(fork) => {
                // SAFETY: live while `self` is.
                let fork = unsafe { ForkRef::from_raw(fork) };
                let data = fork.data().clone();
                let [left, right] = fork.children().map(LinkRef::to_link);
                self.release_shared();
                Exposed::Fork(data, left, right)
            }
        }
    }

    /// Whether both own one node.
    #[inline]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.word == other.word
    }

    /// Drops an owner that is likely not the last, which is cheaper to do without looking first.
    #[inline]
    pub fn release_shared(self) {
        let word = ManuallyDrop::new(self).word;
        // SAFETY: the node is live.
        if unsafe { word.count() }.decrement_shared() {
            // SAFETY: the last owner is gone.
            unsafe { destroy(word) };
        }
    }
}

/// Frees a node and what it owned.
///
/// # Safety
/// It is live, its last owner is gone, and nobody uses it hereafter.
#[inline]
unsafe fn destroy<X, T, P: Kind>(word: Word<X, T, P>) {
    match word.raw() {
        Raw::Fork(fork) => {
            // SAFETY: the fork is live.
            unsafe { fork.watch() }.write();
            // SAFETY: by this function's contract.
            unsafe { fork.destroy() }
        }
        // SAFETY: by this function's contract.
        Raw::Leaf(block) => drop(unsafe { Fresh::<(), T, P>::from_raw(block) }),
    }
}

impl<X, T, P: Kind> Clone for Link<X, T, P> {
    #[inline]
    fn clone(&self) -> Self {
        self.borrow().to_link()
    }
}

impl<X, T, P: Kind> Drop for Link<X, T, P> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the node is live.
        if unsafe { self.word.count() }.decrement() {
            // SAFETY: the last owner is gone.
            unsafe { destroy(self.word) };
        }
    }
}

impl<X: fmt::Debug, T: fmt::Debug, P: Kind> fmt::Debug for Link<X, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.borrow().fmt(f)
    }
}
