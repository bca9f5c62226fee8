//! Branches and links: the one place that lays out, allocates and frees branches, and that reads a
//! link's tag.

use super::width::MAX_FANOUT;
use crate::block::{Block, RawBlock};
use crate::count::{Counter, RefCount, Unit};
use crate::node::{Live, RawNode};
use crate::prefix::{has_order, is_integer};
use crate::sync::{self, Watch};
use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem::{MaybeUninit, needs_drop};
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
///   Head │ room, if FITTED │ Prefixes, if K has an order by prefix │ sizes │ links │ summaries │ separators
/// ```
///
/// A search reads what is first. Integers are their own prefixes, and are not there besides. Separators are
/// [`InlineKeys`], or with drop glue `Option<KeyBlock>`.
///
/// * *sizes*: how many items are below each child; zero in free places.
/// * *links*: the first `len` lead to live nodes of the height below, of each of which `unit` shares are held here.
/// * *summaries*: the first `len` are initialised.
///
/// Each of these has [`room`](Self::room) places, of which `len` are taken.
///
/// A branch is **live** from [`allocate`](Self::allocate) to [`free`](Self::free): the pointer is
/// then valid for its whole allocation, and head, room, prefixes, sizes and a key block are initialised. It is
/// **exclusive** while all shares of it are in one hand, and cannot be reached from elsewhere.
pub(super) struct RawBranch<K, T, A, C: RefCount> {
    ptr: NonNull<Head<C>>,
    content: PhantomData<(K, T, A)>,
}

/// Where the parts of a branch are, in bytes.
struct Offsets {
    sizes: usize,
    links: usize,
    summaries: usize,
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

    /// Whether a branch may have less room than for the most children: not if there are separators, for a search among
    /// these is done for a number of places that is known.
    pub(super) const FITTED: bool = size_of::<K>() == 0 && !needs_drop::<K>();

    /// Where the room is, if it is kept: one byte.
    const ROOM_AT: usize = size_of::<Head<C>>();

    /// Where the prefixes are.
    const PREFIXES_AT: usize =
        (Self::ROOM_AT + Self::FITTED as usize).next_multiple_of(align_of::<Prefixes>());

    #[inline]
    fn offsets(room: usize) -> Offsets {
        let prefixes = if has_order::<K>() { size_of::<Prefixes>() } else { 0 };
        let sizes = Self::PREFIXES_AT + prefixes;
        let links = sizes + room * size_of::<usize>();
        let link_end = links + room * size_of::<Link<K, T, A, C>>();
        let summaries = link_end.next_multiple_of(align_of::<A>());
        let (size, align) = if is_integer::<K>() || Self::FITTED {
            (0, align_of::<K>())
        } else if Self::KEYS_APART {
            (size_of::<Option<KeyBlock<K, C>>>(), align_of::<Option<KeyBlock<K, C>>>())
        } else {
            (size_of::<InlineKeys<K>>(), align_of::<InlineKeys<K>>())
        };
        let keys = (summaries + room * size_of::<A>()).next_multiple_of(align);
        Offsets { sizes, links, summaries, keys, end: keys + size }
    }

    /// Returns the layout of a branch with so much room: aligned to 16, so that links have bits to spare.
    #[inline]
    pub(super) fn layout(room: usize) -> Layout {
        let keys = if Self::KEYS_APART { 16 } else { align_of::<K>() };
        let align = align_of::<Head<C>>().max(align_of::<A>()).max(keys).max(16);
        Layout::from_size_align(Self::offsets(room).end, align).expect("a branch fits into memory")
    }

    /// Makes a new, live branch without children, of which one share is the caller's: with room for `room` of them, or if
    /// it is not [fitted](Self::FITTED) for as many as a branch may have.
    pub(super) fn allocate(height: u8, room: usize) -> Self {
        let this = Self::allocate_head(height, room);
        if has_order::<K>() {
            // SAFETY: the prefixes are within the allocation.
            let prefixes = unsafe { this.ptr.byte_add(Self::PREFIXES_AT) }.cast::<Prefixes>();
            // SAFETY: there is room for them, and they are aligned.
            unsafe { prefixes.write([FREE; MAX_FANOUT]) };
        }
        let room = if Self::FITTED { room } else { MAX_FANOUT };
        // SAFETY: the sizes are within the allocation.
        let sizes = unsafe { this.ptr.byte_add(Self::offsets(room).sizes) }.cast::<usize>();
        // SAFETY: there is room for so many, and they are aligned.
        unsafe { sizes.write_bytes(0, room) };
        this
    }

