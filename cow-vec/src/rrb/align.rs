//! What two trees share, wherever it is in them.
//!
//! A node is found again by its address, also where items before it were inserted or removed. Both trees are
//! taken apart from the top, level by level, only where they do not share: so the cost follows the
//! number of nodes that differ, not the number of items.

use super::tree::Rrb;
use alloc::vec;
use alloc::vec::Vec;
use cow_core::RefCount;
use cow_core::radix::{NodeRef, View};

/// Some items that are in one node, or at one end of a tree.
pub(crate) enum Piece<'a, T, C: RefCount> {
    /// A node of the tree.
    Node(NodeRef<'a, T, C>),
    /// The front or the tail. As soon as it is full, it is a leaf of the tree.
    End(&'a [T]),
}

impl<T, C: RefCount> Clone for Piece<'_, T, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for Piece<'_, T, C> {}

impl<'a, T, C: RefCount> Piece<'a, T, C> {
    /// Returns the number of items.
    pub(crate) fn len(self) -> usize {
        match self {
            Self::Node(node) => node.len(),
            Self::End(slice) => slice.len(),
        }
    }

    /// Returns how far above the leaves it is.
    pub(crate) fn level(self) -> u8 {
        match self {
            Self::Node(node) => node.level(),
            Self::End(_) => 0,
        }
    }

    /// Returns the items of a leaf, or `None` for an inner node.
    pub(crate) fn leaf(self) -> Option<&'a [T]> {
        match self {
            Self::Node(node) => match node.view() {
                View::Leaf(leaf) => Some(leaf.slice()),
                View::Inner(_) => None,
            },
            Self::End(slice) => Some(slice),
        }
    }

    /// Returns what two pieces have in common only if they are the same node.
    fn identity(self) -> (u8, usize) {
        // The address of a leaf's items, whether it is an end or not. Nodes live for as long as the
        // borrow, and a header stands before the items: so no two have one address.
        let address = match (self.leaf(), self) {
            (Some(leaf), _) => leaf.as_ptr().addr(),
            (None, Self::Node(node)) => node.info().address,
            (None, Self::End(_)) => unreachable!("an end is a leaf"),
        };
        (self.level(), address)
    }

    /// Appends the piece, or its children if it is a node of this level above the leaves.
    pub(crate) fn open(self, level: u8, to: &mut Vec<Self>) {
        match self {
            Self::Node(node) if level > 0 && node.level() == level => match node.view() {
                View::Inner(inner) => to.extend(inner.children().map(Self::Node)),
                View::Leaf(_) => unreachable!("leaves are at level 0"),
            },
            _ => to.push(self),
        }
    }
}

/// A range of the older vector and one of the newer that are still to be compared.
pub(crate) struct Gap<'a, 'b, T, C: RefCount> {
    /// Where the older range begins.
    pub(crate) old_at: usize,
    /// Where the newer range begins.
    pub(crate) new_at: usize,
    /// What the older range is made of.
    pub(crate) old: Vec<Piece<'a, T, C>>,
    /// What the newer range is made of.
    pub(crate) new: Vec<Piece<'b, T, C>>,
}

impl<T, C: RefCount> Clone for Gap<'_, '_, T, C> {
    fn clone(&self) -> Self {
        Self { old: self.old.clone(), new: self.new.clone(), ..*self }
    }
}

/// What [`Gap::split`] finds.
pub(crate) enum Found<'a, 'b, T, C: RefCount> {
    /// What is in neither node that both share.
    Gap(Gap<'a, 'b, T, C>),
    /// What both share, and where it is in the older and the newer vector.
    Same(Piece<'a, T, C>, usize, usize),
}

impl<'a, 'b, T, C: RefCount> Gap<'a, 'b, T, C> {
    /// Returns the gap that is all of both trees.
    pub(crate) fn new(old: &'a Rrb<T, C>, new: &'b Rrb<T, C>) -> Self {
        Self { old_at: 0, new_at: 0, old: pieces(old), new: pieces(new) }
    }

    /// Returns the number of items of the older range.
    pub(crate) fn old_len(&self) -> usize {
        self.old.iter().map(|piece| piece.len()).sum()
    }

    /// Returns the number of items of the newer range.
    pub(crate) fn new_len(&self) -> usize {
        self.new.iter().map(|piece| piece.len()).sum()
    }

    /// Returns the highest level of a node in either range.
    pub(crate) fn level(&self) -> u8 {
        let old = self.old.iter().map(|piece| piece.level()).max();
        old.max(self.new.iter().map(|piece| piece.level()).max()).unwrap_or(0)
    }

