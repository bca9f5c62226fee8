//! Branches and links: the one place that lays out, allocates and frees branches, and that reads a
//! link's tag.

use super::width::MAX_FANOUT;
use crate::block::{Block, RawBlock};
use crate::count::{Counter, RefCount, Unit};
use crate::prefix::{has_order, is_integer};
use crate::sync::{self, Watch};
use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem::{MaybeUninit, needs_drop, offset_of};
use core::ptr::NonNull;

/// What every branch begins with.
#[repr(C)]
pub(super) struct Head<C: RefCount> {
    /// The shares that handles and parents hold of the branch.
    count: C::Counter,
    /// How many shares the branch holds of each child.
    pub(super) unit: C::Unit,
    /// One more than the height of each child; that of leaves is 0. Never changes.
    pub(super) height: u8,
    /// How many children there are, [`Width::FANOUT`](super::Width::FANOUT) at most. Written only while the branch is
    /// exclusive, as is all that follows.
    pub(super) len: u8,
    /// Shows loom the accesses to everything but counts. No bytes otherwise.
    pub(super) watch: Watch,
}

/// The children of a branch: their sizes, summaries and links.
#[repr(C)]
pub(super) struct Children<K, T, A, C: RefCount> {
    /// How many items are below each child; zero in free places.
    pub(super) sizes: [usize; MAX_FANOUT],
    /// The first `len` lead to live nodes of the height below, of each of which `unit` shares are
    /// held here.
    pub(super) links: Links<K, T, A, C>,
    /// The first `len` are initialised.
    pub(super) summaries: [MaybeUninit<A>; MAX_FANOUT],
}

/// Room for links.
pub(super) type Links<K, T, A, C> = [MaybeUninit<Link<K, T, A, C>>; MAX_FANOUT];

/// Prefixes of separators, ascending: how many of them are not greater than another is where that
/// belongs. Those of free places are [`FREE`].
pub(super) type Prefixes = [u64; MAX_FANOUT];

/// The prefix in a free place: the greatest of all.
pub(super) const FREE: u64 = u64::MAX;

/// Room for separators without drop glue. The first `len - 1` are initialised.
pub(super) type InlineKeys<K> = [MaybeUninit<K>; MAX_FANOUT];

/// The separators of a branch that have drop glue.
pub(super) type KeyBlock<K, C> = Block<(), K, C>;

/// The address of a branch: copied freely, owning nothing.
///
/// ```text
///   Head │ Prefixes, if K has an order by prefix │ Children │ InlineKeys, or with drop glue Option<KeyBlock>
/// ```
///
/// A search reads what is first. Integers are their own prefixes, and are not there besides.
///
/// A branch is **live** from [`allocate`](Self::allocate) to [`free`](Self::free): the pointer is
/// then valid for its whole allocation, and head, prefixes, sizes and a key block are initialised. It is
/// **exclusive** while all shares of it are in one hand, and cannot be reached from elsewhere.
pub(super) struct RawBranch<K, T, A, C: RefCount> {
    ptr: NonNull<Head<C>>,
    content: PhantomData<(K, T, A)>,
}

/// Where the parts of a branch are, in bytes.
struct Offsets {
    children: usize,
    keys: usize,
    end: usize,
}

impl<K, T, A, C: RefCount> Clone for RawBranch<K, T, A, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, T, A, C: RefCount> Copy for RawBranch<K, T, A, C> {}

impl<K, T, A, C: RefCount> RawBranch<K, T, A, C> {
    /// Whether separators are in a block of their own. None has a size of zero then.
    pub(super) const KEYS_APART: bool = needs_drop::<K>();

    /// Where the prefixes are.
    const PREFIXES_AT: usize = size_of::<Head<C>>().next_multiple_of(align_of::<Prefixes>());

    #[inline]
    fn offsets() -> Offsets {
        let prefixes = if has_order::<K>() { size_of::<Prefixes>() } else { 0 };
        let children =
            (Self::PREFIXES_AT + prefixes).next_multiple_of(align_of::<Children<K, T, A, C>>());
        let (size, align) = if is_integer::<K>() {
            (0, 1)
        } else if Self::KEYS_APART {
            (size_of::<Option<KeyBlock<K, C>>>(), align_of::<Option<KeyBlock<K, C>>>())
        } else {
            (size_of::<InlineKeys<K>>(), align_of::<InlineKeys<K>>())
        };
        let keys = (children + size_of::<Children<K, T, A, C>>()).next_multiple_of(align);
        Offsets { children, keys, end: keys + size }
    }

