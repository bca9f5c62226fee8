//! `CowText` beside other ropes, on editing histories and on a large text.

use clap::{Parser, ValueEnum};
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;
use text_bench::replay::{self, Phases, Replayed};
use text_bench::trace::Error;
use text_bench::{histories, large, rope};

#[global_allocator]
static ALLOCATOR: &stats_alloc::StatsAlloc<std::alloc::System> = &stats_alloc::INSTRUMENTED_SYSTEM;

/// How many bytes the program has asked for and not freed.
fn held_bytes() -> usize {
    let stats = ALLOCATOR.stats();
    let held = stats.bytes_allocated.wrapping_sub(stats.bytes_deallocated);
    // A reallocation is neither of both: it has a balance of its own.
    held.wrapping_add_signed(stats.bytes_reallocated)
}

/// Compares CowText with other ropes.
///
/// Without histories, it takes those of this repository's changelog and README, and one that is made up.
#[derive(Parser)]
struct Arguments {
    /// Editing histories: traces as .json or .json.gz, or files of which git has the history.
    traces: Vec<PathBuf>,
    /// Add a history of so many edits that is made up: of letters of many scripts, corrections, jumps and pastes.
    #[arg(long)]
    typing: Option<usize>,
    /// How often everything is measured; the shortest time counts.
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// Megabytes of the large text; 0 leaves it out.
    #[arg(long, default_value_t = 100)]
    megabytes: usize,
    /// Compare only ropes whose names contain this.
    #[arg(long, default_value = "")]
    rope: String,
    /// Measure only one of both, as for a profile.
    #[arg(long)]
    only: Option<Only>,
    /// Write figures as JSON.
    #[arg(long)]
    json: bool,
    /// Write the first history to a file, as .json or .json.gz, and end.
    #[arg(long)]
    save: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Only {
    /// Edits of a text that has one version.
    Edits,
    /// Edits of which every version is kept.
    Versions,
}

/// What is written as JSON.
#[derive(Serialize)]
struct Report {
    traces: Vec<Replayed>,
    large: Option<Vec<large::Row>>,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Error> {
    let histories = histories(&arguments.traces, arguments.typing)?;
    if let (Some(path), Some(first)) = (&arguments.save, histories.first()) {
        return first.write(path);
    }
    let phases = match arguments.only {
        None => Phases::Both,
        Some(Only::Edits) => Phases::Plain,
        Some(Only::Versions) => Phases::Kept,
    };
    let is_meant = |name: &str| name.contains(&arguments.rope);
    let mut report = Report { traces: Vec::new(), large: None };
    let runs: Vec<replay::Run> =
        rope::REPLAYS.iter().filter(|(name, _)| is_meant(name)).map(|(_, run)| *run).collect();
    for trace in histories {
        let replayed = replay::compare(&trace, &runs, arguments.rounds, held_bytes, phases);
        if !arguments.json {
            println!("{replayed}");
        }
        report.traces.push(replayed);
    }
    if arguments.megabytes > 0 {
        let runs: Vec<large::Run> =
            large::RUNS.iter().filter(|(name, _)| is_meant(name)).map(|(_, run)| *run).collect();
        let rows = large::compare(&runs, arguments.megabytes << 20, arguments.rounds, held_bytes);
        if !arguments.json {
            println!("A text of {} MiB\n\n{}", arguments.megabytes, large::table(&rows));
        }
        report.large = Some(rows);
    }
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&report).expect("figures and names are JSON"));
    }
    Ok(())
}
