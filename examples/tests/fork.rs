//! The program `fork`: forks share, snapshots stay, and the mistake in the program is found.

mod common;

use common::Program;
use serde_json::Value;
use std::fs;

const FORK: Program = Program(env!("CARGO_BIN_EXE_fork"));

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&FORK.prints(&[args, &["--json"]].concat())).unwrap()
}

#[test]
fn forks_share_what_is_not_written() {
    let json = json(&["--memory", "8MiB", "--pages", "100", "--forks", "3", "--no-fuzz"]);
    let rows = json["forks"].as_array().unwrap();
    let names: Vec<_> = rows.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), if cfg!(target_os = "linux") { 3 } else { 2 });
    assert!(rows.iter().all(|row| row["unchanged"] == true), "{rows:?}");

    let pages = |row: &Value| row["bytes_per_fork"].as_u64().unwrap() / 4096;
    // The fork wrote 100 pages, and has the old versions of 100 others that the memory wrote.
    assert!((200..210).contains(&pages(&rows[0])), "{rows:?}");
    // The system's fork has copies of its own stack and heap besides.
    if cfg!(target_os = "linux") {
        assert!((200..2_048).contains(&pages(&rows[1])), "{rows:?}");
    }
    assert_eq!(pages(rows.last().unwrap()), 2_048);

    let resident = &rows[0]["resident"];
    assert_eq!(resident["rss"], 8 << 20);
    assert_eq!(resident["private"], 200 * 4096);
    assert_eq!(resident["shared"], (8 << 20) - 200 * 4096);
}

#[test]
fn the_mistake_is_found_from_a_snapshot() {
    let args = ["--memory", "1MiB", "--pages", "10", "--forks", "1"];
    let json = json(&[&args[..], &["--runs", "30000"]].concat());
    let fuzz = &json["fuzz"];
    assert_eq!(fuzz["snapshot_unchanged"], true);
    let crash = &fuzz["crash"];
    let input: Vec<u8> = serde_json::from_value(crash["input"].clone()).unwrap();
    assert!(input.starts_with(b"COW\x02"), "{crash}");
    assert!(crash["message"].as_str().unwrap().contains("is not in a memory of 0x"), "{crash}");
    let pages = fuzz["pages_per_run"].as_f64().unwrap();
    assert!((1.0..20.0).contains(&pages), "{pages}");

    let table = FORK.prints(&[&args[..], &["--runs", "10"]].concat());
    assert!(
        table.contains("| CowVec of pages |") && table.contains("no input made it fail"),
        "{table}"
    );
}

#[test]
fn refuses_what_it_cannot_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.asm");
    let path = file.to_str().unwrap();
    for (text, message) in [
        ("  set r1, 5\n\n  jump nowhere", "line 3: there is no label `nowhere`"),
        ("set r9, 5", "line 1: `r9` is neither a register, r0 to r7, nor a number"),
        ("set 9, 5", "line 1: 9 is no register"),
        ("; nothing\nfly r1, r2", "line 2: there is no instruction `fly` of two operands"),
        ("halt", "the program ends before it is `ready` for input"),
    ] {
        fs::write(&file, text).unwrap();
        let args = ["--memory", "1MiB", "--pages", "1", "--forks", "1", "--program", path];
        assert_eq!(FORK.fails(1, &args), format!("error: {path}: {message}\n"));
    }
    assert!(FORK.fails(1, &["--program", "no-such.asm"]).starts_with("error: no-such.asm: "));
    let small = FORK.fails(1, &["--memory", "1MiB", "--pages", "1000"]);
    assert!(small.starts_with("error: --memory: 1.0 MiB has fewer than 1000 pages"), "{small}");
    let most = FORK.fails(1, &["--memory", "1MiB", "--pages", "18446744073709551615"]);
    assert!(most.starts_with("error: --memory: 1.0 MiB has fewer than"), "{most}");
    if cfg!(target_os = "linux") {
        for size in ["64TiB", "16777215TiB"] {
            let large = FORK.fails(1, &["--memory", size, "--forks", "1", "--no-fuzz"]);
            assert!(large.starts_with("error: --memory: three times "), "{large}");
            assert!(large.ends_with(" are free\n"), "{large}");
        }
    }
    assert!(FORK.fails(2, &["--memory", "big"]).contains("invalid value 'big'"));
    assert!(FORK.prints(&["--help"]).contains("--runs"));
}
