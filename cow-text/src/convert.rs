//! From strings and characters, and to strings.

use crate::breaks::LineBreaks;
use crate::generic_text::GenericText;
use crate::load;
use crate::text_slice::TextSlice;
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use core::convert::Infallible;
use core::fmt;
use core::str::FromStr;
use cow_core::RefCount;
use cow_core::utf8::Utf8Builder;

impl<C: RefCount, B: LineBreaks> FromStr for GenericText<C, B> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

/// From types that are read as `str`.
macro_rules! from_strings {
    ($($Str:ty)*) => { $(
        impl<C: RefCount, B: LineBreaks> From<$Str> for GenericText<C, B> {
            /// Copies the text. O(n).
            fn from(text: $Str) -> Self {
                Self::from(AsRef::<str>::as_ref(&text))
            }
        }
    )* };
}

from_strings! { &String String Box<str> Cow<'_, str> }

impl<C: RefCount, B: LineBreaks> From<char> for GenericText<C, B> {
    fn from(char: char) -> Self {
        Self::from(&*char.encode_utf8(&mut [0; 4]))
    }
}

impl<C: RefCount, B: LineBreaks> From<TextSlice<'_, C, B>> for GenericText<C, B> {
    /// Shares the nodes of the slice. O(log n).
    fn from(slice: TextSlice<'_, C, B>) -> Self {
        slice.to_text()
    }
}

impl<C: RefCount, B: LineBreaks> From<TextSlice<'_, C, B>> for String {
    fn from(slice: TextSlice<'_, C, B>) -> Self {
        let mut string = Self::with_capacity(slice.len());
        slice.chunks().for_each(|chunk| string.push_str(chunk));
        string
    }
}

impl<C: RefCount, B: LineBreaks> From<&GenericText<C, B>> for String {
    fn from(text: &GenericText<C, B>) -> Self {
        Self::from(text.as_slice())
    }
}

impl<C: RefCount, B: LineBreaks> From<GenericText<C, B>> for String {
    fn from(text: GenericText<C, B>) -> Self {
        Self::from(text.as_slice())
    }
}

impl<'a, C: RefCount, B: LineBreaks> From<TextSlice<'a, C, B>> for Cow<'a, str> {
    /// Borrows the text, if it is stored in one piece.
    fn from(slice: TextSlice<'a, C, B>) -> Self {
        slice.as_str().map_or_else(|| Cow::Owned(slice.into()), Cow::Borrowed)
    }
}

/// Collects pieces into leaves, and these into a tree.
pub(crate) struct Loader<C: RefCount, B: LineBreaks> {
    builder: Utf8Builder<crate::measure::Measure<B>, C>,
    /// What is in no leaf yet.
    rest: String,
}

impl<C: RefCount, B: LineBreaks> Loader<C, B> {
    pub(crate) fn new() -> Self {
        Self { builder: Utf8Builder::new(), rest: String::new() }
    }

    pub(crate) fn push(&mut self, piece: &str) {
        self.rest.push_str(piece);
        // Many short pieces are collected first.
        if self.rest.len() >= 1 << 14 {
            let kept = load::leaves(&self.rest, &mut self.builder).len();
            self.rest.drain(..self.rest.len() - kept);
        }
    }

    pub(crate) fn finish(mut self) -> GenericText<C, B> {
        let rest = load::leaves(&self.rest, &mut self.builder);
        self.builder.push(rest);
        GenericText { tree: self.builder.finish() }
    }
}

/// From and by iterators of what `str`s can be pushed of.
macro_rules! collect {
    ($([$($lifetime:lifetime)?] $Item:ty, $piece:ident => $push:expr;)*) => { $(
        impl<$($lifetime,)? C: RefCount, B: LineBreaks> FromIterator<$Item> for GenericText<C, B> {
            fn from_iter<I: IntoIterator<Item = $Item>>(iter: I) -> Self {
                let mut loader = Loader::new();
                for $piece in iter {
                    loader.push($push);
                }
                loader.finish()
            }
        }

        impl<$($lifetime,)? C: RefCount, B: LineBreaks> Extend<$Item> for GenericText<C, B> {
            /// If anything panics, the text is as it was.
            ///
            /// # Panics
            /// With "capacity overflow", if the text would be longer than [`MAX_LEN`](Self::MAX_LEN).
            fn extend<I: IntoIterator<Item = $Item>>(&mut self, iter: I) {
                self.append(&mut iter.into_iter().collect());
            }
        }
    )* };
}

collect! {
    ['a] &'a str, piece => piece;
    [] String, piece => &piece;
    ['a] &'a String, piece => piece;
    [] Box<str>, piece => &piece;
    ['a] Cow<'a, str>, piece => &piece;
    [] char, piece => piece.encode_utf8(&mut [0; 4]);
    ['a] &'a char, piece => piece.encode_utf8(&mut [0; 4]);
}

impl<C: RefCount, B: LineBreaks> FromIterator<Self> for GenericText<C, B> {
    /// Shares the nodes of the texts.
    ///
    /// # Panics
    /// With "capacity overflow", if the text would be longer than [`MAX_LEN`](Self::MAX_LEN).
    fn from_iter<I: IntoIterator<Item = Self>>(iter: I) -> Self {
        let mut all = Self::new();
        all.extend(iter);
        all
    }
}

impl<C: RefCount, B: LineBreaks> Extend<Self> for GenericText<C, B> {
    /// Shares the nodes of the texts.
    ///
    /// # Panics
    /// With "capacity overflow", if the text would be longer than [`MAX_LEN`](Self::MAX_LEN): what came before is in then.
    fn extend<I: IntoIterator<Item = Self>>(&mut self, iter: I) {
        iter.into_iter().for_each(|mut text| self.append(&mut text));
    }
}

impl<C: RefCount, B: LineBreaks> fmt::Write for GenericText<C, B> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.try_insert(self.len(), text).map_err(|_| fmt::Error)
    }
}

impl<C: RefCount, B: LineBreaks> fmt::Display for TextSlice<'_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.width().is_some() || f.precision().is_some() {
            return f.pad(&Cow::from(*self));
        }
        self.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

impl<C: RefCount, B: LineBreaks> fmt::Debug for TextSlice<'_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Cow::from(*self).fmt(f)
    }
}

impl<C: RefCount, B: LineBreaks> fmt::Display for GenericText<C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

impl<C: RefCount, B: LineBreaks> fmt::Debug for GenericText<C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.as_slice(), f)
    }
}
