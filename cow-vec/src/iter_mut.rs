//! Iterators over the items, to be written.

use crate::GenericVec;
use crate::rrb::RrbMut;
use core::iter::FusedIterator;
use core::slice::GetDisjointMutError;
use core::{array, fmt, mem, slice};
use cow_core::{Atomic, RefCount};

/// An iterator over the items of a [`CowVec`](crate::CowVec), to be written. See [`iter_mut`](crate::CowVec::iter_mut).
pub struct IterMut<'a, T, C: RefCount = Atomic> {
    /// The first items.
    front: slice::IterMut<'a, T>,
    /// The items after those. None is outside of their tree at an end where there are items in `front` or `back`.
    rest: RrbMut<'a, T, C>,
    /// The last items.
    back: slice::IterMut<'a, T>,
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
        self.tree.range_mut(0..self.len()).into()
    }
}

impl<'a, T, C: RefCount> From<RrbMut<'a, T, C>> for IterMut<'a, T, C> {
    #[inline]
    fn from(rest: RrbMut<'a, T, C>) -> Self {
        Self { rest, ..Self::default() }
    }
}

impl<'a, T, C: RefCount> From<IterMut<'a, T, C>> for RrbMut<'a, T, C> {
    /// Returns the items that were not returned yet.
    #[inline]
    fn from(items: IterMut<'a, T, C>) -> Self {
        let IterMut { front, rest, back } = items;
        rest.between(front.into_slice(), back.into_slice())
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
    /// Makes the next leaf the front, or the last items if there is none.
    #[inline(never)]
    fn refill_front(&mut self) {
        self.front = match self.rest.next_leaf() {
            Some(leaf) => leaf.iter_mut(),
            None => mem::take(&mut self.back),
        };
    }

    /// Makes the previous leaf the back, or the first items if there is none.
    #[inline(never)]
    fn refill_back(&mut self) {
        self.back = match self.rest.next_leaf_back() {
            Some(leaf) => leaf.iter_mut(),
            None => mem::take(&mut self.front),
        };
    }

    /// Folds the items, where there is more than the tail.
    fn fold_leaves<B, F: FnMut(B, &'a mut T) -> B>(mut self, init: B, mut f: F) -> B {
        let mut acc = self.front.fold(init, &mut f);
        while let Some(leaf) = self.rest.next_leaf() {
            acc = leaf.iter_mut().fold(acc, &mut f);
        }
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
        let len = self.front.len() + self.rest.len() + self.back.len();
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
            n = self.rest.skip_front(n - self.front.len());
            self.refill_front();
        }
        self.front.nth(n)
    }

    #[inline]
    fn fold<B, F: FnMut(B, &'a mut T) -> B>(mut self, init: B, f: F) -> B {
        if self.rest.is_flat() && self.rest.len() == self.len() {
            // All there is in a small vector.
            return self.rest.next_leaf_back().unwrap_or_default().iter_mut().fold(init, f);
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
            n = self.rest.skip_back(n - self.back.len());
            self.refill_back();
        }
        self.back.nth_back(n)
    }
}

impl<T, C: RefCount> Default for IterMut<'_, T, C> {
    /// Returns an iterator over nothing.
    #[inline]
    fn default() -> Self {
        Self {
            front: slice::IterMut::default(),
            rest: RrbMut::default(),
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
                let IterMut { front, rest, back } = self.0;
                let mut rest = rest.borrow();
                let mut list = f.debug_list();
                list.entries(front.as_slice());
                while let Some(leaf) = rest.next_leaf() {
                    list.entries(leaf);
                }
                list.entries(back.as_slice()).finish()
            }
        }
        f.debug_tuple("IterMut").field(&Items(self)).finish()
    }
}
