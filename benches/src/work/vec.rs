use std::hint::black_box;
use std::iter;
use std::marker::PhantomData;
use std::rc::Rc;

use cow_core::{Atomic, Local};
use demo::heap;
use fastrand::Rng;

use super::{Operation, Start, Work, in_order, memory, op, repeats, start, verdicts, versions};
use crate::clock::Clock;
use crate::contender::{CowVector, EcoVector, ImVector, ImblVector, RpdsVector, StdVector};
use crate::element::{Element, Input, PROBES};
use crate::shape::Vector;

pub(super) fn starts<T: Element>() -> Vec<Start<T>> {
    vec![
        start::<VecWork<T, StdVector<T>>>(),
        start::<VecWork<T, EcoVector<T>>>(),
        start::<VecWork<T, ImblVector<T>>>(),
        start::<VecWork<T, ImVector<T>>>(),
        start::<VecWork<T, RpdsVector<T>>>(),
        start::<VecWork<T, CowVector<T, Atomic>>>(),
        start::<VecWork<T, CowVector<T, Local>>>(),
    ]
}

/// The work of vectors.
#[derive(Debug)]
pub struct VecWork<T, V>(PhantomData<(T, V)>);

/// A vector of all elements of the input. No clone of it lives between rounds.
#[derive(Debug)]
pub struct State<T, V> {
    input: Rc<Input<T>>,
    base: V,
    /// The same elements, inserted at random places. Built when first asked for.
    scattered: Option<V>,
}

impl<T: Element, V: Vector<T>> Work for VecWork<T, V> {
    type Element = T;
    type State = State<T, V>;
    const NAME: &'static str = V::NAME;

    fn start(input: &Rc<Input<T>>) -> Self::State {
        let mut base = V::new();
        input.keys.iter().for_each(|element| base.push(element.clone()));
        State { input: Rc::clone(input), base, scattered: None }
    }

    fn operations() -> Vec<Operation<Self::State>> {
        vec![
            op("get/random", "look-up", "look-ups at random", get_random),
            op("get/sequential", "look-up", "look-ups in order, by index", get_sequential),
            op(
                "get/scattered",
                "look-up",
                "look-ups at random in a vector built by insertions at random",
                get_scattered,
            ),
            op("iterate/for", "element", "a `for` loop that adds up", iterate_for),
            op("iterate/fold", "element", "the same by `fold`", iterate_fold),
            op(
                "push/unique",
                "element",
                "building from empty by `push`; not: cloning elements, dropping",
                push_unique,
            ),
            op("collect/unique", "element", "the same by `collect`", collect_unique),
            op(
                "set/unique",
                "write",
                "writes at random, vector unshared; inside: drop of the old element; not: cloning the new",
                set_unique,
            ),
            op(
                "iter_mut/unique",
                "element",
                "a write to each element, vector unshared",
                iter_mut_unique,
            ),
            op(
                "insert/middle",
                "insertion",
                "insertions at random, vector unshared; not: taking them out again",
                insert_middle,
            ),
            op(
                "remove/middle",
                "removal",
                "removals at random, vector unshared; not: putting back",
                remove_middle,
            ),
            op(
                "splice/unique",
                "edit",
                "two elements replaced by two at random, by `splice`, vector unshared; inside: drop of the old",
                splice_unique,
            ),
            op("clone/drop", "clone", "`clone` and the drop of the clone", clone_drop),
            op(
                "set/shared",
                "version",
                "`clone`, one write at random, drop of the version",
                set_shared,
            ),
            op("push/shared", "version", "`clone`, one `push`, drop of the version", push_shared),
            op(
                "insert/shared",
                "version",
                "`clone`, one insertion at random, drop of the version",
                insert_shared,
            ),
            op(
                "splice/shared",
                "version",
                "`clone`, two elements replaced by two at random, by `splice`, drop of the version",
                splice_shared,
            ),
            op(
                "batch/shared",
                "write",
                "`clone`, 1,000 writes at random; not: drop of the version",
                batch_shared,
            ),
            op(
                "append/self",
                "append",
                "a clone appended to another; not: clones, drop",
                append_self,
            ),
            op(
                "split_off/half",
                "split",
                "`split_off` in the middle of a clone; not: clone, drops",
                split_off_half,
            ),
            op(
                "equal/near",
                "comparison",
                "`==` of equal vectors of which one had 4 elements written",
                equal_near,
            ),
            op(
                "diff/far",
                "change",
                "changes between versions 1,000 writes apart, an eighth of the elements at most; std by the crate \
                 `similar` (Myers)",
                diff_far,
            ),
            op(
                "merge3/far",
                "change",
                "three-way merge of two clones with so many writes each, at different places; not: clones, writes, drop",
                merge3_far,
            ),
            op("sort/random", "element", "sorting a clone; not: clone, drop", sort_random),
            memory(
                "memory/build",
                "element",
                "what a vector built by `push` holds, as malloc counts; not: the text of elements",
                memory_build,
            ),
        ]
    }
}

