//! Binary trees, by path.

use super::{Change, View};
use crate::collection::Element;
use crate::error::{Error, Fault};
use crate::format::Child;
use cow_tree::BinaryTree;
use cow_tree::binary_tree::Side;

impl<T: Element> View<BinaryTree<T>> {
    /// Returns the value at the end of a path from the root, if there is one. Reads the nodes on
    /// the path.
    ///
    /// # Errors
    /// If a node is missing or damaged, or the storage fails.
    pub fn get(&self, path: &[Side]) -> Result<Option<T>, Error> {
        let mut next = self.roots.first().copied();
        for side in path {
            let Some(child) = next else { return Ok(None) };
            next = below(&self.page(child)?.children, *side);
        }
        next.map(|child| self.value(child)).transpose()
    }

    /// Returns the places in which `newer` differs, each by the path to it, in pre-order. Reads only nodes that the two
    /// do not share in the same place, and ends with the first error.
    ///
    /// As by [`BinaryTree::diff`], places are compared and not shapes.
    ///
    /// ```
    /// use cow_store::{Change, Store, View, backend::Memory};
    /// use cow_tree::BinaryTree;
    /// use cow_tree::binary_tree::Side::{Left, Right};
    ///
    /// let store = Store::open(Memory::new())?;
    /// let mut tree = BinaryTree::from_level_order((1..=7).map(Some)).unwrap();
    /// let old: View<BinaryTree<i32>> = store.view(store.save(&tree)?)?;
    /// tree.set(&[Left], 9).unwrap();
    /// tree.take(&[Left, Right]);
    /// let new = store.view(store.save(&tree)?)?;
    ///
    /// let changes = old.diff(&new).collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!(changes, [Change::Changed(vec![Left], 2, 9), Change::Removed(vec![Left, Right], 5)]);
    /// # Ok::<(), cow_store::Error>(())
    /// ```
    pub fn diff<'a>(
        &'a self,
        newer: &'a Self,
    ) -> impl Iterator<Item = Result<Change<Vec<Side>, T>, Error>> + use<'a, T>
    where
        T: PartialEq,
    {
        let roots = [self, newer].map(|view| view.roots.first().copied());
        let pending = vec![Subtrees { depth: 0, side: None, nodes: roots }];
        Diff { views: [self, newer], pending, path: Vec::new() }
    }

    /// Returns the value of a node.
    fn value(&self, child: Child) -> Result<T, Error> {
        match self.page(child)?.items.as_slice() {
            [value] => Ok(value.clone()),
            _ => Err(Error::node(child.id, Fault::Form)),
        }
    }
}

/// Returns the child on one side.
fn below(children: &[Child], side: Side) -> Option<Child> {
    let slot = match side {
        Side::Left => 0,
        Side::Right => 1,
    };
    children.iter().find(|child| child.slot == slot).copied()
}

/// The subtrees of two trees that have one path. One of them may be empty.
struct Subtrees {
    /// How many nodes are above it.
    depth: usize,
    /// On which side of the one above.
    side: Option<Side>,
    nodes: [Option<Child>; 2],
}

/// How two trees differ: a walk over both in step.
struct Diff<'a, T: Element> {
    /// The older, and the newer.
    views: [&'a View<BinaryTree<T>>; 2],
    /// Those that have not been compared yet, the first ones last.
    pending: Vec<Subtrees>,
    /// The path to those that were compared last.
    path: Vec<Side>,
}

impl<T: Element + PartialEq> Diff<'_, T> {
    /// Compares two subtrees.
    fn compare(&mut self, subtrees: Subtrees) -> Result<Option<Change<Vec<Side>, T>>, Error> {
        let Subtrees { depth, side, nodes: [old, new] } = subtrees;
        if old.map(|child| child.id) == new.map(|child| child.id) {
            return Ok(None);
        }
        // The root has no side, and the empty path.
        self.path.truncate(depth.saturating_sub(1));
        self.path.extend(side);
        let [old, new] = [(old, self.views[0]), (new, self.views[1])].map(|(child, view)| {
            let read = |child| Ok::<_, Error>((view.value(child)?, view.page(child)?));
            child.map(read).transpose()
        });
        let (old, new) = (old?, new?);
        for side in [Side::Right, Side::Left] {
            let nodes = [&old, &new].map(|node| below(&node.as_ref()?.1.children, side));
            self.pending.push(Subtrees { depth: depth + 1, side: Some(side), nodes });
        }
        let path = || self.path.clone();
        Ok(match (old, new) {
            (Some((old, _)), Some((new, _))) if old == new => None,
            (Some((old, _)), Some((new, _))) => Some(Change::Changed(path(), old, new)),
            (Some((old, _)), None) => Some(Change::Removed(path(), old)),
            (None, Some((new, _))) => Some(Change::Added(path(), new)),
            (None, None) => None,
        })
    }
}

impl<T: Element + PartialEq> Iterator for Diff<'_, T> {
    type Item = Result<Change<Vec<Side>, T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let subtrees = self.pending.pop()?;
            match self.compare(subtrees) {
                Ok(None) => {}
                Ok(Some(change)) => return Some(Ok(change)),
                Err(error) => {
                    self.pending.clear();
                    return Some(Err(error));
                }
            }
        }
    }
}
