//! Nodes, borrowed.

use super::raw::{Fork, Link, Raw, RawFork, Word};
use super::side::Side;
use crate::NodeInfo;
use crate::block::BlockRef;
use crate::count::{Atomic, Counter, RefCount};
use crate::prefetch::prefetch;
use core::fmt;
use core::marker::PhantomData;

/// A node, read only.
pub enum View<'a, X, T, C: RefCount> {
    /// An inner node.
    Fork(ForkRef<'a, X, T, C>),
    /// A leaf.
    Leaf(BlockRef<'a, (), T, C>),
}

/// A borrow of a [`Link`]: one word, `Copy`, read only.
pub struct LinkRef<'a, X, T, C: RefCount> {
    /// The node is live for `'a`, during which nobody has exclusive access; it is owned by a
    /// [`Link`].
    word: Word<X, T, C>,
    borrow: PhantomData<&'a (X, T)>,
}

/// A borrow of a fork: one word, `Copy`, read only.
pub struct ForkRef<'a, X, T, C: RefCount> {
    /// Live for `'a`, during which nobody has exclusive access; owned by a [`Link`].
    raw: RawFork<X, T, C>,
    borrow: PhantomData<&'a (X, T)>,
}

macro_rules! view {
    ($($name:ident)*) => {$(
        impl<X, T, C: RefCount> Clone for $name<'_, X, T, C> {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<X, T, C: RefCount> Copy for $name<'_, X, T, C> {}

        // SAFETY: a view reads data and items, and can become an owner of its own, which may drop
        // or move them in the other thread: so they have to be both `Send` and `Sync`.
        unsafe impl<X: Send + Sync, T: Send + Sync> Send for $name<'_, X, T, Atomic> {}
        // SAFETY: as for `Send`; a reference to a view is as good as a copy of it.
        unsafe impl<X: Send + Sync, T: Send + Sync> Sync for $name<'_, X, T, Atomic> {}
    )*};
}

view!(LinkRef ForkRef);

impl<X, T, C: RefCount> Clone for View<'_, X, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<X, T, C: RefCount> Copy for View<'_, X, T, C> {}

impl<X, T, C: RefCount> Link<X, T, C> {
    /// A borrow that is one word.
    #[inline]
    pub fn borrow(&self) -> LinkRef<'_, X, T, C> {
        // SAFETY: the node is live while `self` is, and exclusive access needs a `&mut` to it.
        unsafe { LinkRef::from_word(self.word()) }
    }

    /// The node.
    #[inline]
    pub fn view(&self) -> View<'_, X, T, C> {
        self.borrow().view()
    }
}

impl<'a, X, T, C: RefCount> LinkRef<'a, X, T, C> {
    /// A borrow of the node at `word`.
    ///
    /// # Safety
    /// It is live for `'a`, during which nobody has exclusive access, and owned by a [`Link`].
    #[inline]
    pub(super) unsafe fn from_word(word: Word<X, T, C>) -> Self {
        Self { word, borrow: PhantomData }
    }

    #[inline]
    pub(super) fn word(self) -> Word<X, T, C> {
        self.word
    }

    /// The node.
    #[inline]
    pub fn view(self) -> View<'a, X, T, C> {
        match self.word.raw() {
            // SAFETY: by the invariant of `word`.
            Raw::Fork(raw) => View::Fork(unsafe { ForkRef::from_raw(raw) }),
            // SAFETY: by the invariant of `word`.
            Raw::Leaf(raw) => View::Leaf(unsafe { BlockRef::from_raw(raw) }),
        }
    }

    /// How many forks lie on the longest way down: zero for a leaf.
    #[inline]
    pub fn height(self) -> usize {
        // SAFETY: the node is live for `'a`.
        unsafe { self.word.height() }
    }

    /// Starts to fetch the node.
    #[inline]
    pub fn prefetch(self) {
        // The tag does not lead out of the line.
        prefetch(self.word.bits(), 0);
    }

    /// Whether both are borrows of one node.
    #[inline]
    pub fn same(self, other: LinkRef<'_, X, T, C>) -> bool {
        self.word == other.word
    }

    /// One more owner.
    #[inline]
    pub fn to_link(self) -> Link<X, T, C> {
        // SAFETY: the node is live for `'a`.
        unsafe { self.word.count() }.increment();
        // SAFETY: the node is live, and the owner just counted is handed over.
        unsafe { Link::from_word(self.word) }
    }

    /// Address, size, owners and elements of the node.
    pub fn info(self) -> NodeInfo {
        match self.view() {
            View::Leaf(leaf) => leaf.info().with_items(leaf.len()),
            View::Fork(fork) => {
                let address = self.word.address().addr().get();
                // SAFETY: the fork is live for `'a`.
                let owners = unsafe { fork.raw.count() }.get();
                NodeInfo::new(address, size_of::<Fork<X, T, C>>(), owners)
            }
        }
    }
}

impl<'a, X, T, C: RefCount> ForkRef<'a, X, T, C> {
    /// A borrow of the fork at `raw`.
    ///
    /// # Safety
    /// It is live for `'a`, during which nobody has exclusive access, and owned by a [`Link`].
    #[inline]
    pub(super) unsafe fn from_raw(raw: RawFork<X, T, C>) -> Self {
        Self { raw, borrow: PhantomData }
    }

    #[inline]
    fn get(self) -> &'a Fork<X, T, C> {
        // SAFETY: by the invariant of `raw`.
        let fork = unsafe { self.raw.get() };
        fork.watch.read();
        fork
    }

    /// The data.
    #[inline]
    pub fn data(self) -> &'a X {
        &self.get().data
    }

    /// One more than the greater height of the children.
    #[inline]
    pub fn height(self) -> usize {
        self.get().height as usize
    }

    /// A child.
    #[inline]
    pub fn child(self, side: Side) -> LinkRef<'a, X, T, C> {
        self.get().children[side as usize].borrow()
    }

    /// Left and right child.
    #[inline]
    pub fn children(self) -> [LinkRef<'a, X, T, C>; 2] {
        let [left, right] = &self.get().children;
        [left.borrow(), right.borrow()]
    }

    /// The link that leads here.
    #[inline]
    pub fn link(self) -> LinkRef<'a, X, T, C> {
        // SAFETY: by the invariant of `raw`.
        unsafe { LinkRef::from_word(Word::fork(self.raw)) }
    }

    /// A copy with another child on one side; the child on the other side is shared.
    ///
    /// If the `clone` of the data panics, `child` is dropped.
    #[inline]
    pub fn with(self, side: Side, child: Link<X, T, C>) -> Link<X, T, C>
    where
        X: Clone,
    {
        let data = self.data().clone();
        let sibling = self.child(side.other()).to_link();
        match side {
            Side::Left => Link::fork(data, child, sibling),
            Side::Right => Link::fork(data, sibling, child),
        }
    }
}

impl<X: fmt::Debug, T: fmt::Debug, C: RefCount> fmt::Debug for LinkRef<'_, X, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.view() {
            View::Leaf(leaf) => f.debug_list().entries(leaf.slice()).finish(),
            View::Fork(fork) => {
                let [left, right] = fork.children();
                f.debug_tuple("Fork").field(fork.data()).field(&left).field(&right).finish()
            }
        }
    }
}
