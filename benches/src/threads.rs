//! One thread writes at full speed while others read: what each gets done, and how long single reads and
//! writes take.
//!
//! Every single read and write is timed, from the end of the one before to its own end, so that one
//! reading of the clock is in each. When a turn is over, the map must hold what a plain map holds after
//! as many writes, and no reader may have missed a key that was there all the time.

mod tally;

mod shared;
mod states;
mod table;

use std::time::Duration;

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use crate::contender::{
    ConcreadTree, ConcreadTrie, CowArcSwap, CowMapCell, DashCell, DeepArcSwap, MutexCell,
    PapayaCell, RwLockCell, SnapshotCell,
};
use crate::element::Input;
use crate::interrupt;
use crate::shape::Cell;

pub use shared::Torn;
use shared::{Map, Shared};
pub use states::{COLUMNS as STATE_COLUMNS, Reading, StateRun, States, measure as measure_states};
pub use table::{COLUMNS, Threads};
use tally::Tally;

/// Turns of a contender that make one figure. Contenders take them in another order each time.
const TURNS: u32 = 3;

/// How many threads do what for how long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    /// Entries of the map.
    pub entries: usize,
    /// Threads that read, beside the one that writes.
    pub readers: usize,
    /// The time of all turns of a contender.
    pub time: Duration,
}

/// How long single operations take, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Latency {
    /// Half of them took no longer.
    pub median: f64,
    /// 99 % of them.
    pub p99: f64,
    /// 99.9 % of them.
    pub p999: f64,
    /// All of them.
    pub max: f64,
}

/// What a contender got done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crowd {
    /// The contender.
    pub contender: String,
    /// Entries of the map.
    pub entries: usize,
    /// Threads that read.
    pub readers: usize,
    /// Reads per second of all readers together. `None` without readers, as the next.
    pub reads: Option<f64>,
    /// Of single reads.
    pub read: Option<Latency>,
    /// Writes per second.
    pub writes: f64,
    /// Of single writes.
    pub write: Latency,
}

fn contenders(input: &Input<u64>) -> Vec<Box<dyn Shared>> {
    fn new<C: Cell<u64>>(input: &Input<u64>) -> Box<dyn Shared> {
        Box::new(Map::<C>::new(input))
    }
    vec![
        new::<MutexCell<u64>>(input),
        new::<RwLockCell<u64>>(input),
        new::<DeepArcSwap<u64>>(input),
        new::<CowArcSwap<u64>>(input),
        new::<DashCell<u64>>(input),
        new::<PapayaCell<u64>>(input),
        new::<ConcreadTree<u64>>(input),
        new::<ConcreadTrie<u64>>(input),
        new::<CowMapCell<u64>>(input),
        new::<SnapshotCell<u64>>(input),
    ]
}

/// Puts a load on all contenders. When Ctrl-C is pressed, no further turn begins; a contender without one is
/// left out.
///
/// # Errors
///
/// If one loses a write or a key.
pub fn measure(load: Load) -> Result<Vec<Crowd>, Torn> {
    let input = Input::<u64>::new(load.entries);
    let mut all = contenders(&input);
    let mut tallies = vec![None::<(Tally, Tally)>; all.len()];
    let mut order: Vec<_> = (0..all.len()).collect();
    let mut rng = Rng::with_seed(load.readers as u64);
    for _ in 0..TURNS {
        rng.shuffle(&mut order);
        for &at in &order {
            if interrupt::asked() {
                continue;
            }
            let turn = all[at].turn(&input, load.readers, load.time / TURNS)?;
            match &mut tallies[at] {
                Some((writes, reads)) => {
                    writes.join(&turn.writes);
                    reads.join(&turn.reads);
                }
                none => *none = Some((turn.writes, turn.reads)),
            }
        }
    }
    let crowds = all.iter().zip(tallies).filter_map(|(one, tallies)| {
        let (writes, reads) = tallies?;
        Some(Crowd {
            contender: one.name().to_owned(),
            entries: load.entries,
            readers: load.readers,
            reads: reads.per_second(),
            read: reads.latency(),
            writes: writes.per_second()?,
            write: writes.latency()?,
        })
    });
    Ok(crowds.collect())
}
