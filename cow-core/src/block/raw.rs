//! What a block is made of: a node with an array of items.

use super::capacity::{Capacity, MAX_LEN};
use crate::count::RefCount;
use crate::node::{self, Counted, Live, Memory, RawNode};
use core::alloc::Layout;
use core::marker::PhantomData;
use core::ops::Range;
use core::ptr::NonNull;
use core::slice;

/// The type of the value that a block of `T` holds before its items.
///
/// ```
/// use cow_core::Atomic;
/// use cow_core::block::{Fresh, Head};
///
/// struct Name(&'static str);
/// impl<T> Head<T> for Name {}
///
/// let mut fresh = Fresh::<Name, u8, Atomic>::new(Name("primes"), 2);
/// fresh.get().extend_from_slice(&[2, 3]);
/// assert_eq!((fresh.head().0, fresh.slice()), ("primes", &[2, 3][..]));
/// ```
///
/// Where the items begin is not for others to say:
///
/// ```compile_fail,E0308
/// struct Name(&'static str);
/// impl<T> cow_core::block::Head<T> for Name {
///     const PREFIX: usize = 8;
/// }
/// ```
pub trait Head<T> {
    /// The number of bytes between the head and the items. They start as zero.
    #[doc(hidden)]
    const PREFIX: Prefix = Prefix(0);
}

/// A number of bytes, which only this crate can choose.
///
/// It is part of a block's layout, and so must be the same for all types that a block may be coerced
/// to: for those that differ in lifetimes only, of which a user could give each a number of its own.
pub struct Prefix(pub(crate) usize);

impl<T> Head<T> for () {}

/// The address of a block: copied freely, owning nothing.
///
/// The word of a block is its length in the low 24 bits and its [`Capacity`] in the high 8. Length <= capacity. While
/// the block is live, the items `0..length` are initialised; those after them are not.
pub(crate) struct RawBlock<H, T, C: RefCount> {
    node: RawNode<u32, H, C>,
    items: PhantomData<T>,
}

impl<H, T, C: RefCount> Clone for RawBlock<H, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<H, T, C: RefCount> Copy for RawBlock<H, T, C> {}

impl<H, T, C: RefCount> Counted for RawBlock<H, T, C> {
    type Word = u32;
    type Head = H;
    type Count = C;

    #[inline]
    fn node(self) -> RawNode<u32, H, C> {
        self.node
    }
}

/// A borrow of a block that is not freed meanwhile.
pub(crate) type LiveBlock<'a, H, T, C> = Live<'a, RawBlock<H, T, C>>;

/// Packs a length and a capacity.
#[inline]
pub(crate) const fn pack(len: usize, capacity: Capacity) -> u32 {
    debug_assert!(len <= MAX_LEN);
    len as u32 | (capacity.code() as u32) << 24
}

impl<H: Head<T>, T, C: RefCount> RawBlock<H, T, C> {
    /// Where the prefix begins.
    const PREFIX_AT: usize = RawNode::<u32, H, C>::HEADER;

    /// Where the items begin.
    const ITEMS_AT: usize = (Self::PREFIX_AT + H::PREFIX.0).next_multiple_of(align_of::<T>());

    /// Returns the layout of a block with this capacity; never of size zero, for there is a header.
    ///
    /// # Panics
    /// If it exceeds `isize::MAX` bytes.
    #[inline]
    pub(super) fn layout(capacity: Capacity) -> Layout {
        let items = size_of::<T>().checked_mul(capacity.get());
        let size = items.and_then(|items| items.checked_add(Self::ITEMS_AT));
        node::layout(size, const { RawNode::<u32, H, C>::align(align_of::<T>()) })
    }

    /// Makes a new, live block: one owner, no items, a prefix of zeros.
    ///
    /// # Panics
    /// If it would exceed `isize::MAX` bytes.
    #[inline]
    pub(crate) fn allocate(head: H, capacity: Capacity) -> Self {
        // SAFETY: the layout has the header, and its alignment.
        let node = unsafe { RawNode::allocate(Self::layout(capacity), pack(0, capacity), head) };
        let this = Self { node, items: PhantomData };
        // SAFETY: the block is live, and nothing else has a pointer to it.
        let prefix = unsafe { Live::new(this) }.prefix();
        // SAFETY: the prefix is that long.
        unsafe { prefix.write_bytes(0, H::PREFIX.0) };
        this
    }

