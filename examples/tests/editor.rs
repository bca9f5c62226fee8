//! The program `editor`, without a terminal: what it replays and refuses. What its keys do is tested beside it.

mod common;

use common::Program;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

const EDITOR: Program = Program(env!("CARGO_BIN_EXE_editor"));

fn replay(path: &Path) -> Vec<Value> {
    let rows = EDITOR.prints(&["--replay", "--json", path.to_str().unwrap()]);
    serde_json::from_str(&rows).unwrap()
}

/// A trace: a text of many lines, in which letters are typed and removed here and there.
fn trace() -> Value {
    let mut text: Vec<char> = "a line of the text, é\n".repeat(1_000).chars().collect();
    let start: String = text.iter().collect();
    let mut transactions = Vec::new();
    for i in 0..500 {
        let at = i * 7919 % (text.len() - 3);
        let (removed, inserted) = [(0, "x"), (1, ""), (2, "long é"), (0, "ab")][i % 4];
        text.splice(at..at + removed, inserted.chars());
        transactions.push(json!({ "time": "", "patches": [[at, removed, inserted]] }));
    }
    let end: String = text.into_iter().collect();
    json!({ "startContent": start, "endContent": end, "txns": transactions })
}

#[test]
fn a_trace_costs_leaves_and_not_texts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trace.json");
    fs::write(&path, trace().to_string()).unwrap();
    let rows = replay(&path);
    assert_eq!(rows.len(), 3);
    assert!(
        rows.iter().all(|row| row["agrees"] == true && row["kept"]["versions"] == 500),
        "{rows:?}"
    );
    let bytes = |name: &str| {
        let row = rows.iter().find(|row| row["name"] == name).unwrap();
        row["kept"]["bytes_per_version"].as_f64().unwrap()
    };
    assert!(bytes("CowText") < bytes("String, whole copies") / 4.0, "{rows:?}");
    assert!(bytes("CowText") < bytes("ropey 1.6"), "{rows:?}");

    let table = EDITOR.prints(&["--replay", path.to_str().unwrap()]);
    assert!(table.starts_with("500 edits, ") && table.contains("| CowText "), "{table}");
}

#[test]
fn the_history_of_a_file_in_git() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text.txt");
    let git = |args: &[&str]| {
        let who = ["-c", "user.name=n", "-c", "user.email=e@example.com"];
        let output =
            Command::new("git").current_dir(folder.path()).args(who).args(args).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    git(&["init", "-q"]);
    for text in ["one\ntwo\n", "one\n2\nthree\n", "zero\none\n2\nthree\n"] {
        fs::write(&path, text).unwrap();
        git(&["add", "text.txt"]);
        git(&["commit", "-q", "-m", text]);
    }
    let rows = replay(&path);
    assert!(
        rows.iter().all(|row| row["agrees"] == true && row["kept"]["versions"] == 2),
        "{rows:?}"
    );

    fs::write(folder.path().join("new.txt"), "").unwrap();
    let message = EDITOR.fails(1, &["--replay", folder.path().join("new.txt").to_str().unwrap()]);
    assert!(message.contains("no history in git: no commit has it"), "{message}");
}

#[test]
fn refuses_what_it_cannot_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.json");
    let path = path.to_str().unwrap();
    for (text, message) in [
        ("{}", "missing field `startContent` at line 1 column 2"),
        (
            r#"{"startContent": "", "endContent": "", "txns": [{"patches": [[0, "a", ""]]}]}"#,
            "invalid type: string",
        ),
        (
            r#"{"startContent": "ab", "endContent": "", "txns": [{"patches": [[1, 1, ""], [1, 1, ""]]}]}"#,
            "edit 1 does not fit a text of 1 characters",
        ),
    ] {
        fs::write(path, text).unwrap();
        let shown = EDITOR.fails(1, &["--replay", path]);
        assert!(
            shown.starts_with(&format!("error: {path}: ")) && shown.contains(message),
            "{shown}"
        );
    }
    assert!(EDITOR.fails(1, &["--replay", "no-such.txt"]).starts_with("error: no-such.txt: "));
    assert_eq!(EDITOR.fails(1, &[path]), "error: the editor needs a terminal; --replay does not\n");
    assert!(EDITOR.prints(&["--help"]).contains("--replay"));
}
