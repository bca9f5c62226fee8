//! An exclusive borrow of a block with one owner.

use super::raw::{Head, RawBlock};
use crate::count::RefCount;
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
    /// Live and exclusive for `'a`.
    raw: RawBlock<H, T, C>,
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
        let this = Self { raw, borrow: PhantomData };
        // SAFETY: the block is live.
        unsafe { raw.watch() }.write();
        this
    }

    /// Returns the same access for a shorter time.
    #[inline]
    pub fn reborrow(&mut self) -> BlockMut<'_, H, T, C> {
        BlockMut { raw: self.raw, borrow: PhantomData }
    }

    /// Returns the number of items.
    #[inline]
    pub fn len(&self) -> usize {
        // SAFETY: `raw` is live for `'a`.
        unsafe { self.raw.len() }
    }

    /// Returns `true` if there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of items that fit.
    #[inline]
    pub fn capacity(&self) -> usize {
        // SAFETY: `raw` is live for `'a`.
        unsafe { self.raw.capacity() }.get()
    }

    /// Returns the number of items that still fit.
    #[inline]
    pub fn room(&self) -> usize {
        self.capacity() - self.len()
    }

    /// Returns the value before the items.
    #[inline]
    pub fn head(&self) -> &H {
        // SAFETY: `raw` is live for `'a`.
        let head = unsafe { self.raw.head() };
        // SAFETY: the head is initialised, and borrowed along with `self`.
        unsafe { head.as_ref() }
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
        unsafe { slice::from_raw_parts(self.items().as_ptr(), self.len()) }
    }

    /// Returns the items, to be written.
    #[inline]
    pub fn slice_mut(&mut self) -> &mut [T] {
        self.reborrow().into_parts().1
    }

    /// Returns head and items at once, for as long as the access lasts.
    #[inline]
    pub fn into_parts(self) -> (&'a mut H, &'a mut [T]) {
        let (items, len) = (self.items(), self.len());
        // SAFETY: `raw` is live for `'a`.
        let mut head = unsafe { self.raw.head() };
        // SAFETY: the head is initialised and exclusive for `'a`; `self` is used up.
        let head = unsafe { head.as_mut() };
        // SAFETY: the items are initialised, exclusive for `'a`, and do not overlap the head.
        (head, unsafe { slice::from_raw_parts_mut(items.as_ptr(), len) })
    }

    /// Returns the bytes between head and items.
    #[inline]
    pub(crate) fn prefix(&self) -> &[u8] {
        // SAFETY: `raw` is live for `'a`.
        let prefix = unsafe { self.raw.prefix() };
        // SAFETY: the prefix has been initialised to zeros, and is borrowed along with `self`.
        unsafe { slice::from_raw_parts(prefix.as_ptr(), H::PREFIX.0) }
    }

    /// Returns the bytes between head and items, to be written.
    #[inline]
    pub(crate) fn prefix_mut(&mut self) -> &mut [u8] {
        // SAFETY: `raw` is live for `'a`.
        let prefix = unsafe { self.raw.prefix() };
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
        // SAFETY: `index` is within the capacity.
        let at = unsafe { self.items().add(index) };
        // SAFETY: there is room for one more, so this is within the capacity.
        let after = unsafe { at.add(1) };
        // SAFETY: both ranges are within the capacity; `at` is free to be written afterwards.
        unsafe { at.copy_to(after, len - index) };
        // SAFETY: within the capacity, and holding nothing that is still owned there.
        unsafe { at.write(item) };
        // SAFETY: one item more is initialised.
        unsafe { self.raw.set_len(len + 1) };
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
        unsafe { self.raw.set_len(len - 1) };
        // SAFETY: `index` is below the old length.
        let at = unsafe { self.items().add(index) };
        // SAFETY: the item is initialised, and given up by the block.
        let item = unsafe { at.read() };
        // SAFETY: the end of that item is within the old length.
        let after = unsafe { at.add(1) };
        // SAFETY: both ranges are within the old length.
        unsafe { at.copy_from(after, len - index - 1) };
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
        unsafe { self.raw.set_len(len - 1) };
        // SAFETY: `index` is below the old length.
        let at = unsafe { self.items().add(index) };
        // SAFETY: so is `len - 1`.
        let last = unsafe { self.items().add(len - 1) };
        // SAFETY: the item is initialised, and given up by the block.
        let item = unsafe { at.read() };
        // SAFETY: both are within the old length; they may be the same.
        unsafe { at.copy_from(last, 1) };
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
        let Some(surplus) = self.len().checked_sub(len) else { return };
        // SAFETY: fewer items than before, so all are initialised. Shortened before any drop runs:
        // should one panic, no item is dropped twice.
        unsafe { self.raw.set_len(len) };
        // SAFETY: `len` is within the old length.
        let first = unsafe { self.items().add(len) };
        let surplus = NonNull::slice_from_raw_parts(first, surplus);
        // SAFETY: these items are initialised, and the block has given them up.
        unsafe { surplus.drop_in_place() };
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
        // SAFETY: the length is within the capacity.
        let place = unsafe { self.items().add(len) };
        // SAFETY: there is room after the length, and this block is exclusive, so the items are not
        // in it.
        unsafe { place.copy_from_nonoverlapping(NonNull::from(items).cast(), items.len()) };
        // SAFETY: so many items are initialised now.
        unsafe { self.raw.set_len(len + items.len()) };
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
        // SAFETY: the length is within the capacity.
        let place = unsafe { self.items().add(len) };
        let (mut one, mut two) = (NonNull::from(one).cast::<T>(), NonNull::from(two).cast::<T>());
        for (index, &second) in second.iter().enumerate() {
            let from = if second { two } else { one };
            // SAFETY: there is room after the length for all.
            let place = unsafe { place.add(index) };
            // SAFETY: the slice has one more item, and this block is exclusive, so the item is not in it.
            unsafe { place.copy_from_nonoverlapping(from, 1) };
            // SAFETY: at most the end of the slice.
            one = unsafe { one.add(usize::from(!second)) };
            // SAFETY: at most the end of the slice.
            two = unsafe { two.add(usize::from(second)) };
        }
        // SAFETY: so many items are initialised now.
        unsafe { self.raw.set_len(len + second.len()) };
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
            let place = unsafe { self.items().add(len) }.cast::<MaybeUninit<T>>();
            // SAFETY: there is room for so many, which nothing else reaches.
            let room = unsafe { slice::from_raw_parts_mut(place.as_ptr(), items.len()) };
            clone_into(room, items);
            // SAFETY: so many items are initialised now.
            unsafe { self.raw.set_len(len + items.len()) };
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
        let (start, room) = (self.len(), self.room());
        let mut len = start;
        for part in parts {
            assert!(part.len() <= start + room - len, "no room in a block of {start}");
            // SAFETY: the length is within the capacity.
            let place = unsafe { self.items().add(len) };
            // SAFETY: there is room for so many behind it, and the block is exclusive, so that the items do not lie in it.
            unsafe { place.copy_from_nonoverlapping(NonNull::from(part).cast(), part.len()) };
            len += part.len();
        }
        // SAFETY: so many items are initialised now.
        unsafe { self.raw.set_len(len) };
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

        // SAFETY: `index` is within the length of `to`.
        let place = unsafe { to.items().add(index) };
        // SAFETY: `moved` more items are within the capacity of `to`.
        let after = unsafe { place.add(moved) };
        // SAFETY: both ranges are within the capacity of `to`.
        unsafe { place.copy_to(after, to_len - index) };
        // SAFETY: the range is within the length of `self`.
        let first = unsafe { self.items().add(range.start) };
        // SAFETY: the two blocks are distinct, for both are borrowed exclusively; the items change
        // owner, since the gap they leave is closed below.
        unsafe { first.copy_to_nonoverlapping(place, moved) };
        // SAFETY: the range's end is within the length of `self`.
        let rest = unsafe { first.add(moved) };
        // SAFETY: both ranges are within the length of `self`.
        unsafe { first.copy_from(rest, from_len - range.end) };
        // SAFETY: that many items are left, without a gap.
        unsafe { self.raw.set_len(from_len - moved) };
        // SAFETY: that many items are there now.
        unsafe { to.raw.set_len(to_len + moved) };
    }

    /// Returns the first item, or where it would be.
    #[inline]
    fn items(&self) -> NonNull<T> {
        // SAFETY: `raw` is live for `'a`.
        unsafe { self.raw.items() }
    }
}

