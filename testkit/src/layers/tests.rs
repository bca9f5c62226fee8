use super::*;

fn check(fixture: &str, order: &[&str]) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(fixture);
    check_layers(folder, order).iter().map(ToString::to_string).collect()
}

const GOOD: [&str; 5] = ["count", "node/block", "node/fan", "node", "map"];

#[test]
fn a_good_crate_passes() {
    assert_eq!(check("good", &GOOD), [""; 0]);
    // The folder as one layer: its files may then name one another.
    assert_eq!(check("good", &["count", "node", "map"]), [""; 0]);
}

#[test]
fn the_same_crate_in_another_order_fails() {
    assert_eq!(
        check("good", &["node/block", "count", "node/fan", "node", "map"]),
        [
            "src/node/block.rs:3: `crate::count::Count` (crate::count::Count) is in layer \"count\", above \"node/block\""
        ]
    );
    assert_eq!(
        check("good", &["map", "node", "count"]).len(),
        check("good", &["map", "node", "count", "count2"]).len() - 1
    );
}

#[test]
fn unlisted_and_stale_are_found() {
    assert_eq!(
        check("good", &["count", "node/block", "node", "map"]),
        [
            "src/map.rs:4: `crate::node::fan::Fan` (crate::node::fan::Fan) is in no layer",
            "src/node/fan.rs: is in no layer: list it",
            "src/node/mod.rs:6: `fan::Fan` (crate::node::fan::Fan) is in no layer",
        ]
    );
    assert_eq!(
        check("good", &["count", "gone", "node", "map"]),
        ["src/gone: is listed as a layer, but there is no such file or folder"]
    );
}

#[test]
fn every_way_to_look_up_is_found() {
    let found = check("bad", &["low", "deep/low", "deep/high", "deep", "high"]);
    let upward = |line: u32, written: &str, meant: &str| {
        format!("src/low.rs:{line}: `{written}` ({meant}) is in layer \"high\", above \"low\"")
    };
    let root = |line: u32, written: &str, meant: &str| {
        format!("src/low.rs:{line}: `{written}` ({meant}) is of the crate root, above every layer")
    };
    let expected = [
        "src/deep/low.rs:2: `super::high::Up` (crate::deep::high::Up) is in layer \"deep/high\", above \"deep/low\""
            .into(),
        "src/deep/low.rs:4: `super::of_the_parent` (crate::deep::of_the_parent) is in layer \"deep\", above \"deep/low\""
            .into(),
        "src/deep/low.rs:4: `super::super::high::Up` (crate::high::Up) is in layer \"high\", above \"deep/low\"".into(),
        upward(2, "crate::high::Up", "crate::high::Up"),
        upward(4, "crate::high", "crate::high"),
        upward(5, "super::high::sub::Deep", "crate::high::sub::Deep"),
        root(6, "crate::*", "crate::*"),
        root(7, "crate::of_the_root", "crate::of_the_root"),
        upward(8, "crate::Up", "crate::Up"),
        upward(10, "crate::high::Up", "crate::high::Up"),
        upward(11, "crate::high::make", "crate::high::make"),
        upward(12, "alias::make", "crate::high::make"),
        upward(13, "crate::high::make", "crate::high::make"),
        upward(14, "crate::high::Up", "crate::high::Up"),
        upward(16, "crate::high", "crate::high"),
        upward(21, "crate::high::make", "crate::high::make"),
        upward(22, "crate::high::Up", "crate::high::Up"),
        upward(26, "super::super::high::Up", "crate::high::Up"),
        upward(29, "crate::upward", "crate::upward"),
        "src/low.rs:31: `#[path]` hides which file this is".into(),
        upward(32, "later::sub::Deep", "crate::high::sub::Deep"),
        upward(33, "crate::high", "crate::high"),
    ];
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len(), "{found:#?}");
}

#[test]
fn names_that_imports_give_are_followed() {
    assert_eq!(
        check("chain", &["a", "a/inner", "mid", "a/inner/b"]),
        [
            "src/mid.rs:1: `chained::b::X` (crate::a::inner::b::X) is in layer \"a/inner/b\", above \"mid\""
        ]
    );
}

#[test]
#[should_panic(expected = "1 imports break the order of layers:\nsrc/gone: ")]
fn the_assertion_fails_with_the_list() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/good");
    assert_layers(folder, &["count", "gone", "node", "map"]);
}
