//! The checker of layers, checked by itself.

#[test]
fn imports_go_one_way() {
    testkit::assert_layers(env!("CARGO_MANIFEST_DIR"));
}
