//! `CowText` beside other ropes, on editing histories and on a large text.

mod large;
mod replay;
mod rope;
mod trace;

use clap::Parser;
use std::path::PathBuf;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: &stats_alloc::StatsAlloc<std::alloc::System> = &stats_alloc::INSTRUMENTED_SYSTEM;

/// How many bytes are allocated now.
fn held_bytes() -> usize {
    let stats = ALLOCATOR.stats();
    stats.bytes_allocated - stats.bytes_deallocated
}

/// Compares CowText with other ropes.
#[derive(Parser)]
struct Arguments {
    /// Editing histories, as .json or .json.gz.
    traces: Vec<PathBuf>,
    /// How often everything is measured; the shortest time counts.
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// Megabytes of the large text; 0 leaves it out.
    #[arg(long, default_value_t = 100)]
    megabytes: usize,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    for path in &arguments.traces {
        match trace::Trace::read(path) {
            Ok(trace) => println!("{}\n", replay::compare(&trace, arguments.rounds)),
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        }
    }
    if arguments.megabytes > 0 {
        println!("{}", large::compare(arguments.megabytes << 20, arguments.rounds));
    }
    ExitCode::SUCCESS
}
