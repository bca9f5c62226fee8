//! Every state of a table of records, by time.
//!
//! ```text
//! cargo run --release -p examples --bin time-travel
//! cargo run --release -p examples --bin time-travel -- sample readings.csv --days 120
//! cargo run --release -p examples --bin time-travel -- ingest readings.redb readings.csv --key station,day --batch received
//! cargo run --release -p examples --bin time-travel -- as-of readings.redb 0100 --prefix s0007
//! cargo run --release -p examples --bin time-travel -- changes readings.redb 0100 0107
//! ```

mod records;

mod history;

mod compare;

use clap::{Parser, Subcommand};
use examples::{progress, write_json};
use history::{Change, History, feed};
use serde_json::json;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Ingests records from CSV in batches and keeps a version a batch in one file, in which versions share what they have
/// in common: queries what was known at a time, what changed between two times, and thins old versions.
///
/// Without a command, does all that with a sample of two years of readings, beside a full copy a batch and a history
/// table in SQLite. The sample is made and not measured: temperatures that follow the seasons, with chance from a fixed
/// seed, so that it is the same in every run.
#[derive(Parser)]
#[command(name = "time-travel", args_override_self = true)]
struct Args {
    #[command(subcommand)]
    command: Option<Command>,

    /// How many days the sample has.
    #[arg(long, global = true, value_name = "N", default_value_t = 730, value_parser = clap::value_parser!(u32).range(3..10_000))]
    days: u32,

    /// How many stations send a reading each day.
    #[arg(long, global = true, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    stations: u32,

    /// Write JSON.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Add the records of a CSV file, a version a batch.
    Ingest {
        store: PathBuf,
        csv: PathBuf,
        /// The columns that name a record.
        #[arg(long, value_delimiter = ',', required = true)]
        key: Vec<String>,
        /// The column of the batch that a record came in. Rows of one batch stand together, and batches in the order of
        /// their names as text, as dates in the form 2024-03-01 have it.
        #[arg(long)]
        batch: String,
    },
    /// Write the sample as CSV, 3.7 MB of it without options: a file to begin with.
    Sample { csv: PathBuf },
    /// Name the versions that are kept.
    Log { store: PathBuf },
    /// Print the records as they were known at a time.
    AsOf {
        store: PathBuf,
        batch: String,
        /// Only those whose key begins so.
        #[arg(long, default_value = "")]
        prefix: String,
    },
    /// Print what changed between two times.
    Changes { store: PathBuf, from: String, to: String },
    /// Keep all versions of the last batches, and one in seven of those before.
    Thin {
        store: PathBuf,
        #[arg(long, default_value_t = 30)]
        keep: usize,
    },
}

/// Why the program ends without success.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("{}: {error}", path.display())]
    Unreadable { path: PathBuf, error: io::Error },

    #[error("{path}: {error}")]
    Csv { path: String, error: csv::Error },

    #[error("{path}: there is no column `{name}` among {titles}")]
    NoColumn { path: String, name: String, titles: String },

    #[error(
        "{path}: line {line}: batch `{label}` is not after `{before}`; batches come in the order of their names as text"
    )]
    Order { path: String, line: u64, label: String, before: String },

    #[error("{path}: there are no records")]
    NoRecords { path: String },

    #[error("{}: {error}", path.display())]
    Store { path: PathBuf, error: cow_store::Error },

    #[error("the ways of keeping versions do not find the same number of records: {0:?}")]
    Disagreement(Vec<usize>),

    #[error("{}: another process has written", path.display())]
    OtherWriter { path: PathBuf },

    #[error("{}: no version is as old as {label}", path.display())]
    NoVersion { path: PathBuf, label: String },

    #[error(
        "--days {days} --stations {stations}: a sample has at most {} readings",
        examples::count(MOST_READINGS)
    )]
    LargeSample { days: u32, stations: u32 },

    #[error(transparent)]
    Output(#[from] io::Error),
}

/// The sample is made in memory.
const MOST_READINGS: u64 = 20_000_000;

fn main() -> ExitCode {
    examples::main(run)
}

