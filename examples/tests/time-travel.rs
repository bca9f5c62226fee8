//! The program `time-travel`: what was known when, what changed, and what thinning keeps.

mod common;

use common::Program;
use serde_json::Value;
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

const TRAVEL: Program = Program(env!("CARGO_BIN_EXE_time-travel"));

const CSV: &str = "\
date,currency,rate
2024-01-01,EUR,1.0
2024-01-01,USD,1.1
2024-01-02,USD,1.2
2024-01-03,CHF,\"0,9\"
2024-01-03,EUR,1.0
";

#[test]
fn as_of_changes_and_log() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (store, csv) = (path("s.redb"), path("rates.csv"));
    fs::write(&csv, CSV).unwrap();
    let ingest = ["ingest", &store, &csv, "--key", "currency", "--batch", "date"];
    assert_eq!(TRAVEL.prints(&ingest), "3 versions saved\n");

    assert_eq!(TRAVEL.prints(&["as-of", &store, "2024-01-01"]), "EUR,1.0\nUSD,1.1\n");
    assert_eq!(TRAVEL.prints(&["as-of", &store, "2024-01-02", "--prefix", "U"]), "USD,1.2\n");
    // A time between batches, or after all of them.
    assert_eq!(TRAVEL.prints(&["as-of", &store, "2025"]), "CHF,\"0,9\"\nEUR,1.0\nUSD,1.2\n");
    let changes = TRAVEL.prints(&["changes", &store, "2024-01-01", "2024-01-03"]);
    assert_eq!(changes, "+ CHF: \"0,9\"\n~ USD: 1.1 -> 1.2\n");
    let back = TRAVEL.prints(&["changes", &store, "2024-01-03", "2024-01-01", "--json"]);
    let back: Value = serde_json::from_str(&back).unwrap();
    assert_eq!((&back[0]["old"], &back[0]["new"]), (&"\"0,9\"".into(), &Value::Null));
    let log = TRAVEL.prints(&["log", &store]);
    assert!(
        log.starts_with(
            "2024-01-01  2 records\n2024-01-02  2 records\n2024-01-03  3 records\n3 versions, "
        ),
        "{log}"
    );

    // What is ingested later is added.
    fs::write(&csv, "date,currency,rate\n2024-01-04,EUR,2\n").unwrap();
    TRAVEL.prints(&ingest);
    assert_eq!(TRAVEL.prints(&["as-of", &store, "2024-01-04", "--prefix", "E"]), "EUR,2\n");
    assert_eq!(TRAVEL.prints(&["as-of", &store, "2024-01-01", "--prefix", "E"]), "EUR,1.0\n");
}

/// Keys of several columns stay apart, and spaces stay.
#[test]
fn fields_are_kept_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (store, csv) = (path("s.redb"), path("d.csv"));
    fs::write(&csv, "day,k,l,value\n1,\"a,b\",c,x\n1,a,\"b,c\",y  \n").unwrap();
    TRAVEL.prints(&["ingest", &store, &csv, "--key", "k,l", "--batch", "day"]);
    let records = TRAVEL.prints(&["as-of", &store, "1"]);
    assert_eq!(records, "\"a,b\",c,x\na,\"b,c\",y  \n");
}

#[test]
fn thinning_keeps_the_last_and_one_in_seven() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (store, csv) = (path("s.redb"), path("d.csv"));
    let rows: String = (10..40).map(|day| format!("{day},k,{day}\n")).collect();
    fs::write(&csv, format!("day,key,value\n{rows}")).unwrap();
    TRAVEL.prints(&["ingest", &store, &csv, "--key", "key", "--batch", "day"]);
    let thinned = TRAVEL.prints(&["thin", &store, "--keep", "3"]);
    assert!(thinned.contains(" nodes deleted, "), "{thinned}");
    let log: Value = serde_json::from_str(&TRAVEL.prints(&["log", &store, "--json"])).unwrap();
    let kept: Vec<_> =
        log.as_array().unwrap().iter().map(|version| version["batch"].as_str().unwrap()).collect();
    assert_eq!(kept, ["16", "23", "30", "37", "38", "39"]);
    assert_eq!(TRAVEL.prints(&["as-of", &store, "22"]), "k,16\n");
}

/// What the demonstration and its readers begin with.
#[test]
fn the_sample_is_some_megabytes_and_always_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = ["1.csv", "2.csv"].map(|name| {
        let path = folder.path().join(name);
        TRAVEL.prints(&["sample", path.to_str().unwrap()]);
        fs::read_to_string(path).unwrap()
    });
    assert!(first == second);
    assert!(first.starts_with("station,day,received,celsius,state\ns0000,0000,0000,4.4,raw\n"));
    assert!((3_000_000..5_000_000).contains(&first.len()), "{}", first.len());
}

