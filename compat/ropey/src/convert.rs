//! From strings, to strings, and between ropes and texts.

use crate::slice::{RopeSlice, Source};
use crate::{Rope, Text, TextSlice};
use std::borrow::Cow;
use std::fmt;

impl From<Text> for Rope {
    fn from(text: Text) -> Self {
        Self(text)
    }
}

impl From<Rope> for Text {
    fn from(rope: Rope) -> Self {
        rope.0
    }
}

impl<'a> From<TextSlice<'a>> for RopeSlice<'a> {
    fn from(slice: TextSlice<'a>) -> Self {
        Self(Source::Text(slice))
    }
}

impl<'a> From<&'a Rope> for RopeSlice<'a> {
    fn from(rope: &'a Rope) -> Self {
        Self(rope.source())
    }
}

impl<'a> From<&'a str> for RopeSlice<'a> {
    /// Borrows the string.
    fn from(text: &'a str) -> Self {
        Self(Source::Str(text))
    }
}

impl From<RopeSlice<'_>> for Rope {
    /// Shares the nodes of the slice.
    fn from(slice: RopeSlice<'_>) -> Self {
        match slice.0 {
            Source::Text(text) => Self(text.to_text()),
            Source::Str(text) => Self(text.into()),
        }
    }
}

impl From<RopeSlice<'_>> for String {
    fn from(slice: RopeSlice<'_>) -> Self {
        match slice.0 {
            Source::Text(text) => text.into(),
            Source::Str(text) => text.into(),
        }
    }
}

impl<'a> From<RopeSlice<'a>> for Cow<'a, str> {
    /// Borrows the text, if it is stored in one piece.
    fn from(slice: RopeSlice<'a>) -> Self {
        slice.as_str().map_or_else(|| Cow::Owned(slice.into()), Cow::Borrowed)
    }
}

impl From<&Rope> for String {
    fn from(rope: &Rope) -> Self {
        Self::from(&rope.0)
    }
}

impl From<Rope> for String {
    fn from(rope: Rope) -> Self {
        Self::from(rope.0)
    }
}

impl<'a> From<&'a Rope> for Cow<'a, str> {
    /// Borrows the text, if it is stored in one piece.
    fn from(rope: &'a Rope) -> Self {
        RopeSlice::from(rope).into()
    }
}

impl From<Rope> for Cow<'_, str> {
    fn from(rope: Rope) -> Self {
        Cow::Owned(rope.into())
    }
}

/// From strings and iterators of them.
macro_rules! from_strings {
    ($([$($lifetime:lifetime)?] $Str:ty;)*) => { $(
        impl<$($lifetime)?> From<$Str> for Rope {
            fn from(text: $Str) -> Self {
                Self(text.into())
            }
        }

        impl<$($lifetime)?> FromIterator<$Str> for Rope {
            fn from_iter<I: IntoIterator<Item = $Str>>(iter: I) -> Self {
                Self(iter.into_iter().collect())
            }
        }
    )* };
}

from_strings! {
    ['a] &'a str;
    [] String;
    ['a] Cow<'a, str>;
}

/// Printed as ropey does: the text, and for `{:?}` a list of its pieces.
macro_rules! print {
    ($($Type:ty, $self:ident => $source:expr;)*) => { $(
        impl fmt::Display for $Type {
            fn fmt(&$self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                $source.chunks().try_for_each(|chunk| f.write_str(chunk))
            }
        }

        impl fmt::Debug for $Type {
            fn fmt(&$self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries($source.chunks()).finish()
            }
        }
    )* };
}

print! {
    Rope, self => self.0;
    RopeSlice<'_>, self => self.0;
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        RopeSlice(*self).fmt(f)
    }
}