fn run(args: Args, out: &mut impl Write) -> Result<(), Error> {
    let Args { days, stations, .. } = args;
    if u64::from(days) * u64::from(stations) > MOST_READINGS {
        return Err(Error::LargeSample { days, stations });
    }
    match args.command {
        None => demonstrate(days, stations, args.json, out),
        Some(Command::Ingest { store, csv, key, batch }) => ingest(&store, &csv, &key, &batch, out),
        Some(Command::Sample { csv }) => {
            let unwritable = |error| Error::Unreadable { path: csv.clone(), error };
            Ok(fs::write(&csv, records::sample(days, stations)).map_err(unwritable)?)
        }
        Some(Command::Log { store }) => log(&open(&store)?, args.json, out),
        Some(Command::AsOf { store, batch, prefix }) => {
            as_of(&open(&store)?, &batch, &prefix, args.json, out)
        }
        Some(Command::Changes { store, from, to }) => {
            let history = open(&store)?;
            let changes = feed(&history.as_of(&from)?, &history.as_of(&to)?);
            if args.json {
                return Ok(write_json(&changes, out)?);
            }
            changes.iter().try_for_each(|change| Ok(writeln!(out, "{change}")?))
        }
        Some(Command::Thin { store, keep }) => {
            let collected = open(&store)?.thin(keep)?;
            let bytes = examples::bytes(collected.bytes);
            Ok(writeln!(out, "{} nodes deleted, {bytes} freed", collected.deleted)?)
        }
    }
}

/// A store that is there: only `ingest` makes one.
fn open(path: &Path) -> Result<History, Error> {
    if let Err(error) = examples::check_file(path) {
        return Err(Error::Unreadable { path: path.to_owned(), error });
    }
    History::open(path)
}

fn demonstrate(days: u32, stations: u32, json: bool, out: &mut impl Write) -> Result<(), Error> {
    let csv = records::sample(days, stations);
    let keys = ["station".to_owned(), "day".to_owned()];
    let batches = records::read("the sample", csv.as_bytes(), &keys, "received")?;
    let folder = examples::scratch_folder()?;
    let (history, kept) = compare::all(folder.path(), &batches)?;
    if json {
        return Ok(write_json(&kept, out)?);
    }
    compare::write(&kept, &batches, out)?;
    compare::tour(&history, out)
}

fn ingest(
    store: &Path,
    csv: &Path,
    key: &[String],
    batch: &str,
    out: &mut impl Write,
) -> Result<(), Error> {
    let file =
        File::open(csv).map_err(|error| Error::Unreadable { path: csv.to_owned(), error })?;
    let path = csv.display().to_string();
    // All of it, before anything is written.
    let batches = records::read(&path, file, key, batch)?;
    if batches.is_empty() {
        return Err(Error::NoRecords { path });
    }
    let mut history = History::open(store)?;
    records::in_order(&path, history.newest(), &batches[0])?;
    let bar = progress(batches.len() as u64, "batches");
    let count = batches.len();
    for batch in batches {
        history.ingest(batch)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(writeln!(out, "{count} versions saved")?)
}

fn log(history: &History, json: bool, out: &mut impl Write) -> Result<(), Error> {
    let versions = history.versions()?;
    let entries = versions.iter().map(|version| (&version.label, version.records.len()));
    if json {
        let entries: Vec<_> =
            entries.map(|(batch, records)| json!({ "batch": batch, "records": records })).collect();
        return Ok(write_json(&entries, out)?);
    }
    for (label, records) in entries {
        writeln!(out, "{label}  {records} records")?;
    }
    let stats = history.stats()?;
    let (stored, whole) = (examples::bytes(stats.bytes), examples::bytes(stats.unshared_bytes));
    Ok(writeln!(out, "{} versions, {stored}; without sharing {whole}", versions.len())?)
}

fn as_of(
    history: &History,
    batch: &str,
    prefix: &str,
    json: bool,
    out: &mut impl Write,
) -> Result<(), Error> {
    let version = history.as_of(batch)?;
    let records = version
        .records
        .range(records::Key::from(prefix)..)
        .take_while(|(key, _)| key.starts_with(prefix));
    if json {
        let records: Vec<_> =
            records.map(|(key, row)| json!({ "key": &**key, "row": &**row })).collect();
        return Ok(write_json(&json!({ "batch": version.label, "records": records }), out)?);
    }
    for (key, row) in records {
        writeln!(out, "{key},{row}")?;
    }
    Ok(())
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, old, new } = self;
        match (old, new) {
            (Some(old), Some(new)) => write!(f, "~ {key}: {old} -> {new}"),
            (Some(old), None) => write!(f, "- {key}: {old}"),
            (None, new) => write!(f, "+ {key}: {}", new.as_deref().unwrap_or_default()),
        }
    }
}
