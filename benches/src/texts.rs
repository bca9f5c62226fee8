//! Ropes on editing histories: those of the package `text-bench`.

use std::fmt::{self, Display};
use std::path::PathBuf;

use demo::heap;
use text_bench::replay::{Phases, Replayed, Run, compare};
use text_bench::rope::REPLAYS;
use text_bench::trace::Error;

use crate::interrupt;

/// Replays some histories, or that of the changelog and a made-up one: with one version, and with every one kept.
///
/// # Errors
///
/// If a history cannot be read.
pub fn measure(
    histories: &[PathBuf],
    rounds: u32,
    mut done: impl FnMut(),
) -> Result<Vec<Replayed>, Error> {
    let runs: Vec<Run> = REPLAYS.iter().map(|(_, run)| *run).collect();
    let mut all = Vec::new();
    for trace in text_bench::histories(histories, None)? {
        if interrupt::asked() {
            break;
        }
        all.push(compare(&trace, &runs, rounds, held_bytes, Phases::Both));
        done();
    }
    Ok(all)
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
