//! `limits`: `docs/limits.toml`, from what a run found.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use crate::goals::Goals;
use crate::limits::Limits;
use crate::results::Results;

#[derive(Debug, Args)]
pub(super) struct LimitsArgs {
    /// The JSON of a full run of `compare`
    #[arg(value_name = "JSON")]
    path: PathBuf,
}

pub(super) fn limits(args: &LimitsArgs) -> Result<(), Failure> {
    let results = read(&args.path)?;
    let limits = Limits::reached(&Goals::load(), &results.findings.rows);
    let mut out = io::stdout().lock();
    write!(out, "{limits}")?;
    Ok(out.flush()?)
}

/// Reads what an earlier run found.
pub(super) fn read(json: &Path) -> Result<Results, Failure> {
    let unreadable = |error: io::Error| Failure::Unreadable(json.to_owned(), error);
    let results = fs::read(json).map_err(unreadable)?;
    serde_json::from_slice(&results).map_err(|error| unreadable(error.into()))
}
