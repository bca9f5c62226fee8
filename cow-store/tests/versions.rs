//! Names, pins, collections, and reports of a store.

mod common;

use common::Planned;
use cow_store::backend::{Backend, Memory};
use cow_store::{Error, Publish, Store, VersionId};
use cow_tree::CowTreeMap;
use std::collections::HashSet;
use std::sync::mpsc;
use std::time::Duration;

type Map = CowTreeMap<u32, u32>;

const NONE: Duration = Duration::ZERO;
const HOUR: Duration = Duration::from_secs(3600);

fn map(len: u32) -> Map {
    (0..len).map(|i| (i, i)).collect()
}

/// Collects twice, for storage that several processes may use: once to condemn, once to delete.
fn collect(store: &Store) -> usize {
    // Nothing is saved within the last millisecond.
    std::thread::sleep(Duration::from_millis(2));
    let first = store.gc(NONE).unwrap();
    first.deleted + store.gc(NONE).unwrap().deleted
}

#[test]
fn a_name_moves_from_what_was_expected() {
    let store = Store::open(Memory::new()).unwrap();
    let [a, b] = [1, 2].map(|len| store.save(&map(len)).unwrap());
    assert_eq!(store.current("main").unwrap(), None);
    let conflict = |current| Publish::Conflict { current };
    assert_eq!(store.publish("main", Some(a), a).unwrap(), conflict(None));
    assert_eq!(store.publish("main", None, a).unwrap(), Publish::Moved);
    assert_eq!(store.publish("main", None, b).unwrap(), conflict(Some(a)));
    assert_eq!(store.publish("main", Some(a), b).unwrap(), Publish::Moved);
    assert_eq!(store.publish("main", Some(a), b).unwrap(), conflict(Some(b)));
    assert_eq!(store.publish("other", None, a).unwrap(), Publish::Moved);
    assert_eq!(store.names().unwrap(), [("main".into(), b), ("other".into(), a)]);
    let history: Vec<VersionId> =
        store.history("main").unwrap().iter().map(|published| published.version).collect();
    assert_eq!(history, [a, b]);
}

#[test]
fn what_is_no_version_or_name_is_refused() {
    let store = Store::open(Memory::new()).unwrap();
    let id = store.save(&map(1)).unwrap();
    for name in ["", ".a", "a/b", "a b", "ä", &"a".repeat(201)] {
        assert!(matches!(store.publish(name, None, id), Err(Error::Name(_))), "{name}");
        assert!(matches!(store.history(name), Err(Error::Name(_))), "{name}");
    }
    assert!(matches!(store.publish("a", None, VersionId(7)), Err(Error::NoVersion(_))));
    assert!(matches!(store.pin(VersionId(7), HOUR), Err(Error::NoVersion(_))));
}

#[test]
fn of_many_that_publish_at_once_none_is_lost() {
    let memory = Memory::new();
    // A store each, as if they were processes.
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let memory = memory.clone();
            scope.spawn(move || {
                let store = Store::open(memory).unwrap();
                for i in 0..25 {
                    let mut expected = store.current("sum").unwrap();
                    loop {
                        let mut map: Map =
                            expected.map_or_else(|| Ok(Map::new()), |id| store.load(id)).unwrap();
                        map.insert(thread * 25 + i, 1);
                        let id = store.save(&map).unwrap();
                        match store.publish("sum", expected, id).unwrap() {
                            Publish::Moved => break,
                            Publish::Conflict { current } => expected = current,
                        }
                    }
                }
            });
        }
    });
    let store = Store::open(memory).unwrap();
    let sum: Map = store.load(store.current("sum").unwrap().unwrap()).unwrap();
    assert_eq!(sum.len(), 100);
    assert_eq!(store.history("sum").unwrap().len(), 100);
    assert!(store.verify(|_, _| ()).unwrap().errors.is_empty());
}

#[test]
fn what_nobody_needs_is_deleted() {
    for alone in [false, true] {
        delete_what_no_version_needs(Planned { alone, ..Planned::default() });
    }
}

