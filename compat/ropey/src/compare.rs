//! Ropes, slices and strings compared with each other.

use crate::Rope;
use crate::slice::{RopeSlice, Source};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

impl Source<'_> {
    fn order(self, other: Source<'_>) -> Ordering {
        match (self, other) {
            (Source::Text(one), Source::Text(other)) => one.cmp(&other),
            (Source::Str(one), Source::Str(other)) => one.cmp(other),
            (Source::Text(one), Source::Str(other)) => order_str(one, other),
            (Source::Str(one), Source::Text(other)) => order_str(other, one).reverse(),
        }
    }

    fn equals(self, other: Source<'_>) -> bool {
        self.len() == other.len() && self.order(other).is_eq()
    }
}

fn order_str(text: crate::TextSlice<'_>, other: &str) -> Ordering {
    text.partial_cmp(other).unwrap_or(Ordering::Equal)
}

/// Defines what ropes and slices have by their sources.
macro_rules! compare {
    ($($Type:ty, $self:ident => $source:expr;)*) => { $(
        impl Eq for $Type {}

        impl Ord for $Type {
            fn cmp(&$self, other: &Self) -> Ordering {
                $source.order(RopeSlice::from(other).0)
            }
        }

        impl Hash for $Type {
            /// Hashes as `str` does.
            fn hash<H: Hasher>(&$self, state: &mut H) {
                match $source {
                    Source::Text(text) => text.hash(state),
                    Source::Str(text) => text.hash(state),
                }
            }
        }
    )* };
}

compare! {
    Rope, self => self.source();
    RopeSlice<'_>, self => self.0;
}

impl<'a> From<&RopeSlice<'a>> for RopeSlice<'a> {
    fn from(slice: &RopeSlice<'a>) -> Self {
        *slice
    }
}

impl PartialOrd for Rope {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<'b> PartialOrd<RopeSlice<'b>> for RopeSlice<'_> {
    fn partial_cmp(&self, other: &RopeSlice<'b>) -> Option<Ordering> {
        Some(self.0.order(other.0))
    }
}

impl PartialEq for Rope {
    fn eq(&self, other: &Self) -> bool {
        self.source().equals(other.source())
    }
}

impl<'b> PartialEq<RopeSlice<'b>> for RopeSlice<'_> {
    fn eq(&self, other: &RopeSlice<'b>) -> bool {
        self.0.equals(other.0)
    }
}

/// Defines `==` of two types, both ways.
macro_rules! equals {
    ($($Type:ty, $Other:ty, $other:ident => $source:expr;)*) => { $(
        impl PartialEq<$Other> for $Type {
            fn eq(&self, $other: &$Other) -> bool {
                RopeSlice::from(self).0.equals($source)
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
    Rope, str, other => Source::Str(other);
    Rope, &str, other => Source::Str(other);
    Rope, String, other => Source::Str(other);
    Rope, Cow<'_, str>, other => Source::Str(other);
    RopeSlice<'_>, str, other => Source::Str(other);
    RopeSlice<'_>, &str, other => Source::Str(other);
    RopeSlice<'_>, String, other => Source::Str(other);
    RopeSlice<'_>, Cow<'_, str>, other => Source::Str(other);
    RopeSlice<'_>, Rope, other => other.source();
}
