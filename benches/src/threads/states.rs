//! Long and consistent reads of a state of three collections, while one thread writes it.
//!
//! Each write puts the time into all three collections, so that a reader sees how old its version is, and
//! whether the three belong together.

mod state;

mod holder;
mod table;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Barrier, Mutex, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use clap::ValueEnum;
use cow_core::CowCell;
use fastrand::Rng;
use serde::{Deserialize, Serialize};

use super::tally::Tally;
use super::{Latency, Load, TURNS, Torn};
use crate::interrupt;

use holder::Holder;
use state::{CowState, State, StdState};
pub use table::{COLUMNS, States};

/// What readers do with a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// Read one key in all three collections of one state
    Together,
    /// Read a whole map
    Scan,
    /// Keep a version of their own for 10 ms, and read it then
    Hold,
}

/// How long a version is held.
const HELD: Duration = Duration::from_millis(10);

/// What a contender got done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StateRun {
    /// What readers did.
    pub reading: Reading,
    /// The contender.
    pub contender: String,
    /// Entries of each of the three collections.
    pub entries: usize,
    /// Threads that read.
    pub readers: usize,
    /// Reads per second of all readers together.
    pub reads: f64,
    /// Of single reads; of versions that are held, until the reader had one.
    pub read: Latency,
    /// How old the version was when it had been read.
    pub age: Latency,
    /// Writes per second.
    pub writes: f64,
    /// Of single writes: the longest are those that waited for readers.
    pub write: Latency,
}

struct Turn {
    writes: Tally,
    reads: Tally,
    ages: Tally,
}

type Run = fn(Reading, Load, Duration, &'static str) -> Result<Turn, Torn>;

/// The contenders: std's collections in locks and copied for each write, this family's in the same and in a cell.
const CONTENDERS: [(&str, Run); 6] = [
    ("mutex", turn::<StdState, Mutex<StdState>>),
    ("std", turn::<StdState, RwLock<StdState>>),
    ("arc-swap-deep", turn::<StdState, ArcSwap<StdState>>),
    ("arc-swap", turn::<CowState, ArcSwap<CowState>>),
    ("cow-mutex", turn::<CowState, Mutex<CowState>>),
    ("cow", turn::<CowState, CowCell<CowState>>),
];

/// Lets all contenders bear a load, in another order each turn. When Ctrl-C is pressed, no further turn begins.
///
/// # Errors
///
/// If a reader saw collections that do not belong together, or the last write is lost.
pub fn measure(reading: Reading, load: Load) -> Result<Vec<StateRun>, Torn> {
    let mut turns: Vec<Option<Turn>> = CONTENDERS.iter().map(|_| None).collect();
    let mut order: Vec<_> = (0..CONTENDERS.len()).collect();
    let mut rng = Rng::with_seed(load.readers as u64);
    for _ in 0..TURNS {
        rng.shuffle(&mut order);
        for &at in &order {
            if interrupt::asked() {
                continue;
            }
            let (name, run) = CONTENDERS[at];
            let turn = run(reading, load, load.time / TURNS, name)?;
            match &mut turns[at] {
                Some(all) => {
                    all.writes.join(&turn.writes);
                    all.reads.join(&turn.reads);
                    all.ages.join(&turn.ages);
                }
                none => *none = Some(turn),
            }
        }
    }
    let runs = CONTENDERS.iter().zip(turns).filter_map(|((name, _), turn)| {
        let Turn { writes, reads, ages } = turn?;
        Some(StateRun {
            reading,
            contender: (*name).to_owned(),
            entries: load.entries,
            readers: load.readers,
            reads: reads.per_second()?,
            read: reads.latency()?,
            age: ages.latency()?,
            writes: writes.per_second()?,
            write: writes.latency()?,
        })
    });
    Ok(runs.collect())
}

/// Writes and reads a new state for a time.
fn turn<S: State, H: Holder<S>>(
    reading: Reading,
    load: Load,
    time: Duration,
    name: &'static str,
) -> Result<Turn, Torn> {
    let holder = H::new(S::new(load.entries));
    let (stop, begin) = (AtomicBool::new(false), Barrier::new(load.readers + 2));
    let site = Site { holder: &holder, entries: load.entries, stop: &stop, start: Instant::now() };
    let (writes, last, readers) = thread::scope(|scope| {
        let writer = scope.spawn(|| {
            begin.wait();
            write(&site)
        });
        let reader = |seed: usize| {
            let (site, begin) = (&site, &begin);
            move || {
                begin.wait();
                read(site, reading, seed as u64)
            }
        };
        let readers: Vec<_> = (0..load.readers).map(|seed| scope.spawn(reader(seed))).collect();
        begin.wait();
        thread::sleep(time);
        stop.store(true, Ordering::Relaxed);
        let readers: Vec<_> =
            readers.into_iter().map(|reader| reader.join().expect("a reader")).collect();
        let (writes, last) = writer.join().expect("the writer");
        (writes, last, readers)
    });
    if holder.read(|state| state.look_up(0)) != [last; 3] {
        return Err(Torn::Lost(name));
    }
    let (mut reads, mut ages) = (Tally::new(), Tally::new());
    for reader in readers {
        if reader.torn {
            return Err(Torn::Apart(name));
        }
        reads.beside(&reader.reads);
        ages.beside(&reader.ages);
    }
    Ok(Turn { writes, reads, ages })
}

/// Where threads meet.
struct Site<'a, H> {
    holder: &'a H,
    entries: usize,
    stop: &'a AtomicBool,
    start: Instant,
}

