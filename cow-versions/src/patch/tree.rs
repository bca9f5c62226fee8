//! Patches of binary trees.

use super::change::Change;
use super::map::MapDelta;
use super::{Delta, Misfit, Patchable, Reason};
use core::fmt;
use cow_tree::binary_tree::{DiffItem, Side};
use cow_tree::{BinaryTree, CowTreeMap};

/// A place in a binary tree: the path from the root. Printed, and written by serde, as in `"LRR"`.
///
/// Places are ordered as a tree is read in pre-order.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub struct Place(Vec<Side>);

impl Place {
    /// Returns the path from the root.
    #[must_use]
    pub fn path(&self) -> &[Side] {
        &self.0
    }
}

impl From<&[Side]> for Place {
    fn from(path: &[Side]) -> Self {
        Self(path.to_vec())
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        let letter = |side| if side == Side::Left { 'L' } else { 'R' };
        place.0.into_iter().map(letter).collect()
    }
}

/// The error for a text that is no path of `L` and `R`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a place in a tree is written by `L` and `R`")]
pub struct NoPlace;

impl TryFrom<String> for Place {
    type Error = NoPlace;

    fn try_from(text: String) -> Result<Self, NoPlace> {
        let side = |letter| match letter {
            'L' => Ok(Side::Left),
            'R' => Ok(Side::Right),
            _ => Err(NoPlace),
        };
        text.chars().map(side).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        String::from(self.clone()).fmt(f)
    }
}

/// The changes of the places of a binary tree.
///
/// `C` is a map from places to what [changes](Change) there. A node that was put above others moves those to
/// other places.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct TreeDelta<C> {
    changes: MapDelta<C>,
}

impl<C> TreeDelta<C> {
    /// Returns the changes, by place.
    pub fn changes(&self) -> &C {
        self.changes.changes()
    }
}

/// A map of the values of a tree by their places, of which the delta is one.
type Places<T> = CowTreeMap<Place, T>;

impl<T: Patchable + PartialEq> Patchable for BinaryTree<T> {
    type Delta = TreeDelta<Places<Change<T>>>;

    fn delta(&self, newer: &Self) -> Self::Delta {
        let (mut diff, mut changes) = (self.diff(newer), Places::new());
        while let Some(item) = diff.next() {
            let change = match item {
                DiffItem::Add(new) => Change::between(None, Some(new)),
                DiffItem::Update { old, new } => Change::between(Some(old), Some(new)),
                DiffItem::Remove(old) => Change::between(Some(old), None),
            };
            changes.extend(change.map(|change| (Place::from(diff.path()), change)));
        }
        TreeDelta { changes: MapDelta::from_changes(changes) }
    }
}

impl<T: Patchable + PartialEq> Delta<BinaryTree<T>> for TreeDelta<Places<Change<T>>> {
    fn apply(&self, draft: &mut BinaryTree<T>) -> Result<(), Misfit> {
        // Nodes are added before those below them, and removed after them.
        for (place, change) in self.changes().iter().filter(|(_, change)| !is_removal(change)) {
            make(draft, place, change)
                .map_err(|misfit| misfit.under(|path| path.under_key(place)))?;
        }
        for (place, change) in self.changes().iter().rev().filter(|(_, change)| is_removal(change))
        {
            make(draft, place, change)
                .map_err(|misfit| misfit.under(|path| path.under_key(place)))?;
        }
        Ok(())
    }

    fn invert(self) -> Self {
        Self { changes: Delta::<Places<T>>::invert(self.changes) }
    }

    fn then(self, next: Self) -> Result<Self, Misfit> {
        Ok(Self { changes: Delta::<Places<T>>::then(self.changes, next.changes)? })
    }

    fn len(&self) -> usize {
        Delta::<Places<T>>::len(&self.changes)
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
    place: &Place,
    change: &Change<T>,
) -> Result<(), Misfit> {
    let missing = || Misfit::new(Reason::Missing);
    let there = draft.subtree(place.path()).ok_or_else(missing)?;
    let is_leaf = there.parts().is_none_or(|(_, left, right)| left.is_empty() && right.is_empty());
    match change.apply(there.parts().map(|(value, ..)| value))? {
        None if !is_leaf => return Err(Misfit::new(Reason::Unequal)),
        None => drop(draft.take(place.path())),
        Some(value) if there.is_empty() => {
            draft.replace(place.path(), BinaryTree::leaf(value)).map_err(|_| missing())?;
        }
        Some(value) => draft.set(place.path(), value).map_err(|_| missing())?,
    }
    Ok(())
}
