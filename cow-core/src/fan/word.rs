//! What a slot holds: the address of a child, with what one must know without touching it.

use crate::block::RawBlock;
use crate::count::RefCount;
use crate::prefetch::prefetch_range;
use crate::tagged::{TagRef, Tags};
use core::marker::PhantomData;
use core::ptr::NonNull;

/// How many slots a fan has.
pub const SLOTS: usize = 16;

/// How many bits of a hash choose a slot.
pub const SLOT_BITS: u32 = SLOTS.ilog2();

/// The lowest bit of a word: the child is a leaf.
const LEAF: usize = 1;

/// The three bits above: the length of the child's run, less one.
const SPAN_SHIFT: u32 = 1;

/// Those three bits.
const SPAN: usize = 0b111 << SPAN_SHIFT;

/// All bits below the address. Nodes are aligned to 16.
const TAG: usize = 0b1111;

/// How large a fan is, to ask the processor for it: a count, a length and the words.
const FAN_BYTES: usize = 8 + SLOTS * size_of::<usize>();

/// The address of a leaf or fan, its kind, and how many slots it fills: copied freely, owning
/// nothing.
///
/// Without the low four bits, the pointer is the one that the node's `RawBlock` has.
pub(super) struct Word<T, C: RefCount> {
    ptr: NonNull<()>,
    marker: PhantomData<(T, C)>,
}

impl<T, C: RefCount> Clone for Word<T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for Word<T, C> {}

/// The address of a fan: a block whose items are its sixteen words.
///
/// **The invariants of a fan**, from its making to its end:
/// * Its length is [`SLOTS`], and the words lead to live nodes.
/// * *Runs*: slots `i` and `j` hold the same word if they differ only in bits of the word's span.
/// * *Counts*: each run owns its child once, however many slots it has.
pub(super) type RawFan<T, C> = RawBlock<(), Word<T, C>, C>;

/// A word, taken apart.
pub(super) enum Child<T, C: RefCount> {
    Fan(RawFan<T, C>),
    Leaf(RawBlock<Tags, T, C>),
}

impl<T, C: RefCount> Word<T, C> {
    /// A leaf that fills `span + 1` slots.
    #[inline]
    pub(super) fn leaf(raw: RawBlock<Tags, T, C>, span: usize) -> Self {
        debug_assert!(matches!(span, 0 | 1 | 3 | 7));
        let ptr = raw.address().map_addr(|a| a | (span << SPAN_SHIFT) | LEAF);
        Self { ptr, marker: PhantomData }
    }

    /// A fan, which fills one slot.
    #[inline]
    pub(super) fn fan(raw: RawFan<T, C>) -> Self {
        Self { ptr: raw.address(), marker: PhantomData }
    }

    /// No child: what an empty root holds. No child's word is like this, for only a leaf has a span.
    #[inline]
    pub(super) const fn none() -> Self {
        let ptr: *mut () = core::ptr::without_provenance_mut((TAG + 1) | (1 << SPAN_SHIFT));
        Self { ptr: NonNull::new(ptr).unwrap(), marker: PhantomData }
    }

    /// Whether this is [`none`](Self::none).
    #[inline]
    pub(super) fn is_none(self) -> bool {
        self.ptr == Self::none().ptr
    }

    /// What the word leads to.
    #[inline]
    pub(super) fn child(self) -> Child<T, C> {
        if self.is_leaf() {
            Child::Leaf(RawBlock::from_address(self.address()))
        } else {
            Child::Fan(RawBlock::from_address(self.ptr))
        }
    }

    /// Whether the child is a leaf.
    #[inline]
    pub(super) fn is_leaf(self) -> bool {
        self.bits() & LEAF != 0
    }

    /// How many slots the child fills, less one: 0, 1, 3 or 7, and 0 for a fan.
    #[inline]
    pub(super) fn span(self) -> usize {
        (self.bits() & SPAN) >> SPAN_SHIFT
    }

    /// The same child, filling `span + 1` slots. A fan fills one.
    #[inline]
    pub(super) fn with_span(self, span: usize) -> Self {
        match self.child() {
            Child::Leaf(leaf) => Self::leaf(leaf, span),
            Child::Fan(_) => {
                debug_assert!(span == 0);
                self
            }
        }
    }

    /// Whether a run begins at this slot, which holds this word.
    #[inline]
    pub(super) fn begins_at(self, slot: usize) -> bool {
        // The bits of the span are not shifted down for this: it is asked in every loop over a fan.
        self.bits() & (slot << SPAN_SHIFT) & SPAN == 0
    }

    /// The count of the child.
    ///
    /// # Safety
    /// The child is live, and stays so for `'a`.
    #[inline]
    pub(super) unsafe fn count<'a>(self) -> &'a C::Counter {
        // Every block begins with its count, whatever its head and items.
        let any = RawBlock::<(), (), C>::from_address(self.address());
        // SAFETY: by this function's contract.
        unsafe { any.count() }
    }

    /// Asks the processor for the child, which will be read soon: for a fan, or for the beginning of a
    /// leaf. Nothing is read here.
    #[inline]
    pub(super) fn prefetch(self) {
        let bytes = if self.is_leaf() { TagRef::<T, C>::BEGINNING } else { FAN_BYTES };
        prefetch_range(self.address(), 0..bytes);
    }

    /// Where the child lies.
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
