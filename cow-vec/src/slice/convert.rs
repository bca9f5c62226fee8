//! Views of slices, arrays and the like.

use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use crate::GenericVec;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::sync::Arc;
use alloc::vec::Vec;
use cow_core::RefCount;

macro_rules! from {
    ($($(#[$const:tt])? $other:ty;)*) => { $(
        impl<'a, T, C: RefCount $(, const $const: usize)?> From<&'a $other> for CowSlice<'a, T, C> {
            #[inline]
            fn from(items: &'a $other) -> Self {
                Self::from(&items[..])
            }
        }

        impl<'a, T, C: RefCount $(, const $const: usize)?> From<&'a mut $other>
            for CowSliceMut<'a, T, C>
        {
            #[inline]
            fn from(items: &'a mut $other) -> Self {
                Self::from(&mut items[..])
            }
        }
    )* };
}

from! {
    #[N] [T; N];
    Vec<T>;
    Box<[T]>;
}

/// What coerces to a slice where std's methods take one.
macro_rules! from_coerced {
    ($($(#[$const:tt])? $other:ty $(where $clone:ident)?;)*) => { $(
        impl<'a, T $(: $clone)?, C: RefCount $(, const $const: usize)?> From<$other>
            for CowSlice<'a, T, C>
        {
            #[inline]
            fn from(items: $other) -> Self {
                Self::from(&items[..])
            }
        }
    )* };
}

from_coerced! {
    &'a mut [T];
    #[N] &'a mut [T; N];
    &'a mut Vec<T>;
    &'a &[T];
    &'a &Vec<T>;
    &'a Rc<[T]>;
    &'a Arc<[T]>;
    &'a Cow<'_, [T]> where Clone;
}

impl<'a, T, C: RefCount> From<&'a mut GenericVec<T, C>> for CowSlice<'a, T, C> {
    #[inline]
    fn from(vec: &'a mut GenericVec<T, C>) -> Self {
        Self::from(&*vec)
    }
}

impl<'a, T, C: RefCount> From<&'a &GenericVec<T, C>> for CowSlice<'a, T, C> {
    #[inline]
    fn from(vec: &'a &GenericVec<T, C>) -> Self {
        Self::from(*vec)
    }
}

impl<'a, T, C: RefCount> From<&'a mut CowSliceMut<'_, T, C>> for CowSlice<'a, T, C> {
    #[inline]
    fn from(view: &'a mut CowSliceMut<'_, T, C>) -> Self {
        view.as_view()
    }
}

impl<'a, T, C: RefCount> From<&CowSlice<'a, T, C>> for CowSlice<'a, T, C> {
    #[inline]
    fn from(view: &CowSlice<'a, T, C>) -> Self {
        *view
    }
}

impl<'a, T, C: RefCount> From<&'a CowSliceMut<'_, T, C>> for CowSlice<'a, T, C> {
    #[inline]
    fn from(view: &'a CowSliceMut<'_, T, C>) -> Self {
        view.as_view()
    }
}

impl<'a, T, C: RefCount> From<&'a mut CowSliceMut<'_, T, C>> for CowSliceMut<'a, T, C> {
    /// Borrows the same items anew, as [`reborrow`](Self::reborrow) does.
    #[inline]
    fn from(view: &'a mut CowSliceMut<'_, T, C>) -> Self {
        view.reborrow()
    }
}
