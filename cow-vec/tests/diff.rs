//! What differs between two versions: found, complete, and in the time of what differs.
#![cfg(not(cow_loom))]

use cow_vec::diff::{Hunk, Step};
use cow_vec::{Atomic, CowVec, GenericVec, Local, RefCount, Tiny, cow_vec};
use proptest::prelude::*;
use std::cell::Cell;
use std::fmt::Debug;
use testkit::{Call, Fuse, Fused, for_every_k};

/// Checks that the diff is right, and returns how many hunks and how many items it has.
fn check<T: Clone + PartialEq + Debug, C: RefCount>(
    old: &GenericVec<T, C>,
    new: &GenericVec<T, C>,
) -> (usize, usize) {
    let (mut patched, mut hunks, mut items) = (old.to_vec(), 0, 0);
    let mut before: Option<Hunk<T, C>> = None;
    for hunk in old.diff(new) {
        assert!(hunk.removed.len() + hunk.inserted.len() > 0, "an empty hunk");
        assert_eq!(hunk.removed, old.view(hunk.at..hunk.at + hunk.removed.len()));
        assert_eq!(hunk.inserted, new.view(hunk.newer_at..hunk.newer_at + hunk.inserted.len()));
        if let Some(before) = before {
            let (old_end, new_end) =
                (before.at + before.removed.len(), before.newer_at + before.inserted.len());
            assert!(old_end < hunk.at && new_end < hunk.newer_at, "hunks that touch");
            assert_eq!(hunk.at - old_end, hunk.newer_at - new_end);
        }
        let range = hunk.newer_at..hunk.newer_at + hunk.removed.len();
        patched.splice(range, hunk.inserted.iter().cloned());
        (hunks, items) = (hunks + 1, items + hunk.removed.len() + hunk.inserted.len());
        before = Some(hunk);
    }
    assert_eq!(new, &patched);
    assert_eq!(hunks == 0, old == new);
    assert_eq!(old.diff(new).clone().count(), hunks);
    stepwise(old, new);
    (hunks, items)
}

/// Checks the same, position by position.
fn stepwise<T: Clone + PartialEq + Debug, C: RefCount>(
    old: &GenericVec<T, C>,
    new: &GenericVec<T, C>,
) {
    let mut shown = old.to_vec();
    for step in old.diff(new).steps() {
        match step {
            Step::Set { index, value } => shown[index] = value.clone(),
            Step::Insert { index, value } => {
                assert!(index < shown.len(), "the end is appended to");
                shown.insert(index, value.clone());
            }
            Step::Remove { index } => {
                assert!(index + 1 < shown.len(), "the end is truncated");
                shown.remove(index);
            }
            Step::Append { values } => {
                assert!(!values.is_empty());
                shown.extend(values.iter().cloned());
            }
            Step::Truncate { length } => {
                assert!(length < shown.len());
                shown.truncate(length);
            }
        }
    }
    assert_eq!(new, &shown);
}

/// A change of a vector.
#[derive(Clone, Debug)]
enum Edit {
    Set(usize, u8),
    Insert(usize, u8),
    Remove(usize),
    Push(u8),
    PushFront(u8),
    PopFront,
    Cut(usize, usize),
    Paste(usize, Vec<u8>),
    /// Moves nodes to another place, level or both.
    Rotate(usize),
    Repeat,
    Concat(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    use Edit::*;
    let (at, item) = (any::<usize>(), 0_u8..6);
    prop_oneof![
        4 => (at, item.clone()).prop_map(|(at, x)| Set(at, x)),
        4 => (at, item.clone()).prop_map(|(at, x)| Insert(at, x)),
        4 => at.prop_map(Remove),
        1 => item.clone().prop_map(Push),
        1 => item.clone().prop_map(PushFront),
        1 => Just(PopFront),
        2 => (at, 0_usize..200).prop_map(|(at, n)| Cut(at, n)),
        2 => (at, prop::collection::vec(item, 0..100)).prop_map(|(at, v)| Paste(at, v)),
        1 => at.prop_map(Rotate),
        1 => Just(Repeat),
        1 => at.prop_map(Concat),
    ]
}

fn make<C: RefCount>(v: &mut GenericVec<u8, C>, edit: &Edit) {
    let len = v.len();
    match *edit {
        Edit::Set(at, x) if len > 0 => v[at % len] = x,
        Edit::Insert(at, x) => v.insert(at % (len + 1), x),
        Edit::Remove(at) if len > 0 => drop(v.remove(at % len)),
        Edit::Push(x) => v.push(x),
        Edit::PushFront(x) => v.push_front(x),
        Edit::PopFront => drop(v.pop_front()),
        Edit::Cut(at, n) => {
            let at = at % (len + 1);
            v.drain(at..(at + n).min(len));
        }
        Edit::Paste(at, ref items) => {
            let at = at % (len + 1);
            v.splice(at..at, items.iter().copied());
        }
        Edit::Rotate(at) if len > 0 => v.rotate_left(at % len),
        Edit::Repeat if len < 2_000 => *v = v.repeat(2),
        Edit::Concat(at) if len < 2_000 => v.append(&mut v.slice(at % (len + 1)..)),
        _ => {}
    }
}

/// Keeps every version of a vector, and compares each with the one before and with the first.
fn versions<C: RefCount>(start: &[u8], edits: &[Edit]) {
    let mut all: Vec<GenericVec<u8, C>> = vec![start.iter().copied().collect()];
    for edit in edits {
        let mut next = all[all.len() - 1].clone();
        make(&mut next, edit);
        check(&all[all.len() - 1], &next);
        check(&next, &all[0]);
        all.push(next);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(60)))]

    #[test]
    fn a_diff_leads_from_one_version_to_the_other(
        start in prop::collection::vec(0_u8..6, 0..600),
        edits in prop::collection::vec(edit(), 1..12),
    ) {
        versions::<Atomic>(&start, &edits);
        versions::<Tiny>(&start, &edits);
    }

    #[test]
    fn vectors_that_share_nothing_have_a_diff(
        a in prop::collection::vec(0_u8..4, 0..400),
        b in prop::collection::vec(0_u8..4, 0..400),
    ) {
        check::<_, Local>(&a.iter().copied().collect(), &b.iter().copied().collect());
        check::<_, Tiny>(&a.iter().copied().collect(), &b.iter().copied().collect());
    }
}

