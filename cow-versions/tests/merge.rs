//! The laws of merges, for values of every kind; sharing; vectors as text.

mod common;

use common::Edited;
use common::kinds::Nested;
use cow_core::CowBox;
use cow_map::CowMap;
use cow_tree::CowTreeMap;
use cow_vec::{CowVec, cow_vec};
use cow_versions::merge::{Conflicting, EntryConflict, MapConflict, VecConflict};
use cow_versions::{Merge, Merged, Take, Whole, merge3};
use testkit::{Call, Fused, for_every_k};

for_every_kind! {
    a_side_without_changes_gives_way(b);
    the_same_changes_are_made_once(b);
    sides_can_be_swapped(b, c);
    conflicts_can_be_decided(b, c);
}

fn a_side_without_changes_gives_way<T: Edited + Merge>(a: &T, b: &T) {
    for merged in [merge3(a, a, b), merge3(a, b, a)] {
        assert!(merged.is_clean());
        assert_eq!(&merged.value, b);
    }
}

fn the_same_changes_are_made_once<T: Edited + Merge>(a: &T, b: &T) {
    let merged = merge3(a, b, b);
    assert!(merged.is_clean());
    assert_eq!(&merged.value, b);
}

fn sides_can_be_swapped<T: Edited + Merge>(a: &T, b: &T, c: &T)
where
    T::Conflict: PartialEq + Clone + std::fmt::Debug,
{
    let (one, other) = (merge3(a, b, c), merge3(a, c, b));
    let paths = |merged: &Merged<T>| {
        let mut paths: Vec<_> = merged.conflicts.iter().map(|it| it.path().to_string()).collect();
        paths.sort();
        paths
    };
    assert_eq!(one.conflicts.len(), other.conflicts.len());
    if one.is_clean() {
        assert_eq!(one.value, other.value);
        assert_eq!(paths(&one), paths(&other));
    }
    // Whoever wins, wins from either side.
    assert_eq!(one.clone().theirs(), other.clone().ours());
    assert_eq!(one.clone().ours(), other.clone().theirs());
    assert_eq!(one.resolve(|_| Take::Base), other.resolve(|_| Take::Base));
}

fn conflicts_can_be_decided<T: Edited + Merge>(a: &T, b: &T, c: &T) {
    // Where one side is taken at all conflicts, the result is that side's, as far as both conflict.
    let ours = merge3(a, b, c).resolve(|_| Take::Ours);
    assert_eq!(ours, merge3(a, b, c).ours());
    // Merged again with a side that it contains, it stays what it is.
    assert_eq!(merge3(b, b, &ours).value, ours);
    assert_eq!(merge3(a, b, c).into_clean().is_ok(), merge3(a, b, c).is_clean());
}

