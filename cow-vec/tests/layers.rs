//! Imports go one way: each file names only layers below its own.
#![cfg(not(any(miri, cow_loom)))]

#[test]
fn no_file_imports_upward() {
    testkit::assert_layers(
        env!("CARGO_MANIFEST_DIR"),
        &[
            "ops/fill",
            "ops/expose",
            "ops/leaf",
            "ops/join",
            "ops/ends",
            "ops/insert",
            "ops/remove",
            "ops/split",
            "ops/concat",
            "ops/zip",
            "ops",
            "panics",
            "vec",
            "access",
            "ends",
            "edit",
            "bulk",
            "extend",
            "iter",
            "iter_mut",
            "leaves",
            "into_iter",
            "drain",
            "extract_if",
            "order",
            "retain",
            "search",
            "compare",
            "convert",
            "fmt",
            "io",
            "invariants",
        ],
    );
}
