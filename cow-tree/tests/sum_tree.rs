//! Vectors with a summary: after every kind of write they are as std's, and each summary is that of its items.
#![cfg(not(cow_loom))]

use cow_core::{Atomic, Local, RefCount, Tiny};
use cow_tree::sum_tree::{GenericSumTree, SumTree, Summary};
use proptest::prelude::*;
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use testkit::promises::{Collection, Element};
use testkit::{Call, assert_fresh_at_most, assert_same_nodes};

/// Concatenation, which is associative and not commutative: the sum tells the order.
#[derive(Clone, Debug, PartialEq)]
struct List(Vec<u32>);

impl Summary<u32> for List {
    fn empty() -> Self {
        List(Vec::new())
    }

    fn of(items: &[u32]) -> Self {
        List(items.to_vec())
    }

    fn combine(&self, right: &Self) -> Self {
        List([&self.0[..], &right.0].concat())
    }
}

fn check<C: RefCount>(tree: &GenericSumTree<u32, List, C>, model: &[u32]) {
    tree.assert_invariants();
    assert!(tree.iter().eq(model) && tree.iter().rev().eq(model.iter().rev()));
    assert_eq!(
        (tree.len(), tree.iter().len(), tree.is_empty()),
        (model.len(), model.len(), model.is_empty())
    );
    assert_eq!(tree.summary(), List(model.to_vec()));
    let len = model.len();
    for start in [0, len / 3, len] {
        let end = start + (len - start) / 2;
        assert_eq!(tree.summary_of(start..end), List(model[start..end].to_vec()));
        assert!(tree.range(start..end).eq(&model[start..end]));
        for count in [0, (end - start) / 2, end - start] {
            let found = tree.search_of(start..end, |list| list.0.len() > count);
            let wanted = model[start..end]
                .get(count)
                .map(|item| (model[start..start + count].to_vec(), start + count, item));
            assert_eq!(found.map(|found| (found.before.0, found.index, found.item)), wanted);
        }
    }
    assert_eq!((tree.get(len), tree.get(len / 2)), (None, model.get(len / 2)));
}

fn follow<C: RefCount>(start: u32, steps: &[(u8, usize, u32)]) {
    let mut model: Vec<u32> = (0..start).collect();
    let mut tree: GenericSumTree<u32, List, C> = model.iter().copied().collect();
    let mut versions = vec![(tree.clone(), model.clone())];
    for (step, at, item) in steps {
        let (len, item) = (model.len(), *item);
        let (at, index) = (at % (len + 1), at % len.max(1));
        match step % 10 {
            0..3 => {
                tree.insert(at, item);
                model.insert(at, item);
            }
            3 | 4 if len > 0 => assert_eq!(tree.remove(index), model.remove(index)),
            5 => {
                let old = tree.modify(index, |it| std::mem::replace(it, item));
                assert_eq!(old, model.get_mut(index).map(|it| std::mem::replace(it, item)));
            }
            6 => {
                let mut rest = tree.split_off(at);
                let mut other = model.split_off(at);
                check(&rest, &other);
                rest.append(&mut tree);
                other.append(&mut model);
                assert!(tree.is_empty());
                (tree, model) = (rest, other);
            }
            7 => {
                let range = at / 2..at;
                check(&tree.slice(range.clone()), &model[range]);
            }
            8 => {
                tree.extend(0..item % 30);
                model.extend(0..item % 30);
            }
            _ => {
                assert_eq!(tree.pop(), model.pop());
                tree.push(item);
                model.push(item);
            }
        }
        check(&tree, &model);
        versions.push((tree.clone(), model.clone()));
    }
    versions.iter().for_each(|(tree, model)| check(tree, model));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::full_or(256, 32)))]

    #[test]
    fn agree_with_a_vec(
        start in 0..90_u32,
        steps in prop::collection::vec((any::<u8>(), any::<usize>(), any::<u32>()), 0..30),
    ) {
        follow::<Tiny>(start, &steps);
        follow::<Local>(start * 20, &steps);
    }
}

