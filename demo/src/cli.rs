//! Arguments, progress and exit codes.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, value_parser};

use crate::edit::Log;
use crate::progress::{Bar, Watch};
use crate::snapshots::Workload;
use crate::source::{self, TextError};
use crate::table::Report;
use crate::verdict::Verdict;

/// Edits a text and keeps a snapshot after each edit: by deep clones, and by copy-on-write.
///
/// Then measures from which size on, and up to how many edits between two snapshots, a CowMap beats a
/// HashMap on this machine.
#[derive(Debug, Parser)]
#[command(name = "demo", version)]
struct Cli {
    /// Text files, and folders to read with all below them [default: the two texts in demo/data]
    ///
    /// Files are UTF-8. In folders, hidden files and links are passed over, and files that are empty
    /// or not UTF-8 are left out.
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

    /// Elements of the largest map that the verdict is about
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    #[arg(value_parser = value_parser!(u32).range(1..=10_000_000))]
    elements: u32,
}

/// Why a run ends without success.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Text(#[from] TextError),
    #[error("cannot write the report: {0}")]
    Output(#[from] io::Error),
    #[error("snapshots did not read back right, see the report")]
    ReadBack,
}

/// Runs the program: 0 for success, 1 for a failure that a message explains, 2 for wrong arguments.
pub fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader has seen enough, as `head` does.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            // If this fails too, there is nowhere left to report it.
            let _ = writeln!(io::stderr(), "error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Cli) -> Result<(), Failure> {
    let edits = args.edits as usize;
    let memory_limit = (args.memory_limit as usize).saturating_mul(1 << 20);
    let text = match args.paths.as_slice() {
        [] => source::shipped(),
        paths => source::read(paths, memory_limit)?,
    };
    let bar = Bar::new();
    let prefix = args.prefix.to_lowercase();
    bar.begin("making the edits", edits);
    let log = Log::random(&text.lines, edits, args.seed, || bar.step());
    let work = Workload::new(&text.lines, log, memory_limit, &prefix);
    let outcomes = work.run(&bar);
    let verdict = Verdict::measure(args.elements as usize, &bar);
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
    if cfg!(debug_assertions) {
        writeln!(out, "Built without --release: the times below mean nothing.\n")?;
    }
    write!(out, "{report}\n{verdict}")?;
    out.flush()?;
    match outcomes.iter().all(|outcome| outcome.read_back.first_wrong.is_none()) {
        true => Ok(()),
        false => Err(Failure::ReadBack),
    }
}