#[derive(Clone, Debug)]
struct Costly<'a>(u64, &'a Cell<usize>);

impl PartialEq for Costly<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.1.set(self.1.get() + 1);
        self.0 == other.0
    }
}

impl Eq for Costly<'_> {}

#[test]
fn what_is_shared_is_not_compared() {
    const N: usize = 200_000;
    let calls = Cell::new(0);
    let costly = |i: usize| Costly(i as u64, &calls);
    let old: CowVec<Costly> = (0..N).map(costly).collect();
    let expect = |new: &CowVec<Costly>, hunks: usize, items: usize, most: usize| {
        calls.set(0);
        let found: Vec<_> = old.diff(new).collect();
        assert!(calls.get() <= most, "{} comparisons, {most} may be", calls.get());
        assert_eq!(found.len(), hunks);
        let sizes = found.iter().map(|hunk| hunk.removed.len() + hunk.inserted.len());
        assert_eq!(sizes.sum::<usize>(), items);
    };
    expect(&old.clone(), 0, 0, 0);

    // Leaves of 64 items at most. Everything after an insertion has another index.
    let mut new = old.clone();
    new.insert(10, costly(N));
    expect(&new, 1, 1, 2 * 64);
    new.insert(N / 2, costly(N));
    new.remove(N / 3);
    new[N / 4] = costly(N);
    expect(&new, 4, 5, 8 * 64);

    // Cut and put together again: nodes move to other levels.
    let mut new = old.clone();
    let mut end = new.split_off(N / 3);
    new.push(costly(N));
    new.append(&mut end);
    expect(&new, 1, 1, 40 * 64);

    let mut new = old.clone();
    new.drain(1_000..N - 1_000);
    expect(&new, 1, N - 2_000, 40 * 64);

    let mut new = old.clone();
    new.push_front(costly(N));
    new.push(costly(N));
    expect(&new, 2, 2, 4 * 64);
}

#[test]
fn a_leaf_is_found_again_as_front_and_tail() {
    let old: CowVec<u64> = (0..10_000).collect();
    for cut in [0, 1, 127, 128, 129, 4_000] {
        let new = old.slice(cut..10_000 - cut);
        let (hunks, items) = check(&old, &new);
        assert_eq!((hunks, items), (2 * usize::from(cut > 0), 2 * cut));
    }
}

#[test]
fn the_fewest_changes_are_found_in_a_leaf() {
    let text = |s: &str| s.chars().collect::<CowVec<char>>();
    assert_eq!(check(&text("abcabba"), &text("cbabac")), (4, 5));
    assert_eq!(check(&text("abcdefgh"), &text("abXdefh")), (2, 3));
    assert_eq!(check(&text(""), &text("abc")), (1, 3));
    assert_eq!(check(&text("abc"), &text("")), (1, 3));
}

#[test]
fn an_unrelated_vector_replaces_all() {
    let (old, new): (CowVec<u32>, CowVec<u32>) =
        ((0..30_000).collect(), (30_000..50_000).collect());
    assert_eq!(check(&old, &new), (1, 50_000));
}

#[test]
fn a_nan_differs_from_itself() {
    let mut old: CowVec<f64> = (0..1_000).map(f64::from).collect();
    old[700] = f64::NAN;
    let new = old.clone();
    let hunks: Vec<_> = old.diff(&new).map(|hunk| (hunk.at, hunk.newer_at)).collect();
    assert_eq!(hunks, [(700, 700)]);
    let mut new = old.clone();
    new.insert(3, 0.5);
    let hunks: Vec<_> = old.diff(&new).map(|hunk| (hunk.at, hunk.newer_at)).collect();
    assert_eq!(hunks, [(3, 3), (700, 701)]);
    // Two in a row are one hunk.
    old[701] = f64::NAN;
    assert_eq!(old.diff(&old.clone()).count(), 1);
}

#[test]
fn items_without_size_are_compared() {
    let (old, new) = (cow_vec![(); 1_000], cow_vec![(); 1_003]);
    assert_eq!(check(&old, &new), (1, 3));
    assert_eq!(check(&new, &old), (1, 3));
}

#[test]
fn a_panic_in_eq_leaves_both_whole() {
    let panics = for_every_k(Call::Eq, |fuse: &Fuse| {
        let old: GenericVec<Fused<u32>, Tiny> = (0..40).map(|i| Fused::new(fuse, i)).collect();
        let mut new = old.clone();
        new.remove(30);
        new.insert(5, Fused::new(fuse, 99));
        let _ = fuse.run(|| old.diff(&new).count());
        old.assert_invariants();
        new.assert_invariants();
        assert_eq!((old.len(), new.len()), (40, 40));
    });
    assert!(panics > 0);
}

/// Leaves that are at another place of an equal vector.
#[test]
fn vectors_that_share_leaves_elsewhere_are_equal() {
    let old: CowVec<u8> = cow_vec![0; 10_000];
    let mut new = old.clone();
    new.drain(..2_000);
    new.extend(std::iter::repeat_n(0, 2_000));
    assert_eq!(check(&old, &new), (0, 0));
    new.push(1);
    check(&old, &new);
}
