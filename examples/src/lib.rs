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

/// Standard output that records whether its pipe was closed.
pub struct Output {
    lock: StdoutLock<'static>,
    is_closed: bool,
}

impl Output {
    /// Returns whether a write failed because the reader has closed the pipe, as `head` does once it has seen enough.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn noted<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        let is_closed = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
        self.is_closed |= result.as_ref().is_err_and(is_closed);
        result
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.lock.write(bytes);
        self.noted(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.lock.flush();
        self.noted(flushed)
    }
}

/// Parses the arguments and runs a program; an error is written to standard error, and gives exit code 1.
///
/// A reader that closes the pipe is no error, whatever error the program returns for it.
pub fn main<A: Parser, E: Error>(run: impl FnOnce(A, &mut Output) -> Result<(), E>) -> ExitCode {
    let args = A::parse();
    let mut out = Output { lock: io::stdout().lock(), is_closed: false };
    let result = run(args, &mut out);
    let flushed = out.flush();
    let message = match (result, flushed) {
        _ if out.is_closed => return ExitCode::SUCCESS,
        (Err(error), _) => error.to_string(),
        (_, Err(error)) => error.to_string(),
        _ => return ExitCode::SUCCESS,
    };
    // Standard error may be closed as well.
    let _ = writeln!(io::stderr(), "error: {message}");
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

/// Creates a folder that is removed when it is dropped, and also when Ctrl-C or another program ends this one.
///
/// # Errors
/// If it cannot be created, or was before.
#[cfg(any(feature = "mvcc", feature = "time-travel"))]
pub fn scratch_folder() -> io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().to_owned();
    let end = move || {
        // Another thread may still add files.
        let mut tries = 0..10;
        while tries.next().is_some() && std::fs::remove_dir_all(&path).is_err() {}
        std::process::exit(130)
    };
    ctrlc::set_handler(end).map_err(io::Error::other)?;
    Ok(folder)
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
