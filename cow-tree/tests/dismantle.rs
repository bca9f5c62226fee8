//! A binary tree that is dropped node by node.
#![cfg(not(cow_loom))]

use cow_core::Dismantle;
use cow_tree::BinaryTree;
use testkit::Ledger;

/// Miri takes its time.
const MANY: u64 = if cfg!(miri) { 300 } else { 10_000 };

/// As deep as it is large.
#[test]
fn a_binary_tree_goes_value_by_value_however_deep() {
    let ledger = Ledger::new();
    for left in [true, false] {
        let mut tree = BinaryTree::default();
        for i in 0..MANY {
            let value = ledger.counted(i);
            tree = if left {
                BinaryTree::new(value, tree, BinaryTree::default())
            } else {
                BinaryTree::new(value, BinaryTree::leaf(ledger.counted(i)), tree)
            };
        }
        let shared = tree.clone();
        assert_eq!(shared.dismantle().count(), 1);
        let live = ledger.live();
        testkit::on_small_stack(64 * 1024, || {
            assert_eq!(ledger.drops_by_step(tree.dismantle()), (live, 1));
        });
        ledger.assert_balanced();
    }
}
