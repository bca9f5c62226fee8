//! `BinaryTree`: single behaviours, each with its edge cases.

use cow_tree::BinaryTree;
use cow_tree::binary_tree::OrphanError;
use cow_tree::binary_tree::Side::{Left, Right};

fn tree(items: &[i32]) -> BinaryTree<i32> {
    // Zero is a gap.
    BinaryTree::from_level_order(items.iter().map(|&i| (i != 0).then_some(i))).unwrap()
}

#[test]
fn the_essay() {
    let a = tree(&[1, 2, 3, 4, 5, 6, 7]);
    let mut b = a.clone();
    b.set(&[Left], 9).unwrap();
    assert_eq!(a, tree(&[1, 2, 3, 4, 5, 6, 7]));
    assert_eq!(b, tree(&[1, 9, 3, 4, 5, 6, 7]));
    assert!(!a.ptr_eq(&b));
    for (path, shared) in [
        (&[Left][..], false),
        (&[Right], true),
        (&[Left, Left], true),
        (&[Left, Right], true),
        (&[Right, Left], true),
    ] {
        assert_eq!(a.subtree(path).unwrap().ptr_eq(b.subtree(path).unwrap()), shared, "{path:?}");
    }
}

#[test]
fn none_says_that_a_child_is_missing() {
    let lists: [&[i32]; 6] =
        [&[], &[1], &[1, 0, 2], &[1, 0, 2, 0, 3], &[1, 2, 3, 0, 4, 5, 0, 6], &[1, 2, 0, 3, 0, 4]];
    for list in lists {
        let items: Vec<i32> = tree(list)
            .to_level_order()
            .into_iter()
            .map(|item| item.copied().unwrap_or(0))
            .collect();
        assert_eq!(items, list);
    }
    assert_eq!(tree(&[0, 0, 0]), BinaryTree::empty());
    assert_eq!(tree(&[1, 0, 0, 0, 0, 0]), BinaryTree::leaf(1));
}

#[test]
fn a_value_without_a_parent_is_an_error() {
    let orphan = |items: &[Option<i32>]| BinaryTree::from_level_order(items.iter().copied());
    assert_eq!(orphan(&[None, Some(1)]), Err(OrphanError { index: 1, value: 1 }));
    assert_eq!(orphan(&[Some(1), None, None, Some(2)]), Err(OrphanError { index: 3, value: 2 }));
    // Gaps are not given gaps for children: this is not a heap's layout.
    let heap = [Some(1), None, Some(2), None, None, Some(3)];
    let error = orphan(&heap).unwrap_err();
    assert_eq!(error.to_string(), "the value at index 5 of the level order has no parent");
}

#[test]
fn formats() {
    assert_eq!(format!("{:?}", BinaryTree::<u8>::empty()), "[]");
    assert_eq!(format!("{:#?}", BinaryTree::<u8>::empty()), "·");
    assert_eq!(
        format!("{:?}", BinaryTree::new("a\n", BinaryTree::empty(), BinaryTree::leaf("b"))),
        r#"["a\n", None, "b"]"#
    );
    let drawing = "\
1
├─ 2
│  ├─ 4
│  │  ├─ ·
│  │  └─ 8
│  └─ 5
└─ 3
   ├─ 6
   └─ ·";
    assert_eq!(format!("{:#?}", tree(&[1, 2, 3, 4, 5, 6, 0, 0, 8])), drawing);
    let mut values = tree(&[1, 2, 3, 4, 5]).into_iter();
    values.next();
    assert_eq!(format!("{values:?}"), "[2, 5, 1, 3]");
    let shared = tree(&[1, 2, 3, 4, 5]);
    let mut values = shared.clone().into_iter();
    values.next();
    assert_eq!(format!("{values:?}"), "[2, 5, 1, 3]");
    let mut values = shared.post_order();
    values.next();
    assert_eq!(
        format!("{values:?} {:?} {:?}", shared.pre_order(), shared.level_order()),
        "[5, 2, 3, 1] [1, 2, 4, 5, 3] [1, 2, 3, 4, 5]"
    );
    assert_eq!(
        format!("{:?}", shared.diff(&BinaryTree::leaf(9))),
        "[Update { old: 1, new: 9 }, Remove(2), Remove(4), Remove(5), Remove(3)]"
    );
}

