//! Trees whose leaves are text: [B+-trees](crate::btree) of bytes, of which every leaf is UTF-8 by itself.
//!
//! What is safe here and not outside is that leaves are read as `str` without looking at each byte again. What text
//! *is*, lines and the like, is the user's.
//!
//! ```
//! use cow_core::btree::{Trail, Width};
//! use cow_core::utf8::{Utf8Builder, Utf8Tree};
//!
//! let mut builder = Utf8Builder::new();
//! builder.push("grün, ");
//! builder.push("blau");
//! let mut tree: Utf8Tree = builder.finish();
//! let old = tree.clone();
//!
//! let mut trail = Trail::new();
//! let path = tree.path(&mut trail, |_| 0).unwrap();
//! assert_eq!(path.leaf(), "grün, blau"); // leaves of a few bytes are merged
//! path.splice(2..4, "ue", None);
//! assert_eq!(tree.runs(0..11).collect::<String>(), "gruen, blau");
//! assert_eq!(old.runs(0..11).collect::<String>(), "grün, blau");
//! ```

use crate::block::Fresh;
use crate::btree::{
    BranchRef, Builder, Difference, NodeRef, Path, Runs, Summary, Trail, Tree, Width,
};
use crate::count::{Atomic, RefCount};
use crate::node_info::NodeInfo;
use core::iter::FusedIterator;
use core::ops::Range;

/// Returns a leaf as what it is.
///
/// # Safety
/// It is UTF-8.
#[inline]
unsafe fn text(leaf: &[u8]) -> &str {
    debug_assert!(core::str::from_utf8(leaf).is_ok());
    // SAFETY: by this function's contract.
    unsafe { core::str::from_utf8_unchecked(leaf) }
}

/// A tree of bytes whose leaves are text. One word.
pub struct Utf8Tree<A = (), C: RefCount = Atomic> {
    /// Every leaf of it is UTF-8.
    tree: Tree<(), u8, A, C>,
}

impl<A, C: RefCount> Utf8Tree<A, C> {
    /// Most bytes of a leaf: four at least, so that every character fits.
    pub const LEAF: usize = Width::<(), u8, C>::LEAF;

    /// No text.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { tree: Tree::new() }
    }

    /// Returns the root, to be read.
    #[inline]
    pub fn root(&self) -> Option<NodeRef<'_, (), u8, A, C>> {
        self.tree.root()
    }

    /// Returns the number of bytes.
    #[inline]
    pub fn len(&self) -> usize {
        self.tree.len()
    }

    /// Returns `true` if there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// Returns the summary of all bytes. O(1), or of a tree that is one leaf O(its length).
    #[inline]
    pub fn summary(&self) -> A
    where
        A: Summary<u8>,
    {
        self.tree.summary()
    }

    /// Returns the leaf that `choose` leads to, branch by branch. Without text it is empty.
    #[inline]
    pub fn leaf<'a>(&'a self, choose: impl FnMut(BranchRef<'a, (), u8, A, C>) -> usize) -> &'a str {
        let leaf = self.root().map_or(&[][..], |root| root.leaf(choose));
        // SAFETY: it is a leaf, or empty.
        unsafe { text(leaf) }
    }

    /// Returns the text in a range of bytes, leaf by leaf.
    ///
    /// # Panics
    /// If the range is out of bounds, or if it begins or ends within a character.
    #[inline]
    pub fn runs(&self, range: Range<usize>) -> Utf8Runs<'_, A, C> {
        let runs = self.tree.runs(range.clone());
        for end in [range.start, range.end] {
            assert!(self.is_char_boundary(end), "byte {end} is not a character boundary");
        }
        Utf8Runs { runs }
    }

    /// Returns `true` if a character begins at a byte, or if that is the end of the text.
    #[inline]
    pub fn is_char_boundary(&self, byte: usize) -> bool {
        let mut inside = byte;
        let leaf = self.leaf(|branch| {
            let (slot, rest) = branch.find(inside);
            inside = rest;
            slot
        });
        leaf.is_char_boundary(inside)
    }

    /// Returns the way to the leaf that `choose` leads to; `None` if there is no text.
    #[inline]
    pub fn path<'a, 't>(
        &'a mut self,
        trail: &'t mut Trail<(), u8, A, C>,
        choose: impl FnMut(BranchRef<'_, (), u8, A, C>) -> usize,
    ) -> Option<Utf8Path<'a, 't, A, C>> {
        Some(Utf8Path { path: self.tree.path(trail, choose)? })
    }

    /// Drops this text. If it was the last owner of a branch, `child` gets the texts of that branch's children before, in
    /// order.
    pub fn into_children(self, mut child: impl FnMut(Self)) {
        if let Some(root) = self.tree.into_root() {
            root.into_children(|node| child(Self { tree: Tree::from_root(Some(node)) }));
        }
    }

    /// Calls `visit` for each node, in pre-order: see [`Tree::visit_nodes`].
    pub fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        self.tree.visit_nodes(visit);
    }
}

