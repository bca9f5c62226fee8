//! What two texts do not share, found by the addresses of nodes.

use super::hunk::Gap;
use crate::breaks::LineBreaks;
use crate::dimension::Leaves;
use crate::measure::Measure;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::ops::Range;
use cow_core::RefCount;
use cow_core::btree::{NodeRef, View};

/// A node and the byte at which it begins.
struct Placed<'a, C: RefCount, B> {
    node: NodeRef<'a, (), u8, Measure<B>, C>,
    start: usize,
}

impl<C: RefCount, B> Clone for Placed<'_, C, B> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

/// Nodes of one height in a row, which are to be compared with others: none of them has been found there.
struct Side<'a, C: RefCount, B> {
    nodes: Vec<Placed<'a, C, B>>,
    bytes: Range<usize>,
}

impl<'a, C: RefCount, B: LineBreaks> Side<'a, C, B> {
    fn of(tree: &'a Leaves<C, B>) -> Self {
        let root = tree.root().map(|node| Placed { node, start: 0 });
        Self { nodes: root.into_iter().collect(), bytes: 0..tree.len() }
    }

    /// Returns the height of the nodes; without nodes it may be any.
    fn height(&self) -> Option<usize> {
        Some(self.nodes.first()?.node.height())
    }

    /// The children instead of the nodes.
    fn open(&mut self) {
        let mut children = Vec::new();
        for Placed { node, mut start } in self.nodes.drain(..) {
            if let View::Branch(branch) = node.view() {
                for (slot, size) in branch.sizes().iter().enumerate() {
                    children.push(Placed { node: branch.child(slot), start });
                    start += size;
                }
            }
        }
        self.nodes = children;
    }

    fn part(&self, range: Range<usize>) -> Self {
        let start_of =
            |index: usize| self.nodes.get(index).map_or(self.bytes.end, |node| node.start);
        let bytes = if range.start == 0 { self.bytes.start } else { start_of(range.start) };
        Self { bytes: bytes..start_of(range.end), nodes: self.nodes[range].to_vec() }
    }
}

/// Returns what the two trees do not share, in order: ranges of both of which at least one is not
/// empty.
pub(super) fn gaps<C: RefCount, B: LineBreaks>(old: &Leaves<C, B>, new: &Leaves<C, B>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    // The first is last.
    let mut tasks = Vec::from([(Side::of(old), Side::of(new))]);
    while let Some((mut old, mut new)) = tasks.pop() {
        if old.nodes.is_empty() && new.nodes.is_empty() {
            continue;
        }
        // The higher ones are opened until both are of one height; where one side has no nodes, there is nothing to find.
        let heights = (old.height(), new.height());
        match heights {
            (Some(left), Some(right)) if left > right => old.open(),
            (Some(left), Some(right)) if left < right => new.open(),
            (Some(height), Some(_)) => {
                let common = common(&old.nodes, &new.nodes);
                if common.is_empty() {
                    if height == 0 {
                        gaps.push((old.bytes, new.bytes));
                        continue;
                    }
                    old.open();
                    new.open();
                } else {
                    tasks.extend(between(&old, &new, &common).into_iter().rev());
                    continue;
                }
            }
            _ => {
                gaps.push((old.bytes, new.bytes));
                continue;
            }
        }
        tasks.push((old, new));
    }
    gaps
}

/// Returns the parts of both sides between nodes that they share.
fn between<'a, 'b, C: RefCount, B: LineBreaks>(
    old: &Side<'a, C, B>,
    new: &Side<'b, C, B>,
    common: &[(usize, usize)],
) -> Vec<(Side<'a, C, B>, Side<'b, C, B>)> {
    let mut next = (0, 0);
    let ends = [(old.nodes.len(), new.nodes.len())];
    let mut parts = Vec::new();
    for (left, right) in common.iter().copied().chain(ends) {
        parts.push((old.part(next.0..left), new.part(next.1..right)));
        next = (left + 1, right + 1);
    }
    parts
}

/// Nodes that both sides have, as ascending indices: at the start, at the end, and in between the longest ascending row
/// of those that occur once in each.
fn common<C: RefCount, B>(
    old: &[Placed<'_, C, B>],
    new: &[Placed<'_, C, B>],
) -> Vec<(usize, usize)> {
    let same = |(left, right): (usize, usize)| old[left].node.same(new[right].node);
    let most = old.len().min(new.len());
    let first = (0..most).take_while(|index| same((*index, *index))).count();
    let from_end = |index: usize| (old.len() - 1 - index, new.len() - 1 - index);
    let last = (0..most - first).take_while(|index| same(from_end(*index))).count();

    let middle = (first..old.len() - last, first..new.len() - last);
    let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in middle.0.clone() {
        places.entry(old[index].node.info().address).or_default().push(index);
    }
    let pairs = middle.1.filter_map(|right| {
        let lefts = places.get_mut(&new[right].node.info().address)?;
        // A node that occurs often is matched once, by its places in order.
        (!lefts.is_empty()).then(|| (lefts.remove(0), right))
    });
    let mut common: Vec<(usize, usize)> = (0..first).map(|index| (index, index)).collect();
    common.extend(ascending(&pairs.collect::<Vec<_>>()));
    common.extend((0..last).rev().map(from_end));
    common
}

/// Returns the longest row of pairs that ascends on both sides; it does on the second already.
fn ascending(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Of all rows of a length the one that ends least, and before each pair the last one of its row.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (index, (left, _)) in pairs.iter().enumerate() {
        let len = ends.partition_point(|end| pairs[*end].0 < *left);
        before.push(len.checked_sub(1).map(|last| ends[last]));
        ends.truncate(ends.len().max(len));
        if len == ends.len() { ends.push(index) } else { ends[len] = index }
    }
    let mut row = Vec::new();
    let mut next = ends.last().copied();
    while let Some(index) = next {
        row.push(pairs[index]);
        next = before[index];
    }
    row.reverse();
    row
}
