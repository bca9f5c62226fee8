//! [`SumTree`]: a vector that keeps a [`Summary`] of each of its nodes.
//!
//! What is kept is the caller's: a length, a count of lines, the greatest of some values. So an item is found by whatever can be
//! added up from the start, not by its index alone, and a range is summed up without its items being read. It is the tree below
//! the ropes of `cow_text`.
//!
//! A clone is one count, and shares all nodes. A write copies the path to one leaf, if a clone shares it.
//!
//! # The paragraphs of a document, by height and by words
//! ```
//! use cow_tree::sum_tree::{SumTree, Summary};
//!
//! #[derive(Clone)]
//! struct Paragraph {
//!     text: String,
//!     height: u32,
//! }
//!
//! #[derive(Clone, Debug, PartialEq)]
//! struct Extent {
//!     height: u32,
//!     words: usize,
//! }
//!
//! impl Summary<Paragraph> for Extent {
//!     fn empty() -> Self {
//!         Extent { height: 0, words: 0 }
//!     }
//!     fn of(paragraphs: &[Paragraph]) -> Self {
//!         Extent {
//!             height: paragraphs.iter().map(|paragraph| paragraph.height).sum(),
//!             words: paragraphs.iter().map(|each| each.text.split_whitespace().count()).sum(),
//!         }
//!     }
//!     fn combine(&self, right: &Self) -> Self {
//!         Extent { height: self.height + right.height, words: self.words + right.words }
//!     }
//! }
//!
//! let paragraph = |n: u32| Paragraph { text: "so it goes".to_owned(), height: 20 + n % 3 };
//! let mut document: SumTree<Paragraph, Extent> = (0..9_000).map(paragraph).collect();
//! assert_eq!(document.summary(), Extent { height: 189_000, words: 27_000 });
//!
//! // What is at the top of the window, and how much of it is above? O(log n).
//! let top = document.search(|extent| extent.height > 100_000).unwrap();
//! assert_eq!((top.index, 100_000 - top.before.height), (4_761, 19));
//! assert_eq!(top.before.words, 3 * top.index);
//!
//! let saved = document.clone(); // one count
//! document.modify(4_761, |paragraph| paragraph.height = 120); // copies a path
//! assert_eq!(document.summary_of(..5_000).height - saved.summary_of(..5_000).height, 100);
//! ```
//!
//! # Costs
//! For `n` items in leaves of up to `c`: what fits into 1 KiB, or into 512 bytes if items need dropping.
//!
//! | operation | cost | copied |
//! |---|---|---|
//! | `clone`, `len`, `summary` | O(1) | |
//! | `get`, `search` | O(c + log n) | nothing |
//! | `summary_of` a range | O(c + log n) | nothing |
//! | `push`, `insert`, `remove`, `modify` | O(c + log n) | a path, if it is shared |
//! | `append`, `split_off`, `slice` | O(c + log n) | two paths, so that a panic leaves all as it was |
//! | `iter` | O(log n) to begin, then O(1) an item | nothing |
//! | `==`, `cmp` | what two versions do not share, if items are `Eq` | nothing |
//!
//! A tree has up to `isize::MAX` items: see [`append`](GenericSumTree::append).
//!
//! Items cannot be borrowed mutably, for writes would bypass the summary: see [`modify`](GenericSumTree::modify).

mod convert;
mod iter;

pub use self::iter::{IntoIter, Iter};
pub use cow_core::btree::Summary;

use crate::compare::same;
use core::fmt;
use core::mem;
use core::ops::{Bound, Range, RangeBounds};
use cow_core::btree::{MAX_ITEMS, Path, Trail, Tree};
use cow_core::{Atomic, Dismantle, Local, NodeInfo, Pieces, RefCount};

/// A vector of `T` that keeps a summary `S` of each node. See the [module](self).
pub type SumTree<T, S> = GenericSumTree<T, S, Atomic>;

/// A [`SumTree`] for one thread, which counts without atomic operations.
pub type LocalSumTree<T, S> = GenericSumTree<T, S, Local>;

