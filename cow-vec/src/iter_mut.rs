//! The items, one after the other, to be written.

use crate::GenericVec;
use crate::edge::Edge;
use core::iter::FusedIterator;
use core::ops::Range;
use core::slice::GetDisjointMutError;
use core::{array, fmt, mem, slice};
use cow_core::grid::LeavesMut;
use cow_core::{Atomic, RefCount};

/// An iterator over the items of a [`CowVec`](crate::CowVec), to be written. See [`iter_mut`](crate::CowVec::iter_mut).
pub struct IterMut<'a, T, C: RefCount = Atomic> {
    /// The first items. If there is any, `first` is empty.
    pub(crate) front: slice::IterMut<'a, T>,
    pub(crate) first: Edge<'a, T, C>,
    /// The items after those.
    pub(crate) leaves: LeavesMut<'a, T, C>,
    pub(crate) last: Edge<'a, T, C>,
    /// The last items. If there is any, `last` is empty.
    pub(crate) back: slice::IterMut<'a, T>,
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Returns the items, in order, to be written.
    ///
    /// Each leaf is tested for other owners when it is reached: what is not reached is
    /// not copied.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let mut v: CowVec<u64> = (0..1000).collect();
    /// v.iter_mut().for_each(|x| *x *= 2);
    /// assert_eq!(v[999], 1998);
    /// ```
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T, C> {
        self.items_mut(0..self.len())
    }

    /// The items in `range`, which is in bounds, to be written.
    #[inline]
    pub(crate) fn items_mut(&mut self, range: Range<usize>) -> IterMut<'_, T, C> {
        if self.is_flat() && !range.is_empty() {
            let last = Edge::Tail(&mut self.body.tail, range);
            return IterMut { last, ..IterMut::default() };
        }
        self.items_of_tree(range)
    }

    /// [`items_mut`](Self::items_mut), where the tail has not all items.
    fn items_of_tree(&mut self, range: Range<usize>) -> IterMut<'_, T, C> {
        let (head, items) = (self.body.front.len(), self.body.grid.len());
        let in_front = range.start.min(head)..range.end.min(head);
        let in_tail =
            range.start.saturating_sub(head + items)..range.end.saturating_sub(head + items);
        let in_grid = range.start.clamp(head, head + items) - head
            ..range.end.clamp(head, head + items) - head;

        let mut items =
            IterMut { leaves: self.body.grid.leaves_mut(in_grid), ..IterMut::default() };
        if !in_front.is_empty() {
            items.first = Edge::Front(&mut self.body.front, in_front);
        }
        if !in_tail.is_empty() {
            items.last = Edge::Tail(&mut self.body.tail, in_tail);
        }
        items
    }
}

impl<'a, T: Clone, C: RefCount> IntoIterator for &'a mut GenericVec<T, C> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T, C>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, T, C> {
        self.iter_mut()
    }
}

impl<'a, T: Clone, C: RefCount> IterMut<'a, T, C> {
    /// The next leaf becomes the front, or the last items if there is none.
    #[inline(never)]
    fn refill_front(&mut self) {
        self.front = if !self.first.is_empty() {
            mem::take(&mut self.first).open().iter_mut()
        } else if let Some(leaf) = self.leaves.next() {
            leaf.iter_mut()
        } else if !self.last.is_empty() {
            mem::take(&mut self.last).open().iter_mut()
        } else {
            mem::take(&mut self.back)
        };
    }

    /// The previous leaf becomes the back, or the first items if there is none.
    #[inline(never)]
    fn refill_back(&mut self) {
        self.back = if !self.last.is_empty() {
            mem::take(&mut self.last).open().iter_mut()
        } else if let Some(leaf) = self.leaves.next_back() {
            leaf.iter_mut()
        } else if !self.first.is_empty() {
            mem::take(&mut self.first).open().iter_mut()
        } else {
            mem::take(&mut self.front)
        };
    }

    /// [`fold`](Iterator::fold), where there is more than the tail.
    fn fold_leaves<B, F: FnMut(B, &'a mut T) -> B>(self, init: B, mut f: F) -> B {
        let mut acc = self.front.fold(init, &mut f);
        acc = self.first.open().iter_mut().fold(acc, &mut f);
        for leaf in self.leaves {
            acc = leaf.iter_mut().fold(acc, &mut f);
        }
        acc = self.last.open().iter_mut().fold(acc, &mut f);
        self.back.fold(acc, f)
    }

