//! The items of a block, by value.

use super::exclusive::BlockMut;
use super::fresh::Fresh;
use super::owned::Block;
use crate::count::Kind;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;
use core::ptr::NonNull;
use core::slice;

/// An iterator that takes the items out of a block, from both ends: moved if the block had one
/// owner, else cloned one by one.
pub struct Items<T, P: Kind> {
    block: Source<T, P>,
    /// The items not yet taken. In `Source::Own`, they are initialised and owned by this.
    rest: Range<usize>,
}

enum Source<T, P: Kind> {
    /// The block's own length is zero.
    Own(Fresh<(), T, P>),
    Shared(Block<(), T, P>),
}

impl<T, P: Kind> Block<(), T, P> {
    /// The items, by value.
    #[inline]
    pub fn into_items(self) -> Items<T, P> {
        let rest = 0..self.borrow().len();
        match self.into_fresh() {
            Err(block) => Items { block: Source::Shared(block), rest },
            Ok(mut fresh) => {
                fresh.get().give_up_items();
                Items { block: Source::Own(fresh), rest }
            }
        }
    }
}

impl<T, P: Kind> Items<T, P> {
    /// The items that have not been taken yet.
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        match &self.block {
            Source::Shared(block) => &block.borrow().slice()[self.rest.clone()],
            Source::Own(fresh) => {
                // SAFETY: `rest` starts within the capacity.
                let first = unsafe { fresh.items().add(self.rest.start) };
                // SAFETY: the items in `rest` are initialised, and borrowed along with `self`.
                unsafe { slice::from_raw_parts(first.as_ptr(), self.rest.len()) }
            }
        }
    }

    /// Appends the next `count` items to a block, moved or cloned. If a `clone` panics, the ones
    /// before it are in the block, and in this iterator still.
    ///
    /// # Panics
    /// If there are not so many items, or if there is no room.
    #[inline]
    pub fn append_to(&mut self, count: usize, to: &mut BlockMut<'_, (), T, P>)
    where
        T: Clone,
    {
        let items = &self.as_slice()[..count];
        match &self.block {
            Source::Shared(_) => to.extend_from_slice(items),
            // SAFETY: the items are forgotten below, before anything else happens.
            Source::Own(_) => unsafe { to.extend_by_copy(items) },
        }
        self.rest.start += count;
    }

    /// The item at `index`, moved or cloned.
    ///
    /// # Safety
    /// The index has just left `rest`.
    #[inline]
    unsafe fn pull(&self, index: usize) -> T
    where
        T: Clone,
    {
        match &self.block {
            Source::Shared(block) => block.borrow().slice()[index].clone(),
            Source::Own(fresh) => {
                // SAFETY: `index` was in `rest`, and so is within the capacity.
                let item = unsafe { fresh.items().add(index) };
                // SAFETY: it is initialised, and no longer in `rest`, so it is moved out once.
                unsafe { item.read() }
            }
        }
    }
}

impl<T: Clone, P: Kind> Iterator for Items<T, P> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        let index = self.rest.next()?;
        // SAFETY: it has just left `rest`.
        Some(unsafe { self.pull(index) })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }
}

impl<T: Clone, P: Kind> DoubleEndedIterator for Items<T, P> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        let index = self.rest.next_back()?;
        // SAFETY: it has just left `rest`.
        Some(unsafe { self.pull(index) })
    }
}

impl<T: Clone, P: Kind> ExactSizeIterator for Items<T, P> {}
impl<T: Clone, P: Kind> FusedIterator for Items<T, P> {}

impl<T, P: Kind> Drop for Items<T, P> {
    #[inline]
    fn drop(&mut self) {
        if let Source::Own(fresh) = &self.block {
            let rest = core::mem::take(&mut self.rest);
            // SAFETY: `rest` starts within the capacity.
            let first = unsafe { fresh.items().add(rest.start) };
            let rest = NonNull::slice_from_raw_parts(first, rest.len());
            // SAFETY: these items are initialised, and were forgotten above. Should a drop panic,
            // the memory is freed all the same, by `fresh`.
            unsafe { rest.drop_in_place() };
        }
    }
}

impl<T: fmt::Debug, P: Kind> fmt::Debug for Items<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.as_slice()).finish()
    }
}