#[test]
fn conflicts_are_swapped_with_the_sides() {
    let base = CowTreeMap::from([(1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')]);
    let ours = CowTreeMap::from([(1, 'x'), (3, 'z'), (4, 'y'), (5, 'm')]);
    let theirs = CowTreeMap::from([(1, 'y'), (2, 'w'), (4, 'y'), (5, 'n')]);
    let (one, other) = (merge3(&base, &ours, &theirs), merge3(&base, &theirs, &ours));
    let swapped: Vec<_> = other.conflicts.iter().cloned().map(Conflicting::swapped).collect();
    assert_eq!(one.conflicts, swapped);
    let keys: Vec<i32> = one.conflicts.iter().map(|conflict| conflict.key).collect();
    assert_eq!(keys, [1, 2, 3, 5]);
    assert_eq!(one.value, ours);
    assert_eq!(other.value, theirs);
}

#[test]
fn a_merge_goes_inside_of_what_both_changed() {
    let base = Nested::default().edited(&[(7, 0, 0)]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    let list = |value: &mut Nested, key: u16, change: fn(&mut CowVec<u8>)| {
        change(&mut CowBox::make_mut(value).get_mut(&key).unwrap().0);
    };
    list(&mut ours, 0, |list| list[0] = 100);
    list(&mut theirs, 0, |list| list[9] = 101);
    list(&mut ours, 14, |list| list[3] = 102);
    list(&mut theirs, 14, |list| list[3] = 103);
    CowBox::make_mut(&mut theirs).get_mut(&7).unwrap().1.insert(900, Some(4));

    let merged = merge3(&base, &ours, &theirs);
    let paths: Vec<_> = merged.conflicts.iter().map(|it| it.path().to_string()).collect();
    assert_eq!(paths, ["[14].0[3]"]);
    assert_eq!((merged.value[&0].0[0], merged.value[&0].0[9]), (100, 101));
    assert_eq!(merged.value[&7].1[&900], Some(4));
    assert_eq!(merged.value[&14].0[3], 102);
    assert_eq!(merged.theirs()[&14].0[3], 103);
}

#[test]
fn a_whole_entry_conflicts_where_it_is_gone() {
    let base = CowMap::from([("list", cow_vec![1, 2])]);
    let (ours, theirs) = (CowMap::new(), CowMap::from([("list", cow_vec![1, 2, 3])]));
    let merged = merge3(&base, &ours, &theirs);
    let [MapConflict { key: "list", conflict: EntryConflict::Whole(whole) }] =
        &merged.conflicts[..]
    else {
        panic!("{merged:?}")
    };
    assert_eq!((&whole.ours, &whole.theirs), (&None, &Some(cow_vec![1, 2, 3])));
    assert_eq!(merged.clone().theirs(), theirs);
    assert_eq!(merged.clone().resolve(|_| Take::Base), base);
    assert_eq!(merged.ours(), ours);
}

#[test]
fn items_merge_as_lines_do() {
    let text = |s: &str| s.chars().collect::<CowVec<char>>();
    let merge = |base: &str, ours: &str, theirs: &str| {
        let merged = merge3(&text(base), &text(ours), &text(theirs));
        (merged.value.iter().collect::<String>(), merged.conflicts)
    };
    let clean = |base, ours, theirs, expected: &str| {
        assert_eq!(merge(base, ours, theirs), (expected.into(), vec![]));
    };
    clean("abcde", "aXcde", "abcYe", "aXcYe");
    clean("abcde", "Xabcde", "abcdeY", "XabcdeY");
    clean("abcde", "acde", "abcd", "acd");
    clean("abcde", "abXYcde", "abXYcdeZ", "abXYcdeZ");
    clean("abcde", "", "", "");
    // Both inserted in one place, or next to what the other changed.
    let range = |base, ours, theirs, expected: &str, parts: [&str; 3]| {
        let (value, conflicts) = merge(base, ours, theirs);
        assert_eq!(value, expected);
        let [VecConflict::Range { at, base_at, conflict, .. }] = &conflicts[..] else {
            panic!("{conflicts:?}")
        };
        let found = conflict.clone().map(|part| part.iter().collect::<String>());
        assert_eq!([found.base, found.ours, found.theirs], parts);
        assert!(value[*at..].starts_with(parts[1]) && base[*base_at..].starts_with(parts[0]));
    };
    range("abc", "aXbc", "aYbc", "aXbc", ["", "X", "Y"]);
    range("abc", "aXc", "abYc", "aXc", ["b", "X", "bY"]);
    range("abcd", "aXcd", "abYd", "aXcd", ["bc", "Xc", "bY"]);
    range("abcdef", "af", "abcXef", "af", ["bcde", "", "bcXe"]);
    // Item by item, where both replaced the same ones.
    let (value, conflicts) = merge("abcd", "aXYd", "aXZd");
    assert_eq!(value, "aXYd");
    assert!(matches!(conflicts[..], [VecConflict::Inside { at: 2, .. }]));
}

#[test]
fn several_ranges_are_settled_in_their_places() {
    let text = |s: &str| s.chars().collect::<CowVec<char>>();
    let merged = merge3(&text("a-b-c-d"), &text("a11-b-c222-d"), &text("a3-b4-c-d5555").clone());
    assert_eq!(merged.conflicts.len(), 1);
    let merged = merge3(&text("a-b-c-d"), &text("a11-b-c222-d"), &text("a3-b4-c9-d"));
    assert_eq!(merged.conflicts.len(), 2);
    let all = |take: [Take; 2]| {
        let mut takes = take.into_iter();
        let value = merged.clone().resolve(|_| takes.next().unwrap());
        value.iter().collect::<String>()
    };
    assert_eq!(all([Take::Ours, Take::Ours]), "a11-b4-c222-d");
    assert_eq!(all([Take::Theirs, Take::Ours]), "a3-b4-c222-d");
    assert_eq!(all([Take::Ours, Take::Theirs]), "a11-b4-c9-d");
    assert_eq!(all([Take::Theirs, Take::Theirs]), "a3-b4-c9-d");
    assert_eq!(all([Take::Base, Take::Base]), "a-b4-c-d");
}

/// Instead of a side, values of the caller's own: longer and shorter ones.
#[test]
fn ranges_are_settled_by_other_items() {
    let text = |s: &str| s.chars().collect::<CowVec<char>>();
    let merged = merge3(&text("a-b-c-d"), &text("a11-b-c222-d"), &text("a3-b4-c9-d"));
    let settled = |mine: [&str; 2], take: Take| {
        let mut mine = mine.into_iter();
        let value = merged.clone().resolve(|conflict| {
            let VecConflict::Range { conflict, .. } = conflict else { panic!("{conflict:?}") };
            let items = text(mine.next().unwrap());
            match take {
                Take::Base => conflict.base = items,
                Take::Ours => conflict.ours = items,
                Take::Theirs => conflict.theirs = items,
            }
            take
        });
        value.iter().collect::<String>()
    };
    for take in [Take::Base, Take::Ours, Take::Theirs] {
        assert_eq!(settled(["both sides", ""], take), "aboth sides-b4-c-d");
        assert_eq!(settled(["", "1"], take), "a-b4-c1-d");
    }
    // A conflict of another vector finds less, and does not panic.
    let mut other = text("a");
    merged.conflicts.into_iter().for_each(|conflict| other.settle(conflict, Take::Theirs));
    assert_eq!(other.iter().collect::<String>(), "a39");
}

fn nodes_of_map(map: &CowMap<u64, u64>) -> Vec<usize> {
    testkit::addresses!(map)
}

fn nodes_of_vec(vec: &CowVec<u64>) -> Vec<usize> {
    testkit::addresses!(vec)
}

#[test]
fn what_a_side_left_alone_is_the_other_sides() {
    let base: CowMap<u64, u64> = (0..100_000).map(|i| (i, i)).collect();
    let mut ours = base.clone();
    ours.insert(1, 0);
    let mut theirs = base.clone();
    theirs.extend((0..50_000).map(|i| (2 * i, 0)));
    // The very nodes of a side, if the other has not changed.
    assert!(merge3(&base, &base, &ours).value.ptr_eq(&ours));
    assert!(merge3(&base, &ours, &base).value.ptr_eq(&ours));
    // One change, made to the side that has many.
    for merged in [merge3(&base, &ours, &theirs), merge3(&base, &theirs, &ours)] {
        assert!(merged.is_clean());
        testkit::assert_fresh_at_most(
            6,
            "merge",
            nodes_of_map(&theirs),
            nodes_of_map(&merged.value),
        );
    }

    let base: CowTreeMap<u64, u64> = (0..100_000).map(|i| (i, i)).collect();
    let mut ours = base.clone();
    ours.insert(1, 0);
    assert!(merge3(&base, &base, &ours).value.ptr_eq(&ours));
    assert!(merge3(&base, &ours, &base).value.ptr_eq(&ours));

    let base: CowVec<u64> = (0..100_000).collect();
    let mut ours = base.clone();
    ours[1] = 0;
    let mut theirs = base.clone();
    (100..49_000).for_each(|i| theirs[2 * i] = 0);
    assert!(merge3(&base, &base, &ours).value.ptr_eq(&ours));
    assert!(merge3(&base, &ours, &base).value.ptr_eq(&ours));
    for merged in [merge3(&base, &ours, &theirs), merge3(&base, &theirs, &ours)] {
        assert!(merged.is_clean());
        testkit::assert_fresh_at_most(
            6,
            "merge",
            nodes_of_vec(&theirs),
            nodes_of_vec(&merged.value),
        );
    }

    let (base, ours) = (CowBox::new(base), CowBox::new(ours));
    assert!(CowBox::ptr_eq(&merge3(&base, &base, &ours).value, &ours));
}

#[test]
fn panics_leave_all_versions_whole() {
    for call in [Call::Clone, Call::Eq, Call::Ord] {
        let panics = for_every_k(call, |fuse| {
            let element = |i: u32| Fused::new(fuse, i);
            let value = |i: u32| Whole(element(i));
            let base: CowTreeMap<_, _> = (0..20).map(|i| (element(i), value(0))).collect();
            let (mut ours, mut theirs) = (base.clone(), base.clone());
            ours.insert(element(3), value(1));
            ours.remove(&element(4));
            theirs.insert(element(4), value(1));
            theirs.insert(element(90), value(1));
            let _ = fuse.run(|| merge3(&base, &ours, &theirs).resolve(|_| Take::Theirs));
            assert_eq!((base.len(), ours.len(), theirs.len()), (20, 19, 21));
            let keys = theirs.keys().map(|key| **key);
            assert!(keys.eq((0..20).chain([90])));
        });
        assert!(panics > 0);
    }
}
