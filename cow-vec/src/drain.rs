//! A range moved out, and perhaps replaced: `drain` and `splice`.

use crate::GenericVec;
use crate::into_iter::IntoIter;
use crate::iter::Iter;
use crate::panics;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ops::{Range, RangeBounds};
use core::{fmt, mem};
use cow_core::{Atomic, RefCount};

/// An iterator that moves a range of items out of a [`CowVec`](crate::CowVec). See [`drain`](crate::CowVec::drain).
pub struct Drain<'a, T, C: RefCount = Atomic> {
    items: IntoIter<T, C>,
    vec: PhantomData<&'a mut GenericVec<T, C>>,
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Removes the items in `range`, and returns an iterator over them.
    ///
    /// They are removed at once, whether the iterator is run or not, in O(log n): only the items of a few
    /// leaves are moved.
    ///
    /// # Panics
    /// If the range is out of bounds.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3, 4];
    /// assert!(v.drain(1..3).eq([2, 3]));
    /// assert_eq!(v, [1, 4]);
    /// ```
    #[track_caller]
    pub fn drain(&mut self, range: impl RangeBounds<usize>) -> Drain<'_, T, C> {
        let range = panics::range(range, self.len());
        Drain { items: self.cut(range), vec: PhantomData }
    }

    /// Replaces the items in `range` by those of `replace_with`, and returns an iterator over the removed
    /// ones. The new ones are inserted when that is dropped.
    ///
    /// O(log n), and the new items. A short range within one leaf or two is edited in place: what
    /// [`remove`](Self::remove) and [`insert`](Self::insert) would copy is copied once. If `replace_with`
    /// panics, the items that it returned before are inserted.
    ///
    /// # Panics
    /// If the range is out of bounds.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec!['a', 'b', 'c'];
    /// let old: Vec<char> = v.splice(..1, ['x', 'y']).collect();
    /// assert_eq!((v, old), (cow_vec!['x', 'y', 'b', 'c'], vec!['a']));
    /// ```
    #[track_caller]
    pub fn splice<I: IntoIterator<Item = T>>(
        &mut self,
        range: impl RangeBounds<usize>,
        replace_with: I,
    ) -> Splice<'_, I::IntoIter, C> {
        let range = panics::range(range, self.len());
        let at = range.start;
        let items = self.cut(range);
        Splice { items, vec: self, at, replace_with: replace_with.into_iter() }
    }
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Removes the items in `range`, which is in bounds.
    pub(crate) fn cut(&mut self, range: Range<usize>) -> IntoIter<T, C> {
        Self { tree: self.tree.cut(range) }.into_iter()
    }
}

impl<T, C: RefCount> Drain<'_, T, C> {
    /// Returns the items not yet moved out.
    pub fn iter(&self) -> Iter<'_, T, C> {
        self.items.iter()
    }
}

impl<T: Clone, C: RefCount> Iterator for Drain<'_, T, C> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.items.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.items.size_hint()
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<T> {
        self.items.nth(n)
    }
}

impl<T: Clone, C: RefCount> DoubleEndedIterator for Drain<'_, T, C> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.items.next_back()
    }
}

impl<T: Clone, C: RefCount> ExactSizeIterator for Drain<'_, T, C> {}
impl<T: Clone, C: RefCount> FusedIterator for Drain<'_, T, C> {}

impl<T: fmt::Debug, C: RefCount> fmt::Debug for Drain<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.items).finish()
    }
}

/// An iterator that moves a range of items out of a [`CowVec`](crate::CowVec), and inserts others when it is dropped.
/// See [`splice`](crate::CowVec::splice).
pub struct Splice<'a, I: Iterator<Item: Clone>, C: RefCount = Atomic> {
    items: IntoIter<I::Item, C>,
    vec: &'a mut GenericVec<I::Item, C>,
    /// The index at which the items were, and the new ones will be.
    at: usize,
    replace_with: I,
}

impl<I: Iterator<Item: Clone>, C: RefCount> Iterator for Splice<'_, I, C> {
    type Item = I::Item;

    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        self.items.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.items.size_hint()
    }
}

impl<I: Iterator<Item: Clone>, C: RefCount> DoubleEndedIterator for Splice<'_, I, C> {
    #[inline]
    fn next_back(&mut self) -> Option<I::Item> {
        self.items.next_back()
    }
}

impl<I: Iterator<Item: Clone>, C: RefCount> ExactSizeIterator for Splice<'_, I, C> {}
impl<I: Iterator<Item: Clone>, C: RefCount> FusedIterator for Splice<'_, I, C> {}

impl<I: Iterator<Item: Clone>, C: RefCount> Drop for Splice<'_, I, C> {
    fn drop(&mut self) {
        /// Inserts the new items when dropped, and so also when their iterator panics.
        struct Paste<'a, T: Clone, C: RefCount> {
            vec: &'a mut GenericVec<T, C>,
            at: usize,
            new: GenericVec<T, C>,
        }
        impl<T: Clone, C: RefCount> Drop for Paste<'_, T, C> {
            fn drop(&mut self) {
                self.vec.tree.paste(self.at, mem::take(&mut self.new).tree);
            }
        }
        // Old items are dropped before the new ones are made, as in std.
        drop(mem::take(&mut self.items));
        if let (_, Some(1)) = self.replace_with.size_hint() {
            let Some(only) = self.replace_with.next() else { return };
            self.vec.insert(self.at, only);
            self.at += 1;
        }
        let mut paste = Paste { vec: self.vec, at: self.at, new: GenericVec::new() };
        paste.new.extend(self.replace_with.by_ref());
    }
}

impl<I, C: RefCount> fmt::Debug for Splice<'_, I, C>
where
    I: Iterator<Item: Clone + fmt::Debug> + fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Splice").field(&self.items).field(&self.replace_with).finish()
    }
}
