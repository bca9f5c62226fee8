//! All items overwritten.

use crate::GenericVec;
use cow_core::RefCount;

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Overwrites every item with a clone of `value`.
    ///
    /// Items that a clone of the whole vector shares are not cloned to be overwritten: there will be
    /// new leaves.
    pub fn fill(&mut self, value: T) {
        if self.tree.is_shared() {
            *self = core::iter::repeat_n(value, self.len()).collect();
        } else {
            self.view_mut(..).fill(value);
        }
    }

    /// Overwrites every item with a result of `f`.
    ///
    /// Shared nodes are replaced, as by [`fill`](Self::fill).
    pub fn fill_with(&mut self, f: impl FnMut() -> T) {
        if self.tree.is_shared() {
            *self = core::iter::repeat_with(f).take(self.len()).collect();
        } else {
            self.view_mut(..).fill_with(f);
        }
    }
}
