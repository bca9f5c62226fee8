//! One thread against all, with feature `rayon`: `cargo bench -p benches --bench parallel -- FILTER`.

use cow_map::CowMap;
use cow_tree::CowTreeMap;
use cow_vec::CowVec;
use criterion::{Criterion, criterion_group, criterion_main};
use foldhash::fast::FixedState;
use rayon::prelude::*;
use std::hint::black_box;

const MILLION: u64 = 1_000_000;

/// Keys in no order.
fn key(i: u64) -> u64 {
    i.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A step that is not over as soon as its element is there.
fn step(sum: u64, x: u64) -> u64 {
    sum ^ (0..8).fold(x, |x, _| key(x ^ x >> 13))
}

/// The same by one thread and by all.
fn pair<A, B>(
    criterion: &mut Criterion,
    name: &str,
    mut one: impl FnMut() -> A,
    mut all: impl FnMut() -> B,
) {
    let mut group = criterion.benchmark_group(name);
    // What is returned is dropped outside.
    group.bench_function("one", |bencher| bencher.iter_with_large_drop(|| black_box(one())));
    group.bench_function("all", |bencher| bencher.iter_with_large_drop(|| black_box(all())));
}

fn vectors(criterion: &mut Criterion) {
    let vec: CowVec<u64> = (0..10 * MILLION).collect();
    let sum = |sum: u64, x: &u64| sum.wrapping_add(*x);
    pair(
        criterion,
        "parallel/vec/sum/10M",
        || vec.iter().fold(0, sum),
        || vec.par_iter().fold(|| 0, sum).sum::<u64>(),
    );
    pair(
        criterion,
        "parallel/vec/fold/10M",
        || vec.iter().fold(0, |sum, x| step(sum, *x)),
        || vec.par_iter().fold(|| 0, |sum, x| step(sum, *x)).reduce(|| 0, |a, b| a ^ b),
    );
}

fn maps(criterion: &mut Criterion) {
    type Map = CowMap<u64, u64, FixedState>;
    let entries: Vec<(u64, u64)> = (0..MILLION).map(|i| (key(i), i)).collect();
    let map: Map = entries.iter().copied().collect();
    let sum = |sum: u64, (k, v): (&u64, &u64)| sum.wrapping_add(k ^ v);
    pair(
        criterion,
        "parallel/map/sum/1M",
        || map.iter().fold(0, sum),
        || map.par_iter().fold(|| 0, sum).sum::<u64>(),
    );
    pair(
        criterion,
        "parallel/map/collect/1M",
        || entries.iter().copied().collect::<Map>(),
        || entries.par_iter().copied().collect::<Map>(),
    );
}

fn trees(criterion: &mut Criterion) {
    let tree = |numbers: std::ops::Range<u64>| -> CowTreeMap<u64, u64> {
        numbers.map(|i| (key(i), i)).collect()
    };
    let (a, b) = (tree(0..MILLION), tree(MILLION / 2..3 * MILLION / 2));
    pair(
        criterion,
        "parallel/tree/union/1M",
        || a.clone().union(b.clone()),
        || a.clone().par_union(b.clone()),
    );
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).without_plots();
    targets = vectors, maps, trees
}
criterion_main!(benches);
