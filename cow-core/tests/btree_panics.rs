//! Wide trees whose keys, items and summaries panic, at every call.
#![cfg(not(cow_loom))]

use cow_core::btree::{NodeRef, Ordered, Summary, Tree, View};
use cow_core::{RefCount, Tiny};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::mem;
use testkit::{Call, Counted, Fuse, Fused, Ledger, for_every_k};

type Number = Fused<Counted<u64>>;

thread_local! {
    /// Hit by every summary.
    static FUSE: RefCell<Option<Fuse>> = const { RefCell::new(None) };
}

/// How many items there are. It panics as a closure.
#[derive(Clone)]
struct Count(usize);

fn hit() {
    let fuse = FUSE.with_borrow(Clone::clone);
    if let Some(fuse) = fuse {
        fuse.hit(Call::Closure);
    }
}

impl Summary<Number> for Count {
    fn empty() -> Self {
        hit();
        Count(0)
    }
    fn of(items: &[Number]) -> Self {
        hit();
        Count(items.len())
    }
    fn combine(&self, right: &Self) -> Self {
        hit();
        Count(self.0 + right.0)
    }
}

/// Items of a tree of some levels.
const COUNT: u64 = if cfg!(miri) { 12 } else { 20 };

type Numbers = Tree<Number, Number, Count, Tiny>;

fn value(number: &Number) -> u64 {
    ***number
}

fn sought(n: u64) -> Ordered<impl FnMut(&Number) -> Ordering> {
    Ordered::new(&n, move |other: &Number| value(other).cmp(&n))
}

fn insert(tree: &mut Numbers, number: Number) {
    let n = value(&number);
    let mut to = sought(n);
    let index = |items: &[Number]| items.partition_point(|item| value(item) < n);
    tree.insert(|branch| branch.turn(&mut to), index, number, Clone::clone);
}

fn remove(tree: &mut Numbers, n: u64) -> Option<Number> {
    let mut to = sought(n);
    let index = |items: &[Number]| items.iter().position(|item| value(item) == n);
    tree.remove(|branch| branch.turn(&mut to), index)
}

/// The numbers, after a check of the shape of the tree and of sizes.
fn content<C: RefCount>(tree: &Tree<Number, Number, Count, C>) -> Vec<u64> {
    fn go<C: RefCount>(node: NodeRef<'_, Number, Number, Count, C>) -> Vec<u64> {
        let items: Vec<u64> = match node.view() {
            View::Leaf(leaf) => leaf.slice().iter().map(value).collect(),
            View::Branch(branch) => {
                assert!(branch.len() > 1);
                let sizes = branch.sizes().iter();
                let each = sizes.enumerate().map(|(slot, size)| {
                    let items = go(branch.child(slot));
                    assert!(branch.child(slot).height() + 1 == branch.height());
                    assert!(items.len() == *size && !items.is_empty());
                    items
                });
                each.collect::<Vec<_>>().concat()
            }
        };
        assert!(items.is_sorted());
        items
    }
    tree.root().map_or(Vec::new(), go)
}

/// What a call may leave: all as it was, or all done.
fn all_or_nothing(
    call: Call,
    shared: bool,
    edit: impl Fn(&mut Numbers, u64, &dyn Fn(u64) -> Number) + Copy,
    after: impl Fn(&mut Vec<u64>, u64) + Copy,
) -> u64 {
    // Under Miri, some of them, of which one splits a leaf.
    let step = if cfg!(miri) { 9 } else { 1 };
    (0..2 * COUNT + 1)
        .step_by(step)
        .map(|target| {
            for_every_k(call, |fuse| {
                FUSE.set(Some(fuse.clone()));
                let ledger = Ledger::new();
                let make = |n| Fused::new(fuse, ledger.counted(n));
                let mut tree = Numbers::new();
                for n in 0..COUNT {
                    insert(&mut tree, make(2 * (n * 7 % COUNT)));
                }
                let old = shared.then(|| tree.clone());
                let before = content(&tree);
                let _ = fuse.run(|| edit(&mut tree, target, &make));
                let mut done = before.clone();
                after(&mut done, target);
                let now = content(&tree);
                assert!(now == before || now == done, "{now:?}");
                if let Some(old) = &old {
                    assert_eq!(content(old), before);
                }
                // It can be written to as before.
                insert(&mut tree, make(100));
                drop(remove(&mut tree, 100));
                assert_eq!(content(&tree), now);
                drop((tree, old));
                ledger.assert_balanced();
                FUSE.set(None);
            })
        })
        .sum()
}

#[test]
fn insertion_is_all_or_nothing() {
    for call in [Call::Clone, Call::Closure, Call::Drop] {
        for shared in [false, true] {
            let panics = all_or_nothing(
                call,
                shared,
                |tree, n, make| insert(tree, make(n)),
                |numbers, n| numbers.insert(numbers.partition_point(|other| *other < n), n),
            );
            assert!(panics > 0 || call == Call::Drop, "{call:?}, shared: {shared}");
        }
    }
}

#[test]
fn removal_is_all_or_nothing() {
    for call in [Call::Clone, Call::Closure, Call::Drop] {
        for shared in [false, true] {
            let panics = all_or_nothing(
                call,
                shared,
                |tree, n, _| drop(remove(tree, n)),
                |numbers, n| numbers.retain(|other| *other != n),
            );
            assert!(panics > 0 || call == Call::Clone && !shared, "{call:?}, shared: {shared}");
        }
    }
}

/// A cut or a join that panics drops all, and each once; other versions stay.
#[test]
fn cuts_and_joins_lose_nothing_of_others() {
    let mut panics = 0;
    for target in if cfg!(miri) { 10..11 } else { 0..2 * COUNT + 1 } {
        panics += for_every_k(Call::Clone, |fuse| {
            FUSE.set(Some(fuse.clone()));
            let ledger = Ledger::new();
            let make = |n| Fused::new(fuse, ledger.counted(n));
            let mut tree = Numbers::new();
            for n in 0..COUNT {
                insert(&mut tree, make(2 * (n * 7 % COUNT)));
            }
            let old = tree.clone();
            let key = make(target);
            let outcome = fuse.run(|| {
                let position = target.div_ceil(2).min(COUNT) as usize;
                let (mut left, right) = mem::take(&mut tree).split_at(position);
                left.append(key, right);
                tree = left;
            });
            assert_eq!(content(&old).len(), COUNT as usize);
            if outcome.is_ok() {
                assert_eq!(content(&tree), content(&old));
            } else {
                assert!(tree.is_empty());
            }
            drop((tree, old));
            ledger.assert_balanced();
            FUSE.set(None);
        });
    }
    assert!(panics > 0);
}

/// All items are dropped, and their memory freed, though one of them panics.
#[test]
fn a_drop_that_panics_leaks_nothing() {
    let panics = for_every_k(Call::Drop, |fuse| {
        let ledger = Ledger::new();
        let make = |n| Fused::new(fuse, ledger.counted(n));
        let mut tree = Numbers::new();
        for n in 0..3 * COUNT {
            insert(&mut tree, make(n));
        }
        let _ = fuse.run(|| drop(tree));
        ledger.assert_balanced();
    });
    assert!(panics > 3 * COUNT);
}
