//! The one place that lays out, allocates and frees blocks.

use super::capacity::{Capacity, MAX_LEN};
use crate::count::{Counter, RefCount};
use crate::sync::{self, Watch};
use core::alloc::Layout;
use core::marker::PhantomData;
use core::ptr::NonNull;

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

/// What every block begins with.
#[repr(C)]
struct Header<H, C: RefCount> {
    /// How many owners the block has.
    count: C::Counter,
    /// The length in the low 24 bits, the [`Capacity`] in the high 8.
    ///
    /// Length <= capacity. The items `0..length` are initialised, those after them are not. Written
    /// only while the block has one owner.
    size: u32,
    /// Shows loom the accesses to everything but the count. No bytes otherwise.
    watch: Watch,
    /// Written only while the block has one owner.
    head: H,
}

/// The address of a block: copied freely, owning nothing.
///
/// A block is **live** from [`allocate`](RawBlock::allocate) to [`free`](RawBlock::free) or
/// [`resize`](RawBlock::resize). While it is live, the pointer is valid for its whole allocation, the
/// header is initialised, and so are the items below the length. Every unsafe function here requires
/// a live block; those that write require an **exclusive** one: nothing else may reach it meanwhile.
pub(crate) struct RawBlock<H, T, C: RefCount> {
    ptr: NonNull<Header<H, C>>,
    items: PhantomData<T>,
}

impl<H, T, C: RefCount> Clone for RawBlock<H, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<H, T, C: RefCount> Copy for RawBlock<H, T, C> {}

impl<H, T, C: RefCount> PartialEq for RawBlock<H, T, C> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.ptr == other.ptr
    }
}

/// Packs a length and a capacity.
#[inline]
pub(crate) const fn pack(len: usize, capacity: Capacity) -> u32 {
    debug_assert!(len <= MAX_LEN);
    len as u32 | (capacity.code() as u32) << 24
}

impl<H: Head<T>, T, C: RefCount> RawBlock<H, T, C> {
    /// Where the prefix begins.
    const PREFIX_AT: usize = size_of::<Header<H, C>>();

    /// Where the items begin.
    const ITEMS_AT: usize = (Self::PREFIX_AT + H::PREFIX.0).next_multiple_of(align_of::<T>());

    /// At least 16, so that addresses have four low bits to spare.
    const ALIGN: usize = {
        let (header, item) = (align_of::<Header<H, C>>(), align_of::<T>());
        let most = if header > item { header } else { item };
        if most > 16 { most } else { 16 }
    };

    /// Returns the layout of a block with this capacity; never of size zero, for there is a header.
    ///
    /// # Panics
    /// If it exceeds `isize::MAX` bytes.
    #[inline]
    pub(super) fn layout(capacity: Capacity) -> Layout {
        size_of::<T>()
            .checked_mul(capacity.get())
            .and_then(|items| items.checked_add(Self::ITEMS_AT))
            .and_then(|size| Layout::from_size_align(size, Self::ALIGN).ok())
            .expect("capacity overflow")
    }

    /// Makes a new, live block: one owner, no items, a prefix of zeros.
    ///
    /// # Panics
    /// If it would exceed `isize::MAX` bytes.
    #[inline]
    pub(crate) fn allocate(head: H, capacity: Capacity) -> Self {
        let layout = Self::layout(capacity);
        // SAFETY: the layout has at least the header's size.
        let ptr = unsafe { sync::allocate(layout) }.cast::<Header<H, C>>();
        let header =
            Header { count: C::Counter::one(), size: pack(0, capacity), watch: Watch::new(), head };
        // SAFETY: the allocation is new, aligned for a header and begins with room for one.
        unsafe { ptr.write(header) };
        let this = Self { ptr, items: PhantomData };
        // SAFETY: the block is live, so its prefix is within the allocation.
        let prefix = unsafe { this.prefix() };
        // SAFETY: the prefix is that long, and nothing else has a pointer to the allocation.
        unsafe { prefix.write_bytes(0, H::PREFIX.0) };
        this
    }

    /// Frees the memory only: neither the head nor the items are dropped.
    ///
    /// # Safety
    /// The block is live and exclusive; it is not live afterwards.
    #[inline]
    pub(crate) unsafe fn free(self) {
        // SAFETY: the block is live.
        let capacity = unsafe { self.capacity() };
        #[cfg(cow_loom)]
        {
            // loom checks at their drop that no other thread accesses them.
            let header = self.ptr.as_ptr();
            // SAFETY: the header is initialised, and not used again.
            unsafe { core::ptr::read(&raw const (*header).count) };
            // SAFETY: as above.
            unsafe { core::ptr::read(&raw const (*header).watch) };
        }
        // SAFETY: the block was allocated with the layout of its capacity.
        unsafe { sync::free(self.ptr.cast(), Self::layout(capacity)) }
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
        let len = unsafe { self.len() };
        // SAFETY: the block is live.
        let old = unsafe { self.capacity() };
        debug_assert!(len <= capacity.get());
        let (from, to) = (Self::layout(old), Self::layout(capacity));
        // SAFETY: the block was allocated with `from`, and `to` is a legal layout.
        let ptr = unsafe { sync::reallocate(self.ptr.cast(), from, to.size()) };
        let this = Self { ptr: ptr.cast(), items: PhantomData };
        // SAFETY: the header was moved along, and nothing else has the new address.
        unsafe { (*this.ptr.as_ptr()).size = pack(len, capacity) };
        this
    }