fn delete_what_no_version_needs(storage: Planned) {
    let memory = storage.memory.clone();
    let store = Store::open(storage).unwrap();
    let mut value = map(5000);
    let mut ids = vec![];
    for i in 0..10 {
        value.insert(i * 400, 7);
        ids.push((store.save(&value).unwrap(), value.clone()));
    }
    assert_eq!(store.publish("kept", None, ids[3].0).unwrap(), Publish::Moved);
    let pin = store.pin(ids[5].0, HOUR).unwrap();
    assert_eq!(store.gc(HOUR).unwrap().condemned, 0, "all are recent");
    assert!(collect(&store) > 0);
    assert_eq!(collect(&store), 0);
    let loads = |kept: &[usize]| {
        let store = Store::open(memory.clone()).unwrap();
        for (index, (id, saved)) in ids.iter().enumerate() {
            match store.load::<Map>(*id) {
                Ok(loaded) => assert!(kept.contains(&index) && loaded == *saved),
                Err(Error::NoVersion(_)) => assert!(!kept.contains(&index)),
                Err(error) => panic!("{error}"),
            }
        }
        let verified = store.verify(|_, _| ()).unwrap();
        assert!(verified.errors.is_empty(), "{:?}", verified.errors);
        assert_eq!((verified.versions, verified.unreachable), (kept.len(), 0));
    };
    // By name, by pin, and the newest.
    loads(&[3, 5, 9]);
    drop(pin);
    collect(&store);
    loads(&[3, 9]);

    // What has been deleted is written again, though it is in memory.
    let again = store.save(&ids[0].1).unwrap();
    let fresh = Store::open(memory.clone()).unwrap();
    assert_eq!(fresh.load::<Map>(again).unwrap(), ids[0].1);
}

#[test]
fn history_is_needed_until_it_is_trimmed() {
    let store = Store::open(Memory::new()).unwrap();
    let mut last = None;
    let ids: Vec<VersionId> = (0..5)
        .map(|len| {
            let id = store.save(&map(len)).unwrap();
            assert_eq!(store.publish("main", last, id).unwrap(), Publish::Moved);
            last = Some(id);
            id
        })
        .collect();
    assert_eq!(collect(&store), 0);
    assert_eq!(store.trim_history("main", 2).unwrap(), 3);
    assert!(collect(&store) > 0);
    assert!(store.load::<Map>(ids[2]).is_err());
    assert!(store.load::<Map>(ids[3]).is_ok());
    assert_eq!(store.current("main").unwrap(), last);
    assert_eq!(store.trim_history("main", 0).unwrap(), 1, "the newest stays");
}

#[test]
fn pins_end() {
    let store = Store::open(Memory::new()).unwrap();
    let old = store.save(&map(1)).unwrap();
    store.save(&map(2)).unwrap();
    store.pin(old, Duration::from_millis(1)).unwrap().leave();
    let mut pin = store.pin(old, NONE).unwrap();
    pin.renew(HOUR).unwrap();
    collect(&store);
    assert!(store.load::<Map>(pin.version()).is_ok());
    pin.renew(NONE).unwrap();
    collect(&store);
    assert!(store.load::<Map>(old).is_err());
    // What is gone is not kept: a collection would take it for damage.
    assert!(matches!(pin.renew(HOUR), Err(Error::NoVersion(_))));
    collect(&store);
}

/// In a storage of one process, where what no version needs is deleted at once: between a save and its publication, too.
#[test]
#[cfg(feature = "redb")]
fn saves_and_collections_at_the_same_time() {
    let folder = tempfile::tempdir().unwrap();
    let backend = cow_store::backend::Redb::open(folder.path().join("store.redb")).unwrap();
    let store = Store::open(backend).unwrap();
    let write = &|name: &str| {
        let mut value = map(2000);
        let mut expected = None;
        for round in 0..40 {
            value.insert(round * 37, 7);
            let id = store.save(&value).unwrap();
            match store.publish(name, expected, id) {
                Ok(moved) => assert_eq!(moved, Publish::Moved),
                // Collected: another one has been saved since.
                Err(Error::NoVersion(gone)) if gone == id => continue,
                Err(error) => panic!("{error}"),
            }
            expected = Some(id);
            assert_eq!(store.load::<Map>(id).unwrap(), value);
        }
    };
    std::thread::scope(|scope| {
        let writers = ["one", "two"].map(|name| scope.spawn(move || write(name)));
        let mut deleted = 0;
        while !writers.iter().all(|writer| writer.is_finished()) {
            for name in ["one", "two"] {
                store.trim_history(name, 1).unwrap();
            }
            deleted += store.gc(NONE).unwrap().deleted;
        }
        assert!(deleted > 0);
    });
    assert!(store.verify(|_, _| ()).unwrap().errors.is_empty());
}

/// What a process does with a version that is not needed, and with its value, which it has in memory. Returns a version
/// that has to stay from then on, and what it is.
type Deed = fn(&Store, VersionId, Map) -> Result<(VersionId, Map), Error>;

