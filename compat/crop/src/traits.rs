//! Ropes and slices made of strings and of each other, compared, and printed.

use crate::{Rope, RopeSlice, Text, TextSlice};
use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

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
        Self(slice)
    }
}

impl From<RopeSlice<'_>> for Rope {
    /// Shares the nodes of the slice.
    fn from(slice: RopeSlice<'_>) -> Self {
        Self(slice.0.to_text())
    }
}

impl FromStr for Rope {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.into())
    }
}

/// Ropes from strings.
macro_rules! from_strings {
    ($($Str:ty;)*) => { $(
        impl From<$Str> for Rope {
            fn from(text: $Str) -> Self {
                Self(text.into())
            }
        }
    )* };
}

from_strings! {
    &str;
    String;
    Cow<'_, str>;
}

/// Printed as crop does.
macro_rules! print {
    ($($Type:ty, $name:literal;)*) => { $(
        impl fmt::Display for $Type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.chunks().try_for_each(|chunk| f.write_str(chunk))
            }
        }

        impl fmt::Debug for $Type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($name, "({:?})"), self.to_string())
            }
        }
    )* };
}

print! {
    Rope, "Rope";
    RopeSlice<'_>, "RopeSlice";
}

impl Eq for Rope {}
impl Eq for RopeSlice<'_> {}

impl PartialEq for Rope {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<'b> PartialEq<RopeSlice<'b>> for RopeSlice<'_> {
    fn eq(&self, other: &RopeSlice<'b>) -> bool {
        self.0 == other.0
    }
}

/// Defines `==` of two types, both ways.
macro_rules! equals {
    ($($Type:ty, $Other:ty, $other:ident => $text:expr;)*) => { $(
        impl PartialEq<$Other> for $Type {
            fn eq(&self, $other: &$Other) -> bool {
                self.byte_slice(..).0 == $text
            }
        }

        impl PartialEq<$Type> for $Other {
            fn eq(&self, other: &$Type) -> bool {
                other == self
            }
        }
    )* };
}

equals! {
    Rope, str, other => *other;
    Rope, &str, other => **other;
    Rope, String, other => **other;
    Rope, Cow<'_, str>, other => **other;
    RopeSlice<'_>, str, other => *other;
    RopeSlice<'_>, &str, other => **other;
    RopeSlice<'_>, String, other => **other;
    RopeSlice<'_>, Cow<'_, str>, other => **other;
    RopeSlice<'_>, Rope, other => other.byte_slice(..).0;
}
