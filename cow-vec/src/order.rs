//! Items exchanged and overwritten where they are.

use crate::CowVec;
use crate::panics;
use core::slice::GetDisjointMutError;
use core::{array, mem};
use cow_core::Kind;

impl<T: Clone, P: Kind> CowVec<T, P> {
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
        if indices.iter().any(|&index| index >= self.len()) {
            return Err(GetDisjointMutError::IndexOutOfBounds);
        }
        let mut order: [usize; N] = array::from_fn(|k| k);
        order.sort_unstable_by_key(|&k| indices[k]);
        if order.windows(2).any(|pair| indices[pair[0]] == indices[pair[1]]) {
            return Err(GetDisjointMutError::OverlappingIndices);
        }
        let mut found = [const { None }; N];
        if let (Some(&first), Some(&last)) = (order.first(), order.last()) {
            let mut next = indices[first];
            let mut items = self.items_mut(next..indices[last] + 1);
            for k in order {
                found[k] = items.nth(indices[k] - next);
                next = indices[k] + 1;
            }
        }
        Ok(found.map(|item| item.expect("in bounds, and looked for in order")))
    }

    /// Reverses the order of the items, in place.
    pub fn reverse(&mut self) {
        let mut items = self.iter_mut();
        while let (Some(a), Some(b)) = (items.next(), items.next_back()) {
            mem::swap(a, b);
        }
    }

    /// Overwrites every item with a clone of `value`.
    pub fn fill(&mut self, value: T) {
        let mut items = self.iter_mut();
        if let Some(last) = items.next_back() {
            items.for_each(|item| item.clone_from(&value));
            *last = value;
        }
    }

    /// Overwrites every item with what `f` returns.
    pub fn fill_with(&mut self, mut f: impl FnMut() -> T) {
        self.iter_mut().for_each(|item| *item = f());
    }
}
