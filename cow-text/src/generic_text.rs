//! The type, and what needs no position.

use crate::breaks::{Lf, LineBreaks};
use crate::dimension::Leaves;
use crate::error::{TextError, expect};
use crate::load;
use crate::measure::MAX_LEN;
use cow_core::{Atomic, Local, NodeInfo, RefCount};

/// A text whose clones are one count: a rope. See the [crate](crate).
pub type CowText = GenericText<Atomic, Lf>;

/// A [`CowText`] for one thread, which counts without atomic operations.
pub type LocalText = GenericText<Local, Lf>;

/// A text with any kind of counts and of line breaks. Most programs use [`CowText`].
///
/// | type parameter | says |
/// |---|---|
/// | `C` | how versions are counted: [`Atomic`], or for one thread [`Local`] |
/// | `B` | what ends a line: [`Lf`], [`CrLf`](crate::CrLf) or [`Unicode`](crate::Unicode) |
pub struct GenericText<C: RefCount = Atomic, B: LineBreaks = Lf> {
    /// No leaf ends in a CR if the next one begins with an LF.
    pub(crate) tree: Leaves<C, B>,
}

impl<C: RefCount, B: LineBreaks> GenericText<C, B> {
    /// The length of the longest text: 4 TiB less one byte, or on machines of 32 bits `isize::MAX` bytes.
    pub const MAX_LEN: usize = MAX_LEN;

    /// Returns an empty text. Does not allocate.
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::new();
    /// assert!(text.is_empty());
    /// assert_eq!(text.len_lines(), 1);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { tree: Leaves::new() }
    }

    /// Returns whether both are one version, and so equal. O(1).
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let text = CowText::from("one");
    /// let mut other = text.clone();
    /// assert!(text.ptr_eq(&other));
    /// other.push_str("!");
    /// assert!(!text.ptr_eq(&other));
    /// ```
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        match (self.tree.root(), other.tree.root()) {
            (Some(one), Some(other)) => one.same(other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }

    /// Removes all text, and frees what no other version shares.
    pub fn clear(&mut self) {
        self.tree = Leaves::new();
    }

    /// Appends another text, and leaves that one empty. O(log n); both share their nodes with the result.
    ///
    /// # Panics
    /// If the text would be longer than [`MAX_LEN`](Self::MAX_LEN).
    ///
    /// ```
    /// use cow_text::CowText;
    ///
    /// let mut text = CowText::from("one, ");
    /// let mut more = CowText::from("two");
    /// text.append(&mut more);
    /// assert_eq!(text, "one, two");
    /// assert_eq!(more, "");
    /// ```
    pub fn append(&mut self, other: &mut Self) {
        expect(self.try_append(other));
    }

    /// Appends another text like [`append`](Self::append), but returns an error instead of panicking.
    ///
    /// # Errors
    /// If the text would be longer than [`MAX_LEN`](Self::MAX_LEN); both are as they were.
    pub fn try_append(&mut self, other: &mut Self) -> Result<(), TextError> {
        let at = self.tree.len();
        check_len(at, other.tree.len())?;
        self.tree.append(core::mem::take(&mut other.tree));
        self.join_crlf(at);
        Ok(())
    }

    /// Calls `visit` for each node, in pre-order, to see what versions share; the nodes below one for which it returns
    /// `false` are left out.
    pub fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        self.tree.visit_nodes(visit);
    }

    /// Panics if the text is not as it promises to be: for tests.
    #[doc(hidden)]
    pub fn assert_invariants(&self) {
        crate::invariants::check(&self.tree);
    }
}

/// Returns an error if bytes that stay and new ones are too many together.
#[inline]
pub(crate) fn check_len(kept: usize, new: usize) -> Result<(), TextError> {
    let len = kept.checked_add(new);
    if len.is_some_and(|len| len <= MAX_LEN) { Ok(()) } else { Err(TextError::TooLong) }
}

impl<C: RefCount, B: LineBreaks> Clone for GenericText<C, B> {
    /// Returns the same version once more. O(1): one count.
    #[inline]
    fn clone(&self) -> Self {
        Self { tree: self.tree.clone() }
    }
}

impl<C: RefCount, B: LineBreaks> Default for GenericText<C, B> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<C: RefCount, B: LineBreaks> From<&str> for GenericText<C, B> {
    /// Copies the text. O(n).
    fn from(text: &str) -> Self {
        Self { tree: load::tree(text) }
    }
}