    /// Returns the layout of a branch: aligned to 16, so that links have bits to spare.
    #[inline]
    pub(super) fn layout() -> Layout {
        let keys = if Self::KEYS_APART { 16 } else { align_of::<K>() };
        let align = align_of::<Head<C>>().max(align_of::<Children<K, T, A, C>>()).max(keys).max(16);
        Layout::from_size_align(Self::offsets().end, align).expect("a branch fits into memory")
    }

    /// Makes a new, live branch without children, of which one share is the caller's.
    pub(super) fn allocate(height: u8) -> Self {
        let this = Self::allocate_head(height);
        if has_order::<K>() {
            // SAFETY: the prefixes are within the allocation.
            let prefixes = unsafe { this.ptr.byte_add(Self::PREFIXES_AT) }.cast::<Prefixes>();
            // SAFETY: there is room for them, and they are aligned.
            unsafe { prefixes.write([FREE; MAX_FANOUT]) };
        }
        // SAFETY: the sizes are the first of the children, which are within the allocation.
        let sizes = unsafe { this.ptr.byte_add(Self::offsets().children) };
        // SAFETY: there is room for them, and they are aligned.
        unsafe { sizes.cast::<[usize; MAX_FANOUT]>().write([0; MAX_FANOUT]) };
        this
    }

    /// Makes a new, live branch without children, of which one share is the caller's: but with sizes, links
    /// and prefixes that are right when it gets as many children as another.
    ///
    /// # Safety
    /// The other branch is live, and there is no exclusive borrow.
    #[inline]
    pub(super) unsafe fn allocate_like(other: Self) -> Self {
        // SAFETY: the branch is live, and only read.
        let this = Self::allocate_head(unsafe { other.head() }.height);
        let start = Self::PREFIXES_AT;
        let end = Self::offsets().children + offset_of!(Children<K, T, A, C>, summaries);
        // SAFETY: within the allocation.
        let from = unsafe { other.ptr.byte_add(start) }.cast::<u8>();
        // SAFETY: within the allocation.
        let to = unsafe { this.ptr.byte_add(start) }.cast::<u8>();
        // SAFETY: both are that long, and one of them is new.
        unsafe { from.copy_to_nonoverlapping(to, end - start) };
        this
    }

    /// Makes a new branch, of which only the head is initialised and, with drop glue, that there
    /// are no separators.
    #[inline]
    fn allocate_head(height: u8) -> Self {
        // SAFETY: the layout has at least the size of the head.
        let ptr = unsafe { sync::allocate(Self::layout()) }.cast::<Head<C>>();
        let (count, unit) = (C::Counter::one(), C::Unit::new(1));
        // SAFETY: the allocation is new and begins with room for a head.
        unsafe { ptr.write(Head { count, unit, height, len: 0, watch: Watch::new() }) };
        let this = Self { ptr, content: PhantomData };
        if Self::KEYS_APART {
            // SAFETY: the separators are within the allocation.
            let keys = unsafe { this.ptr.byte_add(Self::offsets().keys) };
            // SAFETY: there is room for the block, and it is aligned.
            unsafe { keys.cast::<Option<KeyBlock<K, C>>>().write(None) };
        }
        this
    }

    /// Frees the memory only: nothing in it is dropped.
    ///
    /// # Safety
    /// The branch is live and exclusive; it is not live afterwards.
    #[inline]
    pub(super) unsafe fn free(self) {
        #[cfg(cow_loom)]
        {
            // loom checks at their drop that no other thread accesses them.
            let head = self.ptr.as_ptr();
            // SAFETY: the count is initialised, and not used again.
            unsafe { core::ptr::read(&raw const (*head).count) };
            // SAFETY: as above.
            unsafe { core::ptr::read(&raw const (*head).unit) };
            // SAFETY: as above.
            unsafe { core::ptr::read(&raw const (*head).watch) };
        }
        // SAFETY: the branch was allocated with this layout.
        unsafe { sync::free(self.ptr.cast(), Self::layout()) }
    }

