//! In parallel, all is as it is one after the other.
#![cfg(all(feature = "rayon", not(cow_loom)))]

use cow_map::{CowMap, CowSet};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use testkit::{Constant, Seeded};

const SIZES: [u64; 8] = [0, 1, 2, 31, 33, 500, 5_000, 50_000];

fn map(n: u64) -> CowMap<u64, u64, Seeded> {
    let mut map = CowMap::with_hasher(Seeded::new(n));
    map.extend((0..n).map(|i| (i, i)));
    map
}

#[test]
fn entries_are_found() {
    for n in SIZES {
        let map = map(n);
        assert_eq!(map.par_iter().find_any(|(k, _)| **k == n), None);
        assert_eq!((&map).into_par_iter().any(|(k, _)| *k + 1 == n), n > 0);
    }
    let mut one_hash: CowMap<u64, u64, Constant> = (0..300).map(|i| (i, i)).collect();
    one_hash.par_iter_mut().for_each(|(k, v)| *v += k);
    assert_eq!(one_hash.par_iter().map(|(_, v)| v).sum::<u64>(), 300 * 299);
}

#[test]
fn writes_unshare() {
    for n in SIZES {
        let mut map = map(n);
        map.par_iter_mut().for_each(|(_, v)| *v += 1);
        let old = map.clone();
        map.par_iter_mut().filter(|(k, _)| **k % 2 == 0).for_each(|(_, v)| *v += 1);
        map.assert_invariants();
        assert!(old.iter().all(|(k, v)| *v == k + 1));
        assert!(map.iter().all(|(k, v)| *v == k + 1 + u64::from(k % 2 == 0)));
        assert_eq!((old.len() as u64, map.len() as u64), (n, n));
    }
}

#[test]
fn collects_and_extends() {
    for n in SIZES {
        let mut collected: CowMap<u64, u64> =
            (0..2 * n).into_par_iter().map(|i| (i % n.max(1), i)).collect();
        collected.assert_invariants();
        let last: CowMap<u64, u64> = (0..n).map(|i| (i, n + i)).collect();
        assert_eq!(collected, last, "the last value stays");
        collected.par_extend((0..n).into_par_iter().map(|i| (i, 0)));
        collected.par_extend(&map(n / 2));
        assert_eq!(
            collected.par_iter().filter(|(k, v)| k == v).count() as u64,
            (n / 2).max(n.min(1))
        );

        let mut set: CowSet<u64> = (0..n).into_par_iter().collect();
        assert_eq!(set.par_iter().copied().collect::<HashSet<_>>(), (0..n).collect());
        set.par_extend(n..n + 10);
        set.par_extend(&set.clone());
        assert_eq!(set.clone().into_par_iter().sum::<u64>(), set.iter().sum::<u64>());
        assert_eq!(set.len() as u64, n + 10);
    }
}

/// A trie that was built by parts is as one that was built entry by entry.
#[test]
fn builds_by_parts() {
    use testkit::{Masked, Tagged};
    fn check<S: std::hash::BuildHasher + Default + Sync + Send>(n: u64) {
        let key = |i: u64| Tagged::new(i % (n - n / 4).max(1), i);
        let map: CowMap<Tagged<u64, u64>, u64, S> =
            (0..n).into_par_iter().map(|i| (key(i), i)).collect();
        map.assert_invariants();
        let mut expected: HashMap<Tagged<u64, u64>, u64> = HashMap::new();
        expected.extend((0..n).map(|i| (key(i), i)));
        assert_eq!(map.len(), expected.len());
        for (k, v) in &expected {
            let found = map.get_key_value(k).map(|(k, v)| (k.payload, *v));
            assert_eq!(found, Some((k.payload, *v)), "the first key, the last value");
        }
        let mut extended: CowMap<Tagged<u64, u64>, u64, S> = CowMap::default();
        extended.par_extend((0..n).into_par_iter().map(|i| (key(i), i)));
        extended.assert_invariants();
        assert!(extended == map);
    }
    for n in [255, 256, 257, 511, 512, 513, 2_000, 30_000] {
        check::<Seeded>(n);
        check::<Masked<0x0F00_0000_0000_0007>>(n.min(2_000));
    }
    check::<Constant>(600);
}
