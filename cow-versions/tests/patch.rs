//! The laws of patches, for values of every kind.

mod common;
#[cfg(feature = "serde")]
#[path = "patch/sent.rs"]
mod sent;

use common::{Edited, edits};
use cow_core::CowBox;
use cow_map::CowMap;
use cow_tree::{BinaryTree, CowTreeMap, CowTreeSet};
use cow_vec::{CowVec, cow_vec};
use cow_versions::Patchable;
use cow_versions::patch::Reason;
use proptest::prelude::*;
use testkit::{Call, Fused, for_every_k};

for_every_kind! {
    a_patch_makes_the_newer_version(b);
    an_inverse_undoes(b);
    a_composition_does_both(b, c);
}

fn a_patch_makes_the_newer_version<T: Edited + Patchable>(a: &T, b: &T) {
    let patch = a.patch(b);
    assert_eq!(&patch.apply(a).unwrap(), b);
    assert_eq!(patch.is_empty(), a == b);
    assert_eq!(patch.len().min(1), usize::from(a != b));
    assert!(a.patch(a).is_empty());
}

fn an_inverse_undoes<T: Edited + Patchable>(a: &T, b: &T) {
    let inverse = a.patch(b).invert();
    assert_eq!(&inverse.apply(b).unwrap(), a);
    assert_eq!(&inverse.clone().invert().apply(a).unwrap(), b);
    assert!(a.patch(b).then(inverse).unwrap().is_empty());
}

fn a_composition_does_both<T: Edited + Patchable>(a: &T, b: &T, c: &T) {
    let (first, second) = (a.patch(b), b.patch(c));
    let both = first.clone().then(second.clone()).unwrap();
    assert_eq!(&both.apply(a).unwrap(), c);
    assert_eq!(&both.clone().invert().apply(c).unwrap(), a);
    // In any grouping.
    let back = c.patch(a);
    let grouped = first.clone().then(second.clone().then(back.clone()).unwrap()).unwrap();
    for round in [grouped, both.then(back).unwrap()] {
        assert_eq!(&round.apply(a).unwrap(), a);
    }
    // What cannot follow either is an error or fits all the same, but never panics.
    drop((second.apply(a), second.then(first)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(80)))]

    /// Trees have patches, and no merges, so they are none of the kinds above.
    #[test]
    fn the_laws_hold_for_binary_trees(start in edits(6), b in edits(8), c in edits(8)) {
        let start = BinaryTree::<u8>::default().edited(&start);
        let (b, c) = (start.edited(&b), start.edited(&c));
        a_patch_makes_the_newer_version(&start, &b);
        an_inverse_undoes(&start, &b);
        a_composition_does_both(&start, &b, &c);
    }
}