    /// Those of the items at `indices`, in that order, none of them twice.
    pub(crate) fn pick<const N: usize>(
        mut self,
        indices: [usize; N],
    ) -> Result<[&'a mut T; N], GetDisjointMutError> {
        let len = self.len();
        for (k, index) in indices.iter().enumerate() {
            if *index >= len {
                return Err(GetDisjointMutError::IndexOutOfBounds);
            }
            if indices[..k].contains(index) {
                return Err(GetDisjointMutError::OverlappingIndices);
            }
        }
        let mut order: [usize; N] = array::from_fn(|k| k);
        order.sort_unstable_by_key(|&k| indices[k]);
        let mut found = [const { None }; N];
        let mut next = 0;
        for k in order {
            found[k] = self.nth(indices[k] - next);
            next = indices[k] + 1;
        }
        Ok(found.map(|item| item.expect("in bounds, and looked for in order")))
    }
}

impl<'a, T: Clone, C: RefCount> Iterator for IterMut<'a, T, C> {
    type Item = &'a mut T;

    #[inline]
    fn next(&mut self) -> Option<&'a mut T> {
        if self.front.len() == 0 {
            self.refill_front();
        }
        self.front.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let ends = self.front.len() + self.first.len() + self.last.len() + self.back.len();
        let len = self.leaves.remaining() + ends;
        (len, Some(len))
    }

    #[inline]
    fn count(self) -> usize {
        self.len()
    }

    #[inline]
    fn last(mut self) -> Option<&'a mut T> {
        self.next_back()
    }

    #[inline]
    fn nth(&mut self, mut n: usize) -> Option<&'a mut T> {
        if n >= self.front.len() {
            n = self.first.skip_front(n - self.front.len());
            let skipped = n.min(self.leaves.remaining());
            self.leaves.skip_front(skipped);
            n = self.last.skip_front(n - skipped);
            self.refill_front();
        }
        self.front.nth(n)
    }

    #[inline]
    fn fold<B, F: FnMut(B, &'a mut T) -> B>(self, init: B, f: F) -> B {
        if self.last.len() == self.len() {
            // All there is in a small vector.
            return self.last.open().iter_mut().fold(init, f);
        }
        self.fold_leaves(init, f)
    }
}

impl<T: Clone, C: RefCount> DoubleEndedIterator for IterMut<'_, T, C> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.back.len() == 0 {
            self.refill_back();
        }
        self.back.next_back()
    }

    #[inline]
    fn nth_back(&mut self, mut n: usize) -> Option<Self::Item> {
        if n >= self.back.len() {
            n = self.last.skip_back(n - self.back.len());
            let skipped = n.min(self.leaves.remaining());
            self.leaves.skip_back(skipped);
            n = self.first.skip_back(n - skipped);
            self.refill_back();
        }
        self.back.nth_back(n)
    }
}

impl<T, C: RefCount> Default for IterMut<'_, T, C> {
    /// An iterator over nothing.
    #[inline]
    fn default() -> Self {
        Self {
            front: slice::IterMut::default(),
            first: Edge::default(),
            leaves: LeavesMut::default(),
            last: Edge::default(),
            back: slice::IterMut::default(),
        }
    }
}

impl<T: Clone, C: RefCount> ExactSizeIterator for IterMut<'_, T, C> {}
impl<T: Clone, C: RefCount> FusedIterator for IterMut<'_, T, C> {}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for IterMut<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        struct Items<'a, 'i, T, C: RefCount>(&'a IterMut<'i, T, C>);
        impl<T: fmt::Debug, C: RefCount> fmt::Debug for Items<'_, '_, T, C> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let IterMut { front, first, leaves, last, back } = self.0;
                let mut between = leaves.part();
                let mut list = f.debug_list();
                list.entries(front.as_slice()).entries(first.slice());
                while let Some(leaf) = between.next_leaf() {
                    list.entries(leaf);
                }
                list.entries(last.slice()).entries(back.as_slice()).finish()
            }
        }
        f.debug_tuple("IterMut").field(&Items(self)).finish()
    }
}
