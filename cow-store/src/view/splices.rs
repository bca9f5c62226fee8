//! How two vectors differ.

use super::View;
use crate::collection::Element;
use crate::error::Error;
use crate::format::Child;
use crate::id::NodeId;
use cow_vec::CowVec;
use std::collections::{HashMap, VecDeque};

/// How one vector differs from another in one place: some items in a row are replaced by others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Splice<T> {
    /// The index in the older vector of the first item that is removed, or before which the others are inserted.
    pub at: u64,
    /// The same in the newer vector, so also where to make this change once all before it are made.
    pub newer_at: u64,
    /// The items that only the older vector has.
    pub removed: Vec<T>,
    /// The items that only the newer vector has.
    pub inserted: Vec<T>,
}

impl<T: Element + PartialEq> View<CowVec<T>> {
    /// Returns what has to be changed to get `newer`, in order. Two changes never touch. Ends with the first error.
    ///
    /// Nodes that the two share are skipped, wherever they are; items of the others are compared as [`CowVec::diff`]
    /// does. Reads the nodes that are not shared, and where the trees are of different heights a few that are.
    ///
    /// ```
    /// use cow_store::{Store, View, backend::Memory};
    /// use cow_vec::CowVec;
    ///
    /// let store = Store::open(Memory::new())?;
    /// let mut log: CowVec<u32> = (0..100_000).collect();
    /// let old = store.save(&log)?;
    /// log.insert(500, 7);
    /// log.push(8);
    /// let new = store.save(&log)?;
    ///
    /// let (old, new): (View<CowVec<u32>>, View<CowVec<u32>>) = (store.view(old)?, store.view(new)?);
    /// let changes = old.diff(&new).collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!((changes[0].at, &changes[0].inserted), (500, &vec![7]));
    /// assert_eq!((changes[1].newer_at, &changes[1].inserted), (100_001, &vec![8]));
    /// assert!(new.nodes_read() < 30);
    /// # Ok::<(), cow_store::Error>(())
    /// ```
    pub fn diff<'a>(
        &'a self,
        newer: &'a Self,
    ) -> impl Iterator<Item = Result<Splice<T>, Error>> + use<'a, T> {
        let gap = Gap {
            at: [0, 0],
            nodes: [self, newer].map(|view| view.roots.iter().copied().map(Piece::new).collect()),
        };
        Splices { views: [self, newer], gaps: vec![gap], found: VecDeque::new() }
    }
}

/// A node in a gap.
#[derive(Clone, Copy)]
struct Piece {
    child: Child,
    /// Whether it has been read, and has no children.
    is_leaf: bool,
}

impl Piece {
    fn new(child: Child) -> Self {
        Self { child, is_leaf: false }
    }
}

/// Nodes of both vectors, in order, between which nothing shared has been found yet.
struct Gap {
    /// The index of the first item in each vector.
    at: [u64; 2],
    nodes: [Vec<Piece>; 2],
}

struct Splices<'a, T: Element> {
    /// The older, and the newer.
    views: [&'a View<CowVec<T>>; 2],
    /// What is still to be compared, the first part last.
    gaps: Vec<Gap>,
    found: VecDeque<Splice<T>>,
}

impl Gap {
    /// Takes out the nodes that both have, in one order. What is left between them are smaller gaps.
    fn split(self) -> Vec<Self> {
        let Self { mut at, nodes } = self;
        let shared = common(&nodes[0], &nodes[1]);
        let mut gaps = Vec::new();
        let mut from = [0, 0];
        let ends = [nodes[0].len(), nodes[1].len()];
        for to in shared.into_iter().map(Some).chain([None]) {
            let until = to.unwrap_or(ends);
            let part = [0, 1].map(|side| nodes[side][from[side]..until[side]].to_vec());
            let lens = part.each_ref().map(|nodes| {
                nodes.iter().fold(0_u64, |sum, piece| sum.saturating_add(piece.child.len))
            });
            if lens != [0, 0] {
                gaps.push(Self { at, nodes: part });
            }
            let passed = to.map_or(0, |[old, _]| nodes[0][old].child.len);
            at = [0, 1]
                .map(|side: usize| at[side].saturating_add(lens[side]).saturating_add(passed));
            from = until.map(|index| index + 1);
        }
        gaps
    }

