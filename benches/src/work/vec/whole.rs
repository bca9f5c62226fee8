//! Whole vectors: compared, joined, cut, held.

use std::hint::black_box;

use demo::heap;

use super::{State, content};
use crate::clock::Clock;
use crate::element::Element;
use crate::shape::Vector;
use crate::work::{verdicts, versions};

/// Returns a clone with writes to 1,000 places, or an eighth, the first of them at `start`, and how many they are.
pub(super) fn far<T: Element, V: Vector<T>>(s: &State<T, V>, start: usize) -> (V, usize) {
    let size = s.input.size();
    let edits = (size / 8).clamp(1, 1_000);
    let mut far = s.base.clone();
    for edit in 0..edits {
        far.set((edit * (size / edits) + start) % size, s.input.absent[start + edit].clone());
    }
    (far, edits)
}

pub(super) fn diff_far<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    // Contenders without it need no writes.
    V::new().diff(&V::new())?;
    let (far, edits) = far(s, 0);
    let changes = clock.time(edits, || black_box(&s.base).diff(black_box(&far)));
    changes.map(|changes| changes as u64)
}

pub(super) fn merge3_far<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    V::merge3(&V::new(), &V::new(), &V::new())?;
    // Between any two places that one side writes, there is one of the other, and some that neither does.
    let ((ours, edits), (theirs, _)) = (far(s, 0), far(s, 4));
    let base = &s.base;
    let merged = clock
        .time(2 * edits, || V::merge3(black_box(base), black_box(&ours), black_box(&theirs)))?;
    Some(if clock.checking() { content(&merged) } else { 0 })
}

pub(super) fn append_self<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    let mut answer = 0_u64;
    for _ in 0..versions(clock, true, s.input.size()) {
        let (mut one, two) = (s.base.clone(), s.base.clone());
        clock.time(1, || black_box(&mut one).append(black_box(two)))?;
        answer = if clock.checking() { content(&one) } else { 0 };
    }
    Some(answer)
}

pub(super) fn split_off_half<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    let middle = s.input.size() / 2;
    let mut answer = 0_u64;
    for _ in 0..versions(clock, true, s.input.size()) {
        let mut low = s.base.clone();
        let high = clock.time(1, || black_box(&mut low).split_off(middle))?;
        answer = if clock.checking() { content(&low) ^ content(&high).rotate_left(1) } else { 0 };
    }
    Some(answer)
}

pub(super) fn equal_near<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    let mut near = s.base.clone();
    let places = &s.input.places[..4];
    places.iter().for_each(|&at| near.set(at, s.input.keys[at].clone()));
    let count = clock.count((20_000 / s.input.size()).clamp(1, 100));
    let equal = clock
        .time(count, || (0..count).filter(|_| black_box(&s.base).equals(black_box(&near))).count());
    near.set(places[0], s.input.absent[0].clone());
    let other = clock.checking() && s.base.equals(&near);
    Some(verdicts(equal == count, other))
}

pub(super) fn memory_build<T: Element, V: Vector<T>>(
    s: &mut State<T, V>,
    clock: &mut Clock,
) -> Option<u64> {
    let mut elements = s.input.keys.clone().into_iter();
    let before = heap::held();
    let mut vector = V::new();
    elements.by_ref().for_each(|element| vector.push(element));
    let grown = heap::held() - before;
    drop(elements);
    clock.amount((grown + size_of::<V>() as isize) as f64 / s.input.size() as f64);
    Some(vector.len() as u64)
}