/// Does something before each call of two collections of another process in turn: the first condemns what the second
/// deletes. Returns how often that was done, and how often refused.
fn at_every_moment_of_a_collection(deed: Deed) -> (usize, usize) {
    let (mut done, mut refused) = (0, 0);
    for moment in 1.. {
        let memory = Memory::new();
        let ours = Store::open(memory.clone()).unwrap();
        let old = ours.save(&map(500)).unwrap();
        let value: Map = ours.load(old).unwrap();
        ours.save(&map(1)).unwrap();
        std::thread::sleep(Duration::from_millis(2));

        let backend = Planned::over(memory.clone());
        let theirs = Store::open(backend.clone()).unwrap();
        let (sender, receiver) = mpsc::channel();
        {
            let mut plan = backend.plan.lock().unwrap();
            let other = move || sender.send(deed(&ours, old, value)).unwrap();
            plan.other = Some((plan.calls + moment, Box::new(other)));
        }
        let deleted = [(); 2].map(|()| theirs.gc(NONE).unwrap().deleted);
        let fresh = Store::open(memory).unwrap();
        match receiver.try_recv() {
            Ok(Ok((id, value))) => {
                assert_eq!(fresh.load::<Map>(id).unwrap(), value, "call {moment}");
                done += 1;
            }
            Ok(Err(Error::NoVersion(_))) => refused += 1,
            Ok(Err(error)) => panic!("call {moment}: {error}"),
            // There are not so many calls.
            Err(_) => {
                assert!(deleted[0] == 0 && deleted[1] > 5);
                assert!(matches!(fresh.load::<Map>(old), Err(Error::NoVersion(_))));
                break;
            }
        }
        let verified = fresh.verify(|_, _| ()).unwrap();
        assert!(verified.errors.is_empty(), "call {moment}: {:?}", verified.errors);
    }
    (done, refused)
}

#[test]
fn a_save_refers_to_nothing_that_another_process_is_about_to_delete() {
    let (done, refused) = at_every_moment_of_a_collection(|store, _, mut value| {
        value.insert(1, 7);
        Ok((store.save(&value)?, value))
    });
    assert!(done > 10 && refused == 0);
}

#[test]
fn what_another_process_is_about_to_delete_is_not_named_any_more() {
    let (done, refused) = at_every_moment_of_a_collection(|store, old, value| {
        assert_eq!(store.publish("late", None, old)?, Publish::Moved);
        Ok((old, value))
    });
    assert!(done > 5 && refused > 5);
}

#[test]
fn what_another_process_is_about_to_delete_is_not_pinned_any_more() {
    let (done, refused) = at_every_moment_of_a_collection(|store, old, value| {
        store.pin(old, HOUR)?.leave();
        Ok((old, value))
    });
    assert!(done > 5 && refused > 5);
}

#[test]
fn what_was_needed_meanwhile_is_condemned_anew() {
    let memory = Memory::new();
    let store = Store::open(memory.clone()).unwrap();
    let old = store.save(&map(5000)).unwrap();
    store.save(&map(1)).unwrap();
    std::thread::sleep(Duration::from_millis(2));
    assert!(store.gc(NONE).unwrap().condemned > 0);
    // A process that has not read the list has named it in the last moment.
    let other = Planned::over(memory.clone());
    let (key, pin) = {
        let fresh = Memory::new();
        let store = Store::open(fresh.clone()).unwrap();
        while store.save(&map(1)).unwrap() < old {}
        store.pin(old, HOUR).unwrap().leave();
        let key = fresh.list_roots("pins/", "").unwrap().remove(0);
        let pin = fresh.get_root(&key).unwrap().unwrap();
        (key, pin)
    };
    other.create_root_if_absent(&key, &pin).unwrap();
    assert_eq!(store.gc(NONE).unwrap().deleted, 0);
    other.delete_root(&key).unwrap();
    // The list of before does not count any more.
    assert_eq!(store.gc(HOUR).unwrap().deleted, 0);
    std::thread::sleep(Duration::from_millis(2));
    store.gc(NONE).unwrap();
    assert!(store.gc(NONE).unwrap().deleted > 0 || store.load::<Map>(old).is_err());
}

#[test]
fn numbers_of_commits_are_not_used_again() {
    let memory = Memory::new();
    let store = Store::open(memory.clone()).unwrap();
    let mut seen = HashSet::new();
    for len in 0..5 {
        assert!(seen.insert(store.save(&map(len)).unwrap()));
        collect(&store);
    }
    assert!(seen.insert(Store::open(memory).unwrap().save(&map(9)).unwrap()));
}

#[test]
fn stats_count_what_is_shared() {
    let store = Store::open(Memory::new()).unwrap();
    let mut value = map(5000);
    store.save(&value).unwrap();
    let once = store.stats(|_, _| ()).unwrap();
    assert_eq!((once.versions, once.shared, once.unshared_bytes), (1, 0, once.bytes));
    value.insert(1, 7);
    let id = store.save(&value).unwrap();
    assert_eq!(store.publish("main", None, id).unwrap(), Publish::Moved);
    let twice = store.stats(|_, _| ()).unwrap();
    assert_eq!((twice.versions, twice.names), (2, 1));
    assert!(twice.shared > 5);
    assert!(twice.bytes < once.bytes * 11 / 10 && twice.unshared_bytes > once.bytes * 19 / 10);
}
