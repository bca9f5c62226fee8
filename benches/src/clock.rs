//! How a piece of work is timed: what stands in the closure is inside, everything else is outside.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pass {
    /// The same little work by all contenders, to compare their answers.
    Check,
    /// The round of this number.
    Round(usize),
}

/// Times one round of one operation of one contender.
#[derive(Debug)]
pub struct Clock {
    pass: Pass,
    elapsed: Duration,
    units: usize,
    amount: Option<f64>,
}

impl Clock {
    /// Makes a clock at zero.
    pub fn new(pass: Pass) -> Self {
        Self { pass, elapsed: Duration::ZERO, units: 0, amount: None }
    }

    /// Returns `true` if answers are compared now, and should cover everything that the work has
    /// changed.
    pub fn checking(&self) -> bool {
        self.pass == Pass::Check
    }

    /// Returns how often to do something that is done `full` times in a round.
    pub fn count(&self, full: usize) -> usize {
        if self.checking() { full.min(3) } else { full.max(1) }
    }

    /// Returns where the `len` members that this round takes of `all` begin: each round takes
    /// others.
    pub fn offset(&self, len: usize, all: usize) -> usize {
        match self.pass {
            Pass::Check => 0,
            Pass::Round(round) => round * len % (all - len + 1),
        }
    }

    /// Times `work`, which does `units` units of the operation. What it answers is taken as used,
    /// and dropped by the caller: outside.
    #[inline]
    pub fn time<R>(&mut self, units: usize, work: impl FnOnce() -> R) -> R {
        let start = Instant::now();
        let answer = black_box(work());
        self.elapsed += start.elapsed();
        self.units += units;
        answer
    }

    /// Reports an amount per unit that is no time.
    pub fn amount(&mut self, amount: f64) {
        self.amount = Some(amount);
    }

    /// Nanoseconds per unit, or the amount reported.
    pub fn figure(&self) -> f64 {
        self.amount.unwrap_or_else(|| self.elapsed.as_nanos() as f64 / self.units.max(1) as f64)
    }

    /// Returns the time of all units.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Returns the units done.
    pub fn units(&self) -> usize {
        self.units
    }
}
