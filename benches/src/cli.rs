//! Arguments, progress and exit codes. Work that later commands do stands in files of its own.

mod files;

mod compare;
mod goals;
mod limits;
mod programs;
mod stores;
mod threads;
mod versions;
mod weight;

mod report;

use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{self, ExitCode};
use std::sync::mpsc;
use std::thread;

use clap::{Args, Parser, Subcommand, value_parser};

use crate::cli::compare::{CompareArgs, compare};
use crate::cli::limits::{LimitsArgs, limits};
use crate::cli::programs::{ProgramsArgs, programs};
use crate::cli::report::{ReportArgs, report};
use crate::cli::stores::{KeepArgs, StoresArgs, keep, stores};
use crate::cli::threads::{ThreadsArgs, threads};
use crate::cli::versions::{BreakEvenArgs, VersionsArgs, break_even, memory};
use crate::cli::weight::{WeightArgs, weight};
use crate::element::Kind;
use crate::interrupt;
use crate::lanes::{Site, serve};
use crate::output::Unwritable;
use crate::real::Disagreement;
use crate::rounds::Stopped;
use crate::shape::Shape;
use crate::stores::Failed;
use crate::threads::Torn;
use crate::weight::Unbuilt;

/// Compares the copy-on-write collections with std and other crates, on this machine.
#[derive(Debug, Parser)]
#[command(name = "benches", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Compare this family with std, hashbrown, imbl, im, rpds, immutable-chunkmap, ecow, cow_vec and triomphe, operation by operation
    Compare(CompareArgs),
    /// Show from which size on, and up to how many edits, a snapshot beats a deep clone
    BreakEven(BreakEvenArgs),
    /// Show what collections and their versions hold
    Memory(VersionsArgs),
    /// Let threads read while one writes: CowCell, locks, arc-swap, dashmap, papaya and concread
    Threads(ThreadsArgs),
    /// Run four programs that keep versions: word count, undo history, routing table, sudoku
    Programs(ProgramsArgs),
    /// Keep versions on disk: cow_store, files, redb and SQLite
    Stores(StoresArgs),
    /// Build a small program with each collection: compile times and size, beside std and imbl
    Weight(WeightArgs),
    /// Measure all of this and write one page with plots and tables
    Report(ReportArgs),
    /// Print the goals as the tables of docs/goals.md
    Goals,
    /// Print the limits of docs/limits.toml, as a run has reached them
    Limits(LimitsArgs),
    /// Work on demand: the process of one contender of `compare`
    #[command(hide = true)]
    Serve(ServeArgs),
    /// Keep versions on disk: the process of one contender of `stores`
    #[command(hide = true)]
    Keep(KeepArgs),
}

#[derive(Debug, Args)]
struct ServeArgs {
    #[arg(value_enum)]
    shape: Shape,
    #[arg(value_enum)]
    kind: Kind,
    #[arg(value_parser = value_parser!(u32).range(1..))]
    size: u32,
    contender: String,
}

/// Why a run ends without success.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("cannot write the report: {0}")]
    Output(#[from] io::Error),
    #[error(transparent)]
    Disagreement(#[from] Disagreement),
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    #[error(transparent)]
    Stopped(#[from] Stopped),
    #[error(transparent)]
    Torn(#[from] Torn),
    #[error(transparent)]
    Failed(#[from] Failed),
    #[error(transparent)]
    Unbuilt(#[from] Unbuilt),
    #[error(transparent)]
    NoTrace(#[from] text_bench::trace::Error),
    #[error("{}: cannot be read: {}", .0.display(), .1)]
    Unreadable(PathBuf, io::Error),
    #[error("{}: two of page, CSV and JSON would be one file", .0.display())]
    OneFile(PathBuf),
    #[error("{}: is written, but cannot be shown: {}", .0.display(), .1)]
    NotShown(PathBuf, opener::OpenError),
    #[error("over the limits of docs/limits.toml:\n{}", .0.join("\n"))]
    Slipped(Vec<String>),
    #[error("no operation is called {op}; there are: {known}")]
    UnknownOperation { op: String, known: String },
}

/// What a shell says of a program that Ctrl-C has ended.
const INTERRUPTED: u8 = 130;

/// Runs the program: 0 for success, 1 for a failure that a message explains, 2 for wrong arguments, 130 for a run
/// that was interrupted.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Compare(args) => compare(&args),
        Command::BreakEven(args) => break_even(&args),
        Command::Memory(args) => memory(&args),
        Command::Threads(args) => threads(&args),
        Command::Programs(args) => programs(&args),
        Command::Stores(args) => stores(&args),
        Command::Weight(args) => weight(&args),
        Command::Report(args) => report(&args),
        Command::Goals => goals::print(),
        Command::Limits(args) => limits(&args),
        Command::Serve(args) => work(&args),
        Command::Keep(args) => keep(&args),
    };
    match result {
        Ok(()) if interrupt::asked() => ExitCode::from(INTERRUPTED),
        Ok(()) => ExitCode::SUCCESS,
        // The reader has seen enough, as `head` does.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            // There is no other way to report that this fails, too.
            let _ = writeln!(io::stderr(), "error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn work(args: &ServeArgs) -> Result<(), Failure> {
    let ServeArgs { shape, kind, size, contender } = args;
    let site = Site { shape: *shape, kind: *kind, size: *size as usize };
    // Ctrl-C goes to the handler, which finishes the round. Without one, this ends at once.
    interrupt::listen();
    let (sender, requests) = mpsc::channel();
    thread::spawn(move || {
        io::stdin().lines().for_each(|request| _ = sender.send(request));
        process::exit(0);
    });
    Ok(serve(site, contender, requests, io::stdout().lock())?)
}

/// Returns what stands before figures that are not all, and before times that say nothing.
fn say_if_in_doubt(out: &mut impl Write) -> io::Result<()> {
    if interrupt::asked() {
        writeln!(out, "Interrupted: this is what was measured until then.\n")?;
    }
    if cfg!(debug_assertions) {
        writeln!(out, "The program was built without --release: its times say nothing.\n")?;
    }
    Ok(())
}

/// Prints what was found.
fn print(found: &impl Display) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    say_if_in_doubt(&mut out)?;
    write!(out, "{found}")?;
    Ok(out.flush()?)
}

/// Returns each choice once, where it was made first.
fn distinct<T: Copy + PartialEq>(chosen: &[T]) -> Vec<T> {
    let firsts = chosen.iter().enumerate().filter(|(at, one)| !chosen[..*at].contains(one));
    firsts.map(|(_, one)| *one).collect()
}
