//! Texts compared with each other and with strings.

use crate::breaks::LineBreaks;
use crate::generic_text::GenericText;
use crate::text_slice::TextSlice;
use alloc::borrow::Cow;
use alloc::string::String;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use cow_core::RefCount;

/// Compares the bytes of two texts, given piece by piece. Pieces that are the same memory are not read.
fn compare<'a, 'b>(
    mut ours: impl Iterator<Item = &'a str>,
    mut theirs: impl Iterator<Item = &'b str>,
) -> Ordering {
    let (mut one, mut other): (&[u8], &[u8]) = (&[], &[]);
    loop {
        if one.is_empty() {
            one = ours.next().unwrap_or_default().as_bytes();
        }
        if other.is_empty() {
            other = theirs.next().unwrap_or_default().as_bytes();
        }
        let len = one.len().min(other.len());
        if len == 0 {
            return one.len().cmp(&other.len());
        }
        let (left, right) = (one.split_at(len), other.split_at(len));
        if left.0.as_ptr() != right.0.as_ptr() {
            let order = left.0.cmp(right.0);
            if order.is_ne() {
                return order;
            }
        }
        (one, other) = (left.1, right.1);
    }
}

impl<C: RefCount, B: LineBreaks> TextSlice<'_, C, B> {
    fn order(self, other: TextSlice<'_, impl RefCount, impl LineBreaks>) -> Ordering {
        compare(self.chunks(), other.chunks())
    }

    fn order_str(self, other: &str) -> Ordering {
        compare(self.chunks(), core::iter::once(other))
    }
}

impl<C: RefCount, B: LineBreaks, D: RefCount, E: LineBreaks> PartialEq<TextSlice<'_, D, E>>
    for TextSlice<'_, C, B>
{
    fn eq(&self, other: &TextSlice<'_, D, E>) -> bool {
        self.len() == other.len() && self.order(*other).is_eq()
    }
}

impl<C: RefCount, B: LineBreaks> Eq for TextSlice<'_, C, B> {}

impl<C: RefCount, B: LineBreaks> PartialOrd for TextSlice<'_, C, B> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<C: RefCount, B: LineBreaks> Ord for TextSlice<'_, C, B> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order(*other)
    }
}

impl<C: RefCount, B: LineBreaks> Hash for TextSlice<'_, C, B> {
    /// Hashes as `str` does. A text in several pieces is put together for that, since a hasher may tell pieces apart.
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.as_str() {
            Some(piece) => piece.hash(state),
            None => String::from(*self).hash(state),
        }
    }
}

impl<C: RefCount, B: LineBreaks, D: RefCount, E: LineBreaks> PartialEq<GenericText<D, E>>
    for GenericText<C, B>
{
    /// O(1) for one version; else O(n), but text that both share is not read.
    fn eq(&self, other: &GenericText<D, E>) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl<C: RefCount, B: LineBreaks> Eq for GenericText<C, B> {}

impl<C: RefCount, B: LineBreaks> PartialOrd for GenericText<C, B> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<C: RefCount, B: LineBreaks> Ord for GenericText<C, B> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_slice().cmp(&other.as_slice())
    }
}

impl<C: RefCount, B: LineBreaks> Hash for GenericText<C, B> {
    /// Hashes as `str` does. A text in several pieces is put together for that, since a hasher may tell pieces apart.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_slice().hash(state);
    }
}

/// Comparisons with a type of strings, both ways.
macro_rules! compare_with {
    ($([$($lifetime:lifetime)?] $Text:ty, $Str:ty;)*) => { $(
        impl<$($lifetime,)? C: RefCount, B: LineBreaks> PartialEq<$Str> for $Text {
            fn eq(&self, other: &$Str) -> bool {
                let (text, other): (_, &str) = (self.view(..), other);
                text.len() == other.len() && text.order_str(other).is_eq()
            }
        }

        impl<$($lifetime,)? C: RefCount, B: LineBreaks> PartialEq<$Text> for $Str {
            fn eq(&self, other: &$Text) -> bool {
                other == self
            }
        }

        impl<$($lifetime,)? C: RefCount, B: LineBreaks> PartialOrd<$Str> for $Text {
            fn partial_cmp(&self, other: &$Str) -> Option<Ordering> {
                Some(self.view(..).order_str(other))
            }
        }

        impl<$($lifetime,)? C: RefCount, B: LineBreaks> PartialOrd<$Text> for $Str {
            fn partial_cmp(&self, other: &$Text) -> Option<Ordering> {
                other.partial_cmp(self).map(Ordering::reverse)
            }
        }
    )* };
}

compare_with! {
    [] GenericText<C, B>, str;
    [] GenericText<C, B>, &str;
    [] GenericText<C, B>, String;
    [] GenericText<C, B>, Cow<'_, str>;
    ['a] TextSlice<'a, C, B>, str;
    ['a] TextSlice<'a, C, B>, &str;
    ['a] TextSlice<'a, C, B>, String;
    ['a] TextSlice<'a, C, B>, Cow<'_, str>;
}

impl<'a, C: RefCount, B: LineBreaks> PartialEq<TextSlice<'a, C, B>> for GenericText<C, B> {
    fn eq(&self, other: &TextSlice<'a, C, B>) -> bool {
        self.as_slice() == *other
    }
}

impl<C: RefCount, B: LineBreaks> PartialEq<GenericText<C, B>> for TextSlice<'_, C, B> {
    fn eq(&self, other: &GenericText<C, B>) -> bool {
        *self == other.as_slice()
    }
}
