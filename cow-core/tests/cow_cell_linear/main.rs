//! Is there an order of the updates that explains what every thread saw, when it saw it?
//!
//! Threads run random scripts on one real cell, and note when each operation began and ended and what
//! came of it. Each update appends a name of its own to a log inside the value, so that the order of the
//! updates can be read off the last version, and the checker need not search for one. The clock is the
//! system's: stamps drawn from a shared counter would order the threads themselves.
#![cfg(all(feature = "cell", not(cow_loom)))]

mod history;

use history::{
    History, Name, NotPublished, Operation, Published, Saw, Value, Write, record, scripts,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// With a map of std. `benches/tests/cell_linear.rs` has those of the family.
#[derive(Clone, Debug, Default, PartialEq)]
struct Std {
    map: BTreeMap<u8, Name>,
    log: Vec<(Name, Write)>,
}

impl Value for Std {
    fn apply(&mut self, name: Name, write: Write) {
        match write {
            Write::Insert(key) => self.map.insert(key, name),
            Write::Remove(key) => self.map.remove(&key),
        };
        self.log.push((name, write));
    }

    fn log(&self) -> Vec<(Name, Write)> {
        self.log.clone()
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: testkit::cases(32),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_history_has_an_order(scripts in scripts()) {
        if let Err(reason) = record::<Std>(&scripts).check() {
            prop_assert!(false, "{}", reason);
        }
    }
}

/// Two writers and two readers, as they may be.
fn sound() -> History<Std> {
    let write = |thread, place, key| ((thread, place), Write::Insert(key));
    let log = [write(0, 0, 1), write(1, 0, 1), write(0, 1, 2)];
    let version = |len: usize| {
        let mut value = Std::default();
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
    fn see(history: &mut History<Std>, thread: usize, place: usize) -> (&mut Std, &mut u64) {
        match &mut history.threads[thread][place].outcome {
            Saw(value, generation) => (value, generation),
            other => panic!("not a look: {other:?}"),
        }
    }
    type Doctor = fn(&mut History<Std>);
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