#[test]
fn writes_copy_their_path() {
    let tree: SumTree<u32, List> = (0..20_000).collect();
    let nodes = |tree: &SumTree<u32, List>| testkit::addresses!(tree);
    for at in (0..20_000).step_by(1_999) {
        let mut copy = tree.clone();
        assert!(copy.ptr_eq(&tree));
        copy.insert(at, 7);
        // The full leaf is cut, and the full branches above it.
        assert_fresh_at_most(6, "an insertion", nodes(&tree), nodes(&copy));
        let before = nodes(&copy);
        copy.modify(at, |item| *item += 1);
        copy.modify(usize::MAX, |item| *item += 1);
        assert_same_nodes("a write that is not shared", before, nodes(&copy));
        let part = tree.slice(at / 2..at);
        assert_fresh_at_most(12, "a part", nodes(&tree), nodes(&part));
    }
    assert!(tree.iter().copied().eq(0..20_000));
}

/// An item that counts how often it is compared.
#[derive(Clone, Debug)]
struct Compared(u32);

thread_local! {
    static COMPARISONS: Cell<usize> = const { Cell::new(0) };
}

impl PartialEq for Compared {
    fn eq(&self, other: &Self) -> bool {
        COMPARISONS.set(COMPARISONS.get() + 1);
        self.0 == other.0
    }
}

impl Eq for Compared {}

impl PartialOrd for Compared {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Compared {
    fn cmp(&self, other: &Self) -> Ordering {
        COMPARISONS.set(COMPARISONS.get() + 1);
        self.0.cmp(&other.0)
    }
}

#[test]
fn comparisons_skip_what_is_shared() {
    let old: SumTree<Compared, Count> = (0..20_000).map(Compared).collect();
    let mut new = old.clone();
    let compared = |what: &dyn Fn()| {
        COMPARISONS.set(0);
        what();
        COMPARISONS.get()
    };
    assert_eq!(compared(&|| assert!(new == old)), 0);
    // Copies of two paths, with the same items.
    new.modify(7_000, |_| ());
    new.modify(15_000, |_| ());
    let leaves = 2 * 256;
    assert!((1..=leaves).contains(&compared(&|| assert!(new == old))));
    assert!((1..=leaves).contains(&compared(&|| assert_eq!(new.cmp(&old), Ordering::Equal))));
    new.modify(15_000, |item| item.0 += 1);
    assert!((1..=leaves).contains(&compared(&|| assert_eq!(new.cmp(&old), Ordering::Greater))));
    assert!(new != old && old < new);
    new.push(Compared(0));
    new.replace(15_000, Compared(15_000));
    assert!(new != old && new > old);
}

#[test]
fn what_is_not_equal_to_itself_stays_so() {
    let tree: SumTree<f64, Count> = [1.0, f64::NAN].into_iter().collect();
    assert!(tree != tree.clone() && tree.partial_cmp(&tree.clone()).is_none());
}

#[test]
fn what_is_out_of_bounds_panics() {
    let tree: SumTree<u32, List> = (0..3).collect();
    let panics = |act: &dyn Fn(&mut SumTree<u32, List>)| {
        let mut copy = tree.clone();
        let outcome = catch_unwind(AssertUnwindSafe(|| act(&mut copy)));
        check(&copy, &[0, 1, 2]);
        outcome.is_err()
    };
    assert!(panics(&|tree| tree.insert(4, 0)));
    assert!(panics(&|tree| _ = tree.remove(3)));
    assert!(panics(&|tree| _ = tree.replace(3, 0)));
    assert!(panics(&|tree| drop(tree.split_off(4))));
    assert!(panics(&|tree| drop(tree.slice(2..4))));
    assert!(panics(&|tree| drop(tree.summary_of(..=usize::MAX))));
    assert!(panics(&|tree| assert_eq!(tree[3], 0)));
    assert!(!panics(&|tree| assert_eq!((tree[2], tree.range(3..).len()), (2, 0))));
}

#[test]
fn panics_tell_the_line_of_the_caller() {
    thread_local! {
        static FILE: RefCell<String> = const { RefCell::new(String::new()) };
    }
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let file = panic.location().map_or(String::new(), |place| place.file().to_owned());
        FILE.set(file);
        hook(panic);
    }));
    let tree: SumTree<u32, List> = (0..3).collect();
    let acts: [fn(&mut SumTree<u32, List>); 8] = [
        |tree| _ = tree[3],
        |tree| _ = tree.replace(3, 0),
        |tree| _ = tree.remove(3),
        |tree| tree.insert(4, 0),
        |tree| drop(tree.split_off(4)),
        |tree| drop(tree.slice(2..4)),
        |tree| _ = tree.range(2..4),
        |tree| drop(tree.summary_of(2..4)),
    ];
    for (at, act) in acts.into_iter().enumerate() {
        assert!(catch_unwind(|| act(&mut tree.clone())).is_err());
        assert_eq!(FILE.take(), file!(), "{at}");
    }
}

