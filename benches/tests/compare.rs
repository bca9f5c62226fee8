//! `compare` as it is called: what it prints, what it refuses, what it writes.

use std::fs;
use std::process::{Command, Output};

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_benches")).args(args).output().unwrap()
}

fn compare(args: &[&str]) -> Output {
    run(&[&["compare"], args].concat())
}

#[track_caller]
fn succeeds(output: &Output) -> String {
    let stdout = String::from_utf8(output.stdout.clone()).unwrap();
    let stderr = str::from_utf8(&output.stderr).unwrap();
    assert_eq!((output.status.code(), stderr), (Some(0), ""), "{stdout}");
    stdout
}

#[track_caller]
fn fails(output: &Output, code: i32, parts: &[&str]) {
    let stdout = str::from_utf8(&output.stdout).unwrap();
    let stderr = str::from_utf8(&output.stderr).unwrap();
    assert_eq!((output.status.code(), stdout), (Some(code), ""), "{stderr}");
    assert!(stderr.starts_with("error: ") && !stderr.contains("panicked"), "{stderr}");
    for part in parts {
        assert!(stderr.contains(part), "no {part:?} in {stderr}");
    }
}

/// The cells of a row of a table.
fn cells<'a>(stdout: &'a str, table: &str, op: &str) -> Vec<&'a str> {
    let table = &stdout[stdout.find(table).expect("the table")..];
    let row = table.lines().find(|line| line.starts_with(op)).expect("the row");
    row.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect()
}

/// Whether a cell holds a time: a busy machine may stop a thread in the midst of anything.
fn is_time(cell: &str) -> bool {
    ["ns", "us", "ms", "s"].iter().any(|unit| cell.ends_with(&format!(" {unit}")))
}

#[test]
fn tables_have_a_row_per_operation_and_size() {
    let stdout = succeeds(&compare(&["--sizes", "10,7", "--ops", "get,insert", "--rounds", "1"]));
    for table in ["map of u64", "map of string", "vec of u64", "tree of u64", "tree of string"] {
        assert!(stdout.contains(table), "no {table} in {stdout}");
    }
    let row = cells(&stdout, "map of u64", "get/hit");
    assert!(row[1] == "7" && is_time(row[2]), "{row:?}");
    assert!(!stdout.contains("box of"), "{stdout}");
    assert!(!stdout.contains("remove"), "{stdout}");
}

#[test]
fn texts_are_compared_on_histories() {
    let history = concat!(env!("CARGO_MANIFEST_DIR"), "/../text-bench/traces/changelog.json.gz");
    let stdout = succeeds(&compare(&["text", "--rounds", "1", "--traces", history]));
    for part in ["text: changelog: 62 edits", "CowText", "ropey 1.6", "ropey 2", "crop", "jumprope"]
    {
        assert!(stdout.contains(part), "no {part} in {stdout}");
    }
    assert!(!stdout.contains("DIFFERS") && !stdout.contains("with a goal"), "{stdout}");
    fails(&compare(&["text", "--traces", "nothing.json"]), 1, &["nothing.json"]);
}

#[test]
fn what_is_named_twice_is_measured_once() {
    let args = ["box", "box", "--kinds", "u64,u64", "--sizes", "7,7", "--ops", "read,read/shared"];
    let stdout = succeeds(&compare(&[&args[..], &["--rounds", "1"]].concat()));
    assert_eq!(stdout.matches("read/shared").count(), 1, "{stdout}");
    let args = ["memory", "vec", "vec", "--kinds", "u64,u64", "--sizes", "7,7"];
    assert_eq!(succeeds(&run(&args)).matches("ecow").count(), 1);
    let args = ["threads", "--readers", "0,0", "--entries", "9,9", "--seconds", "0.01"];
    assert_eq!(succeeds(&run(&args)).matches("papaya").count(), 1);
}

#[test]
fn rows_of_few_rounds_are_counted() {
    let told = |rounds| {
        let args = ["box", "--sizes", "7", "--ops", "read,memory", "--rounds", rounds];
        let stdout = succeeds(&compare(&args));
        stdout.lines().find(|line| line.contains("fewer than 3 rounds")).map(str::to_owned)
    };
    assert_eq!(
        told("2").unwrap(),
        "2 rows had fewer than 3 rounds, which says little: not counted."
    );
    assert_eq!(told("3"), None);
}

/// Whatever they show, for they say too little.
#[test]
fn rows_of_few_rounds_do_not_fail_a_check() {
    succeeds(&compare(&["box", "--sizes", "7", "--rounds", "2", "--check"]));
}

/// In a release build, the compiler once left out the clones that were to be counted.
#[test]
fn a_deep_clone_holds_what_it_copied() {
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("memory.json");
    let args = ["memory", "--sizes", "1000", "--kinds", "u64", "--json", json.to_str().unwrap()];
    succeeds(&run(&args));
    let json = fs::read(json).unwrap();
    let results: benches::results::Results = serde_json::from_slice(&json).unwrap();
    let deep: Vec<_> =
        results.findings.holdings.iter().filter(|one| one.contender == "std").collect();
    assert_eq!(deep.len(), 3);
    for one in deep {
        for held in [one.built, one.apart_one, one.apart_percent, one.alone] {
            assert!(held.bytes >= 8_000.0 && held.blocks >= 1.0, "{one:?}");
        }
    }
}

