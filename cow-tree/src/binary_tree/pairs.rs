//! Two trees side by side, without what they share.

use super::{BinaryTree, Node, Side};
use alloc::vec::Vec;
use core::ptr;
use cow_core::reflexive;

/// The paths at which one of two trees has a node at least, in pre-order. Leaves out the subtrees that
/// both share, if equality is reflexive for `T`.
pub(super) struct Pairs<'a, T> {
    /// The next ones are the last.
    pending: Vec<Subtrees<'a, T>>,
    /// The path to those that were given last.
    path: Vec<Side>,
}

struct Subtrees<'a, T> {
    step: Option<Step>,
    pair: Pair<'a, T>,
}

/// What the two trees have at one path.
pub(super) type Pair<'a, T> = [Option<&'a Node<T>>; 2];

/// From a node to a child.
#[derive(Clone, Copy)]
struct Step {
    /// The length of the path to the node.
    above: usize,
    side: Side,
}

impl<'a, T> Pairs<'a, T> {
    pub(super) fn new(a: &'a BinaryTree<T>, b: &'a BinaryTree<T>) -> Self {
        let mut pairs = Self { pending: Vec::new(), path: Vec::new() };
        pairs.push(None, [a.node(), b.node()]);
        pairs
    }

    /// Returns the path to the pair that was given last.
    pub(super) fn path(&self) -> &[Side] {
        &self.path
    }

    /// Puts a pair on the list, if there is something to see.
    fn push(&mut self, step: Option<Step>, pair: Pair<'a, T>) {
        let skip = match pair {
            [None, None] => true,
            [Some(a), Some(b)] => ptr::eq(a, b) && reflexive::<T>(),
            _ => false,
        };
        if !skip {
            self.pending.push(Subtrees { step, pair });
        }
    }
}

impl<'a, T> Iterator for Pairs<'a, T> {
    type Item = Pair<'a, T>;

    fn next(&mut self) -> Option<Pair<'a, T>> {
        let Subtrees { step, pair } = self.pending.pop()?;
        if let Some(Step { above, side }) = step {
            self.path.truncate(above);
            self.path.push(side);
        }
        for side in [Side::Right, Side::Left] {
            let step = Step { above: self.path.len(), side };
            self.push(Some(step), pair.map(|node| node?.child(side).node()));
        }
        Some(pair)
    }
}

impl<T> Clone for Subtrees<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Subtrees<'_, T> {}

impl<T> Clone for Pairs<'_, T> {
    fn clone(&self) -> Self {
        Self { pending: self.pending.clone(), path: self.path.clone() }
    }
}
