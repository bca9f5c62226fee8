//! Old values that are dropped a bit at a time.
#![cfg(all(feature = "cell", not(cow_loom)))]

use cow_core::cow_cell::Leftovers;
use cow_core::{CowCell, Dismantle, Pieces};
use std::cell::RefCell;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use testkit::{Call, Counted, Fuse, Fused, Ledger};

/// Its pieces are its elements, from the last to the first.
struct Heap<T>(Vec<T>);

impl<T> Dismantle for Heap<T> {
    type Pieces = Pieces<T>;

    fn dismantle(self) -> Pieces<T> {
        Pieces::new(self.0, |element, _| drop(element))
    }
}

fn heap(ledger: &Ledger, len: usize) -> Heap<Counted<usize>> {
    Heap((0..len).map(|i| ledger.counted(i)).collect())
}

#[test]
fn a_call_drops_no_more_than_its_budget() {
    let (ledger, leftovers) = (Ledger::new(), Leftovers::new());
    leftovers.retire(heap(&ledger, 10));
    ledger.assert_live(10);
    for left in [7, 4, 1] {
        assert_eq!(leftovers.drop_some(3), 3);
        ledger.assert_live(left);
    }
    assert_eq!(leftovers.drop_some(0), 0);
    assert_eq!(leftovers.drop_some(3), 2, "an element and the end");
    assert_eq!(leftovers.drop_some(3), 0);
    ledger.assert_balanced();
}

#[test]
fn a_budget_may_end_several_values() {
    let (ledger, leftovers) = (Ledger::new(), Leftovers::new());
    for len in [2, 0, 3] {
        leftovers.retire(heap(&ledger, len));
    }
    assert_eq!(leftovers.drop_some(5), 5, "two and their end, the end of none, and one");
    ledger.assert_live(2);
    assert_eq!(leftovers.drop_some(usize::MAX), 3);
    ledger.assert_balanced();
}

#[test]
fn the_last_handle_drops_what_is_left() {
    let (ledger, leftovers) = (Ledger::new(), Leftovers::new());
    let other = leftovers.clone();
    leftovers.retire(heap(&ledger, 3));
    leftovers.retire(heap(&ledger, 4));
    other.drop_some(1);
    drop(leftovers);
    ledger.assert_live(6);
    drop(other);
    ledger.assert_balanced();
}

#[test]
fn a_cell_may_retire_to_it() {
    let (ledger, leftovers) = (Ledger::new(), Leftovers::new());
    let queue = leftovers.clone();
    let cell = CowCell::with_retire(heap(&ledger, 5), move |old| queue.retire(old));
    let held = cell.version();
    cell.store(heap(&ledger, 1));
    assert_eq!(leftovers.drop_some(1), 0, "it is held");
    drop(held);
    ledger.assert_live(6);
    drop(cell);
    assert_eq!(leftovers.drop_some(100), 8);
    ledger.assert_balanced();
}

/// The fuse blows in each drop in turn; nothing is lost, and the next call goes on.
#[test]
fn a_drop_that_panics_loses_nothing() {
    for k in 1..=5 {
        let (ledger, leftovers) = (Ledger::new(), Leftovers::new());
        let fuse = Fuse::new(Call::Drop, k);
        leftovers.retire(Heap((0..5).map(|i| Fused::new(&fuse, ledger.counted(i))).collect()));
        assert!(fuse.run(|| leftovers.drop_some(100)).is_err());
        ledger.assert_live(5 - k as usize);
        assert_eq!(leftovers.drop_some(100), 5 - k as usize + 1);
        ledger.assert_balanced();
    }
}

/// No lock is held while an element is dropped.
#[test]
fn a_drop_may_use_the_queue() {
    thread_local! {
        static QUEUE: RefCell<Option<Leftovers>> = const { RefCell::new(None) };
    }
    struct Again(usize);
    impl Drop for Again {
        fn drop(&mut self) {
            let queue = QUEUE.with_borrow(|queue| queue.clone().unwrap());
            if self.0 > 0 {
                queue.retire(Heap(vec![Again(self.0 - 1)]));
                assert_eq!(queue.drop_some(1), 1);
            }
        }
    }
    let leftovers = Leftovers::new();
    QUEUE.set(Some(leftovers.clone()));
    leftovers.retire(Heap(vec![Again(5)]));
    while leftovers.drop_some(1) == 1 {}
    QUEUE.set(None);
}

#[test]
fn threads_share_the_work() {
    let (ledger, leftovers) = (Ledger::new(), Leftovers::new());
    let (at_work, seen) = mpsc::channel();
    // Keeps whoever drops it busy until the other value is gone.
    struct Busy(mpsc::Sender<()>, Arc<Mutex<()>>);
    impl Drop for Busy {
        fn drop(&mut self) {
            self.0.send(()).unwrap();
            drop(self.1.lock());
        }
    }
    let gate = Arc::new(Mutex::new(()));
    leftovers.retire(Heap(vec![Busy(at_work, gate.clone())]));
    let closed = gate.lock().unwrap();
    thread::scope(|scope| {
        let busy = scope.spawn(|| leftovers.drop_some(2));
        seen.recv().unwrap();
        leftovers.retire(heap(&ledger, 9));
        assert_eq!(leftovers.drop_some(100), 10);
        ledger.assert_balanced();
        drop(closed);
        assert_eq!(busy.join().unwrap(), 2);
    });
}

#[test]
fn pieces_go_when_they_are_dropped_and_after_a_panic() {
    let ledger = Ledger::new();
    let mut pieces = heap(&ledger, 4).dismantle();
    assert_eq!(pieces.next(), Some(()));
    ledger.assert_live(3);
    drop(pieces);
    ledger.assert_balanced();

    let fuse = Fuse::new(Call::Drop, 2);
    let mut pieces =
        Heap((0..4).map(|i| Fused::new(&fuse, ledger.counted(i))).collect()).dismantle();
    assert!(fuse.run(|| pieces.by_ref().count()).is_err());
    assert_eq!(pieces.count(), 2);
    ledger.assert_balanced();
}
