//! `programs`: real programs that keep versions.

use clap::{Args, value_parser};
use demo::progress::{Bar, Watch};
use demo::source;

use super::files::FileArgs;
use super::{Failure, print};
use crate::interrupt;
use crate::real::{Material, Outcome, PROGRAMS, Programs, measure};
use crate::results::Findings;

#[derive(Debug, Args)]
pub(super) struct ProgramsArgs {
    /// Rounds of each program, of which the fastest counts
    #[arg(long, value_name = "N", default_value_t = 5)]
    #[arg(value_parser = value_parser!(u32).range(1..=10_000))]
    rounds: u32,

    #[command(flatten)]
    files: FileArgs,
}

pub(super) fn programs(args: &ProgramsArgs) -> Result<(), Failure> {
    interrupt::listen();
    let files = args.files.begin()?;
    let programs = find(args.rounds)?;
    let printed = print(&Programs(&programs));
    files.finish(Findings { programs, ..Findings::default() })?;
    printed
}

pub(super) fn find(rounds: u32) -> Result<Vec<Outcome>, Failure> {
    let bar = Bar::new();
    bar.begin("programs", PROGRAMS);
    let material = Material::new(&source::shipped().lines);
    let outcomes = measure(&material, rounds as usize, || bar.step())?;
    bar.finish();
    Ok(outcomes)
}
