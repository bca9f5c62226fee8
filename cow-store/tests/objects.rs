//! Objects: several processes publish to one name at the same time, and readers read only what they lack.
//!
//! The processes use files in a folder, or what the environment variable `COW_STORE_URL` leads to, as `tools/s3-emulator`
//! sets it.
#![cfg(feature = "objects")]

use cow_store::backend::{Backend, Objects};
use cow_store::{NodeId, Publish, Store, VersionId, View};
use cow_tree::CowTreeMap;
use std::process::Command;
use std::time::Duration;

type Map = CowTreeMap<u32, u32>;

/// Set in the processes that publish: the URL or folder, and the number of the process.
const CHILD: &str = "COW_STORE_PUBLISHER";

fn open(place: &str) -> Store {
    let objects = if place.contains("://") {
        Objects::from_url(place, std::env::vars().filter(|(key, _)| key.starts_with("AWS_")))
    } else {
        Objects::local(place)
    };
    Store::open(objects.unwrap()).unwrap()
}

/// How often each process publishes.
const ROUNDS: u32 = 25;

/// Adds its own keys to the map that a name points to; merges with what others have published.
fn publisher(place: &str, number: u32) {
    let store = open(place);
    let mut conflicts = 0;
    let mut base = store.current("shared").unwrap();
    let load = |id: Option<VersionId>| id.map_or_else(|| Ok(Map::new()), |id| store.load(id));
    let mut map: Map = load(base).unwrap();
    for round in 0..ROUNDS {
        map.insert(number * 1000 + round, round);
        loop {
            let id = store.save(&map).unwrap();
            match store.publish("shared", base, id).unwrap() {
                Publish::Moved => {
                    base = Some(id);
                    break;
                }
                Publish::Conflict { current } => {
                    conflicts += 1;
                    // Keys are of one process each, so a union is the merge.
                    map = map.union(load(current).unwrap());
                    base = current;
                }
            }
        }
    }
    println!("process {number}: {conflicts} conflicts");
}

#[test]
fn processes_publish_at_the_same_time_and_lose_nothing() {
    if let Ok(child) = std::env::var(CHILD) {
        let (number, place) = child.split_once(' ').unwrap();
        publisher(place, number.parse().unwrap());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let place = std::env::var("COW_STORE_URL")
        .unwrap_or_else(|_| folder.path().to_str().unwrap().to_owned());
    let mut processes: Vec<_> = (0..3)
        .map(|number| {
            Command::new(std::env::current_exe().unwrap())
                .args(["processes_publish_at_the_same_time_and_lose_nothing", "--exact"])
                .args(["--nocapture", "--test-threads=1"])
                .env(CHILD, format!("{number} {place}"))
                .spawn()
                .unwrap()
        })
        .collect();
    for process in &mut processes {
        assert!(process.wait().unwrap().success());
    }
    let store = open(&place);
    let map: Map = store.load(store.current("shared").unwrap().unwrap()).unwrap();
    let expected: Map =
        (0..3).flat_map(|number| (0..ROUNDS).map(move |i| (number * 1000 + i, i))).collect();
    assert_eq!(map, expected);
    assert_eq!(store.history("shared").unwrap().len(), 3 * ROUNDS as usize);
    assert!(store.verify(|_, _| ()).unwrap().errors.is_empty());
}

#[test]
fn a_collection_makes_packs_smaller_and_keeps_their_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(Objects::local(folder.path()).unwrap()).unwrap();
    let reader = Store::open(Objects::local(folder.path()).unwrap()).unwrap();
    let mut map: Map = (0..50_000).map(|i| (i, i)).collect();
    let mut ids = vec![];
    for i in 0..10 {
        map.insert(i * 5_000, 7);
        ids.push((store.save(&map).unwrap(), map.clone()));
    }
    assert_eq!(store.publish("main", None, ids[9].0).unwrap(), Publish::Moved);
    // A reader that has the packs of before in memory goes on.
    let view: View<Map> = reader.view(ids[9].0).unwrap();
    assert_eq!(view.get(&1).unwrap(), Some(1));
    std::thread::sleep(Duration::from_millis(2));
    let size = || -> u64 {
        let objects = Objects::local(folder.path()).unwrap();
        objects.list().unwrap().iter().map(|(_, bytes)| bytes).sum()
    };
    let before = size();
    store.gc(Duration::ZERO).unwrap();
    let collected = store.gc(Duration::ZERO).unwrap();
    // A path and a root for each of nine versions.
    assert!(collected.deleted > 9 * 3);
    assert_eq!(size(), before - collected.bytes);
    let entries: Result<Vec<_>, _> = view.range(..).collect();
    assert_eq!(entries.unwrap().len(), 50_000);
    assert_eq!(reader.load::<Map>(ids[9].0).unwrap(), ids[9].1);
    assert!(reader.load::<Map>(ids[3].0).is_err());
    assert!(store.verify(|_, _| ()).unwrap().errors.is_empty());
    // A process that has seen no number but the first does not use one again.
    let objects = Objects::local(folder.path()).unwrap();
    for number in 1..=ids[9].0.0 {
        assert!(!objects.put_batch(number, &[(0, vec![])]).unwrap());
    }
    assert_eq!(objects.last_commit().unwrap(), ids[9].0.0);
}