    /// Cuts both ranges at the nodes of the highest level that they share, and opens the other nodes
    /// of that level. Shows `visit` what is found, in order.
    pub(crate) fn split(self, visit: &mut impl FnMut(Found<'a, 'b, T, C>)) {
        let level = self.level();
        let (mut i, mut j) = (0, 0);
        let (mut old_at, mut new_at) = (self.old_at, self.new_at);
        let anchors = anchors(&self.old, &self.new);
        let ends = (self.old.len(), self.new.len());
        for (to_i, to_j) in anchors.into_iter().chain([ends]) {
            if i < to_i || j < to_j {
                let mut gap = Gap { old_at, new_at, old: Vec::new(), new: Vec::new() };
                for piece in &self.old[i..to_i] {
                    old_at += piece.len();
                    piece.open(level, &mut gap.old);
                }
                for piece in &self.new[j..to_j] {
                    new_at += piece.len();
                    piece.open(level, &mut gap.new);
                }
                visit(Found::Gap(gap));
            }
            if let Some(&piece) = self.old.get(to_i).filter(|_| (to_i, to_j) != ends) {
                visit(Found::Same(piece, old_at, new_at));
                (old_at, new_at) = (old_at + piece.len(), new_at + piece.len());
            }
            (i, j) = (to_i + 1, to_j + 1);
        }
    }
}

/// Returns the pieces that a tree is made of.
fn pieces<T, C: RefCount>(tree: &Rrb<T, C>) -> Vec<Piece<'_, T, C>> {
    let (body, mut pieces) = (&tree.body, Vec::new());
    if !body.front.is_empty() {
        pieces.push(Piece::End(body.front.slice()));
    }
    pieces.extend(body.tree.borrow().root().map(Piece::Node));
    if !body.tail.is_empty() {
        pieces.push(Piece::End(body.tail.slice()));
    }
    pieces
}

/// Returns where both lists have the same node: pairs of indices, both ascending.
fn anchors<T, C: RefCount>(
    old: &[Piece<'_, T, C>],
    new: &[Piece<'_, T, C>],
) -> Vec<(usize, usize)> {
    let same = |i: usize, j: usize| old[i].identity() == new[j].identity();
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() && same(i, j) {
        found.push((i, j));
        (i, j) = (i + 1, j + 1);
    }
    let (mut end_i, mut end_j, mut last) = (old.len(), new.len(), Vec::new());
    while i < end_i && j < end_j && same(end_i - 1, end_j - 1) {
        (end_i, end_j) = (end_i - 1, end_j - 1);
        last.push((end_i, end_j));
    }
    if end_i - i > 0 && end_j - j > 0 {
        found.extend(
            chain(common(&old[i..end_i], &new[j..end_j])).into_iter().map(|(x, y)| (i + x, j + y)),
        );
    }
    found.extend(last.into_iter().rev());
    found
}

/// Returns the nodes that are in both lists: pairs of indices, the first ascending. A node that is there
/// several times, as in a vector that was repeated, is paired off from the first time on.
fn common<T, C: RefCount>(old: &[Piece<'_, T, C>], new: &[Piece<'_, T, C>]) -> Vec<(usize, usize)> {
    let mut places: Vec<_> =
        new.iter().enumerate().map(|(j, piece)| (piece.identity(), j)).collect();
    places.sort_unstable();
    let mut used = vec![0; places.len()];
    let mut pairs = Vec::new();
    for (i, piece) in old.iter().enumerate() {
        let wanted = piece.identity();
        let first = places.partition_point(|&(identity, _)| identity < wanted);
        let Some(times) = used.get_mut(first) else { continue };
        if let Some(&(identity, j)) = places.get(first + *times)
            && identity == wanted
        {
            *times += 1;
            pairs.push((i, j));
        }
    }
    pairs
}

/// Returns as many of the pairs as ascend in both indices: a longest increasing subsequence, by patience
/// sorting in O(n log n).
fn chain(pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    // The pair that ends the best chain of each length, and the pair before each.
    let (mut ends, mut before) = (Vec::<usize>::new(), vec![usize::MAX; pairs.len()]);
    for (this, &(_, j)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < j);
        if length > 0 {
            before[this] = ends[length - 1];
        }
        match ends.get_mut(length) {
            Some(end) => *end = this,
            None => ends.push(this),
        }
    }
    let mut longest = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(this) = next {
        longest.push(pairs[this]);
        next = Some(before[this]).filter(|&before| before != usize::MAX);
    }
    longest.reverse();
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_chain_is_found() {
        let of = |js: &[usize]| chain(js.iter().copied().enumerate().collect());
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[0, 1, 2]), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(of(&[5, 0, 6, 1, 2]), [(1, 0), (3, 1), (4, 2)]);
        assert_eq!(of(&[2, 1, 0]).len(), 1);
    }
}
