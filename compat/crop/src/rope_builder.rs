//! Ropes made of pieces, one after the other.

use crate::{Rope, Text};

/// Makes a rope of pieces.
#[derive(Clone, Debug, Default)]
pub struct RopeBuilder {
    text: Text,
}

impl RopeBuilder {
    /// Returns a builder of an empty rope.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a piece.
    pub fn append<T: AsRef<str>>(&mut self, text: T) -> &mut Self {
        self.text.push_str(text.as_ref());
        self
    }

    /// Returns the rope.
    #[must_use]
    pub fn build(self) -> Rope {
        Rope(self.text)
    }
}
