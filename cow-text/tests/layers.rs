//! Imports go one way: each file names only layers below its own.
#![cfg(not(any(miri, cow_loom)))]

#[test]
fn no_file_imports_upward() {
    testkit::assert_layers(
        env!("CARGO_MANIFEST_DIR"),
        &[
            "bytes",
            "breaks",
            "error",
            "measure",
            "dimension",
            "invariants",
            "load",
            "generic_text",
            "text_slice",
            "measured",
            "edit",
            "edits",
            "iter/chunks",
            "iter/chars",
            "iter/lines",
            "iter",
            "search",
            "position",
            "read",
            "compare",
            "convert",
            "dismantle",
            "graphemes",
            "words",
            "regex",
            "diff/hunk",
            "diff/align",
            "diff/compare",
            "diff",
            "anchor",
            "io",
            "serde",
            "versions/compose",
            "versions/patch",
            "versions/merge",
            "versions/history",
            "versions",
        ],
    );
}
