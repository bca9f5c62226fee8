//! Branches and links: where the parts of a branch are, and what the tag of a link says.

use super::width::MAX_FANOUT;
use crate::block::{Block, RawBlock};
use crate::count::{RefCount, Unit};
use crate::node::{self, Counted, Exclusive, Live, Memory, RawNode};
use crate::prefix::{has_order, is_integer};
use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem::{MaybeUninit, needs_drop};
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::ptr::NonNull;

/// The word of a branch, after its count: the shares that handles and parents hold of it.
#[repr(C)]
pub(super) struct Facts<C: RefCount> {
    /// How many shares the branch holds of each child.
    pub(super) unit: C::Unit,
    /// One more than the height of each child; that of leaves is 0. Never changes.
    pub(super) height: u8,
    /// How many children there are, [`Width::FANOUT`](super::Width::FANOUT) at most. Written only while the branch is
    /// exclusive, as is all that follows.
    pub(super) len: u8,
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

/// Places for the links of a branch.
pub(super) type Links<K, T, A, C> = [MaybeUninit<Link<K, T, A, C>>];

/// The address of a branch: copied freely, owning nothing.
///
/// ```text
///   count │ Facts │ room, if FITTED │ Prefixes, if K has an order by prefix │ sizes │ links │ summaries │ separators
/// ```
///
/// A search reads what is first. Integers are their own prefixes, and are not there besides. Separators are
/// [`InlineKeys`], or with drop glue `Option<KeyBlock>`.
///
/// * *sizes*: how many items are below each child; zero in free places.
/// * *links*: the first `len` lead to live nodes of the height below, of each of which `unit` shares are held here.
/// * *summaries*: the first `len` are initialised.
///
/// Each of these has [`room`](Live::room) places, of which `len` are taken.
///
/// While a branch is live, facts, room, prefixes, sizes and a key block are initialised.
pub(super) struct RawBranch<K, T, A, C: RefCount> {
    node: RawNode<Facts<C>, (), C>,
    content: PhantomData<(K, T, A)>,
}

/// A borrow of a branch that is not freed meanwhile.
pub(super) type LiveBranch<'a, K, T, A, C> = Live<'a, RawBranch<K, T, A, C>>;

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

impl<K, T, A, C: RefCount> Counted for RawBranch<K, T, A, C> {
    type Word = Facts<C>;
    type Head = ();
    type Count = C;

    #[inline]
    fn node(self) -> RawNode<Facts<C>, (), C> {
        self.node
    }
}

impl<K, T, A, C: RefCount> RawBranch<K, T, A, C> {
    /// Whether separators are in a block of their own. None has a size of zero then.
    pub(super) const KEYS_APART: bool = needs_drop::<K>();

    /// Whether a branch may have less room than for the most children: not if there are separators, for a search among
    /// these is done for a number of places that is known.
    pub(super) const FITTED: bool = size_of::<K>() == 0 && !needs_drop::<K>();

    /// Where the room is, if it is kept: one byte.
    const ROOM_AT: usize = RawNode::<Facts<C>, (), C>::HEADER;

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
        let align = RawNode::<Facts<C>, (), C>::align(keys.max(align_of::<A>()));
        node::layout(Some(Self::offsets(room).end), align)
    }

    /// Makes a new, live branch without children, of which one share is the caller's: with room for `room` of them, or if
    /// it is not [fitted](Self::FITTED) for as many as a branch may have.
    pub(super) fn allocate(height: u8, room: usize) -> Self {
        // SAFETY: what is not initialised there is, below.
        let this = unsafe { Self::allocate_part(height, room) };
        // SAFETY: the branch is new.
        let live = unsafe { Live::new(this) };
        if let Some(prefixes) = live.prefixes() {
            // SAFETY: there is room for them, which nothing else reaches.
            unsafe { prefixes.write([FREE; MAX_FANOUT]) };
        }
        let sizes = live.sizes();
        // SAFETY: there is room for so many, which nothing else reaches.
        unsafe { sizes.cast::<usize>().write_bytes(0, sizes.len()) };
        this
    }

    /// Makes a new branch, of which prefixes and sizes are not initialised.
    ///
    /// # Safety
    /// The caller initialises them before they are read.
    #[inline]
    pub(super) unsafe fn allocate_part(height: u8, room: usize) -> Self {
        debug_assert!(room <= MAX_FANOUT);
        let room = if Self::FITTED { room } else { MAX_FANOUT };
        let facts = Facts { unit: C::Unit::new(1), height, len: 0 };
        // SAFETY: the layout has the header, and its alignment.
        let node = unsafe { RawNode::allocate(Self::layout(room), facts, ()) };
        let this = Self { node, content: PhantomData };
        // SAFETY: the branch is new.
        let live = unsafe { Live::new(this) };
        if Self::FITTED {
            // SAFETY: there is room for the byte, which nothing else reaches.
            unsafe { live.room_place().write(room as u8) };
        }
        if Self::KEYS_APART {
            // SAFETY: there is room for the block, which nothing else reaches.
            unsafe { live.key_block().write(None) };
        }
        this
    }

    /// Returns the memory: nothing in it is dropped.
    ///
    /// # Safety
    /// The branch is live and exclusive; it is not live afterwards.
    #[inline]
    pub(super) unsafe fn into_memory(self) -> Memory {
        // SAFETY: the branch is live.
        let room = unsafe { Live::new(self) }.room();
        // SAFETY: the branch was allocated with the layout of its room.
        unsafe { self.node.into_memory(Self::layout(room)) }
    }

