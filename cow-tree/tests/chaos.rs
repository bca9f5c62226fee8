//! Keys whose order contradicts itself: everything terminates, stays balanced, and drops each
//! element once.
#![cfg(not(cow_loom))]

use cow_tree::CowTreeMap;
use cow_tree::btree_map::Pick;
use testkit::{Chaos, ChaosKey, Counted, Ledger};

type Map = CowTreeMap<ChaosKey, (Counted<u64>, [u64; 20])>;

fn value(ledger: &Ledger, number: u64) -> (Counted<u64>, [u64; 20]) {
    (ledger.counted(number), [0; 20])
}

fn checked(map: &Map) -> usize {
    map.assert_invariants_but_order();
    assert_eq!(map.iter().count(), map.len());
    assert_eq!(map.iter().rev().count(), map.len());
    map.len()
}

#[test]
fn nothing_is_lost_or_doubled() {
    for seed in 0..20 {
        for one_in in [1, 5, 50] {
            let ledger = Ledger::new();
            run(&Chaos::all(seed).one_in(one_in), &ledger);
            ledger.assert_balanced();
        }
    }
}

fn run(chaos: &Chaos, ledger: &Ledger) {
    let map = |step: u64| -> Map {
        let mut map = Map::new();
        for i in 0..120 {
            map.insert(chaos.key(i * 37 % 120 * step), value(ledger, i));
        }
        map
    };
    let (mut a, b) = (map(2), map(3));
    checked(&a);
    for operation in [Map::union, Map::intersection, Map::difference, Map::symmetric_difference] {
        checked(&operation(a.clone(), b.clone()));
    }
    let near = {
        let mut near = a.clone();
        near.remove(&chaos.key(8));
        near.insert(chaos.key(9), value(ledger, 9));
        near
    };
    checked(&a.clone().union(near.clone()));
    checked(&a.clone().merge_with(near.clone(), |_, _, _| Pick::Remove));
    assert!(a.diff(&near).count() <= a.len() + near.len());
    let _ = (a.is_disjoint(&b), a.is_submap(&near));
    let rest = a.split_off(&chaos.key(100));
    checked(&rest);
    a.append(&mut rest.clone());
    checked(&a);
    for i in 0..240 {
        if let Some(value) = a.get_mut(&chaos.key(i)) {
            value.1[0] = 1;
        }
        a.remove(&chaos.key(i));
        checked(&a);
    }
    // std's sort may panic when it notices, and must not lose anything then.
    let entries: Vec<_> = (0..50).map(|i| (chaos.key(i), value(ledger, i))).collect();
    let collect = std::panic::AssertUnwindSafe(|| entries.into_iter().collect::<Map>());
    drop(std::panic::catch_unwind(collect));
}
