//! Patches of binary trees.

use super::change::Change;
use super::map::MapDelta;
use super::{Delta, Misfit, Patchable, Reason};
use core::fmt;
use cow_tree::binary_tree::{DiffItem, Side};
use cow_tree::{BinaryTree, CowTreeMap};

/// The path from the root of a binary tree to one of its subtrees. Printed, and written by serde, as in `"LRR"`.
///
/// Paths are ordered as a tree is read in pre-order.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub struct TreePath(Vec<Side>);

impl TreePath {
    /// Returns the sides that are taken, from the root on.
    #[must_use]
    pub fn sides(&self) -> &[Side] {
        &self.0
    }
}

impl From<&[Side]> for TreePath {
    fn from(path: &[Side]) -> Self {
        Self(path.to_vec())
    }
}

impl From<TreePath> for String {
    fn from(path: TreePath) -> Self {
        let letter = |side| if side == Side::Left { 'L' } else { 'R' };
        path.0.into_iter().map(letter).collect()
    }
}

/// The error for a text that is no path of `L` and `R`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a path in a tree is written by `L` and `R`")]
pub struct ParseTreePathError;

impl TryFrom<String> for TreePath {
    type Error = ParseTreePathError;

    fn try_from(text: String) -> Result<Self, ParseTreePathError> {
        let side = |letter| match letter {
            'L' => Ok(Side::Left),
            'R' => Ok(Side::Right),
            _ => Err(ParseTreePathError),
        };
        text.chars().map(side).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Debug for TreePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        String::from(self.clone()).fmt(f)
    }
}

/// The changes of the values of a binary tree.
///
/// `C` is a map from paths to what [changes](Change) there. A node that was put above others gives those other
/// paths.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct TreeDelta<C> {
    changes: MapDelta<C>,
}

impl<C> TreeDelta<C> {
    /// Returns the changes, by path.
    pub fn changes(&self) -> &C {
        self.changes.changes()
    }
}

/// A map of the values of a tree by their paths, of which the delta is one.
type ByPath<T> = CowTreeMap<TreePath, T>;

impl<T: Patchable + PartialEq> Patchable for BinaryTree<T> {
    type Delta = TreeDelta<ByPath<Change<T>>>;

    fn delta(&self, newer: &Self) -> Self::Delta {
        let (mut diff, mut changes) = (self.diff(newer), ByPath::new());
        while let Some(item) = diff.next() {
            let change = match item {
                DiffItem::Add(new) => Change::between(None, Some(new)),
                DiffItem::Update { old, new } => Change::between(Some(old), Some(new)),
                DiffItem::Remove(old) => Change::between(Some(old), None),
            };
            changes.extend(change.map(|change| (TreePath::from(diff.path()), change)));
        }
        TreeDelta { changes: MapDelta::from_changes(changes) }
    }
}

impl<T: Patchable + PartialEq> Delta<BinaryTree<T>> for TreeDelta<ByPath<Change<T>>> {
    fn apply(&self, draft: &mut BinaryTree<T>) -> Result<(), Misfit> {
        // Nodes are added before those below them, and removed after them.
        for (at, change) in self.changes().iter().filter(|(_, change)| !is_removal(change)) {
            make(draft, at, change).map_err(|misfit| misfit.under(|path| path.under_key(at)))?;
        }
        for (at, change) in self.changes().iter().rev().filter(|(_, change)| is_removal(change)) {
            make(draft, at, change).map_err(|misfit| misfit.under(|path| path.under_key(at)))?;
        }
        Ok(())
    }

    fn invert(self) -> Self {
        Self { changes: Delta::<ByPath<T>>::invert(self.changes) }
    }

    fn then(self, next: Self) -> Result<Self, Misfit> {
        Ok(Self { changes: Delta::<ByPath<T>>::then(self.changes, next.changes)? })
    }

    fn len(&self) -> usize {
        Delta::<ByPath<T>>::len(&self.changes)
    }

    fn is_empty(&self) -> bool {
        self.changes().is_empty()
    }
}

fn is_removal<V: Patchable>(change: &Change<V>) -> bool {
    matches!(change, Change::Remove(_))
}

/// Makes one change.
fn make<T: Patchable + PartialEq>(
    draft: &mut BinaryTree<T>,
    path: &TreePath,
    change: &Change<T>,
) -> Result<(), Misfit> {
    let missing = || Misfit::new(Reason::Missing);
    let there = draft.subtree(path.sides()).ok_or_else(missing)?;
    let is_leaf = there.parts().is_none_or(|(_, left, right)| left.is_empty() && right.is_empty());
    match change.apply(there.parts().map(|(value, ..)| value))? {
        None if !is_leaf => return Err(Misfit::new(Reason::Unequal)),
        None => drop(draft.take(path.sides())),
        Some(value) if there.is_empty() => {
            draft.replace(path.sides(), BinaryTree::leaf(value)).map_err(|_| missing())?;
        }
        Some(value) => draft.set(path.sides(), value).map_err(|_| missing())?,
    }
    Ok(())
}
