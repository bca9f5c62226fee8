//! An exclusive borrow of a block with one owner.

use super::raw::{Head, LiveBlock, RawBlock};
use crate::count::RefCount;
use crate::node::Exclusive;
use core::marker::PhantomData;
use core::mem::{MaybeUninit, needs_drop};
use core::ops::{ControlFlow, Range};
use core::ptr::NonNull;
use core::slice;

/// Clones items without drop glue.
///
/// As parameters the two are known not to overlap, so that this is a memcpy where `clone` is a copy. Arrays
/// of copies are copied as a whole, where one item after the other takes twice the instructions.
///
/// # Panics
/// If there is less room.
#[inline]
pub(crate) fn clone_into<T: Clone>(room: &mut [MaybeUninit<T>], items: &[T]) {
    let (rooms, rest_of_room) = room[..items.len()].as_chunks_mut::<4>();
    let (chunks, rest) = items.as_chunks::<4>();
    for (room, items) in rooms.iter_mut().zip(chunks) {
        *room = items.clone().map(MaybeUninit::new);
    }
    for (room, item) in rest_of_room.iter_mut().zip(rest) {
        room.write(item.clone());
    }
}

/// Exclusive access to a block that has one owner.
///
/// A pointer and not a `&mut` to a struct, for the items are after the header. It cannot become an
/// owner, nor a [`BlockRef`](super::BlockRef), which could: the block keeps its one owner.
pub struct BlockMut<'a, H, T, C: RefCount> {
    node: Exclusive<'a, RawBlock<H, T, C>>,
    borrow: PhantomData<&'a mut (H, T)>,
}

// SAFETY: exclusive access is as good as a `&mut` to head and items; the count is not touched.
unsafe impl<H: Send, T: Send, C: RefCount> Send for BlockMut<'_, H, T, C> {}
// SAFETY: a `&BlockMut` gives `&H` and `&[T]`.
unsafe impl<H: Sync, T: Sync, C: RefCount> Sync for BlockMut<'_, H, T, C> {}

impl<'a, H: Head<T>, T, C: RefCount> BlockMut<'a, H, T, C> {
    /// Returns exclusive access to the block at `raw`.
    ///
    /// # Safety
    /// The block is live and exclusive for `'a`: it has one owner, which is not used meanwhile.
    #[inline]
    pub(crate) unsafe fn from_raw(raw: RawBlock<H, T, C>) -> Self {
        // SAFETY: by this function's contract.
        Self::new(unsafe { Exclusive::from_raw(raw) })
    }

    /// Returns exclusive access to a block.
    #[inline]
    pub(crate) fn new(node: Exclusive<'a, RawBlock<H, T, C>>) -> Self {
        Self { node, borrow: PhantomData }
    }

