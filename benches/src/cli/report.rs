//! `report`: everything, as one page.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::compare::{self, CompareArgs};
use super::files::{FileArgs, say_written};
use super::threads::{ThreadsArgs, find as find_crowds, find_states};
use super::versions::{VersionsArgs, find_break_even, find_memory};
use super::{Failure, limits, programs, stores, weight};
use crate::interrupt;
use crate::output::Draft;
use crate::report::page;
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

    /// Measure nothing, and show the figures of this earlier run: its JSON
    #[arg(long, value_name = "JSON", conflicts_with = "quick")]
    from: Option<PathBuf>,
}

pub(super) fn report(args: &ReportArgs) -> Result<(), Failure> {
    if let Some(json) = &args.from {
        return again(args, json);
    }
    interrupt::listen();
    let start = Instant::now();
    let files = FileArgs::page(args.path.clone(), args.open).begin()?;
    let versions = VersionsArgs::all(args.quick);
    // Short parts are first, so that Ctrl-C leaves something of everything.
    let programs = programs::find(if args.quick { 3 } else { 10 })?;
    let stores = stores::find(stores::task(args.quick))?;
    let weights = if args.quick { Vec::new() } else { weight::find_if_built() };
    let texts = compare::find_texts(&CompareArgs::all(args.quick))?;
    let threads = ThreadsArgs::all(args.quick);
    let (crowds, states) = (find_crowds(&threads)?, find_states(&threads)?);
    let holdings = find_memory(&versions)?;
    let points = find_break_even(&versions)?;
    let rows = compare::find(&CompareArgs::all(args.quick), start.elapsed())?;
    files.finish(Findings {
        rows,
        texts,
        points,
        holdings,
        crowds,
        states,
        programs,
        stores,
        weights,
    })
}

/// Writes the page of an earlier run.
fn again(args: &ReportArgs, json: &Path) -> Result<(), Failure> {
    let results = limits::read(json)?;
    let draft = Draft::new(&args.path)?;
    draft.finish(page(&results).as_bytes())?;
    say_written(&args.path);
    match args.open {
        true => {
            opener::open(&args.path).map_err(|error| Failure::NotShown(args.path.clone(), error))
        }
        false => Ok(()),
    }
}
