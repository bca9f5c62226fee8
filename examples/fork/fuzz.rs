//! A fuzzing loop: one snapshot after the program's start, and a fork of it for each input.

use crate::machine::{Machine, Program, Stop};
use crate::memory::{Faults, Memory};
use fastrand::Rng;
use serde::Serialize;
use std::collections::HashSet;
use std::time::{Duration, Instant};

/// Where the input is put.
const INPUT: u64 = 0x1000;
const LONGEST_INPUT: usize = 64;
const MOST_STEPS: u64 = 10_000;
/// Until it is ready for input.
const MOST_START_STEPS: u64 = 1 << 30;

/// What came of it.
#[derive(Debug, Serialize)]
pub(crate) struct Outcome {
    pub(crate) runs: u64,
    pub(crate) runs_per_second: f64,
    /// Until the program took input.
    pub(crate) start: Duration,
    /// For a fork of the machine, on average.
    pub(crate) fork: Duration,
    /// For a plain copy of the pages that the program had touched.
    pub(crate) plain_copy: Duration,
    /// Pages that a run copied or touched first, on average.
    pub(crate) pages_per_run: f64,
    /// Ways through the program that were found.
    pub(crate) paths: usize,
    pub(crate) crash: Option<Crash>,
    /// Whether the snapshot was as it had been after all runs.
    pub(crate) snapshot_unchanged: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct Crash {
    /// The first that was found.
    pub(crate) input: Vec<u8>,
    pub(crate) run: u64,
    pub(crate) message: String,
    /// Which pages it had changed, each with how many bytes.
    pub(crate) pages: Vec<(usize, usize)>,
}

/// Starts the program, and runs it from there on `runs` inputs.
pub(crate) fn fuzz(
    program: &Program,
    memory: Memory,
    runs: u64,
    mut ran: impl FnMut(),
) -> Option<Outcome> {
    let start = Instant::now();
    let mut snapshot = Machine::new(memory);
    if snapshot.run(program, MOST_START_STEPS, |_, _| {}) != Stop::Ready {
        return None;
    }
    let started = start.elapsed();
    let before = snapshot.memory.clone();
    let plain_copy = plain_copy(&before);

    let mut rng = Rng::with_seed(1);
    let mut corpus = vec![b"COW".to_vec()];
    let mut paths = HashSet::new();
    let mut crash = None;
    let (mut forks, mut faults) = (Duration::ZERO, 0);
    let all = Instant::now();
    for run in 0..runs {
        let input = mutated(&corpus[rng.usize(..corpus.len())], &mut rng);
        let now = Instant::now();
        let mut machine = snapshot.clone();
        forks += now.elapsed();

        machine.registers[..2].copy_from_slice(&[INPUT, input.len() as u64]);
        let mut is_new = false;
        let stop = match machine.memory.write(INPUT, &input) {
            Ok(()) => {
                machine.run(program, MOST_STEPS, |from, to| is_new |= paths.insert((from, to)))
            }
            Err(fault) => Stop::Fault(fault, 0),
        };
        let Faults { zeroed, copied } = machine.memory.faults();
        let Faults { zeroed: zeroed_before, copied: copied_before } = before.faults();
        faults += zeroed - zeroed_before + copied - copied_before;
        if let Stop::Fault(fault, line) = stop
            && crash.is_none()
        {
            let message = format!("line {line}: {fault}");
            let pages = before.diff(&machine.memory);
            crash = Some(Crash { input: input.clone(), run, message, pages });
        }
        if is_new {
            corpus.push(input);
        }
        ran();
    }
    Some(Outcome {
        runs,
        runs_per_second: runs as f64 / all.elapsed().as_secs_f64(),
        start: started,
        fork: forks / runs.max(1) as u32,
        plain_copy,
        pages_per_run: faults as f64 / runs.max(1) as f64,
        paths: paths.len(),
        crash,
        snapshot_unchanged: before.diff(&snapshot.memory).is_empty(),
    })
}

/// How long it takes to copy as many bytes as the memory holds.
fn plain_copy(memory: &Memory) -> Duration {
    let bytes = vec![1_u8; memory.resident().rss as usize];
    let start = Instant::now();
    std::hint::black_box(bytes.clone());
    start.elapsed()
}

/// An input with one or two changes.
fn mutated(input: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut input = input.to_vec();
    for _ in 0..rng.usize(1..=2) {
        let at = rng.usize(..=input.len());
        match rng.u8(..4) {
            0 if at < input.len() => drop(input.remove(at)),
            1 if at < input.len() => input[at] ^= 1 << rng.u8(..8),
            2 if at < input.len() => input[at] = byte(rng),
            _ if input.len() < LONGEST_INPUT => input.insert(at, byte(rng)),
            _ => {}
        }
    }
    input
}

/// A small number in half of all cases: kinds and lengths are.
fn byte(rng: &mut Rng) -> u8 {
    if rng.bool() { rng.u8(..16) } else { rng.u8(..) }
}
