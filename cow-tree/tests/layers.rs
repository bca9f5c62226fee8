//! Imports go one way: each file names only layers below its own.
#![cfg(not(any(miri, cow_loom)))]

#[test]
fn no_file_imports_upward() {
    testkit::assert_layers(
        env!("CARGO_MANIFEST_DIR"),
        &[
            "summary",
            "tree",
            "walk",
            "walk_mut",
            "map",
            "set",
            "convert",
            "btree_map",
            "btree_set",
            "serde",
            "parallel/build",
            "parallel/merge",
            "parallel/map",
            "parallel/set",
            "parallel",
            "binary_tree",
        ],
    );
}
