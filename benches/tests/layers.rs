//! Imports go one way, in the order of `lib.rs`.

#[test]
fn imports_go_one_way() {
    let order = [
        "clock",
        "element",
        "shape",
        "contender",
        "work",
        "goals",
        "interrupt",
        "lanes",
        "budget",
        "rounds",
        "comparison",
        "versions",
        "break_even",
        "memory",
        "stores",
        "threads",
        "real",
        "output",
        "results",
        "report",
        "cli",
    ];
    testkit::assert_layers(env!("CARGO_MANIFEST_DIR"), &order);
}
