//! Imports go one way: each file names only layers below its own.
#![cfg(not(any(miri, cow_loom)))]

#[test]
fn no_file_imports_upward() {
    testkit::assert_layers(
        env!("CARGO_MANIFEST_DIR"),
        &[
            "hash",
            "leaf",
            "random_state",
            "ops/find",
            "ops/unshare",
            "ops/compact",
            "ops/disjoint",
            "ops/insert",
            "ops/leaves",
            "ops/remove",
            "ops/update",
            "ops",
            "two/eq",
            "two",
            "map/cow_map",
            "map/get",
            "map/insert",
            "map/remove",
            "map/nodes",
            "map/iter",
            "map/iter_mut",
            "map/into_iter",
            "map/retain",
            "map/entry",
            "map/traits",
            "map",
        ],
    );
}
