//! Items exchanged and overwritten where they are.

use crate::CowVec;
use crate::panics;
use core::mem;
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
        if a == b {
            return;
        }
        // Both leaves first: if one cannot be cloned, nothing has been exchanged.
        self.get_mut(a);
        let mut item = self[b].clone();
        mem::swap(&mut self[a], &mut item);
        self[b] = item;
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
        self.iter_mut().for_each(|item| item.clone_from(&value));
    }

    /// Overwrites every item with what `f` returns.
    pub fn fill_with(&mut self, mut f: impl FnMut() -> T) {
        self.iter_mut().for_each(|item| *item = f());
    }
}
