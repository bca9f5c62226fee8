//! `get_disjoint_mut` against std: for each choice of four keys, what it lends, or that it panics.
#![cfg(not(cow_loom))]

use cow_map::CowMap;
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::mem::replace;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use testkit::{Constant, Seeded};

/// The keys 0 to 3, or fewer, among more keys than these; looks up each four of -1 to 3.
fn every_four<S: BuildHasher + Clone>(hasher: S, others: i64) -> u64 {
    let mut panics = 0;
    let mut model: HashMap<i64, i64> = (0..4).chain(10..10 + others).map(|k| (k, k)).collect();
    let mut map = CowMap::with_hasher(hasher);
    map.extend(model.clone());
    for code in 0..5_i64.pow(4) {
        let keys = [0, 1, 2, 3].map(|i| code / 5_i64.pow(i) % 5 - 1);
        let (version, new) = (map.clone(), 1000 + code);
        let asked = keys.each_ref();
        let ours = catch_unwind(AssertUnwindSafe(|| {
            map.get_disjoint_mut(asked).map(|value| value.map(|value| replace(value, new)))
        }));
        let std = catch_unwind(AssertUnwindSafe(|| {
            model.get_disjoint_mut(asked).map(|value| value.map(|value| replace(value, new)))
        }));
        panics += u64::from(std.is_err());
        assert_eq!(ours.ok(), std.ok(), "{keys:?}");
        assert!(map.len() == model.len() && model.iter().all(|(k, v)| map.get(k) == Some(v)));
        assert!(version.values().all(|v| *v != new), "another version was written to");
    }
    panics
}

#[test]
fn it_lends_or_panics_as_std_does() {
    let hook = take_hook();
    set_hook(Box::new(|_| {}));
    for others in [0, 100] {
        let panics = every_four(Seeded::new(1), others);
        assert_eq!(panics, 416);
        assert_eq!(every_four(Constant::default(), others), panics);
    }
    set_hook(hook);
}
