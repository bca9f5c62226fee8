//! Histories of a cell that threads wrote to, and whether an order of the updates explains them.

use cow_core::CowCell;
use cow_core::cow_cell::{Guard, Version};
use proptest::prelude::*;
use std::collections::HashMap;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

/// An update: its thread, and its place in that thread's script.
pub(crate) type Name = (u8, u16);

/// The value in the cell: a small map, and its last writer.
pub(crate) trait Value: Clone + Debug + Default + PartialEq + Send + Sync {
    fn apply(&mut self, name: Name, write: Write);

    /// All writes so far, in order.
    fn log(&self) -> Vec<(Name, Write)>;
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Write {
    Insert(u8),
    Remove(u8),
}

/// What came of an operation.
#[derive(Clone, Debug)]
pub(crate) enum Outcome<V> {
    Published(Name),
    /// An error, a refusal, a panic.
    NotPublished(Name),
    /// Saw this, at this generation.
    Saw(V, u64),
}
pub(crate) use Outcome::{NotPublished, Published, Saw};

/// An operation, in nanoseconds since the start.
#[derive(Clone, Debug)]
pub(crate) struct Operation<V> {
    pub(crate) begin: u64,
    pub(crate) end: u64,
    pub(crate) outcome: Outcome<V>,
}

#[derive(Clone, Debug)]
pub(crate) struct History<V> {
    pub(crate) threads: Vec<Vec<Operation<V>>>,
    pub(crate) last: V,
}

impl<V: Value> History<V> {
    /// `Err` tells what no order of the updates can explain.
    pub(crate) fn check(&self) -> Result<(), String> {
        // After how many updates a name was there: the order is that of the last log.
        let mut rank = HashMap::new();
        for (i, (name, _)) in self.last.log().into_iter().enumerate() {
            if rank.insert(name, i + 1).is_some() {
                return Err(format!("{name:?} was published twice"));
            }
        }
        let versions = self.replay();
        if versions.last() != Some(&self.last) {
            return Err("the last map is not what its log says".into());
        }
        let mut published = 0;
        let mut points = Vec::new();
        for operations in &self.threads {
            let mut before = 0;
            for operation in operations {
                let (point, is_update) = match &operation.outcome {
                    Published(name) => {
                        published += 1;
                        (*rank.get(name).ok_or(format!("{name:?} was lost"))?, true)
                    }
                    NotPublished(name) if rank.contains_key(name) => {
                        return Err(format!("{name:?} should not have been published"));
                    }
                    NotPublished(_) => continue,
                    Saw(value, generation) => {
                        let point = value.log().len();
                        if versions.get(point) != Some(value) {
                            return Err(format!("nobody published what was seen: {value:?}"));
                        }
                        if *generation != point as u64 {
                            return Err(format!("version {point} was numbered {generation}"));
                        }
                        (point, false)
                    }
                };
                if point < before + usize::from(is_update) {
                    return Err(format!("a thread went from {before} back to {operation:?}"));
                }
                before = point;
                points.push((operation, point, is_update));
            }
        }
        if published != rank.len() {
            return Err("the log has names of nobody".into());
        }
        Self::check_time(&mut points)
    }

    /// Every version, from its log.
    fn replay(&self) -> Vec<V> {
        let mut versions = vec![V::default()];
        for (name, write) in self.last.log() {
            let mut next = versions[versions.len() - 1].clone();
            next.apply(name, write);
            versions.push(next);
        }
        versions
    }

    /// What ended before another began is not later in the order.
    fn check_time(points: &mut [(&Operation<V>, usize, bool)]) -> Result<(), String> {
        let mut ends: Vec<_> = points.iter().map(|(op, point, _)| (op.end, *point)).collect();
        ends.sort_unstable();
        points.sort_by_key(|(op, ..)| op.begin);
        let (mut ends, mut latest) = (ends.into_iter().peekable(), 0);
        for (operation, point, is_update) in points {
            while let Some((_, ended)) = ends.next_if(|(end, _)| *end < operation.begin) {
                latest = latest.max(ended);
            }
            if *point < latest + usize::from(*is_update) {
                return Err(format!("after {latest} was over, there came {operation:?}"));
            }
        }
        Ok(())
    }
}

/// What a thread does next.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Update(Write),
    Optimistic(Write),
    Try(Write, bool),
    IfUnchanged(Write),
    Panic(Write),
    Load,
    Version,
    Snapshot,
    Wait,
    Pause,
}

