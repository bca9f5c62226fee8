//! The collections that keep versions: ours, deep clones of std's, and the peers.

use crate::script::{Edit, script};
use cow_draw::{Nodes, Tally};
use cow_map::CowMap;
use cow_tree::CowTreeMap;
use cow_vec::CowVec;
use examples::{held_bytes, progress};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

/// What the script cost one of them.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
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

/// Runs the script on all of them. Those on one kind of collection stand together, ours first.
pub(crate) fn all(size: u64, edits: u64) -> Vec<Row> {
    let script = script(size as usize, edits);
    let bar = progress(11, "keeping versions");
    let done = |row: Row| {
        bar.inc(1);
        row
    };
    let rows = [
        done(counted::<CowVec<u64>>("CowVec", size, &script)),
        done(run::<imbl::Vector<u64>>("imbl::Vector", size, &script).0),
        done(run::<Vec<u64>>("Vec, deep clones", size, &script).0),
        done(counted::<CowMap<u64, u64>>("CowMap", size, &script)),
        done(run::<imbl::HashMap<u64, u64>>("imbl::HashMap", size, &script).0),
        done(run::<rpds::HashTrieMapSync<u64, u64>>("rpds::HashTrieMap", size, &script).0),
        done(run::<HashMap<u64, u64>>("HashMap, deep clones", size, &script).0),
        done(counted::<CowTreeMap<u64, u64>>("CowTreeMap", size, &script)),
        done(run::<imbl::OrdMap<u64, u64>>("imbl::OrdMap", size, &script).0),
        done(run::<rpds::RedBlackTreeMapSync<u64, u64>>("rpds::RedBlackTreeMap", size, &script).0),
        done(run::<BTreeMap<u64, u64>>("BTreeMap, deep clones", size, &script).0),
    ];
    bar.finish_and_clear();
    rows.into()
}

/// Keeps a version after each edit.
fn run<C: Editable>(name: &'static str, size: u64, script: &[Edit]) -> (Row, Vec<C>) {
    let mut versions = Vec::with_capacity(script.len() + 1);
    versions.push(C::build(size));
    let before = held_bytes();
    let start = Instant::now();
    for edit in script {
        let mut next = versions[versions.len() - 1].clone();
        next.edit(*edit);
        versions.push(next);
    }
    let per_edit = |total: f64| total / script.len() as f64;
    let ns_per_edit = per_edit(start.elapsed().as_nanos() as f64);
    let bytes_per_edit = per_edit((held_bytes() - before) as f64);
    let sum = versions[script.len()].sum();
    (Row { name, nodes_per_edit: None, bytes_per_edit, ns_per_edit, sum }, versions)
}

/// [`run`], for collections that show their nodes.
fn counted<C: Editable + Nodes>(name: &'static str, size: u64, script: &[Edit]) -> Row {
    let (mut row, versions) = run::<C>(name, size, script);
    let mut tally = Tally::new();
    let first = tally.add(&versions[0]);
    versions[1..].iter().for_each(|version| {
        tally.add(version);
    });
    let copied = tally.total().nodes - first.nodes;
    row.nodes_per_edit = Some(copied as f64 / script.len() as f64);
    row
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
