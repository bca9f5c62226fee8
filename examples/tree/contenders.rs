//! The collections that keep versions: ours, deep clones of std's, and the peers.

use crate::script::{Edit, script};
use cow_draw::{Nodes, Tally};
use cow_map::CowMap;
use cow_tree::CowTreeMap;
use cow_vec::CowVec;
use examples::{held_bytes, progress};
use indicatif::ProgressBar;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

/// What the script cost one of them.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// How many were kept, besides the first.
    pub(crate) versions: usize,
    /// New nodes per version, where these can be counted.
    pub(crate) nodes_per_edit: Option<f64>,
    /// Memory that each further version holds.
    pub(crate) bytes_per_edit: f64,
    /// For a clone and an edit.
    pub(crate) ns_per_edit: f64,
    /// Of the last version, which is the same for all.
    pub(crate) sum: u64,
}

/// A collection of numbers.
trait Editable: Clone {
    fn build(size: u64) -> Self;

    fn edit(&mut self, edit: Edit);

    /// Of all elements.
    fn sum(&self) -> u64;
}

/// A deep clone an edit could take all memory: from here on only the last version is kept, and what one costs is known.
pub(crate) const MOST_BYTES: usize = 2 << 30;

/// How many edits there are from one step of the bar to the next.
const STEP: usize = 64;

/// The edits that all of them go through.
struct Runs {
    size: u64,
    script: Vec<Edit>,
    bar: ProgressBar,
}

/// Runs the script on all of them. Those on one kind of collection stand together, ours first.
pub(crate) fn all(size: u64, edits: u64) -> [Vec<Row>; 3] {
    let bar = progress(11 * edits, "keeping versions");
    let runs = Runs { size, script: script(size as usize, edits), bar };
    let rows = [
        vec![
            runs.counted::<CowVec<u64>>("CowVec"),
            runs.row::<imbl::Vector<u64>>("imbl::Vector"),
            runs.row::<Vec<u64>>("Vec, deep clones"),
        ],
        vec![
            runs.counted::<CowMap<u64, u64>>("CowMap"),
            runs.row::<imbl::HashMap<u64, u64>>("imbl::HashMap"),
            runs.row::<rpds::HashTrieMapSync<u64, u64>>("rpds::HashTrieMap"),
            runs.row::<HashMap<u64, u64>>("HashMap, deep clones"),
        ],
        vec![
            runs.counted::<CowTreeMap<u64, u64>>("CowTreeMap"),
            runs.row::<imbl::OrdMap<u64, u64>>("imbl::OrdMap"),
            runs.row::<rpds::RedBlackTreeMapSync<u64, u64>>("rpds::RedBlackTreeMap"),
            runs.row::<BTreeMap<u64, u64>>("BTreeMap, deep clones"),
        ],
    ];
    runs.bar.finish_and_clear();
    rows
}

impl Runs {
    fn row<C: Editable>(&self, name: &'static str) -> Row {
        self.run::<C>(name).0
    }

    /// [`row`](Self::row), for collections that show their nodes.
    fn counted<C: Editable + Nodes>(&self, name: &'static str) -> Row {
        let (mut row, versions) = self.run::<C>(name);
        let mut tally = Tally::new();
        let first = tally.add(&versions[0]);
        versions[1..].iter().for_each(|version| {
            tally.add(version);
        });
        let copied = tally.total().nodes - first.nodes;
        row.nodes_per_edit = Some(copied as f64 / row.versions as f64);
        row
    }

    /// Keeps a version after each edit.
    fn run<C: Editable>(&self, name: &'static str) -> (Row, Vec<C>) {
        let mut versions = Vec::with_capacity(self.script.len() + 1);
        versions.push(C::build(self.size));
        let mut edits = self.script.iter();
        let before = held_bytes();
        let start = Instant::now();
        while held_bytes().saturating_sub(before) < MOST_BYTES
            && let Some(edit) = edits.next()
        {
            let mut next = versions[versions.len() - 1].clone();
            next.edit(*edit);
            versions.push(next);
            // Not at every one: what is measured takes little longer.
            if (versions.len() - 1).is_multiple_of(STEP) {
                self.bar.inc(STEP as u64);
            }
        }
        let kept = versions.len() - 1;
        let per_edit = |total: f64| total / kept as f64;
        let ns_per_edit = per_edit(start.elapsed().as_nanos() as f64);
        let bytes_per_edit = per_edit(held_bytes().saturating_sub(before) as f64);
        let mut last = versions[kept].clone();
        edits.for_each(|edit| last.edit(*edit));
        let sum = last.sum();
        self.bar.inc((self.script.len() - kept / STEP * STEP) as u64);
        let row =
            Row { name, versions: kept, nodes_per_edit: None, bytes_per_edit, ns_per_edit, sum };
        (row, versions)
    }
}

/// A vector by the methods that all of them have.
macro_rules! vector {
    ($($vector:ty),*) => {$(
        impl Editable for $vector {
            fn build(size: u64) -> Self {
                (0..size).collect()
            }

            fn edit(&mut self, edit: Edit) {
                match edit {
                    Edit::Set(at, value) => self[at] = value,
                    Edit::Insert(at, value) => self.insert(at, value),
                    Edit::Remove(at) => drop(self.remove(at)),
                }
            }

            fn sum(&self) -> u64 {
                self.iter().sum()
            }
        }
    )*};
}

vector!(CowVec<u64>, imbl::Vector<u64>, Vec<u64>);

/// A map: position `at` is key `at * SPREAD`, so that there are absent keys between those that are there.
const SPREAD: u64 = 1 << 20;

macro_rules! map {
    ($($map:ty: $insert:ident, $remove:ident;)*) => {$(
        impl Editable for $map {
            fn build(size: u64) -> Self {
                (0..size).map(|i| (i * SPREAD, i)).collect()
            }

            fn edit(&mut self, edit: Edit) {
                match edit {
                    Edit::Set(at, value) => drop(self.$insert(at as u64 * SPREAD, value)),
                    Edit::Insert(at, value) => drop(self.$insert(at as u64 * SPREAD + 1 + value, value)),
                    Edit::Remove(at) => drop(self.$remove(&(at as u64 * SPREAD))),
                }
            }

            fn sum(&self) -> u64 {
                self.iter().map(|(key, value)| key ^ value).fold(0, u64::wrapping_add)
            }
        }
    )*};
}

map! {
    CowMap<u64, u64>: insert, remove;
    HashMap<u64, u64>: insert, remove;
    imbl::HashMap<u64, u64>: insert, remove;
    rpds::HashTrieMapSync<u64, u64>: insert_mut, remove_mut;
    CowTreeMap<u64, u64>: insert, remove;
    BTreeMap<u64, u64>: insert, remove;
    imbl::OrdMap<u64, u64>: insert, remove;
    rpds::RedBlackTreeMapSync<u64, u64>: insert_mut, remove_mut;
}