    /// Returns the branch at this address.
    ///
    /// Not unsafe by itself, as nothing is until the branch is used.
    #[inline]
    pub(super) fn from_address(address: NonNull<()>) -> Self {
        Self { ptr: address.cast(), content: PhantomData }
    }

    /// Returns the address, with four low bits that are zero.
    #[inline]
    pub(super) fn address(self) -> NonNull<()> {
        self.ptr.cast()
    }

    /// Returns the count alone, which may be touched whoever else uses the branch.
    ///
    /// # Safety
    /// The branch is live for `'a`.
    #[inline]
    pub(super) unsafe fn count<'a>(self) -> &'a C::Counter {
        // SAFETY: the branch is live, and its count is never borrowed mutably.
        unsafe { &(*self.ptr.as_ptr()).count }
    }

    /// Returns the watch alone.
    ///
    /// # Safety
    /// The branch is live for `'a`.
    #[inline]
    pub(super) unsafe fn watch<'a>(self) -> &'a Watch {
        // SAFETY: the branch is live, and its watch is never borrowed mutably.
        unsafe { &(*self.ptr.as_ptr()).watch }
    }

    /// Returns the head, to be read.
    ///
    /// # Safety
    /// The branch is live for `'a`, during which there is no exclusive borrow.
    #[inline]
    pub(super) unsafe fn head<'a>(self) -> &'a Head<C> {
        // SAFETY: the head is initialised, and nothing writes to it but to its counts.
        unsafe { self.ptr.as_ref() }
    }

    /// Returns the head, to be written.
    ///
    /// # Safety
    /// The branch is live, and exclusive for `'a`.
    #[inline]
    pub(super) unsafe fn head_mut<'a>(mut self) -> &'a mut Head<C> {
        // SAFETY: the head is initialised, and nothing else reaches it.
        unsafe { self.ptr.as_mut() }
    }

    /// Borrows the children to be read.
    ///
    /// # Safety
    /// The same as for [`head`](Self::head).
    #[inline]
    pub(super) unsafe fn children<'a>(self) -> &'a Children<K, T, A, C> {
        // SAFETY: they are within the allocation.
        let children = unsafe { self.ptr.byte_add(Self::offsets().children) };
        // SAFETY: the sizes are initialised, and nothing writes to them.
        unsafe { children.cast().as_ref() }
    }

    /// Borrows the children to be written.
    ///
    /// # Safety
    /// The same as for [`head_mut`](Self::head_mut).
    #[inline]
    pub(super) unsafe fn children_mut<'a>(self) -> &'a mut Children<K, T, A, C> {
        // SAFETY: they are within the allocation.
        let children = unsafe { self.ptr.byte_add(Self::offsets().children) };
        // SAFETY: the sizes are initialised, and nothing else reaches them.
        unsafe { children.cast().as_mut() }
    }

    /// Returns the prefixes of the separators, if these have any.
    ///
    /// # Safety
    /// The same as for [`head`](Self::head).
    #[inline]
    pub(super) unsafe fn prefixes<'a>(self) -> Option<&'a Prefixes> {
        if !has_order::<K>() {
            return None;
        }
        // SAFETY: the prefixes are within the allocation.
        let prefixes = unsafe { self.ptr.byte_add(Self::PREFIXES_AT) }.cast::<Prefixes>();
        // SAFETY: they are initialised, and nothing writes to them.
        Some(unsafe { prefixes.as_ref() })
    }

    /// Returns the prefixes, to be written.
    ///
    /// # Safety
    /// The same as for [`head_mut`](Self::head_mut).
    #[inline]
    pub(super) unsafe fn prefixes_mut<'a>(self) -> Option<&'a mut Prefixes> {
        if !has_order::<K>() {
            return None;
        }
        // SAFETY: the prefixes are within the allocation.
        let mut prefixes = unsafe { self.ptr.byte_add(Self::PREFIXES_AT) }.cast::<Prefixes>();
        // SAFETY: they are initialised, and nothing else reaches them.
        Some(unsafe { prefixes.as_mut() })
    }

    /// Returns the place of the separators.
    ///
    /// # Safety
    /// The branch is live.
    #[inline]
    unsafe fn keys<U>(self) -> NonNull<U> {
        // SAFETY: the separators are within the allocation, or at its end if they have no size.
        unsafe { self.ptr.byte_add(Self::offsets().keys) }.cast()
    }

