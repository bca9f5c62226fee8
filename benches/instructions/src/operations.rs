//! The operations. What is not to be counted is done before, or dropped after, [`counted`].

use std::hint::black_box;

use anyhow::{Context, Result};
use cow_core::{CowBox, CowCell};
use cow_tree::CowTreeMap;
use cow_vec::CowVec;
use foldhash::fast::FixedState;

/// How many entries there are, and operations.
const COUNT: u32 = 1000;

type Map<K> = cow_map::CowMap<K, u64, FixedState>;

/// An operation, and how often one run does it.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) times: u32,
    run: fn(),
}

/// The most used operations, on collections of 1,000 entries.
pub(crate) const OPERATIONS: &[Operation] = &[
    op("map/get", || on(map(number), |map| each(number, |key| map.get(&key).copied()))),
    op("map/get/string", || {
        let keys = all(text);
        on(map(text), |map| keys.iter().map(|key| *map.get(key).unwrap()).sum::<u64>());
    }),
    op("map/insert", || on(Map::default(), |map| each(number, |key| map.insert(key, 1)))),
    op("map/remove", || on(map(number), |map| each(number, |key| map.remove(&key)))),
    op("map/insert on a clone", || {
        on(map(number), |map| each(absent, |key| map.clone().insert(key, 1)));
    }),
    op("map/iterate", || on(map(number), |map| map.values().sum::<u64>())),
    op("map/clone and drop", || on(map(number), |map| each(number, |_| map.clone().len()))),
    op("vec/get", || on(vec(), |vec| each(index, |at| vec.get(at).copied()))),
    op("vec/push", || on(CowVec::new(), |vec| each(number, |value| vec.push(value)))),
    op("vec/set", || on(vec(), |vec| each(index, |at| vec[at] = 1))),
    op("vec/set on a clone", || on(vec(), |vec| each(index, |at| vec.clone()[at] = 1))),
    op("vec/iterate", || on(vec(), |vec| vec.iter().sum::<u64>())),
    op("vec/insert", || on(vec(), |vec| each(index, |at| vec.insert(at, 1)))),
    op("tree/get", || on(tree(number), |tree| each(number, |key| tree.get(&key).copied()))),
    op("tree/get/string", || {
        let keys = all(text);
        on(tree(text), |tree| keys.iter().map(|key| *tree.get(key).unwrap()).sum::<u64>());
    }),
    op("tree/insert", || {
        on(CowTreeMap::new(), |tree| each(number, |key| tree.insert(key, 1)));
    }),
    op("tree/remove", || on(tree(number), |tree| each(number, |key| tree.remove(&key)))),
    op("tree/insert on a clone", || {
        on(tree(number), |tree| each(absent, |key| tree.clone().insert(key, 1)));
    }),
    op("tree/iterate", || on(tree(number), |tree| tree.values().sum::<u64>())),
    op("tree/union", || {
        on((tree(number), tree(absent)), |(one, two)| {
            *one = std::mem::take(one).union(std::mem::take(two));
        });
    }),
    op("box/write in place", || {
        on(CowBox::new(1_u64), |value| each(number, |by| *CowBox::make_mut(value) = by));
    }),
    op("cell/load", || {
        on(CowCell::new(map(number)), |cell| each(number, |key| cell.load().get(&key).copied()));
    }),
];

const fn op(name: &'static str, run: fn()) -> Operation {
    Operation { name, times: COUNT, run }
}

/// Does an operation.
///
/// # Errors
///
/// If there is none of that name.
pub(crate) fn run(name: &str) -> Result<()> {
    let operation = OPERATIONS.iter().find(|one| one.name == name);
    (operation.context("no such operation")?.run)();
    Ok(())
}

/// Of what runs here instructions are counted.
#[inline(never)]
fn counted<R>(run: impl FnOnce() -> R) -> R {
    run()
}

/// Counts what is done to a collection.
fn on<C, R>(mut collection: C, run: impl FnOnce(&mut C) -> R) {
    let collection = black_box(&mut collection);
    black_box(counted(|| run(collection)));
}

/// Does something for each key.
#[inline]
fn each<K, R>(key: impl Fn(u32) -> K, mut run: impl FnMut(K) -> R) {
    for n in 0..COUNT {
        black_box(run(black_box(key(n))));
    }
}

fn all<K>(key: impl Fn(u32) -> K) -> Vec<K> {
    (0..COUNT).map(key).collect()
}

/// Keys in no order.
fn number(n: u32) -> u64 {
    u64::from(n).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Other keys.
fn absent(n: u32) -> u64 {
    number(n + COUNT)
}

fn text(n: u32) -> String {
    format!("{:016x}", number(n))
}

/// A place, each once.
fn index(n: u32) -> usize {
    (n * 7 % COUNT) as usize
}

fn map<K: std::hash::Hash + Eq + Clone>(key: impl Fn(u32) -> K) -> Map<K> {
    (0..COUNT).map(|n| (key(n), 1)).collect()
}

fn tree<K: Ord + Clone>(key: impl Fn(u32) -> K) -> CowTreeMap<K, u64> {
    let mut tree = CowTreeMap::new();
    for n in 0..COUNT {
        tree.insert(key(n), 1);
    }
    tree
}

fn vec() -> CowVec<u64> {
    (0..u64::from(COUNT)).collect()
}