#[test]
fn a_patch_of_a_tree_that_does_not_fit_names_the_place() {
    use cow_tree::binary_tree::Side::{Left, Right};
    let old = BinaryTree::from_level_order((1..=3).map(Some)).unwrap();
    let mut new = old.clone();
    drop(new.take(&[Right]));
    new.replace(&[Left, Right], BinaryTree::leaf(9)).unwrap();
    let patch = old.patch(&new);
    assert_eq!((patch.len(), patch.apply(&old).unwrap()), (2, new));
    let fails = |change: fn(&mut BinaryTree<i32>), at: &str, reason: Reason| {
        let mut other = old.clone();
        change(&mut other);
        let misfit = patch.apply(&other).unwrap_err();
        assert_eq!((misfit.path().to_string().as_str(), misfit.reason()), (at, reason));
    };
    fails(|tree| drop(tree.take(&[Left])), r#"["LR"]"#, Reason::Missing);
    fails(|tree| tree.set(&[Right], 7).unwrap(), r#"["R"]"#, Reason::Unequal);
    // There is more below than the patch would remove.
    fails(
        |tree| drop(tree.replace(&[Right, Left], BinaryTree::leaf(1))),
        r#"["R"]"#,
        Reason::Unequal,
    );
    fails(
        |tree| drop(tree.replace(&[Left, Right], BinaryTree::leaf(1))),
        r#"["LR"]"#,
        Reason::Present,
    );
}

#[test]
fn a_misfit_names_the_place() {
    let old: CowTreeMap<&str, CowVec<u32>> =
        [("ann", cow_vec![1, 2, 3]), ("bob", cow_vec![4])].into();
    let mut new = old.clone();
    new.get_mut("ann").unwrap()[2] = 30;
    new.remove("bob");
    new.insert("cid", cow_vec![]);
    let patch = old.patch(&new);
    let fails = |change: fn(&mut CowTreeMap<&str, CowVec<u32>>), at: &str, reason: Reason| {
        let mut other = old.clone();
        change(&mut other);
        let before = other.clone();
        let misfit = patch.apply(&other).unwrap_err();
        assert_eq!((misfit.path().to_string().as_str(), misfit.reason()), (at, reason));
        assert_eq!(other, before);
    };
    fails(|map| map.get_mut("ann").unwrap()[2] = 31, r#"["ann"][2]"#, Reason::Unequal);
    fails(|map| map.get_mut("ann").unwrap().truncate(1), r#"["ann"][2]"#, Reason::Missing);
    fails(|map| drop(map.remove("ann")), r#"["ann"]"#, Reason::Missing);
    fails(|map| map.get_mut("bob").unwrap().push(5), r#"["bob"]"#, Reason::Unequal);
    fails(|map| drop(map.insert("cid", cow_vec![6])), r#"["cid"]"#, Reason::Present);

    // Elsewhere it may be another value.
    let mut other = old.clone();
    other.get_mut("ann").unwrap()[0] = 10;
    other.insert("dan", cow_vec![7]);
    let patched = patch.apply(&other).unwrap();
    assert_eq!(patched["ann"], [10, 2, 30]);
    assert_eq!(patched.len(), 3);
}

#[test]
fn a_patch_shares_with_what_it_is_applied_to() {
    let old: CowVec<u64> = (0..100_000).collect();
    let mut new = old.clone();
    new[50_000] = 0;
    new.insert(70_000, 1);
    let patched = old.patch(&new).apply(&old).unwrap();
    let nodes = |vec: &CowVec<u64>| testkit::addresses!(vec);
    testkit::assert_fresh_at_most(10, "apply", nodes(&old), nodes(&patched));

    let old: CowMap<u64, u64> = (0..100_000).map(|i| (i, i)).collect();
    let mut new = old.clone();
    new.insert(7, 0);
    let patch = old.patch(&new);
    let nodes = |map: &CowMap<u64, u64>| testkit::addresses!(map);
    testkit::assert_fresh_at_most(6, "apply", nodes(&old), nodes(&patch.apply(&old).unwrap()));

    // An empty patch changes no node.
    let boxed = CowBox::new(old.clone());
    let same = boxed.patch(&boxed.clone()).apply(&boxed).unwrap();
    assert!(CowBox::ptr_eq(&boxed, &same));
    assert!(old.patch(&old).apply(&old).unwrap().ptr_eq(&old));
}

#[test]
fn many_items_are_spliced_and_not_cloned() {
    let old: CowVec<u64> = (0..100_000).collect();
    let mut new = old.slice(..50_000);
    new.append(&mut (200_000..400_000).collect());
    new.append(&mut old.slice(60_000..));
    let patch = old.patch(&new);
    assert_eq!(patch.len(), 1);
    assert_eq!(patch.apply(&old).unwrap(), new);
}

#[test]
fn panics_leave_all_versions_whole() {
    for call in [Call::Clone, Call::Eq, Call::Ord] {
        let panics = for_every_k(call, |fuse| {
            let element = |i: u32| Fused::new(fuse, i);
            let old: CowTreeSet<Fused<u32>> = (0..20).map(element).collect();
            let mut new = old.clone();
            new.insert(element(90));
            new.remove(&element(3));
            let _ = fuse.run(|| {
                let patch = old.patch(&new);
                drop(patch.apply(&old));
                drop(patch.clone().then(patch.invert()));
            });
            assert_eq!((old.len(), new.len()), (20, 20));

            let old: CowVec<Fused<u32>> = (0..20).map(element).collect();
            let mut new = old.clone();
            new.remove(3);
            new.insert(9, element(9));
            let _ = fuse.run(|| {
                let patch = old.patch(&new);
                drop(patch.apply(&old));
                drop(patch.clone().then(patch.invert()));
            });
            old.assert_invariants();
            assert!(old.iter().map(|item| **item).eq(0..20));
        });
        assert!(panics > 0);
    }
}
