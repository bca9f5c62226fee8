//! The program `tree`: what it prints, draws and refuses.

mod common;

use common::Program;
use serde_json::Value;
use std::fs;

const TREE: Program = Program(env!("CARGO_BIN_EXE_tree"));

#[test]
fn prints_both_versions_and_their_costs() {
    let word = size_of::<usize>();
    let bytes = |nodes| nodes * if word == 8 { 32 } else { 24 };
    let expected = format!(
        "\
A = [1, 2, 3, 4, 5, 6, 7]
B = a copy of A, in which the node at L is set from 2 to 9

A is unchanged:    B, its own nodes marked with *:
1                  1 *
├─ 2               ├─ 9 *
│  ├─ 4            │  ├─ 4
│  └─ 5            │  └─ 5
└─ 3               └─ 3
   ├─ 6               ├─ 6
   └─ 7               └─ 7

                             nodes     bytes
shared by A and B (green)        5{:>10}
in A alone (blue)                2{:>10}
copied for B (orange)            2{:>10}
a deep copy of A                 7{:>10}

The path to the node has 2 nodes: 1 above it, and itself.
",
        bytes(5),
        bytes(2),
        bytes(2),
        bytes(7),
    );
    assert_eq!(TREE.prints(&["--edits", "0"]), expected);
}

#[test]
fn draws_both_versions() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name| folder.path().join(name).to_str().unwrap().to_owned();
    let (dot, svg, deep) = (file("t.dot"), file("t.svg"), file("deep.svg"));
    TREE.prints(&["--edits", "0", "--dot", &dot, "--svg", &svg, "--deep-svg", &deep]);
    let dot = fs::read_to_string(dot).unwrap();
    for (colour, nodes) in [("#a1d99b", 5), ("#9ecae1", 2), ("#fdae6b", 2)] {
        assert_eq!(dot.matches(colour).count(), nodes, "{colour}\n{dot}");
    }
    assert_eq!(fs::read_to_string(svg).unwrap().matches("<title>").count(), 9);
    assert_eq!(fs::read_to_string(deep).unwrap().matches("<title>").count(), 14);
}

/// The two pictures of the README are what the program draws. With `BLESS` in the environment they are drawn anew.
#[test]
#[cfg(target_pointer_width = "64")]
fn the_pictures_of_the_readme() {
    let folder = tempfile::tempdir().unwrap();
    for (option, name) in [("--svg", "copy-on-write.svg"), ("--deep-svg", "deep-copy.svg")] {
        let drawn = folder.path().join(name);
        TREE.prints(&["--edits", "0", option, drawn.to_str().unwrap()]);
        let drawn = fs::read_to_string(drawn).unwrap();
        let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pictures/").to_owned() + name;
        if std::env::var_os("BLESS").is_some() {
            fs::write(&kept, &drawn).unwrap();
        }
        assert!(drawn == fs::read_to_string(&kept).unwrap(), "{kept}: set BLESS to draw it anew");
    }
}

#[test]
fn takes_any_tree_and_path() {
    let report = |args: &[&str]| TREE.prints(&[args, &["--edits", "0"]].concat());
    let gap = report(&["--values", "5,-3,8,none,4", "--at", "lr", "--to", "-1"]);
    assert!(gap.contains("A = [5, -3, 8, None, 4]\n"), "{gap}");
    assert!(gap.contains("set from 4 to -1\n"), "{gap}");
    assert!(gap.contains("copied for B (orange)            3"), "{gap}");

    let root = report(&["--values", "1", "--at", "."]);
    assert!(root.contains("set from 1 to 9\n"), "{root}");
    assert!(root.contains("shared by A and B (green)        0         0\n"), "{root}");
}

/// A version costs a path and no more; all collections of a kind have the same contents at the end.
#[test]
fn edits_cost_a_path_and_not_a_copy() {
    let json = TREE.prints(&["--size", "2000", "--edits", "100", "--json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["tree"]["b_alone"]["nodes"], 2);
    let rows = json["collections"].as_array().unwrap();
    let row = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
    let number = |row: &Value, key: &str| row[key].as_f64().unwrap();
    for kind in [
        &["CowVec", "Vec, deep clones", "imbl::Vector"] as &[&str],
        &["CowMap", "HashMap, deep clones", "imbl::HashMap", "rpds::HashTrieMap"],
        &["CowTreeMap", "BTreeMap, deep clones", "imbl::OrdMap", "rpds::RedBlackTreeMap"],
    ] {
        let (ours, deep) = (row(kind[0]), row(kind[1]));
        assert!(number(ours, "nodes_per_edit") < 10.0, "{ours}");
        assert!(
            number(ours, "bytes_per_edit") < number(deep, "bytes_per_edit") / 3.0,
            "{ours} {deep}"
        );
        let agree = |name| row(name)["sum"] == ours["sum"] && row(name)["versions"] == 100;
        assert!(kind.iter().all(|name| agree(name)), "{rows:?}");
    }

    let table = TREE.prints(&["--size", "100", "--edits", "10"]);
    assert!(table.contains("10 edits of 100 elements") && table.contains("| CowVec "), "{table}");
}

#[test]
fn refuses_what_it_cannot_do() {
    let message = |args: &[&str]| TREE.fails(1, args);
    assert_eq!(
        message(&["--values", "1,none,none,4"]),
        "error: --values: the value at index 3 of the level order has no parent\n",
    );
    assert_eq!(
        message(&["--values", "1,2,3,4", "--at", "RL"]),
        "error: --at: there is no node at RL in [1, 2, 3, 4]\n"
    );
    assert_eq!(message(&["--values", "none"]), "error: --at: there is no node at L in []\n");
    for (args, part) in [
        (["--at", "LX"], "`X` is not a side"),
        (["--values", "1,two"], "an item is a whole number or `none`"),
        (["--to", "many"], "invalid digit"),
        (["--size", "0"], "0 is not in 1.."),
        (["--edits", "18446744073709551615"], "is not in 0..=10000000"),
    ] {
        let message = TREE.fails(2, &args);
        assert!(message.contains(part), "{message}");
    }
    assert!(TREE.prints(&["--help"]).contains("--svg <FILE>"));

    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing").join("e.svg");
    for option in ["--svg", "--dot", "--deep-svg"] {
        let error = message(&[option, missing.to_str().unwrap()]);
        let start = format!("error: {} cannot be written: ", missing.display());
        assert!(error.starts_with(&start), "{error}");
    }
    let wide = vec!["1"; 1_000].join(",");
    let file = folder.path().join("large.svg");
    let error = message(&["--values", &wide, "--svg", file.to_str().unwrap()]);
    assert!(error.starts_with("error: --svg: 1002 nodes are too many"), "{error}");
    assert!(!file.exists());
}