    /// Returns room for separators without drop glue.
    ///
    /// # Safety
    /// The same as for [`head_mut`](Self::head_mut), or for [`head`](Self::head) if they are only read.
    #[inline]
    pub(super) unsafe fn inline_keys(self) -> NonNull<InlineKeys<K>> {
        debug_assert!(!Self::KEYS_APART);
        // SAFETY: the branch is live.
        unsafe { self.keys() }
    }

    /// Returns the block of separators with drop glue.
    ///
    /// # Safety
    /// The same as for [`inline_keys`](Self::inline_keys).
    #[inline]
    pub(super) unsafe fn key_block(self) -> NonNull<Option<KeyBlock<K, C>>> {
        debug_assert!(Self::KEYS_APART);
        // SAFETY: the branch is live.
        unsafe { self.keys() }
    }
}

/// Places as what they hold.
///
/// # Safety
/// All of them are initialised.
#[inline]
pub(super) unsafe fn init<U>(places: &[MaybeUninit<U>]) -> &[U] {
    let places = core::ptr::from_ref(places) as *const [U];
    // SAFETY: borrowed as they were, initialised, and laid out alike.
    unsafe { &*places }
}

/// Places as what they hold, to be written.
///
/// # Safety
/// All of them are initialised.
#[inline]
pub(super) unsafe fn init_mut<U>(places: &mut [MaybeUninit<U>]) -> &mut [U] {
    let places = core::ptr::from_mut(places) as *mut [U];
    // SAFETY: borrowed as they were, initialised, and laid out alike.
    unsafe { &mut *places }
}

/// Set in the link of a branch. Nodes are aligned to 16.
const BRANCH: usize = 1;

/// The address of a leaf or branch and which of the two it is: copied freely, owning nothing.
pub(super) struct Link<K, T, A, C: RefCount> {
    /// A leaf's address, or a branch's with its lowest bit set.
    bits: NonNull<()>,
    nodes: PhantomData<RawBranch<K, T, A, C>>,
}

impl<K, T, A, C: RefCount> Clone for Link<K, T, A, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, T, A, C: RefCount> Copy for Link<K, T, A, C> {}

impl<K, T, A, C: RefCount> PartialEq for Link<K, T, A, C> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}

/// What a link leads to.
pub(super) enum Raw<K, T, A, C: RefCount> {
    Leaf(RawBlock<(), T, C>),
    Branch(RawBranch<K, T, A, C>),
}

impl<K, T, A, C: RefCount> Link<K, T, A, C> {
    /// Returns the link to a leaf.
    #[inline]
    pub(super) fn leaf(raw: RawBlock<(), T, C>) -> Self {
        Self { bits: raw.address(), nodes: PhantomData }
    }

    /// Returns the link to a branch.
    #[inline]
    pub(super) fn branch(raw: RawBranch<K, T, A, C>) -> Self {
        let bits = raw.address().map_addr(|address| address | BRANCH);
        Self { bits, nodes: PhantomData }
    }

    /// Returns `true` if it leads to a branch.
    #[inline]
    pub(super) fn is_branch(self) -> bool {
        self.bits.addr().get() & BRANCH != 0
    }

    /// Returns the node.
    #[inline]
    pub(super) fn raw(self) -> Raw<K, T, A, C> {
        if self.is_branch() {
            // SAFETY: the bit is set, so the byte before is the branch's first.
            let address = unsafe { self.bits.byte_sub(BRANCH) };
            Raw::Branch(RawBranch::from_address(address))
        } else {
            Raw::Leaf(RawBlock::from_address(self.bits))
        }
    }

    /// Returns the node's address, with the bit that tells a branch.
    #[inline]
    pub(super) fn bits(self) -> NonNull<()> {
        self.bits
    }

    /// Returns the count of either kind of node.
    ///
    /// # Safety
    /// The node is live for `'a`.
    #[inline]
    pub(super) unsafe fn count<'a>(self) -> &'a C::Counter {
        match self.raw() {
            // SAFETY: the block is live.
            Raw::Leaf(leaf) => unsafe { leaf.count() },
            // SAFETY: the branch is live.
            Raw::Branch(branch) => unsafe { branch.count() },
        }
    }
}
