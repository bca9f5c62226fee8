//! Collections that go on being edited while snapshots are taken: in time, and in memory.

use std::hint::black_box;
use std::marker::PhantomData;
use std::rc::Rc;
use std::time::Instant;

use cow_core::{Atomic, Local};
use demo::heap;
use serde::{Deserialize, Serialize};

use crate::contender::{
    ChunkTree, CowHashMap, CowTree, CowVector, EcoVector, HashbrownMap, ImMap, ImTree, ImVector,
    ImblMap, ImblTree, ImblVector, PointerVector, RpdsMap, RpdsTree, RpdsVector, StdMap, StdTree,
    StdVector,
};
use crate::element::{Element, Input, Kind};
use crate::shape::{Map, Shape, Vector};

/// What versions hold, in bytes and in blocks as malloc counts them. Text of keys and elements that
/// the collection cloned is its own; that of those it was built from is counted too.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Bytes.
    pub bytes: f64,
    /// Blocks.
    pub blocks: f64,
}

/// A collection that is edited.
pub trait Versions {
    /// Returns the contender's name.
    fn name(&self) -> &str;

    /// Nanoseconds per step, where a step is a snapshot, `edits` overwrites of elements at random,
    /// and the drop of the snapshot before. So deep clones find their memory warm.
    fn go_on(&mut self, edits: usize, steps: usize) -> f64;

    /// Returns what the collection held when it was built, with its handle.
    fn built(&self) -> Held;

    /// Returns what each of `count` versions that are `edits` overwrites apart adds.
    fn keep(&mut self, edits: usize, count: usize) -> Held;

    /// Returns what is freed when the middle one of three versions goes, `edits` overwrites from
    /// each.
    fn alone(&mut self, edits: usize) -> Held;

    /// Returns a number that depends on the content.
    fn digest(&self) -> u64;
}

/// What is asked of a collection here.
trait Edited<K>: Clone {
    const NAME: &'static str;
    fn build(input: &Input<K>) -> Self;
    fn edit(&mut self, input: &Input<K>, at: usize, value: u64);
    fn digest(&self) -> u64;
}

#[derive(Clone)]
struct Entries<M>(M);

impl<K: Element, M: Map<K>> Edited<K> for Entries<M> {
    const NAME: &'static str = M::NAME;

    fn build(input: &Input<K>) -> Self {
        let mut map = M::new();
        input.entries().for_each(|(key, value)| map.insert(key, value));
        Self(map)
    }

    #[inline]
    fn edit(&mut self, input: &Input<K>, at: usize, value: u64) {
        if let Some(old) = self.0.get_mut(&input.hits[at]) {
            *old = value;
        }
    }

    fn digest(&self) -> u64 {
        let entries = self.0.iter().map(|(key, value)| key.read().wrapping_mul(31) ^ value);
        entries.fold(0, |sum, number| sum.wrapping_add(number.wrapping_mul(number | 1)))
    }
}

#[derive(Clone)]
struct Elements<V>(V);

impl<T: Element, V: Vector<T>> Edited<T> for Elements<V> {
    const NAME: &'static str = V::NAME;

    fn build(input: &Input<T>) -> Self {
        let mut vector = V::new();
        input.keys.iter().for_each(|element| vector.push(element.clone()));
        Self(vector)
    }

    #[inline]
    fn edit(&mut self, input: &Input<T>, at: usize, value: u64) {
        let new = &input.keys[value as usize % input.keys.len()];
        self.0.set(input.places[at], new.clone());
    }

    fn digest(&self) -> u64 {
        self.0.iter().fold(7, |sum, element| (sum ^ element.read()).wrapping_mul(0x9E37_79B9_7F4B))
    }
}

struct History<K, E> {
    input: Rc<Input<K>>,
    current: E,
    built: Held,
    edits: usize,
    element: PhantomData<K>,
}

fn now_held() -> Held {
    Held { bytes: heap::held() as f64, blocks: heap::blocks() as f64 }
}

impl Held {
    fn since(self, before: Self) -> Self {
        Self { bytes: self.bytes - before.bytes, blocks: self.blocks - before.blocks }
    }

    fn per(self, count: usize) -> Self {
        Self { bytes: self.bytes / count as f64, blocks: self.blocks / count as f64 }
    }
}

impl<K: Element, E: Edited<K>> History<K, E> {
    fn start(input: &Rc<Input<K>>) -> Self {
        let before = now_held();
        let current = E::build(input);
        let mut built = now_held().since(before);
        built.bytes += size_of::<E>() as f64;
        Self { input: Rc::clone(input), current, built, edits: 0, element: PhantomData }
    }

    #[inline]
    fn edit(&mut self, count: usize) {
        for _ in 0..count {
            // Steps through the random places; the values say which edit it was.
            let at = self.edits % self.input.hits.len();
            self.current.edit(&self.input, at, self.edits as u64);
            self.edits += 1;
        }
    }
}

impl<K: Element, E: Edited<K>> Versions for History<K, E> {
    fn name(&self) -> &str {
        E::NAME
    }

