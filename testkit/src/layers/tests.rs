use super::*;

fn check(fixture: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(fixture);
    check_layers(folder).iter().map(ToString::to_string).collect()
}

#[test]
fn a_good_crate_passes() {
    assert_eq!(check("good"), [""; 0]);
}

#[test]
fn a_file_without_a_mod_line_is_found() {
    assert_eq!(check("stray"), ["src/lone.rs: is declared by no `mod` line"]);
}

#[test]
fn every_way_to_look_up_is_found() {
    let found = check("bad");
    let upward = |line: u32, written: &str, meant: &str| {
        format!("src/low.rs:{line}: `{written}` ({meant}) is of `high`, declared after `low`")
    };
    let inside = "is of `deep::high`, declared after `deep::low`";
    let root = |line: u32, written: &str, meant: &str| {
        format!("src/low.rs:{line}: `{written}` ({meant}) is of the crate root, above every layer")
    };
    let expected = [
        format!("src/deep/low.rs:2: `super::high::Up` (crate::deep::high::Up) {inside}"),
        "src/deep/low.rs:4: `super::super::high::Up` (crate::high::Up) is of `high`, declared after `deep`".into(),
        format!("src/deep/low.rs:5: `super::Up` (crate::deep::Up) {inside}"),
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
        check("chain"),
        [
            "src/mid.rs:1: `chained::b::X` (crate::a::inner::b::X) is of `a`, declared after `mid`",
            "src/mid.rs:2: `later::inner` (crate::a::inner) is of `a`, declared after `mid`",
            "src/mid.rs:3: `crate::a` (crate::a) is of `a`, declared after `mid`",
        ]
    );
}

#[test]
#[should_panic(expected = "1 imports break the order of layers:\nsrc/lone.rs: ")]
fn the_assertion_fails_with_the_list() {
    assert_layers(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/stray"));
}
