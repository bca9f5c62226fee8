//! What `get` and `get_mut` take: an index or a range.

use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use crate::GenericVec;
use crate::panics::checked_range;
use core::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use cow_core::RefCount;

/// An index, or a range of them: what [`CowVec::get`](crate::CowVec::get) and its like take, as
/// [`core::slice::SliceIndex`].
///
/// `S` is the borrow that is indexed.
pub trait SliceIndex<S>: sealed::Sealed {
    /// A reference for an index, a view for a range.
    type Output;

    /// Returns what is there, unless it is out of bounds.
    #[doc(hidden)]
    fn find(self, items: S) -> Option<Self::Output>;
}

mod sealed {
    /// Only this crate implements it.
    pub trait Sealed {}
    impl Sealed for usize {}
}

impl<'a, T, C: RefCount> SliceIndex<&'a GenericVec<T, C>> for usize {
    type Output = &'a T;

    #[inline]
    fn find(self, items: &'a GenericVec<T, C>) -> Option<&'a T> {
        items.tree.get(self)
    }
}

impl<'a, T: Clone, C: RefCount> SliceIndex<&'a mut GenericVec<T, C>> for usize {
    type Output = &'a mut T;

    #[inline]
    fn find(self, items: &'a mut GenericVec<T, C>) -> Option<&'a mut T> {
        items.tree.get_mut(self)
    }
}

impl<'a, T, C: RefCount> SliceIndex<CowSlice<'a, T, C>> for usize {
    type Output = &'a T;

    #[inline]
    fn find(self, items: CowSlice<'a, T, C>) -> Option<&'a T> {
        items.item(self)
    }
}

impl<'a, T: Clone, C: RefCount> SliceIndex<CowSliceMut<'a, T, C>> for usize {
    type Output = &'a mut T;

    #[inline]
    fn find(self, items: CowSliceMut<'a, T, C>) -> Option<&'a mut T> {
        items.item_mut(self)
    }
}

macro_rules! ranges {
    ($($range:ty),*) => { $(
        impl sealed::Sealed for $range {}

        impl<'a, T, C: RefCount> SliceIndex<&'a GenericVec<T, C>> for $range {
            type Output = CowSlice<'a, T, C>;

            #[inline]
            fn find(self, items: &'a GenericVec<T, C>) -> Option<CowSlice<'a, T, C>> {
                self.find(CowSlice::from(items))
            }
        }

        impl<'a, T: Clone, C: RefCount> SliceIndex<&'a mut GenericVec<T, C>> for $range {
            type Output = CowSliceMut<'a, T, C>;

            #[inline]
            fn find(self, items: &'a mut GenericVec<T, C>) -> Option<CowSliceMut<'a, T, C>> {
                let range = checked_range(self, items.len())?;
                Some(items.tree.range_mut(range).into())
            }
        }

        impl<'a, T, C: RefCount> SliceIndex<CowSlice<'a, T, C>> for $range {
            type Output = CowSlice<'a, T, C>;

            #[inline]
            fn find(self, items: CowSlice<'a, T, C>) -> Option<CowSlice<'a, T, C>> {
                let range = checked_range(self, items.len())?;
                Some(items.part(range.start, range.end))
            }
        }

        impl<'a, T: Clone, C: RefCount> SliceIndex<CowSliceMut<'a, T, C>> for $range {
            type Output = CowSliceMut<'a, T, C>;

            #[inline]
            fn find(self, items: CowSliceMut<'a, T, C>) -> Option<CowSliceMut<'a, T, C>> {
                let range = checked_range(self, items.len())?;
                Some(items.part(range.start, range.end))
            }
        }
    )* };
}

ranges! {
    Range<usize>, RangeFrom<usize>, RangeFull, RangeInclusive<usize>, RangeTo<usize>,
    RangeToInclusive<usize>
}

impl<T, C: RefCount> GenericVec<T, C> {
    /// Returns the item at an index, or a view of the items in a range; `None` if that is out of
    /// bounds.
    ///
    /// O(log n) for an index: one load for every 16-fold of the leaf's size. O(1) for a range.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 2, 3];
    /// assert_eq!(v.get(1), Some(&2));
    /// assert_eq!(v.get(1..).map(|view| view.to_vec()), Some(vec![2, 3]));
    /// assert_eq!((v.get(3), v.get(2..4)), (None, None));
    /// ```
    #[inline]
    pub fn get<'a, I: SliceIndex<&'a Self>>(&'a self, index: I) -> Option<I::Output> {
        index.find(self)
    }
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Returns the item at an index, or a view of the items in a range, to be written; `None` if
    /// that is out of bounds.
    ///
    /// O(log n). If a clone shares it, an item's leaf and the nodes above are copied.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3];
    /// *v.get_mut(1).unwrap() = 9;
    /// v.get_mut(..1).unwrap().fill(8);
    /// assert_eq!(v, [8, 9, 3]);
    /// assert_eq!(v.get_mut(3), None);
    /// ```
    #[inline]
    pub fn get_mut<'a, I: SliceIndex<&'a mut Self>>(&'a mut self, index: I) -> Option<I::Output> {
        index.find(self)
    }
}

impl<'a, T, C: RefCount> CowSlice<'a, T, C> {
    /// Returns the item at an index, or a view of the items in a range; `None` if that is out of
    /// bounds.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 2, 3];
    /// let view = v.view(1..);
    /// assert_eq!(view.get(0), Some(&2));
    /// assert!(view.get(..=1).is_some_and(|items| items == [2, 3]));
    /// assert_eq!(view.get(2), None);
    /// ```
    #[inline]
    pub fn get<I: SliceIndex<Self>>(self, index: I) -> Option<I::Output> {
        index.find(self)
    }
}

impl<T, C: RefCount> CowSliceMut<'_, T, C> {
    /// Returns the item at an index, or a view of the items in a range; `None` if that is out of
    /// bounds.
    #[inline]
    pub fn get<'a, I: SliceIndex<CowSlice<'a, T, C>>>(&'a self, index: I) -> Option<I::Output> {
        index.find(self.as_view())
    }

    /// Returns the item at an index, or a view of the items in a range, to be written; `None` if
    /// that is out of bounds.
    #[inline]
    pub fn get_mut<'a, I>(&'a mut self, index: I) -> Option<I::Output>
    where
        I: SliceIndex<CowSliceMut<'a, T, C>>,
    {
        index.find(self.reborrow())
    }
}