#[test]
fn clones_of_iterators_go_their_own_way() {
    let shared = tree(&[1, 2, 3, 4, 5]);
    let mut values = shared.clone().into_iter();
    assert_eq!(values.next(), Some(4));
    let rest = values.clone();
    drop(shared);
    assert!(values.eq([2, 5, 1, 3]));
    assert!(rest.eq([2, 5, 1, 3]));
    let owned = tree(&[1, 2, 3, 4, 5]);
    let mut values = owned.into_iter();
    assert_eq!(values.next(), Some(4));
    let rest = values.clone();
    assert!(values.eq([2, 5, 1, 3]));
    assert!(rest.eq([2, 5, 1, 3]));
}

/// Versions that were one until the iteration began, in which nodes become unshared half-way.
#[test]
fn iterates_while_the_other_version_goes() {
    for dropped_after in 0..7 {
        let a = tree(&[1, 2, 3, 4, 5, 6, 7]);
        let mut b = Some(a.clone());
        let mut values = a.into_iter();
        let mut got = Vec::new();
        for step in 0..7 {
            if step == dropped_after {
                assert!(b.take().unwrap().in_order().eq(&[4, 2, 5, 1, 6, 3, 7]));
            }
            got.extend(values.next());
        }
        assert_eq!(got, [4, 2, 5, 1, 6, 3, 7]);
        assert_eq!(values.next(), None);
    }
}

#[test]
fn needs_no_clone_but_to_copy() {
    #[derive(Debug, PartialEq)]
    struct Own(u8);
    let tree = BinaryTree::new(Own(1), BinaryTree::leaf(Own(2)), BinaryTree::empty());
    let other = tree.clone();
    assert_eq!(tree, other);
    assert_eq!(tree.get(&[Left]), Some(&Own(2)));
    assert_eq!(tree.map(|own| own.0).in_order().sum::<u8>(), 3);
    assert_eq!(tree.len() + tree.depth() + tree.diff(&other).count(), 4);
}

/// A value that is replaced need not be cloned.
#[test]
fn set_clones_only_the_values_above() {
    #[derive(Clone, Copy, PartialEq, Debug)]
    enum Kind {
        Branch,
        Leaf,
    }
    struct Picky(Kind);
    impl Clone for Picky {
        fn clone(&self) -> Self {
            assert_eq!(self.0, Kind::Branch, "cloned for nothing");
            Picky(self.0)
        }
    }
    let leaf = || BinaryTree::leaf(Picky(Kind::Leaf));
    let a = BinaryTree::new(Picky(Kind::Branch), leaf(), leaf());
    let mut b = a.clone();
    assert!(b.set(&[Left], Picky(Kind::Leaf)).is_ok());
    assert!(b.replace(&[Left], leaf()).is_ok());
    assert!(!b.take(&[Right]).is_empty());
    assert_eq!((a.len(), b.len()), (3, 2));
}

/// 2^20 places on 20 nodes.
#[test]
fn one_subtree_in_many_places() {
    let mut tree = BinaryTree::leaf(0);
    for level in 1..20 {
        tree = BinaryTree::new(level, tree.clone(), tree);
    }
    assert_eq!((tree.len(), tree.depth()), ((1 << 20) - 1, 20));
    let mut seen = std::collections::HashSet::new();
    tree.visit_nodes(&mut |node| seen.insert(node.address));
    assert_eq!(seen.len(), 20);
    let mut other = tree.clone();
    other.set(&[Left; 19], 7).unwrap();
    assert_eq!(tree.diff(&other).count(), 1);
    assert_eq!(other.get(&[Right; 19]), Some(&0));
    other.visit_nodes(&mut |node| seen.insert(node.address));
    assert_eq!(seen.len(), 40);
}

#[test]
fn nodes_are_told_by_size_and_owners() {
    let a = tree(&[1, 2, 3]);
    let b = a.subtree(&[Right]).unwrap().clone();
    let mut nodes = Vec::new();
    a.visit_nodes(&mut |node| {
        nodes.push(node);
        true
    });
    assert_eq!(nodes.iter().map(|node| node.owners).collect::<Vec<_>>(), [1, 1, 2]);
    // A count, two links and a value, padded.
    assert!(nodes.iter().all(|node| node.bytes == 4 * size_of::<usize>()));
    let mut visited = 0;
    a.visit_nodes(&mut |_| {
        visited += 1;
        false
    });
    assert_eq!(visited, 1);
    drop(b);
}
