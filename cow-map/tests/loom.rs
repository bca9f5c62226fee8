//! Two threads that hold clones of one map, explored by loom.
//!
//! ```text
//! RUSTFLAGS="--cfg cow_loom" cargo test -p cow-map --release --test loom
//! ```
#![cfg(cow_loom)]

use cow_map::CowMap;
use loom::thread;
use testkit::{Identity, Watched};

type Map<V> = CowMap<u64, Watched<V>, Identity>;

/// A value that makes leaves of two entries, so that a few keys are a trie of several nodes.
type Large = [u64; 40];

fn map<V>(n: u64, value: fn(u64) -> V) -> Map<V> {
    let mut map = CowMap::with_hasher(Identity);
    map.extend((0..n).map(|i| (i, Watched::new(value(i)))));
    map
}

fn large(n: u64) -> Large {
    [n; 40]
}

/// What is read must be what was written, in each version.
fn check<V: Copy + PartialEq + std::fmt::Debug>(map: &Map<V>, entries: &[(u64, V)]) {
    assert_eq!(map.len(), entries.len());
    for (k, v) in entries {
        assert_eq!(map.get(k).map(Watched::get), Some(*v));
    }
    assert_eq!(map.iter().filter(|(k, v)| entries.contains(&(**k, v.get()))).count(), entries.len());
}