#[test]
fn objects_keep_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    for objects in [Objects::local(folder.path()).unwrap(), Objects::memory().unwrap()] {
        assert_eq!(objects.last_commit().unwrap(), 0);
        assert!(objects.list().unwrap().is_empty());
        let large = vec![7; 700_000];
        let batch = [(0, b"a".to_vec()), (3, large.clone()), (u32::MAX, b"last".to_vec())];
        assert!(objects.put_batch(1, &batch).unwrap());
        assert!(!objects.put_batch(1, &[(0, b"b".to_vec())]).unwrap());
        assert!(objects.put_batch(1, &batch).unwrap(), "the same bytes: a repeated request");
        let get = |index| objects.get(NodeId::new(1, index)).unwrap();
        assert_eq!(get(3), Some(large));
        assert_eq!((get(0), get(1)), (Some(b"a".to_vec()), None));
        assert_eq!(objects.get(NodeId::new(2, 0)).unwrap(), None);
        objects.delete(&[NodeId::new(1, 3), NodeId::new(9, 9)]).unwrap();
        assert_eq!((get(3), get(u32::MAX)), (None, Some(b"last".to_vec())));
        assert_eq!(objects.list().unwrap().len(), 2);

        assert!(objects.create_root_if_absent("names/a/1", b"x").unwrap());
        assert!(!objects.create_root_if_absent("names/a/1", b"y").unwrap());
        assert!(objects.create_root_if_absent("names/a.b/1", b"y").unwrap());
        assert!(objects.create_root_if_absent("names/a/2", b"y").unwrap());
        assert_eq!(objects.get_root("names/a/1").unwrap(), Some(b"x".to_vec()));
        assert_eq!(objects.get_root("names/a/3").unwrap(), None);
        assert_eq!(objects.list_roots("names/a/", "").unwrap(), ["names/a/1", "names/a/2"]);
        assert_eq!(objects.list_roots("names/a/", "names/a/1").unwrap(), ["names/a/2"]);
        assert_eq!(objects.list_roots("names/", "").unwrap().len(), 3);
        objects.delete_root("names/a/1").unwrap();
        objects.delete_root("names/a/1").unwrap();
        assert_eq!(objects.list_roots("names/a/", "").unwrap(), ["names/a/2"]);
    }
}

/// What a call has returned is on the disk, however the folder was named.
#[test]
#[cfg(unix)]
fn files_are_synced() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("file://{}", folder.path().display());
    let named = Objects::from_url(&url, [("", ""); 0]).unwrap();
    for objects in [named, Objects::local(folder.path()).unwrap()] {
        assert!(format!("{objects:?}").contains("fsync: true"), "{objects:?}");
        Store::open(objects).unwrap().save(&Map::from([(1, 2)])).unwrap();
    }
    assert!(folder.path().join(format!("packs/{:020}", 2)).exists(), "both write there");
}

/// Pins of one version that are made at the same time, for the same time.
#[test]
fn each_pin_is_one() {
    const PINS: usize = 8;
    let folder = tempfile::tempdir().unwrap();
    let open = || Store::open(Objects::local(folder.path()).unwrap()).unwrap();
    let id = open().save(&Map::from([(1, 2)])).unwrap();
    let start = std::sync::Barrier::new(PINS);
    let pins: Vec<_> = std::thread::scope(|scope| {
        let pin = || {
            let store = open();
            start.wait();
            store.pin(id, Duration::MAX).unwrap()
        };
        let pins: Vec<_> = (0..PINS).map(|_| scope.spawn(pin)).collect();
        pins.into_iter().map(|pin| pin.join().unwrap()).collect()
    });
    let records = Objects::local(folder.path()).unwrap();
    for (dropped, pin) in pins.into_iter().enumerate() {
        assert_eq!(records.list_roots("pins/", "").unwrap().len(), PINS - dropped);
        drop(pin);
    }
}
