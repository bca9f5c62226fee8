//! A process that saves and publishes in a loop is killed at random moments: nothing that it acknowledged is lost.
//!
//! Kills 10 times, or as often as the environment variable `COW_STORE_KILLS` says: `COW_STORE_KILLS=200 cargo test -p
//! cow-collections-store --test crash`.
#![cfg(all(unix, feature = "redb"))]

use cow_store::backend::Redb;
use cow_store::{Publish, Store, VersionId};
use cow_tree::CowTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

type Map = CowTreeMap<u32, u32>;

/// Set in the process that is killed: the path of the store.
const CHILD: &str = "COW_STORE_CRASH_CHILD";

/// What the map is after so many steps.
fn model(steps: u32) -> Map {
    (0..1000).chain((0..steps).map(|step| step * 7 % 1500)).fold(Map::new(), |mut map, key| {
        *map.entry(key).or_default() += 1;
        map
    })
}

fn open(path: &Path) -> Store {
    Store::open(Redb::open(path).unwrap()).unwrap()
}

/// The step that a name's version is of, is the number of moves of the name.
fn steps(store: &Store) -> u32 {
    store.history("main").unwrap().len() as u32
}

/// Saves and publishes until it is killed, and acknowledges each publication by a line.
fn child(path: &Path) {
    let store = open(path);
    let mut expected = store.current("main").unwrap();
    let mut step = steps(&store);
    let mut map: Map = expected.map_or_else(Map::new, |id| store.load(id).unwrap());
    if expected.is_none() {
        map = model(0);
    }
    let mut out = std::io::stdout();
    loop {
        if expected.is_some() {
            *map.entry(step.wrapping_sub(1) * 7 % 1500).or_default() += 1;
        }
        let id = store.save(&map).unwrap();
        assert_eq!(store.publish("main", expected, id).unwrap(), Publish::Moved);
        expected = Some(id);
        step += 1;
        writeln!(out, "{} {step}", id.0).unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn nothing_acknowledged_is_lost() {
    if let Some(path) = std::env::var_os(CHILD) {
        child(Path::new(&path));
    }
    let kills = std::env::var("COW_STORE_KILLS").map_or(10, |kills| kills.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.redb");
    let mut acknowledged: Vec<(VersionId, u32)> = vec![];
    let mut rng = fastrand::Rng::with_seed(3);
    for _ in 0..kills {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["nothing_acknowledged_is_lost", "--exact", "--nocapture", "--test-threads=1"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(process.stdout.take().unwrap());
        let reader = std::thread::spawn(move || {
            let lines = out.lines().map_while(Result::ok);
            let pair = |line: String| {
                let (id, step) = line.split_once(' ')?;
                Some((VersionId(id.parse().ok()?), step.parse().ok()?))
            };
            lines.filter_map(pair).collect::<Vec<(VersionId, u32)>>()
        });
        std::thread::sleep(Duration::from_micros(rng.u64(5_000..250_000)));
        process.kill().unwrap();
        process.wait().unwrap();
        acknowledged.extend(reader.join().unwrap());

        if !path.exists() {
            continue;
        }
        let store = open(&path);
        if let Some((id, step)) = acknowledged.last() {
            assert_eq!(store.load::<Map>(*id).unwrap(), model(step - 1));
            assert!(steps(&store) >= *step, "a publication that was acknowledged");
        }
        if let Some(current) = store.current("main").unwrap() {
            assert_eq!(store.load::<Map>(current).unwrap(), model(steps(&store) - 1));
        }
    }
    let store = open(&path);
    for (id, step) in &acknowledged {
        assert_eq!(store.load::<Map>(*id).unwrap(), model(step - 1));
    }
    let verified = store.verify(|_, _| ()).unwrap();
    assert!(verified.errors.is_empty(), "{:?}", verified.errors);
    // Shown with `--nocapture`.
    println!("{kills} kills, {} versions acknowledged", acknowledged.len());
    assert!(!acknowledged.is_empty(), "time enough for one version");
}
