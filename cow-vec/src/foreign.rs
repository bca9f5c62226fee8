//! Conversions from more of std's types, and to them.

use crate::GenericVec;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::{BinaryHeap, VecDeque};
use alloc::ffi::CString;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use cow_core::RefCount;

macro_rules! from {
    ($($(#[$doc:meta])* [$($generics:tt)*] $from:ty => $item:ty, |$it:ident| $make:expr;)*) => { $(
        impl<$($generics)* C: RefCount> From<$from> for GenericVec<$item, C> {
            $(#[$doc])*
            fn from($it: $from) -> Self {
                $make
            }
        }
    )* };
}

from! {
    /// Clones the items. O(n).
    [T: Clone,] &mut [T] => T, |items| Self::from(&*items);
    /// Clones the items. O(n).
    [T: Clone, const N: usize,] &[T; N] => T, |items| Self::from(&items[..]);
    /// Clones the items. O(n).
    [T: Clone, const N: usize,] &mut [T; N] => T, |items| Self::from(&items[..]);
    /// Moves the items if they are owned, and clones them if not. O(n).
    ['a, T: Clone,] Cow<'a, [T]> => T, |items| match items {
        Cow::Borrowed(items) => items.into(),
        Cow::Owned(items) => items.into(),
    };
    /// Moves the items, in no particular order. O(n).
    [T,] BinaryHeap<T> => T, |items| items.into_vec().into();
    /// Copies the bytes. O(n).
    [] &str => u8, |text| text.as_bytes().into();
    /// Copies the bytes. O(n).
    [] String => u8, |text| text.into_bytes().into();
    /// Copies the bytes, without the terminator. O(n).
    [] CString => u8, |text| text.into_bytes().into();
}

macro_rules! into {
    ($($(#[$doc:meta])* [$($generics:tt)*] $into:ty, |$it:ident| $make:expr;)*) => { $(
        impl<$($generics)* C: RefCount> From<GenericVec<T, C>> for $into {
            $(#[$doc])*
            fn from($it: GenericVec<T, C>) -> Self {
                $make
            }
        }
    )* };
}

into! {
    /// Moves the items: see [`into_vec`](crate::CowVec::into_vec).
    [T: Clone,] Vec<T>, |items| items.into_vec();
    /// Moves the items: see [`into_boxed_slice`](crate::CowVec::into_boxed_slice).
    [T: Clone,] Box<[T]>, |items| items.into_boxed_slice();
    /// Moves the items; those that a clone shares are cloned. O(n).
    [T: Clone,] VecDeque<T>, |items| items.into_vec().into();
    /// Moves the items; those that a clone shares are cloned. O(n).
    [T: Clone + Ord,] BinaryHeap<T>, |items| items.into_vec().into();
    /// Moves the items; those that a clone shares are cloned. O(n).
    [T: Clone,] Rc<[T]>, |items| items.into_vec().into();
    /// Moves the items; those that a clone shares are cloned. O(n).
    [T: Clone,] Arc<[T]>, |items| items.into_vec().into();
    /// Moves the items; those that a clone shares are cloned. O(n).
    ['a, T: Clone,] Cow<'a, [T]>, |items| Cow::Owned(items.into_vec());
}

impl<T: Clone, C: RefCount, const N: usize> TryFrom<GenericVec<T, C>> for [T; N] {
    type Error = GenericVec<T, C>;

    /// Moves the items; those that a clone shares are cloned. O(n).
    ///
    /// # Errors
    /// With the vector, if its length is not `N`.
    fn try_from(items: GenericVec<T, C>) -> Result<Self, GenericVec<T, C>> {
        if items.len() != N {
            return Err(items);
        }
        let array = items.into_vec().try_into();
        Ok(array.unwrap_or_else(|_| unreachable!("there are as many")))
    }
}

impl<T, C: RefCount> AsRef<Self> for GenericVec<T, C> {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl<T, C: RefCount> AsMut<Self> for GenericVec<T, C> {
    fn as_mut(&mut self) -> &mut Self {
        self
    }
}

impl<T: PartialEq<U>, U: Clone, C: RefCount> PartialEq<Cow<'_, [U]>> for GenericVec<T, C> {
    fn eq(&self, other: &Cow<'_, [U]>) -> bool {
        *self == **other
    }
}

impl<T, U: PartialEq<T> + Clone, C: RefCount> PartialEq<GenericVec<T, C>> for Cow<'_, [U]> {
    fn eq(&self, other: &GenericVec<T, C>) -> bool {
        **self == *other
    }
}
