//! Vectors that have become small are one leaf again, and compared as one.
#![cfg(not(cow_loom))]

use cow_vec::{CowVec, GenericVec, RefCount, Tiny};
use testkit::{Call, Counted, Fused, Ledger, for_every_k};

fn nodes<T, C: RefCount>(vec: &GenericVec<T, C>) -> usize {
    testkit::nodes!(vec).len()
}

/// A vector with a front, a tree and a tail.
fn big() -> CowVec<u64> {
    let mut v: CowVec<u64> = (1..1001).collect();
    v.push_front(0);
    assert!(nodes(&v) > 9);
    v
}

type Edit = (fn(&mut CowVec<u64>), fn(&mut Vec<u64>));

#[test]
fn few_items_left_are_one_leaf() {
    let edits: [Edit; 4] = [
        (|v| _ = v.remove(v.len() / 2), |v| _ = v.remove(v.len() / 2)),
        (|v| _ = v.swap_remove(v.len() / 3), |v| _ = v.swap_remove(v.len() / 3)),
        (|v| _ = v.remove(1), |v| _ = v.remove(1)),
        (|v| _ = v.remove(v.len() - 2), |v| _ = v.remove(v.len() - 2)),
    ];
    for (edit, edit_vec) in edits {
        let mut v = big();
        let mut expected = v.to_vec();
        while v.len() > 1 {
            let before = v.clone();
            edit(&mut v);
            v.assert_invariants();
            assert_eq!(before, expected);
            edit_vec(&mut expected);
            assert_eq!(v, expected);
            if v.len() < 112 {
                assert_eq!((nodes(&v), v.as_single_leaf()), (1, Some(&expected[..])));
            }
        }
    }
}

#[test]
fn pieces_of_a_tree_are_one_leaf_once_they_are_edited() {
    let edits: [Edit; 4] = [
        (|v| v.insert(3, 7), |v| v.insert(3, 7)),
        (|v| v.insert(0, 7), |v| v.insert(0, 7)),
        (|v| _ = v.remove(0), |v| _ = v.remove(0)),
        (|v| _ = v.remove(5), |v| _ = v.remove(5)),
    ];
    let v = big();
    for (edit, edit_vec) in edits {
        // Items of two leaves, and of a front and a leaf.
        for range in [120..140, 100..200, 0..20] {
            let mut piece = v.clone().split_off(range.start);
            drop(piece.split_off(range.len()));
            assert!(nodes(&piece) > 1);
            let mut expected = v.view(range.clone()).to_vec();
            let slice = v.slice(range);
            assert_eq!((nodes(&slice), &slice), (1, &piece));
            edit(&mut piece);
            edit_vec(&mut expected);
            piece.assert_invariants();
            assert_eq!(piece, expected);
            assert_eq!(nodes(&piece), 1);
        }
    }
    let mut begin = v.clone();
    begin.truncate(60);
    assert_eq!((nodes(&begin), begin), (1, v.slice(..60)));
    assert_eq!(v, (0..1001).collect::<Vec<u64>>());
}

#[test]
fn insertions_and_removals_in_turn_do_not_gather_each_time() {
    let mut v: CowVec<u64> = (0..128).collect();
    v.insert(64, 7);
    v.remove(64);
    assert!(nodes(&v) > 1, "128 items, in more than one leaf");
    while v.len() > 111 {
        v.remove(64);
    }
    assert_eq!(nodes(&v), 1);
}

#[test]
fn no_item_is_lost_where_one_cannot_be_cloned() {
    let panics = for_every_k(Call::Clone, |fuse| {
        let ledger = Ledger::new();
        let mut v: GenericVec<Fused<Counted<u32>>, Tiny> =
            (0..5).map(|i| Fused::new(fuse, ledger.counted(i))).collect();
        v.push_front(Fused::new(fuse, ledger.counted(9)));
        // Four items in a front, a tree and a tail, all of them shared.
        drop(v.split_off(4));
        let values = |v: &GenericVec<Fused<Counted<u32>>, Tiny>| -> Vec<u32> {
            v.iter().map(|item| ***item).collect()
        };
        let (old, before) = (v.clone(), values(&v));
        assert!(nodes(&v) > 1);
        if fuse.run(|| v.remove(1)).is_err() {
            assert_eq!(values(&v), before);
        } else {
            assert_eq!((nodes(&v), values(&v)), (1, vec![9, 1, 2]));
        }
        v.assert_invariants();
        assert_eq!(values(&old), before);
        drop((v, old));
        ledger.assert_balanced();
    });
    assert!(panics > 2);
}

#[test]
fn equality_of_one_leaf_is_exact() {
    let nan: CowVec<f64> = [1.0, f64::NAN].into();
    assert!(nan != nan.clone());
    let same: CowVec<f64> = [1.0, 2.0].into();
    assert_eq!(same, same.clone());
    assert_ne!(same, same.slice(..1));
    assert_eq!(same.slice(..1).partial_cmp(&same), Some(std::cmp::Ordering::Less));
    assert_eq!(nan.partial_cmp(&nan.clone()), None);
    assert_eq!(CowVec::<f64>::new(), CowVec::<f64>::new());
}