impl<H> Site<'_, H> {
    fn now(&self) -> u64 {
        self.start.elapsed().as_nanos() as u64
    }
}

/// Writes until `stop` is set. Returns the time of the last write.
fn write<S: State, H: Holder<S>>(site: &Site<'_, H>) -> (Tally, u64) {
    let mut rng = Rng::with_seed(7);
    let mut last = 0;
    let tally = Tally::run(site.stop, || {
        let key = rng.usize(..site.entries);
        site.holder.write(|state| {
            last = site.now();
            state.write(key, last);
        });
    });
    (tally, last)
}

struct Reader {
    reads: Tally,
    ages: Tally,
    torn: bool,
}

/// Reads until `stop` is set.
fn read<S: State, H: Holder<S>>(site: &Site<'_, H>, reading: Reading, seed: u64) -> Reader {
    let mut rng = Rng::with_seed(seed);
    let mut reader = Reader { reads: Tally::new(), ages: Tally::new(), torn: false };
    let first = site.now();
    while !site.stop.load(Ordering::Relaxed) || reader.reads.is_empty() {
        let key = rng.usize(..site.entries);
        let begin = site.now();
        // When the reader had what it needed, and what it saw.
        let (had, seen, stamps) = match reading {
            Reading::Together => site.holder.read(|state| {
                let seen = state.look_up(key);
                (None, seen, state.look_up(0))
            }),
            Reading::Scan => site.holder.read(|state| {
                std::hint::black_box(state.scan());
                (None, state.look_up(key), state.look_up(0))
            }),
            Reading::Hold => site.holder.hold(|state| {
                let had = site.now();
                thread::sleep(HELD);
                (Some(had), state.look_up(key), state.look_up(0))
            }),
        };
        let end = site.now();
        let whole = |[map, tree, list]: [u64; 3]| map == tree && tree == list;
        reader.torn |= !(whole(seen) && whole(stamps));
        reader.reads.record(had.unwrap_or(end) - begin);
        reader.ages.record(end.saturating_sub(stamps[0]));
    }
    let seconds = (site.now() - first) as f64 / 1e9;
    reader.reads.lasted(seconds);
    reader.ages.lasted(seconds);
    reader
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows another value in the list than in the map and in the tree.
    #[derive(Clone)]
    struct Apart(StdState);

    impl State for Apart {
        fn new(entries: usize) -> Self {
            Self(StdState::new(entries))
        }

        fn write(&mut self, key: usize, now: u64) {
            self.0.write(key, now);
        }

        fn look_up(&self, key: usize) -> [u64; 3] {
            let [map, tree, list] = self.0.look_up(key);
            // Under key 0 all is well.
            [map, tree, list + u64::from(key > 0)]
        }

        fn scan(&self) -> u64 {
            self.0.scan()
        }
    }

    /// Loses all writes.
    struct Forgetful(Mutex<StdState>);

    impl Holder<StdState> for Forgetful {
        fn new(state: StdState) -> Self {
            Self(Mutex::new(state))
        }

        fn write(&self, change: impl FnOnce(&mut StdState)) {
            change(&mut self.0.lock().unwrap().clone());
        }

        fn read<R>(&self, look: impl FnOnce(&StdState) -> R) -> R {
            look(&self.0.lock().unwrap())
        }

        fn hold<R>(&self, look: impl FnOnce(&StdState) -> R) -> R {
            self.read(look)
        }
    }

    const LOAD: Load = Load { entries: 50, readers: 2, time: Duration::from_millis(60) };

    #[test]
    fn all_contenders_show_whole_states_and_lose_nothing() {
        for &reading in Reading::value_variants() {
            let runs = measure(reading, LOAD).unwrap();
            assert_eq!(runs.len(), CONTENDERS.len());
            assert!(runs.iter().all(|run| run.reads > 0.0 && run.writes > 0.0), "{runs:?}");
        }
    }

    #[test]
    fn a_version_that_is_held_is_as_old_as_it_was_held() {
        let runs = measure(Reading::Hold, LOAD).unwrap();
        let held = HELD.as_nanos() as f64;
        assert!(runs.iter().all(|run| run.age.max >= held), "{runs:?}");
    }

    #[test]
    fn what_does_not_belong_together_or_is_lost_is_noticed() {
        let apart = turn::<Apart, Mutex<Apart>>(Reading::Together, LOAD, LOAD.time, "apart");
        assert_eq!(apart.err(), Some(Torn::Apart("apart")));
        let lost = turn::<StdState, Forgetful>(Reading::Together, LOAD, LOAD.time, "lost");
        assert_eq!(lost.err(), Some(Torn::Lost("lost")));
    }
}