#[test]
fn all_ways_find_the_same_and_ours_is_small() {
    let rows = TRAVEL.prints(&["--days", "60", "--stations", "50", "--json"]);
    let rows: Value = serde_json::from_str(&rows).unwrap();
    let rows = rows.as_array().unwrap();
    assert!(rows.iter().all(|row| row["found"] == rows[0]["found"]), "{rows:?}");
    assert!(rows[0]["found"].as_u64().unwrap() >= 30, "{rows:?}");
    let bytes = |row: &Value| row["bytes_per_version"].as_f64().unwrap();
    assert!(bytes(&rows[0]) < bytes(&rows[1]), "{rows:?}");

    let tour = TRAVEL.prints(&["--days", "40", "--stations", "50"]);
    assert!(
        tour.contains("1 of them corrections") && tour.contains("thinned from 40 to 31 versions"),
        "{tour}"
    );
}

/// A damaged store is named with the node in which it is damaged, and no record of it is shown.
#[test]
fn damage_is_named_with_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (store, csv) = (path("s.redb"), path("d.csv"));
    let rows: String = (100..400).map(|key| format!("1,k{key},findable{key}\n")).collect();
    fs::write(&csv, format!("day,key,value\n{rows}2,k200,later\n")).unwrap();
    TRAVEL.prints(&["ingest", &store, &csv, "--key", "key", "--batch", "day"]);
    let mut bytes = fs::read(&store).unwrap();
    let damaged = common::damage(&mut bytes, b"findable300");
    assert!(damaged > 0);
    fs::write(&store, bytes).unwrap();
    for args in [
        &["log", &store] as &[&str],
        &["as-of", &store, "1"],
        &["changes", &store, "1", "2"],
        &["thin", &store],
    ] {
        let message = TRAVEL.fails(1, args);
        let start = format!("error: {store}: node ");
        assert!(
            message.starts_with(&start) && message.ends_with(": its checksum is wrong\n"),
            "{message}"
        );
    }
}

#[test]
fn refuses_what_it_cannot_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (store, csv) = (path("s.redb"), path("d.csv"));
    let ingest = |text: &str| {
        fs::write(&csv, text).unwrap();
        TRAVEL.fails(1, &["ingest", &store, &csv, "--key", "key", "--batch", "day"])
    };
    let message = ingest("day,key\n1,a\n2,b,c\n");
    assert!(message.contains(&csv) && message.contains("line: 3"), "{message}");
    assert_eq!(
        ingest("day,name\n1,a\n"),
        format!("error: {csv}: there is no column `key` among day, name\n")
    );
    assert_eq!(ingest("day,key\n"), format!("error: {csv}: there are no records\n"));
    // What was known at 9 could not be told from what was known at 10.
    assert_eq!(
        ingest("day,key\n8,a\n9,a\n10,a\n"),
        format!(
            "error: {csv}: line 4: batch `10` is not after `9`; batches come in the order of their names as text\n"
        )
    );
    // Nothing was written for any of them.
    assert!(TRAVEL.fails(1, &["log", &store]).starts_with(&format!("error: {store}: ")));

    fs::write(&store, "no store").unwrap();
    assert!(TRAVEL.fails(1, &["log", &store]).starts_with(&format!("error: {store}: ")));
    assert_eq!(fs::read_to_string(&store).unwrap(), "no store");

    let (store, csv) = (path("t.redb"), path("e.csv"));
    fs::write(&csv, "day,key\n5,a\n").unwrap();
    TRAVEL.prints(&["ingest", &store, &csv, "--key", "key", "--batch", "day"]);
    let again = TRAVEL.fails(1, &["ingest", &store, &csv, "--key", "key", "--batch", "day"]);
    assert!(again.contains("line 2: batch `5` is not after `5`"), "{again}");
    assert_eq!(
        TRAVEL.fails(1, &["as-of", &store, "4"]),
        format!("error: {store}: no version is as old as 4\n")
    );
    let large = TRAVEL.fails(1, &["sample", &csv, "--days", "9999", "--stations", "1000000"]);
    assert!(large.contains("a sample has at most 20,000,000 readings"), "{large}");
    assert!(TRAVEL.prints(&["--help"]).contains("ingest"));
}

/// What the comparison writes is removed also when it is interrupted.
#[cfg(unix)]
#[test]
fn an_interrupt_leaves_no_files() {
    let folder = tempfile::tempdir().unwrap();
    let is_empty = || fs::read_dir(folder.path()).unwrap().next().is_none();
    let mut command = Command::new(TRAVEL.0);
    command.env("TMPDIR", folder.path()).stdin(Stdio::null()).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    while is_empty() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it wrote anything");
        thread::sleep(Duration::from_millis(10));
    }
    thread::sleep(Duration::from_millis(200));
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(is_empty());
}
