//! Which histories are replayed.

use crate::trace::{Error, Trace};
use crate::typing;
use std::path::{Path, PathBuf};

/// How many edits the made-up history has that is taken if nothing else is named.
const TYPED: usize = 50_000;

/// What this repository's history has of two of its files.
const OWN: [&str; 2] = ["traces/changelog.json.gz", "traces/readme.json.gz"];

/// Returns the histories that ship with this package.
#[must_use]
pub fn own() -> [PathBuf; 2] {
    OWN.map(|path| Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
}

/// Reads histories, and makes one up of so many edits; without any, takes those that ship and one that is made up.
///
/// # Errors
/// If one cannot be read.
pub fn histories(paths: &[PathBuf], typed: Option<usize>) -> Result<Vec<Trace>, Error> {
    let own = own();
    let none = paths.is_empty() && typed.is_none();
    let (paths, typed) = if none { (&own[..], Some(TYPED)) } else { (paths, typed) };
    let mut histories: Vec<Trace> =
        paths.iter().map(|path| Trace::read(path)).collect::<Result<_, _>>()?;
    histories.extend(typed.map(typing::trace));
    Ok(histories)
}
