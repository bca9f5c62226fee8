//! The cost of reading the clock.

use std::hint::black_box;
use std::time::Instant;

/// Returns the nanoseconds that one reading of the system's clock takes.
///
/// The least of a hundred groups counts, since other threads may interrupt any of them.
pub fn reading() -> f64 {
    const READINGS: u32 = 100;
    let groups = (0..100).map(|_| {
        let start = Instant::now();
        for _ in 0..READINGS {
            black_box(Instant::now());
        }
        start.elapsed().as_nanos() as f64 / f64::from(READINGS)
    });
    groups.fold(f64::INFINITY, f64::min)
}
