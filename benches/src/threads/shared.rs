use std::collections::HashMap;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::tally::Tally;
use crate::element::Input;
use crate::shape::Cell;

/// A contender that did not do what all do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Torn {
    /// A key that is never removed was not found.
    #[error("{0}: a reader missed a key that was there all the time")]
    Missed(&'static str),
    /// What is held is not as it should be.
    #[error("{0}: what was written is not there")]
    Lost(&'static str),
    /// A reader saw collections of different states.
    #[error("{0}: a reader saw collections that do not belong together")]
    Apart(&'static str),
}

/// What was done in a turn.
pub(super) struct Turn {
    pub(super) writes: Tally,
    pub(super) reads: Tally,
}

/// A map that is written and read by threads.
pub(super) trait Shared {
    fn name(&self) -> &'static str;

    /// Writes and reads for a time, and then sees whether all was found and nothing is lost.
    fn turn(&mut self, input: &Input<u64>, readers: usize, time: Duration) -> Result<Turn, Torn>;
}

/// One thing that the writer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Write {
    Insert(u64, u64),
    Remove(u64),
}

/// Returns what the writer does in this place of its list: it overwrites two entries at random,
/// inserts a guest, overwrites two, removes the guest, and so on.
fn write(input: &Input<u64>, number: usize) -> Write {
    let (turn, value) = (number / 3, number as u64);
    let guest = input.absent[turn / 2 % input.absent.len()];
    match (number % 3, turn % 2) {
        (2, 0) => Write::Insert(guest, value),
        (2, _) => Write::Remove(guest),
        _ => Write::Insert(input.hits[number % input.hits.len()], value),
    }
}

/// A contender's map, and what it must hold.
pub(super) struct Map<C> {
    cell: C,
    expected: HashMap<u64, u64>,
    written: usize,
}

impl<C: Cell<u64>> Map<C> {
    pub(super) fn new(input: &Input<u64>) -> Self {
        Self { cell: C::new(input.entries()), expected: input.entries().collect(), written: 0 }
    }

    fn check(&mut self, input: &Input<u64>, to: usize) -> Result<(), Torn> {
        for number in self.written..to {
            match write(input, number) {
                Write::Insert(key, value) => self.expected.insert(key, value),
                Write::Remove(key) => self.expected.remove(&key),
            };
        }
        self.written = to;
        let entries = self.cell.entries();
        let right = entries.len() == self.expected.len()
            && entries.iter().all(|(key, value)| self.expected.get(key) == Some(value));
        if right { Ok(()) } else { Err(Torn::Lost(C::NAME)) }
    }
}

impl<C: Cell<u64>> Shared for Map<C> {
    fn name(&self) -> &'static str {
        C::NAME
    }

    fn turn(&mut self, input: &Input<u64>, readers: usize, time: Duration) -> Result<Turn, Torn> {
        let (stop, begin) = (&AtomicBool::new(false), &Barrier::new(readers + 2));
        let (cell, first) = (&self.cell, self.written);
        let writer = move || {
            let mut number = first;
            begin.wait();
            let tally = Tally::run(stop, || {
                match write(input, number) {
                    Write::Insert(key, value) => cell.insert(key, value),
                    Write::Remove(key) => cell.remove(&key),
                }
                number += 1;
            });
            (tally, number)
        };
        let reader = move |mut at: usize| {
            let mut missed = false;
            begin.wait();
            let tally = Tally::run(stop, || {
                missed |= cell.get(&input.hits[at % input.hits.len()]).is_none();
                at += 1;
            });
            (tally, missed)
        };
        let (mut reads, mut missed) = (Tally::new(), false);
        let (writes, number) = thread::scope(|scope| {
            let writer = scope.spawn(writer);
            // Each begins elsewhere.
            let readers = (0..readers).map(|one| scope.spawn(move || reader(one * 7_919)));
            let readers: Vec<_> = readers.collect();
            begin.wait();
            thread::sleep(time);
            stop.store(true, Ordering::Relaxed);
            for reader in readers {
                let (tally, one_missed) = reader.join().expect("a reader");
                reads.beside(&tally);
                missed |= one_missed;
            }
            writer.join().expect("the writer")
        });
        if missed {
            return Err(Torn::Missed(C::NAME));
        }
        self.check(input, number)?;
        Ok(Turn { writes, reads })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contender::RwLockCell;

    /// A map that loses all writes; or writes and finds nothing.
    struct Leaky(RwLockCell<u64>, bool);

    impl Cell<u64> for Leaky {
        const NAME: &'static str = "leaky";

        fn new(entries: impl Iterator<Item = (u64, u64)>) -> Self {
            Self(Cell::new(entries), false)
        }

        fn get(&self, key: &u64) -> Option<u64> {
            Cell::get(&self.0, key).filter(|_| !self.1)
        }

        fn insert(&self, key: u64, value: u64) {
            if self.1 {
                Cell::insert(&self.0, key, value);
            }
        }

        fn remove(&self, key: &u64) {
            Cell::remove(&self.0, key);
        }

        fn entries(&self) -> Vec<(u64, u64)> {
            self.0.entries()
        }
    }

    #[test]
    fn what_is_lost_is_noticed() {
        let input = Input::new(100);
        let time = Duration::from_millis(20);
        let mut leaky = Map::<Leaky>::new(&input);
        assert_eq!(leaky.turn(&input, 1, time).err(), Some(Torn::Lost("leaky")));
        let mut leaky = Map::<Leaky>::new(&input);
        leaky.cell.1 = true;
        assert_eq!(leaky.turn(&input, 1, time).err(), Some(Torn::Missed("leaky")));
        let mut unread = Map::<Leaky>::new(&input);
        unread.cell.1 = true;
        assert!(unread.turn(&input, 0, time).is_ok());
        let mut right = Map::<RwLockCell<u64>>::new(&input);
        assert!((0..3).all(|_| right.turn(&input, 2, time).is_ok()));
    }

    #[test]
    fn guests_come_and_go() {
        let input = Input::new(5);
        let writes: Vec<_> = (0..6).map(|number| write(&input, number)).collect();
        assert_eq!(writes[2], Write::Insert(input.absent[0], 2));
        assert_eq!(writes[5], Write::Remove(input.absent[0]));
        assert_eq!(writes[4], Write::Insert(input.hits[4], 4));
    }
}