/// A clone with writes to 1,000 places, or an eighth, the first of them at `start`, and how many they are.
fn far<T: Element, V: Vector<T>>(s: &State<T, V>, start: usize) -> (V, usize) {
    let size = s.input.size();
    let edits = (size / 8).clamp(1, 1_000);
    let mut far = s.base.clone();
    for edit in 0..edits {
        far.set((edit * (size / edits) + start) % size, s.input.absent[start + edit].clone());
    }
    (far, edits)
}

fn diff_far<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
    // Who cannot is spared the writing.
    V::new().diff(&V::new())?;
    let (far, edits) = far(s, 0);
    let changes = clock.time(edits, || black_box(&s.base).diff(black_box(&far)));
    changes.map(|changes| changes as u64)
}

fn merge3_far<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
    V::merge3(&V::new(), &V::new(), &V::new())?;
    // Between any two places that one side writes, there is one of the other, and some that neither does.
    let ((ours, edits), (theirs, _)) = (far(s, 0), far(s, 4));
    let base = &s.base;
    let merged = clock
        .time(2 * edits, || V::merge3(black_box(base), black_box(&ours), black_box(&theirs)))?;
    Some(if clock.checking() { content(&merged) } else { 0 })
}

fn content<T: Element, V: Vector<T>>(vector: &V) -> u64 {
    in_order(vector.iter().map(T::read)).wrapping_add(vector.len() as u64)
}

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

fn get_random<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
    let at = clock.offset(PROBES, s.input.places.len());
    look_up(&s.base, s.input.places[at..at + PROBES].iter().copied(), PROBES, clock)
}

fn get_sequential<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
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

fn get_scattered<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
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

fn iterate_for<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
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

fn iterate_fold<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
    let repeats = clock.count(repeats(s.input.size()));
    let add = |sum: u64, element: &T| sum.wrapping_add(element.read());
    let sum = clock.time(repeats * s.input.size(), || {
        (0..repeats).fold(0, |sum, _| black_box(&s.base).iter().fold(sum, add))
    });
    Some(sum)
}

fn push_unique<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
    builds(s, clock, |elements| {
        let mut vector = V::new();
        elements.into_iter().for_each(|element| vector.push(element));
        vector
    })
}

fn collect_unique<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
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

fn set_unique<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
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

fn iter_mut_unique<T: Element, V: Vector<T>>(
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

fn insert_middle<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
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

fn remove_middle<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
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

fn splice_unique<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
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
fn splices<T: Element, V: Vector<T>>(input: &Input<T>) -> Option<()> {
    let [a, b, ..] = &input.keys[..] else { return None };
    V::collect([a.clone(), b.clone()].into_iter()).splice(0, [a.clone(), b.clone()])
}

/// Insertions in a round: few where each moves many elements.
fn edits_in_the_middle(size: usize) -> usize {
    (2_000_000 / size).clamp(8, 1_000)
}

fn clone_drop<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
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

fn set_shared<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
    edit_shared(s, clock, |version, at, element| version.set(at, element))
}

fn push_shared<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
    edit_shared(s, clock, |version, _, element| version.push(element))
}

fn insert_shared<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
    V::new().insert(0, s.input.keys[0].clone())?;
    edit_shared(s, clock, |version, at, element| {
        version.insert(at, element);
    })
}

