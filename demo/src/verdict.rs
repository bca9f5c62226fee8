//! Whether a [`CowMap`] in place of a [`HashMap`] pays on this machine: measured, and said in three lines.
//!
//! Both maps have their default hasher and `u64` values. A step takes a snapshot, overwrites values at random
//! and drops the snapshot before; the fastest of a few rounds counts. Keys are strings, whose deep clone
//! allocates for each, or `u64`, whose deep clone is one `memcpy` and the hardest to beat.

use std::collections::HashMap;
use std::fmt::{self, Display};
use std::hash::Hash;
use std::hint::black_box;
use std::time::{Duration, Instant};

use cow_map::CowMap;
use fastrand::Rng;

use crate::format::{count, counted};
use crate::progress::Watch;

/// What the two maps need to be able to do.
trait Map<K>: Clone + FromIterator<(K, u64)> {
    fn get(&self, key: &K) -> u64;
    fn set(&mut self, key: &K, value: u64);
}

impl<K: Eq + Hash + Clone> Map<K> for HashMap<K, u64> {
    fn get(&self, key: &K) -> u64 {
        self[key]
    }

    fn set(&mut self, key: &K, value: u64) {
        *self.get_mut(key).expect("a key of the map") = value;
    }
}

impl<K: Eq + Hash + Clone> Map<K> for CowMap<K, u64> {
    fn get(&self, key: &K) -> u64 {
        self[key]
    }

    fn set(&mut self, key: &K, value: u64) {
        *self.get_mut(key).expect("a key of the map") = value;
    }
}

/// What was measured, ready to be printed.
#[derive(Clone, Debug)]
pub struct Verdict {
    strings: Figures,
    numbers: Figures,
}

/// What was measured with one type of keys.
#[derive(Clone, Debug)]
struct Figures {
    /// By elements, with one edit between two snapshots; ascending, the last is the largest map.
    by_size: Vec<Point>,
    /// By edits between two snapshots, for the largest map and for a small one.
    by_edits: [(usize, Vec<Point>); 2],
    /// How many times as long a look-up and an overwrite take in a map that is never cloned.
    alone: [f64; 2],
}

/// The time that `HashMap` takes divided by that of `CowMap`: above 1 where `CowMap` is faster.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    /// Elements, or edits between two snapshots.
    at: usize,
    faster: f64,
}

/// The elements of the small map.
const SMALL: usize = 1_000;

const ROUNDS: usize = 5;

/// How long a round lasts, unless one step takes longer.
const ROUND: Duration = Duration::from_micros(300);

impl Verdict {
    /// Measures maps of up to `largest` elements, at least one.
    pub fn measure(largest: usize, watch: &dyn Watch) -> Self {
        let largest = largest.max(1);
        watch.begin("CowMap in place of HashMap", 2 * Figures::steps(largest));
        Self {
            strings: Figures::measure(largest, |key| format!("key {key}"), watch),
            numbers: Figures::measure(largest, |key| key, watch),
        }
    }
}

impl Figures {
    fn largest(&self) -> Point {
        *self.by_size.last().expect("a size at least")
    }

    fn steps(largest: usize) -> usize {
        2 * grid(largest).len() + grid(largest.min(SMALL)).len() + 1
    }

    fn measure<K: Eq + Hash + Clone>(
        largest: usize,
        key: impl Fn(u64) -> K,
        watch: &dyn Watch,
    ) -> Self {
        let mut keys: Vec<K> = (0..largest as u64).map(key).collect();
        Rng::with_seed(1).shuffle(&mut keys);
        let point = |size: usize, edits, at| {
            watch.step();
            Point { at, faster: faster_with_snapshots(&keys[..size], edits) }
        };
        let by_edits = [largest, largest.min(SMALL)].map(|size| {
            let points = grid(size).into_iter().map(|edits| point(size, edits, edits));
            (size, points.collect())
        });
        let by_size = grid(largest).into_iter().map(|size| point(size, 1, size)).collect();
        let alone = alone(&keys);
        watch.step();
        Self { by_size, by_edits, alone }
    }
}

/// 1, 3, 10, 30 and so on, and `last`.
fn grid(last: usize) -> Vec<usize> {
    let powers = (0..).map(|power| 10_usize.pow(power));
    let below = powers.flat_map(|power| [power, 3 * power]).take_while(|&size| size < last);
    below.chain([last]).collect()
}

/// Returns how many times faster a step of a snapshot and `edits` edits is with `CowMap`.
fn faster_with_snapshots<K: Eq + Hash + Clone>(keys: &[K], edits: usize) -> f64 {
    let mut std = History::<K, HashMap<_, _>>::new(keys);
    let mut cow = History::<K, CowMap<_, _>>::new(keys);
    let steps = [std.steps_in_a_round(edits), cow.steps_in_a_round(edits)];
    let mut least = [f64::INFINITY; 2];
    for _ in 0..ROUNDS {
        let round = [std.go_on(edits, steps[0]), cow.go_on(edits, steps[1])];
        least = [0, 1].map(|at| least[at].min(round[at]));
    }
    least[0] / least[1]
}

