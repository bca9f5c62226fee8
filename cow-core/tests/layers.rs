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
            "probe",
            "block/capacity",
            "block/raw",
            "block/exclusive",
            "block/fresh",
            "block/into_iter",
            "block/owned",
            "block/view",
            "block",
            "tagged/tags",
            "tagged/exclusive",
            "tagged/fresh",
            "tagged/owned",
            "tagged/view",
            "tagged",
            "fan/word",
            "fan/node",
            "fan/link",
            "fan/view",
            "fan/slot",
            "fan/open",
            "fan",
            "reflexive",
            "cow_box",
        ],
    );
}
