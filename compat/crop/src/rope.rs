//! Ropes: what makes and changes them.

use crate::Text;
use std::ops::{Deref, DerefMut, RangeBounds};

/// A text with crop's methods. It dereferences to a [`Text`], whose other methods are there, too.
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

    /// Inserts a string before a byte.
    ///
    /// # Panics
    /// If there are not so many bytes, or if that is within a character.
    #[track_caller]
    pub fn insert<T: AsRef<str>>(&mut self, byte_offset: usize, text: T) {
        self.0.insert(byte_offset, text.as_ref());
    }

    /// Removes a range of bytes.
    ///
    /// # Panics
    /// If there are not so many, if the range ends before it begins, or if an end is within a character.
    #[track_caller]
    pub fn delete<R: RangeBounds<usize>>(&mut self, byte_range: R) {
        self.0.remove(byte_range);
    }

    /// Replaces a range of bytes by a string.
    ///
    /// # Panics
    /// If there are not so many, if the range ends before it begins, or if an end is within a character.
    #[track_caller]
    pub fn replace<R: RangeBounds<usize>, T: AsRef<str>>(&mut self, byte_range: R, text: T) {
        self.0.replace(byte_range, text.as_ref());
    }

    /// crop's tests name it.
    #[doc(hidden)]
    pub fn assert_invariants(&self) {
        self.0.assert_invariants();
    }
}
