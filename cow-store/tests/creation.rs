//! A file of redb is created whole: no other process sees a part of it.
#![cfg(feature = "redb")]

use cow_store::backend::Redb;
use cow_store::{Publish, Store};
use cow_vec::CowVec;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// What a process that is killed while it creates a file leaves, another reads at that moment.
#[test]
fn no_file_is_there_before_it_is_a_database() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..10 {
        let path = folder.path().join(format!("{round}.redb"));
        let has_ended = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !has_ended.load(Ordering::Relaxed) {
                    if let Ok(bytes) = fs::read(&path) {
                        assert!(bytes.starts_with(b"redb"), "{round}: {} bytes", bytes.len());
                    }
                }
            });
            drop(Redb::open(&path).unwrap());
            has_ended.store(true, Ordering::Relaxed);
        });
    }
    let files = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 10, "none is left of those that they were created as");
}

/// Of two that create the same file, none replaces the other's.
#[test]
fn a_file_that_is_there_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.redb");
    let value: CowVec<u32> = (0..100).collect();
    let saved: Vec<bool> = thread::scope(|scope| {
        let threads = [0; 8].map(|_| {
            scope.spawn(|| {
                // Only one at a time has it open.
                let Ok(redb) = Redb::open(&path) else { return false };
                let store = Store::open(redb).unwrap();
                let id = store.save(&value).unwrap();
                let before = store.current("v").unwrap();
                store.publish("v", before, id).unwrap() == Publish::Moved
            })
        });
        threads.map(|thread| thread.join().unwrap()).into()
    });
    let store = Store::open(Redb::open(&path).unwrap()).unwrap();
    let all = saved.iter().filter(|saved| **saved).count();
    assert!(all > 0);
    assert_eq!(store.history("v").unwrap().len(), all);
}
