//! Edits, by bytes, characters and UTF-16.

use crate::breaks::LineBreaks;
use crate::dimension::{Bytes, Chars, Utf16, convert};
use crate::error::{TextError, expect};
use crate::generic_text::GenericText;
use core::ops::RangeBounds;
use cow_core::RefCount;

/// The four edits in one dimension.
macro_rules! edits {
    (
        $Dimension:ident, $what:literal,
        $insert:ident $try_insert:ident $remove:ident $try_remove:ident
        $replace:ident $try_replace:ident $split_off:ident $try_split_off:ident $slice:ident $try_slice:ident
    ) => {
        impl<C: RefCount, B: LineBreaks> GenericText<C, B> {
            #[doc = concat!("Inserts text before the ", $what, " at an index.")]
            ///
            /// O(log n) and the length of what is inserted. Copies one leaf and its path, if other versions share them.
            ///
            /// # Panics
            #[doc = concat!("If there is no boundary between characters at that ", $what, ", or if the text would be longer than")]
            /// [`MAX_LEN`](Self::MAX_LEN).
            #[track_caller]
            pub fn $insert(&mut self, index: usize, text: &str) {
                expect(self.$try_insert(index, text));
            }

            #[doc = concat!("Inserts text like [`", stringify!($insert), "`](Self::", stringify!($insert), "), but returns an error instead of panicking.")]
            ///
            /// # Errors
            #[doc = concat!("If there is no boundary between characters at that ", $what, ", or if the text would be longer than")]
            /// [`MAX_LEN`](Self::MAX_LEN); it is as it was.
            pub fn $try_insert(&mut self, index: usize, text: &str) -> Result<(), TextError> {
                self.edit::<$Dimension>(index..index, text)
            }

            #[doc = concat!("Removes a range of ", $what, "s.")]
            ///
            /// O(log n). Copies one leaf and its path, if other versions share them, and if the range has more than one
            /// leaf two of each.
            ///
            /// # Panics
            /// If the range is out of bounds, or does not begin and end at a boundary between characters.
            #[track_caller]
            pub fn $remove(&mut self, range: impl RangeBounds<usize>) {
                expect(self.$try_remove(range));
            }

            #[doc = concat!("Removes a range like [`", stringify!($remove), "`](Self::", stringify!($remove), "), but returns an error instead of panicking.")]
            ///
            /// # Errors
            /// If the range is out of bounds, or does not begin and end at a boundary between characters; the text is
            /// as it was.
            pub fn $try_remove(&mut self, range: impl RangeBounds<usize>) -> Result<(), TextError> {
                self.$try_replace(range, "")
            }

            #[doc = concat!("Replaces a range of ", $what, "s by other text.")]
            ///
            /// O(log n) and the length of the new text. If the range has that text already, nothing is copied.
            ///
            /// # Panics
            /// If the range is out of bounds, or does not begin and end at a boundary between characters; or if the text would be
            /// longer than [`MAX_LEN`](Self::MAX_LEN).
            #[track_caller]
            pub fn $replace(&mut self, range: impl RangeBounds<usize>, text: &str) {
                expect(self.$try_replace(range, text));
            }

            #[doc = concat!("Replaces a range like [`", stringify!($replace), "`](Self::", stringify!($replace), "), but returns an error instead of panicking.")]
            ///
            /// # Errors
            /// If the range is out of bounds, or does not begin and end at a boundary between characters; or if the text would be
            /// longer than [`MAX_LEN`](Self::MAX_LEN). It is as it was.
            pub fn $try_replace(
                &mut self,
                range: impl RangeBounds<usize>,
                text: &str,
            ) -> Result<(), TextError> {
                let range = self.range_of::<$Dimension>(&range);
                self.edit::<$Dimension>(range, text)
            }

            #[doc = concat!("Removes the text from a ", $what, " on, and returns it. O(log n).")]
            ///
            /// # Panics
            #[doc = concat!("If there is no boundary between characters at that ", $what, ".")]
            #[must_use = "use `truncate` to drop the rest"]
            #[track_caller]
            pub fn $split_off(&mut self, index: usize) -> Self {
                expect(self.$try_split_off(index))
            }

            #[doc = concat!("Splits the text like [`", stringify!($split_off), "`](Self::", stringify!($split_off), "), but returns an error instead of panicking.")]
            ///
            /// # Errors
            #[doc = concat!("If there is no boundary between characters at that ", $what, "; the text is as it was.")]
            pub fn $try_split_off(&mut self, index: usize) -> Result<Self, TextError> {
                let byte = convert::<$Dimension, Bytes, C, B>(&self.tree, index)?;
                Ok(Self { tree: self.tree.split_off(byte) })
            }

            #[doc = concat!("Returns a range of ", $what, "s as a text of its own, which shares its nodes. O(log n).")]
            ///
            /// # Panics
            /// If the range is out of bounds, or does not begin and end at a boundary between characters.
            #[must_use]
            #[track_caller]
            pub fn $slice(&self, range: impl RangeBounds<usize>) -> Self {
                expect(self.$try_slice(range))
            }

            #[doc = concat!("Returns a range like [`", stringify!($slice), "`](Self::", stringify!($slice), "), but an error instead of panicking.")]
            ///
            /// # Errors
            /// If the range is out of bounds, or does not begin and end at a boundary between characters.
            pub fn $try_slice(&self, range: impl RangeBounds<usize>) -> Result<Self, TextError> {
                let range = self.range_of::<$Dimension>(&range);
                let (start, end) = (range.start, range.end);
                if start > end {
                    return Err(TextError::Reversed { start, end });
                }
                let start = convert::<$Dimension, Bytes, C, B>(&self.tree, start)?;
                let end = convert::<$Dimension, Bytes, C, B>(&self.tree, end)?;
                Ok(self.part(start..end))
            }
        }
    };
}

