//! Views of what else has items.

use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use alloc::boxed::Box;
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