    fn go_on(&mut self, edits: usize, steps: usize) -> f64 {
        let mut snapshot = self.current.clone();
        // The first snapshot that is dropped is as old as all others: its drop frees what was copied.
        self.edit(edits);
        let start = Instant::now();
        for _ in 0..steps {
            snapshot = black_box(black_box(&self.current).clone());
            self.edit(edits);
        }
        let elapsed = start.elapsed();
        drop(black_box(snapshot));
        elapsed.as_nanos() as f64 / steps as f64
    }

    fn built(&self) -> Held {
        self.built
    }

    fn keep(&mut self, edits: usize, count: usize) -> Held {
        let mut kept = Vec::with_capacity(count);
        let before = now_held();
        for _ in 0..count {
            kept.push(black_box(self.current.clone()));
            self.edit(edits);
        }
        let mut grown = now_held().since(before).per(count);
        grown.bytes += size_of::<E>() as f64;
        drop(kept);
        grown
    }

    fn alone(&mut self, edits: usize) -> Held {
        // The compiler would leave out a clone that is not used, block and all.
        let first = black_box(self.current.clone());
        self.edit(edits);
        let middle = black_box(self.current.clone());
        self.edit(edits);
        let before = now_held();
        drop(middle);
        let mut freed = before.since(now_held());
        freed.bytes += size_of::<E>() as f64;
        drop(first);
        freed
    }

    fn digest(&self) -> u64 {
        self.current.digest()
    }
}

type Start<K> = fn(&Rc<Input<K>>) -> Box<dyn Versions>;

fn map<K: Element, M: Map<K>>() -> Start<K> {
    |input| Box::new(History::<K, Entries<M>>::start(input))
}

fn vec<T: Element, V: Vector<T>>() -> Start<T> {
    |input| Box::new(History::<T, Elements<V>>::start(input))
}

fn starts<K: Element>(shape: Shape) -> Vec<Start<K>> {
    match shape {
        Shape::Map => vec![
            map::<K, StdMap<K>>(),
            map::<K, HashbrownMap<K>>(),
            map::<K, ImblMap<K>>(),
            map::<K, ImMap<K>>(),
            map::<K, RpdsMap<K>>(),
            map::<K, CowHashMap<K, Atomic>>(),
            map::<K, CowHashMap<K, Local>>(),
        ],
        Shape::Vec => vec![
            vec::<K, StdVector<K>>(),
            vec::<K, EcoVector<K>>(),
            vec::<K, ImblVector<K>>(),
            vec::<K, ImVector<K>>(),
            vec::<K, RpdsVector<K>>(),
            vec::<K, PointerVector<K>>(),
            vec::<K, CowVector<K, Atomic>>(),
            vec::<K, CowVector<K, Local>>(),
        ],
        Shape::Tree => vec![
            map::<K, StdTree<K>>(),
            map::<K, ImblTree<K>>(),
            map::<K, ImTree<K>>(),
            map::<K, RpdsTree<K>>(),
            map::<K, ChunkTree<K>>(),
            map::<K, CowTree<K, Atomic>>(),
            map::<K, CowTree<K, Local>>(),
        ],
        Shape::Box | Shape::Cell => Vec::new(),
    }
}

/// Builds a collection of each contender. There are none for boxes and
/// cells, whose value decides.
pub fn histories(shape: Shape, kind: Kind, size: usize) -> Vec<Box<dyn Versions>> {
    fn build<K: Element>(shape: Shape, size: usize) -> Vec<Box<dyn Versions>> {
        let input = Input::<K>::new(size);
        starts::<K>(shape).into_iter().map(|start| start(&input)).collect()
    }
    match kind {
        Kind::U64 => build::<u64>(shape, size),
        Kind::String => build::<String>(shape, size),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    thread_local! {
        static EVENTS: RefCell<Vec<(&'static str, usize)>> = const { RefCell::new(Vec::new()) };
    }

    /// Notes its clones and drops, with the edits that it has seen.
    struct Noted(usize);

    impl Clone for Noted {
        fn clone(&self) -> Self {
            EVENTS.with_borrow_mut(|events| events.push(("clone", self.0)));
            Self(self.0)
        }
    }

    impl Drop for Noted {
        fn drop(&mut self) {
            EVENTS.with_borrow_mut(|events| events.push(("drop", self.0)));
        }
    }

    impl Edited<u64> for Noted {
        const NAME: &'static str = "noted";

        fn build(_: &Input<u64>) -> Self {
            Self(0)
        }

        fn edit(&mut self, _: &Input<u64>, _: usize, _: u64) {
            self.0 += 1;
        }

        fn digest(&self) -> u64 {
            self.0 as u64
        }
    }

    #[test]
    fn every_step_drops_a_snapshot_that_is_a_step_old() {
        let mut history = History::<u64, Noted>::start(&Input::new(10));
        history.go_on(5, 2);
        let expected =
            [("clone", 0), ("clone", 5), ("drop", 0), ("clone", 10), ("drop", 5), ("drop", 10)];
        assert_eq!(EVENTS.take(), expected);
        assert_eq!(history.current.0, 15);
    }
}
