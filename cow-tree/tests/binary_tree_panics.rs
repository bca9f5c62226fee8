//! `BinaryTree` when user code panics, at each of its calls: versions stay whole, nothing leaks or is
//! dropped twice.

use cow_tree::BinaryTree;
use cow_tree::binary_tree::Side::{Left, Right};
use std::hash::{DefaultHasher, Hash};
use testkit::{Call, Counted, Fuse, Fused, Ledger, for_every_k, on_small_stack};

type Value = Fused<Counted<u32>>;

const N: u32 = 15;

/// Four levels, in part to one side only.
fn tree(fuse: &Fuse, ledger: &Ledger) -> BinaryTree<Value> {
    let values = (0..N).map(|n| Some(Fused::new(fuse, ledger.counted(n))));
    let items = values.flat_map(|value| {
        if value.as_ref().is_some_and(|v| ***v % 4 == 3) { vec![None, value] } else { vec![value] }
    });
    BinaryTree::from_level_order(items).unwrap()
}

fn contents(tree: &BinaryTree<Value>) -> BinaryTree<u32> {
    tree.map(|value| ***value)
}

#[test]
fn clone_panics_in_a_write() {
    let writes: [fn(&mut BinaryTree<Value>, Value); 6] = [
        |tree, value| *tree.make_mut(&[Left, Right]).unwrap() = value,
        |tree, value| drop(tree.set(&[Left, Right], value)),
        |tree, value| *tree.subtree_mut(&[Left, Right]).unwrap() = BinaryTree::leaf(value),
        |tree, value| drop(tree.replace(&[Left, Right], BinaryTree::leaf(value))),
        |tree, _| drop(tree.take(&[Left, Right])),
        |tree, value| *tree.parts_mut().unwrap().0 = value,
    ];
    for write in writes {
        let panics = for_every_k(Call::Clone, |fuse| {
            let ledger = Ledger::new();
            let a = tree(fuse, &ledger);
            let mut b = a.clone();
            let whole = contents(&a);
            let value = Fused::new(fuse, ledger.counted(99));
            let blown = fuse.run(|| write(&mut b, value)).is_err();
            assert_eq!(contents(&a), whole);
            assert_eq!(contents(&b) == whole, blown);
            drop(a);
            assert_eq!(contents(&b) == whole, blown);
            drop(b);
            ledger.assert_balanced();
        });
        assert!((1..=3).contains(&panics));
    }
}

#[test]
fn clone_panics_in_into_iter_and_into_parts() {
    let panics = for_every_k(Call::Clone, |fuse| {
        let ledger = Ledger::new();
        let a = tree(fuse, &ledger);
        let b = a.clone();
        let whole = contents(&a);
        let mut values = b.into_iter();
        let mut got = 0;
        let blown = fuse.run(|| values.by_ref().for_each(|_| got += 1)).is_err();
        assert_eq!(blown, got < N);
        // The iterator is still an iterator.
        drop(values.next());
        drop(values);
        assert_eq!(contents(&a), whole);
        drop(a);
        ledger.assert_balanced();
    });
    assert_eq!(panics, u64::from(N));

    let panics = for_every_k(Call::Clone, |fuse| {
        let ledger = Ledger::new();
        let a = tree(fuse, &ledger);
        let b = a.clone();
        drop(fuse.run(|| b.into_parts()));
        assert_eq!(a.len(), N as usize);
        drop(a);
        ledger.assert_balanced();
    });
    assert_eq!(panics, 1);
}

#[test]
fn drop_panics() {
    let drops: [fn(BinaryTree<Value>, Value); 7] = [
        |tree, _| drop(tree),
        |mut tree, value| drop(tree.set(&[Left], value)),
        |mut tree, value| *tree.make_mut(&[Left, Right]).unwrap() = value,
        |mut tree, _| drop(tree.take(&[Left])),
        |mut tree, value| drop(tree.replace(&[Right], BinaryTree::leaf(value))),
        |tree, _| drop(tree.into_iter().nth(4)),
        |tree, _| drop(tree.into_parts()),
    ];
    for (index, drops) in drops.into_iter().enumerate() {
        for shared in [false, true] {
            let panics = for_every_k(Call::Drop, |fuse| {
                let ledger = Ledger::new();
                let a = tree(fuse, &ledger);
                let kept = shared.then(|| a.subtree(&[Left, Right]).unwrap().clone());
                let contents_kept = kept.as_ref().map(contents);
                let value = Fused::new(fuse, ledger.counted(99));
                _ = fuse.run(|| drops(a, value));
                let live = kept.as_ref().map_or(0, BinaryTree::len);
                ledger.assert_live(live);
                assert_eq!(kept.as_ref().map(contents), contents_kept);
                drop(kept);
                ledger.assert_balanced();
            });
            assert!(panics >= u64::from(N) - 7, "{index}, shared: {shared}, {panics}");
        }
    }
}

