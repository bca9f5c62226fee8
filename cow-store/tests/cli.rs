//! The command, on stores of a file and of a folder.
#![cfg(feature = "cli")]

use cow_core::CowBox;
use cow_store::backend::{Backend, Objects, Redb};
use cow_store::format::{Contents, Draft, Kind, Section, seal};
use cow_store::{Codec, Publish, Store, StoredState, VersionId};
use cow_tree::binary_tree::Side;
use cow_tree::{BinaryTree, CowTreeMap};
use cow_vec::{CowVec, cow_vec};
use std::path::Path;
use std::process::{Command, Stdio};

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

/// Nodes that are written later come first.
#[test]
fn vectors_are_compared_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.redb");
    let store = Store::open_with(Redb::open(&file).unwrap(), Codec::Json).unwrap();
    let mut list: CowVec<u32> = (0..20_000).collect();
    store.save(&list).unwrap();
    list[15_000] = 1;
    store.save(&list).unwrap();
    list[3] = 2;
    store.save(&list).unwrap();
    drop(store);
    assert_eq!(run(&file, &["diff", "1", "3"]).unwrap(), "- 3\n+ 2\n- 15000\n+ 1\n");
    let json = run(&file, &["diff", "2", "1", "--json"]).unwrap();
    assert_eq!(json, "{\"old\":1}\n{\"new\":15000}\n");
}

#[test]
fn binary_trees_and_bytes_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.redb");
    let store = Store::open_with(Redb::open(&file).unwrap(), Codec::Json).unwrap();
    let mut tree = BinaryTree::from_level_order((1..=7).map(Some)).unwrap();
    let mut bytes: CowBox<[u8]> = vec![1, 2, 3].into();
    store.save(&(tree.clone(), bytes.clone())).unwrap();
    tree.set(&[Side::Left], 9).unwrap();
    tree.take(&[Side::Left, Side::Right]);
    CowBox::make_mut(&mut bytes)[1] = 7;
    store.save(&(tree, bytes)).unwrap();
    drop(store);
    let diff = run(&file, &["diff", "1", "2"]).unwrap();
    assert_eq!(diff, "~ [\"left\"]: 2 -> 9\n- [\"left\",\"right\"]: 5\n");
    assert_eq!(run(&file, &["diff", "1", "2", "--part", "1"]).unwrap(), "- 2\n+ 7\n");
}

#[test]
fn a_name_that_is_also_a_number_is_not_guessed_at() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.redb");
    let store = Store::open_with(Redb::open(&file).unwrap(), Codec::Json).unwrap();
    let ids = [0, 1].map(|item| store.save(&cow_vec![item]).unwrap());
    assert_eq!(store.publish("1", None, ids[1]).unwrap(), Publish::Moved);
    drop(store);
    let said = run(&file, &["show", "1"]).unwrap_err();
    assert!(said.contains("`1` is a name, of v2: write v1"), "{said}");
    assert!(run(&file, &["show", "v1"]).unwrap().contains("v1, saved"));
    assert!(run(&file, &["show", "v2"]).unwrap().contains("v2, saved"));
}

/// A stored time may be anything.
#[test]
fn a_time_of_any_year_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.redb");
    let backend = Redb::open(&file).unwrap();
    let contents = Contents { saved: u64::MAX, parts: vec![] };
    let draft = Draft {
        kind: Kind::Version,
        codec: Codec::Postcard,
        children: vec![],
        keys: Section::default(),
        items: Section { count: 1, bytes: postcard::to_allocvec(&contents).unwrap() },
    };
    let mut bytes = draft.encode().unwrap();
    seal(VersionId(1).node(), &mut bytes);
    assert!(backend.put_batch(1, &[(VersionId::INDEX, bytes)]).unwrap());
    drop(backend);
    let shown = run(&file, &["show", "1"]).unwrap();
    assert!(shown.contains("18446744073709551615 ms after 1970"), "{shown}");
}

/// A pack of which the last byte, which belongs to a checksum, is wrong.
fn damaged() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fill(&Store::open_with(Objects::local(folder.path()).unwrap(), Codec::Json).unwrap());
    let pack = folder.path().join(format!("packs/{:020}", 1));
    let mut bytes = std::fs::read(&pack).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&pack, bytes).unwrap();
    folder
}

#[test]
#[cfg(unix)]
fn output_may_be_closed() {
    let closed = |store: &Path, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cow-store"));
        command.arg(store).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        drop(process.stdout.take());
        let out = process.wait_with_output().unwrap();
        (out.status.code(), String::from_utf8(out.stderr).unwrap())
    };
    let damaged = damaged();
    assert_eq!(closed(damaged.path(), &["show", "v2"]), (Some(0), String::new()));
    // Its result is its status.
    assert_eq!(closed(damaged.path(), &["verify"]), (Some(1), String::new()));
}

#[test]
fn damage_is_told() {
    let folder = damaged();
    let error = Command::new(env!("CARGO_BIN_EXE_cow-store"))
        .arg(folder.path())
        .arg("verify")
        .output()
        .unwrap();
    assert_eq!(error.status.code(), Some(1));
    let text = String::from_utf8(error.stdout).unwrap();
    assert!(text.contains("node 1:version: its checksum is wrong"), "{text}");
}
