//! The kit, proven by a real descent: a small trie without `unsafe` against std's map.
#![cfg(not(cow_loom))]

mod trie;

use cow_core::{Atomic, Local, RefCount};
use std::collections::HashMap;
use trie::{FULL, Trie};

/// Numbers as good as random (Weyl sequence through a multiplication).
fn key(i: u64) -> u64 {
    let x = i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (x ^ x >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

fn versions<C: RefCount>(n: u64) {
    let (mut trie, mut model) = (Trie::<C>::new(), HashMap::new());
    let mut held = Vec::new();
    for i in 0..n {
        assert_eq!(trie.insert(key(i), i), model.insert(key(i), i));
        if i % (n / 16 + 1) == 0 {
            held.push((trie.clone(), model.clone()));
        }
        let again = key(i / 2);
        assert_eq!(trie.insert(again, n + i), model.insert(again, n + i));
    }
    held.push((trie, model));
    for (trie, model) in held {
        assert_eq!(trie.sum(), model.values().sum());
        for i in 0..n {
            assert_eq!(trie.get(key(i)), model.get(&key(i)).copied());
        }
    }
}

#[test]
fn every_version_reads_what_std_does() {
    let full = FULL as u64;
    let (some, many) = if cfg!(miri) { (2 * full, 4 * full) } else { (16 * full, 20_000) };
    for n in [1, full - 1, full, full + 1, some, many] {
        versions::<Atomic>(n);
        versions::<Local>(n);
    }
}
