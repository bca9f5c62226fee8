//! `report`: everything, as one page.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::compare::{self, CompareArgs};
use super::files::FileArgs;
use super::threads::{self, ThreadsArgs};
use super::versions::{VersionsArgs, find_break_even, find_memory};
use super::{Failure, programs};
use crate::interrupt;
use crate::results::Findings;

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// The page; CSV and JSON are written beside it
    #[arg(value_name = "FILE", default_value = "report.html")]
    path: PathBuf,

    /// Fewer sizes and rounds
    #[arg(long)]
    quick: bool,

    /// Show the page in the browser
    #[arg(long)]
    open: bool,
}

pub(super) fn report(args: &ReportArgs) -> Result<(), Failure> {
    interrupt::listen();
    let start = Instant::now();
    let files = FileArgs::page(args.path.clone(), args.open).begin()?;
    let versions = VersionsArgs::all(args.quick);
    // What is short comes first, so that Ctrl-C leaves something of everything.
    let programs = programs::find(if args.quick { 3 } else { 10 })?;
    let crowds = threads::find(&ThreadsArgs::all(args.quick))?;
    let holdings = find_memory(&versions)?;
    let points = find_break_even(&versions)?;
    let rows = compare::find(&CompareArgs::all(args.quick), start.elapsed())?;
    files.finish(Findings { rows, points, holdings, crowds, programs })
}
