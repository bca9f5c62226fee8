//! Leaves and fans, borrowed.

use super::link::{IntoLinks, Link, Root};
use super::node;
use super::word::{Child, RawFan, SLOT_BITS, SLOTS, Word};
use crate::NodeInfo;
use crate::block::BlockRef;
use crate::count::{Atomic, RefCount};
use crate::tagged::TagRef;
use core::fmt;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ptr::NonNull;

/// A borrow of a node, read only.
pub enum View<'a, T, C: RefCount> {
    /// A fan.
    Fan(FanRef<'a, T, C>),
    /// A leaf.
    Leaf(TagRef<'a, T, C>),
}

impl<T, C: RefCount> Clone for View<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for View<'_, T, C> {}

impl<'a, T, C: RefCount> View<'a, T, C> {
    /// A borrow of the node that `word` leads to.
    ///
    /// # Safety
    /// The node is live for `'a`, during which nobody has exclusive access to it.
    #[inline]
    pub(super) unsafe fn from_word(word: Word<T, C>) -> Self {
        match word.child() {
            Child::Fan(raw) => View::Fan(FanRef { raw, borrow: PhantomData }),
            // SAFETY: by this function's contract; a leaf in a fan or link is a tagged block.
            Child::Leaf(raw) => View::Leaf(unsafe { TagRef::from_raw(raw) }),
        }
    }

    /// Whether both are borrows of one node.
    #[inline]
    pub fn same(self, other: View<'_, T, C>) -> bool {
        self.address() == other.address()
    }

    /// Where the node lies: its identity, as long as somebody owns it.
    #[inline]
    pub fn address(self) -> NonNull<()> {
        match self {
            View::Fan(fan) => fan.address(),
            View::Leaf(leaf) => leaf.address(),
        }
    }

    /// One more owner.
    #[inline]
    pub fn to_link(self) -> Link<T, C> {
        match self {
            View::Fan(fan) => fan.to_link(),
            View::Leaf(leaf) => Link::leaf(leaf.to_block()),
        }
    }

    /// Address, size, owners and elements of the node.
    pub fn info(self) -> NodeInfo {
        match self {
            View::Fan(fan) => fan.info(),
            View::Leaf(leaf) => leaf.info(),
        }
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for View<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            View::Fan(fan) => fan.fmt(f),
            View::Leaf(leaf) => leaf.fmt(f),
        }
    }
}

/// A borrow of a fan: one word, `Copy`, read only.
pub struct FanRef<'a, T, C: RefCount> {
    /// Live for `'a`, during which nobody has exclusive access.
    raw: RawFan<T, C>,
    borrow: PhantomData<&'a T>,
}

impl<T, C: RefCount> Clone for FanRef<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for FanRef<'_, T, C> {}

// SAFETY: a view reads the items below, and can become an owner (`to_link`), which may drop or move
// them in the other thread: so they have to be both `Send` and `Sync`.
unsafe impl<T: Send + Sync> Send for FanRef<'_, T, Atomic> {}
// SAFETY: as for `Send`; a `&FanRef` is as good as a copy of it.
unsafe impl<T: Send + Sync> Sync for FanRef<'_, T, Atomic> {}

