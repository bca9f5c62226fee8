//! Iterators that move the items out.

use crate::GenericVec;
use crate::iter::Iter;
use crate::rrb::IntoLeaves;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::block::Items;
use cow_core::{Atomic, RefCount};

/// An iterator that moves the items out of a [`CowVec`](crate::CowVec). Those that a clone shares are cloned when they
/// are reached; those of a shared front, a leaf of them at most, at once.
pub struct IntoIter<T, C: RefCount = Atomic> {
    leaves: IntoLeaves<T, C>,
}

impl<T: Clone, C: RefCount> IntoIterator for GenericVec<T, C> {
    type Item = T;
    type IntoIter = IntoIter<T, C>;

    #[inline]
    fn into_iter(self) -> IntoIter<T, C> {
        IntoIter { leaves: self.tree.into_leaves() }
    }
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Returns the items, moved to a `Vec`; those that a clone shares are cloned. O(n).
    pub fn into_vec(self) -> Vec<T> {
        let mut vec = Vec::with_capacity(self.len());
        let mut leaves = self.tree.into_leaves();
        while let Some(leaf) = leaves.next_leaf() {
            leaf.append_to_vec(&mut vec);
        }
        vec
    }

    /// Returns the items, moved to a boxed slice; those that a clone shares are cloned. O(n).
    pub fn into_boxed_slice(self) -> Box<[T]> {
        self.into_vec().into_boxed_slice()
    }
}

/// Returns the number of items that are left of a leaf.
#[inline]
fn len<T, C: RefCount>(items: &Option<Items<T, C>>) -> usize {
    items.as_ref().map_or(0, |items| items.as_slice().len())
}

impl<T, C: RefCount> IntoIter<T, C> {
    /// Returns the items not yet moved out.
    pub fn iter(&self) -> Iter<'_, T, C> {
        self.leaves.borrow().into()
    }

    /// Returns the items not yet moved out as one slice, if they are in one leaf, or `None` otherwise.
    ///
    /// What [`vec::IntoIter::as_slice`](alloc::vec::IntoIter::as_slice) returns, where one leaf is left.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let mut items = CowVec::from_iter(0..1000).into_iter();
    /// assert_eq!(items.as_single_leaf(), None);
    /// items.nth(996);
    /// assert_eq!(items.as_single_leaf(), Some(&[997, 998, 999][..]));
    /// ```
    #[doc(alias = "as_slice")]
    pub fn as_single_leaf(&self) -> Option<&[T]> {
        self.leaves.borrow().as_single_leaf()
    }
}

impl<T: Clone, C: RefCount> IntoIter<T, C> {
    /// Returns the next item, where the first leaf is exhausted.
    #[inline(never)]
    fn next_from_leaf(&mut self) -> Option<T> {
        loop {
            self.leaves.first = None;
            self.leaves.first = Some(self.leaves.next_leaf()?);
            if let Some(item) = self.leaves.first.as_mut()?.next() {
                return Some(item);
            }
        }
    }

    /// Returns the next item from the back, where the last leaf is exhausted.
    #[inline(never)]
    fn next_back_from_leaf(&mut self) -> Option<T> {
        loop {
            self.leaves.last = None;
            self.leaves.last = Some(self.leaves.next_leaf_back()?);
            if let Some(item) = self.leaves.last.as_mut()?.next_back() {
                return Some(item);
            }
        }
    }
}

impl<T: Clone, C: RefCount> Iterator for IntoIter<T, C> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if let Some(front) = &mut self.leaves.first
            && let Some(item) = front.next()
        {
            return Some(item);
        }
        self.next_from_leaf()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.leaves.borrow().len();
        (left, Some(left))
    }

    #[inline]
    fn count(self) -> usize {
        self.leaves.borrow().len()
    }

    #[inline]
    fn last(mut self) -> Option<T> {
        self.next_back()
    }

    fn nth(&mut self, n: usize) -> Option<T> {
        let Some(n) = n.checked_sub(len(&self.leaves.first)) else {
            return self.leaves.first.as_mut()?.nth(n);
        };
        match self.leaves.skip_front(n) {
            0 => self.next(),
            n => self.leaves.last.as_mut()?.nth(n),
        }
    }

    fn fold<B, F: FnMut(B, T) -> B>(mut self, init: B, mut f: F) -> B {
        let mut acc = init;
        while let Some(leaf) = self.leaves.next_leaf() {
            acc = leaf.fold(acc, &mut f);
        }
        acc
    }
}

impl<T: Clone, C: RefCount> DoubleEndedIterator for IntoIter<T, C> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if let Some(back) = &mut self.leaves.last
            && let Some(item) = back.next_back()
        {
            return Some(item);
        }
        self.next_back_from_leaf()
    }

    fn nth_back(&mut self, n: usize) -> Option<T> {
        let Some(n) = n.checked_sub(len(&self.leaves.last)) else {
            return self.leaves.last.as_mut()?.nth_back(n);
        };
        match self.leaves.skip_back(n) {
            0 => self.next_back(),
            n => self.leaves.first.as_mut()?.nth_back(n),
        }
    }

    fn rfold<B, F: FnMut(B, T) -> B>(mut self, init: B, mut f: F) -> B {
        let mut acc = init;
        while let Some(leaf) = self.leaves.next_leaf_back() {
            acc = leaf.rfold(acc, &mut f);
        }
        acc
    }
}

impl<T: Clone, C: RefCount> ExactSizeIterator for IntoIter<T, C> {}
impl<T: Clone, C: RefCount> FusedIterator for IntoIter<T, C> {}

impl<T: Clone, C: RefCount> Clone for IntoIter<T, C> {
    /// Clones the items of the leaves that have been begun, and shares the others.
    fn clone(&self) -> Self {
        Self { leaves: self.leaves.clone() }
    }
}

impl<T, C: RefCount> Default for IntoIter<T, C> {
    fn default() -> Self {
        Self { leaves: IntoLeaves::default() }
    }
}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for IntoIter<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        struct Items<'a, T, C: RefCount>(&'a IntoIter<T, C>);
        impl<T: fmt::Debug, C: RefCount> fmt::Debug for Items<'_, T, C> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.0.iter()).finish()
            }
        }
        f.debug_tuple("IntoIter").field(&Items(self)).finish()
    }
}
