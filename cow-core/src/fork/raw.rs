//! Links and forks: the one place that lays out, allocates and frees them, and that reads a link's
//! tag.

use super::side::{MAX_HEIGHT, Side};
use crate::block::{Block, Fresh, RawBlock};
use crate::count::{Atomic, Counter, RefCount};
use crate::sync::{self, Watch};
use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::num::NonZero;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::ptr::NonNull;

/// What lies at the address of a fork.
#[repr(C)]
pub(super) struct Fork<X, T, C: RefCount> {
    /// How many owners the fork has.
    pub(super) count: C::Counter,
    /// One more than the greater height of the children, and at most [`MAX_HEIGHT`]. Written only
    /// while the fork has one owner.
    pub(super) height: u32,
    /// Shows loom the accesses to everything but the count. No bytes otherwise.
    pub(super) watch: Watch,
    /// Left and right. Written only while the fork has one owner.
    pub(super) children: [Link<X, T, C>; 2],
    /// Written only while the fork has one owner.
    pub(super) data: X,
}

/// The address of a fork: copied freely, owning nothing.
///
/// A fork is **live** from [`allocate`](RawFork::allocate) to [`free`](RawFork::free); then the
/// pointer is valid for reads of all its fields. It is **exclusive** while its count is one and
/// whoever holds that owner lets nobody else reach it.
pub(super) struct RawFork<X, T, C: RefCount> {
    ptr: NonNull<Fork<X, T, C>>,
}

impl<X, T, C: RefCount> Clone for RawFork<X, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<X, T, C: RefCount> Copy for RawFork<X, T, C> {}

impl<X, T, C: RefCount> RawFork<X, T, C> {
    /// A new fork with one owner.
    ///
    /// # Panics
    /// If it would be higher than [`MAX_HEIGHT`].
    #[inline]
    pub(super) fn allocate(data: X, children: [Link<X, T, C>; 2]) -> Self {
        let height = height_above(&children);
        let layout = Layout::new::<Fork<X, T, C>>();
        // SAFETY: a fork has a size, for it has children.
        let ptr = unsafe { sync::allocate(layout) }.cast::<Fork<X, T, C>>();
        let fork = Fork { count: C::Counter::one(), height, watch: Watch::new(), children, data };
        // SAFETY: the allocation is new and laid out for a fork.
        unsafe { ptr.write(fork) };
        Self { ptr }
    }

    /// Gives the memory back, without dropping anything in it.
    ///
    /// # Safety
    /// The fork is live, and was not used by anyone since its last owner went away. Its children
    /// and data have been moved out or dropped. It is not live afterwards.
    #[inline]
    pub(super) unsafe fn free(self) {
        #[cfg(cow_loom)]
        {
            // loom checks at their drop that nobody else is at them.
            let fork = self.ptr.as_ptr();
            // SAFETY: the count is initialised, and not used again.
            unsafe { core::ptr::read(&raw const (*fork).count) };
            // SAFETY: as above.
            unsafe { core::ptr::read(&raw const (*fork).watch) };
        }
        // SAFETY: it was allocated with this layout.
        unsafe { sync::free(self.ptr.cast(), Layout::new::<Fork<X, T, C>>()) }
    }

    /// Children and data, moved out of the fork; its memory is given back.
    ///
    /// # Safety
    /// The fork is live, its last owner is given up, and nobody uses it hereafter.
    #[inline]
    pub(super) unsafe fn take(self) -> (X, [Link<X, T, C>; 2]) {
        // SAFETY: the fork is live.
        let data = unsafe { self.data() };
        // SAFETY: the data are initialised, and not used again in the fork.
        let data = unsafe { data.read() };
        // SAFETY: the fork is live.
        let children = unsafe { self.children() };
        // SAFETY: as the data.
        let children = unsafe { children.read() };
        // SAFETY: all has been moved out.
        unsafe { self.free() };
        (data, children)
    }

    /// Drops children and data in place, and gives the memory back.
    ///
    /// # Safety
    /// The fork is live, its last owner is gone, and nobody uses it hereafter.
    pub(super) unsafe fn destroy(self) {
        /// Frees the memory, whatever panics.
        struct Memory<X, T, C: RefCount>(RawFork<X, T, C>);
        impl<X, T, C: RefCount> Drop for Memory<X, T, C> {
            #[inline]
            fn drop(&mut self) {
                // SAFETY: children and data have been dropped, and nobody uses the fork.
                unsafe { self.0.free() }
            }
        }
        /// Drops the data, whatever the children do.
        struct Data<X>(NonNull<X>);
        impl<X> Drop for Data<X> {
            #[inline]
            fn drop(&mut self) {
                // SAFETY: the data are initialised, exclusive, and not used again.
                unsafe { self.0.drop_in_place() }
            }
        }

        // Locals are dropped from the last to the first: the memory at the end, also on a panic.
        let memory = Memory(self);
        // SAFETY: the fork is live.
        let _data = Data(unsafe { memory.0.data() });
        // SAFETY: the fork is live.
        let children = unsafe { self.children() };
        // SAFETY: the children are initialised, exclusive, and not used again. Should the drop of
        // one panic, the other is dropped all the same.
        unsafe { children.drop_in_place() };
    }

