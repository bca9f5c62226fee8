//! Positions that stay with the text around them.

use crate::breaks::LineBreaks;
use crate::diff::Hunk;
use core::ops::Range;
use cow_core::RefCount;

/// To which side an [`Anchor`] keeps, where text is inserted at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Bias {
    /// Before the new text: as the end of a selection does.
    Before,
    /// After the new text: as a cursor does.
    After,
}

/// A position that is carried from a version of a text to the next one: a cursor, a bookmark, the place of a message.
///
/// ```
/// use cow_text::{Anchor, Bias, CowText};
///
/// let old = CowText::from("one two three");
/// let cursor = Anchor::new(7, Bias::After); // after "two"
/// let mut new = old.clone();
/// new.insert(0, "zero ");
/// new.remove(9..12); // "two" is gone
///
/// let cursor = cursor.carried(old.diff(&new));
/// assert_eq!(new.view(..cursor.byte()), "zero one ");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Anchor {
    byte: usize,
    bias: Bias,
}

impl Anchor {
    /// Returns an anchor at a byte.
    #[must_use]
    pub fn new(byte: usize, bias: Bias) -> Self {
        Self { byte, bias }
    }

    /// Returns the byte.
    #[must_use]
    pub fn byte(self) -> usize {
        self.byte
    }

    /// Returns to which side it keeps.
    #[must_use]
    pub fn bias(self) -> Bias {
        self.bias
    }

    /// Returns the anchor in the newer version that some changes lead to. O(changes before it).
    ///
    /// Where the text around it was replaced, it is at the start or at the end of the new text, by its [`Bias`].
    #[must_use]
    pub fn carried<'a, 'b, C: RefCount + 'a + 'b, B: LineBreaks>(
        self,
        changes: impl IntoIterator<Item = Hunk<'a, 'b, C, B>>,
    ) -> Self {
        self.carried_over(changes.into_iter().map(|hunk| (hunk.range(), hunk.newer_range())))
    }

    fn carried_over(self, changes: impl Iterator<Item = (Range<usize>, Range<usize>)>) -> Self {
        // Where the last change before it ended, in both versions.
        let (mut old_end, mut new_end) = (0, 0);
        for (old, new) in changes {
            let is_before = match self.bias {
                Bias::Before => self.byte <= old.start,
                Bias::After => self.byte < old.start,
            };
            if is_before {
                break;
            }
            if self.byte < old.end
                || self.byte == old.end && self.bias == Bias::Before && !old.is_empty()
            {
                let byte = if self.bias == Bias::Before { new.start } else { new.end };
                // At the end of what was removed nothing stood between it and the text after it.
                let byte = if self.byte == old.end { new.end } else { byte };
                return Self { byte, ..self };
            }
            (old_end, new_end) = (old.end, new.end);
        }
        Self { byte: self.byte - old_end + new_end, ..self }
    }
}
