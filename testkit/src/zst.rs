//! A counted element without a size.

use std::cell::Cell;
use std::marker::PhantomData;
use std::thread;

#[derive(Clone, Copy, Default)]
struct Counts {
    made: u64,
    clones: u64,
    drops: u64,
    /// Drops while none was alive, met during unwinding.
    faults: u64,
}

thread_local! {
    // A zero-sized element has no room for a ledger, so its thread keeps the book. A test has its thread to itself,
    // and elements do not leave it, since they are not `Send`.
    static COUNTS: Cell<Counts> = const { Cell::new(Counts { made: 0, clones: 0, drops: 0, faults: 0 }) };
}

fn change(f: impl FnOnce(&mut Counts)) {
    COUNTS.with(|cell| {
        let mut counts = cell.get();
        f(&mut counts);
        cell.set(counts);
    });
}

/// A zero-sized element that counts its clones and drops in the [`ZstLedger`]s of its thread. Not `Send`.
///
/// ```
/// use testkit::{Zst, ZstLedger};
///
/// let ledger = ZstLedger::new();
/// let v = vec![Zst::new(); 3];
/// assert_eq!((ledger.live(), ledger.clones()), (3, 2));
/// drop(v);
/// ledger.assert_balanced();
/// ```
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zst {
    not_send: PhantomData<*const ()>,
}

impl Zst {
    /// Makes a new element.
    pub fn new() -> Self {
        change(|counts| counts.made += 1);
        Zst { not_send: PhantomData }
    }
}

impl Default for Zst {
    fn default() -> Self {
        Zst::new()
    }
}

impl Clone for Zst {
    fn clone(&self) -> Self {
        change(|counts| counts.clones += 1);
        Zst::new()
    }
}

impl Drop for Zst {
    fn drop(&mut self) {
        let mut none_alive = false;
        change(|counts| {
            none_alive = counts.made == counts.drops;
            if none_alive {
                counts.faults += 1;
            } else {
                counts.drops += 1;
            }
        });
        assert!(!none_alive || thread::panicking(), "drop of a Zst while none is alive");
    }
}

/// What happened to the [`Zst`]s of this thread since the ledger was made.
#[derive(Clone)]
pub struct ZstLedger {
    start: Counts,
    not_send: PhantomData<*const ()>,
}

impl ZstLedger {
    /// A ledger that counts from now on.
    #[expect(
        clippy::new_without_default,
        reason = "a ledger begins at a moment, which `default` would hide"
    )]
    pub fn new() -> Self {
        ZstLedger { start: COUNTS.get(), not_send: PhantomData }
    }

    /// Elements made, less elements dropped; negative if more were dropped.
    pub fn live(&self) -> i64 {
        let now = COUNTS.get();
        (now.made - self.start.made) as i64 - (now.drops - self.start.drops) as i64
    }

    /// Returns the number of elements that were made by `Clone`.
    pub fn clones(&self) -> u64 {
        COUNTS.get().clones - self.start.clones
    }

    /// Returns the number of elements that were dropped.
    pub fn drops(&self) -> u64 {
        COUNTS.get().drops - self.start.drops
    }

    /// Asserts that as many elements were dropped as were made.
    ///
    /// # Panics
    ///
    /// If not, or if one was dropped while none was alive.
    #[track_caller]
    pub fn assert_balanced(&self) {
        assert_eq!(
            COUNTS.get().faults,
            self.start.faults,
            "a Zst was dropped while none was alive"
        );
        assert_eq!(self.live(), 0, "as many Zsts must be dropped as are made");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::mem;
    use std::panic::catch_unwind;

    #[test]
    fn has_no_size() {
        assert_eq!(mem::size_of::<Zst>(), 0);
    }

    #[test]
    fn counts_from_its_beginning() {
        let kept = Zst::new();
        let ledger = ZstLedger::new();
        let v = vec![Zst::new(); 10];
        assert_eq!((ledger.live(), ledger.clones(), ledger.drops()), (10, 9, 0));
        drop(v);
        assert_eq!((ledger.live(), ledger.clones(), ledger.drops()), (0, 9, 10));
        ledger.assert_balanced();
        drop(kept);
        assert_eq!(ledger.live(), -1);
    }

    #[test]
    #[should_panic(expected = "as many Zsts")]
    fn a_leak_is_found() {
        let ledger = ZstLedger::new();
        mem::forget(Zst::new());
        ledger.assert_balanced();
    }

    #[test]
    fn a_drop_too_many_is_found() {
        thread::spawn(|| {
            let ledger = ZstLedger::new();
            // An element that was never made: how a double drop shows for elements of size zero.
            let phantom = Zst { not_send: PhantomData };
            let message = catch_unwind(move || drop(phantom)).unwrap_err();
            assert_eq!(
                *message.downcast_ref::<&str>().unwrap(),
                "drop of a Zst while none is alive"
            );
            assert!(catch_unwind(move || ledger.assert_balanced()).is_err());
        })
        .join()
        .unwrap();
    }
}