    /// Makes a new, live branch without children, of which one share is the caller's: but with sizes, links
    /// and prefixes that are right when it gets as many children as another, for which it has room.
    ///
    /// # Safety
    /// The other branch is live, and there is no exclusive borrow.
    #[inline]
    pub(super) unsafe fn allocate_like(other: Self, room: usize) -> Self {
        // SAFETY: the branch is live, and only read.
        let head = unsafe { other.head() };
        let this = Self::allocate_head(head.height, room);
        if !Self::FITTED {
            let (start, end) = (Self::PREFIXES_AT, Self::offsets(MAX_FANOUT).summaries);
            // SAFETY: within the allocation.
            let from = unsafe { other.ptr.byte_add(start) }.cast::<u8>();
            // SAFETY: within the allocation.
            let to = unsafe { this.ptr.byte_add(start) }.cast::<u8>();
            // SAFETY: both are that long, and one of them is new.
            unsafe { from.copy_to_nonoverlapping(to, end - start) };
            return this;
        }
        let len = usize::from(head.len);
        assert!(len <= room, "no room for the children");
        // SAFETY: the sizes are within the allocation.
        let sizes = unsafe { this.ptr.byte_add(Self::offsets(room).sizes) }.cast::<usize>();
        for slot in len..room {
            // SAFETY: there is room for so many.
            let place = unsafe { sizes.add(slot) };
            // SAFETY: within the allocation, and aligned.
            unsafe { place.write(0) };
        }
        // SAFETY: the branch is live, and only read.
        let from = NonNull::from(unsafe { other.sizes() }).cast::<usize>();
        // SAFETY: both have as many places or more, and one of them is new.
        unsafe { from.copy_to_nonoverlapping(sizes, len) };
        // SAFETY: the new branch is live, for its sizes are initialised, and exclusive.
        let to = unsafe { this.links_mut() };
        // SAFETY: the branch is live, and only read.
        to[..len].copy_from_slice(&unsafe { other.links() }[..len]);
        this
    }

