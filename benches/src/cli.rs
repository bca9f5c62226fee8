//! Arguments, progress and exit codes. Work that later commands do stands in files of its own.

mod compare;
mod files;
mod goals;
mod programs;
mod report;
mod threads;
mod versions;

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{self, ExitCode};
use std::sync::mpsc;
use std::thread;

use clap::{Args, Parser, Subcommand, value_parser};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::compare::{CompareArgs, compare};
use crate::cli::programs::{ProgramsArgs, programs};
use crate::cli::report::{ReportArgs, report};
use crate::cli::threads::{ThreadsArgs, threads};
use crate::cli::versions::{VersionsArgs, break_even, memory};
use crate::element::Kind;
use crate::interrupt;
use crate::lanes::{Site, serve};
use crate::output::Unwritable;
use crate::real::Disagreement;
use crate::rounds::Stopped;
use crate::shape::Shape;
use crate::snapshots::{Watch, Workload};
use crate::source::{self, TextError};
use crate::table::Report;
use crate::threads::Torn;

/// What clone-on-write saves over a deep clone, measured on this machine.
///
/// Without a command, `snapshots` is run.
#[derive(Debug, Parser)]
#[command(name = "benches", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    snapshots: SnapshotArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Edit a text and keep a snapshot after each edit: by deep clones, and by clone-on-write
    Snapshots(SnapshotArgs),
    /// Compare this family with std, hashbrown, imbl, im, rpds, ecow and triomphe, operation by operation
    Compare(CompareArgs),
    /// Show from which size on, and up to how many edits, a snapshot beats a deep clone
    BreakEven(VersionsArgs),
    /// Show what collections and their versions hold
    Memory(VersionsArgs),
    /// Let threads read while one writes: CowCell, locks, arc-swap, dashmap and papaya
    Threads(ThreadsArgs),
    /// Run four programs that keep versions: word count, undo history, routing table, sudoku
    Programs(ProgramsArgs),
    /// Measure all of this and write one page with plots and tables
    Report(ReportArgs),
    /// Print the goals as the tables of docs/goals.md
    Goals,
    /// Work on demand: the process of one contender of `compare`
    #[command(hide = true)]
    Serve(ServeArgs),
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

#[derive(Debug, Args)]
struct SnapshotArgs {
    /// Text files, and folders to read with all below them [default: the two texts in benches/data]
    ///
    /// Files are UTF-8. In folders, hidden files and links are passed over, and files that are empty
    /// or not UTF-8 are left out. A file whose name is a command's is reached as `./name`.
    #[arg(value_name = "FILE")]
    paths: Vec<PathBuf>,

    /// How many edits are made, with a snapshot kept after each
    #[arg(long, value_name = "N", default_value_t = 4_000)]
    #[arg(value_parser = value_parser!(u32).range(1..=1_000_000))]
    edits: u32,

    /// Seed of the random edits: the same seed and text give the same edits
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// What the snapshots of one contender may hold, in MiB
    ///
    /// A contender stops after the snapshot that reaches the limit, and the table says after how
    /// many.
    #[arg(long, value_name = "MIB", default_value_t = 512)]
    #[arg(value_parser = value_parser!(u32).range(1..))]
    memory_limit: u32,

    /// Which words to look up in an old snapshot and in the last: those that begin so
    #[arg(long, value_name = "PREFIX", default_value = "wh")]
    prefix: String,
}

/// Why a run ends without success.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Text(#[from] TextError),
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
    #[error("a box or a cell has the versions of its value: say map, vec or tree")]
    NoVersions,
    #[error("{}: two of page, CSV and JSON would be one file", .0.display())]
    OneFile(PathBuf),
    #[error("{}: is written, but cannot be shown: {}", .0.display(), .1)]
    NotShown(PathBuf, opener::OpenError),
    #[error("no operation is called {op}; there are: {known}")]
    UnknownOperation { op: String, known: String },
    #[error("snapshots did not read back right, see the report")]
    ReadBack,
}

/// Runs the program: 0 for success, 1 for a failure that a message explains, 2 for wrong arguments.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Some(Command::Snapshots(args)) => snapshots(&args),
        Some(Command::Compare(args)) => compare(&args),
        Some(Command::BreakEven(args)) => break_even(&args),
        Some(Command::Memory(args)) => memory(&args),
        Some(Command::Threads(args)) => threads(&args),
        Some(Command::Programs(args)) => programs(&args),
        Some(Command::Report(args)) => report(&args),
        Some(Command::Goals) => goals::print(),
        Some(Command::Serve(args)) => work(&args),
        None => snapshots(&cli.snapshots),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // The reader has seen enough, as `head` does.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            // Nobody is left to tell if this fails too.
            let _ = writeln!(io::stderr(), "error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn snapshots(args: &SnapshotArgs) -> Result<(), Failure> {
    let edits = args.edits as usize;
    let memory_limit = (args.memory_limit as usize).saturating_mul(1 << 20);
    let text = match args.paths.as_slice() {
        [] => source::shipped(),
        paths => source::read(paths, memory_limit)?,
    };
    let bar = Bar::new();
    let prefix = args.prefix.to_lowercase();
    let work = Workload::new(&text.lines, edits, args.seed, memory_limit, &prefix, &bar);
    let outcomes = work.run(&bar);
    bar.finish();
    let report = Report {
        text: &text,
        distinct_words: work.distinct_words,
        edits,
        seed: args.seed,
        memory_limit,
        prefix: &prefix,
        outcomes: &outcomes,
    };
    let mut out = io::stdout().lock();
    write!(out, "{report}")?;
    out.flush()?;
    match outcomes.iter().all(|outcome| outcome.read_back.first_wrong.is_none()) {
        true => Ok(()),
        false => Err(Failure::ReadBack),
    }
}

fn work(args: &ServeArgs) -> Result<(), Failure> {
    let ServeArgs { shape, kind, size, contender } = args;
    let site = Site { shape: *shape, kind: *kind, size: *size as usize };
    // Ctrl-C is for who is in charge, who finishes the round. Without one, this ends at once.
    interrupt::listen();
    let (sender, requests) = mpsc::channel();
    thread::spawn(move || {
        io::stdin().lines().for_each(|request| _ = sender.send(request));
        process::exit(0);
    });
    Ok(serve(site, contender, requests, io::stdout().lock())?)
}

/// What stands before figures that are not all, and before times that say nothing.
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

/// Each choice once, where it was made first.
fn distinct<T: Copy + PartialEq>(chosen: &[T]) -> Vec<T> {
    let firsts = chosen.iter().enumerate().filter(|(at, one)| !chosen[..*at].contains(one));
    firsts.map(|(_, one)| *one).collect()
}

/// A progress bar on stderr, silent where that is no terminal.
struct Bar(ProgressBar);

impl Bar {
    fn new() -> Self {
        let style =
            ProgressStyle::with_template("{msg:32} {wide_bar} {human_pos}/{human_len}, {elapsed}");
        Self(ProgressBar::new(0).with_style(style.expect("a valid template")))
    }

    /// What is going on at present.
    fn say(&self, what: &str) {
        self.0.set_message(Cow::Owned(what.to_owned()));
    }

    fn finish(&self) {
        self.0.finish_and_clear();
    }
}

impl Watch for Bar {
    fn begin(&self, what: &str, steps: usize) {
        self.0.reset();
        self.0.set_length(steps as u64);
        self.say(what);
    }

    fn step(&self) {
        self.0.inc(1);
    }
}