    /// Returns the memory: neither the head nor the items are dropped.
    ///
    /// # Safety
    /// The block is live and exclusive; it is not live afterwards.
    #[inline]
    pub(crate) unsafe fn into_memory(self) -> Memory {
        // SAFETY: the block is live.
        let capacity = unsafe { Live::new(self) }.capacity();
        // SAFETY: the block was allocated with the layout of its capacity.
        unsafe { self.node.into_memory(Self::layout(capacity)) }
    }

    /// Moves the block to an allocation of another capacity.
    ///
    /// # Safety
    /// The block is live and exclusive, and its length is at most `capacity`. It is not live
    /// afterwards; the one returned is.
    ///
    /// # Panics
    /// If it would exceed `isize::MAX` bytes; the block stays as it was.
    #[inline]
    #[must_use]
    pub(crate) unsafe fn resize(self, capacity: Capacity) -> Self {
        // SAFETY: the block is live.
        let live = unsafe { Live::new(self) };
        let len = live.len();
        debug_assert!(len <= capacity.get());
        let (from, to) = (Self::layout(live.capacity()), Self::layout(capacity));
        // SAFETY: the block was allocated with `from`.
        let node = unsafe { self.node.reallocate(from, to) };
        let this = Self { node, items: PhantomData };
        // SAFETY: the header was moved along, and nothing else has the new address.
        let live = unsafe { Live::new(this) };
        // SAFETY: as before, but for the capacity.
        unsafe { live.set_size(pack(len, capacity)) };
        this
    }
}

impl<H, T, C: RefCount> RawBlock<H, T, C> {
    /// Returns the block at this address.
    #[inline]
    pub(crate) fn from_address(ptr: NonNull<()>) -> Self {
        Self { node: RawNode::from_address(ptr), items: PhantomData }
    }

    /// Returns the address, with four low bits that are zero.
    #[inline]
    pub(crate) fn address(self) -> NonNull<()> {
        self.node.address()
    }
}

impl<H, T, C: RefCount> LiveBlock<'_, H, T, C> {
    /// Returns length and capacity in one word: the length in the low bits, below [`MAX_LEN`].
    #[inline]
    pub(crate) fn size(self) -> u32 {
        // SAFETY: the header is initialised.
        unsafe { self.word().read() }
    }

    /// Sets length and capacity to what [`size`](Self::size) gave, plus or minus items.
    ///
    /// A writer that has the old size need not load it, and so does not wait for its last store.
    ///
    /// # Safety
    /// The same as for [`set_len`](Self::set_len); the capacity is unchanged.
    #[inline]
    pub(crate) unsafe fn set_size(self, size: u32) {
        // SAFETY: the word is in the header, and the block exclusive.
        unsafe { self.word().write(size) };
    }

    /// Returns the number of items.
    #[inline]
    pub(crate) fn len(self) -> usize {
        self.size() as usize & MAX_LEN
    }

    /// Returns the number of items that fit.
    #[inline]
    pub(crate) fn capacity(self) -> Capacity {
        Capacity::from_code((self.size() >> 24) as u8)
    }

    /// Sets the length.
    ///
    /// # Safety
    /// The block is exclusive; `len` is at most its capacity, and the items below `len` are initialised
    /// before they are used.
    #[inline]
    pub(crate) unsafe fn set_len(self, len: usize) {
        // SAFETY: by this function's contract.
        unsafe { self.set_size(pack(len, self.capacity())) };
    }
}

/// The items. Indices and ranges are within the capacity, which is part of each contract.
impl<'a, H: Head<T>, T, C: RefCount> LiveBlock<'a, H, T, C> {
    /// Returns the first byte of the prefix.
    #[inline]
    pub(crate) fn prefix(self) -> NonNull<u8> {
        // SAFETY: the prefix begins within the allocation, or at its end.
        unsafe { self.part(RawBlock::<H, T, C>::PREFIX_AT) }
    }