#[test]
fn times_of_a_debug_build_are_called_nothing() {
    let stdout = succeeds(&compare(&["box", "--sizes", "7", "--ops", "read", "--rounds", "1"]));
    assert_eq!(stdout.contains("without --release"), cfg!(debug_assertions), "{stdout}");
}

#[test]
fn who_cannot_has_a_dash() {
    let stdout = succeeds(&compare(&[
        "vec",
        "--kinds",
        "u64",
        "--sizes",
        "10",
        "--ops",
        "insert/middle",
        "--rounds",
        "1",
    ]));
    let header = cells(&stdout, "vec of u64", "operation");
    let row = cells(&stdout, "vec of u64", "insert/middle");
    let of = |name: &str| row[header.iter().position(|cell| *cell == name).unwrap()];
    assert_eq!(of("rpds"), "-", "{stdout}");
    assert!(is_time(of("std")) && is_time(of("imbl")), "{stdout}");
}

#[test]
fn all_contenders_agree_on_everything() {
    succeeds(&compare(&["--sizes", "1,2,9,200", "--rounds", "1"]));
}

#[test]
fn the_box_is_held_against_its_goals() {
    let stdout = succeeds(&compare(&["box", "--sizes", "10", "--rounds", "3"]));
    assert!(stdout.contains("4 rows with a goal: "), "{stdout}");
}

#[test]
fn data_is_written_beside_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let [csv, json] = ["raw.csv", "raw.json"].map(|name| folder.path().join(name));
    let args = ["box", "--kinds", "u64", "--sizes", "10", "--ops", "clone", "--rounds", "2"];
    let files = ["--csv", csv.to_str().unwrap(), "--json", json.to_str().unwrap()];
    succeeds(&compare(&[&args[..], &files].concat()));
    let csv = fs::read_to_string(csv).unwrap();
    let head = "part,shape,kind,size,op,contender,unit,statistic,value\n\
        compare,box,u64,10,clone/drop,std,ns,minimum,";
    assert!(csv.starts_with(head), "{csv}");
    let json: serde_json::Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    assert_eq!(json["rows"][0]["figures"][3][0], "cow");
    assert_eq!(json["rows"][0]["figures"][3][1]["rounds"], 2);
    assert!(json["origin"]["versions"]["imbl"].is_string());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn what_cannot_be_written_is_refused_before_anything_is_measured() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("missing/raw.csv");
    fails(
        &compare(&["--csv", below.to_str().unwrap()]),
        1,
        &["missing/raw.csv: cannot be written"],
    );
    let itself = folder.path().to_str().unwrap();
    fails(&compare(&["--json", itself]), 1, &[itself, "cannot be written", "directory"]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn wrong_arguments_are_refused() {
    fails(&compare(&["heap"]), 2, &["heap", "map, vec, tree, box, cell"]);
    fails(&compare(&["--sizes", "0"]), 2, &["--sizes", "1..=10000000"]);
    fails(&compare(&["--sizes", "10,many"]), 2, &["many"]);
    fails(&compare(&["--rounds", "0"]), 2, &["--rounds"]);
    fails(&compare(&["--kinds", "f64"]), 2, &["f64"]);
    fails(
        &compare(&["box", "--ops", "pop_first"]),
        1,
        &["no operation", "pop_first", "make_mut/unique"],
    );
}

#[test]
fn break_even_is_found_for_each_contender() {
    let stdout = succeeds(&run(&["break-even", "--sizes", "1,40,1000", "--rounds", "1"]));
    for part in ["map of u64: ", "vec of string: ", "tree of u64: ", "| imbl ", "0.1 %"] {
        assert!(stdout.contains(part), "no {part:?} in {stdout}");
    }
    assert!(stdout.contains("ecow pays between two snapshots with 1 edit: "), "{stdout}");
    assert!(stdout.contains("rpds pays between two snapshots with 1 edit: "), "{stdout}");
}

#[test]
fn memory_does_not_vary() {
    let args = ["memory", "map", "--kinds", "string", "--sizes", "10,2000"];
    let once = succeeds(&run(&args));
    assert_eq!(once, succeeds(&run(&args)));
    assert!(once.contains("map of string: memory") && once.contains("| imbl "), "{once}");
}

#[test]
fn boxes_have_no_versions() {
    fails(&run(&["memory", "box"]), 2, &["box", "map, vec, tree"]);
    fails(&run(&["break-even", "--sizes", "0"]), 2, &["--sizes"]);
    fails(&run(&["memory", "map", "--json", "/no/such/folder/x"]), 1, &["/no/such/folder/x"]);
}

#[test]
fn all_contenders_run_the_programs_and_agree() {
    let stdout = succeeds(&run(&["programs", "--rounds", "1"]));
    for part in ["word count", "undo history", "routing table", "sudoku"] {
        assert!(stdout.contains(part), "no {part:?} in {stdout}");
    }
    let undo = &stdout[stdout.find("undo history").unwrap()..];
    let rpds = undo.lines().find(|line| line.starts_with("| rpds")).unwrap();
    assert!(rpds.contains(" - |"), "rpds cannot insert: {stdout}");
}

#[test]
fn the_document_shows_the_goals_as_they_are() {
    let printed = succeeds(&run(&["goals"]));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/goals.md");
    let document = fs::read_to_string(path).unwrap();
    assert!(
        document.trim_end().ends_with(printed.trim_end()),
        "docs/goals.md does not end with what `cargo run -p benches -- goals` prints"
    );
}
