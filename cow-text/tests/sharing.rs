//! What texts copy: nodes are counted.
#![cfg(not(cow_loom))]

use cow_core::{Atomic, RefCount, Tiny};
use cow_text::{CowText, GenericText, Lf};
use std::collections::HashSet;
use testkit::{assert_fresh_at_most, assert_same_nodes, fresh};

fn nodes<C: RefCount>(text: &GenericText<C, Lf>) -> Vec<usize> {
    testkit::addresses!(text)
}

/// How many nodes there are on a way from the root to a leaf.
fn levels<C: RefCount>(text: &GenericText<C, Lf>) -> usize {
    let mut most = 0;
    text.visit_nodes(&mut |node| {
        most = most.max(node.depth + 1);
        true
    });
    most
}

fn edits_copy_one_path<C: RefCount>(len: usize, step: usize) {
    let text: GenericText<C> = "some words\r\nand é\n".chars().cycle().take(len).collect();
    for at in (0..len).step_by(step) {
        let mut copy = text.clone();
        copy.insert_chars(at, "x");
        // A leaf that is cut adds one, and each branch that is full one more.
        assert_fresh_at_most(2 * levels(&text) + 1, "an insertion", nodes(&text), nodes(&copy));
        let before = nodes(&copy);
        copy.replace_chars(at..at + 1, "y");
        assert_same_nodes("a write that is not shared", before, nodes(&copy));
    }
}

#[test]
fn an_edit_copies_its_path() {
    edits_copy_one_path::<Tiny>(700, 11);
    edits_copy_one_path::<Atomic>(if cfg!(miri) { 3_000 } else { 100_000 }, 997);
}

/// What is replaced across the borders of leaves copies these, and their paths, but nothing beside them.
#[test]
fn a_range_of_some_leaves_copies_these_once() {
    fn check<C: RefCount>(text: &GenericText<C>, around: usize) {
        let mut border = 0;
        for chunk in text.chunks() {
            border += chunk.len();
            let range = border - around.min(chunk.len())..text.len().min(border + around);
            let mut copy = text.clone();
            copy.replace(range.clone(), "xyz");
            copy.assert_invariants();
            assert!(copy.len() + range.len() == text.len() + 3);
            assert_fresh_at_most(2 * levels(text), "a range", nodes(text), nodes(&copy));
        }
    }
    check::<Tiny>(&"abcd".repeat(100).into(), 3);
    check::<Atomic>(&"abcd".repeat(if cfg!(miri) { 1_000 } else { 50_000 }).into(), 300);
}

#[test]
fn what_changes_nothing_copies_nothing() {
    let text = CowText::from("one two three ".repeat(1_000));
    let mut copy = text.clone();
    copy.insert(500, "");
    copy.remove(70..70);
    copy.replace(0..3, "one");
    copy.push_str("");
    copy.truncate(usize::MAX);
    assert!(copy.try_insert(usize::MAX, "x").is_err());
    assert!(copy.try_remove(1..usize::MAX).is_err());
    assert!(copy.ptr_eq(&text));
    assert_eq!(copy, text);
}

#[test]
fn parts_and_joined_texts_share_their_nodes() {
    let text = CowText::from("one two three ".repeat(10_000));
    let levels = levels(&text);
    let part = text.slice(5_000..100_000);
    assert_fresh_at_most(4 * levels, "a part", nodes(&text), nodes(&part));
    let mut both = text.clone();
    both.append(&mut part.clone());
    let known = [nodes(&text), nodes(&part)].concat();
    assert_fresh_at_most(4 * levels, "two joined", known, nodes(&both));
    assert_eq!(fresh(nodes(&text), nodes(&text.clone())), 0);
}

/// Leaves that are copied get shorter, and those of a loaded text are full.
#[test]
fn leaves_are_full_until_versions_are_kept() {
    let text = CowText::from("x".repeat(100_000));
    assert!(text.chunks().rev().skip(1).all(|chunk| chunk.len() == 1_024));
    let (mut now, mut versions) = (text, Vec::new());
    for _ in 0..50 {
        versions.push(now.clone());
        now.insert(5_000, "y");
    }
    assert!(now.chunk_at(5_000).0.len() <= 512);
}

#[test]
fn all_of_a_shared_text_is_removed() {
    for len in [3, 100, 600, 5_000] {
        let text = CowText::from("x".repeat(len));
        let mut copy = text.clone();
        copy.remove(..);
        assert!(copy.is_empty() && copy.chunks().next().is_none());
        copy.assert_invariants();
        assert_eq!(text, *"x".repeat(len));
    }
}

/// What is copied for a version has room for what it holds, and no more: branches of 12 children would be 400 bytes each.
#[test]
fn a_version_takes_no_room_to_spare() {
    let (edits, last) = if cfg!(miri) { (500, 10) } else { (40_000, 200) };
    let (mut text, mut fresh) = (CowText::new(), 0);
    for n in 0..edits {
        let kept = text.clone();
        text.insert(n * 7919 % (text.len() + 1), "y");
        if n + last < edits {
            continue;
        }
        let known: HashSet<usize> = nodes(&kept).into_iter().collect();
        text.visit_nodes(&mut |node| {
            fresh += if known.contains(&node.address) { 0 } else { node.bytes };
            true
        });
    }
    assert!(fresh / last < 1_100, "{} bytes a version", fresh / last);
}
