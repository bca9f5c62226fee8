//! Look-ups and iteration of vectors.

use std::hint::black_box;

use fastrand::Rng;

use super::State;
use crate::clock::Clock;
use crate::element::{Element, PROBES};
use crate::shape::Vector;
use crate::work::repeats;

fn look_up<T: Element, V: Vector<T>>(
    base: &V,
    places: impl Iterator<Item = usize>,
    units: usize,
    clock: &mut Clock,
) -> Option<u64> {
    let base = black_box(base);
    let found = clock.time(units, || {
        places
            .filter_map(|at| base.get(at))
            .fold(0_u64, |sum, found| sum.wrapping_add(found.read()))
    });
    Some(found)
}

pub(super) fn get_random<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    let at = clock.offset(PROBES, s.input.places.len());
    look_up(&s.base, s.input.places[at..at + PROBES].iter().copied(), PROBES, clock)
}

pub(super) fn get_sequential<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    let len = PROBES.min(s.input.size());
    let at = clock.offset(len, s.input.size());
    let times = clock.count(PROBES / len);
    let base = black_box(&s.base);
    let found = clock.time(times * len, || {
        let mut sum = 0_u64;
        for _ in 0..times {
            for found in (at..at + len).filter_map(|at| base.get(at)) {
                sum = sum.wrapping_add(found.read());
            }
        }
        sum
    });
    Some(found)
}

pub(super) fn get_scattered<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    /// Insertions into an array cost its length each.
    const ENOUGH: usize = 200_000;
    if V::new().insert(0, s.input.keys[0].clone()).is_none() || s.input.size() > ENOUGH {
        return None;
    }
    if s.scattered.is_none() {
        let mut rng = Rng::with_seed(1);
        let mut vector = V::new();
        for element in &s.input.keys {
            vector.insert(rng.usize(..=vector.len()), element.clone())?;
        }
        s.scattered = Some(vector);
    }
    let at = clock.offset(PROBES, s.input.places.len());
    let places = s.input.places[at..at + PROBES].iter().copied();
    look_up(s.scattered.as_ref()?, places, PROBES, clock)
}

pub(super) fn iterate_for<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    let repeats = clock.count(repeats(s.input.size()));
    let sum = clock.time(repeats * s.input.size(), || {
        let mut sum = 0_u64;
        for _ in 0..repeats {
            for element in black_box(&s.base).iter() {
                sum = sum.wrapping_add(element.read());
            }
        }
        sum
    });
    Some(sum)
}

pub(super) fn iterate_fold<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    let repeats = clock.count(repeats(s.input.size()));
    let add = |sum: u64, element: &T| sum.wrapping_add(element.read());
    let sum = clock.time(repeats * s.input.size(), || {
        (0..repeats).fold(0, |sum, _| black_box(&s.base).iter().fold(sum, add))
    });
    Some(sum)
}