    /// Makes a new branch, of which only the head is initialised and, with drop glue, that there
    /// are no separators.
    #[inline]
    fn allocate_head(height: u8, room: usize) -> Self {
        debug_assert!(room <= MAX_FANOUT);
        let room = if Self::FITTED { room } else { MAX_FANOUT };
        // SAFETY: the layout has at least the size of the head.
        let ptr = unsafe { sync::allocate(Self::layout(room)) }.cast::<Head<C>>();
        let (count, unit) = (C::Counter::one(), C::Unit::new(1));
        // SAFETY: the allocation is new and begins with room for a head.
        unsafe { ptr.write(Head { count, unit, height, len: 0, watch: Watch::new() }) };
        let this = Self { ptr, content: PhantomData };
        if Self::FITTED {
            // SAFETY: the byte is within the allocation.
            let place = unsafe { this.ptr.byte_add(Self::ROOM_AT) }.cast::<u8>();
            // SAFETY: there is room for it.
            unsafe { place.write(room as u8) };
        }
        if Self::KEYS_APART {
            // SAFETY: the separators are within the allocation.
            let keys = unsafe { this.ptr.byte_add(Self::offsets(room).keys) };
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
        // SAFETY: the branch is live.
        let layout = Self::layout(unsafe { self.room() });
        // SAFETY: the branch was allocated with this layout.
        unsafe { sync::free(self.ptr.cast(), layout) }
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

    /// Returns the number of children that fit. It never changes.
    ///
    /// # Safety
    /// The branch is live.
    #[inline]
    pub(super) unsafe fn room(self) -> usize {
        if !Self::FITTED {
            return MAX_FANOUT;
        }
        // SAFETY: the byte is within the allocation.
        let room = unsafe { self.ptr.byte_add(Self::ROOM_AT) }.cast::<u8>();
        // SAFETY: it is initialised, and nothing writes to it.
        unsafe { room.read() }.into()
    }

    /// Returns the places of one kind, of which there are as many as the room.
    ///
    /// # Safety
    /// The branch is live.
    #[inline]
    unsafe fn places<U>(self, at: impl FnOnce(Offsets) -> usize) -> NonNull<[U]> {
        // SAFETY: the branch is live.
        let room = unsafe { self.room() };
        // SAFETY: they are within the allocation.
        let first = unsafe { self.ptr.byte_add(at(Self::offsets(room))) };
        NonNull::slice_from_raw_parts(first.cast(), room)
    }

    /// Borrows the number of items below each child.
    ///
    /// # Safety
    /// The same as for [`head`](Self::head).
    #[inline]
    pub(super) unsafe fn sizes<'a>(self) -> &'a [usize] {
        // SAFETY: the branch is live.
        let places = unsafe { self.places(|at| at.sizes) };
        // SAFETY: they are initialised, and nothing writes to them.
        unsafe { places.as_ref() }
    }

    /// Borrows the same to be written.
    ///
    /// # Safety
    /// The same as for [`head_mut`](Self::head_mut).
    #[inline]
    pub(super) unsafe fn sizes_mut<'a>(self) -> &'a mut [usize] {
        // SAFETY: the branch is live.
        let mut places = unsafe { self.places(|at| at.sizes) };
        // SAFETY: they are initialised, and nothing else reaches them.
        unsafe { places.as_mut() }
    }

    /// Borrows the links to the children.
    ///
    /// # Safety
    /// The same as for [`head`](Self::head).
    #[inline]
    pub(super) unsafe fn links<'a>(self) -> &'a [MaybeUninit<Link<K, T, A, C>>] {
        // SAFETY: the branch is live.
        let places = unsafe { self.places(|at| at.links) };
        // SAFETY: they are initialised or not, and nothing writes to them.
        unsafe { places.as_ref() }
    }

    /// Borrows the same to be written.
    ///
    /// # Safety
    /// The same as for [`head_mut`](Self::head_mut).
    #[inline]
    pub(super) unsafe fn links_mut<'a>(self) -> &'a mut [MaybeUninit<Link<K, T, A, C>>] {
        // SAFETY: the branch is live.
        let mut places = unsafe { self.places(|at| at.links) };
        // SAFETY: they are initialised or not, and nothing else reaches them.
        unsafe { places.as_mut() }
    }

    /// Borrows the summaries of the children.
    ///
    /// # Safety
    /// The same as for [`head`](Self::head).
    #[inline]
    pub(super) unsafe fn summaries<'a>(self) -> &'a [MaybeUninit<A>] {
        // SAFETY: the branch is live.
        let places = unsafe { self.places(|at| at.summaries) };
        // SAFETY: they are initialised or not, and nothing writes to them.
        unsafe { places.as_ref() }
    }

    /// Borrows the same to be written.
    ///
    /// # Safety
    /// The same as for [`head_mut`](Self::head_mut).
    #[inline]
    pub(super) unsafe fn summaries_mut<'a>(self) -> &'a mut [MaybeUninit<A>] {
        // SAFETY: the branch is live.
        let mut places = unsafe { self.places(|at| at.summaries) };
        // SAFETY: they are initialised or not, and nothing else reaches them.
        unsafe { places.as_mut() }
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
        // SAFETY: the branch is live.
        let room = unsafe { self.room() };
        // SAFETY: the separators are within the allocation, or at its end if they have no size.
        unsafe { self.ptr.byte_add(Self::offsets(room).keys) }.cast()
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
            Raw::Branch(RawBranch::from_address(self.address()))
        } else {
            Raw::Leaf(RawBlock::from_address(self.bits))
        }
    }

    /// Returns the node's address.
    #[inline]
    fn address(self) -> NonNull<()> {
        // SAFETY: if the bit is set, the byte before is the branch's first.
        unsafe { self.bits.byte_sub(self.bits.addr().get() & BRANCH) }
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
        // SAFETY: by this function's contract; every node begins with its count.
        unsafe { Live::new(RawNode::<u32, (), C>::from_address(self.address())) }.count()
    }
}
