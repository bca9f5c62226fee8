//! Storage that fails at every call in turn: before or after it has done its work, by half an answer, or by being late.

mod common;

use common::{EVERY_HOW, How, Planned};
use cow_store::{Error, Publish, Store, VersionId};
use cow_tree::CowTreeMap;
use std::time::Duration;

type Map = CowTreeMap<u32, u32>;

/// What the calls of the program have returned.
#[derive(Default)]
struct Told {
    saved: Vec<(VersionId, Map)>,
    published: Vec<VersionId>,
}

/// Saves, publishes, loads and collects until something fails.
fn program(store: &Store, told: &mut Told) -> Result<(), Error> {
    let mut map: Map = (0..500).map(|i| (i, i)).collect();
    for i in 0..4 {
        map.insert(i * 100, 7 + i);
        let id = store.save(&map)?;
        told.saved.push((id, map.clone()));
        let expected = store.current("main")?;
        if store.publish("main", expected, id)? == Publish::Moved {
            told.published.push(id);
        }
        assert_eq!(store.load::<Map>(id)?, map);
    }
    store.gc(Duration::from_secs(3600))?;
    store.trim_history("main", 3)?;
    let pin = store.pin(told.saved[1].0, Duration::from_secs(3600))?;
    drop(pin);
    Ok(())
}

#[test]
fn every_call_fails_once() {
    for how in EVERY_HOW {
        for fails in 1.. {
            let backend = Planned::default();
            {
                let mut plan = backend.plan.lock().unwrap();
                (plan.fails, plan.how) = (fails, how);
            }
            let mut told = Told::default();
            let run = Store::open(backend.clone()).and_then(|store| {
                let run = program(&store, &mut told);
                // The store goes on after a failure: what it has in memory is right.
                if run.is_err() {
                    for (id, map) in &told.saved {
                        assert_eq!(store.load::<Map>(*id).unwrap(), *map);
                    }
                    let mut map = told.saved.last().map_or_else(Map::new, |(_, map)| map.clone());
                    map.insert(1, 1);
                    told.saved.push((store.save(&map).unwrap(), map));
                }
                run
            });
            let calls = backend.plan.lock().unwrap().calls;
            assert!(how != How::Late || run.is_ok());

            // Another process, after the storage has been repaired.
            let store = Store::open(backend.memory.clone()).unwrap();
            for (id, map) in &told.saved {
                assert_eq!(store.load::<Map>(*id).unwrap(), *map, "call {fails}");
            }
            let verified = store.verify(|_, _| ()).unwrap();
            assert!(verified.errors.is_empty(), "call {fails}: {:?}", verified.errors);
            if let Some(last) = told.published.last() {
                let current = store.current("main").unwrap().unwrap();
                assert!(current >= *last, "a publication is not lost");
            }
            if fails > calls {
                assert!(run.is_ok());
                break;
            }
        }
    }
}

/// A collection that fails at any call, or at any node that it deletes, has deleted nothing that is needed, and nothing
/// whose parent is still there. A later one does the rest.
#[test]
fn a_collection_fails_anywhere() {
    for (how, alone) in EVERY_HOW.into_iter().flat_map(|how| [(how, false), (how, true)]) {
        for fails in 1.. {
            let backend = Planned { alone, ..Planned::default() };
            let store = Store::open(backend.clone()).unwrap();
            let mut map: Map = (0..500).map(|i| (i, i)).collect();
            let mut saved = vec![];
            for i in 0..4 {
                map.insert(i * 100, 7 + i);
                saved.push((store.save(&map).unwrap(), map.clone()));
            }
            assert_eq!(store.publish("main", None, saved[2].0).unwrap(), Publish::Moved);
            std::thread::sleep(Duration::from_millis(2));
            let start = backend.plan.lock().unwrap().calls;
            {
                let mut plan = backend.plan.lock().unwrap();
                (plan.fails, plan.how) = (start + fails, how);
            }
            let runs = [store.gc(Duration::ZERO), store.gc(Duration::ZERO)];
            let calls = backend.plan.lock().unwrap().calls - start;
            backend.plan.lock().unwrap().fails = 0;
            let verified = store.verify(|_, _| ()).unwrap();
            assert!(verified.errors.is_empty(), "call {fails}: {:?}", verified.errors);
            for _ in 0..3 {
                store.gc(Duration::ZERO).unwrap();
            }
            let again = Store::open(backend.memory.clone()).unwrap();
            for store in [&store, &again] {
                let verified = store.verify(|_, _| ()).unwrap();
                assert!(verified.errors.is_empty(), "call {fails}: {:?}", verified.errors);
                assert_eq!(verified.versions, 2, "call {fails}");
                for index in [2, 3] {
                    assert_eq!(store.load::<Map>(saved[index].0).unwrap(), saved[index].1);
                }
            }
            // What has been deleted is written again, though it is in memory.
            let id = store.save(&saved[0].1).unwrap();
            assert_eq!(again.load::<Map>(id).unwrap(), saved[0].1, "call {fails}");
            if fails > calls {
                assert!(runs.iter().all(Result::is_ok));
                break;
            }
        }
    }
}