    /// Returns the number of items of the largest node that may have children.
    fn largest(&self) -> Option<u64> {
        let open = self.nodes.iter().flatten().filter(|piece| !piece.is_leaf);
        open.map(|piece| piece.child.len).max()
    }
}

/// Returns the indices of nodes that are in both lists, as many as there are in one order.
fn common(old: &[Piece], new: &[Piece]) -> Vec<[usize; 2]> {
    // By length, too, for a shared node is not read, and damage is not passed over.
    let name = |piece: &Piece| (piece.child.id, piece.child.len);
    let places: HashMap<(NodeId, u64), usize> =
        old.iter().enumerate().map(|(index, piece)| (name(piece), index)).collect();
    // The longest ascending subsequence. For each length, the pair that ends it with the least index; for each pair, the one
    // before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut pairs: Vec<([usize; 2], Option<usize>)> = Vec::new();
    for (index, piece) in new.iter().enumerate() {
        let Some(&place) = places.get(&name(piece)) else { continue };
        let length = ends.partition_point(|&end| pairs[end].0[0] < place);
        let before = length.checked_sub(1).map(|shorter| ends[shorter]);
        pairs.push(([place, index], before));
        match ends.get_mut(length) {
            Some(end) => *end = pairs.len() - 1,
            None => ends.push(pairs.len() - 1),
        }
    }
    let mut last = ends.last().copied();
    let mut found = Vec::new();
    while let Some(index) = last {
        found.push(pairs[index].0);
        last = pairs[index].1;
    }
    found.reverse();
    found
}

impl<T: Element + PartialEq> Splices<'_, T> {
    /// Compares a gap, or divides it into smaller ones.
    fn compare(&mut self, gap: Gap) -> Result<(), Error> {
        let one_sided = gap.nodes.iter().any(Vec::is_empty);
        match gap.largest() {
            Some(largest) if !one_sided => {
                let gaps = self.open(gap, largest)?.split();
                self.gaps.extend(gaps.into_iter().rev());
            }
            _ => self.compare_items(gap)?,
        }
        Ok(())
    }

    /// Replaces the large nodes of a gap by their children: those with more than half as many items as the largest, so
    /// that nodes of one height are met on both sides.
    fn open(&self, mut gap: Gap, largest: u64) -> Result<Gap, Error> {
        for (nodes, view) in gap.nodes.iter_mut().zip(self.views) {
            let mut opened = Vec::with_capacity(nodes.len());
            for piece in &*nodes {
                if piece.is_leaf || piece.child.len <= largest / 2 {
                    opened.push(*piece);
                    continue;
                }
                let page = view.page(piece.child)?;
                if page.children.is_empty() {
                    opened.push(Piece { is_leaf: true, ..*piece });
                }
                opened.extend(page.children.iter().copied().map(Piece::new));
            }
            *nodes = opened;
        }
        Ok(gap)
    }

    /// Compares all items of a gap.
    fn compare_items(&mut self, gap: Gap) -> Result<(), Error> {
        let [old, new] = [0, 1].map(|side| items(self.views[side], &gap.nodes[side]));
        let (old, new) = (old?, new?);
        let own = |items: cow_vec::CowSlice<'_, T>| items.iter().cloned().collect();
        self.found.extend(old.diff(&new).map(|hunk| Splice {
            at: gap.at[0] + hunk.at as u64,
            newer_at: gap.at[1] + hunk.newer_at as u64,
            removed: own(hunk.removed),
            inserted: own(hunk.inserted),
        }));
        Ok(())
    }
}

/// Returns all items at and below some nodes.
fn items<T: Element>(view: &View<CowVec<T>>, nodes: &[Piece]) -> Result<CowVec<T>, Error> {
    let mut items = CowVec::new();
    let mut next: Vec<Child> = nodes.iter().rev().map(|piece| piece.child).collect();
    while let Some(child) = next.pop() {
        let page = view.page(child)?;
        items.extend(page.items.iter().cloned());
        next.extend(page.children.iter().rev());
    }
    Ok(items)
}

impl<T: Element + PartialEq> Iterator for Splices<'_, T> {
    type Item = Result<Splice<T>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(splice) = self.found.pop_front() {
                return Some(Ok(splice));
            }
            let gap = self.gaps.pop()?;
            if let Err(error) = self.compare(gap) {
                self.gaps.clear();
                return Some(Err(error));
            }
        }
    }
}
