//! Imports go one way, in the order of `lib.rs`.

#[test]
fn imports_go_one_way() {
    let order = [
        "heap",
        "source",
        "edit",
        "document",
        "readback",
        "progress",
        "snapshots",
        "format",
        "clock",
        "table",
        "verdict",
        "cli",
    ];
    testkit::assert_layers(env!("CARGO_MANIFEST_DIR"), &order);
}