    /// Returns the first item, or where it would be.
    #[inline]
    pub(crate) fn items(self) -> NonNull<T> {
        // SAFETY: the items begin within the allocation, or at its end.
        unsafe { self.part(RawBlock::<H, T, C>::ITEMS_AT) }
    }

    /// Returns an item, or where it would be.
    ///
    /// # Safety
    /// `index` is at most the capacity.
    #[inline]
    pub(crate) unsafe fn at(self, index: usize) -> NonNull<T> {
        // SAFETY: by this function's contract.
        unsafe { self.items().add(index) }
    }

    /// Borrows items.
    ///
    /// # Safety
    /// They are initialised, and not written to for `'a`.
    #[inline]
    pub(crate) unsafe fn slice(self, range: Range<usize>) -> &'a [T] {
        // SAFETY: the range begins within the capacity.
        let first = unsafe { self.at(range.start) };
        // SAFETY: by this function's contract.
        unsafe { slice::from_raw_parts(first.as_ptr(), range.end - range.start) }
    }

    /// Borrows items to be written.
    ///
    /// # Safety
    /// They are initialised, and exclusive for `'a`.
    #[inline]
    pub(crate) unsafe fn slice_mut(self, range: Range<usize>) -> &'a mut [T] {
        // SAFETY: the range begins within the capacity.
        let first = unsafe { self.at(range.start) };
        // SAFETY: by this function's contract.
        unsafe { slice::from_raw_parts_mut(first.as_ptr(), range.end - range.start) }
    }

    /// Moves an item out.
    ///
    /// # Safety
    /// It is initialised, and owned by the caller.
    #[inline]
    pub(crate) unsafe fn take(self, index: usize) -> T {
        // SAFETY: within the capacity.
        let place = unsafe { self.at(index) };
        // SAFETY: by this function's contract.
        unsafe { place.read() }
    }

    /// Moves an item in.
    ///
    /// # Safety
    /// `index` is less than the capacity, nothing is owned there, and the block is exclusive for `'a`.
    #[inline]
    pub(crate) unsafe fn put(self, index: usize, item: T) -> &'a mut T {
        // SAFETY: within the capacity.
        let mut place = unsafe { self.at(index) };
        // SAFETY: within the capacity, and nothing else is there.
        unsafe { place.write(item) };
        // SAFETY: it is initialised, and exclusive for `'a`.
        unsafe { place.as_mut() }
    }

    /// Moves the bytes of `count` items within the block.
    ///
    /// # Safety
    /// Both ranges are within the capacity, the block is exclusive, and what is overwritten is not owned there.
    #[inline]
    pub(crate) unsafe fn shift(self, from: usize, to: usize, count: usize) {
        // SAFETY: within the capacity.
        let place = unsafe { self.at(from) };
        // SAFETY: within the capacity.
        let new = unsafe { self.at(to) };
        // SAFETY: by this function's contract.
        unsafe { place.copy_to(new, count) };
    }

    /// Moves the bytes of items in from elsewhere.
    ///
    /// # Safety
    /// There is room for all from `index` on, nothing is owned there, and the block is exclusive. The caller owns the items,
    /// and forgets them.
    #[inline]
    pub(crate) unsafe fn copy_in(self, index: usize, items: &[T]) {
        // SAFETY: within the capacity.
        let place = unsafe { self.at(index) };
        // SAFETY: by this function's contract; the items are not in the block, which is exclusive.
        unsafe { place.copy_from_nonoverlapping(NonNull::from(items).cast(), items.len()) };
    }

    /// Drops items.
    ///
    /// # Safety
    /// They are initialised, exclusive, and not used again.
    #[inline]
    pub(crate) unsafe fn drop_items(self, range: Range<usize>) {
        // SAFETY: within the capacity.
        let first = unsafe { self.at(range.start) };
        let items = NonNull::slice_from_raw_parts(first, range.end - range.start);
        // SAFETY: by this function's contract.
        unsafe { items.drop_in_place() };
    }
}
