//! The program `mvcc`: isolation, crashes, and what a reader costs that stays open.

mod common;

use common::Program;
use serde_json::Value;
use std::fs;

const MVCC: Program = Program(env!("CARGO_BIN_EXE_mvcc"));

#[test]
fn put_get_scan_remove() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.redb");
    let store = path.to_str().unwrap();
    for (key, value) in [("b1", "x"), ("a", "y"), ("b0", "z"), ("b1", "w")] {
        MVCC.prints(&["put", store, key, value]);
    }
    assert_eq!(MVCC.prints(&["get", store, "b1"]), "w\n");
    assert_eq!(MVCC.prints(&["scan", store, "b"]), "b0\tz\nb1\tw\n");
    MVCC.prints(&["remove", store, "b0"]);
    assert_eq!(MVCC.prints(&["scan", store]), "a\ty\nb1\tw\n");
    let missing = format!("error: {store}: there is no key b0\n");
    assert_eq!(MVCC.fails(1, &["get", store, "b0"]), missing);
    assert_eq!(MVCC.fails(1, &["remove", store, "b0"]), missing);

    // Only `put` makes a store.
    let absent = folder.path().join("absent.redb");
    let name = absent.to_str().unwrap();
    for args in [&["get", name, "a"] as &[&str], &["remove", name, "a"], &["scan", name]] {
        assert!(MVCC.fails(1, args).starts_with(&format!("error: {name}: ")));
        assert!(!absent.exists());
    }
    fs::write(&absent, "").unwrap();
    let empty = format!("error: {name}: it is empty, and no store\n");
    assert_eq!(MVCC.fails(1, &["scan", name]), empty);
    assert_eq!(fs::read(&absent).unwrap(), b"");
    assert!(MVCC.fails(2, &["--keys", "18446744073709551615"]).contains("is not in 1..=10000000"));
    assert!(MVCC.fails(2, &["--seconds=-1"]).contains("negative"));

    fs::write(&path, "no store").unwrap();
    assert!(MVCC.fails(1, &["get", store, "a"]).starts_with(&format!("error: {store}: ")));
    assert_eq!(fs::read_to_string(&path).unwrap(), "no store");
    assert!(MVCC.prints(&["--help"]).contains("--kills"));
}

/// A damaged store is named with the node in which it is damaged, and is left as it is.
#[test]
fn damage_is_named_with_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.redb");
    let store = path.to_str().unwrap();
    MVCC.prints(&["put", store, "key", "findable"]);
    let mut bytes = fs::read(&path).unwrap();
    assert!(common::damage(&mut bytes, b"findable") > 0);
    fs::write(&path, bytes).unwrap();
    for args in [&["scan", store] as &[&str], &["get", store, "key"], &["put", store, "a", "b"]] {
        let message = MVCC.fails(1, args);
        let start = format!("error: {store}: node ");
        assert!(
            message.starts_with(&start) && message.ends_with(": its checksum is wrong\n"),
            "{message}"
        );
    }
}

#[test]
fn nothing_acknowledged_is_lost_and_readers_are_isolated() {
    let args = ["--keys", "300", "--commits", "30", "--seconds", "0.2", "--kills", "5", "--json"];
    let json: Value = serde_json::from_str(&MVCC.prints(&args)).unwrap();
    let crashes = &json["crashes"];
    assert_eq!(
        (&crashes["kills"], &crashes["lost"], &crashes["torn"]),
        (&5.into(), &0.into(), &0.into())
    );
    assert!(crashes["acknowledged"].as_u64().unwrap() > 0, "{crashes}");
    let stores = json["stores"].as_array().unwrap();
    assert_eq!(stores.len(), 3);
    assert!(stores.iter().all(|store| store["is_isolated"] == true), "{stores:?}");
    assert!(stores[0]["reader_holds"].as_u64().unwrap() > 0, "{stores:?}");
}