/// A vector of `T` that keeps a summary `S` of each node, with owners counted by `C`. See the [module](self).
pub struct GenericSumTree<T, S, C: RefCount = Atomic> {
    tree: Tree<(), T, S, C>,
}

/// An item found by [`search`](GenericSumTree::search), and what is before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a, T, S> {
    /// The summary of the items before this one.
    pub before: S,
    /// The index of the item.
    pub index: usize,
    /// The item.
    pub item: &'a T,
}

impl<T, S, C: RefCount> GenericSumTree<T, S, C> {
    /// Returns an empty tree. Does not allocate.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { tree: Tree::new() }
    }

    /// Returns the number of items. O(1).
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.tree.len()
    }

    /// Returns `true` if there are no items.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// Returns the item at an index, or `None` if there are not so many. O(log n).
    #[inline]
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&T> {
        self.tree.get(index)
    }

    /// Returns the items, in order and from both ends.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T, S, C> {
        self.range(..)
    }

    /// Returns the items at the indices in a range. O(log n) to begin.
    ///
    /// # Panics
    /// If the range is out of bounds, or ends before it begins.
    #[track_caller]
    pub fn range(&self, range: impl RangeBounds<usize>) -> Iter<'_, T, S, C> {
        Iter::new(self.tree.runs(self.checked(&range)))
    }

    /// Removes all items. O(n), or O(1) if a clone shares them.
    pub fn clear(&mut self) {
        self.tree = Tree::new();
    }

    /// Returns `true` if both are one version, and so equal if their items are equal to themselves. O(1).
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        same(self.tree.root(), other.tree.root())
    }

    /// Calls `visit` for each node, in pre-order, to see what versions share; the nodes below one for which it returns `false` are
    /// left out.
    pub fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        self.tree.visit_nodes(visit);
    }

    /// Panics if the tree is not as it promises to be: for tests.
    #[doc(hidden)]
    pub fn assert_invariants(&self) {
        self.tree.assert_shape();
    }

    /// Returns a range without open ends.
    #[track_caller]
    fn checked(&self, range: &impl RangeBounds<usize>) -> Range<usize> {
        let len = self.len();
        let start = match range.start_bound() {
            Bound::Included(start) => Some(*start),
            Bound::Excluded(start) => start.checked_add(1),
            Bound::Unbounded => Some(0),
        };
        let end = match range.end_bound() {
            Bound::Included(end) => end.checked_add(1),
            Bound::Excluded(end) => Some(*end),
            Bound::Unbounded => Some(len),
        };
        match (start, end) {
            (Some(start), Some(end)) if start <= end && end <= len => start..end,
            _ => panic!("range out of bounds: the length is {len}"),
        }
    }
}

impl<T, S: Summary<T>, C: RefCount> GenericSumTree<T, S, C> {
    /// Returns the summary of all items. O(1), or O(n) if there are so few that they are one leaf.
    #[must_use]
    pub fn summary(&self) -> S {
        self.tree.summary()
    }

    /// Returns the summary of the items at the indices in a range. O(log n), and the items of two leaves at most are read.
    ///
    /// # Panics
    /// If the range is out of bounds, or ends before it begins.
    #[must_use]
    #[track_caller]
    pub fn summary_of(&self, range: impl RangeBounds<usize>) -> S {
        self.tree.summary_of(self.checked(&range))
    }