/// A map that is edited while snapshots of it are taken.
struct History<'a, K, M> {
    keys: &'a [K],
    map: M,
    rng: Rng,
}

impl<'a, K: Clone, M: Map<K>> History<'a, K, M> {
    fn new(keys: &'a [K]) -> Self {
        let map = keys.iter().cloned().zip(0..).collect();
        Self { keys, map, rng: Rng::with_seed(1) }
    }

    /// Returns how many steps fill a round.
    fn steps_in_a_round(&mut self, edits: usize) -> usize {
        let one = self.go_on(edits, 1).max(1.0);
        (ROUND.as_nanos() as f64 / one).ceil() as usize
    }

    /// Nanoseconds per step.
    fn go_on(&mut self, edits: usize, steps: usize) -> f64 {
        // The first snapshot that is dropped in the timed part is as old as all others.
        let mut snapshot = self.map.clone();
        self.edit(edits);
        let start = Instant::now();
        for _ in 0..steps {
            snapshot = black_box(black_box(&self.map).clone());
            self.edit(edits);
        }
        let elapsed = start.elapsed();
        drop(black_box(snapshot));
        elapsed.as_nanos() as f64 / steps as f64
    }

    fn edit(&mut self, edits: usize) {
        for _ in 0..edits {
            let key = &self.keys[self.rng.usize(..self.keys.len())];
            self.map.set(key, self.rng.u64(..));
        }
    }
}

/// Returns how many times as long a look-up and an overwrite take with a `CowMap` that nothing
/// shares.
fn alone<K: Eq + Hash + Clone>(keys: &[K]) -> [f64; 2] {
    let mut std: HashMap<_, _> = keys.iter().cloned().zip(0..).collect();
    let mut cow: CowMap<_, _> = keys.iter().cloned().zip(0..).collect();
    let mut places: Vec<_> = keys.iter().collect();
    Rng::with_seed(2).shuffle(&mut places);
    let mut least = [[f64::INFINITY; 2]; 2];
    for _ in 0..ROUNDS {
        let round = [look_up_and_set(&mut std, &places), look_up_and_set(&mut cow, &places)];
        least = [0, 1].map(|map| [0, 1].map(|at| least[map][at].min(round[map][at])));
    }
    let [std, cow] = least;
    [0, 1].map(|at| cow[at] / std[at])
}

/// Nanoseconds of all look-ups and of all overwrites.
fn look_up_and_set<K>(map: &mut impl Map<K>, keys: &[&K]) -> [f64; 2] {
    let passes = (10_000 / keys.len()).max(1);
    let all = || (0..passes).flat_map(|_| keys);
    let start = Instant::now();
    for key in all() {
        black_box(map.get(key));
    }
    let found = Instant::now();
    for key in all() {
        map.set(key, 7);
    }
    [found - start, found.elapsed()].map(|time| time.as_nanos() as f64)
}

/// Returns the first place from which on `CowMap` is faster at all that was measured.
fn from(points: &[Point]) -> Option<usize> {
    let slow = points.iter().rposition(|point| point.faster <= 1.0);
    points.get(slow.map_or(0, |at| at + 1)).map(|point| point.at)
}

/// Up to where `CowMap` is faster: the crossing point, on a straight line between logarithms.
/// `None` if it is faster at all that was measured.
fn up_to(points: &[Point]) -> Option<usize> {
    let at = points.iter().position(|point| point.faster <= 1.0)?;
    let Some(before) = at.checked_sub(1).map(|before| points[before]) else { return Some(0) };
    let [before, after] = [before, points[at]].map(|point| (point.at as f64, point.faster));
    Some(crossing(before, after).round() as usize)
}

/// Returns where a ratio is 1, given places where it is above and where it is not: on a straight line between
/// the logarithms.
pub fn crossing(above: (f64, f64), below: (f64, f64)) -> f64 {
    let [high, low] = [above, below].map(|(_, ratio)| ratio.ln());
    above.0 * (below.0 / above.0).powf(high / (high - low))
}

