//! Making a `CowBox` out of other owners, borrowed values and iterators.

use super::handle::{Arc, CowBox};
use super::to_cow_box::ToCowBox;
use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

impl<T> From<T> for CowBox<T> {
    #[inline]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// Moves the value out of its box into a new allocation, not by way of the stack.
impl<T> From<Box<T>> for CowBox<T> {
    #[inline]
    fn from(value: Box<T>) -> Self {
        Self(Arc::from(value))
    }
}

/// Moves the elements into a new allocation. O(n).
impl<T> From<Vec<T>> for CowBox<[T]> {
    #[inline]
    fn from(values: Vec<T>) -> Self {
        Self(Arc::from(values))
    }
}

/// Moves the elements into a new allocation. O(n).
impl<T> From<Box<[T]>> for CowBox<[T]> {
    #[inline]
    fn from(values: Box<[T]>) -> Self {
        values.into_vec().into()
    }
}

/// Moves the elements into a new allocation. O(n).
impl<T, const N: usize> From<[T; N]> for CowBox<[T]> {
    #[inline]
    fn from(values: [T; N]) -> Self {
        CowBox::new(values).into()
    }
}

/// Clones the elements into a new allocation. O(n).
impl<T: Clone> From<&[T]> for CowBox<[T]> {
    #[inline]
    fn from(values: &[T]) -> Self {
        values.to_cow_box()
    }
}

/// Clones the elements into a new allocation. O(n).
impl<T: Clone> From<&mut [T]> for CowBox<[T]> {
    #[inline]
    fn from(values: &mut [T]) -> Self {
        values.to_cow_box()
    }
}

/// Copies the text into a new allocation. O(n).
impl From<&str> for CowBox<str> {
    #[inline]
    fn from(text: &str) -> Self {
        text.to_cow_box()
    }
}

/// Copies the text into a new allocation. O(n).
impl From<&mut str> for CowBox<str> {
    #[inline]
    fn from(text: &mut str) -> Self {
        text.to_cow_box()
    }
}

/// Copies the text into a new allocation. O(n).
impl From<String> for CowBox<str> {
    #[inline]
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

/// Copies the text into a new allocation. O(n).
impl From<Box<str>> for CowBox<str> {
    #[inline]
    fn from(text: Box<str>) -> Self {
        (*text).into()
    }
}

/// Clones a borrowed value, moves an owned one.
impl<'a, B> From<Cow<'a, B>> for CowBox<B>
where
    B: ?Sized + ToOwned,
    CowBox<B>: From<&'a B> + From<B::Owned>,
{
    #[inline]
    fn from(value: Cow<'a, B>) -> Self {
        match value {
            Cow::Borrowed(borrowed) => borrowed.into(),
            Cow::Owned(owned) => owned.into(),
        }
    }
}

/// Free: the handle is the same, and so is the value it shares.
#[cfg(not(cow_loom))]
impl<T: ?Sized> From<Arc<T>> for CowBox<T> {
    #[inline]
    fn from(arc: Arc<T>) -> Self {
        Self(arc)
    }
}

/// Free: the handle is the same, and so is the value it shares.
///
/// ```
/// use cow_core::CowBox;
///
/// let text: CowBox<str> = "shared".into();
/// let arc: triomphe::Arc<str> = text.clone().into();
/// assert_eq!(CowBox::as_ptr(&text), triomphe::Arc::as_ptr(&arc));
/// ```
#[cfg(not(cow_loom))]
impl<T: ?Sized> From<CowBox<T>> for Arc<T> {
    #[inline]
    fn from(handle: CowBox<T>) -> Self {
        handle.0
    }
}

/// Collects into a [`Vec`], then moves the elements into an allocation of their number. O(n).
///
/// ```
/// use cow_core::CowBox;
///
/// let squares: CowBox<[u32]> = (1..=3).map(|n| n * n).collect();
/// assert_eq!(*squares, [1, 4, 9]);
/// ```
impl<T> FromIterator<T> for CowBox<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Vec::from_iter(values).into()
    }
}

/// From whatever a [`String`] can be collected from, and by way of one. O(n).
///
/// ```
/// use cow_core::CowBox;
///
/// let text: CowBox<str> = ["copy", "on", "write"].into_iter().collect();
/// assert_eq!(&*text, "copyonwrite");
/// ```
impl<A> FromIterator<A> for CowBox<str>
where
    String: FromIterator<A>,
{
    fn from_iter<I: IntoIterator<Item = A>>(parts: I) -> Self {
        String::from_iter(parts).into()
    }
}
