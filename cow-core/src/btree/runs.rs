//! The leaves in order, from both ends.

use super::node::{BranchRef, DEEP, NodeRef, View};
use super::width::Width;
use crate::count::RefCount;
use core::iter::FusedIterator;
use core::ops::Range;

/// How many leaves are prefetched ahead of the one that is returned.
const AHEAD: usize = 3;

/// The parent of a leaf, and the leaf's place there.
type Parent<'a, K, T, A, C> = (BranchRef<'a, K, T, A, C>, usize);

/// The items of a leaf, an index there, and where the leaf is if it is not the root.
type Found<'a, K, T, A, C> = (&'a [T], usize, Option<Parent<'a, K, T, A, C>>);

/// The items of a tree, or of a range of positions, leaf by leaf: slices that are not empty.
///
/// The next leaf is found through the lowest branch, or if that has no more from the root: no stack is
/// kept.
pub struct Runs<'a, K, T, A, C: RefCount> {
    root: Option<NodeRef<'a, K, T, A, C>>,
    /// The positions that are not yet returned.
    range: Range<usize>,
    /// Where the leaf is that came last from each end.
    front: Option<Parent<'a, K, T, A, C>>,
    back: Option<Parent<'a, K, T, A, C>>,
    /// Whether leaves are prefetched: those of a tree that is not in the near caches, if many of them were asked for.
    is_far: bool,
}

impl<K, T, A, C: RefCount> Clone for Runs<'_, K, T, A, C> {
    fn clone(&self) -> Self {
        Self { range: self.range.clone(), ..*self }
    }
}

impl<'a, K, T, A, C: RefCount> Runs<'a, K, T, A, C> {
    /// Returns the items of a tree with positions in a range.
    ///
    /// # Panics
    /// If the range is out of bounds.
    pub fn new(root: Option<NodeRef<'a, K, T, A, C>>, range: Range<usize>) -> Self {
        let len = root.map_or(0, NodeRef::len);
        assert!(range.start <= range.end && range.end <= len, "range out of bounds");
        Self { root, is_far: is_far(root, &range), range, front: None, back: None }
    }

    /// Returns the items at positions that begin after the leaf at a place.
    pub(super) fn after(
        root: NodeRef<'a, K, T, A, C>,
        place: Option<(BranchRef<'a, K, T, A, C>, usize)>,
        range: Range<usize>,
    ) -> Self {
        let is_far = is_far(Some(root), &range);
        Self { root: Some(root), range, front: place, back: None, is_far }
    }

    /// Leaves out the next `count` items, or all if there are not so many.
    #[inline]
    pub fn skip_items(&mut self, count: usize) {
        if count > 0 {
            self.range.start += count.min(self.range.len());
            self.front = None;
        }
    }

    /// Skips as many of the last items, like [`skip_items`](Self::skip_items) from the end.
    #[inline]
    pub fn skip_items_back(&mut self, count: usize) {
        if count > 0 {
            self.range.end -= count.min(self.range.len());
            self.back = None;
        }
    }

    /// Returns the number of items.
    #[inline]
    pub fn items(&self) -> usize {
        self.range.len()
    }

    /// Returns the leaf of a position and the position there, with the leaf's parent and place.
    fn seek(&self, position: usize) -> Option<Found<'a, K, T, A, C>> {
        let (mut inside, mut parent) = (position, None);
        let leaf = self.root?.leaf(|branch| {
            let (slot, rest) = branch.find(inside);
            inside = rest;
            parent = Some((branch, slot));
            slot
        });
        Some((leaf, inside, parent))
    }
}

/// Returns whether leaves of a range are prefetched.
#[inline]
fn is_far<K, T, A, C: RefCount>(
    root: Option<NodeRef<'_, K, T, A, C>>,
    range: &Range<usize>,
) -> bool {
    range.len() >= (AHEAD + 1) * Width::<K, T, C>::LEAF
        && root.is_some_and(|root| root.height() > DEEP)
}

/// Returns the items of a child that is a leaf.
fn leaf<'a, K, T, A, C: RefCount>((branch, slot): Parent<'a, K, T, A, C>) -> &'a [T] {
    match branch.child(slot).view() {
        View::Leaf(leaf) => leaf.slice(),
        View::Branch(_) => &[],
    }
}

/// Prefetches those children at some slots that there are, which are leaves.
fn prefetch<K, T, A, C: RefCount>(branch: BranchRef<'_, K, T, A, C>, slots: Range<usize>) {
    for slot in slots.start..slots.end.min(branch.len()) {
        branch.prefetch_leaf(slot);
    }
}

impl<'a, K, T, A, C: RefCount> Iterator for Runs<'a, K, T, A, C> {
    type Item = &'a [T];

    fn next(&mut self) -> Option<&'a [T]> {
        if self.range.is_empty() {
            return None;
        }
        let next = self.front.map(|(branch, slot)| (branch, slot + 1));
        let run = if let Some(next) = next.filter(|(branch, slot)| *slot < branch.len()) {
            self.front = Some(next);
            if self.is_far {
                prefetch(next.0, next.1 + AHEAD..next.1 + AHEAD + 1);
            }
            leaf(next)
        } else {
            let (leaf, inside, parent) = self.seek(self.range.start)?;
            self.front = parent;
            if self.is_far
                && let Some((branch, slot)) = parent
            {
                prefetch(branch, slot + 1..slot + AHEAD + 1);
            }
            &leaf[inside..]
        };
        let run = &run[..run.len().min(self.range.len())];
        self.range.start += run.len();
        Some(run)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::from(!self.range.is_empty()), Some(self.range.len()))
    }
}

impl<K, T, A, C: RefCount> DoubleEndedIterator for Runs<'_, K, T, A, C> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.range.is_empty() {
            return None;
        }
        let next = self.back.and_then(|(branch, slot)| Some((branch, slot.checked_sub(1)?)));
        let run = if let Some(next) = next {
            self.back = Some(next);
            leaf(next)
        } else {
            let (leaf, inside, parent) = self.seek(self.range.end - 1)?;
            self.back = parent;
            &leaf[..=inside]
        };
        let run = &run[run.len() - run.len().min(self.range.len())..];
        self.range.end -= run.len();
        Some(run)
    }
}

impl<K, T, A, C: RefCount> Default for Runs<'_, K, T, A, C> {
    fn default() -> Self {
        Self { root: None, range: 0..0, front: None, back: None, is_far: false }
    }
}

impl<K, T, A, C: RefCount> FusedIterator for Runs<'_, K, T, A, C> {}
