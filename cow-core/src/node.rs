//! Counted nodes: the one place that lays them out, allocates, reads and frees them.
//!
//! ```text
//!   ┌─────────┬─────────┬──────┬───────────────────────────┐
//!   │ count   │ word    │ head │ arrays, as the shape says │
//!   └─────────┴─────────┴──────┴───────────────────────────┘
//!    4 bytes   4 bytes
//! ```
//!
//! Leaves, radix nodes and trie branches are [blocks](crate::block): their word is a length and a capacity, and they have
//! one array, of items. The word of a [B+-tree's](crate::btree) branch has its unit, height and length, and there are
//! several arrays.
//!
//! | type | stands for |
//! |---|---|
//! | [`RawNode`] | an address; of a shape, the type that [has one](Counted) |
//! | [`Live`] | a borrow of a node that is not freed meanwhile: its header is read without `unsafe` |
//! | [`Exclusive`] | the same without other accesses: what the test for a single owner returns |
//! | [`Memory`] | an allocation that is freed when the guard is dropped, whatever panics before |

use crate::count::{Counter, RefCount};
use crate::sync::{self, Watch};
use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem::offset_of;
use core::ptr::NonNull;

/// What every node begins with.
#[repr(C)]
struct Header<W, H, C: RefCount> {
    /// The owners of the node, or the shares that are held of it. First, whatever the shape.
    count: C::Counter,
    /// Four bytes of the shape's own. Written only while the node is exclusive.
    word: W,
    /// Shows loom the accesses to everything but the count. No bytes otherwise.
    watch: Watch,
    /// Written only while the node is exclusive.
    head: H,
}

/// The address of a node: copied freely, owning nothing.
///
/// A node is **live** from [`allocate`](Self::allocate) to [`into_memory`](Self::into_memory) or
/// [`reallocate`](Self::reallocate). While it is live, the pointer is valid for its whole allocation, and the header is
/// initialised. It is **exclusive** while nothing else may reach it.
pub(crate) struct RawNode<W, H, C: RefCount> {
    ptr: NonNull<Header<W, H, C>>,
}

impl<W, H, C: RefCount> Clone for RawNode<W, H, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<W, H, C: RefCount> Copy for RawNode<W, H, C> {}

impl<W, H, C: RefCount> RawNode<W, H, C> {
    /// Where what follows the head begins.
    pub(crate) const HEADER: usize = size_of::<Header<W, H, C>>();

    /// Returns the alignment of a node with arrays of this alignment: at least 16, so that addresses have four low bits to
    /// spare for a tag.
    pub(crate) const fn align(arrays: usize) -> usize {
        let header = align_of::<Header<W, H, C>>();
        let most = if header > arrays { header } else { arrays };
        if most > 16 { most } else { 16 }
    }

    /// Makes a new, live node with one owner. Only its header is initialised.
    ///
    /// # Safety
    /// The layout has at least [`HEADER`](Self::HEADER) bytes, and an [`align`](Self::align).
    #[inline]
    pub(crate) unsafe fn allocate(layout: Layout, word: W, head: H) -> Self {
        // SAFETY: the layout has at least the header's size, which is not zero.
        let ptr = unsafe { sync::allocate(layout) }.cast::<Header<W, H, C>>();
        let header = Header { count: C::Counter::one(), word, watch: Watch::new(), head };
        // SAFETY: the allocation is new, aligned for a header and begins with room for one.
        unsafe { ptr.write(header) };
        Self { ptr }
    }

    /// Moves the node to an allocation of another size, with the bytes that both have.
    ///
    /// # Safety
    /// The node is live, exclusive and has the layout `from`; `to` is as aligned, and has room for the header. The node is
    /// not live afterwards; the one returned is.
    #[inline]
    #[must_use]
    pub(crate) unsafe fn reallocate(self, from: Layout, to: Layout) -> Self {
        // SAFETY: the node was allocated with `from`, and `to` is a legal layout.
        Self { ptr: unsafe { sync::reallocate(self.ptr.cast(), from, to.size()) }.cast() }
    }

    /// Returns the memory, of which nothing is dropped.
    ///
    /// # Safety
    /// The node is live, exclusive and has this layout. Afterwards it is not live, but what has not been dropped in it may
    /// be, as long as the memory is held.
    #[inline]
    pub(crate) unsafe fn into_memory(self, layout: Layout) -> Memory {
        #[cfg(cow_loom)]
        {
            // loom checks at their drop that no other thread accesses them.
            let header = self.ptr.as_ptr();
            // SAFETY: the header is initialised, and its count not used again.
            unsafe { core::ptr::read(&raw const (*header).count) };
            // SAFETY: as above.
            unsafe { core::ptr::read(&raw const (*header).word) };
            // SAFETY: as above.
            unsafe { core::ptr::read(&raw const (*header).watch) };
        }
        // SAFETY: by this function's contract.
        unsafe { Memory::new(self.ptr.cast(), layout) }
    }

    /// Returns the node at this address.
    ///
    /// Not unsafe by itself, as nothing is until the node is borrowed.
    #[inline]
    pub(crate) fn from_address(ptr: NonNull<()>) -> Self {
        Self { ptr: ptr.cast() }
    }

    /// Returns the address, with four low bits that are zero.
    #[inline]
    pub(crate) fn address(self) -> NonNull<()> {
        self.ptr.cast()
    }
}

/// Returns the layout of so many bytes: `None` stands for too many.
///
/// # Panics
/// If they exceed `isize::MAX`.
#[inline]
pub(crate) fn layout(size: Option<usize>, align: usize) -> Layout {
    size.and_then(|size| Layout::from_size_align(size, align).ok()).expect("capacity overflow")
}

