//! Elements that are counted.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// The book of all [`Counted`] elements of one test.
///
/// A clone of a ledger is the same ledger. It is a value of the test, so tests that run in parallel do not meet.
///
/// ```
/// let ledger = testkit::Ledger::new();
/// let v = vec![ledger.counted("a"), ledger.counted("b")];
/// let w = v.clone();
/// assert_eq!((ledger.live(), ledger.clones(), ledger.drops()), (4, 2, 0));
/// drop((v, w));
/// ledger.assert_balanced();
/// ```
#[derive(Clone, Default)]
pub struct Ledger {
    book: Arc<Mutex<Book>>,
}

#[derive(Default)]
struct Book {
    /// Whether the element of each id lives. Ids are given out once and never again. No set of ids: under Miri, its
    /// hashes would take a third of the time of many tests.
    lives: Vec<bool>,
    /// How many live.
    live: usize,
    clones: u64,
    drops: u64,
    /// What went wrong, also where a panic would have aborted.
    faults: Vec<String>,
}

impl Ledger {
    /// Makes an empty ledger.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a new element, alive from now on.
    pub fn counted<T>(&self, value: T) -> Counted<T> {
        let id = self.book().enter();
        Counted { value, id, ledger: self.clone() }
    }

    /// Returns the number of elements that are alive.
    pub fn live(&self) -> usize {
        self.book().live
    }

    /// Returns the number of elements that were ever made, by [`counted`](Self::counted) or by
    /// `Clone`.
    pub fn made(&self) -> u64 {
        self.book().lives.len() as u64
    }

    /// Returns the number of elements that were made by `Clone`.
    pub fn clones(&self) -> u64 {
        self.book().clones
    }

    /// Returns the number of elements that were dropped.
    pub fn drops(&self) -> u64 {
        self.book().drops
    }

    /// Goes through `steps`, and returns how many there were, and how many elements were dropped by one at
    /// most.
    ///
    /// ```
    /// let ledger = testkit::Ledger::new();
    /// let pairs = [1, 2, 3].map(|n| [ledger.counted(n), ledger.counted(n)]);
    /// assert_eq!(ledger.drops_by_step(pairs.into_iter().map(drop)), (3, 2));
    /// ```
    pub fn drops_by_step(&self, steps: impl Iterator<Item = ()>) -> (usize, u64) {
        let (mut count, mut most, mut before) = (0, 0, self.drops());
        for () in steps {
            count += 1;
            most = most.max(self.drops() - before);
            before = self.drops();
        }
        (count, most)
    }

    /// Asserts that every element was dropped, and every one once.
    ///
    /// # Panics
    ///
    /// If elements are alive, or if one was ever dropped twice or used after its drop; also if that happened during
    /// unwinding, when no panic was possible.
    #[track_caller]
    pub fn assert_balanced(&self) {
        self.assert_live(0);
    }

    /// Asserts that exactly `expected` elements are alive, and that none was misused.
    ///
    /// # Panics
    ///
    /// The same as for [`assert_balanced`](Self::assert_balanced).
    #[track_caller]
    pub fn assert_live(&self, expected: usize) {
        let (live, faults) = {
            let book = self.book();
            let live: Vec<usize> = (0..book.lives.len()).filter(|id| book.lives[*id]).collect();
            (live, book.faults.clone())
        };
        assert!(faults.is_empty(), "elements were misused: {faults:#?}");
        assert!(
            live.len() == expected,
            "{} elements are alive instead of {expected}; their ids: {live:?}",
            live.len(),
        );
    }

    /// Locks the ledger. The lock is never held while a panic starts, but a thread may unwind through a caller of ours.
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a fault, and panics if that is possible.
    #[track_caller]
    fn fault(&self, what: String) {
        self.book().faults.push(what.clone());
        if !thread::panicking() {
            panic!("{what}");
        }
    }
}

impl Book {
    fn enter(&mut self) -> u64 {
        self.live += 1;
        self.lives.push(true);
        self.lives.len() as u64 - 1
    }

    /// Where it is noted whether the element lives; `None` for an id that was never given out.
    fn place(&mut self, id: u64) -> Option<&mut bool> {
        self.lives.get_mut(usize::try_from(id).ok()?)
    }

    fn lives(&mut self, id: u64) -> bool {
        self.place(id).is_some_and(|lives| *lives)
    }

    /// Returns whether it lived.
    fn leave(&mut self, id: u64) -> bool {
        let lived = self.place(id).is_some_and(mem::take);
        self.live -= usize::from(lived);
        self.drops += u64::from(lived);
        lived
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let book = self.book();
        f.debug_struct("Ledger")
            .field("live", &book.live)
            .field("made", &book.lives.len())
            .field("clones", &book.clones)
            .field("drops", &book.drops)
            .field("faults", &book.faults)
            .finish()
    }
}

/// An element whose life is written in a [`Ledger`].
///
/// It equals, orders, hashes and prints as its content, and borrows as it, so that maps find it by the bare content.
///
/// # Panics
///
/// Every use of an element that is not alive panics: a second drop, a drop of a bytewise copy, a clone of or a read of
/// memory whose element has gone. During unwinding the fault is noted instead, for [`Ledger::assert_balanced`].
pub struct Counted<T> {
    value: T,
    id: u64,
    ledger: Ledger,
}

