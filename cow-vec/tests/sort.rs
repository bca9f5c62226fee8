//! Sorting: the same order as std's, and nothing lost when user code panics.
#![cfg(not(cow_loom))]

use cow_vec::{Atomic, CowVec, GenericVec, Local, RefCount, Tiny};
use proptest::prelude::*;
use std::cmp::Reverse;
use testkit::{Call, Counted, Fuse, Fused, Ledger, for_every_k};

type Item = Fused<Counted<u32>>;

fn mixed(n: u32) -> impl Iterator<Item = u32> {
    (0..n).map(move |i| i * 37 % 101)
}

fn sorts_as_vec<C: RefCount>(items: &[(u8, u32)]) {
    type Sort<C> = (fn(&mut GenericVec<(u8, u32), C>), fn(&mut Vec<(u8, u32)>));
    // Keys repeat, so that an order that is not stable shows.
    let sorts: [Sort<C>; 9] = [
        (|v| v.sort(), |w| w.sort()),
        (|v| v.sort_by(|a, b| b.0.cmp(&a.0)), |w| w.sort_by_key(|x| Reverse(x.0))),
        (|v| v.sort_by_key(|x| x.0), |w| w.sort_by_key(|x| x.0)),
        (|v| v.sort_by_cached_key(|x| x.0), |w| w.sort_by_cached_key(|x| x.0)),
        (|v| v.sort_unstable(), |w| w.sort_unstable()),
        (|v| v.sort_unstable_by(|a, b| b.cmp(a)), |w| w.sort_unstable_by(|a, b| b.cmp(a))),
        (|v| v.sort_unstable_by_key(|x| *x), |w| w.sort_unstable_by_key(|x| *x)),
        (
            |v| v.view_mut(..v.len() / 2).sort(),
            |w| {
                let n = w.len();
                w[..n / 2].sort();
            },
        ),
        (
            |v| v.view_mut(1.min(v.len())..).sort_by_key(|x| x.0),
            |w| {
                let n = w.len();
                w[1.min(n)..].sort_by_key(|x| x.0);
            },
        ),
    ];
    for (i, (ours, theirs)) in sorts.iter().enumerate() {
        let mut expected = items.to_vec();
        theirs(&mut expected);
        let old: GenericVec<_, C> = items.iter().copied().collect();
        let mut vec = old.clone();
        ours(&mut vec);
        assert_eq!(vec, expected, "sort {i}, shared");
        assert_eq!(old, items, "sort {i} changed an old version");
        vec.assert_invariants();
        let mut vec: GenericVec<_, C> = items.iter().copied().collect();
        for item in items.iter().rev().take(7) {
            vec.push_front(*item);
            vec.insert(vec.len() / 2, *item);
        }
        let mut expected = vec.to_vec();
        ours(&mut vec);
        theirs(&mut expected);
        assert_eq!(vec, expected, "sort {i}, relaxed");
        vec.assert_invariants();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(64)))]

    #[test]
    fn sorted_as_by_std(items in prop::collection::vec((0_u8..9, any::<u32>()), 0..300)) {
        sorts_as_vec::<Tiny>(&items);
        sorts_as_vec::<Atomic>(&items);
        sorts_as_vec::<Local>(&items);
    }

    #[test]
    fn the_nth_item_is_selected(
        items in prop::collection::vec(0_u32..500, 1..300),
        index in any::<prop::sample::Index>(),
    ) {
        let index = index.index(items.len());
        let mut sorted = items.clone();
        sorted.sort_unstable();
        let old: GenericVec<_, Tiny> = items.iter().copied().collect();
        for by in 0..3 {
            let mut vec = old.clone();
            let (before, item, behind) = match by {
                0 => vec.select_nth_unstable(index),
                1 => vec.select_nth_unstable_by(index, |a, b| a.cmp(b)),
                _ => vec.select_nth_unstable_by_key(index, |x| *x),
            };
            prop_assert_eq!((before.len(), *item, behind.len()),
                (index, sorted[index], items.len() - index - 1));
            prop_assert!(before.iter().all(|x| x <= item) && behind.iter().all(|x| x >= item));
            let mut all = vec.to_vec();
            all.sort_unstable();
            prop_assert_eq!(&all, &sorted);
            prop_assert_eq!(&old, &items);
        }
    }
}

#[test]
fn a_sorted_vector_is_left_alone() {
    let mut vec: CowVec<u64> = (0..10_000).collect();
    let old = vec.clone();
    vec.sort();
    vec.sort_unstable();
    vec.sort_by(|a, b| a.cmp(b));
    vec.sort_by_key(|x| *x);
    assert!(vec.ptr_eq(&old));
}

#[test]
#[should_panic = "partition_at_index index 3 greater than length of slice 3"]
fn nothing_is_selected_out_of_bounds() {
    CowVec::<u8>::from([1, 2, 3]).select_nth_unstable(3);
}

/// Sorts that panic at every call, of a vector that is shared, or not.
fn panicking<C: RefCount>(n: u32, shared: bool) {
    type Sort<C> = fn(&mut GenericVec<Item, C>);
    let sorts: [(&str, Sort<C>); 6] = [
        ("sort", |v| v.sort()),
        ("sort_by", |v| v.sort_by(|a, b| b.cmp(a))),
        ("sort_by_cached_key", |v| v.sort_by_cached_key(|x| ***x % 7)),
        ("sort_unstable", |v| v.sort_unstable()),
        ("select_nth_unstable", |v| {
            v.select_nth_unstable(v.len() / 2);
        }),
        ("view", |v| v.view_mut(1..v.len() - 1).sort()),
    ];
    for (name, sort) in sorts {
        for call in [Call::Ord, Call::Clone] {
            let panics = for_every_k(call, |fuse: &Fuse| {
                let ledger = Ledger::new();
                let mut vec: GenericVec<Item, C> =
                    mixed(n).map(|x| Fused::new(fuse, ledger.counted(x))).collect();
                let old = shared.then(|| vec.clone());
                let result = fuse.run(|| sort(&mut vec));
                let values =
                    |vec: &GenericVec<Item, C>| vec.iter().map(|x| ***x).collect::<Vec<_>>();
                let mut found = values(&vec);
                if result.is_err() && call == Call::Clone {
                    assert!(found.iter().copied().eq(mixed(n)), "{name} moved before it cloned");
                }
                // In some order, all of them.
                found.sort_unstable();
                let mut expected: Vec<u32> = mixed(n).collect();
                expected.sort_unstable();
                assert_eq!(found, expected, "{name}");
                if let Some(old) = &old {
                    assert!(values(old).into_iter().eq(mixed(n)), "{name} changed an old version");
                }
                vec.assert_invariants();
                drop((vec, old));
                assert_eq!(ledger.live(), 0, "{name} leaks");
                ledger.assert_balanced();
            });
            if n > 3 {
                let expected = call != Call::Clone || shared;
                assert_eq!(
                    panics > 0,
                    expected && (call, name) != (Call::Ord, "sort_by_cached_key")
                );
            }
        }
    }
}

#[test]
fn comparisons_that_panic_lose_nothing() {
    for shared in [false, true] {
        panicking::<Tiny>(3, shared);
        panicking::<Tiny>(30, shared);
        panicking::<Local>(40, shared);
    }
}