/// Appends items, and publishes the length when dropped: so also when what makes them panics.
struct Filling<'b, 'a, H, T, C: RefCount> {
    block: &'b mut BlockMut<'a, H, T, C>,
    first: NonNull<T>,
    /// At most the capacity; the items below are initialised.
    len: usize,
}

impl<'b, 'a, H: Head<T>, T, C: RefCount> Filling<'b, 'a, H, T, C> {
    #[inline]
    fn new(block: &'b mut BlockMut<'a, H, T, C>) -> Self {
        let (first, len) = (block.items(), block.len());
        Self { block, first, len }
    }

    /// Appends an item.
    ///
    /// # Safety
    /// There is room for it.
    #[inline]
    unsafe fn push(&mut self, item: T) {
        // SAFETY: there is room after the items.
        let place = unsafe { self.first.add(self.len) };
        // SAFETY: the place is within the capacity, and holds nothing.
        unsafe { place.write(item) };
        self.len += 1;
    }
}

impl<H, T, C: RefCount> Drop for Filling<'_, '_, H, T, C> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the invariant of `len`.
        unsafe { self.block.raw.set_len(self.len) };
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
        // SAFETY: length < capacity.
        let mut place = unsafe { self.block.items().add(len) };
        // SAFETY: the place is within the capacity, and holds nothing.
        unsafe { place.write(item) };
        // SAFETY: one item more is initialised.
        unsafe { self.block.raw.set_len(len + 1) };
        // SAFETY: it is initialised, and the block exclusive for `'a`.
        unsafe { place.as_mut() }
    }
}
