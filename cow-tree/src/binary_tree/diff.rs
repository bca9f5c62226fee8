//! What differs between two versions.

use super::pairs::Pairs;
use super::{BinaryTree, Side};
use core::fmt;
use core::iter::FusedIterator;

/// One difference between two versions of a tree, in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiffItem<'a, T> {
    /// The newer version has a node where the older one has none.
    Add(&'a T),
    /// Both have a node, with unequal values.
    Update {
        /// The value in the older version.
        old: &'a T,
        /// The value in the newer version.
        new: &'a T,
    },
    /// The older version has a node where the newer one has none.
    Remove(&'a T),
}

/// An iterator over the differences between two versions of a tree. Made by [`BinaryTree::diff`].
pub struct Diff<'a, T> {
    pairs: Pairs<'a, T>,
}

impl<T: PartialEq> BinaryTree<T> {
    /// Returns the places in which `newer` differs from this tree, in pre-order.
    ///
    /// Places are compared, not shapes: a node inserted above others moves those to other places.
    /// There is no difference if and only if `self == newer`. What both trees share is skipped
    /// if `T: Eq`, so two versions a few edits apart are compared in the time of those edits.
    ///
    /// [`Diff::path`] is where the last difference was found.
    ///
    /// ```
    /// use cow_tree::BinaryTree;
    /// use cow_tree::binary_tree::DiffItem;
    /// use cow_tree::binary_tree::Side::{Left, Right};
    ///
    /// let old = BinaryTree::from_level_order((1..=7).map(Some))?;
    /// let mut new = old.clone();
    /// new.set(&[Left], 9).unwrap();
    /// new.take(&[Left, Right]);
    ///
    /// let mut diff = old.diff(&new);
    /// assert_eq!(diff.next(), Some(DiffItem::Update { old: &2, new: &9 }));
    /// assert_eq!(diff.path(), [Left]);
    /// assert_eq!(diff.next(), Some(DiffItem::Remove(&5)));
    /// assert_eq!(diff.path(), [Left, Right]);
    /// assert_eq!(diff.next(), None);
    /// # Ok::<(), cow_tree::binary_tree::OrphanError<i32>>(())
    /// ```
    #[must_use]
    pub fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, T> {
        Diff { pairs: Pairs::new(self, newer) }
    }
}

impl<T: PartialEq> cow_core::Diff for BinaryTree<T> {
    type Changes<'a>
        = Diff<'a, T>
    where
        Self: 'a;

    fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, T> {
        self.diff(newer)
    }
}

impl<T> Diff<'_, T> {
    /// Returns the path from the root to the difference that `next` gave last. O(1).
    ///
    /// Empty before the first; meaningless after the last.
    #[must_use]
    pub fn path(&self) -> &[Side] {
        self.pairs.path()
    }
}

impl<'a, T: PartialEq> Iterator for Diff<'a, T> {
    type Item = DiffItem<'a, T>;

    fn next(&mut self) -> Option<DiffItem<'a, T>> {
        self.pairs.find_map(|pair| match pair {
            [Some(old), Some(new)] => {
                let (old, new) = (&old.value, &new.value);
                (old != new).then_some(DiffItem::Update { old, new })
            }
            [None, new] => Some(DiffItem::Add(&new?.value)),
            [old, None] => Some(DiffItem::Remove(&old?.value)),
        })
    }
}

impl<T: PartialEq> FusedIterator for Diff<'_, T> {}

impl<T> Clone for Diff<'_, T> {
    fn clone(&self) -> Self {
        Self { pairs: self.pairs.clone() }
    }
}

/// Shows the differences that are left.
impl<T: PartialEq + fmt::Debug> fmt::Debug for Diff<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
