use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use hdrhistogram::Histogram;

use super::Latency;

/// Single operations of one kind, each with the time that it took.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    histogram: Histogram<u64>,
    /// How long operations were done, by the thread that did so longest in each turn.
    seconds: f64,
}

impl Tally {
    /// Of nothing.
    pub(super) fn new() -> Self {
        // Ten minutes in nanoseconds, three digits exactly.
        let histogram = Histogram::new_with_bounds(1, 600_000_000_000, 3).expect("valid bounds");
        Self { histogram, seconds: 0.0 }
    }

    /// Repeats `operation` until `stop` is set, at least once.
    pub(super) fn run(stop: &AtomicBool, mut operation: impl FnMut()) -> Self {
        let mut tally = Self::new();
        let start = Instant::now();
        let mut last = start;
        loop {
            operation();
            let now = Instant::now();
            tally.record((now - last).as_nanos() as u64);
            last = now;
            if stop.load(Ordering::Relaxed) {
                tally.seconds = (last - start).as_secs_f64();
                return tally;
            }
        }
    }

    /// Adds one operation.
    pub(super) fn record(&mut self, nanos: u64) {
        self.histogram.saturating_record(nanos);
    }

    /// Says how long the operations that were recorded took with all between them.
    pub(super) fn lasted(&mut self, seconds: f64) {
        self.seconds = seconds;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.histogram.is_empty()
    }

    /// Adds what others did at the same time.
    pub(super) fn beside(&mut self, other: &Self) {
        self.histogram.add(&other.histogram).expect("the same bounds");
        self.seconds = self.seconds.max(other.seconds);
    }

    /// Adds what was done at another time.
    pub(super) fn join(&mut self, other: &Self) {
        self.histogram.add(&other.histogram).expect("the same bounds");
        self.seconds += other.seconds;
    }

    /// Operations per second. `None` if there were none.
    pub(super) fn per_second(&self) -> Option<f64> {
        (!self.histogram.is_empty()).then(|| self.histogram.len() as f64 / self.seconds)
    }

    /// Returns how long they took. `None` if there were none.
    pub(super) fn latency(&self) -> Option<Latency> {
        let quantile = |part| self.histogram.value_at_quantile(part) as f64;
        (!self.histogram.is_empty()).then(|| Latency {
            median: quantile(0.5),
            p99: quantile(0.99),
            p999: quantile(0.999),
            max: self.histogram.max() as f64,
        })
    }
}
