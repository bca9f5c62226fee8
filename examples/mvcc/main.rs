//! A multi-version key-value store in about a hundred lines, beside redb and LMDB.
//!
//! ```text
//! cargo run --release -p examples --bin mvcc
//! cargo run --release -p examples --bin mvcc -- --kills 200
//! cargo run --release -p examples --bin mvcc -- put my.redb name value
//! ```

mod db;

mod engines;

mod crash;

mod compare;

use clap::{Parser, Subcommand};
use compare::Plan;
use db::{Db, DbError, Text};
use examples::{Disagreement, progress, write_json};
use serde_json::json;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// A key-value store with many versions: one writer and many readers, each of which sees the version that it began
/// with; transactions that are there whole or not at all, also after a crash.
///
/// Without a command, holds it against redb and LMDB, and kills a process that writes, again and again.
#[derive(Parser)]
#[command(name = "mvcc", args_override_self = true)]
struct Args {
    #[command(subcommand)]
    command: Option<Command>,

    /// How many keys the comparison has.
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    keys: u64,

    /// How many transactions are committed while a reader stays open.
    #[arg(long, value_name = "N", default_value_t = 500)]
    commits: u64,

    /// For how many seconds readers and a writer work at once.
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds)]
    seconds: Duration,

    /// How often a writing process is killed.
    #[arg(long, value_name = "N", default_value_t = 20)]
    kills: u32,

    /// Write JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Print the value of a key.
    Get { store: PathBuf, key: String },
    /// Set a key.
    Put { store: PathBuf, key: String, value: String },
    /// Remove a key.
    Remove { store: PathBuf, key: String },
    /// Print all keys that begin with a prefix.
    Scan {
        store: PathBuf,
        #[arg(default_value = "")]
        prefix: String,
    },
    #[command(hide = true)]
    CommitUntilKilled { store: PathBuf },
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().map_err(|error: std::num::ParseFloatError| error.to_string())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

/// Why the program ends without success.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Db(#[from] DbError),

    #[error("{}: there is no key {key}", store.display())]
    NoKey { store: PathBuf, key: String },

    #[error("{}: {error}", path.display())]
    Unreadable { path: PathBuf, error: io::Error },

    #[error("the comparison, {store}: {error}")]
    Comparison { store: &'static str, error: engines::Failed },

    #[error(transparent)]
    Disagreement(#[from] Disagreement),

    #[error("{lost} acknowledged transactions were lost, and {torn} were there in part")]
    Unsafe { lost: u64, torn: u32 },

    #[error(transparent)]
    Output(#[from] io::Error),
}

fn main() -> ExitCode {
    examples::main(run)
}

fn run(args: Args, out: &mut impl Write) -> Result<(), Error> {
    match args.command {
        None => demonstrate(&args, out),
        Some(Command::CommitUntilKilled { store }) => Ok(crash::child(&store, out)?),
        Some(Command::Get { store, key }) => match open(&store)?.snapshot().get(key.as_str()) {
            Some(value) => Ok(writeln!(out, "{}", &**value)?),
            None => Err(Error::NoKey { store, key }),
        },
        Some(Command::Put { store, key, value }) => {
            let db = Db::open(&store)?;
            let mut transaction = db.begin();
            transaction.put(&key, &value);
            Ok(transaction.commit()?)
        }
        Some(Command::Remove { store, key }) => {
            let db = open(&store)?;
            let mut transaction = db.begin();
            if !transaction.remove(&key) {
                return Err(Error::NoKey { store, key });
            }
            Ok(transaction.commit()?)
        }
        Some(Command::Scan { store, prefix }) => {
            let snapshot = open(&store)?.snapshot();
            let range = snapshot
                .range(Text::from(prefix.as_str())..)
                .take_while(|(key, _)| key.starts_with(&prefix));
            for (key, value) in range {
                writeln!(out, "{}\t{}", &**key, &**value)?;
            }
            Ok(())
        }
    }
}

/// A store that is there: only `put` makes one.
fn open(path: &Path) -> Result<Db, Error> {
    if let Err(error) = examples::check_file(path) {
        return Err(Error::Unreadable { path: path.to_owned(), error });
    }
    Ok(Db::open(path)?)
}

fn demonstrate(args: &Args, out: &mut impl Write) -> Result<(), Error> {
    let folder = examples::scratch_folder()?;
    let plan = Plan { keys: args.keys, commits: args.commits, time: args.seconds };
    let rows = compare::all(folder.path(), &plan)?;
    let bar = progress(args.kills.into(), "kills");
    let report = crash::kill(&folder.path().join("killed.redb"), args.kills, || bar.inc(1))?;
    bar.finish_and_clear();
    if args.json {
        write_json(&json!({ "stores": rows, "crashes": report }), out)?;
    } else {
        compare::write(&rows, &plan, out)?;
        writeln!(
            out,
            "\na writing process was killed {} times, in {} transactions: {} acknowledged ones lost, {} there in part",
            report.kills, report.acknowledged, report.lost, report.torn
        )?;
    }
    let crash::Report { lost, torn, .. } = report;
    if lost > 0 || torn > 0 {
        return Err(Error::Unsafe { lost, torn });
    }
    let ways = rows.iter().map(|row| (row.name, row.is_isolated));
    Ok(examples::agree(ways, "a reader saw a transaction after its own, or missed one before it")?)
}

#[cfg(test)]
mod tests {
    use super::{Db, Text};

    #[test]
    fn readers_keep_their_version_and_transactions_are_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.redb");
        let db = Db::open(&path).unwrap();
        let mut transaction = db.begin();
        (0..100).for_each(|i| transaction.put(&format!("k{i:02}"), "old"));
        assert_eq!(db.snapshot().len(), 0, "what is not committed is not visible");
        transaction.commit().unwrap();
        let before = db.snapshot();

        let mut dropped = db.begin();
        dropped.put("k00", "never");
        assert_eq!(dropped.get("k00"), Some("never"));
        drop(dropped);
        assert_eq!(db.snapshot().get("k00").map(|value| &**value), Some("old"));

        let mut transaction = db.begin();
        transaction.put("k00", "new");
        assert!(transaction.remove("k50") && !transaction.remove("k50"));
        assert_eq!(transaction.range(Text::from("k49")..Text::from("k52")).count(), 2);
        transaction.commit().unwrap();
        let range = |snapshot: &super::db::Snapshot| {
            snapshot.range(Text::from("k49")..Text::from("k52")).count()
        };
        assert_eq!((range(&before), range(&db.snapshot())), (3, 2));
        assert_eq!(&*before["k00"], "old");

        db.vacuum().unwrap();
        assert_eq!(before.len(), 100);
        drop(db);
        let db = Db::open(&path).unwrap();
        assert_eq!((db.snapshot().len(), &*db.snapshot()["k00"]), (99, "new"));
    }
}
