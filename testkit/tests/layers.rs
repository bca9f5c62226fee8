//! The checker of layers, checked by itself.

#[test]
fn no_file_imports_upward() {
    testkit::assert_layers(
        env!("CARGO_MANIFEST_DIR"),
        &[
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
            "cases",
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
