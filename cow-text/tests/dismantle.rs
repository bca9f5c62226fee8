//! A text is dropped a node at a time, and what other versions share stays.
#![cfg(not(cow_loom))]

use cow_core::{Dismantle, Tiny};
use cow_text::{GenericText, Lf};

type Text = GenericText<Tiny, Lf>;

fn nodes(text: &Text) -> usize {
    let mut nodes = 0;
    text.visit_nodes(&mut |_| {
        nodes += 1;
        true
    });
    nodes
}

#[test]
fn each_piece_is_a_node_and_shared_ones_stay() {
    let text = Text::from("abcdefgh".repeat(20).as_str());
    let mut other = text.clone();
    other.insert(80, "!");
    let (all, content) = (nodes(&text), other.to_string());

    let mut pieces = text.dismantle();
    assert_eq!(pieces.by_ref().take(2).count(), 2);
    assert!(pieces.count() < all - 2, "nodes below shared ones were visited");
    assert_eq!(other, *content);
    other.assert_invariants();

    let all = nodes(&other);
    assert_eq!(other.dismantle().count(), all);
    assert_eq!(Text::new().dismantle().count(), 0);
}
