//! What `get` and `get_mut` take: an index or a range.

use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use crate::CowVec;
use crate::panics::checked_range;
use core::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use cow_core::Kind;

/// An index, or a range of them: what [`CowVec::get`] and its like take, as
/// [`core::slice::SliceIndex`].
///
/// `S` is the borrow in which is looked.
pub trait SliceIndex<S>: sealed::Sealed {
    /// A reference for an index, a view for a range.
    type Output;

    /// What is there, unless it is out of bounds.
    #[doc(hidden)]
    fn find(self, items: S) -> Option<Self::Output>;
}

mod sealed {
    /// Nobody else can make an index.
    pub trait Sealed {}
    impl Sealed for usize {}
}

impl<'a, T, P: Kind> SliceIndex<&'a CowVec<T, P>> for usize {
    type Output = &'a T;

    #[inline]
    fn find(self, items: &'a CowVec<T, P>) -> Option<&'a T> {
        items.item(self)
    }
}

impl<'a, T: Clone, P: Kind> SliceIndex<&'a mut CowVec<T, P>> for usize {
    type Output = &'a mut T;

    #[inline]
    fn find(self, items: &'a mut CowVec<T, P>) -> Option<&'a mut T> {
        items.item_mut(self)
    }
}

impl<'a, T, P: Kind> SliceIndex<CowSlice<'a, T, P>> for usize {
    type Output = &'a T;

    #[inline]
    fn find(self, items: CowSlice<'a, T, P>) -> Option<&'a T> {
        items.item(self)
    }
}

impl<'a, T: Clone, P: Kind> SliceIndex<CowSliceMut<'a, T, P>> for usize {
    type Output = &'a mut T;

    #[inline]
    fn find(self, items: CowSliceMut<'a, T, P>) -> Option<&'a mut T> {
        items.item_mut(self)
    }
}

macro_rules! ranges {
    ($($range:ty),*) => { $(
        impl sealed::Sealed for $range {}

        impl<'a, T, P: Kind> SliceIndex<&'a CowVec<T, P>> for $range {
            type Output = CowSlice<'a, T, P>;

            #[inline]
            fn find(self, items: &'a CowVec<T, P>) -> Option<CowSlice<'a, T, P>> {
                self.find(CowSlice::from(items))
            }
        }

        impl<'a, T: Clone, P: Kind> SliceIndex<&'a mut CowVec<T, P>> for $range {
            type Output = CowSliceMut<'a, T, P>;

            #[inline]
            fn find(self, items: &'a mut CowVec<T, P>) -> Option<CowSliceMut<'a, T, P>> {
                let range = checked_range(self, items.len())?;
                Some(items.items_mut(range).into())
            }
        }

        impl<'a, T, P: Kind> SliceIndex<CowSlice<'a, T, P>> for $range {
            type Output = CowSlice<'a, T, P>;

            #[inline]
            fn find(self, items: CowSlice<'a, T, P>) -> Option<CowSlice<'a, T, P>> {
                let range = checked_range(self, items.len())?;
                Some(items.part(range.start, range.end))
            }
        }

        impl<'a, T: Clone, P: Kind> SliceIndex<CowSliceMut<'a, T, P>> for $range {
            type Output = CowSliceMut<'a, T, P>;

            #[inline]
            fn find(self, items: CowSliceMut<'a, T, P>) -> Option<CowSliceMut<'a, T, P>> {
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

impl<T, P: Kind> CowVec<T, P> {
    /// The item at an index, or a view of the items in a range; `None` if that is out of bounds.
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

impl<T: Clone, P: Kind> CowVec<T, P> {
    /// The item at an index, or a view of the items in a range, to be written; `None` if that is out of
    /// bounds.
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

impl<'a, T, P: Kind> CowSlice<'a, T, P> {
    /// The item at an index, or a view of the items in a range; `None` if that is out of bounds.
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

impl<T, P: Kind> CowSliceMut<'_, T, P> {
    /// The item at an index, or a view of the items in a range; `None` if that is out of bounds.
    #[inline]
    pub fn get<'a, I: SliceIndex<CowSlice<'a, T, P>>>(&'a self, index: I) -> Option<I::Output> {
        index.find(self.as_view())
    }

    /// The item at an index, or a view of the items in a range, to be written; `None` if that is out of
    /// bounds.
    #[inline]
    pub fn get_mut<'a, I>(&'a mut self, index: I) -> Option<I::Output>
    where
        I: SliceIndex<CowSliceMut<'a, T, P>>,
    {
        index.find(self.reborrow())
    }
}
