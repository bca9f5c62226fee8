//! The example `essay`: what it prints, draws and refuses.

#[path = "../examples/essay/mod.rs"]
mod essay;

use essay::{Error, run};
use std::fs;

/// Runs the program and gives what it printed.
fn essay(args: &[&str]) -> Result<String, Error> {
    let mut out = Vec::new();
    run(["essay"].iter().chain(args), &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

fn message(args: &[&str]) -> String {
    essay(args).unwrap_err().to_string()
}

fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

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
    assert_eq!(essay(&[]).unwrap(), expected);
}

#[test]
fn draws_shared_nodes_once_in_their_colour() {
    let dot = essay(&["--dot"]).unwrap();
    assert!(dot.starts_with("digraph versions {\n") && dot.ends_with("}\n"));
    for (colour, nodes) in [("#a1d99b", 5), ("#9ecae1", 2), ("#fdae6b", 2)] {
        assert_eq!(count(&dot, colour), nodes, "{colour}\n{dot}");
    }
    // From A and from B: 1 to the root, 2 from the root, 2 from node 2; and 2 from node 3.
    assert_eq!(count(&dot, " -> "), 2 * 5 + 2);
    assert!(dot.contains("a deep copy of A: 7 nodes"));
    assert_eq!(count(&dot, "label=\"9\""), 1);
    assert_eq!(count(&dot, "label=\"1\""), 2);

    let folder = tempfile::tempdir().unwrap();
    let (dot_file, svg_file) = (folder.path().join("e.dot"), folder.path().join("e.svg"));
    let report = essay(&["--dot", dot_file.to_str().unwrap(), "--svg", svg_file.to_str().unwrap()]);
    assert_eq!(report.unwrap(), essay(&[]).unwrap());
    assert_eq!(fs::read_to_string(dot_file).unwrap(), dot);

    let svg = fs::read_to_string(svg_file).unwrap();
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
    // One in the legend each.
    for (colour, nodes) in [("#a1d99b", 6), ("#9ecae1", 3), ("#fdae6b", 3)] {
        assert_eq!(count(&svg, &format!("fill=\"{colour}\"")), nodes, "{colour}\n{svg}");
    }
    assert_eq!(count(&svg, "<path "), 2 * 5 + 2);
    assert!(svg.contains("a deep copy of A: 7 nodes"));
}

#[test]
fn takes_any_tree_and_path() {
    let report = essay(&["--values", "5,-3,8,none,4", "--at", "lr", "--to", "-1"]).unwrap();
    assert!(report.contains("A = [5, -3, 8, None, 4]\n"), "{report}");
    assert!(report.contains("set from 4 to -1\n"), "{report}");
    assert!(report.contains("copied for B (orange)            3"), "{report}");
    // The side of an only child.
    let dot = essay(&["--values", "5,-3,8,none,4", "--dot"]).unwrap();
    assert_eq!(count(&dot, "[label=R]"), 2);

    let report = essay(&["--values", "1", "--at", "."]).unwrap();
    assert!(report.contains("set from 1 to 9\n"), "{report}");
    assert!(report.contains("shared by A and B (green)        0         0\n"), "{report}");
}

/// A wide and a deep tree of as many nodes as are drawn, and of one more.
#[test]
fn draws_up_to_a_thousand_nodes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("large.svg");
    let svg =
        |values: &str| essay(&["--values", values, "--at", ".", "--svg", file.to_str().unwrap()]);
    let wide = vec!["1"; 1_000].join(",");
    let deep = vec!["1"; 1_000].join(",none,");
    for values in [wide, deep] {
        svg(&values).unwrap();
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(count(&text, "<rect "), 1_000 + 1 + 4 + 1);
        let error = svg(&format!("{values},1,1,1")).unwrap_err();
        assert!(matches!(error, Error::TooLarge { most: 1_000, .. }), "{error}");
    }
}

#[test]
fn refuses_what_it_cannot_do() {
    assert_eq!(
        message(&["--values", "1,none,none,4"]),
        "--values: the value at index 3 of the level order has no parent",
    );
    assert_eq!(
        message(&["--values", "1,2,3,4", "--at", "RL"]),
        "--at: there is no node at RL in [1, 2, 3, 4]"
    );
    assert_eq!(message(&["--values", "none"]), "--at: there is no node at L in []");
    assert!(message(&["--at", "LX"]).contains("`X` is not a side"));
    assert!(message(&["--values", "1,two"]).contains("an item is a whole number or `none`"));
    assert!(message(&["--to", "many"]).contains("invalid digit"));
    assert!(matches!(essay(&["--unknown"]), Err(Error::Usage(_))));
    let help = message(&["--help"]);
    assert!(help.contains("--svg <FILE>"), "{help}");

    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing").join("e.svg");
    for option in ["--svg", "--dot"] {
        let error = message(&[option, missing.to_str().unwrap()]);
        assert!(
            error.starts_with(&format!("{} cannot be written: ", missing.display())),
            "{error}"
        );
    }
}