    /// Returns the first item at which `reached` is `true` of the summary of all items up to it and with it; `None` if it is true of
    /// none. O(log n), and the items of one leaf are read.
    ///
    /// `reached` is to be monotone: `false` for short beginnings of the tree, `true` for longer ones. Any part of the summary will do.
    ///
    /// ```
    /// use cow_tree::sum_tree::{SumTree, Summary};
    ///
    /// #[derive(Clone)]
    /// struct Total(u64);
    ///
    /// impl Summary<u64> for Total {
    ///     fn empty() -> Self {
    ///         Total(0)
    ///     }
    ///     fn of(items: &[u64]) -> Self {
    ///         Total(items.iter().sum())
    ///     }
    ///     fn combine(&self, right: &Self) -> Self {
    ///         Total(self.0 + right.0)
    ///     }
    /// }
    ///
    /// let amounts: SumTree<u64, Total> = [30, 5, 40].into_iter().collect();
    /// let found = amounts.search(|total| total.0 > 32).unwrap();
    /// assert_eq!((found.before.0, found.index, *found.item), (30, 1, 5));
    /// assert!(amounts.search(|total| total.0 > 75).is_none());
    /// ```
    pub fn search(&self, reached: impl FnMut(&S) -> bool) -> Option<Found<'_, T, S>> {
        self.search_of(.., reached)
    }

    /// Searches among the items at the indices in a range, as if there were no others. See [`search`](Self::search).
    ///
    /// # Panics
    /// If the range is out of bounds, or ends before it begins.
    #[track_caller]
    pub fn search_of(
        &self,
        range: impl RangeBounds<usize>,
        reached: impl FnMut(&S) -> bool,
    ) -> Option<Found<'_, T, S>> {
        let (before, index, item) = self.tree.search_of(self.checked(&range), reached)?;
        Some(Found { before, index, item })
    }
}

impl<T: Clone, S: Summary<T>, C: RefCount> GenericSumTree<T, S, C> {
    /// Appends an item. O(log n). Copies one leaf and its path, if other versions share them.
    ///
    /// If a `clone` panics, the tree is as it was. If a summary does, the item is in, and some summaries may be old.
    ///
    /// # Panics
    /// If there are `isize::MAX` items already.
    #[inline]
    #[track_caller]
    pub fn push(&mut self, item: T) {
        self.insert(self.len(), item);
    }

    /// Removes the last item and returns it, or `None` if there is none. O(log n). Copies one leaf and its path, if other versions
    /// share them.
    ///
    /// If a `clone` panics, the tree is as it was. If a summary does, the item is gone, and some summaries may be old.
    pub fn pop(&mut self) -> Option<T> {
        self.tree.take_last()
    }

    /// Inserts an item before the one at an index. O(log n). Copies one leaf and its path, if other versions share them.
    ///
    /// If a `clone` panics, the tree is as it was. If a summary does, the item is in, and some summaries may be old.
    ///
    /// # Panics
    /// If there are not so many items, or if there are `isize::MAX` already.
    #[track_caller]
    pub fn insert(&mut self, index: usize, item: T) {
        let len = self.len();
        assert!(index <= len, "insertion index (is {index}) should be <= len (is {len})");
        assert!(len < MAX_ITEMS, "capacity overflow");
        let mut trail = Trail::new();
        match path(&mut self.tree, &mut trail, index) {
            Some((path, inside)) => drop(path.insert(inside, item, |_| ())),
            None => self.tree = Tree::of_one(item),
        }
    }

    /// Removes the item at an index and returns it. O(log n). Copies one leaf and its path, if other versions share them.
    ///
    /// If a `clone` panics, the tree is as it was. If a summary does, the item is gone, and some summaries may be old.
    ///
    /// # Panics
    /// If there are not so many items.
    #[track_caller]
    pub fn remove(&mut self, index: usize) -> T {
        let len = self.len();
        assert!(index < len, "removal index (is {index}) should be < len (is {len})");
        let mut trail = Trail::new();
        let Some((path, inside)) = path(&mut self.tree, &mut trail, index) else {
            unreachable!("there is an item")
        };
        let is_last = path.is_last();
        let item = path.remove(inside);
        if is_last {
            self.clear();
        }
        item
    }

    /// Calls `write` with the item at an index, and returns its result, or `None` if there are not so many items. O(log n).
    /// Copies one leaf and its path, if other versions share them.
    ///
    /// Summaries are computed anew also if `write` panics.
    pub fn modify<R>(&mut self, index: usize, write: impl FnOnce(&mut T) -> R) -> Option<R> {
        if index >= self.len() {
            return None;
        }
        let mut trail = Trail::new();
        let (path, inside) = path(&mut self.tree, &mut trail, index)?;
        Some(path.modify(inside, write))
    }

