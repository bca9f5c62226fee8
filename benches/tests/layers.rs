//! Imports go one way, in the order of `lib.rs`.

#[test]
fn imports_go_one_way() {
    let order = [
        "heap",
        "source",
        "edit",
        "document",
        "readback",
        "snapshots",
        "format",
        "table",
        "element",
        "clock",
        "shape",
        "contender",
        "work",
        "goals",
        "interrupt",
        "lanes",
        "rounds",
        "comparison",
        "versions",
        "break_even",
        "memory",
        "real",
        "output",
        "results",
        "cli",
    ];
    testkit::assert_layers(env!("CARGO_MANIFEST_DIR"), &order);
}
