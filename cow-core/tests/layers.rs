//! Imports go one way: each file names only layers below its own.
#![cfg(not(any(miri, cow_loom)))]

#[test]
fn no_file_imports_upward() {
    testkit::assert_layers(
        env!("CARGO_MANIFEST_DIR"),
        &[
            "sync",
            "count",
            "node_info",
            "block/capacity",
            "block/raw",
            "block/exclusive",
            "block/fresh",
            "block/owned",
            "block/view",
            "block",
            "grid/shape",
            "grid/inner",
            "grid/descend",
            "grid/node",
            "grid/edit",
            "grid/front",
            "grid/root",
            "grid/tail",
            "grid/leaves",
            "grid",
            "reflexive",
            "cow_box",
            "diff",
            "cow_cell",
        ],
    );
}
