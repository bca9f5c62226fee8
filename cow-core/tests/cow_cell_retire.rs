//! Who drops the versions of a `CowCell` that are let go, and where.
#![cfg(all(feature = "cell", not(cow_loom)))]

use cow_core::CowCell;
use cow_core::cow_cell::{Reaper, Version};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{self, ThreadId};
use testkit::{Counted, Ledger};

/// Says in which thread it was dropped.
struct Witness(mpsc::Sender<(ThreadId, Option<String>)>);

impl Drop for Witness {
    fn drop(&mut self) {
        let thread = thread::current();
        let _ = self.0.send((thread.id(), thread.name().map(String::from)));
    }
}

/// The last reader lets go of the version that a writer has replaced.
fn reader_is_last(cell: &CowCell<Option<Witness>>) -> ThreadId {
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let held = (cell.load(), cell.version());
            scope.spawn(|| cell.store(None)).join().unwrap();
            drop(held);
            thread::current().id()
        });
        reader.join().unwrap()
    })
}

#[test]
fn without_a_reaper_the_last_reader_drops() {
    let (sender, drops) = mpsc::channel();
    let reader = reader_is_last(&CowCell::new(Some(Witness(sender))));
    assert_eq!(drops.recv().unwrap().0, reader);
}

#[test]
fn with_a_reaper_no_reader_and_no_writer_drops() {
    let (sender, drops) = mpsc::channel();
    let reaper = Reaper::new(4).unwrap();
    let own = reaper.clone();
    let cell = CowCell::with_retire(Some(Witness(sender.clone())), move |old| reaper.retire(old));
    let reader = reader_is_last(&cell);
    let (dropped_in, name) = drops.recv().unwrap();
    assert_ne!(dropped_in, reader);
    assert_eq!(name.as_deref(), Some("cow reaper"));

    cell.store(Some(Witness(sender.clone())));
    cell.store(None);
    assert_eq!(drops.recv().unwrap().0, dropped_in);
    // The last version, with the cell.
    cell.store(Some(Witness(sender.clone())));
    drop(cell);
    assert_eq!(drops.recv().unwrap().0, dropped_in);
    // And whatever is handed over by hand.
    own.retire(Witness(sender));
    assert_eq!(drops.recv().unwrap().0, dropped_in);
    drop(own);
    assert!(drops.recv().is_err(), "each was dropped once");
}

#[test]
fn a_full_queue_drops_at_once() {
    let (sender, drops) = mpsc::channel();
    let reaper = Reaper::new(1).unwrap();
    // Keeps the thread busy until told otherwise.
    struct Busy(mpsc::Receiver<()>, Arc<AtomicBool>);
    impl Drop for Busy {
        fn drop(&mut self) {
            self.1.store(true, Ordering::Release);
            let _ = self.0.recv();
        }
    }
    let (done, wait) = mpsc::channel();
    let busy = Arc::new(AtomicBool::new(false));
    reaper.retire(Busy(wait, busy.clone()));
    while !busy.load(Ordering::Acquire) {
        thread::yield_now();
    }
    reaper.retire(Witness(sender.clone())); // takes the room
    reaper.retire(Witness(sender));
    assert_eq!(drops.recv().unwrap().0, thread::current().id());
    done.send(()).unwrap();
    assert_ne!(drops.recv().unwrap().0, thread::current().id());
}

#[test]
fn a_reaper_survives_a_drop_that_panics() {
    struct Loud;
    impl Drop for Loud {
        fn drop(&mut self) {
            std::panic::resume_unwind(Box::new("loud"));
        }
    }
    let (sender, drops) = mpsc::channel();
    let reaper = Reaper::new(4).unwrap();
    reaper.retire(Loud);
    reaper.retire(Witness(sender));
    assert_eq!(drops.recv().unwrap().1.as_deref(), Some("cow reaper"));
}

#[test]
fn values_that_are_moved_out_are_not_retired() {
    let retire = |_: Counted<u8>| panic!("retired");
    let ledger = Ledger::new();
    drop(CowCell::with_retire(ledger.counted(1), retire).into_inner());
    let cell = CowCell::with_retire(ledger.counted(1), retire);
    drop(Version::unwrap_or_clone(cell.swap(ledger.counted(2))));
    drop(cell.into_inner());
    ledger.assert_balanced();
}
