//! What the programs have in common: how they start and end, and how they count and show.

use clap::Parser;
use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};
use serde::Serialize;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use std::alloc::System;
use std::error::Error;
use std::fs::File;
use std::io::{self, StdoutLock, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

pub use comfy_table::Table;

/// Counts what the program holds, for [`held_bytes`].
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Returns how many bytes of memory the program has asked for and not freed.
#[must_use]
pub fn held_bytes() -> usize {
    let stats = ALLOCATOR.stats();
    let held = stats.bytes_allocated.wrapping_sub(stats.bytes_deallocated);
    // A reallocation is neither of both: it has a balance of its own.
    held.wrapping_add_signed(stats.bytes_reallocated)
}

/// Parses the arguments and runs a program; an error is written to standard error, and gives exit code 1.
///
/// A reader of the output that has seen enough, as `head` has, is no error.
pub fn main<A: Parser, E: Error + 'static>(
    run: impl FnOnce(A, &mut StdoutLock<'static>) -> Result<(), E>,
) -> ExitCode {
    let mut out = io::stdout().lock();
    let result = run(A::parse(), &mut out);
    let flushed = out.flush();
    match (result, flushed) {
        (Err(error), _) => end(&error),
        (_, Err(error)) => end(&error),
        _ => ExitCode::SUCCESS,
    }
}

fn end(error: &(dyn Error + 'static)) -> ExitCode {
    let mut causes = std::iter::successors(Some(error), |&error| error.source());
    let is_closed = |error: &(dyn Error + 'static)| {
        error
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    };
    if causes.any(is_closed) {
        return ExitCode::SUCCESS;
    }
    eprintln!("error: {error}");
    ExitCode::FAILURE
}

/// One of the ways that a program compares came to another result than it has to.
#[derive(Debug, thiserror::Error)]
#[error("{way}: {what}")]
pub struct Disagreement {
    way: String,
    what: &'static str,
}

/// Checks that all ways that a program compares came to the result that they have to.
///
/// # Errors
/// If one did not: it is named, with what it did.
pub fn agree<W: Into<String>>(
    ways: impl IntoIterator<Item = (W, bool)>,
    what: &'static str,
) -> Result<(), Disagreement> {
    match ways.into_iter().find(|(_, agrees)| !agrees) {
        Some((way, _)) => Err(Disagreement { way: way.into(), what }),
        None => Ok(()),
    }
}

/// Checks that a file is there to be read: a store that is opened at a path without one, or with an empty one, is made there.
///
/// # Errors
/// If it is not there, cannot be read, or is empty.
pub fn check_file(path: &Path) -> io::Result<()> {
    match File::open(path)?.metadata()?.len() {
        0 => Err(io::Error::new(io::ErrorKind::InvalidData, "it is empty, and no store")),
        _ => Ok(()),
    }
}

/// A bar of progress on standard error, if that is a terminal.
#[must_use]
pub fn progress(steps: u64, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {eta}");
    ProgressBar::new(steps)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(what)
}

/// A table that is also Markdown: the first `names` columns hold text, the others numbers.
#[must_use]
pub fn table<const N: usize>(names: usize, titles: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_preset(comfy_table::presets::ASCII_MARKDOWN).set_header(titles);
    for column in table.column_iter_mut().skip(names) {
        column.set_cell_alignment(comfy_table::CellAlignment::Right);
    }
    table
}

/// Writes a value as JSON.
///
/// # Errors
/// If it cannot be written.
pub fn write_json(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// Returns a number of bytes as people read it.
#[must_use]
pub fn bytes(bytes: u64) -> String {
    HumanBytes(bytes).to_string()
}

/// Returns a number with its thousands apart.
#[must_use]
pub fn count(count: u64) -> String {
    HumanCount(count).to_string()
}

/// Returns a duration in three figures.
#[must_use]
pub fn time(nanoseconds: f64) -> String {
    let scaled = Duration::from_nanos(nanoseconds.max(0.0) as u64);
    if nanoseconds < 1_000.0 { format!("{nanoseconds:.0}ns") } else { format!("{scaled:.1?}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_that_disagrees_is_named() {
        let error = agree([("ours", true), ("theirs", false)], "it found less").unwrap_err();
        assert_eq!(error.to_string(), "theirs: it found less");
        assert!(agree([("ours", true), ("theirs", true)], "it found less").is_ok());
    }
}