impl<'a, T, C: RefCount> FanRef<'a, T, C> {
    /// The child in a slot, of whose number only the four lowest bits count.
    #[inline]
    pub fn child(self, slot: usize) -> View<'a, T, C> {
        // SAFETY: the child is live for `'a`, since the fan is, and nobody has exclusive access to
        // it, for that leads through exclusive access to the fan.
        unsafe { View::from_word(self.word(slot)) }
    }

    /// Asks the processor for the child in a slot, which will be read soon: for a fan, or for the
    /// beginning of a leaf.
    #[inline]
    pub fn prefetch(self, slot: usize) {
        self.word(slot).prefetch();
    }

    /// How many slots the child in this slot fills: 1, 2, 4 or 8.
    #[inline]
    pub fn run(self, slot: usize) -> usize {
        self.word(slot).span() + 1
    }

    /// How many bits of the hash choose the child in this slot within the fan: 1 to 4.
    #[inline]
    pub fn depth(self, slot: usize) -> u32 {
        SLOT_BITS - self.run(slot).ilog2()
    }

    /// Whether the run of a child begins at this slot.
    #[inline]
    pub fn begins_at(self, slot: usize) -> bool {
        self.word(slot).begins_at(slot)
    }

    /// All children, with the first slot of each.
    #[inline]
    pub fn children(self) -> impl Iterator<Item = (usize, View<'a, T, C>)> {
        (0..SLOTS)
            .filter(move |&slot| self.begins_at(slot))
            .map(move |slot| (slot, self.child(slot)))
    }

    /// A copy of the fan that has `child` instead of the child in this slot. The other children get
    /// one owner more.
    ///
    /// # Panics
    /// If `child` is a fan and the run has more than one slot.
    #[inline]
    pub fn with(self, slot: usize, child: Link<T, C>) -> Link<T, C> {
        let word = child.into_run(self.word(slot).span());
        // SAFETY: the fan is live for `'a` and not written to; the word has the span of the run,
        // and was an owner.
        let copy = unsafe { node::copy_with(self.raw, slot, word) };
        // SAFETY: the copy is new, and so has one owner.
        unsafe { Link::from_word(Word::fan(copy)) }
    }

    /// A copy of the fan. All children get one owner more.
    #[inline]
    pub fn duplicate(self) -> Link<T, C> {
        // SAFETY: the fan is live for `'a`, and not written to.
        let copy = unsafe { node::copy(self.raw) };
        // SAFETY: the copy is new, and so has one owner.
        unsafe { Link::from_word(Word::fan(copy)) }
    }

    /// Whether both are borrows of one fan.
    #[inline]
    pub fn same(self, other: FanRef<'_, T, C>) -> bool {
        self.address() == other.address()
    }

    /// Where the fan lies: its identity, as long as somebody owns it.
    #[inline]
    pub fn address(self) -> NonNull<()> {
        self.raw.address()
    }

    /// One more owner.
    #[inline]
    pub fn to_link(self) -> Link<T, C> {
        // SAFETY: the fan is live, and has an owner, which `ManuallyDrop` leaves alone.
        let owner = ManuallyDrop::new(unsafe { Link::from_word(Word::fan(self.raw)) });
        Link::clone(&owner)
    }

    /// Address, size and owners of the fan.
    pub fn info(self) -> NodeInfo {
        // SAFETY: the fan is live for `'a`, and not written to.
        unsafe { BlockRef::from_raw(self.raw) }.info()
    }

    #[inline]
    fn word(self, slot: usize) -> Word<T, C> {
        // SAFETY: the fan is live for `'a`.
        unsafe { self.raw.watch() }.read();
        // SAFETY: the fan is live for `'a`, and not written to.
        unsafe { node::word(self.raw, slot) }
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for FanRef<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.children()).finish()
    }
}

impl<T, C: RefCount> Link<T, C> {
    /// A borrow that is one word.
    #[inline]
    pub fn view(&self) -> View<'_, T, C> {
        // SAFETY: the node is live while the link is, and exclusive access needs a `&mut` to that.
        unsafe { View::from_word(self.word()) }
    }
}

impl<T, C: RefCount> IntoLinks<T, C> {
    /// Borrows of the children that are left.
    pub fn rest(&self) -> impl Iterator<Item = View<'_, T, C>> {
        // SAFETY: the children are live while they are owned, which is as long as `self` is borrowed.
        self.words().map(|word| unsafe { View::from_word(word) })
    }
}

impl<T, C: RefCount> Root<T, C> {
    /// A borrow of the node, if there is one.
    #[inline]
    pub fn view(&self) -> Option<View<'_, T, C>> {
        self.link().map(Link::view)
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for Link<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for Root<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}
