//! Items exchanged and overwritten where they are.

use crate::GenericVec;
use crate::panics;
use core::mem;
use core::slice::GetDisjointMutError;
use cow_core::RefCount;

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Exchanges two items.
    ///
    /// O(log n).
    ///
    /// # Panics
    /// If an index is out of bounds.
    #[track_caller]
    pub fn swap(&mut self, a: usize, b: usize) {
        let len = self.len();
        for index in [a, b] {
            if index >= len {
                panics::index(index, len);
            }
        }
        if a == b {
            return;
        }
        let mut between = self.items_mut(a.min(b)..a.max(b) + 1);
        if let (Some(first), Some(last)) = (between.next(), between.next_back()) {
            mem::swap(first, last);
        }
    }

    /// Several items at once, to be written.
    ///
    /// # Errors
    /// If an index is out of bounds, or if two are the same.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3];
    /// if let Ok([a, b]) = v.get_disjoint_mut([2, 0]) {
    ///     std::mem::swap(a, b);
    /// }
    /// assert_eq!(v, [3, 2, 1]);
    /// ```
    pub fn get_disjoint_mut<const N: usize>(
        &mut self,
        indices: [usize; N],
    ) -> Result<[&mut T; N], GetDisjointMutError> {
        self.iter_mut().pick(indices)
    }

    /// Reverses the order of the items, in place.
    pub fn reverse(&mut self) {
        let mut items = self.iter_mut();
        while let (Some(a), Some(b)) = (items.next(), items.next_back()) {
            mem::swap(a, b);
        }
    }

    /// Overwrites every item with a clone of `value`.
    ///
    /// Items that a clone of the whole vector shares are not cloned to be overwritten: there will be
    /// new leaves.
    pub fn fill(&mut self, value: T) {
        if self.is_shared() {
            *self = core::iter::repeat_n(value, self.len()).collect();
            return;
        }
        let mut items = self.iter_mut();
        if let Some(last) = items.next_back() {
            items.for_each(|item| item.clone_from(&value));
            *last = value;
        }
    }

    /// Overwrites every item with what `f` returns. As [`fill`](Self::fill).
    pub fn fill_with(&mut self, mut f: impl FnMut() -> T) {
        if self.is_shared() {
            *self = core::iter::repeat_with(f).take(self.len()).collect();
            return;
        }
        self.iter_mut().for_each(|item| *item = f());
    }

    /// Whether somebody else owns the whole tree, or all there is if there is none.
    fn is_shared(&self) -> bool {
        let root = self.body.grid.borrow().root().map(|root| root.info());
        let top = root.or_else(|| self.body.tail.leaf().map(|leaf| leaf.info()));
        top.is_some_and(|node| node.owners > 1)
    }
}