impl Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The figure for strings, and that for numbers in brackets.
        let both = |text: &dyn Fn(&Figures) -> String| {
            format!("{} ({})", text(&self.strings), text(&self.numbers))
        };
        let least = both(&|figures| match from(&figures.by_size) {
            Some(from) => count(from),
            None => format!("more than {}", count(figures.largest().at)),
        });
        let faster = both(&|figures| times(figures.largest().faster));
        let [(large, _), (small, _)] = self.strings.by_edits.each_ref();
        let [edits, few] = [0, 1].map(|at| {
            both(&|figures| {
                let (size, points) = &figures.by_edits[at];
                up_to(points).map_or_else(|| format!("{} or more", count(*size)), count)
            })
        });
        let [get, set] = [0, 1].map(|at| both(&|figures| times(figures.alone[at])));
        writeln!(
            f,
            "Should a CowMap replace your HashMap? With String keys (with u64 keys), here and now:"
        )?;
        // The answers are those for strings.
        let pays = match from(&self.strings.by_size) {
            Some(_) => "Yes, with a snapshot after every edit:",
            None => "No, with a snapshot after every edit: only",
        };
        let size = count(*large);
        writeln!(f, "  {pays} from {least} elements on; at {size} it is {faster} times as fast.")?;
        let held = counted(*large, "element");
        match up_to(&self.strings.by_edits[0].1) {
            Some(0) => write!(f, "  No, even with one edit between two snapshots of {held}")?,
            _ => write!(f, "  Yes, with up to {edits} edits between two snapshots of {held}")?,
        }
        match small < large {
            true => writeln!(f, ", {few} of {}.", count(*small))?,
            false => writeln!(f, ".")?,
        }
        let alone = if self.strings.alone.iter().all(|&ratio| ratio < 1.0) { "Yes" } else { "No" };
        writeln!(
            f,
            "  {alone}, without snapshots: a look-up takes {get} times as long, an overwrite {set} times."
        )
    }
}

fn times(ratio: f64) -> String {
    match ratio {
        9.95.. => count(ratio.round() as usize),
        _ => format!("{ratio:.1}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(faster: &[(usize, f64)]) -> Vec<Point> {
        faster.iter().map(|&(at, faster)| Point { at, faster }).collect()
    }

    #[test]
    fn a_lead_counts_from_where_it_lasts() {
        assert_eq!(from(&points(&[(1, 2.0), (3, 0.9), (10, 1.1), (30, 5.0)])), Some(10));
        assert_eq!(from(&points(&[(1, 1.5), (3, 2.0)])), Some(1));
        assert_eq!(from(&points(&[(1, 1.5), (3, 1.0)])), None);
    }

    #[test]
    fn the_crossing_point_lies_between_its_neighbours() {
        // Logarithms of 4 and 1/4 are equally far from zero: halfway, on a logarithmic scale.
        assert_eq!(up_to(&points(&[(1, 9.0), (10, 4.0), (1_000, 0.25)])), Some(100));
        assert_eq!(up_to(&points(&[(1, 9.0), (10, 1.0)])), Some(10));
        assert_eq!(up_to(&points(&[(1, 9.0), (10, 2.0)])), None);
        assert_eq!(up_to(&points(&[(1, 1.0), (10, 2.0)])), Some(0));
    }

    #[test]
    fn grids_end_with_the_largest() {
        assert_eq!(grid(1), [1]);
        assert_eq!(grid(30), [1, 3, 10, 30]);
        assert_eq!(grid(99), [1, 3, 10, 30, 99]);
    }

    #[test]
    fn the_verdict_follows_the_figures() {
        let strings = Figures {
            by_size: points(&[(1, 0.5), (10, 1.2), (100_000, 740.4)]),
            by_edits: [
                (100_000, points(&[(1, 740.0), (3_000, 4.0), (30_000, 0.25)])),
                (1_000, points(&[(1, 30.0), (1_000, 1.1)])),
            ],
            alone: [1.26, 2.0],
        };
        let numbers = Figures { by_size: points(&[(100_000, 0.94)]), ..strings.clone() };
        assert_eq!(
            Verdict { strings, numbers }.to_string(),
            "Should a CowMap replace your HashMap? With String keys (with u64 keys), here and now:\n  \
             Yes, with a snapshot after every edit: from 10 (more than 100,000) elements on; \
             at 100,000 it is 740 (0.9) times as fast.\n  \
             Yes, with up to 9,487 (9,487) edits between two snapshots of 100,000 elements, \
             1,000 or more (1,000 or more) of 1,000.\n  \
             No, without snapshots: a look-up takes 1.3 (1.3) times as long, an overwrite 2.0 (2.0) times.\n"
        );
    }

    #[test]
    fn the_answer_is_no_where_the_map_is_slower() {
        let slow = points(&[(1, 0.7)]);
        let strings = Figures {
            by_size: slow.clone(),
            by_edits: [(1, slow.clone()), (1, slow)],
            alone: [0.8, 0.9],
        };
        assert_eq!(
            Verdict { numbers: strings.clone(), strings }.to_string(),
            "Should a CowMap replace your HashMap? With String keys (with u64 keys), here and now:\n  \
             No, with a snapshot after every edit: only from more than 1 (more than 1) elements on; \
             at 1 it is 0.7 (0.7) times as fast.\n  \
             No, even with one edit between two snapshots of 1 element.\n  \
             Yes, without snapshots: a look-up takes 0.8 (0.8) times as long, an overwrite 0.9 (0.9) times.\n"
        );
    }
}