impl<T> Counted<T> {
    /// Returns the element's number in the ledger; a clone has another.
    pub fn id(&self) -> u64 {
        self.id
    }

    #[track_caller]
    fn look(&self, why: &str) -> &T {
        let alive = self.ledger.book().lives(self.id);
        if !alive {
            self.ledger.fault(format!("{why} of element {}, which is not alive", self.id));
        }
        &self.value
    }
}

impl<T: Clone> Clone for Counted<T> {
    fn clone(&self) -> Self {
        // If the inner clone panics, nothing was made.
        let value = self.look("clone").clone();
        let id = {
            let mut book = self.ledger.book();
            book.clones += 1;
            book.enter()
        };
        Counted { value, id, ledger: self.ledger.clone() }
    }
}

impl<T> Drop for Counted<T> {
    fn drop(&mut self) {
        let was_alive = self.ledger.book().leave(self.id);
        if !was_alive {
            // The ledger's handle in this element is released a second time, too: pay for it, so that the ledger
            // outlives the report.
            mem::forget(self.ledger.clone());
            self.ledger.fault(format!("drop of element {}, which is not alive", self.id));
        }
    }
}

impl<T> Deref for Counted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.look("read")
    }
}

impl<T> DerefMut for Counted<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.look("write");
        &mut self.value
    }
}

impl<T> Borrow<T> for Counted<T> {
    fn borrow(&self) -> &T {
        self.look("borrow")
    }
}

impl<T: PartialEq> PartialEq for Counted<T> {
    fn eq(&self, other: &Self) -> bool {
        self.look("comparison") == other.look("comparison")
    }
}

impl<T: Eq> Eq for Counted<T> {}

impl<T: PartialOrd> PartialOrd for Counted<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.look("comparison").partial_cmp(other.look("comparison"))
    }
}

impl<T: Ord> Ord for Counted<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.look("comparison").cmp(other.look("comparison"))
    }
}

impl<T: Hash> Hash for Counted<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.look("hash").hash(state);
    }
}

impl<T: fmt::Debug> fmt::Debug for Counted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.look("print").fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// What a double drop leaves: an element with the id of one that has gone.
    fn corpse(ledger: &Ledger) -> Counted<u8> {
        let id = ledger.counted(0).id;
        // Its handle on the ledger is the one that the first drop has already released.
        Counted { value: 0, id, ledger: ledger.clone() }
    }

    #[test]
    fn counts_makes_clones_and_drops() {
        let ledger = Ledger::new();
        let a = ledger.counted(1);
        let b = a.clone();
        assert_ne!(a.id(), b.id());
        assert_eq!(a, b);
        drop(a);
        assert_eq!((ledger.live(), ledger.made(), ledger.clones(), ledger.drops()), (1, 2, 1, 1));
        ledger.assert_live(1);
        drop(b);
        ledger.assert_balanced();
    }

    #[test]
    #[should_panic(expected = "1 elements are alive instead of 0")]
    fn a_leak_is_found() {
        let ledger = Ledger::new();
        mem::forget(ledger.counted(1));
        ledger.assert_balanced();
    }

    #[test]
    fn a_second_drop_is_found() {
        let ledger = Ledger::new();
        let corpse = corpse(&ledger);
        let payload = catch_unwind(AssertUnwindSafe(|| drop(corpse))).unwrap_err();
        assert!(payload.downcast_ref::<String>().unwrap().contains("not alive"));
        assert_eq!(ledger.drops(), 1);
        assert!(catch_unwind(|| ledger.assert_balanced()).is_err());
    }

    #[test]
    fn a_second_drop_during_unwinding_is_found_later() {
        let ledger = Ledger::new();
        let corpse = corpse(&ledger);
        let unwound = catch_unwind(AssertUnwindSafe(|| {
            let _dropped_by_the_unwinding = corpse;
            panic!("first");
        }));
        assert!(unwound.is_err());
        assert!(catch_unwind(|| ledger.assert_balanced()).is_err());
    }

    #[test]
    fn every_use_after_the_drop_is_found() {
        let uses: [fn(&Counted<u8>); 6] = [
            |e| drop(e.clone()),
            |e| _ = **e,
            |e| _ = e == e,
            |e| _ = e.cmp(e),
            |e| e.hash(&mut std::hash::DefaultHasher::new()),
            |e| _ = format!("{e:?}"),
        ];
        for (i, used) in uses.into_iter().enumerate() {
            let ledger = Ledger::new();
            let corpse = mem::ManuallyDrop::new(corpse(&ledger));
            let outcome = catch_unwind(AssertUnwindSafe(|| used(&corpse)));
            assert!(outcome.is_err(), "use {i} of a dead element went unseen");
        }
    }

    #[test]
    fn found_in_a_map_by_content() {
        let ledger = Ledger::new();
        let map = HashMap::from([(ledger.counted(3_u64), ())]);
        assert!(map.contains_key(&3));
    }

    #[test]
    fn elements_cross_threads() {
        fn send_and_sync<T: Send + Sync>(_: &T) {}
        let ledger = Ledger::new();
        let element = ledger.counted(1);
        send_and_sync(&element);
        thread::spawn(move || drop(element)).join().unwrap();
        ledger.assert_balanced();
    }
}
