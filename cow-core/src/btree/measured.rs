//! What the summaries of a tree tell of some of its items.

use super::node::{BranchRef, NodeRef, View};
use super::summary::Summary;
use super::tree::Tree;
use crate::count::RefCount;
use core::ops::Range;
use core::slice;

/// Returns the children of a branch with items at some positions, each with its positions there, and whether
/// these are all.
fn parts<'a, K, T, A, C: RefCount>(
    branch: BranchRef<'a, K, T, A, C>,
    positions: Range<usize>,
) -> impl Iterator<Item = (usize, Range<usize>, bool)> {
    let mut start = 0;
    branch.sizes().iter().enumerate().filter_map(move |(slot, size)| {
        let from = positions.start.clamp(start, start + size) - start;
        let to = positions.end.clamp(start, start + size) - start;
        start += size;
        (from < to).then(|| (slot, from..to, to - from == *size))
    })
}

/// An item, with the summary of those before it and its position.
type Found<'a, T, A> = (A, usize, &'a T);

impl<'a, K, T, A: Summary<T>, C: RefCount> NodeRef<'a, K, T, A, C> {
    /// Returns the summary of the items at some positions, which are within the tree. O(log n), and a fold over
    /// the items of two leaves at most.
    pub fn summary_of(self, positions: Range<usize>) -> A {
        match self.view() {
            View::Leaf(leaf) => A::of(&leaf.slice()[positions]),
            View::Branch(branch) => {
                let mut parts = parts(branch, positions).map(|(slot, positions, all)| {
                    if all {
                        branch.summaries()[slot].clone()
                    } else {
                        branch.child(slot).summary_of(positions)
                    }
                });
                let first = parts.next().unwrap_or_else(A::empty);
                parts.fold(first, |sum, part| sum.combine(&part))
            }
        }
    }

    /// Returns the first item at some positions, which are within the tree, at which `reached` is true of the
    /// summary of all items up to it and with it, its position, and the summary of those before it: as if there were
    /// none but `before` before these positions. Else the summary of them all.
    ///
    /// If `reached` is true of some summary it must be true of those of more items. O(log n).
    pub fn search_of(
        self,
        positions: Range<usize>,
        mut before: A,
        reached: &mut impl FnMut(&A) -> bool,
    ) -> Result<Found<'a, T, A>, A> {
        let branch = match self.view() {
            View::Branch(branch) => branch,
            View::Leaf(leaf) => {
                let first = positions.start;
                for (index, item) in leaf.slice()[positions].iter().enumerate() {
                    let with = before.combine(&A::of(slice::from_ref(item)));
                    if reached(&with) {
                        return Ok((before, first + index, item));
                    }
                    before = with;
                }
                return Err(before);
            }
        };
        for (slot, positions, all) in parts(branch, positions) {
            if all {
                let with = before.combine(&branch.summaries()[slot]);
                if !reached(&with) {
                    before = with;
                    continue;
                }
            }
            match branch.child(slot).search_of(positions, before, reached) {
                Err(with) => before = with,
                Ok((before, inside, item)) => {
                    return Ok((before, branch.before(slot) + inside, item));
                }
            }
        }
        Err(before)
    }
}

impl<K, T, A: Summary<T>, C: RefCount> Tree<K, T, A, C> {
    /// Returns the summary of the items at some positions. O(log n), and a fold over the items of two leaves at
    /// most.
    ///
    /// # Panics
    /// If the range is out of bounds.
    pub fn summary_of(&self, positions: Range<usize>) -> A {
        assert!(positions.start <= positions.end && positions.end <= self.len(), "out of bounds");
        self.root()
            .filter(|_| !positions.is_empty())
            .map_or_else(A::empty, |root| root.summary_of(positions))
    }

    /// Returns the first item at some positions at which `reached` is true of the summary of those up to it and
    /// with it, its position, and the summary of those before it, as if there were no others. O(log n).
    ///
    /// If `reached` is true of some summary it must be true of those of more items.
    ///
    /// # Panics
    /// If the range is out of bounds.
    pub fn search_of(
        &self,
        positions: Range<usize>,
        mut reached: impl FnMut(&A) -> bool,
    ) -> Option<Found<'_, T, A>> {
        self.root()?.search_of(positions, A::empty(), &mut reached).ok()
    }
}