fn write() -> impl Strategy<Value = Write> {
    prop_oneof![(0..8_u8).prop_map(Write::Insert), (0..8_u8).prop_map(Write::Remove)]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => write().prop_map(Step::Update),
        3 => write().prop_map(Step::Optimistic),
        2 => (write(), any::<bool>()).prop_map(|(write, ok)| Step::Try(write, ok)),
        2 => write().prop_map(Step::IfUnchanged),
        1 => write().prop_map(Step::Panic),
        4 => Just(Step::Load),
        3 => Just(Step::Version),
        2 => Just(Step::Snapshot),
        1 => Just(Step::Wait),
        1 => Just(Step::Pause),
    ]
}

fn perform<V: Value>(cell: &CowCell<V>, step: &Step, name: Name) -> Option<Outcome<V>> {
    // Lets others in, at the worst of times.
    let apply = |value: &mut V, write| {
        value.apply(name, write);
        thread::yield_now();
    };
    let published = |yes| if yes { Published(name) } else { NotPublished(name) };
    let saw = |version: &Version<V>| Saw(V::clone(version), Version::generation(version).get());
    Some(match *step {
        Step::Update(write) => {
            cell.update(|value| apply(value, write));
            published(true)
        }
        Step::Optimistic(write) => {
            cell.update_optimistic(|value| apply(value, write));
            published(true)
        }
        Step::Try(write, ok) => published(
            cell.try_update(|value| {
                apply(value, write);
                if ok { Ok(()) } else { Err(()) }
            })
            .is_ok(),
        ),
        Step::IfUnchanged(write) => {
            let seen = cell.version();
            thread::yield_now();
            published(cell.update_if_unchanged(&seen, |value| apply(value, write)).is_ok())
        }
        Step::Panic(write) => published(
            catch_unwind(AssertUnwindSafe(|| {
                cell.update(|value| {
                    apply(value, write);
                    resume_unwind(Box::new(()));
                })
            }))
            .is_ok(),
        ),
        Step::Load => {
            let seen = cell.load();
            Saw(V::clone(&seen), Guard::generation(&seen).get())
        }
        Step::Version => saw(&cell.version()),
        Step::Snapshot => {
            let value = cell.snapshot();
            let point = value.log().len() as u64;
            Saw(value, point)
        }
        Step::Wait => saw(&cell.wait_for_change(cell.generation(), Duration::from_micros(200))?),
        Step::Pause => {
            thread::yield_now();
            return None;
        }
    })
}

/// Lets threads run their scripts on one cell.
pub(crate) fn record<V: Value>(scripts: &[Vec<Step>]) -> History<V> {
    let cell = CowCell::new(V::default());
    let (start, go) = (Instant::now(), Barrier::new(scripts.len()));
    let now = || start.elapsed().as_nanos() as u64;
    let run = |thread: usize| {
        go.wait();
        let mut operations = Vec::new();
        for (place, step) in scripts[thread].iter().enumerate() {
            let begin = now();
            let outcome = perform(&cell, step, (thread as u8, place as u16));
            let end = now();
            operations.extend(outcome.map(|outcome| Operation { begin, end, outcome }));
        }
        operations
    };
    let threads = thread::scope(|scope| {
        let threads: Vec<_> =
            (0..scripts.len()).map(|thread| scope.spawn(move || run(thread))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    History { threads, last: cell.into_inner() }
}

/// A script for each of some threads.
pub(crate) fn scripts() -> impl Strategy<Value = Vec<Vec<Step>>> {
    let steps = if cfg!(miri) { 8..16 } else { 40..80 };
    prop::collection::vec(prop::collection::vec(step(), steps), 2..=5)
}