edits! {
    Bytes, "byte", insert try_insert remove try_remove replace try_replace split_off try_split_off slice try_slice
}

edits! {
    Chars, "character", insert_chars try_insert_chars remove_chars try_remove_chars
    replace_chars try_replace_chars split_off_chars try_split_off_chars slice_chars try_slice_chars
}

edits! {
    Utf16, "UTF-16 unit", insert_utf16 try_insert_utf16 remove_utf16 try_remove_utf16
    replace_utf16 try_replace_utf16 split_off_utf16 try_split_off_utf16 slice_utf16 try_slice_utf16
}

impl<C: RefCount, B: LineBreaks> GenericText<C, B> {
    /// Returns a range of bytes as a text of its own.
    pub(crate) fn part(&self, range: core::ops::Range<usize>) -> Self {
        let mut part = self.tree.clone();
        drop(part.split_off(range.end));
        Self { tree: part.split_off(range.start) }
    }

    /// Appends text. O(log n) and its length.
    ///
    /// # Panics
    /// If the text would be longer than [`MAX_LEN`](Self::MAX_LEN).
    #[track_caller]
    pub fn push_str(&mut self, text: &str) {
        expect(self.try_push_str(text));
    }

    /// Appends text like [`push_str`](Self::push_str), but returns an error instead of panicking.
    ///
    /// # Errors
    /// If the text would be longer than [`MAX_LEN`](Self::MAX_LEN); it is as it was.
    pub fn try_push_str(&mut self, text: &str) -> Result<(), TextError> {
        self.try_insert(self.tree.len(), text)
    }

    /// Appends a character.
    ///
    /// # Panics
    /// If the text would be longer than [`MAX_LEN`](Self::MAX_LEN).
    #[track_caller]
    pub fn push(&mut self, char: char) {
        expect(self.try_push(char));
    }

    /// Appends a character like [`push`](Self::push), but returns an error instead of panicking.
    ///
    /// # Errors
    /// If the text would be longer than [`MAX_LEN`](Self::MAX_LEN); it is as it was.
    pub fn try_push(&mut self, char: char) -> Result<(), TextError> {
        self.try_push_str(char.encode_utf8(&mut [0; 4]))
    }

    /// Removes the last character and returns it, or `None` if the text is empty.
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let mut text = CowText::from("né");
    /// assert_eq!(text.pop(), Some('é'));
    /// assert_eq!(text, "n");
    /// ```
    pub fn pop(&mut self) -> Option<char> {
        let char = self.chars().next_back()?;
        self.truncate(self.tree.len() - char.len_utf8());
        Some(char)
    }

    /// Shortens the text to so many bytes; if it has not more, it stays as it is.
    ///
    /// # Panics
    /// If that is not a boundary between characters.
    #[track_caller]
    pub fn truncate(&mut self, len: usize) {
        expect(self.try_truncate(len));
    }

    /// Shortens the text like [`truncate`](Self::truncate), but returns an error instead of panicking.
    ///
    /// # Errors
    /// If that is not a boundary between characters; the text is as it was.
    pub fn try_truncate(&mut self, len: usize) -> Result<(), TextError> {
        if len < self.tree.len() { self.try_remove(len..) } else { Ok(()) }
    }
}
