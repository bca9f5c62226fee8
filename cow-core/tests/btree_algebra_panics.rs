//! Merges of wide trees whose keys and decisions panic, at every call: the target is whole, and nothing is
//! lost or dropped twice but items of the source.
#![cfg(not(cow_loom))]

use cow_core::Tiny;
use cow_core::btree::{Decision, Keep, SharedNodes, Tree};
use testkit::{Call, Counted, Fuse, Fused, Ledger, for_every_k};

type Key = Fused<Counted<u32>>;
type Map = Tree<Key, (Key, u32), (), Tiny>;

/// Built by insertions in an order that is not that of the keys.
fn tree(fuse: &Fuse, ledger: &Ledger, numbers: impl Iterator<Item = u32> + Clone) -> Map {
    let mut tree = Map::new();
    for n in numbers.clone().step_by(2).chain(numbers.skip(1).step_by(2)) {
        tree.insert(
            |branch| branch.turn(&mut |other: &Key| (***other).cmp(&n)),
            |items| items.partition_point(|item| **item.0 < n),
            (Fused::new(fuse, ledger.counted(n)), n),
            |item| item.0.clone(),
        );
    }
    tree
}

fn numbers(tree: &Map) -> Vec<u32> {
    tree.assert_invariants(Some(&Ord::cmp));
    tree.runs(0..tree.len()).flatten().map(|item| **item.0).collect()
}

/// How the target is shared: not at all; wholly; but for one path.
const SHARINGS: u32 = 3;

/// Whether a key is in the result, that is in the left tree or the right one.
type Stays = fn(bool, bool) -> bool;

fn keeps() -> [(Keep, Stays); 5] {
    let toggle = Keep { shared: SharedNodes::Merge, ..Keep::SYMMETRIC_DIFFERENCE };
    [
        (Keep::UNION, |left, right| left | right),
        (Keep::INTERSECTION, |left, right| left & right),
        (Keep::DIFFERENCE, |left, right| left & !right),
        (Keep::SYMMETRIC_DIFFERENCE, |left, right| left ^ right),
        (toggle, |left, right| left ^ right),
    ]
}

fn every_panic(call: Call) {
    let mut panics = 0;
    let sizes: &[_] = if cfg!(miri) {
        &[(9, 6), (4, 3)]
    } else {
        // Two trees, one leaf with another, and few items into many.
        &[(30, 30), (20, 100), (60, 10), (4, 4), (160, 5)]
    };
    for (index, (keep, stays)) in keeps().into_iter().enumerate() {
        for ((count, others), sharing) in
            sizes.iter().flat_map(|sizes| (0..SHARINGS).map(move |sharing| (*sizes, sharing)))
        {
            if cfg!(miri) && sharing != index as u32 % SHARINGS {
                continue;
            }
            panics += for_every_k(call, |fuse| {
                let ledger = Ledger::new();
                let mut map = tree(fuse, &ledger, (0..count).map(|n| 2 * n));
                let apart = if others < count / 30 { 21 } else { 3 };
                let other = tree(fuse, &ledger, (0..others).map(|n| apart * n));
                let kept = (sharing > 0).then(|| (map.clone(), other.clone()));
                if sharing == 2 {
                    let index = |items: &[(Key, u32)]| items.iter().position(|item| item.1 == 4);
                    let to = &mut |other: &Key| (***other).cmp(&4);
                    map.modify(|branch| branch.turn(to), index, |item| item.1 = 1);
                }
                let (before, right) = (numbers(&map), numbers(&other));
                let done: Vec<u32> = (0..4 * (count + others))
                    .filter(|n| stays(before.contains(n), right.contains(n)))
                    .collect();
                let outcome = fuse.run(|| {
                    map.merge(other, keep, |_, _, _| {
                        fuse.hit(Call::Closure);
                        if stays(true, true) { Decision::TakeLeft } else { Decision::Drop }
                    });
                });
                let after = numbers(&map);
                match outcome {
                    Ok(()) => assert_eq!(after, done),
                    // Each key is as it was or as it is to be.
                    Err(_) => {
                        for number in before.iter().chain(&done).chain(&after) {
                            let [is, was, will_be] =
                                [&after, &before, &done].map(|all| all.contains(number));
                            assert!(is == was || is == will_be, "{number}: {after:?}");
                        }
                    }
                }
                if let Some((map, other)) = &kept {
                    assert_eq!((numbers(map), numbers(other)), (before, right));
                }
                drop((map, kept));
                ledger.assert_balanced();
            });
        }
    }
    assert!(panics > 0, "{call:?}");
}

#[test]
fn comparisons_that_panic() {
    every_panic(Call::Ord);
}

#[test]
fn clones_that_panic() {
    every_panic(Call::Clone);
}

#[test]
fn drops_that_panic() {
    every_panic(Call::Drop);
}

#[test]
fn decisions_that_panic() {
    every_panic(Call::Closure);
}

/// By value, both are dropped, and each item once.
#[test]
fn merges_by_value() {
    let mut panics = 0;
    for (row, call) in [Call::Ord, Call::Clone, Call::Drop, Call::Closure].into_iter().enumerate() {
        for (column, (keep, _)) in keeps().into_iter().enumerate() {
            let (one, two, many) = if cfg!(miri) { (2, 6, 20) } else { (5, 20, 60) };
            let operands = [
                (two, two, false),
                (two, two, true),
                (one, many, false),
                (4, 4, false),
                (4, 3, true),
                (3, if cfg!(miri) { 30 } else { 100 }, true),
            ];
            for (turn, (count, others, shared)) in operands.into_iter().enumerate() {
                if cfg!(miri) && (row + column + turn) % 3 > 0 {
                    continue;
                }
                panics += for_every_k(call, |fuse| {
                    let ledger = Ledger::new();
                    let map = tree(fuse, &ledger, (0..count).map(|n| 2 * n));
                    let other = tree(fuse, &ledger, (0..others).map(|n| 3 * n));
                    let kept = shared.then(|| (map.clone(), other.clone()));
                    let merged = fuse.run(|| {
                        map.merged(other, keep, |_, _, _| {
                            fuse.hit(Call::Closure);
                            Decision::TakeRight
                        })
                    });
                    drop((merged, kept));
                    ledger.assert_balanced();
                });
            }
        }
    }
    assert!(panics > 0);
}
