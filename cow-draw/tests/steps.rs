//! The frames of the book's page "Step by step". With `BLESS` in the environment they are drawn anew.

#![cfg(target_pointer_width = "64")] // The frames say how many bytes the nodes have.

use cow_draw::{Picture, sharing};
use cow_tree::BinaryTree;
use cow_tree::binary_tree::Side::{Left, Right};
use std::path::Path;
use std::{env, fs};

fn pre_order(tree: &BinaryTree<u32>) -> Vec<u32> {
    let mut values = Vec::with_capacity(tree.len());
    // For the order in which it goes; its result is of no use.
    let _ = tree.map(|value| values.push(*value));
    values
}

/// Compares the picture of some versions with the frame that the book shows.
#[track_caller]
fn assert_frame(step: u32, versions: &[(&str, &BinaryTree<u32>)]) {
    let picture = versions.iter().fold(Picture::new(), |picture, &(name, tree)| {
        picture.labelled(name, tree, pre_order(tree))
    });
    let drawn = picture.to_svg().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures/steps");
    let kept = folder.join(format!("{step}.svg"));
    if env::var_os("BLESS").is_some() {
        fs::create_dir_all(&folder).unwrap();
        fs::write(&kept, &drawn).unwrap();
    }
    let is_kept = fs::read_to_string(&kept).is_ok_and(|kept| kept == drawn);
    assert!(is_kept, "{}: set BLESS to draw it anew", kept.display());
}

#[test]
fn the_book_shows_what_is_shared_after_each_edit() {
    let a = BinaryTree::from_level_order((1..=7).map(Some)).unwrap();
    assert_frame(1, &[("A", &a)]);

    let mut b = a.clone();
    assert_frame(2, &[("A", &a), ("B", &b)]);
    assert_eq!(sharing(&a, &b).shared.nodes, 7);

    b.set(&[Left], 9).unwrap();
    assert_frame(3, &[("A", &a), ("B", &b)]);
    assert_eq!((sharing(&a, &b).shared.nodes, sharing(&a, &b).right.nodes), (5, 2));

    b.set(&[Left], 10).unwrap();
    assert_frame(4, &[("A", &a), ("B", &b)]);
    assert_eq!(sharing(&a, &b).right.nodes, 2, "written in place");

    b.set(&[Left, Right], 11).unwrap();
    assert_frame(5, &[("A", &a), ("B", &b)]);
    assert_eq!(sharing(&a, &b).right.nodes, 3, "one more: the path is B's own");

    let c = b.clone();
    b.set(&[Right], 12).unwrap();
    assert_frame(6, &[("A", &a), ("B", &b), ("C", &c)]);

    drop(a);
    assert_frame(7, &[("B", &b), ("C", &c)]);
    assert_eq!(sharing(&b, &c).shared.nodes, 5);
}
