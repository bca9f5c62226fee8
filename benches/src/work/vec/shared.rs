//! Clones of vectors, and writes to what a clone shares.

use std::hint::black_box;

use super::write::splices;
use super::{State, content};
use crate::clock::Clock;
use crate::element::Element;
use crate::shape::Vector;
use crate::work::versions;

pub(super) fn clone_drop<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    let clones = 5 * versions(clock, V::DEEP_CLONE, s.input.size());
    clock.time(clones, || (0..clones).for_each(|_| drop(black_box(black_box(&s.base).clone()))));
    if !clock.checking() {
        return Some(0);
    }
    // A clone holds what it held, whatever is written to what it was cloned from.
    let mut other = s.base.clone();
    let clone = other.clone();
    other.set(s.input.places[0], s.input.absent[0].clone());
    Some(content(&clone).rotate_left(1) ^ content(&other))
}

/// Makes versions that are one edit away from the base, and drops each.
fn edit_shared<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
    edit: impl Fn(&mut V, usize, T),
) -> Option<u64> {
    let count = versions(clock, V::DEEP, s.input.size());
    let at = clock.offset(count, s.input.places.len());
    let edits: Vec<_> = s.input.places[at..at + count]
        .iter()
        .copied()
        .zip(s.input.absent.iter().cloned())
        .collect();
    let mut answer = 0_u64;
    if clock.checking() {
        for (at, element) in edits {
            let mut version = s.base.clone();
            edit(&mut version, at, element);
            answer = content(&version).wrapping_add(answer.rotate_left(1));
        }
        return Some(answer ^ content(&s.base));
    }
    clock.time(count, || {
        for (at, element) in edits {
            let mut version = black_box(&s.base).clone();
            edit(&mut version, at, element);
            drop(black_box(version));
        }
    });
    Some(0)
}

pub(super) fn set_shared<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    edit_shared(s, clock, |version, at, element| version.set(at, element))
}

pub(super) fn push_shared<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    edit_shared(s, clock, |version, _, element| version.push(element))
}

pub(super) fn insert_shared<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    V::new().insert(0, s.input.keys[0].clone())?;
    edit_shared(s, clock, |version, at, element| {
        version.insert(at, element);
    })
}

pub(super) fn splice_shared<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    splices::<T, V>(&s.input)?;
    edit_shared(s, clock, |version, at, element| {
        version.splice(at.min(version.len() - 2), [element.clone(), element]);
    })
}

pub(super) fn batch_shared<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    let at = clock.offset(1_000, s.input.places.len());
    let places = &s.input.places[at..at + 1_000];
    let elements = s.input.absent[..1_000].to_vec();
    let version = clock.time(1_000, || {
        let mut version = black_box(&s.base).clone();
        places.iter().zip(elements).for_each(|(&at, element)| version.set(at, element));
        version
    });
    Some(if clock.checking() { content(&version) ^ content(&s.base) } else { 0 })
}
