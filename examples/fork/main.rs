//! A paged memory that forks by copy-on-write, beside `fork(2)` and a plain copy.
//!
//! ```text
//! cargo run --release -p examples --bin fork
//! cargo run --release -p examples --bin fork -- --memory 1GiB --no-fuzz
//! cargo run --release -p examples --bin fork -- --program my.asm --runs 100000
//! ```

mod memory;

mod machine;

mod fuzz;

#[cfg(target_os = "linux")]
mod real;

mod forks;

use bytesize::ByteSize;
use clap::Parser;
use examples::{Disagreement, count, progress, write_json};
use fuzz::Outcome;
use machine::{AssembleError, Program};
use memory::{Memory, PAGE};
use serde_json::json;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Forks a memory of 4 KiB pages in constant time and copies a page on the first write, as an operating system does for
/// its processes, beside the system's own fork(2) and a plain copy. Then runs a program on a small machine in such a
/// memory: it is started once, and from a snapshot after its start run on thousands of random inputs, until one of them
/// makes it fail.
#[derive(Parser)]
#[command(name = "fork", args_override_self = true)]
struct Args {
    /// The size of the memory, all of which is touched; three of them are needed.
    #[arg(long, value_name = "SIZE", default_value = "256MiB")]
    memory: ByteSize,

    /// How many pages are written after each fork.
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    pages: usize,

    /// How many forks are averaged.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    forks: u32,

    /// Compare forks only.
    #[arg(long)]
    no_fuzz: bool,

    /// The program that is run on random inputs; without it, a reader of packets that has a mistake.
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,

    /// On how many inputs it is run.
    #[arg(long, value_name = "N", default_value_t = 50_000)]
    runs: u64,

    /// Write all figures as JSON.
    #[arg(long)]
    json: bool,
}

/// Why the program ends without success.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("{}: {error}", path.display())]
    Unreadable { path: PathBuf, error: io::Error },

    #[error("{path}: {error}")]
    Program { path: String, error: AssembleError },

    #[error("{path}: the program ends before it is `ready` for input")]
    NeverReady { path: String },

    #[error("--memory: {size} has fewer than {pages} pages to be written and as many beside them")]
    TooSmall { size: ByteSize, pages: usize },

    #[cfg(target_os = "linux")]
    #[error("--memory: three times {size} are needed, and {available} are free")]
    TooLarge { size: ByteSize, available: ByteSize },

    #[error(transparent)]
    Disagreement(#[from] Disagreement),

    #[error("fork: {0}")]
    Fork(io::Error),

    #[error(transparent)]
    Output(#[from] io::Error),
}

fn main() -> ExitCode {
    examples::main(run)
}

fn run(args: Args, out: &mut impl Write) -> Result<(), Error> {
    let size = args.memory.as_u64();
    let all_pages = (size as usize).div_ceil(PAGE);
    if all_pages / 2 < args.pages.max(1) {
        return Err(Error::TooSmall { size: args.memory, pages: args.pages });
    }
    #[cfg(target_os = "linux")]
    if let Some(available) = real::available()
        && size.saturating_mul(3) > available
    {
        return Err(Error::TooLarge { size: args.memory, available: ByteSize(available) });
    }
    let (path, text) = match &args.program {
        Some(path) => {
            let unreadable = |error| Error::Unreadable { path: path.clone(), error };
            (path.display().to_string(), fs::read_to_string(path).map_err(unreadable)?)
        }
        None => ("packets.asm".to_owned(), include_str!("programs/packets.asm").to_owned()),
    };
    let program =
        Program::assemble(&text).map_err(|error| Error::Program { path: path.clone(), error })?;

    // Evenly over the memory, and every second page at most.
    let pages: Vec<usize> = (0..args.pages).map(|i| i * (all_pages / 2) / args.pages * 2).collect();
    let rows = forks::all(size, &pages, args.forks).map_err(Error::Fork)?;
    let outcome = if args.no_fuzz {
        None
    } else {
        let bar = progress(args.runs, "inputs");
        let outcome = fuzz::fuzz(&program, Memory::new(1 << 30), args.runs, || bar.inc(1));
        bar.finish_and_clear();
        Some(outcome.ok_or(Error::NeverReady { path: path.clone() })?)
    };
    if args.json {
        write_json(&json!({ "forks": rows, "fuzz": outcome }), out)?;
    } else {
        forks::write_table(&rows, size, args.pages, out)?;
        outcome.iter().try_for_each(|outcome| write_outcome(&path, outcome, out))?;
    }
    let forks = rows.iter().map(|row| (row.name, row.unchanged));
    let snapshot = outcome.map(|outcome| (path.as_str(), outcome.snapshot_unchanged));
    Ok(examples::agree(forks.chain(snapshot), "a write to a fork changed what was forked")?)
}

fn write_outcome(path: &str, outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let Outcome {
        runs, runs_per_second, start, fork, plain_copy, pages_per_run, paths, crash, ..
    } = outcome;
    writeln!(
        out,
        "\n{path}: started once, in {start:.1?}; then run on {} inputs from a snapshot:",
        count(*runs)
    )?;
    writeln!(
        out,
        "  {} runs a second, {pages_per_run:.1} pages copied or touched in each",
        count(*runs_per_second as u64)
    )?;
    writeln!(
        out,
        "  a fork took {fork:.1?}; a plain copy of what the program had touched takes {plain_copy:.1?}"
    )?;
    writeln!(out, "  {paths} jumps found")?;
    match crash {
        None => writeln!(out, "  no input made it fail"),
        Some(crash) => {
            writeln!(out, "  input {} made it fail: {}", count(crash.run), crash.message)?;
            writeln!(out, "    {:?}", crash.input.escape_ascii().to_string())?;
            let changed = crash.pages.iter().map(|(page, bytes)| format!("{page} ({bytes} bytes)"));
            writeln!(
                out,
                "    pages changed since the snapshot: {}",
                changed.collect::<Vec<_>>().join(", ")
            )
        }
    }
}
