//! Several items of a block replaced at once.

use super::exclusive::BlockMut;
use super::raw::Head;
use crate::count::RefCount;
use core::ops::Range;

impl<H: Head<T>, T: Copy, C: RefCount> BlockMut<'_, H, T, C> {
    /// Replaces the items in `range` by others, and moves those after them.
    ///
    /// # Panics
    /// If the range is out of bounds, or if there is no room.
    #[inline]
    pub fn replace(&mut self, range: Range<usize>, items: &[T]) {
        if let ([item], true) = (items, range.start == range.end) {
            return self.insert(range.start, *item);
        }
        let len = self.len();
        let removed = self.slice()[range.clone()].len();
        let end = range.start + items.len();
        if let Some(more) = items.len().checked_sub(removed) {
            // Any items will do to raise the length.
            self.extend_from_slice(&items[..more]);
            self.slice_mut().copy_within(range.end..len, end);
        } else {
            self.slice_mut().copy_within(range.end..len, end);
            self.truncate(end + len - range.end);
        }
        self.slice_mut()[range.start..end].copy_from_slice(items);
    }
}

#[cfg(test)]
mod tests {
    use crate::Atomic;
    use crate::block::Fresh;
    use alloc::vec::Vec;

    #[test]
    fn items_are_replaced_as_in_a_vec() {
        for len in 0..6 {
            for start in 0..=len {
                for end in start..=len {
                    for count in 0..5 {
                        let mut model: Vec<u8> = (0..len as u8).collect();
                        let new: Vec<u8> = (100..100 + count as u8).collect();
                        let mut block = Fresh::<(), u8, Atomic>::new((), 12);
                        block.get().extend_from_slice(&model);
                        block.get().replace(start..end, &new);
                        model.splice(start..end, new);
                        assert_eq!(block.slice(), model);
                    }
                }
            }
        }
    }

    #[test]
    fn there_has_to_be_room() {
        let mut block = Fresh::<(), u8, Atomic>::new((), 4);
        block.get().extend_from_slice(&[1, 2, 3]);
        block.get().replace(1..2, &[4, 5]);
        assert_eq!(block.slice(), [1, 4, 5, 3]);
        let more = std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| {
            block.get().replace(0..0, &[6]);
        }));
        assert!(more.is_err());
        assert_eq!(block.slice(), [1, 4, 5, 3]);
    }
}