/// An allocation that is freed when this is dropped. Locals are dropped from the last to the first: so it is made before
/// what is in it is dropped, and goes last, also on a panic.
pub(crate) struct Memory {
    /// Came from `sync::allocate` or `sync::reallocate` with this layout, and nothing else frees it.
    ptr: NonNull<u8>,
    layout: Layout,
}

impl Memory {
    /// Returns the guard of an allocation.
    ///
    /// # Safety
    /// It came from `sync::allocate` or `sync::reallocate` with this layout, nothing else frees it, and it is not used after the
    /// guard is dropped.
    #[inline]
    pub(crate) unsafe fn new(ptr: NonNull<u8>, layout: Layout) -> Self {
        Self { ptr, layout }
    }
}

impl Drop for Memory {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: pointer and layout belong together, and what was in the memory is not used any more.
        unsafe { sync::free(self.ptr, self.layout) }
    }
}

/// The address of a node of some shape.
pub(crate) trait Counted: Copy {
    /// What the shape has after the count: four bytes.
    type Word;
    /// What it has after that.
    type Head;
    /// The kind of its count.
    type Count: RefCount;

    /// Returns the node.
    fn node(self) -> RawNode<Self::Word, Self::Head, Self::Count>;
}

impl<W, H, C: RefCount> Counted for RawNode<W, H, C> {
    type Word = W;
    type Head = H;
    type Count = C;

    #[inline]
    fn node(self) -> Self {
        self
    }
}

type HeaderOf<N> = Header<<N as Counted>::Word, <N as Counted>::Head, <N as Counted>::Count>;

/// A borrow of a node that is live for `'a`.
///
/// Only the holder of the borrow writes to what is read through it. The field that holds the borrow states which parts
/// those are.
#[derive(Clone, Copy)]
pub(crate) struct Live<'a, N> {
    /// Live for `'a`.
    raw: N,
    borrow: PhantomData<&'a ()>,
}

impl<'a, N: Counted> Live<'a, N> {
    /// Returns a borrow of the node at `raw`.
    ///
    /// # Safety
    /// The node is live for `'a`, and nothing else writes to what is read through the borrow.
    #[inline]
    pub(crate) unsafe fn new(raw: N) -> Self {
        Self { raw, borrow: PhantomData }
    }

    /// Returns the node's address.
    #[inline]
    pub(crate) fn raw(self) -> N {
        self.raw
    }

    /// Returns the count, which may be touched whoever else uses the node.
    #[inline]
    pub(crate) fn count(self) -> &'a <N::Count as RefCount>::Counter {
        // SAFETY: the header is initialised, and its count is never borrowed mutably.
        unsafe { &(*self.raw.node().ptr.as_ptr()).count }
    }

    #[inline(always)]
    fn watch(self) -> &'a Watch {
        // SAFETY: the header is initialised, and its watch is never borrowed mutably.
        unsafe { &(*self.raw.node().ptr.as_ptr()).watch }
    }

    /// Tells loom of a read.
    #[inline(always)]
    pub(crate) fn read(self) {
        self.watch().read();
    }

    /// Tells loom of a write.
    #[inline(always)]
    pub(crate) fn write(self) {
        self.watch().write();
    }

    /// Returns where the word is.
    #[inline]
    pub(crate) fn word(self) -> NonNull<N::Word> {
        // SAFETY: it is in the header.
        let word = unsafe { &raw mut (*self.raw.node().ptr.as_ptr()).word };
        // SAFETY: it is after the count, and so not null.
        unsafe { NonNull::new_unchecked(word) }
    }

    /// Returns where the head is.
    #[inline]
    pub(crate) fn head(self) -> NonNull<N::Head> {
        // SAFETY: it is in the header.
        unsafe { self.part(offset_of!(HeaderOf<N>, head)) }
    }

    /// Returns the part of the node that begins so many bytes after its first.
    ///
    /// # Safety
    /// That is within the allocation, or at its end.
    #[inline]
    pub(crate) unsafe fn part<U>(self, at: usize) -> NonNull<U> {
        // SAFETY: by this function's contract.
        unsafe { self.raw.node().ptr.byte_add(at) }.cast()
    }

    /// Returns exclusive access if there are no other shares than these: of an owner, one. The test is one load.
    ///
    /// # Safety
    /// So many shares are held by an owner or a parent that is exclusive for `'a`, and not used meanwhile.
    #[inline]
    pub(crate) unsafe fn try_exclusive(self, shares: u32) -> Option<Exclusive<'a, N>> {
        // SAFETY: all shares are held by an owner or parent that is exclusive for `'a`.
        self.count().is(shares).then(|| unsafe { Exclusive::new(self) })
    }
}

/// The only access to a node that is live for `'a`.
pub(crate) struct Exclusive<'a, N>(Live<'a, N>);

impl<'a, N: Counted> Exclusive<'a, N> {
    /// Returns exclusive access to a node.
    ///
    /// # Safety
    /// The node is exclusive for `'a`.
    #[inline]
    pub(crate) unsafe fn new(node: Live<'a, N>) -> Self {
        node.write();
        Self(node)
    }

    /// Returns exclusive access to the node at `raw`.
    ///
    /// # Safety
    /// The node is live and exclusive for `'a`.
    #[inline]
    pub(crate) unsafe fn from_raw(raw: N) -> Self {
        // SAFETY: by this function's contract.
        let node = unsafe { Live::new(raw) };
        // SAFETY: by this function's contract.
        unsafe { Self::new(node) }
    }

    /// Returns the node. It may be read, and be written to while `self` is borrowed mutably.
    #[inline]
    pub(crate) fn live(&self) -> Live<'a, N> {
        self.0
    }

    /// Returns the same access for a shorter time.
    #[inline]
    pub(crate) fn reborrow(&mut self) -> Exclusive<'_, N> {
        Exclusive(self.0)
    }
}
