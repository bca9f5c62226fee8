//! Who drops the versions of a `CowCell` that are let go, and where.
#![cfg(all(feature = "cell", not(cow_loom)))]

use cow_core::CowCell;
use cow_core::cow_cell::{Reaper, Version};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{self, ThreadId};
use std::time::Duration;
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
    // Keeps the thread busy until the flag is set.
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

/// Panics when dropped, with `T` as the payload.
struct Loud<T: Send + 'static>(Option<T>);

impl<T: Send + 'static> Loud<T> {
    fn new(payload: T) -> Self {
        Loud(Some(payload))
    }
}

impl<T: Send + 'static> Drop for Loud<T> {
    fn drop(&mut self) {
        if let Some(payload) = self.0.take() {
            std::panic::resume_unwind(Box::new(payload));
        }
    }
}

/// A payload that panics when it is dropped, too, with `T` as the payload. That one is leaked, and `tools/leak-sanitizer.supp`
/// names this type: so its drop is a frame of its own.
struct LoudPayload<T: Send + 'static>(Option<T>);

impl<T: Send + 'static> LoudPayload<T> {
    fn new(payload: T) -> Self {
        LoudPayload(Some(payload))
    }
}

impl<T: Send + 'static> Drop for LoudPayload<T> {
    #[inline(never)]
    fn drop(&mut self) {
        if let Some(payload) = self.0.take() {
            std::panic::resume_unwind(Box::new(payload));
        }
    }
}

/// The thread goes on after `bad` is dropped. One witness alone would prove nothing: if the thread ends, whatever is in
/// its queue is still dropped there, while it unwinds. So there is one after the other, each after a pause that is
/// long enough for a thread to end; if it is not, the test passes without having seen anything.
fn assert_goes_on(bad: impl Send + 'static) {
    let (sender, drops) = mpsc::channel();
    let reaper = Reaper::new(4).unwrap();
    reaper.retire(bad);
    for _ in 0..3 {
        thread::sleep(Duration::from_millis(20));
        reaper.retire(Witness(sender.clone()));
        assert_eq!(drops.recv().unwrap().1.as_deref(), Some("cow reaper"));
    }
}

#[test]
fn a_reaper_survives_a_drop_that_panics() {
    assert_goes_on(Loud::new("loud"));
}

#[test]
fn a_reaper_survives_a_panic_whose_payload_panics() {
    assert_goes_on(Loud::new(LoudPayload::new("the payload")));
    assert_goes_on(Loud::new(LoudPayload::new(LoudPayload::new("the payload's payload"))));
}

/// A full queue, values that panic among those that do not, and many threads that retire: each is dropped once.
#[test]
fn each_value_of_many_is_dropped_once_whatever_panics() {
    let ledger = Ledger::new();
    let reaper = Reaper::new(2).unwrap();
    thread::scope(|scope| {
        for thread in 0..4_u32 {
            let (reaper, ledger) = (&reaper, &ledger);
            scope.spawn(move || {
                for i in 0..50 {
                    let value = (ledger.counted(thread), (i % 7 == 0).then(|| Loud::new("loud")));
                    // The panic of a value for which the queue has no room comes out here.
                    let _ = catch_unwind(AssertUnwindSafe(|| reaper.retire(value)));
                }
            });
        }
    });
    // What is retired last is dropped last: the queue is in order. It may be full; then this thread drops it.
    let (sender, drops) = mpsc::channel();
    loop {
        reaper.retire(Witness(sender.clone()));
        if drops.recv().unwrap().1.as_deref() == Some("cow reaper") {
            break;
        }
        thread::yield_now();
    }
    ledger.assert_balanced();
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
