use super::*;

fn check(fixture: &str) -> Vec<String> {
    upward_imports(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(fixture))
}

#[test]
fn a_good_crate_passes() {
    assert_eq!(check("good"), [""; 0]);
}

#[test]
fn every_way_to_look_up_is_found() {
    let upward = |line: u32, path: &str| {
        format!("src/low.rs:{line}: `{path}` is of `high`, declared after `low`")
    };
    let root = |line: u32, path: &str| {
        format!("src/low.rs:{line}: `{path}` is of the crate root, above every layer")
    };
    let inside = "is of `deep::high`, declared after `deep::low`";
    let expected = [
        upward(2, "high::Up"),
        upward(4, "high"),
        upward(5, "high::sub"),
        upward(5, "high::sub::Deep"),
        root(6, ""),
        root(7, "of_the_root"),
        upward(8, "Up"),
        upward(10, "high::Up"),
        upward(11, "high::make"),
        upward(12, "high::Up"),
        upward(14, "high"),
        upward(19, "high::Up"),
        upward(23, "high::Up"),
        upward(26, "upward"),
        format!("src/deep/low.rs:2: `deep::high::Up` {inside}"),
        "src/deep/low.rs:4: `high::Up` is of `high`, declared after `deep`".into(),
        format!("src/deep/low.rs:5: `deep::Up` {inside}"),
    ];
    assert_eq!(check("bad"), expected);
}

#[test]
#[should_panic(expected = "17 imports break the order of layers:\nsrc/low.rs:2: ")]
fn the_assertion_fails_with_the_list() {
    assert_layers(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bad"));
}
