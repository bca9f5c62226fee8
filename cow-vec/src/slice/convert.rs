//! Views of what else has items.

use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use crate::CowVec;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::rc::Rc;
use alloc::sync::Arc;
use alloc::vec::Vec;
use cow_core::Kind;

macro_rules! from {
    ($($(#[$const:tt])? $other:ty;)*) => { $(
        impl<'a, T, P: Kind $(, const $const: usize)?> From<&'a $other> for CowSlice<'a, T, P> {
            #[inline]
            fn from(items: &'a $other) -> Self {
                Self::from(&items[..])
            }
        }

        impl<'a, T, P: Kind $(, const $const: usize)?> From<&'a mut $other>
            for CowSliceMut<'a, T, P>
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
        impl<'a, T $(: $clone)?, P: Kind $(, const $const: usize)?> From<$other>
            for CowSlice<'a, T, P>
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

impl<'a, T, P: Kind> From<&'a mut CowVec<T, P>> for CowSlice<'a, T, P> {
    #[inline]
    fn from(vec: &'a mut CowVec<T, P>) -> Self {
        Self::from(&*vec)
    }
}

impl<'a, T, P: Kind> From<&'a &CowVec<T, P>> for CowSlice<'a, T, P> {
    #[inline]
    fn from(vec: &'a &CowVec<T, P>) -> Self {
        Self::from(*vec)
    }
}

impl<'a, T, P: Kind> From<&'a mut CowSliceMut<'_, T, P>> for CowSlice<'a, T, P> {
    #[inline]
    fn from(view: &'a mut CowSliceMut<'_, T, P>) -> Self {
        view.as_view()
    }
}

impl<'a, T, P: Kind> From<&CowSlice<'a, T, P>> for CowSlice<'a, T, P> {
    #[inline]
    fn from(view: &CowSlice<'a, T, P>) -> Self {
        *view
    }
}

impl<'a, T, P: Kind> From<&'a CowSliceMut<'_, T, P>> for CowSlice<'a, T, P> {
    #[inline]
    fn from(view: &'a CowSliceMut<'_, T, P>) -> Self {
        view.as_view()
    }
}

impl<'a, T, P: Kind> From<&'a mut CowSliceMut<'_, T, P>> for CowSliceMut<'a, T, P> {
    /// As [`reborrow`](Self::reborrow).
    #[inline]
    fn from(view: &'a mut CowSliceMut<'_, T, P>) -> Self {
        view.reborrow()
    }
}
