//! Summaries: after every kind of write, that of each map is that of its entries.
#![cfg(not(cow_loom))]

mod util;

use cow_core::Atomic;
use cow_tree::map::Pick;
use cow_tree::{CowTreeMap, Summary};
use proptest::prelude::*;
use util::Narrow;

/// Concatenation, which is associative and not commutative: the sum tells the order.
#[derive(Clone, Debug, PartialEq)]
struct List(Vec<u32>);

impl Summary<u32, Narrow> for List {
    fn empty() -> Self {
        List(Vec::new())
    }

    fn of(key: &u32, value: &Narrow) -> Self {
        List(vec![key ^ value.0])
    }

    fn combine(&self, right: &Self) -> Self {
        List([&self.0[..], &right.0].concat())
    }
}

type Map = CowTreeMap<u32, Narrow, Atomic, List>;

fn check(map: &Map) {
    map.assert_invariants();
    let list: Vec<u32> = map.iter().map(|(k, v)| k ^ v.0).collect();
    assert_eq!(map.summary(), List(list.clone()));
    for count in [0, 1, list.len() / 2, list.len()] {
        let found = map.search(|sum| sum.0.len() > count);
        assert_eq!(
            found.map(|(before, k, v)| (before.0, k ^ v.0)),
            list.get(count).map(|x| (list[..count].to_vec(), *x))
        );
    }
}

proptest! {
    #[test]
    fn follow_every_write(
        steps in prop::collection::vec((0..9_u8, 0..100_u32, any::<u8>()), 0..60),
        start in 0..150_u32,
    ) {
        let mut map: Map = (0..start).map(|i| (i * 3 % 211, i.into())).collect();
        let mut other: Map = (0..40).map(|i| (i * 5, (i + 1).into())).collect();
        check(&map);
        for (step, key, byte) in steps {
            let kept = byte.is_multiple_of(2).then(|| map.clone());
            match step {
                0 | 1 => drop(map.insert(key, u32::from(byte).into())),
                2 | 3 => drop(map.remove(&key)),
                4 => {
                    map.pop_first();
                    map.pop_last();
                }
                5 => {
                    let rest = map.split_off(&key);
                    check(&rest);
                    map = rest.union(map);
                }
                6 => map.merge_with(&other, |k, _, _| match k % 3 {
                    0 => Pick::New(7.into()),
                    1 => Pick::Remove,
                    _ => Pick::Right,
                }),
                7 => other = other.symmetric_difference(map.clone()),
                _ => map.retain(|k, v| {
                    *v = u32::from(byte).into();
                    !k.is_multiple_of(4)
                }),
            }
            check(&map);
            check(&other);
            if let Some(kept) = kept {
                check(&kept);
            }
        }
    }
}
