//! What is compared agrees, and histories are read and refused.

use std::fs;
use text_bench::own;
use text_bench::replay::{Phases, compare};
use text_bench::rope::REPLAYS;
use text_bench::trace::{Error, Trace};
use text_bench::typing;

/// Every rope ends with the text that the trace has, and those with versions keep them all.
fn check(trace: &Trace) {
    let runs = REPLAYS.map(|(_, run)| run);
    for row in compare(trace, &runs, 1, || 0, Phases::Both).ropes {
        assert!(row.agrees, "{}: {row:?}", trace.name);
        let kept = row.kept.map(|kept| kept.versions);
        assert_eq!(kept, (row.name != "jumprope").then_some(trace.edits.len()), "{}", row.name);
    }
}

#[test]
fn ropes_agree_on_a_text_of_many_scripts() {
    let trace = typing::trace(3_000);
    assert!(trace.end.len() > trace.end.chars().count() + 1_000, "most of it is ASCII");
    assert!(trace.edits.iter().any(|edit| edit.removed > 1 && edit.inserted.is_empty()));
    check(&trace);
}

#[test]
fn ropes_agree_on_the_histories_that_ship() {
    for path in own() {
        let trace = Trace::read(&path).unwrap();
        assert!(trace.edits.len() > 50);
        check(&trace);
    }
}

#[test]
fn what_is_written_is_read_again() {
    let folder = std::env::temp_dir().join(format!("text-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let trace = typing::trace(500);
    for name in ["t.json", "t.json.gz"] {
        let path = folder.join(name);
        trace.write(&path).unwrap();
        let read = Trace::read(&path).unwrap();
        assert_eq!((&*read.name, &read.start, &read.end), ("t", &trace.start, &trace.end));
        let edits = |trace: &Trace| format!("{:?}", trace.edits);
        assert_eq!(edits(&read), edits(&trace));
    }
    let path = folder.join("wrong.json");
    fs::write(&path, r#"{"startContent": "a", "endContent": "b", "txns": []}"#).unwrap();
    assert!(matches!(Trace::read(&path), Err(Error::WrongEnd { .. })));
    fs::remove_dir_all(&folder).unwrap();
}