fn splice_shared<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
    splices::<T, V>(&s.input)?;
    edit_shared(s, clock, |version, at, element| {
        version.splice(at.min(version.len() - 2), [element.clone(), element]);
    })
}

fn batch_shared<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
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

fn append_self<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
    let mut answer = 0_u64;
    for _ in 0..versions(clock, true, s.input.size()) {
        let (mut one, two) = (s.base.clone(), s.base.clone());
        clock.time(1, || black_box(&mut one).append(black_box(two)))?;
        answer = if clock.checking() { content(&one) } else { 0 };
    }
    Some(answer)
}

fn split_off_half<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
    let middle = s.input.size() / 2;
    let mut answer = 0_u64;
    for _ in 0..versions(clock, true, s.input.size()) {
        let mut low = s.base.clone();
        let high = clock.time(1, || black_box(&mut low).split_off(middle))?;
        answer = if clock.checking() { content(&low) ^ content(&high).rotate_left(1) } else { 0 };
    }
    Some(answer)
}

fn equal_near<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
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

fn sort_random<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
    V::new().sort()?;
    let mut answer = 0_u64;
    for _ in 0..clock.count(repeats(s.input.size()).min(100)) {
        let mut vector = s.base.clone();
        clock.time(s.input.size(), || black_box(&mut vector).sort());
        answer = if clock.checking() { content(&vector) } else { 0 };
    }
    Some(answer)
}

fn memory_build<T: Element, V: Vector<T>>(s: &mut State<T, V>, clock: &mut Clock) -> Option<u64> {
    let mut elements = s.input.keys.clone().into_iter();
    let before = heap::held();
    let mut vector = V::new();
    elements.by_ref().for_each(|element| vector.push(element));
    let grown = heap::held() - before;
    drop(elements);
    clock.amount((grown + size_of::<V>() as isize) as f64 / s.input.size() as f64);
    Some(vector.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Pass;

    /// Its clones lack an element, and are not equal to anything.
    struct Careless(Vec<u64>);

    impl Clone for Careless {
        fn clone(&self) -> Self {
            Self(self.0[1..].to_vec())
        }
    }

    impl Vector<u64> for Careless {
        const NAME: &'static str = "careless";

        fn new() -> Self {
            Self(Vec::new())
        }

        fn collect(elements: impl Iterator<Item = u64>) -> Self {
            Self(elements.collect())
        }

        fn len(&self) -> usize {
            self.0.len()
        }

        fn get(&self, at: usize) -> Option<&u64> {
            self.0.get(at)
        }

        fn set(&mut self, at: usize, element: u64) {
            if let Some(place) = self.0.get_mut(at) {
                *place = element;
            }
        }

        fn push(&mut self, element: u64) {
            self.0.push(element);
        }

        fn iter(&self) -> impl Iterator<Item = &u64> {
            self.0.iter()
        }

        fn equals(&self, _: &Self) -> bool {
            false
        }
    }

    /// They are told apart by their answers, without a panic.
    #[test]
    fn wrong_clones_and_comparisons_are_noticed() {
        fn answers<V: Vector<u64>>() -> [Option<u64>; 2] {
            let mut state = VecWork::<u64, V>::start(&Input::new(100));
            [clone_drop, equal_near].map(|work| work(&mut state, &mut Clock::new(Pass::Check)))
        }
        let right = answers::<StdVector<u64>>();
        assert_eq!(right, answers::<CowVector<u64, Atomic>>());
        let careless = answers::<Careless>();
        assert!((0..2).all(|work| careless[work].is_some() && careless[work] != right[work]));
    }

    #[test]
    fn clones_that_copy_nothing_are_as_many_for_all() {
        fn clones<V: Vector<u64>>() -> usize {
            let mut state = VecWork::<u64, V>::start(&Input::new(20_000));
            let mut clock = Clock::new(Pass::Round(0));
            clone_drop(&mut state, &mut clock).unwrap();
            clock.units()
        }
        assert_eq!(clones::<EcoVector<u64>>(), clones::<CowVector<u64, Atomic>>());
        assert_eq!(clones::<StdVector<u64>>(), 5);
    }
}
