//! Imports go one way, in the order of the `mod` lines.
#![cfg(not(any(miri, cow_loom)))]

#[test]
fn imports_go_one_way() {
    testkit::assert_layers(env!("CARGO_MANIFEST_DIR"));
}