    /// Returns the first byte of the prefix.
    ///
    /// # Safety
    /// The block is live.
    #[inline]
    pub(crate) unsafe fn prefix(self) -> NonNull<u8> {
        // SAFETY: the prefix begins within the allocation, or at its end.
        unsafe { self.ptr.cast::<u8>().add(Self::PREFIX_AT) }
    }

    /// Returns the first item, or where it would be.
    ///
    /// # Safety
    /// The block is live.
    #[inline]
    pub(crate) unsafe fn items(self) -> NonNull<T> {
        // SAFETY: the items begin within the allocation, or at its end.
        unsafe { self.ptr.cast::<u8>().add(Self::ITEMS_AT) }.cast()
    }
}

impl<H, T, C: RefCount> RawBlock<H, T, C> {
    /// Returns the block at this address.
    ///
    /// Not unsafe by itself, as nothing is until the block is used.
    #[inline]
    pub(crate) fn from_address(ptr: NonNull<()>) -> Self {
        Self { ptr: ptr.cast(), items: PhantomData }
    }

    /// Returns the address, with four low bits that are zero.
    #[inline]
    pub(crate) fn address(self) -> NonNull<()> {
        self.ptr.cast()
    }

    /// Returns the count.
    ///
    /// # Safety
    /// The block is live, and stays so for `'a`.
    #[inline]
    pub(crate) unsafe fn count<'a>(self) -> &'a C::Counter {
        // SAFETY: the header is initialised, and its count is never borrowed mutably.
        unsafe { &(*self.ptr.as_ptr()).count }
    }

    /// Returns the watch.
    ///
    /// # Safety
    /// The block is live, and stays so for `'a`.
    #[inline]
    pub(crate) unsafe fn watch<'a>(self) -> &'a Watch {
        // SAFETY: the header is initialised, and its watch is never borrowed mutably.
        unsafe { &(*self.ptr.as_ptr()).watch }
    }

    /// Returns the head's address.
    ///
    /// # Safety
    /// The block is live.
    #[inline]
    pub(crate) unsafe fn head(self) -> NonNull<H> {
        // SAFETY: the address is in the header, within the allocation.
        let head = unsafe { &raw mut (*self.ptr.as_ptr()).head };
        // SAFETY: it is after the count, and so not null.
        unsafe { NonNull::new_unchecked(head) }
    }

    /// Returns length and capacity in one word: the length in the low bits, below [`MAX_LEN`].
    ///
    /// # Safety
    /// The block is live.
    #[inline]
    pub(crate) unsafe fn size(self) -> u32 {
        // SAFETY: the header is initialised.
        unsafe { (*self.ptr.as_ptr()).size }
    }

    /// Sets length and capacity to what [`size`](Self::size) gave, plus or minus items.
    ///
    /// A writer that has the old size need not load it, and so does not wait for its last store.
    ///
    /// # Safety
    /// The same as for [`set_len`](Self::set_len); the capacity is unchanged.
    #[inline]
    pub(crate) unsafe fn set_size(self, size: u32) {
        // SAFETY: the block is live and exclusive.
        unsafe { (*self.ptr.as_ptr()).size = size }
    }

    /// Returns the number of items.
    ///
    /// # Safety
    /// The block is live.
    #[inline]
    pub(crate) unsafe fn len(self) -> usize {
        // SAFETY: the block is live.
        unsafe { self.size() as usize & MAX_LEN }
    }

    /// Returns the number of items that fit.
    ///
    /// # Safety
    /// The block is live.
    #[inline]
    pub(crate) unsafe fn capacity(self) -> Capacity {
        // SAFETY: the block is live.
        Capacity::from_code(unsafe { self.size() >> 24 } as u8)
    }

    /// Sets the length.
    ///
    /// # Safety
    /// The block is live and exclusive; `len` is at most its capacity, and the items below `len`
    /// are initialised.
    #[inline]
    pub(crate) unsafe fn set_len(self, len: usize) {
        debug_assert!(len <= MAX_LEN);
        // SAFETY: the block is live.
        let capacity = unsafe { self.capacity() };
        // SAFETY: the block is live and exclusive.
        unsafe { (*self.ptr.as_ptr()).size = pack(len, capacity) }
    }
}