    /// Replaces the item at an index, and returns the old one. O(log n). Copies one leaf and its path, if other versions share them.
    ///
    /// If a `clone` panics, the tree is as it was. If a summary does, the new item is in, and some summaries may be old.
    ///
    /// # Panics
    /// If there are not so many items.
    #[track_caller]
    pub fn replace(&mut self, index: usize, item: T) -> T {
        let len = self.len();
        match self.modify(index, |old| mem::replace(old, item)) {
            Some(old) => old,
            None => panic!("index (is {index}) should be < len (is {len})"),
        }
    }

    /// Moves all items of another tree to the end. O(log n); both share their nodes with the result.
    ///
    /// If a `clone` or a summary panics, both are as they were.
    ///
    /// # Panics
    /// If that are too many items, which is only possible if a tree is appended to clones of itself: more than `isize::MAX`, or a
    /// tree of more than 24 levels of branches, for which 2^37 are needed. Both are as they were then, too.
    pub fn append(&mut self, other: &mut Self) {
        let mut both = self.tree.clone();
        both.append((), other.tree.clone());
        self.tree = both;
        other.clear();
    }

    /// Removes the items from an index on, and returns them. O(log n).
    ///
    /// If a `clone` or a summary panics, the tree is as it was.
    ///
    /// # Panics
    /// If there are not so many items.
    #[must_use = "use `truncate` to drop the rest"]
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> Self {
        let len = self.len();
        assert!(at <= len, "split index (is {at}) should be <= len (is {len})");
        Self { tree: self.tree.take_from(at) }
    }

    /// Shortens the tree to so many items. If it has not more, it stays as it is. O(log n), and what is dropped.
    ///
    /// If a `clone` or a summary panics, the tree is as it was.
    pub fn truncate(&mut self, len: usize) {
        if len < self.len() {
            drop(self.split_off(len));
        }
    }

    /// Returns the items at the indices in a range as a tree of their own, which shares its nodes. O(log n).
    ///
    /// # Panics
    /// If the range is out of bounds, or ends before it begins.
    #[must_use]
    #[track_caller]
    pub fn slice(&self, range: impl RangeBounds<usize>) -> Self {
        let range = self.checked(&range);
        let mut part = self.clone();
        part.truncate(range.end);
        part.split_off(range.start)
    }
}

/// A way to a leaf.
type ItemPath<'a, 't, T, S, C> = Path<'a, 't, (), T, S, C>;

/// Returns the way to the item at an index, and its index in the leaf; `None` if there are no items.
fn path<'a, 't, T, S, C: RefCount>(
    tree: &'a mut Tree<(), T, S, C>,
    trail: &'t mut Trail<(), T, S, C>,
    index: usize,
) -> Option<(ItemPath<'a, 't, T, S, C>, usize)> {
    let mut inside = index;
    let path = tree.path(trail, |branch| {
        let (slot, rest) = branch.find(inside);
        inside = rest;
        slot
    })?;
    Some((path, inside))
}

impl<T, S, C: RefCount> Clone for GenericSumTree<T, S, C> {
    /// Returns the same version once more. O(1): one count.
    #[inline]
    fn clone(&self) -> Self {
        Self { tree: self.tree.clone() }
    }
}

impl<T, S, C: RefCount> Default for GenericSumTree<T, S, C> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug, S, C: RefCount> fmt::Debug for GenericSumTree<T, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

/// A piece is a node: at most the items of one leaf.
impl<T, S, C: RefCount> Dismantle for GenericSumTree<T, S, C> {
    /// What is below a node is a tree again.
    type Pieces = Pieces<Self>;

    fn dismantle(self) -> Self::Pieces {
        Pieces::new((!self.is_empty()).then_some(self), |this, rest| {
            if let Some(root) = this.tree.into_root() {
                root.into_children(|child| rest.push(Self { tree: Tree::from_root(Some(child)) }));
            }
        })
    }
}