    /// Returns the branch at this address.
    #[inline]
    pub(super) fn from_address(address: NonNull<()>) -> Self {
        Self { node: RawNode::from_address(address), content: PhantomData }
    }

    /// Returns the address, with four low bits that are zero.
    #[inline]
    pub(super) fn address(self) -> NonNull<()> {
        self.node.address()
    }
}

/// Where the parts of a branch are.
impl<K, T, A, C: RefCount> LiveBranch<'_, K, T, A, C> {
    /// Returns the number of children that fit. It never changes.
    #[inline]
    pub(super) fn room(self) -> usize {
        if !RawBranch::<K, T, A, C>::FITTED {
            return MAX_FANOUT;
        }
        // SAFETY: it is initialised, and nothing writes to it.
        unsafe { self.room_place().read() }.into()
    }

    /// Returns the place of the room, if it is kept.
    #[inline]
    fn room_place(self) -> NonNull<u8> {
        debug_assert!(RawBranch::<K, T, A, C>::FITTED);
        // SAFETY: the byte is within the allocation.
        unsafe { self.part(RawBranch::<K, T, A, C>::ROOM_AT) }
    }

    /// Returns the places of one kind, of which there are as many as the room.
    #[inline]
    fn places<U>(self, at: impl FnOnce(Offsets) -> usize) -> NonNull<[U]> {
        let room = self.room();
        // SAFETY: they are within the allocation.
        let first = unsafe { self.part(at(RawBranch::<K, T, A, C>::offsets(room))) };
        NonNull::slice_from_raw_parts(first, room)
    }

    /// Returns the places for the number of items below each child.
    #[inline]
    pub(super) fn sizes(self) -> NonNull<[usize]> {
        self.places(|at| at.sizes)
    }

    /// Returns the places for links to the children.
    #[inline]
    pub(super) fn links(self) -> NonNull<Links<K, T, A, C>> {
        self.places(|at| at.links)
    }

    /// Returns the places for the summaries of the children.
    #[inline]
    pub(super) fn summaries(self) -> NonNull<[MaybeUninit<A>]> {
        self.places(|at| at.summaries)
    }

    /// Returns the place of the prefixes of the separators, if these have any.
    #[inline]
    pub(super) fn prefixes(self) -> Option<NonNull<Prefixes>> {
        // SAFETY: the prefixes are within the allocation.
        has_order::<K>().then(|| unsafe { self.part(RawBranch::<K, T, A, C>::PREFIXES_AT) })
    }

    /// Returns the place of the separators.
    #[inline]
    fn keys<U>(self) -> NonNull<U> {
        let at = RawBranch::<K, T, A, C>::offsets(self.room());
        // SAFETY: the separators are within the allocation, or at its end if they have no size.
        unsafe { self.part(at.keys) }
    }

    /// Returns room for separators without drop glue.
    #[inline]
    pub(super) fn inline_keys(self) -> NonNull<InlineKeys<K>> {
        debug_assert!(!RawBranch::<K, T, A, C>::KEYS_APART);
        self.keys()
    }

    /// Returns the place of the block of separators with drop glue.
    #[inline]
    pub(super) fn key_block(self) -> NonNull<Option<KeyBlock<K, C>>> {
        debug_assert!(RawBranch::<K, T, A, C>::KEYS_APART);
        self.keys()
    }
}

/// The parts of a branch, to be written.
impl<K, T, A, C: RefCount> Exclusive<'_, RawBranch<K, T, A, C>> {
    #[inline]
    pub(super) fn facts(&mut self) -> &mut Facts<C> {
        // SAFETY: they are initialised, and borrowed along with `self`.
        unsafe { self.live().word().as_mut() }
    }

    #[inline]
    pub(super) fn sizes(&mut self) -> &mut [usize] {
        // SAFETY: they are initialised, and borrowed along with `self`.
        unsafe { self.live().sizes().as_mut() }
    }

    #[inline]
    pub(super) fn links(&mut self) -> &mut Links<K, T, A, C> {
        // SAFETY: places that are initialised or not, borrowed along with `self`.
        unsafe { self.live().links().as_mut() }
    }

    #[inline]
    pub(super) fn summaries(&mut self) -> &mut [MaybeUninit<A>] {
        // SAFETY: places that are initialised or not, borrowed along with `self`.
        unsafe { self.live().summaries().as_mut() }
    }

    #[inline]
    pub(super) fn prefixes(&mut self) -> Option<&mut Prefixes> {
        // SAFETY: they are initialised, and borrowed along with `self`.
        self.live().prefixes().map(|mut prefixes| unsafe { prefixes.as_mut() })
    }

    #[inline]
    pub(super) fn inline_keys(&mut self) -> &mut InlineKeys<K> {
        // SAFETY: places that are initialised or not, borrowed along with `self`.
        unsafe { self.live().inline_keys().as_mut() }
    }

    #[inline]
    pub(super) fn key_block(&mut self) -> &mut Option<KeyBlock<K, C>> {
        // SAFETY: it is initialised, and borrowed along with `self`.
        unsafe { self.live().key_block().as_mut() }
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

// SAFETY: an address does nothing. What holds one says by a marker what it owns or borrows.
unsafe impl<K, T, A, C: RefCount> Send for Link<K, T, A, C> {}
// SAFETY: as for `Send`.
unsafe impl<K, T, A, C: RefCount> Sync for Link<K, T, A, C> {}

impl<K, T, A, C: RefCount> UnwindSafe for Link<K, T, A, C> {}
impl<K, T, A, C: RefCount> RefUnwindSafe for Link<K, T, A, C> {}

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
