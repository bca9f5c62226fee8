//! Positions in strings, as in ropes.

#[cfg(feature = "unicode_lines")]
pub(crate) use str_indices::lines;
#[cfg(all(feature = "cr_lines", not(feature = "unicode_lines")))]
pub(crate) use str_indices::lines_crlf as lines;
#[cfg(not(feature = "cr_lines"))]
pub(crate) use str_indices::lines_lf as lines;

pub use self::lines::{from_byte_idx as byte_to_line_idx, to_byte_idx as line_to_byte_idx};
pub use str_indices::chars::{from_byte_idx as byte_to_char_idx, to_byte_idx as char_to_byte_idx};

/// Returns the line of a character; after the end, the last one.
#[must_use]
pub fn char_to_line_idx(text: &str, char_idx: usize) -> usize {
    byte_to_line_idx(text, char_to_byte_idx(text, char_idx))
}

/// Returns the character with which a line begins; after the last line, the number of characters.
#[must_use]
pub fn line_to_char_idx(text: &str, line_idx: usize) -> usize {
    byte_to_char_idx(text, line_to_byte_idx(text, line_idx))
}
