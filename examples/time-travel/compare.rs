//! The same batches kept in other ways.

use crate::Error;
use crate::history::{History, feed};
use crate::records::{Batch, Key, Row};
use examples::{bytes, count, progress, table, time};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What a way of keeping versions cost.
#[derive(Debug, Serialize)]
pub(crate) struct Kept {
    name: &'static str,
    bytes_per_version: f64,
    ns_per_batch: f64,
    /// To find what was known of one station as of a version in the middle.
    ns_per_query: f64,
    /// The records that the query found.
    found: usize,
}

/// The question that all are asked.
struct Query {
    as_of: String,
    prefix: String,
}

/// Keeps the batches in `folder`, in each way.
pub(crate) fn all(folder: &Path, batches: &[Batch]) -> Result<(History, Vec<Kept>), Error> {
    let middle = &batches[batches.len() / 2];
    let query = Query { as_of: middle.label.clone(), prefix: middle.rows[0].0.to_string() };
    let query = Query {
        prefix: query.prefix.split(',').next().unwrap_or_default().to_owned() + ",",
        ..query
    };
    let (history, ours) = by_store(&folder.join("versions.redb"), batches, &query)?;
    let failed = |error| Error::Unreadable { path: folder.to_owned(), error };
    let copies = by_copies(folder, batches, &query).map_err(failed)?;
    let mut kept = vec![ours, copies];
    let sqlite = folder.join("versions.sqlite");
    kept.extend(by_sqlite(&sqlite, batches, &query).map_err(failed)?);
    match kept.iter().all(|way| way.found == kept[0].found) {
        true => Ok((history, kept)),
        false => Err(Error::Disagreement(kept.iter().map(|way| way.found).collect())),
    }
}

fn by_store(file: &Path, batches: &[Batch], query: &Query) -> Result<(History, Kept), Error> {
    let mut history = History::open(file)?;
    let bar = progress(batches.len() as u64, "cow-store");
    let start = Instant::now();
    for batch in batches {
        history.ingest(batch.clone())?;
        bar.inc(1);
    }
    let ns_per_batch = start.elapsed().as_nanos() as f64 / batches.len() as f64;
    bar.finish_and_clear();
    let stats = history.stats()?;
    let end = Key::from((query.prefix.clone() + "\u{10ffff}").as_str());
    let first = Key::from(query.prefix.as_str());
    let start = Instant::now();
    let found = history.query(&query.as_of, first..end)?.len();
    let ns_per_query = start.elapsed().as_nanos() as f64;
    let bytes_per_version = stats.bytes as f64 / batches.len() as f64;
    Ok((history, Kept { name: "cow-store", bytes_per_version, ns_per_batch, ns_per_query, found }))
}

/// A whole file of CSV a batch.
fn by_copies(folder: &Path, batches: &[Batch], query: &Query) -> io::Result<Kept> {
    let folder = folder.join("copies");
    fs::create_dir(&folder)?;
    let bar = progress(batches.len() as u64, "full copies");
    let mut records: BTreeMap<Key, Row> = BTreeMap::new();
    let (mut total, mut queried) = (0, None);
    let start = Instant::now();
    for (i, batch) in batches.iter().enumerate() {
        records.extend(batch.rows.iter().cloned());
        let path = folder.join(format!("{i}.csv"));
        let mut file = BufWriter::new(fs::File::create(&path)?);
        for (key, row) in &records {
            writeln!(file, "{key},{row}")?;
        }
        file.into_inner()?.sync_all()?;
        total += fs::metadata(&path)?.len();
        // Copies that the query does not need would fill the disk.
        let needless = if batch.label <= query.as_of { queried.replace(path) } else { Some(path) };
        needless.map_or(Ok(()), fs::remove_file)?;
        bar.inc(1);
    }
    let ns_per_batch = start.elapsed().as_nanos() as f64 / batches.len() as f64;
    bar.finish_and_clear();
    let start = Instant::now();
    let text = queried.map_or(Ok(String::new()), fs::read_to_string)?;
    let found = text.lines().filter(|line| line.starts_with(&query.prefix)).count();
    let ns_per_query = start.elapsed().as_nanos() as f64;
    fs::remove_dir_all(folder)?;
    let bytes_per_version = total as f64 / batches.len() as f64;
    Ok(Kept { name: "a CSV file a batch", bytes_per_version, ns_per_batch, ns_per_query, found })
}

