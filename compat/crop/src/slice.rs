//! Parts of ropes.

use crate::TextSlice;

/// A part of a rope, borrowed. Positions are counted from its start.
#[derive(Clone, Copy)]
pub struct RopeSlice<'a>(pub(crate) TextSlice<'a>);

impl RopeSlice<'_> {
    /// crop's tests name it.
    #[doc(hidden)]
    pub fn assert_invariants(&self) {
        self.0.to_text().assert_invariants();
    }
}
