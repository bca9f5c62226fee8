//! What the threads at a cell agree on: whose turn it is to write, and how new the current version is.
//!
//! Every atomic ordering of the cell's own protocol stands in this file; those of the published
//! pointer are `arc_swap`'s. All of the state is in the atomics. The mutexes hold nothing: they are
//! there to sleep on.
//!
//! # Turns
//! Writers draw consecutive tickets and are served in that order. One word has both the ticket being
//! served and how many writers there are, the one being served included, so that a writer learns its
//! ticket, and whether it must wait, from the addition that makes it one of them.
//!
//! 1. *Draw*, an addition, is **Acquire**: a writer that finds no other goes ahead at once. The last
//!    writer's *pass* is before, in the word's order of modification, and so all of its turn is.
//! 2. *Pass*, an addition, is **Release**: what was done in this turn is before it.
//! 3. *Look*, a load, is **Acquire**: a waiting writer goes ahead when it sees its ticket served. The value
//!    was written by the pass before, or by draws after that, which continue its release sequence.
//!
//! A waiting writer has its ticket's mutex, and a pass wakes those of the next ticket only. No wake-up is
//! lost: a waiting writer looks and falls asleep under the mutex, and a pass that leaves writers waiting
//! locks the mutex, after passing, before it wakes those asleep on it. If that is before the look, the
//! look sees the pass; if it is after, the waiting writer is asleep and is woken.
//!
//! *Owner* is **Relaxed** throughout. It is compared with the calling thread's own token only. No other
//! thread stores that token, and a thread sees its own last store or something later, so the answer is
//! right whatever else is seen late.
//!
//! # The clock
//! The number of the current version. Only a writer in its turn moves it, after the version can be
//! loaded.
//!
//! 4. *Advance*, a store, is **Release**, and
//! 5. *now*, a load, is **Acquire**: a thread that sees a number and then loads gets that version or a newer one.
//!    (In a turn no other writer moves the clock, and the turn orders it. There `now` could be relaxed.)
//! 6. *Announce* (a waiting reader adds itself) is **Acquire** and
//! 7. *survey* (a writer that has advanced the clock adds nothing, so as to read the last value in the
//!    order of modification) is **Release**. Of these two additions to one word, one is first. If it
//!    is *announce*, the writer sees that a reader waits, and wakes it, as above under the mutex. If it is
//!    *survey*, *announce* synchronises with it, through whatever additions are between, and the
//!    reader sees the clock advanced and does not fall asleep.
//!
//! Taking oneself off again is **Relaxed**: nothing is concluded from it but that a writer which does
//! not see it yet wakes no one.
//!
//! `tools/weaken-orderings` shows which model fails for each.

use crate::sync::{AtomicU64, AtomicUsize, Condvar, Mutex, MutexGuard, Ordering, thread_token};
use core::fmt;
use core::time::Duration;
use std::sync::PoisonError;
use std::time::Instant;

/// How often a writer looks for its turn before it falls asleep.
///
/// A turn takes a fraction of a microsecond when the closure is short, and waking a thread takes many,
/// so that this saves the sleep where writers run on different cores.
const LOOKS: u32 = if cfg!(cow_loom) { 0 } else { 100 };

/// How many mutexes the tickets share, one after the other. With no more writers in line than that, a
/// pass wakes one thread; with one mutex for all, as many as wait, at each turn.
const ROOMS: usize = if cfg!(cow_loom) { 2 } else { 16 };

/// A mutex over nothing, and the threads that sleep on it.
struct Sleepers {
    mutex: Mutex<()>,
    wake: Condvar,
}

impl Sleepers {
    fn new() -> Self {
        Self { mutex: Mutex::new(()), wake: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, ()> {
        // There is nothing that a panic could have left half done.
        self.mutex.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sleep<'a>(&self, guard: MutexGuard<'a, ()>) -> MutexGuard<'a, ()> {
        self.wake.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }

    fn sleep_for<'a>(&self, guard: MutexGuard<'a, ()>, time: Duration) -> MutexGuard<'a, ()> {
        self.wake.wait_timeout(guard, time).unwrap_or_else(PoisonError::into_inner).0
    }

    fn wake_all(&self) {
        drop(self.lock());
        self.wake.notify_all();
    }
}

/// The writers of a cell, in the order in which they came.
pub(super) struct Turns {
    /// High half: the ticket being served, or to be served next. Low half: how many writers hold
    /// tickets, which are consecutive from that one. Tickets wrap; there are fewer writers than that.
    line: AtomicU64,
    /// The token of the thread whose turn it is, or zero.
    owner: AtomicUsize,
    /// A thread that waits for ticket `t` sleeps in room `t % ROOMS`.
    rooms: [Sleepers; ROOMS],
}

/// A writer's turn. Passes it on when dropped.
pub(super) struct Turn<'a>(&'a Turns);

