//! `programs`: real programs that keep versions.

use std::io::{self, Write};

use clap::{Args, value_parser};

use super::Failure;
use crate::real::{Material, Programs, measure};
use crate::source;

#[derive(Debug, Args)]
pub(super) struct ProgramsArgs {
    /// Rounds of each program, of which the fastest counts
    #[arg(long, value_name = "N", default_value_t = 5)]
    #[arg(value_parser = value_parser!(u32).range(1..=10_000))]
    rounds: u32,
}

pub(super) fn programs(args: &ProgramsArgs) -> Result<(), Failure> {
    let outcomes = measure(&Material::new(&source::shipped().lines), args.rounds as usize)?;
    let mut out = io::stdout().lock();
    write!(out, "{}", Programs(&outcomes))?;
    Ok(out.flush()?)
}
