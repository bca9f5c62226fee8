//! What the kit's safety costs: a trie on branches and leaves, without `unsafe`, against the same
//! trie on raw pointers. The two take turns, element by element of criterion's samples.
//!
//! ```text
//! cargo bench -p benches --bench kit
//! ```

#[path = "../../cow-core/tests/trie/mod.rs"]
mod kit_trie;
#[path = "kit/raw_trie.rs"]
mod raw_trie;

use cow_core::Atomic;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use kit_trie::Trie;
use raw_trie::RawTrie;
use std::hint::black_box;
use std::time::Duration;

/// What both tries can do.
trait Map: Clone {
    fn new() -> Self;
    fn get(&self, key: u64) -> Option<u64>;
    fn insert(&mut self, key: u64, value: u64) -> Option<u64>;
}

macro_rules! map {
    ($trie:ty) => {
        impl Map for $trie {
            fn new() -> Self {
                <$trie>::new()
            }
            #[inline]
            fn get(&self, key: u64) -> Option<u64> {
                self.get(key)
            }
            #[inline]
            fn insert(&mut self, key: u64, value: u64) -> Option<u64> {
                self.insert(key, value)
            }
        }
    };
}
map!(Trie<Atomic>);
map!(RawTrie);

fn key(i: u64) -> u64 {
    let x = i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (x ^ x >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

fn build<M: Map>(n: u64) -> M {
    let mut map = M::new();
    for i in 0..n {
        map.insert(key(i), i);
    }
    map
}

fn one<M: Map>(c: &mut Criterion, name: &str, n: u64) {
    let keys: Vec<u64> = (0..n).map(|i| key((i * 7_919) % n)).collect();
    let mut map: M = build(n);
    let held = map.clone();

    let mut next = keys.iter().copied().cycle();
    c.benchmark_group(format!("kit/get/unique/{n}")).bench_function(
        BenchmarkId::from_parameter(name),
        |b| {
            b.iter(|| held.get(black_box(next.next().unwrap())));
        },
    );
    c.benchmark_group(format!("kit/insert/shared/{n}")).bench_function(
        BenchmarkId::from_parameter(name),
        |b| {
            b.iter(|| {
                let mut copy = held.clone();
                copy.insert(black_box(next.next().unwrap()), 1);
                copy
            });
        },
    );
    drop(held);
    c.benchmark_group(format!("kit/overwrite/unique/{n}")).bench_function(
        BenchmarkId::from_parameter(name),
        |b| {
            b.iter(|| map.insert(black_box(next.next().unwrap()), 2));
        },
    );
    c.benchmark_group(format!("kit/build/unique/{n}"))
        .bench_function(BenchmarkId::from_parameter(name), |b| b.iter(|| build::<M>(n)));
}

fn kit(c: &mut Criterion) {
    for n in [1_000, 100_000] {
        one::<RawTrie>(c, "raw", n);
        one::<Trie<Atomic>>(c, "kit", n);
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = kit
}
criterion_main!(benches);
