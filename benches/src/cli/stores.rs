//! `stores`: versions on disk.

use std::io;

use clap::{Args, value_parser};
use demo::progress::{Bar, Watch};

use super::files::FileArgs;
use super::{Failure, print};
use crate::interrupt;
use crate::results::Findings;
use crate::stores::{KEEPERS, Kept, Stores, Task, measure, serve};

#[derive(Debug, Args)]
pub(super) struct StoresArgs {
    /// Versions, one edit apart
    #[arg(long, value_name = "N", default_value_t = 1000)]
    #[arg(value_parser = value_parser!(u64).range(2..=1_000_000))]
    versions: u64,

    /// Entries of each
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    #[arg(value_parser = value_parser!(u64).range(1..=100_000_000))]
    entries: u64,

    #[command(flatten)]
    files: FileArgs,
}

#[derive(Debug, Args)]
pub(super) struct KeepArgs {
    keeper: String,
    versions: u64,
    entries: u64,
}

pub(super) fn stores(args: &StoresArgs) -> Result<(), Failure> {
    interrupt::listen();
    let files = args.files.begin()?;
    let stores = find(Task { versions: args.versions, entries: args.entries })?;
    let printed = print(&Stores(&stores));
    files.finish(Findings { stores, ..Findings::default() })?;
    printed
}

/// Returns the task of the report.
pub(super) fn task(quick: bool) -> Task {
    let (versions, entries) = if quick { (100, 10_000) } else { (1_000, 100_000) };
    Task { versions, entries }
}

pub(super) fn find(task: Task) -> Result<Vec<Kept>, Failure> {
    let bar = Bar::new();
    bar.begin("stores", KEEPERS.len());
    let kept = measure(task, || bar.step())?;
    bar.finish();
    Ok(kept)
}

/// Does the work of one contender.
pub(super) fn keep(args: &KeepArgs) -> Result<(), Failure> {
    let task = Task { versions: args.versions, entries: args.entries };
    Ok(serve(&args.keeper, task, io::stdout().lock())?)
}