    /// Returns the node, which is written to only while `self` is borrowed mutably.
    #[inline]
    fn node(&self) -> LiveBlock<'a, H, T, C> {
        self.node.live()
    }

    /// Returns the same access for a shorter time.
    #[inline]
    pub fn reborrow(&mut self) -> BlockMut<'_, H, T, C> {
        BlockMut::new(self.node.reborrow())
    }

    /// Returns the number of items.
    #[inline]
    pub fn len(&self) -> usize {
        self.node().len()
    }

    /// Returns `true` if there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of items that fit.
    #[inline]
    pub fn capacity(&self) -> usize {
        self.node().capacity().get()
    }

    /// Returns the number of items that still fit.
    #[inline]
    pub fn room(&self) -> usize {
        self.capacity() - self.len()
    }

    /// Returns the value before the items.
    #[inline]
    pub fn head(&self) -> &H {
        // SAFETY: the head is initialised, and borrowed along with `self`.
        unsafe { self.node().head().as_ref() }
    }

    /// Returns the value before the items, to be written.
    #[inline]
    pub fn head_mut(&mut self) -> &mut H {
        self.reborrow().into_parts().0
    }

    /// Returns the items.
    #[inline]
    pub fn slice(&self) -> &[T] {
        // SAFETY: the items below the length are initialised, and borrowed along with `self`.
        unsafe { self.node().slice(0..self.len()) }
    }

    /// Returns the items, to be written.
    #[inline]
    pub fn slice_mut(&mut self) -> &mut [T] {
        self.reborrow().into_parts().1
    }

    /// Returns head and items at once, for as long as the access lasts.
    #[inline]
    pub fn into_parts(self) -> (&'a mut H, &'a mut [T]) {
        // SAFETY: the head is initialised and exclusive for `'a`; `self` is used up.
        let head = unsafe { self.node().head().as_mut() };
        // SAFETY: the items are initialised, exclusive for `'a`, and do not overlap the head.
        (head, unsafe { self.node().slice_mut(0..self.len()) })
    }

    /// Returns the bytes between head and items.
    #[inline]
    pub(crate) fn prefix(&self) -> &[u8] {
        let prefix = self.node().prefix();
        // SAFETY: the prefix has been initialised to zeros, and is borrowed along with `self`.
        unsafe { slice::from_raw_parts(prefix.as_ptr(), H::PREFIX.0) }
    }

    /// Returns the bytes between head and items, to be written.
    #[inline]
    pub(crate) fn prefix_mut(&mut self) -> &mut [u8] {
        let prefix = self.node().prefix();
        // SAFETY: the prefix has been initialised to zeros, and is borrowed along with `self`.
        unsafe { slice::from_raw_parts_mut(prefix.as_ptr(), H::PREFIX.0) }
    }

    /// Returns room for one more item, if there is any.
    #[inline]
    pub fn spare(&mut self) -> Option<Spare<'_, H, T, C>> {
        (self.room() > 0).then(|| Spare { block: self.reborrow() })
    }

    /// Puts `item` at `index`, and moves those from there on by one.
    ///
    /// # Panics
    /// If `index` is greater than the length, or if there is no room.
    #[inline]
    pub fn insert(&mut self, index: usize, item: T) {
        let len = self.len();
        assert!(index <= len, "insertion index (is {index}) should be <= len (is {len})");
        assert!(self.room() > 0, "no room in a block of {len}");
        let size = self.node().size();
        // SAFETY: there is room for one more, so both ranges are within the capacity.
        unsafe { self.node().shift(index, index + 1, len - index) };
        // SAFETY: within the capacity, and holding nothing that is still owned there.
        unsafe { self.node().put(index, item) };
        // SAFETY: one item more is initialised.
        unsafe { self.node().set_size(size + 1) };
    }

    /// Takes the item at `index` out, and moves those after it by one.
    ///
    /// # Panics
    /// If there is no such item.
    #[inline]
    pub fn remove(&mut self, index: usize) -> T {
        let len = self.len();
        assert!(index < len, "removal index (is {index}) should be < len (is {len})");
        // SAFETY: the items below `len - 1` stay initialised once the gap is closed, and no user
        // code runs before that.
        unsafe { self.node().set_len(len - 1) };
        // SAFETY: the item is initialised, and given up by the block.
        let item = unsafe { self.node().take(index) };
        // SAFETY: both ranges are within the old length.
        unsafe { self.node().shift(index + 1, index, len - index - 1) };
        item
    }

    /// Takes the item at `index` out, and puts the last one in its place.
    ///
    /// # Panics
    /// If there is no such item.
    #[inline]
    pub fn swap_remove(&mut self, index: usize) -> T {
        let len = self.len();
        assert!(index < len, "swap_remove index (is {index}) should be < len (is {len})");
        // SAFETY: the items below `len - 1` are initialised again once the last one has moved, and
        // no user code runs before that.
        unsafe { self.node().set_len(len - 1) };
        // SAFETY: the item is initialised, and given up by the block.
        let item = unsafe { self.node().take(index) };
        // SAFETY: both are within the old length; they may be the same.
        unsafe { self.node().shift(len - 1, index, 1) };
        item
    }

    /// Takes the last item out.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        let last = self.len().checked_sub(1)?;
        Some(self.remove(last))
    }

    /// Drops all items but the first `len`. No effect if there are fewer.
    #[inline]
    pub fn truncate(&mut self, len: usize) {
        let old = self.len();
        if old < len {
            return;
        }
        // SAFETY: fewer items than before, so all are initialised. Shortened before any drop runs:
        // should one panic, no item is dropped twice.
        unsafe { self.node().set_len(len) };
        // SAFETY: these items are initialised, and the block has given them up.
        unsafe { self.node().drop_items(len..old) };
    }

    /// Appends the bytes of some items, which so change their owner.
    ///
    /// # Safety
    /// The caller owns the items, and forgets them.
    ///
    /// # Panics
    /// If there is no room for all.
    #[inline]
    pub(super) unsafe fn extend_by_copy(&mut self, items: &[T]) {
        let (len, room) = (self.len(), self.room());
        assert!(items.len() <= room, "no room for {} in a block with room for {room}", items.len());
        // SAFETY: there is room after the length; by this function's contract.
        unsafe { self.node().copy_in(len, items) };
        // SAFETY: so many items are initialised now.
        unsafe { self.node().set_len(len + items.len()) };
    }

    /// Appends the bytes of the items of two slices, which so change their owner, in the order that `second`
    /// gives: where it is `true`, the next one of the second slice. No branch depends on it.
    ///
    /// # Safety
    /// The caller owns the items, and forgets them. `second` has as many `true` as `two` has items, and as many
    /// `false` as `one`.
    ///
    /// # Panics
    /// If there is no room for all.
    #[inline]
    pub(super) unsafe fn extend_by_interleaving(&mut self, one: &[T], two: &[T], second: &[bool]) {
        let (len, room) = (self.len(), self.room());
        assert!(second.len() <= room, "no room for {} in a block of {len}", second.len());
        let (mut one, mut two) = (NonNull::from(one).cast::<T>(), NonNull::from(two).cast::<T>());
        for (index, &second) in second.iter().enumerate() {
            let from = if second { two } else { one };
            // SAFETY: there is room after the length for all.
            let place = unsafe { self.node().at(len + index) };
            // SAFETY: the slice has one more item, and this block is exclusive, so the item is not in it.
            unsafe { place.copy_from_nonoverlapping(from, 1) };
            // SAFETY: at most the end of the slice.
            one = unsafe { one.add(usize::from(!second)) };
            // SAFETY: at most the end of the slice.
            two = unsafe { two.add(usize::from(second)) };
        }
        // SAFETY: so many items are initialised now.
        unsafe { self.node().set_len(len + second.len()) };
    }

    /// Appends an item.
    ///
    /// # Panics
    /// If there is no room.
    #[inline]
    pub fn push(&mut self, item: T) {
        let Some(spare) = self.spare() else { panic!("no room in a block of {}", self.len()) };
        spare.fill(item);
    }

    /// Appends clones. If a `clone` panics, the ones before it stay, or if they have no drop glue none.
    ///
    /// # Panics
    /// If there is no room for all.
    #[inline]
    pub fn extend_from_slice(&mut self, items: &[T])
    where
        T: Clone,
    {
        if !needs_drop::<T>() && items.len() <= self.room() {
            let len = self.len();
            // SAFETY: the length is within the capacity.
            let place = unsafe { self.node().at(len) }.cast::<MaybeUninit<T>>();
            // SAFETY: there is room for so many, which nothing else reaches.
            let room = unsafe { slice::from_raw_parts_mut(place.as_ptr(), items.len()) };
            clone_into(room, items);
            // SAFETY: so many items are initialised now.
            unsafe { self.node().set_len(len + items.len()) };
            return;
        }
        self.extend_with(items.len(), |i| {
            // `i` counts up to `items.len()`, which the optimiser sees.
            items[i].clone()
        });
    }

    /// Appends the items of several slices, one after the other.
    ///
    /// # Panics
    /// If there is no room for all.
    #[inline]
    pub fn extend_from_slices<const N: usize>(&mut self, parts: [&[T]; N])
    where
        T: Copy,
    {
        for part in parts {
            // SAFETY: copies need not be given up.
            unsafe { self.extend_by_copy(part) };
        }
    }

    /// Appends `count` items, made by `make` from 0, 1, ... If it panics, those made before stay.
    ///
    /// # Panics
    /// If there is no room for all.
    #[inline]
    pub fn extend_with(&mut self, count: usize, mut make: impl FnMut(usize) -> T) {
        let room = self.room();
        assert!(count <= room, "no room for {count} in a block with room for {room}");
        let mut filling = Filling::new(self);
        for i in 0..count {
            // SAFETY: fewer than `count` have been pushed, which is within the room.
            unsafe { filling.push(make(i)) };
        }
    }

    /// Appends items of `iter` until there is no room or no item left. If it panics, those it gave
    /// before stay.
    ///
    /// # Panics
    /// If `iter` has a `try_fold` of its own that goes on after the closure returned `Break`.
    #[inline]
    pub fn fill_from(&mut self, iter: &mut impl Iterator<Item = T>) {
        let capacity = self.capacity();
        if self.len() == capacity {
            return;
        }
        let mut filling = Filling::new(self);
        // Not `next`: chains and the like test for their end once for many items.
        let _ = iter.try_for_each(|item| {
            // An iterator of the user's may go on after `Break`. For others, the compiler sees that
            // they stop, and removes this.
            assert!(filling.len < capacity, "the iterator goes on after `ControlFlow::Break`");
            // SAFETY: there is room.
            unsafe { filling.push(item) };
            if filling.len < capacity { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
    }

    /// Moves the items in `range` to `index` of another block, and closes the gap. No user code runs.
    ///
    /// # Panics
    /// If the range or the index is out of bounds, or if there is no room.
    #[inline]
    pub fn move_to(&mut self, range: Range<usize>, to: &mut BlockMut<'_, H, T, C>, index: usize) {
        let (from_len, to_len) = (self.len(), to.len());
        let moved = self.slice()[range.clone()].len();
        assert!(index <= to_len, "insertion index (is {index}) should be <= len (is {to_len})");
        assert!(moved <= to.room(), "no room for {moved} in a block of {to_len}");

        // SAFETY: both ranges are within the capacity of `to`.
        unsafe { to.node().shift(index, index + moved, to_len - index) };
        // SAFETY: there is room for them; they change owner, since the gap they leave is closed below.
        unsafe { to.node().copy_in(index, &self.slice()[range.clone()]) };
        // SAFETY: both ranges are within the length of `self`.
        unsafe { self.node().shift(range.end, range.start, from_len - range.end) };
        // SAFETY: that many items are left, without a gap.
        unsafe { self.node().set_len(from_len - moved) };
        // SAFETY: that many items are there now.
        unsafe { to.node().set_len(to_len + moved) };
    }
}

/// Appends items, and publishes the length when dropped: so also when what makes them panics.
struct Filling<'b, 'a, H, T, C: RefCount> {
    block: &'b mut BlockMut<'a, H, T, C>,
    /// At most the capacity; the items below are initialised.
    len: usize,
}

impl<'b, 'a, H: Head<T>, T, C: RefCount> Filling<'b, 'a, H, T, C> {
    #[inline]
    fn new(block: &'b mut BlockMut<'a, H, T, C>) -> Self {
        let len = block.len();
        Self { block, len }
    }

    /// Appends an item.
    ///
    /// # Safety
    /// There is room for it.
    #[inline]
    unsafe fn push(&mut self, item: T) {
        // SAFETY: there is room after the items, which holds nothing.
        unsafe { self.block.node().put(self.len, item) };
        self.len += 1;
    }
}

impl<H, T, C: RefCount> Drop for Filling<'_, '_, H, T, C> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the invariant of `len`.
        unsafe { self.block.node.live().set_len(self.len) };
    }
}

/// Proof that a block has room for one more item.
pub struct Spare<'a, H, T, C: RefCount> {
    /// Length < capacity.
    block: BlockMut<'a, H, T, C>,
}

impl<'a, H: Head<T>, T, C: RefCount> Spare<'a, H, T, C> {
    /// Returns the index that the item will have.
    #[inline]
    pub fn index(&self) -> usize {
        self.block.len()
    }

    /// Appends the item.
    #[inline]
    pub fn fill(self, item: T) -> &'a mut T {
        let len = self.block.len();
        // SAFETY: length < capacity, and the place holds nothing; the block is exclusive for `'a`.
        let place = unsafe { self.block.node().put(len, item) };
        // SAFETY: one item more is initialised.
        unsafe { self.block.node().set_len(len + 1) };
        place
    }
}
