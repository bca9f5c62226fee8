//! Ropes on editing histories: those of the package `text-bench`.

use std::fmt::{self, Display};

use demo::heap;
use text_bench::replay::{Phases, Replayed, Run, compare};
use text_bench::rope::REPLAYS;
use text_bench::trace::Trace;

use crate::interrupt;

/// Replays histories: with one version, and with every one kept.
pub fn measure(histories: &[Trace], rounds: u32, mut done: impl FnMut()) -> Vec<Replayed> {
    let runs: Vec<Run> = REPLAYS.iter().map(|(_, run)| *run).collect();
    let mut all = Vec::new();
    for trace in histories {
        if interrupt::asked() {
            break;
        }
        all.push(compare(trace, &runs, rounds, held_bytes, Phases::Both));
        done();
    }
    all
}

fn held_bytes() -> usize {
    heap::held().unsigned_abs()
}

/// Texts as they are printed.
#[derive(Debug)]
pub struct Texts<'a>(pub &'a [Replayed]);

impl Texts<'_> {
    /// What the columns are.
    pub const NOTES: &'static str = "Times and bytes of one edit; the least time of all rounds counts. `CowText`, `ropey 1.6` and \
        `jumprope` are edited by characters, the others by bytes.";
}

impl Display for Texts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|replayed| writeln!(f, "text: {replayed}"))?;
        if self.0.is_empty() { Ok(()) } else { writeln!(f, "{}", Self::NOTES) }
    }
}