/// A history table: each row with when it became valid and when it ceased. By the command `sqlite3`, if it is there.
fn by_sqlite(file: &Path, batches: &[Batch], query: &Query) -> io::Result<Option<Kept>> {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let mut script = String::from(
        "PRAGMA journal_mode = wal;
         CREATE TABLE history (key TEXT, value TEXT, since TEXT, until TEXT);
         CREATE INDEX by_key ON history (key, since);\n",
    );
    for batch in batches {
        let label = quoted(&batch.label);
        script.push_str("BEGIN;\n");
        for (key, row) in &batch.rows {
            let (key, row) = (quoted(key), quoted(row));
            let _ = writeln!(
                script,
                "UPDATE history SET until = {label} WHERE key = {key} AND until IS NULL;
                 INSERT INTO history VALUES ({key}, {row}, {label}, NULL);"
            );
        }
        script.push_str("COMMIT;\n");
    }
    let bar = progress(1, "SQLite");
    bar.tick();
    let start = Instant::now();
    let output = sqlite(file, &script)?;
    bar.finish_and_clear();
    if output.is_none() {
        return Ok(None);
    }
    let ns_per_batch = start.elapsed().as_nanos() as f64 / batches.len() as f64;
    let [as_of, prefix, end] =
        [&query.as_of, &query.prefix, &(query.prefix.clone() + "\u{10ffff}")]
            .map(|text| quoted(text));
    let question = format!(
        ".timer on
         SELECT count(*) FROM history WHERE key >= {prefix} AND key < {end} AND since <= {as_of} AND (until IS NULL OR until > {as_of});\n"
    );
    let answer = sqlite(file, &question)?.unwrap_or_default();
    // Of the processor: the real time is printed in whole milliseconds.
    let seconds = ["user", "sys"].map(|what| {
        let mut words = answer.split_whitespace().skip_while(|word| *word != what);
        words.nth(1).and_then(|word| word.parse::<f64>().ok()).unwrap_or(0.0)
    });
    Ok(Some(Kept {
        name: "SQLite, a history table",
        bytes_per_version: fs::metadata(file)?.len() as f64 / batches.len() as f64,
        ns_per_batch,
        ns_per_query: seconds.iter().sum::<f64>() * 1e9,
        found: answer.lines().find_map(|line| line.trim().parse().ok()).unwrap_or(0),
    }))
}

/// What the command prints; `None` if there is no such command.
fn sqlite(file: &Path, script: &str) -> io::Result<Option<String>> {
    let mut command = Command::new("sqlite3");
    let child = command.arg(file).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = match child {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        child => child?,
    };
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(script.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(io::Error::other("sqlite3 failed"));
    }
    Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()))
}

pub(crate) fn write(kept: &[Kept], batches: &[Batch], out: &mut impl Write) -> io::Result<()> {
    let rows: usize = batches.iter().map(|batch| batch.rows.len()).sum();
    let [versions, rows] = [batches.len(), rows].map(|n| count(n as u64));
    writeln!(out, "{versions} batches, {rows} records; a version a batch:\n")?;
    let mut table =
        table(1, ["kept by", "bytes per version", "time per batch", "time per query", "found"]);
    for Kept { name, bytes_per_version, ns_per_batch, ns_per_query, found } in kept {
        table.add_row([
            (*name).to_owned(),
            bytes(*bytes_per_version as u64),
            time(*ns_per_batch),
            time(*ns_per_query),
            count(*found as u64),
        ]);
    }
    writeln!(out, "{table}")?;
    if kept.len() < 3 {
        writeln!(out, "SQLite: the command sqlite3 is not on this machine.")?;
    }
    Ok(())
}

/// The first changes between the last two versions, and what thinning frees.
pub(crate) fn tour(history: &History, out: &mut impl Write) -> Result<(), Error> {
    let versions = history.versions()?;
    if let [.., older, newer] = versions.as_slice() {
        let changes = feed(older, newer);
        let corrected = changes.iter().filter(|change| change.old.is_some()).count();
        let [all, corrected] = [changes.len(), corrected].map(|n| count(n as u64));
        writeln!(
            out,
            "\nfrom {} to {}: {all} changes, {corrected} of them corrections",
            older.label, newer.label
        )?;
        let updates = changes.iter().filter(|change| change.old.is_some());
        for change in updates.take(3) {
            writeln!(out, "  {change}")?;
        }
    }
    let before = versions.len();
    drop(versions);
    let collected = history.thin(30)?;
    let after = history.versions()?.len();
    writeln!(
        out,
        "\nthinned from {before} to {after} versions, all of the last 30 and one in seven before: {} nodes, {} freed",
        count(collected.deleted as u64),
        bytes(collected.bytes)
    )?;
    Ok(())
}
