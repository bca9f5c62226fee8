//! Imports go one way, in the order of `lib.rs`.

#[test]
fn imports_go_one_way() {
    let order = ["heap", "source", "edit", "document", "readback", "snapshots", "table", "cli"];
    testkit::assert_layers(env!("CARGO_MANIFEST_DIR"), &order);
}