/// The rest of a tree is dropped without recursion after a panic, too.
#[test]
fn drop_panics_in_a_deep_tree() {
    on_small_stack(64 << 10, || {
        for k in [1, 2, 3, 50_000, 99_999, 100_000] {
            for left in [true, false] {
                let (fuse, ledger) = (Fuse::new(Call::Drop, k), Ledger::new());
                let chain = (0..100_000).fold(BinaryTree::empty(), |below, n| {
                    let value = Fused::new(&fuse, ledger.counted(n));
                    let (a, b) = if left {
                        (below, BinaryTree::empty())
                    } else {
                        (BinaryTree::empty(), below)
                    };
                    BinaryTree::new(value, a, b)
                });
                assert!(fuse.run(|| drop(chain)).is_err());
                assert_eq!(fuse.met(), 100_000);
                ledger.assert_balanced();
            }
        }
    });
}

#[test]
fn closures_panic() {
    let panics = for_every_k(Call::Closure, |fuse| {
        let ledger = Ledger::new();
        let a = tree(fuse, &ledger);
        let mapped = fuse.run(|| {
            a.map(|value| {
                fuse.hit(Call::Closure);
                ledger.counted(***value)
            })
        });
        drop(mapped);
        ledger.assert_live(N as usize);
        drop(a);
        ledger.assert_balanced();
    });
    assert_eq!(panics, u64::from(N));

    let panics = for_every_k(Call::Closure, |fuse| {
        let ledger = Ledger::new();
        let a = tree(fuse, &ledger);
        let folded = fuse.run(|| {
            a.fold(|_, left: Option<Counted<u32>>, right| {
                fuse.hit(Call::Closure);
                ledger.counted(1 + left.map_or(0, |l| *l) + right.map_or(0, |r| *r))
            })
        });
        if let Ok(count) = folded {
            assert_eq!(count.map(|count| *count), Some(N));
        }
        ledger.assert_live(N as usize);
        drop(a);
        ledger.assert_balanced();
    });
    assert_eq!(panics, u64::from(N));

    let panics = for_every_k(Call::Next, |fuse| {
        let ledger = Ledger::new();
        let items = (0..N).map(|n| Some(ledger.counted(n)));
        drop(fuse.run(|| BinaryTree::from_level_order(fuse.iter(items))));
        ledger.assert_balanced();
    });
    assert_eq!(panics, u64::from(N) + 1);
}

#[test]
fn comparisons_panic() {
    for (call, compare) in [
        (Call::Eq, (|a, b| _ = a == b) as fn(&BinaryTree<Value>, &BinaryTree<Value>)),
        (Call::Eq, |a, b| _ = a.diff(b).count()),
        (Call::Ord, |a, b| _ = a.cmp(b)),
        (Call::Ord, |a, b| _ = a.partial_cmp(b)),
        (Call::Hash, |a, _| a.hash(&mut DefaultHasher::new())),
    ] {
        let panics = for_every_k(call, |fuse| {
            let ledger = Ledger::new();
            let (a, b) = (tree(fuse, &ledger), tree(fuse, &ledger));
            _ = fuse.run(|| compare(&a, &b));
            assert_eq!((contents(&a), a.len()), (contents(&b), N as usize));
            drop((a, b));
            ledger.assert_balanced();
        });
        assert_eq!(panics, u64::from(N), "{call:?}");
    }
}

/// The orphan is returned in the error, all others are dropped.
#[test]
fn an_orphan_leaks_nothing() {
    let ledger = Ledger::new();
    let items = [Some(1), None, Some(2), None, None, Some(3), Some(4)];
    let mut items = items.into_iter().map(|item| item.map(|n| ledger.counted(n)));
    let error = BinaryTree::from_level_order(items.by_ref()).unwrap_err();
    assert_eq!((error.index, *error.value), (5, 3));
    assert_eq!(items.count(), 1);
    ledger.assert_live(1);
    drop(error);
    ledger.assert_balanced();
}
