//! The command, on stores of a file and of a folder.
#![cfg(feature = "cli")]

use cow_store::backend::{Objects, Redb};
use cow_store::{Codec, Publish, Store, StoredState};
use cow_tree::CowTreeMap;
use cow_vec::CowVec;
use std::path::Path;
use std::process::Command;

type State = (CowTreeMap<String, u32>, CowVec<String>, cow_map::CowSet<u32, StoredState>);

/// Two versions, the second of which has a name, and one that nothing needs.
fn fill(store: &Store) {
    let mut state = State::default();
    state.0.extend((0..500).map(|i| (format!("key {i:03}"), i)));
    state.1.extend(["one", "two", "three"].map(String::from));
    store.save(&state).unwrap();
    state.0.insert("key 007".into(), 1000);
    state.0.remove("key 008");
    state.0.insert("key 9".into(), 9);
    state.1.insert(1, "and a half".into());
    state.2.insert(5);
    let id = store.save(&state).unwrap();
    assert_eq!(store.publish("main", None, id).unwrap(), Publish::Moved);
}

/// What the command prints, if it succeeds.
fn run(store: &Path, arguments: &[&str]) -> Result<String, String> {
    let command = env!("CARGO_BIN_EXE_cow-store");
    let out = Command::new(command).arg(store).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    if out.status.success() { Ok(text(out.stdout)) } else { Err(text(out.stderr)) }
}

#[test]
fn every_command() {
    let folder = tempfile::tempdir().unwrap();
    let (file, objects) = (folder.path().join("a.redb"), folder.path().join("objects"));
    fill(&Store::open_with(Redb::open(&file).unwrap(), Codec::Json).unwrap());
    fill(&Store::open_with(Objects::local(&objects).unwrap(), Codec::Json).unwrap());
    for store in [&file, &objects] {
        let log = run(store, &["log"]).unwrap();
        assert!(log.contains("main") && log.contains("v2"), "{log}");
        assert!(run(store, &["log", "main", "--json"]).unwrap().contains(r#""elements":505"#));

        let show = run(store, &["show", "main", "--limit", "2"]).unwrap();
        for part in [
            "part 0: an ordered map or set of 500 elements",
            r#"["key 000",0]"#,
            "498 more",
            r#""one""#,
            "2 more",
            "[5,null]",
        ] {
            assert!(show.contains(part), "{part} in {show}");
        }
        let part = run(store, &["show", "v1", "--part", "1", "--json"]).unwrap();
        assert_eq!(part.matches("element\"").count(), 3, "{part}");

        let diff = run(store, &["diff", "v1", "main"]).unwrap();
        let expected = "~ \"key 007\": 7 -> 1000\n- \"key 008\": 8\n+ \"key 9\": 9\n";
        assert_eq!(diff, expected);
        let diff = run(store, &["diff", "1", "2", "--part", "1"]).unwrap();
        assert_eq!(diff, "+ \"and a half\"\n");
        assert_eq!(run(store, &["diff", "1", "2", "--part", "2"]).unwrap(), "+ 5\n");

        let stats: serde_json::Value =
            serde_json::from_str(&run(store, &["stats", "--json"]).unwrap()).unwrap();
        assert_eq!((&stats["versions"], &stats["names"]), (&2.into(), &1.into()));
        assert!(run(store, &["verify"]).unwrap().contains("of 2 versions, 0 damaged"));
        assert!(run(store, &["gc"]).unwrap().starts_with("0 nodes"), "all is recent");
        run(store, &["gc", "--grace", "0s", "--keep", "1"]).unwrap();
        run(store, &["gc", "--grace", "0s"]).unwrap();
        assert!(run(store, &["show", "v1"]).unwrap_err().contains("there is no version v1"));
        assert!(run(store, &["show", "nothing"]).is_err());
    }
    assert!(run(&folder.path().join("none"), &["stats"]).unwrap_err().contains("no such file"));
}

#[test]
fn what_is_not_json_is_counted_only() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.redb");
    fill(&Store::open(Redb::open(&file).unwrap()).unwrap());
    assert!(run(&file, &["show", "main"]).unwrap().contains("not written as JSON"));
    assert!(run(&file, &["diff", "v1", "v2"]).unwrap_err().contains("not written as JSON"));
    assert!(run(&file, &["verify"]).is_ok());
}

#[test]
fn damage_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fill(&Store::open_with(Objects::local(folder.path()).unwrap(), Codec::Json).unwrap());
    let pack = folder.path().join(format!("packs/{:020}", 1));
    let mut bytes = std::fs::read(&pack).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&pack, bytes).unwrap();
    let error = Command::new(env!("CARGO_BIN_EXE_cow-store"))
        .arg(folder.path())
        .arg("verify")
        .output()
        .unwrap();
    assert_eq!(error.status.code(), Some(1));
    let text = String::from_utf8(error.stdout).unwrap();
    assert!(text.contains("node 1:version: its checksum is wrong"), "{text}");
}
