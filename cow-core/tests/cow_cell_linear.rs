//! Is there an order of the updates that explains what every thread saw, when it saw it?
//!
//! Threads run random scripts on one real cell, and note when each operation began and ended and what
//! came of it. Each update appends a name of its own to a log inside the value, so that the order of the
//! updates can be read off the last version, and the checker need not search for one. The clock is the
//! system's: stamps drawn from a shared counter would order the threads themselves.
#![cfg(all(feature = "cell", not(cow_loom)))]

use cow_core::CowCell;
use cow_core::cow_cell::{Guard, Version};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

/// An update: its thread, and its place in that thread's script.
type Name = (u8, u16);

/// The value: a small map, and who wrote to it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Value {
    map: BTreeMap<u8, Name>,
    log: Vec<(Name, Write)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Write {
    Insert(u8),
    Remove(u8),
}

impl Value {
    fn apply(&mut self, name: Name, write: Write) {
        match write {
            Write::Insert(key) => self.map.insert(key, name),
            Write::Remove(key) => self.map.remove(&key),
        };
        self.log.push((name, write));
    }
}

/// What came of an operation.
#[derive(Clone, Debug)]
enum Outcome {
    Published(Name),
    /// An error, a refusal, a panic.
    NotPublished(Name),
    /// Saw this, at this generation.
    Saw(Value, u64),
}
use Outcome::{NotPublished, Published, Saw};

/// An operation, in nanoseconds since the start.
#[derive(Clone, Debug)]
struct Operation {
    begin: u64,
    end: u64,
    outcome: Outcome,
}

#[derive(Clone, Debug)]
struct History {
    threads: Vec<Vec<Operation>>,
    last: Value,
}

impl History {
    /// `Err` tells what no order of the updates can explain.
    fn check(&self) -> Result<(), String> {
        // After how many updates a name was there: the order is that of the last log.
        let mut rank = HashMap::new();
        for (i, (name, _)) in self.last.log.iter().enumerate() {
            if rank.insert(*name, i + 1).is_some() {
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
                        let point = value.log.len();
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
    fn replay(&self) -> Vec<Value> {
        let mut versions = vec![Value::default()];
        for (name, write) in &self.last.log {
            let mut next = versions[versions.len() - 1].clone();
            next.apply(*name, *write);
            versions.push(next);
        }
        versions
    }

    /// What ended before another began is not later in the order.
    fn check_time(points: &mut [(&Operation, usize, bool)]) -> Result<(), String> {
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
enum Step {
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

fn perform(cell: &CowCell<Value>, step: &Step, name: Name) -> Option<Outcome> {
    // Lets others in, at the worst of times.
    let apply = |value: &mut Value, write| {
        value.apply(name, write);
        thread::yield_now();
    };
    let published = |yes| if yes { Published(name) } else { NotPublished(name) };
    let saw =
        |version: &Version<Value>| Saw(Value::clone(version), Version::generation(version).get());
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
            let seen = cell.generation();
            thread::yield_now();
            published(cell.update_if_unchanged(seen, |value| apply(value, write)).is_ok())
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
            Saw(Value::clone(&seen), Guard::generation(&seen).get())
        }
        Step::Version => saw(&cell.version()),
        Step::Snapshot => {
            let value = cell.snapshot();
            let point = value.log.len() as u64;
            Saw(value, point)
        }
        Step::Wait => saw(&cell.wait_for_change(cell.generation(), Duration::from_micros(200))?),
        Step::Pause => {
            thread::yield_now();
            return None;
        }
    })
}

fn record(scripts: &[Vec<Step>]) -> History {
    let cell = CowCell::new(Value::default());
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

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.min(32),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_history_has_an_order(
        scripts in prop::collection::vec(prop::collection::vec(step(), 40..80), 2..=5),
    ) {
        if let Err(reason) = record(&scripts).check() {
            prop_assert!(false, "{}", reason);
        }
    }
}

/// Two writers and two readers, as they may be.
fn sound() -> History {
    let write = |thread, place, key| ((thread, place), Write::Insert(key));
    let log = [write(0, 0, 1), write(1, 0, 1), write(0, 1, 2)];
    let version = |len: usize| {
        let mut value = Value::default();
        log[..len].iter().for_each(|(name, write)| value.apply(*name, *write));
        value
    };
    let operation = |begin, end, outcome| Operation { begin, end, outcome };
    let see = |begin, len| operation(begin, begin + 4, Saw(version(len), len as u64));
    History {
        threads: vec![
            vec![operation(10, 20, Published((0, 0))), operation(50, 60, Published((0, 1)))],
            vec![operation(15, 30, Published((1, 0))), operation(31, 35, NotPublished((1, 1)))],
            vec![see(0, 0), see(16, 0), see(25, 2), see(55, 3)],
            vec![see(12, 1), see(40, 2), see(52, 2), see(70, 3)],
        ],
        last: version(3),
    }
}

#[test]
fn a_sound_history_passes() {
    assert_eq!(sound().check(), Ok(()));
}

/// The checker finds each way in which a cell could be wrong.
#[test]
fn doctored_histories_do_not_pass() {
    fn see(history: &mut History, thread: usize, place: usize) -> (&mut Value, &mut u64) {
        match &mut history.threads[thread][place].outcome {
            Saw(value, generation) => (value, generation),
            other => panic!("not a look: {other:?}"),
        }
    }
    type Doctor = fn(&mut History);
    let doctored: [(&str, Doctor); 14] = [
        ("was lost", |h| h.last = see(h, 2, 2).0.clone()),
        ("published twice", |h| h.last.log.push(((0, 0), Write::Insert(1)))),
        ("should not have been published", |h| h.last.apply((1, 1), Write::Insert(3))),
        ("names of nobody", |h| h.last.apply((7, 7), Write::Insert(3))),
        ("not what its log says", |h| h.last.map.clear()),
        ("nobody published", |h| see(h, 2, 2).0.map.clear()),
        ("nobody published", |h| see(h, 2, 2).0.log.swap(0, 1)),
        ("nobody published", |h| see(h, 2, 2).0.apply((1, 1), Write::Insert(3))),
        ("was numbered", |h| *see(h, 2, 2).1 += 1),
        ("back to", |h| h.threads[2].swap(0, 2)),
        ("back to", |h| h.threads[0].swap(0, 1)),
        // A stale look: long after the first update was over.
        ("there came", |h| {
            let stale = &mut h.threads[2][0];
            (stale.begin, stale.end) = (80, 84);
            h.threads[2].truncate(1);
        }),
        // A look into the future: over before the update it saw began.
        ("there came", |h| {
            let early = Operation { begin: 40, end: 44, ..h.threads[3][3].clone() };
            h.threads[3] = vec![early];
        }),
        // Updates in the other order than they were made.
        ("there came", |h| {
            (h.threads[1][0].begin, h.threads[1][0].end) = (70, 80);
            h.threads.truncate(2);
        }),
    ];
    for (i, (expected, doctor)) in doctored.into_iter().enumerate() {
        let mut history = sound();
        doctor(&mut history);
        let found = history.check().expect_err(&format!("{i}: {expected}"));
        assert!(found.contains(expected), "{i}: {expected}, found: {found}");
    }
}
