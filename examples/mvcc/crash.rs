//! A process that commits is killed, again and again; what it acknowledged has to be there.

use crate::db::{Db, DbError, Text};
use fastrand::Rng;
use serde::Serialize;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// All of them have the same value after each transaction.
const KEYS: u64 = 20;

#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    pub(crate) kills: u32,
    pub(crate) acknowledged: u64,
    /// Acknowledged transactions that were not there.
    pub(crate) lost: u64,
    /// Times at which some keys had the value of one transaction, and some that of another.
    pub(crate) torn: u32,
}

/// How many transactions have an entry of their own.
const LOG: u64 = 100;

/// Commits transactions, and says the number of each once it is durable, until it is killed.
pub(crate) fn child(path: &Path, out: &mut impl Write) -> Result<(), DbError> {
    let db = Db::open(path)?;
    loop {
        let mut transaction = db.begin();
        let last = transaction.get("k0").and_then(|number| number.parse().ok());
        let number: u64 = last.unwrap_or(0) + 1;
        (0..KEYS).for_each(|key| transaction.put(&format!("k{key}"), &number.to_string()));
        transaction.put(&format!("log{number:08}"), "done");
        if number > LOG {
            let oldest =
                transaction.range(Text::from("log")..).next().map(|(key, _)| key.to_owned());
            if let Some(key) = &oldest {
                transaction.remove(key);
            }
        }
        transaction.commit()?;
        let said = writeln!(out, "{number}").and_then(|()| out.flush());
        if said.is_err() {
            return Ok(());
        }
    }
}

/// The number of the last transaction, and whether it is there whole.
fn last(db: &Db) -> Option<(u64, bool)> {
    let snapshot = db.snapshot();
    let number = |key: u64| snapshot.get(format!("k{key}").as_str())?.parse::<u64>().ok();
    let first = number(0)?;
    let has_log = snapshot.contains_key(format!("log{first:08}").as_str());
    Some((first, has_log && (0..KEYS).all(|key| number(key) == Some(first))))
}

/// Starts this program as a [`child`] and kills it, `kills` times.
pub(crate) fn kill(path: &Path, kills: u32, mut done: impl FnMut()) -> io::Result<Report> {
    let mut report = Report::default();
    let mut rng = Rng::with_seed(5);
    for _ in 0..kills {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("commit-until-killed")
            .arg(path)
            .stdout(Stdio::piped())
            .spawn()?;
        let lines = child.stdout.take().map(BufReader::new);
        thread::sleep(Duration::from_millis(rng.u64(30..150)));
        child.kill()?;
        child.wait()?;
        // The last line may be half there: then it was not acknowledged.
        let lines: Vec<String> =
            lines.into_iter().flat_map(BufRead::lines).collect::<Result<_, _>>()?;
        let acknowledged =
            lines.iter().filter_map(|line| line.parse::<u64>().ok()).max().unwrap_or(0);

        let db = Db::open(path).map_err(io::Error::other)?;
        let (there, is_whole) = last(&db).unwrap_or((0, true));
        report.kills += 1;
        // What an earlier process acknowledged has to be there too.
        report.acknowledged = report.acknowledged.max(acknowledged);
        report.lost = report.lost.max(report.acknowledged.saturating_sub(there));
        report.torn += u32::from(!is_whole);
        done();
    }
    Ok(report)
}
