//! A range moved out, and perhaps something else in.

use crate::CowVec;
use crate::into_iter::IntoIter;
use crate::iter::Iter;
use crate::panics;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ops::RangeBounds;
use core::{fmt, mem};
use cow_core::{Atomic, Kind};

/// An iterator that moves a range of items out of a [`CowVec`]. See [`drain`](CowVec::drain).
pub struct Drain<'a, T, P: Kind = Atomic> {
    items: IntoIter<T, P>,
    vec: PhantomData<&'a mut CowVec<T, P>>,
}

impl<T: Clone, P: Kind> CowVec<T, P> {
    /// Takes the items in `range` out.
    ///
    /// They are gone at once, whether the iterator is run or not. O(log n) for that; nothing is moved
    /// but the items of a few leaves.
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
    pub fn drain(&mut self, range: impl RangeBounds<usize>) -> Drain<'_, T, P> {
        let range = panics::range(range, self.len());
        Drain { items: self.cut(range).into_iter(), vec: PhantomData }
    }

    /// Takes the items in `range` out, and puts those of `replace_with` in their place when the
    /// iterator is dropped.
    ///
    /// O(log n), and the new items. If `replace_with` panics, those that it gave before are put in.
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
    ) -> Splice<'_, I::IntoIter, P> {
        let range = panics::range(range, self.len());
        let at = range.start;
        let items = self.cut(range).into_iter();
        Splice { items, vec: self, at, replace_with: replace_with.into_iter() }
    }
}

impl<T, P: Kind> Drain<'_, T, P> {
    /// The items not yet moved out.
    pub fn iter(&self) -> Iter<'_, T, P> {
        self.items.iter()
    }
}

impl<T: Clone, P: Kind> Iterator for Drain<'_, T, P> {
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

impl<T: Clone, P: Kind> DoubleEndedIterator for Drain<'_, T, P> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.items.next_back()
    }
}

impl<T: Clone, P: Kind> ExactSizeIterator for Drain<'_, T, P> {}
impl<T: Clone, P: Kind> FusedIterator for Drain<'_, T, P> {}

impl<T: fmt::Debug, P: Kind> fmt::Debug for Drain<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.items).finish()
    }
}

/// An iterator that moves a range of items out of a [`CowVec`], and puts others in when it is dropped.
/// See [`splice`](CowVec::splice).
pub struct Splice<'a, I: Iterator<Item: Clone>, P: Kind = Atomic> {
    items: IntoIter<I::Item, P>,
    vec: &'a mut CowVec<I::Item, P>,
    /// Where the items were, and the new ones will be.
    at: usize,
    replace_with: I,
}

impl<I: Iterator<Item: Clone>, P: Kind> Iterator for Splice<'_, I, P> {
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

impl<I: Iterator<Item: Clone>, P: Kind> DoubleEndedIterator for Splice<'_, I, P> {
    #[inline]
    fn next_back(&mut self) -> Option<I::Item> {
        self.items.next_back()
    }
}

impl<I: Iterator<Item: Clone>, P: Kind> ExactSizeIterator for Splice<'_, I, P> {}
impl<I: Iterator<Item: Clone>, P: Kind> FusedIterator for Splice<'_, I, P> {}

impl<I: Iterator<Item: Clone>, P: Kind> Drop for Splice<'_, I, P> {
    fn drop(&mut self) {
        /// Puts the new items in when dropped, and so also when what gives them panics.
        struct Paste<'a, T: Clone, P: Kind> {
            vec: &'a mut CowVec<T, P>,
            at: usize,
            new: CowVec<T, P>,
        }
        impl<T: Clone, P: Kind> Drop for Paste<'_, T, P> {
            fn drop(&mut self) {
                self.vec.paste(self.at, mem::take(&mut self.new));
            }
        }
        // Old items go before the new ones come, as in std.
        drop(mem::take(&mut self.items));
        let mut paste = Paste { vec: self.vec, at: self.at, new: CowVec::new_in() };
        paste.new.extend(self.replace_with.by_ref());
    }
}

impl<I, P: Kind> fmt::Debug for Splice<'_, I, P>
where
    I: Iterator<Item: Clone + fmt::Debug> + fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Splice").field(&self.items).field(&self.replace_with).finish()
    }
}