/// How many there are.
#[derive(Clone, Debug, PartialEq)]
struct Count(usize);

impl<T> Summary<T> for Count {
    fn empty() -> Self {
        Count(0)
    }

    fn of(items: &[T]) -> Self {
        Count(items.len())
    }

    fn combine(&self, right: &Self) -> Self {
        Count(self.0 + right.0)
    }
}

/// Appended to itself again and again, a tree takes no memory; but its length has a limit.
#[test]
fn a_tree_is_not_too_long() {
    type Bytes = SumTree<u8, Count>;
    const MAX: usize = isize::MAX as usize;
    let panics = |tree: &mut Bytes, act: &dyn Fn(&mut Bytes)| {
        let len = tree.len();
        let panic = catch_unwind(AssertUnwindSafe(|| act(tree))).unwrap_err();
        assert_eq!(panic.downcast_ref(), Some(&"capacity overflow"));
        assert_eq!((tree.len(), tree.summary()), (len, Count(len)));
    };
    let mut tree: Bytes = (0..1024).map(|number| number as u8).collect();
    let mut once = tree.clone();
    while tree.len() < MAX {
        // Wide branches, so that the tree gets not too high before.
        (0..11).for_each(|_| {
            let rest = MAX - tree.len();
            tree.append(&mut if rest < once.len() { once.slice(..rest) } else { once.clone() });
        });
        once = tree.clone();
    }
    assert_eq!((tree.len(), tree.summary()), (MAX, Count(MAX)));
    assert_eq!((tree.get(MAX - 1), tree.get(MAX)), (Some(&0xfe), None));
    panics(&mut tree, &|tree| tree.append(&mut [1].into_iter().collect()));
    panics(&mut tree, &|tree| tree.append(&mut tree.clone()));
    panics(&mut tree, &|tree| tree.extend([1]));
    panics(&mut tree, &|tree| tree.insert(7, 1));
    let mut other: Bytes = [1].into_iter().collect();
    panics(&mut other, &|other| other.append(&mut tree.clone()));
    panics(&mut tree, &|tree| {
        let mut other = other.clone();
        let outcome = catch_unwind(AssertUnwindSafe(|| tree.append(&mut other)));
        assert_eq!(other.len(), 1);
        outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    });
    assert_eq!(tree.pop(), Some(0xfe));
    tree.push(7);
    assert_eq!((tree.len(), tree[MAX - 1]), (MAX, 7));
}

/// Doubled, a tree has narrow branches, and may be too high before it is too long.
#[test]
fn a_tree_is_not_too_high() {
    let mut tree: SumTree<[u8; 1024], Count> = [[0; 1024]].into_iter().collect();
    let panic = loop {
        let (len, mut other) = (tree.len(), tree.clone());
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| tree.append(&mut other))) {
            assert_eq!((tree.len(), other.len(), tree.summary()), (len, len, Count(len)));
            break panic;
        }
    };
    assert_eq!(panic.downcast_ref(), Some(&"capacity overflow"));
    assert!(tree.len() >= 1 << 37);
}

/// Vectors that count their items, whose owners are counted by `C`.
struct Trees<C>(PhantomData<C>);

impl<C: RefCount> Collection for Trees<C> {
    type Item<T: Element> = T;
    type Of<T: Element> = GenericSumTree<T, Count, C>;
    type Std = Vec<u32>;

    const CALLS: &[Call] = &[];
    const AT_ONCE: u64 = 512;
    const PATH: usize = 30;

    fn item<T: Element>(number: u32, mut make: impl FnMut(u32) -> T) -> T {
        make(number)
    }

    fn add<T: Element>(of: &mut Self::Of<T>, item: T) {
        of.insert(of.len() / 2, item);
    }

    fn numbers<T: Element>(of: &Self::Of<T>) -> Vec<u32> {
        assert_eq!(of.summary(), Count(of.len()));
        of.iter().map(Element::number).collect()
    }

    fn items(of: &Self::Of<u32>) -> Vec<u32> {
        of.iter().copied().collect()
    }

    testkit::methods_of_all!();
}

testkit::promises! { mod atomic: Trees<Atomic> => versions, dismantling, panics, order }
testkit::promises! { mod local: Trees<Local> => versions, dismantling, order }
testkit::promises! { mod tiny: Trees<Tiny> => versions, dismantling, panics, order }
testkit::promises! { #[cfg(feature = "serde")] mod as_json: Trees<Atomic> => serde, lengths }
