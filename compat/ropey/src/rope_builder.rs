//! Ropes made of pieces, one after the other.

use crate::{MAX_BYTES, Rope, Text};

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
    pub fn append(&mut self, chunk: &str) {
        if chunk.len() < MAX_BYTES {
            self.text.push_str(chunk);
        } else {
            self.text.append(&mut chunk.into());
        }
    }

    /// Returns the rope.
    #[must_use]
    pub fn finish(self) -> Rope {
        Rope(self.text)
    }

    /// ropey's tests name it. Borders between pieces are not kept.
    #[doc(hidden)]
    pub fn _append_chunk(&mut self, chunk: &str) {
        self.append(chunk);
    }

    /// ropey's tests name it.
    #[doc(hidden)]
    #[must_use]
    pub fn _finish_no_fix(self) -> Rope {
        self.finish()
    }
}
