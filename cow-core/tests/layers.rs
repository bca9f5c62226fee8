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
            "prefetch",
            "prefix",
            "block/capacity",
            "block/raw",
            "block/exclusive",
            "block/fresh",
            "block/owned",
            "block/view",
            "block/items",
            "block",
            "fork/side",
            "fork/raw",
            "fork/view",
            "fork/exclusive",
            "fork/link",
            "fork/path",
            "fork",
            "reflexive",
            "cow_box",
        ],
    );
}