const ONE_WRITER: u64 = 1;
const ONE_TICKET: u64 = 1 << 32;

fn served(line: u64) -> u32 {
    (line >> 32) as u32
}

fn writers(line: u64) -> u32 {
    line as u32
}

impl Turns {
    pub(super) fn new() -> Self {
        Self {
            line: AtomicU64::new(0),
            owner: AtomicUsize::new(0),
            rooms: core::array::from_fn(|_| Sleepers::new()),
        }
    }

    fn room(&self, ticket: u32) -> &Sleepers {
        &self.rooms[ticket as usize % ROOMS]
    }

    /// Waits for the writers that came before.
    ///
    /// # Panics
    /// If it is this thread's turn already: it would wait for itself.
    pub(super) fn take(&self) -> Turn<'_> {
        assert!(!self.is_mine(), "a CowCell was written to inside its own update");
        // Case 1.
        let line = self.line.fetch_add(ONE_WRITER, Ordering::Acquire);
        if writers(line) > 0 {
            self.wait(served(line).wrapping_add(writers(line)));
        }
        self.owner.store(thread_token(), Ordering::Relaxed);
        Turn(self)
    }

    /// Returns `true` if it is this thread's turn.
    pub(super) fn is_mine(&self) -> bool {
        self.owner.load(Ordering::Relaxed) == thread_token()
    }

    #[cold]
    fn wait(&self, ticket: u32) {
        for _ in 0..LOOKS {
            if self.serves(ticket) {
                return;
            }
            core::hint::spin_loop();
        }
        let room = self.room(ticket);
        let mut guard = room.lock();
        while !self.serves(ticket) {
            guard = room.sleep(guard);
        }
    }

    fn serves(&self, ticket: u32) -> bool {
        // Case 3.
        served(self.line.load(Ordering::Acquire)) == ticket
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.owner.store(0, Ordering::Relaxed);
        // Case 2. The carry out of a wrapping ticket leaves the word at the top.
        let line = self.0.line.fetch_add(ONE_TICKET - ONE_WRITER, Ordering::Release);
        if writers(line) > 1 {
            self.0.room(served(line).wrapping_add(1)).wake_all();
        }
    }
}

/// The number of a version in its cell: one more for each that is published, from zero.
///
/// Each cell counts for itself: numbers of two cells say nothing about one another.
///
/// ```
/// use cow_core::cow_cell::{CowCell, Guard};
///
/// let cell = CowCell::new("old");
/// let before = cell.generation();
/// cell.store("new");
/// assert!(cell.generation() > before);
/// assert_eq!(Guard::generation(&cell.load()), cell.generation());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Generation(u64);

impl Generation {
    pub(super) fn next(self) -> Self {
        // At one update per nanosecond this is reached after 584 years.
        Self(self.0 + 1)
    }

    /// As a plain number: how many versions the cell had before this one.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Generation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The generation of the current version, and the threads that wait for a newer one.
pub(super) struct Clock {
    /// Never goes back, for it is moved in turns only, by one. A version of this number or a newer one
    /// is loadable.
    now: AtomicU64,
    /// How many readers wait.
    waiting: AtomicUsize,
    sleepers: Sleepers,
}

impl Clock {
    pub(super) fn new() -> Self {
        Self {
            now: AtomicU64::new(Generation::default().0),
            waiting: AtomicUsize::new(0),
            sleepers: Sleepers::new(),
        }
    }

    pub(super) fn now(&self) -> Generation {
        // Case 5.
        Generation(self.now.load(Ordering::Acquire))
    }

    /// To be called in a turn, after the version was published.
    pub(super) fn advance(&self, to: Generation, _turn: &Turn<'_>) {
        // Case 4.
        self.now.store(to.0, Ordering::Release);
    }

    /// Wakes waiting readers. To be called after `advance`, in the turn or after it.
    pub(super) fn wake(&self) {
        // Case 7.
        if self.waiting.fetch_add(0, Ordering::Release) > 0 {
            self.sleepers.wake_all();
        }
    }

    /// Sleeps until the clock is past `since`, or the time is up. Whether it is.
    pub(super) fn wait_past(&self, since: Generation, timeout: Duration) -> bool {
        if self.now() > since {
            return true;
        }
        // No end if it is too far away to be written down.
        let end = Instant::now().checked_add(timeout);
        // Case 6.
        self.waiting.fetch_add(1, Ordering::Acquire);
        let mut guard = self.sleepers.lock();
        let past = loop {
            if self.now() > since {
                break true;
            }
            guard = match end.map(|end| end.saturating_duration_since(Instant::now())) {
                None => self.sleepers.sleep(guard),
                Some(Duration::ZERO) => break false,
                Some(left) => self.sleepers.sleep_for(guard, left),
            };
        };
        drop(guard);
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        past
    }
}

#[cfg(all(test, not(cow_loom)))]
mod tests;
