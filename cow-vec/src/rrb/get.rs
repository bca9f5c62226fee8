//! One item, read or written.

use super::tree::Rrb;
use cow_core::RefCount;
use cow_core::radix::Body;

impl<T, C: RefCount> Rrb<T, C> {
    /// Returns the item at `index`, or `None` if it is out of bounds.
    #[inline(always)]
    pub(crate) fn get(&self, index: usize) -> Option<&T> {
        let Body { front, tree, tail } = &self.body;
        // More than any length, if the item is in the front.
        let inside = index.wrapping_sub(front.len());
        tree.get(inside)
            .or_else(|| tail.slice().get(inside.wrapping_sub(tree.len())))
            .or_else(|| front.slice().get(index))
    }

    /// Returns the last item.
    #[inline]
    pub(crate) fn last(&self) -> Option<&T> {
        match self.body.tail.slice() {
            [.., last] => Some(last),
            [] => self.get(self.len().wrapping_sub(1)),
        }
    }
}

impl<T: Clone, C: RefCount> Rrb<T, C> {
    /// Returns the item at `index`, to be written, or `None` if it is out of bounds. Copies its leaf and
    /// the path to it where they are shared.
    #[inline(always)]
    pub(crate) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        let Body { front, tree, tail } = &mut self.body;
        // More than any length, if the item is in the front.
        let inside = index.wrapping_sub(front.len());
        if inside < tree.len() {
            return tree.get_mut(inside);
        }
        let inside = inside.wrapping_sub(tree.len());
        if inside < tail.len() {
            return tail.make_mut().get_mut(inside);
        }
        if index < front.len() { front.make_mut().get_mut(index) } else { None }
    }
}