    /// The fork, to be read.
    ///
    /// # Safety
    /// It is live for `'a`, during which nobody has exclusive access.
    #[inline]
    pub(super) unsafe fn get<'a>(self) -> &'a Fork<X, T, C> {
        // SAFETY: the fork is live, and nobody writes to it, by this function's contract.
        unsafe { self.ptr.as_ref() }
    }

    /// The count alone, which may be touched whoever else uses the fork.
    ///
    /// # Safety
    /// The fork is live for `'a`.
    #[inline]
    pub(super) unsafe fn count<'a>(self) -> &'a C::Counter {
        // SAFETY: the fork is live, and its count is never borrowed mutably.
        unsafe { &(*self.ptr.as_ptr()).count }
    }

    /// The watch alone.
    ///
    /// # Safety
    /// The fork is live for `'a`.
    #[inline]
    pub(super) unsafe fn watch<'a>(self) -> &'a Watch {
        // SAFETY: the fork is live, and its watch is never borrowed mutably.
        unsafe { &(*self.ptr.as_ptr()).watch }
    }

    /// The height.
    ///
    /// # Safety
    /// The fork is live.
    #[inline]
    pub(super) unsafe fn height(self) -> usize {
        // SAFETY: the field is initialised.
        unsafe { (*self.ptr.as_ptr()).height as usize }
    }

    /// Computes the height from those of the children.
    ///
    /// # Safety
    /// The fork is live and exclusive.
    ///
    /// # Panics
    /// If it would exceed [`MAX_HEIGHT`].
    #[inline]
    pub(super) unsafe fn measure(self) {
        let fork = self.ptr.as_ptr();
        // SAFETY: the fork is live and exclusive.
        let height = height_above(unsafe { &(*fork).children });
        // SAFETY: as above.
        unsafe { (*fork).height = height };
    }

    /// The place of a child.
    ///
    /// # Safety
    /// The fork is live.
    #[inline]
    pub(super) unsafe fn child(self, side: Side) -> NonNull<Link<X, T, C>> {
        // SAFETY: the fork is live.
        let children = unsafe { self.children() }.cast::<Link<X, T, C>>();
        // SAFETY: a side is 0 or 1, and there are two children.
        unsafe { children.add(side as usize) }
    }

    /// The place of the children.
    ///
    /// # Safety
    /// The fork is live.
    #[inline]
    unsafe fn children(self) -> NonNull<[Link<X, T, C>; 2]> {
        // SAFETY: the fork is live.
        let children = unsafe { &raw mut (*self.ptr.as_ptr()).children };
        // SAFETY: it lies in an allocation, and is so not null.
        unsafe { NonNull::new_unchecked(children) }
    }

    /// The place of the data.
    ///
    /// # Safety
    /// The fork is live.
    #[inline]
    pub(super) unsafe fn data(self) -> NonNull<X> {
        // SAFETY: the fork is live.
        let data = unsafe { &raw mut (*self.ptr.as_ptr()).data };
        // SAFETY: it lies in an allocation, and is so not null.
        unsafe { NonNull::new_unchecked(data) }
    }
}

/// The height of a fork with these children.
#[inline]
fn height_above<X, T, C: RefCount>([left, right]: &[Link<X, T, C>; 2]) -> u32 {
    let height = 1 + left.height().max(right.height());
    assert!(height <= MAX_HEIGHT, "a tree higher than {MAX_HEIGHT}");
    height as u32
}

/// Set in the word of a link to a fork, clear in that of a link to a leaf.
const FORK: usize = 1;

/// The word of a link: the address of a live node, and whether it is a fork.
///
/// Forks are aligned to a pointer and blocks to 16 bytes, so the lowest bit is free.
pub(super) struct Word<X, T, C: RefCount> {
    bits: NonNull<()>,
    nodes: PhantomData<RawFork<X, T, C>>,
}

impl<X, T, C: RefCount> Clone for Word<X, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<X, T, C: RefCount> Copy for Word<X, T, C> {}

impl<X, T, C: RefCount> PartialEq for Word<X, T, C> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}

/// A node's address with its shape.
pub(super) enum Raw<X, T, C: RefCount> {
    Fork(RawFork<X, T, C>),
    Leaf(RawBlock<(), T, C>),
}

impl<X, T, C: RefCount> Word<X, T, C> {
    /// The word for a leaf.
    #[inline]
    pub(super) fn leaf(raw: RawBlock<(), T, C>) -> Self {
        Self { bits: raw.address(), nodes: PhantomData }
    }

