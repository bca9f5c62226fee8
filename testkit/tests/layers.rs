//! The checker of layers, checked by itself.

#[test]
fn no_file_imports_upward() {
    testkit::assert_layers(
        env!("CARGO_MANIFEST_DIR"),
        &[
            "cases",
            "ledger",
            "zst",
            "fuse",
            "hashers",
            "chaos",
            "collider",
            "cyclic",
            "sizes",
            "tagged",
            "watched",
            "abort",
            "allocations",
            "nodes",
            "rejected",
            "stack",
            "unsafe_code",
            "layers/mentions",
            "layers/files",
            "layers/order",
            "layers",
        ],
    );
}
