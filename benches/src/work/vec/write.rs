//! Writes to vectors that no clone shares.

use std::hint::black_box;
use std::iter;

use super::{State, content};
use crate::clock::Clock;
use crate::element::{Element, Input, PROBES};
use crate::shape::Vector;
use crate::work::{in_order, repeats};

pub(super) fn push_unique<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    builds(s, clock, |elements| {
        let mut vector = V::new();
        elements.into_iter().for_each(|element| vector.push(element));
        vector
    })
}

pub(super) fn collect_unique<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    // Through an iterator that std cannot collect in place.
    builds(s, clock, |elements| V::collect(black_box(elements).into_iter().chain(iter::empty())))
}

fn builds<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
    build: impl Fn(Vec<T>) -> V,
) -> Option<u64> {
    let copies = clock.count(repeats(s.input.size()));
    let inputs: Vec<_> = (0..copies).map(|_| s.input.keys.clone()).collect();
    let mut vectors = Vec::with_capacity(copies);
    clock.time(copies * s.input.size(), || vectors.extend(inputs.into_iter().map(&build)));
    Some(if clock.checking() { content(&vectors[0]) } else { 0 })
}

pub(super) fn set_unique<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    let at = clock.offset(PROBES, s.input.places.len());
    let places = &s.input.places[at..at + PROBES];
    let elements = s.input.absent[..PROBES].to_vec();
    let base = black_box(&mut s.base);
    clock.time(PROBES, || {
        places.iter().zip(elements).for_each(|(&at, element)| base.set(at, element));
    });
    let written = if clock.checking() { content(base) } else { 0 };
    places.iter().for_each(|&at| base.set(at, s.input.keys[at].clone()));
    Some(written)
}

pub(super) fn iter_mut_unique<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    // Twice the same swap leaves everything as it was.
    let mut other = s.input.absent[0].clone();
    let first = s.base.get(0)?.clone();
    let repeats = clock.count(repeats(s.input.size()));
    let base = black_box(&mut s.base);
    let mut done = Some(());
    let mut seen = 0_u64;
    clock.time(repeats * s.input.size(), || {
        for _ in 0..repeats {
            done = base.change_all(|element| seen = seen.wrapping_add(black_box(element).read()));
        }
    });
    done?;
    base.set(0, std::mem::replace(&mut other, first));
    base.set(0, other);
    Some(seen)
}

pub(super) fn insert_middle<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    V::new().insert(0, s.input.keys[0].clone())?;
    let count = clock.count(edits_in_the_middle(s.input.size()));
    let at = clock.offset(count, s.input.places.len());
    let places = &s.input.places[at..at + count];
    let elements = s.input.absent[..count].to_vec();
    let base = black_box(&mut s.base);
    clock.time(count, || {
        places.iter().zip(elements).for_each(|(&at, element)| {
            base.insert(at, element);
        });
    });
    let written = if clock.checking() { content(base) } else { 0 };
    places.iter().rev().for_each(|&at| drop(base.remove(at)));
    Some(written)
}

pub(super) fn remove_middle<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    V::new().insert(0, s.input.keys[0].clone())?;
    let count = clock.count(edits_in_the_middle(s.input.size()));
    let at = clock.offset(count, s.input.places.len());
    // Made first, so that there is always an element to remove.
    let places = &s.input.places[at..at + count];
    places.iter().zip(&s.input.absent).for_each(|(&at, element)| {
        s.base.insert(at, element.clone());
    });
    let base = black_box(&mut s.base);
    let mut removed = Vec::with_capacity(count);
    clock.time(count, || removed.extend(places.iter().rev().map(|&at| base.remove(at))));
    Some(
        in_order(removed.iter().flatten().map(T::read))
            ^ if clock.checking() { content(base) } else { 0 },
    )
}

pub(super) fn splice_unique<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    splices::<T, V>(&s.input)?;
    let count = clock.count(edits_in_the_middle(s.input.size()));
    let at = clock.offset(count, s.input.places.len());
    let last = s.input.size() - 2;
    let places: Vec<_> = s.input.places[at..at + count].iter().map(|&at| at.min(last)).collect();
    let elements: Vec<_> = s.input.absent[..count].iter().map(|x| [x.clone(), x.clone()]).collect();
    let base = black_box(&mut s.base);
    clock.time(count, || {
        places.iter().zip(elements).for_each(|(&at, elements)| {
            base.splice(at, elements);
        });
    });
    let written = if clock.checking() { content(base) } else { 0 };
    places.iter().flat_map(|&at| [at, at + 1]).for_each(|at| {
        base.set(at, s.input.keys[at].clone());
    });
    Some(written)
}

/// Whether a vector has `splice`, and the input two elements to replace.
pub(super) fn splices<T: Element, V: Vector<T>>(input: &Input<T>) -> Option<()> {
    let [a, b, ..] = &input.keys[..] else { return None };
    V::collect([a.clone(), b.clone()].into_iter()).splice(0, [a.clone(), b.clone()])
}

/// Insertions in a round: few where each moves many elements.
pub(super) fn edits_in_the_middle(size: usize) -> usize {
    (2_000_000 / size).clamp(8, 1_000)
}

pub(super) fn sort_random<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    V::new().sort()?;
    let mut answer = 0_u64;
    for _ in 0..clock.count(repeats(s.input.size()).min(100)) {
        let mut vector = s.base.clone();
        clock.time(s.input.size(), || black_box(&mut vector).sort());
        answer = if clock.checking() { content(&vector) } else { 0 };
    }
    Some(answer)
}
