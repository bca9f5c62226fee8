//! What a slot holds: the address of a child, tagged with its kind and the length of its run.

use super::leaf::LeafRef;
use super::tags::Tags;
use crate::block::{LiveBlock, RawBlock};
use crate::count::RefCount;
use crate::node::{Live, RawNode};
use crate::prefetch::prefetch_range;
use core::marker::PhantomData;
use core::ptr::NonNull;

/// How many slots a branch has.
pub const SLOTS: usize = 16;

/// How many bits of a hash choose a slot.
pub const SLOT_BITS: u32 = SLOTS.ilog2();

/// The lowest bit of a pointer: the child is a leaf.
const LEAF: usize = 1;

/// The three bits above: the length of the child's run, less one.
const SPAN_SHIFT: u32 = 1;

/// Those three bits.
const SPAN: usize = 0b111 << SPAN_SHIFT;

/// All bits below the address. Nodes are aligned to 16.
const TAG: usize = 0b1111;

/// How many bytes to prefetch of a branch: a count, a length and the pointers.
const BRANCH_BYTES: usize = 8 + SLOTS * size_of::<usize>();

/// The address of a leaf or branch, its kind, and how many slots it fills: copied freely, owning
/// nothing.
///
/// Without the low four bits, the pointer is the one that the node's `RawBlock` has.
pub(super) struct TaggedPtr<T, C: RefCount> {
    ptr: NonNull<()>,
    marker: PhantomData<(T, C)>,
}

impl<T, C: RefCount> Clone for TaggedPtr<T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for TaggedPtr<T, C> {}

/// The address of a branch: a block whose items are its sixteen pointers.
///
/// **The invariants of a branch**, from its making to its end:
/// * Its length is [`SLOTS`], and the pointers lead to live nodes.
/// * *Runs*: slots `i` and `j` hold the same pointer if they differ only in bits of the pointer's span.
/// * *Counts*: each run owns its child once, however many slots it has.
pub(super) type RawBranch<T, C> = RawBlock<(), TaggedPtr<T, C>, C>;

/// A branch, borrowed.
pub(super) type LiveBranch<'a, T, C> = LiveBlock<'a, (), TaggedPtr<T, C>, C>;

/// What a tagged pointer leads to.
pub(super) enum Child<'a, T, C: RefCount> {
    Branch(LiveBranch<'a, T, C>),
    Leaf(LiveBlock<'a, Tags, T, C>),
}

impl<T, C: RefCount> TaggedPtr<T, C> {
    /// Returns a leaf that fills `span + 1` slots.
    #[inline]
    pub(super) fn leaf(raw: RawBlock<Tags, T, C>, span: usize) -> Self {
        debug_assert!(matches!(span, 0 | 1 | 3 | 7));
        let ptr = raw.address().map_addr(|a| a | (span << SPAN_SHIFT) | LEAF);
        Self { ptr, marker: PhantomData }
    }

    /// Returns a branch, which fills one slot.
    #[inline]
    pub(super) fn branch(raw: RawBranch<T, C>) -> Self {
        Self { ptr: raw.address(), marker: PhantomData }
    }

    /// No child: what an empty root holds. No child's pointer is like this, for only a leaf has a span.
    #[inline]
    pub(super) const fn none() -> Self {
        let ptr: *mut () = core::ptr::without_provenance_mut((TAG + 1) | (1 << SPAN_SHIFT));
        Self { ptr: NonNull::new(ptr).unwrap(), marker: PhantomData }
    }

    /// Returns `true` if this is [`none`](Self::none).
    #[inline]
    pub(super) fn is_none(self) -> bool {
        self.ptr == Self::none().ptr
    }

    /// Borrows what the pointer leads to.
    ///
    /// # Safety
    /// The same as for [`Live::new`].
    #[inline]
    pub(super) unsafe fn child<'a>(self) -> Child<'a, T, C> {
        if self.is_leaf() {
            // SAFETY: by this function's contract.
            Child::Leaf(unsafe { Live::new(RawBlock::from_address(self.address())) })
        } else {
            // SAFETY: by this function's contract.
            Child::Branch(unsafe { Live::new(RawBlock::from_address(self.ptr)) })
        }
    }

    /// Returns `true` if the child is a leaf.
    #[inline]
    pub(super) fn is_leaf(self) -> bool {
        self.bits() & LEAF != 0
    }

    /// Returns how many slots the child fills, less one: 0, 1, 3 or 7, and 0 for a branch.
    #[inline]
    pub(super) fn span(self) -> usize {
        (self.bits() & SPAN) >> SPAN_SHIFT
    }

    /// Returns the same child, filling `span + 1` slots. A branch fills one.
    #[inline]
    pub(super) fn with_span(self, span: usize) -> Self {
        if self.is_leaf() {
            return Self::leaf(RawBlock::from_address(self.address()), span);
        }
        debug_assert!(span == 0);
        self
    }

    /// Returns `true` if a run begins at this slot, which holds this pointer.
    #[inline]
    pub(super) fn begins_at(self, slot: usize) -> bool {
        // The bits of the span are not shifted down for this: every loop over a branch tests this.
        self.bits() & (slot << SPAN_SHIFT) & SPAN == 0
    }

    /// Returns the count of the child.
    ///
    /// # Safety
    /// The child is live, and stays so for `'a`.
    #[inline]
    pub(super) unsafe fn count<'a>(self) -> &'a C::Counter {
        // SAFETY: by this function's contract; every node begins with its count.
        unsafe { Live::new(RawNode::<u32, (), C>::from_address(self.address())) }.count()
    }

    /// Prefetches the child: a branch, or the beginning of a leaf. Reads nothing.
    #[inline]
    pub(super) fn prefetch(self) {
        let bytes = if self.is_leaf() { LeafRef::<T, C>::BEGINNING } else { BRANCH_BYTES };
        prefetch_range(self.address(), 0..bytes);
    }

    /// Returns the address of the child.
    #[inline]
    pub(super) fn address(self) -> NonNull<()> {
        let ptr = self.ptr.as_ptr().map_addr(|a| a & !TAG);
        // SAFETY: nodes are aligned to 16 and not at address 0, so the bits above the tag are not
        // all zero, not even in `none`.
        unsafe { NonNull::new_unchecked(ptr) }
    }

    #[inline]
    fn bits(self) -> usize {
        self.ptr.addr().get()
    }
}