impl<A: Summary<u8>, C: RefCount> Utf8Tree<A, C> {
    /// Puts another text after this one. O(difference of heights). See [`Tree::append`].
    pub fn append(&mut self, other: Self) {
        self.tree.append((), other.tree);
    }

    /// Takes the text from a byte on out. O(log n). See [`Tree::split_at`].
    ///
    /// # Panics
    /// If it is out of bounds, or within a character.
    #[must_use]
    pub fn split_off(&mut self, byte: usize) -> Self {
        assert!(byte <= self.len(), "byte {byte} is out of bounds");
        assert!(self.is_char_boundary(byte), "byte {byte} is not a character boundary");
        let (left, right) = core::mem::take(&mut self.tree).split_at(byte);
        // Leaves that are cut at a boundary between characters, or joined, are UTF-8 again.
        self.tree = left;
        Self { tree: right }
    }
}

impl<A, C: RefCount> Clone for Utf8Tree<A, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { tree: self.tree.clone() }
    }
}

impl<A, C: RefCount> Default for Utf8Tree<A, C> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

/// A way from the root to a leaf of text.
pub struct Utf8Path<'a, 't, A, C: RefCount> {
    /// Leads to a leaf of an [`Utf8Tree`].
    path: Path<'a, 't, (), u8, A, C>,
}

impl<A, C: RefCount> Utf8Path<'_, '_, A, C> {
    /// Returns the leaf.
    #[inline]
    pub fn leaf(&self) -> &str {
        // SAFETY: it is a leaf of an `Utf8Tree`.
        unsafe { text(self.path.leaf().slice()) }
    }

    /// Returns how many branches there are above the leaf.
    #[inline]
    pub fn depth(&self) -> usize {
        self.path.depth()
    }

    /// Returns `true` if other trees share the leaf, so that a write has to copy it.
    #[inline]
    pub fn is_shared(&self) -> bool {
        self.path.is_shared()
    }

    /// Replaces a range of the leaf by other text, and with `cut` cuts it in two: see [`Path::splice`].
    ///
    /// # Panics
    /// As that does, and if a range or a cut is within a character.
    #[inline]
    pub fn splice(self, range: Range<usize>, new: &str, cut: Option<usize>)
    where
        A: Difference<u8>,
    {
        let leaf = self.leaf();
        for end in [range.start, range.end] {
            assert!(leaf.is_char_boundary(end), "byte {end} is not a character boundary");
        }
        if let Some(cut) = cut {
            let new_end = range.start + new.len();
            let whole = if cut <= range.start {
                leaf.is_char_boundary(cut)
            } else if cut < new_end {
                new.is_char_boundary(cut - range.start)
            } else {
                leaf.is_char_boundary(cut - new_end + range.end)
            };
            assert!(whole, "a cut at byte {cut} is not at a character boundary");
        }
        self.path.splice(range, new.as_bytes(), cut);
    }
}

/// A text, leaf by leaf, from both ends. No run is empty.
pub struct Utf8Runs<'a, A, C: RefCount> {
    /// Those of an [`Utf8Tree`], from and to a boundary between characters.
    runs: Runs<'a, (), u8, A, C>,
}

impl<A, C: RefCount> Utf8Runs<'_, A, C> {
    /// Returns the number of bytes that are left.
    #[inline]
    pub fn bytes(&self) -> usize {
        self.runs.items()
    }
}

impl<A, C: RefCount> Clone for Utf8Runs<'_, A, C> {
    fn clone(&self) -> Self {
        Self { runs: self.runs.clone() }
    }
}

impl<'a, A, C: RefCount> Iterator for Utf8Runs<'a, A, C> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        // SAFETY: a leaf, or a part of one from and to a boundary.
        self.runs.next().map(|run| unsafe { text(run) })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.runs.size_hint()
    }
}

impl<A, C: RefCount> DoubleEndedIterator for Utf8Runs<'_, A, C> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        // SAFETY: a leaf, or a part of one from and to a boundary.
        self.runs.next_back().map(|run| unsafe { text(run) })
    }
}

impl<A, C: RefCount> FusedIterator for Utf8Runs<'_, A, C> {}

/// Makes a tree from leaves of text, in order.
pub struct Utf8Builder<A = (), C: RefCount = Atomic> {
    builder: Builder<u8, A, C>,
}

impl<A: Summary<u8>, C: RefCount> Utf8Builder<A, C> {
    /// No leaves yet.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { builder: Builder::new() }
    }

    /// Appends a leaf. An empty one is none.
    ///
    /// # Panics
    /// If it is longer than a leaf may be.
    pub fn push(&mut self, leaf: &str) {
        if !leaf.is_empty() {
            let mut fresh = Fresh::new((), leaf.len());
            fresh.get().extend_from_slice(leaf.as_bytes());
            self.builder.push(fresh);
        }
    }

    /// Returns the tree of all leaves.
    #[must_use]
    pub fn finish(self) -> Utf8Tree<A, C> {
        Utf8Tree { tree: self.builder.finish() }
    }
}

impl<A: Summary<u8>, C: RefCount> Default for Utf8Builder<A, C> {
    fn default() -> Self {
        Self::new()
    }
}
