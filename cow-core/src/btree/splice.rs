//! Many items of a leaf replaced at once, in trees without separators.

use super::difference::Difference;
use super::edit::Blanks;
use super::exclusive::BranchMut;
use super::node::Node;
use super::path::{OwnPath, Path};
use super::width::Width;
use crate::block::{BlockRef, Fresh};
use crate::count::RefCount;
use core::ops::Range;

/// The items of a leaf, of which some are to be replaced.
struct Spliced<'l, T> {
    before: &'l [T],
    new: &'l [T],
    after: &'l [T],
}

impl<T: Copy> Spliced<'_, T> {
    fn len(&self) -> usize {
        self.before.len() + self.new.len() + self.after.len()
    }

    /// Returns a leaf of the items in `range`.
    fn part<C: RefCount>(&self, range: Range<usize>) -> Fresh<(), T, C> {
        let mut leaf = Fresh::new((), range.len());
        let (mut start, mut end) = (range.start, range.end);
        let parts = [self.before, self.new, self.after].map(|part| {
            let items = &part[start.min(part.len())..end.min(part.len())];
            (start, end) = (start.saturating_sub(part.len()), end.saturating_sub(part.len()));
            items
        });
        leaf.get().extend_from_slices(parts);
        leaf
    }
}

impl<T: Copy, A: Difference<T>, C: RefCount> Path<'_, '_, (), T, A, C> {
    /// Replaces the items in `range` of the leaf by others. O(log n), and what is replaced and moved.
    ///
    /// With `cut`, the leaf becomes two: that many of its items are then in the first. It has to be
    /// cut if it would have more than [`LEAF`](Width::LEAF), and may be if [others share
    /// it](Self::is_shared), so that the next copy of it is a smaller one.
    ///
    /// If no item is left, the tree is to be dropped if the leaf was the root, and otherwise the leaf is taken
    /// out. One of few items is merged with its neighbour.
    ///
    /// Shared nodes on the way are copied. If a summary panics before anything is written, the tree
    /// holds what it held; if it does so later, the items are replaced, and some summaries above them are old.
    ///
    /// # Panics
    /// If the range is out of bounds, or if a leaf would have too many items or in a cut none.
    pub fn splice(self, range: Range<usize>, items: &[T], cut: Option<usize>) {
        let most = Width::<(), T, C>::LEAF;
        let leaf = self.leaf().slice();
        let (len, removed) = (leaf.len(), leaf[range.clone()].len());
        let needed = len - removed + items.len();
        if let Some(cut) = cut {
            return self.splice_and_cut(range, items, cut);
        }
        assert!(needed <= most, "{needed} items in a leaf");
        let (old, new) = A::change(leaf, range.clone(), items);

        let growth = items.len().wrapping_sub(removed).cast_signed();
        if needed < len && needed < (most / 16).max(1) {
            return self.splice_few(range, items, growth, (old, new));
        }

        match self.own_unshared() {
            Ok(mut path) => {
                if path.leaf().capacity() < needed {
                    // So that the next edits need no new allocation.
                    path.relocate((needed + needed / 2).min(most));
                }
                path.leaf().replace(range, items);
                path.exchange(growth, &old, &new);
            }
            Err(path) => {
                let copy = |leaf: BlockRef<'_, (), T, C>| {
                    let leaf = leaf.slice();
                    let mut copy = Fresh::new((), needed);
                    copy.get().extend_from_slices([
                        &leaf[..range.start],
                        items,
                        &leaf[range.end..],
                    ]);
                    copy
                };
                path.copy(copy, 0).exchange(growth, &old, &new);
            }
        }
    }

    /// Replaces items of a leaf that then has few, or none.
    #[cold]
    fn splice_few(self, range: Range<usize>, items: &[T], growth: isize, (old, new): (A, A)) {
        let needed = self.leaf().len().wrapping_add_signed(growth);
        let mut path = self.own(needed);
        let merged = if path.depth() > 0 { path.prepare_merge(needed) } else { None };
        path.leaf().replace(range, items);
        match merged {
            Some(left) => {
                path.resize(growth);
                path.merge(left);
            }
            None => path.exchange(growth, &old, &new),
        }
    }

    #[cold]
    fn splice_and_cut(self, range: Range<usize>, items: &[T], cut: usize) {
        let most = Width::<(), T, C>::LEAF;
        let leaf = self.leaf().slice();
        let len = leaf.len();
        let spliced =
            Spliced { before: &leaf[..range.start], new: items, after: &leaf[range.end..] };
        let needed = spliced.len();
        let fits = |items| (1..=most).contains(&items);
        assert!(cut < needed && fits(cut) && fits(needed - cut), "{needed} items, cut at {cut}");
        let (left, right) = (spliced.part(0..cut), spliced.part::<C>(cut..needed));

        // No code of the user's runs after the copy but for summaries.
        let blanks = Blanks::new::<T>(self.depth());
        let mut path = match self.own_unshared() {
            Ok(mut path) => {
                drop(path.swap_leaf(Node::leaf(left.share())));
                path
            }
            Err(path) => path.copy(|_| left, 1),
        };
        path.make_way();
        let growth = needed.wrapping_sub(len).cast_signed();
        path.put_after(((), Node::leaf(right.share())), growth, blanks);
    }
}

impl<T, A: Difference<T>, C: RefCount> OwnPath<'_, '_, (), T, A, C> {
    /// Brings sizes and summaries on the way up to date. If a summary panics, sizes are right.
    #[inline]
    fn exchange(&mut self, growth: isize, old: &A, new: &A) {
        self.resize(growth);
        if A::KEPT {
            for level in 0..self.depth() {
                let slot = self.slot(level);
                self.branch(level).summary_mut(slot).exchange(old, new);
            }
        }
    }
}

impl<T, A, C: RefCount> BranchMut<'_, (), T, A, C> {
    /// Returns the summary of a child, to be written.
    #[inline]
    fn summary_mut(&mut self, slot: usize) -> &mut A {
        &mut self.summaries()[slot]
    }
}