    /// The word for a fork.
    #[inline]
    pub(super) fn fork(raw: RawFork<X, T, C>) -> Self {
        let bits = raw.ptr.cast::<()>().map_addr(|address| address | FORK);
        Self { bits, nodes: PhantomData }
    }

    /// Whether it is a fork's.
    #[inline]
    pub(super) fn is_fork(self) -> bool {
        self.bits.addr().get() & FORK != 0
    }

    /// The node's address with the tag in it.
    #[inline]
    pub(super) fn bits(self) -> NonNull<()> {
        self.bits
    }

    /// The node's address.
    #[inline]
    pub(super) fn address(self) -> NonNull<()> {
        self.bits.map_addr(|address| {
            // A node does not lie at address 0 or 1.
            NonZero::new(address.get() & !FORK).unwrap_or(address)
        })
    }

    /// The node.
    #[inline]
    pub(super) fn raw(self) -> Raw<X, T, C> {
        if self.is_fork() {
            // SAFETY: the tag is set, so the byte before is the fork's first.
            let ptr = unsafe { self.bits.cast::<u8>().sub(FORK) }.cast::<Fork<X, T, C>>();
            Raw::Fork(RawFork { ptr })
        } else {
            Raw::Leaf(RawBlock::from_address(self.bits))
        }
    }

    /// The count of either kind of node.
    ///
    /// # Safety
    /// The node is live for `'a`.
    #[inline]
    pub(super) unsafe fn count<'a>(self) -> &'a C::Counter {
        match self.raw() {
            // SAFETY: the fork is live.
            Raw::Fork(fork) => unsafe { fork.count() },
            // SAFETY: the block is live.
            Raw::Leaf(block) => unsafe { block.count() },
        }
    }

    /// The height of either kind of node.
    ///
    /// # Safety
    /// The node is live.
    #[inline]
    pub(super) unsafe fn height(self) -> usize {
        match self.raw() {
            // SAFETY: the fork is live.
            Raw::Fork(fork) => unsafe { fork.height() },
            Raw::Leaf(_) => 0,
        }
    }
}

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
pub struct Link<X, T, C: RefCount> {
    /// The node is live, and one of its owners is this one.
    word: Word<X, T, C>,
    content: PhantomData<(X, T)>,
}

// SAFETY: through a clone in another thread data and items are read there, and dropped there if it
// is the last: so they have to be both `Sync` and `Send`. The counts are atomic.
unsafe impl<X: Send + Sync, T: Send + Sync> Send for Link<X, T, Atomic> {}
// SAFETY: as for `Send`; a `&Link` can be cloned into an owner.
unsafe impl<X: Send + Sync, T: Send + Sync> Sync for Link<X, T, Atomic> {}

// A shared node may be observed after a panic through another owner, as with `Arc`.
impl<X: RefUnwindSafe, T: RefUnwindSafe, C: RefCount> UnwindSafe for Link<X, T, C> {}
impl<X: RefUnwindSafe, T: RefUnwindSafe, C: RefCount> RefUnwindSafe for Link<X, T, C> {}

impl<X, T, C: RefCount> Link<X, T, C> {
    /// A link to a leaf.
    #[inline]
    pub fn leaf(block: Block<(), T, C>) -> Self {
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
    pub(super) unsafe fn from_word(word: Word<X, T, C>) -> Self {
        Self { word, content: PhantomData }
    }

    #[inline]
    pub(super) fn word(&self) -> Word<X, T, C> {
        self.word
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

    /// Whether both own one node.
    #[inline]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.word == other.word
    }

    /// Drops this owner. If it was the last one of a fork, data and children stay with the caller.
    pub fn into_parts(self) -> Option<(X, [Self; 2])> {
        let word = ManuallyDrop::new(self).word;
        // SAFETY: the node is live.
        if !unsafe { word.count() }.decrement() {
            return None;
        }
        match word.raw() {
            Raw::Fork(fork) => {
                // SAFETY: the fork is live.
                unsafe { fork.watch() }.write();
                // SAFETY: the fork is live, and its last owner is gone.
                Some(unsafe { fork.take() })
            }
            Raw::Leaf(block) => {
                // SAFETY: the block is live, and its last owner is gone.
                drop(unsafe { Fresh::<(), T, C>::from_raw(block) });
                None
            }
        }
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
unsafe fn destroy<X, T, C: RefCount>(word: Word<X, T, C>) {
    match word.raw() {
        Raw::Fork(fork) => {
            // SAFETY: the fork is live.
            unsafe { fork.watch() }.write();
            // SAFETY: by this function's contract.
            unsafe { fork.destroy() }
        }
        // SAFETY: by this function's contract.
        Raw::Leaf(block) => drop(unsafe { Fresh::<(), T, C>::from_raw(block) }),
    }
}

impl<X, T, C: RefCount> Drop for Link<X, T, C> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the node is live.
        if unsafe { self.word.count() }.decrement() {
            // SAFETY: the last owner is gone.
            unsafe { destroy(self.word) };
        }
    }
}
