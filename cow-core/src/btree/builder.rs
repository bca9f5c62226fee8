//! Trees made leaf by leaf.

use super::exclusive::NodeMut;
use super::join::join;
use super::node::Node;
use super::summary::Summary;
use super::tree::Tree;
use super::width::Width;
use crate::block::Fresh;
use crate::count::{Atomic, RefCount};
use alloc::vec::Vec;

/// Makes a tree without separators from its leaves, in order. O(1) a leaf.
///
/// ```
/// use cow_core::block::Fresh;
/// use cow_core::btree::{Builder, Tree};
///
/// let mut builder = Builder::new();
/// for start in [0, 3, 6] {
///     let mut leaf = Fresh::new((), 3);
///     leaf.get().extend_from_slice(&[start, start + 1, start + 2]);
///     builder.push(leaf);
/// }
/// let tree: Tree<(), u8> = builder.finish();
/// assert!(tree.runs(0..9).flatten().copied().eq(0..9));
/// ```
pub struct Builder<T, A = (), C: RefCount = Atomic> {
    /// The last leaves, in order, which are in no branch yet: fewer than [`BATCH`](Self::BATCH).
    leaves: Vec<Summarized<T, A, C>>,
    /// At each height the nodes of that height which are in no branch yet, in order: fewer than a
    /// branch has at most. Those of greater heights are before them.
    levels: Vec<Vec<Summarized<T, A, C>>>,
}

/// A node, and the summary of its items.
type Summarized<T, A, C> = (Node<(), T, A, C>, A);

impl<T: Clone, A: Summary<T>, C: RefCount> Builder<T, A, C> {
    /// How many leaves are made before the branches over them, which are so next to each other in memory: then a search in a
    /// large tree touches fewer pages.
    const BATCH: usize = Width::<(), T, C>::FANOUT.pow(3);

    /// No leaves yet.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { leaves: Vec::new(), levels: Vec::new() }
    }

    /// Appends a leaf.
    ///
    /// If a summary panics, some leaves are lost.
    ///
    /// # Panics
    /// If it is empty, or has more items than a leaf may have.
    pub fn push(&mut self, leaf: Fresh<(), T, C>) {
        assert!(leaf.slice().len() <= Width::<(), T, C>::LEAF, "a leaf with too many items");
        let summary = A::of(leaf.slice());
        self.leaves.push((Node::leaf(leaf.share()), summary));
        if self.leaves.len() == Self::BATCH {
            self.grow();
        }
    }

    /// Makes branches over the leaves that are in none yet, as many as are full.
    fn grow(&mut self) {
        for mut node in self.leaves.drain(..) {
            for height in 0.. {
                if self.levels.len() == height {
                    self.levels.push(Vec::with_capacity(Width::<(), T, C>::FANOUT));
                }
                let level = &mut self.levels[height];
                level.push(node);
                if level.len() < Width::<(), T, C>::FANOUT {
                    break;
                }
                node = over(level);
            }
        }
    }

    /// Returns the tree of all leaves.
    ///
    /// If a summary panics, all are dropped.
    #[must_use]
    pub fn finish(mut self) -> Tree<(), T, A, C> {
        self.grow();
        let nodes = self.levels.into_iter().rev().flatten().map(|(node, _)| node);
        Tree::from_root(nodes.reduce(|left, right| join(left, (), right)))
    }
}

impl<T: Clone, A: Summary<T>, C: RefCount> Default for Builder<T, A, C> {
    fn default() -> Self {
        Self::new()
    }
}

/// Makes a branch of some nodes, of which there is one at least.
fn over<T, A: Summary<T>, C: RefCount>(
    nodes: &mut Vec<Summarized<T, A, C>>,
) -> Summarized<T, A, C> {
    let mut nodes = nodes.drain(..);
    let (first, mut all) = nodes.next().expect("a branch has children");
    let mut node = Node::over(first, all.clone());
    if let Some(NodeMut::Branch(mut branch)) = node.get_mut() {
        for (child, summary) in nodes {
            all = all.combine(&summary);
            branch.push((), child, summary);
        }
    }
    (node, all)
}
