//! Ropes: what makes and changes them.

use crate::Text;
use crate::error::{Error, Result, char_range};
use crate::slice::Source;
use std::io;
use std::ops::{Deref, DerefMut, RangeBounds};

/// A text with ropey's methods. It dereferences to a [`Text`], whose other methods are there, too.
#[derive(Clone, Default)]
pub struct Rope(pub(crate) Text);

impl Deref for Rope {
    type Target = Text;

    fn deref(&self) -> &Text {
        &self.0
    }
}

impl DerefMut for Rope {
    fn deref_mut(&mut self) -> &mut Text {
        &mut self.0
    }
}

impl Rope {
    /// Returns an empty rope.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Copies a string.
    #[must_use]
    pub fn from_str(text: &str) -> Self {
        Self(text.into())
    }

    /// Reads a rope to its end.
    ///
    /// # Errors
    /// If the reader fails, or gives what is not UTF-8.
    pub fn from_reader<R: io::Read>(reader: R) -> io::Result<Self> {
        Ok(Self(Text::from_reader(reader)?))
    }

    /// Writes the text.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write_to<W: io::Write>(&self, writer: W) -> io::Result<()> {
        self.0.write_to(writer)
    }

    pub(crate) fn source(&self) -> Source<'_> {
        Source::Text(self.0.as_slice())
    }

    /// Returns how many bytes of memory the leaves take.
    #[must_use]
    pub fn capacity(&self) -> usize {
        let mut bytes = 0;
        self.0.visit_nodes(&mut |node| {
            bytes += if node.items > 0 { node.bytes } else { 0 };
            true
        });
        bytes
    }

    /// Copies the text into leaves that are full.
    pub fn shrink_to_fit(&mut self) {
        self.0 = self.0.chunks().collect();
    }

    /// Inserts a string before a character.
    ///
    /// # Panics
    /// If there are not so many characters.
    #[track_caller]
    pub fn insert(&mut self, char_idx: usize, text: &str) {
        self.try_insert(char_idx, text).unwrap();
    }

    /// Inserts a string like [`insert`](Self::insert), but returns an error instead of panicking.
    ///
    /// # Errors
    /// If there are not so many characters.
    pub fn try_insert(&mut self, char_idx: usize, text: &str) -> Result<()> {
        self.check(char_idx)?;
        self.0.insert_chars(char_idx, text);
        Ok(())
    }

    /// Inserts a character before another.
    ///
    /// # Panics
    /// If there are not so many characters.
    #[track_caller]
    pub fn insert_char(&mut self, char_idx: usize, char: char) {
        self.try_insert_char(char_idx, char).unwrap();
    }

    /// Inserts a character like [`insert_char`](Self::insert_char), but returns an error instead of panicking.
    ///
    /// # Errors
    /// If there are not so many characters.
    pub fn try_insert_char(&mut self, char_idx: usize, char: char) -> Result<()> {
        self.try_insert(char_idx, char.encode_utf8(&mut [0; 4]))
    }

    /// Removes a range of characters.
    ///
    /// # Panics
    /// If there are not so many, or if the range ends before it begins.
    #[track_caller]
    pub fn remove<R: RangeBounds<usize>>(&mut self, char_range: R) {
        self.try_remove(char_range).unwrap();
    }

    /// Removes a range like [`remove`](Self::remove), but returns an error instead of panicking.
    ///
    /// # Errors
    /// If there are not so many characters, or if the range ends before it begins.
    pub fn try_remove<R: RangeBounds<usize>>(&mut self, range: R) -> Result<()> {
        self.0.remove_chars(char_range(&range, self.0.len_chars())?);
        Ok(())
    }

    /// Splits the rope before a character, and returns the rest.
    ///
    /// # Panics
    /// If there are not so many characters.
    #[track_caller]
    pub fn split_off(&mut self, char_idx: usize) -> Self {
        self.try_split_off(char_idx).unwrap()
    }

    /// Splits the rope like [`split_off`](Self::split_off), but returns an error instead of panicking.
    ///
    /// # Errors
    /// If there are not so many characters.
    pub fn try_split_off(&mut self, char_idx: usize) -> Result<Self> {
        self.check(char_idx)?;
        Ok(Self(self.0.split_off_chars(char_idx)))
    }

    /// Appends another rope. Both share their nodes with the result.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Returns whether both are one version.
    #[must_use]
    pub fn is_instance(&self, other: &Self) -> bool {
        self.0.ptr_eq(&other.0)
    }

    fn check(&self, char: usize) -> Result<()> {
        let len = self.0.len_chars();
        if char > len { Err(Error::CharIndexOutOfBounds(char, len)) } else { Ok(()) }
    }

    /// ropey's tests name it.
    #[doc(hidden)]
    pub fn assert_integrity(&self) {
        self.0.assert_invariants();
    }

    /// ropey's tests name it.
    #[doc(hidden)]
    pub fn assert_invariants(&self) {
        self.0.assert_invariants();
    }
}
