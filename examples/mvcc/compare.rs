//! Reads under a writer, and what a reader costs that stays open.

use crate::Error;
use crate::engines::{Engine, Failed, Lmdb, Ours, Reader, Redb};
use examples::{bytes, count, progress, table, time};
use fastrand::Rng;
use serde::Serialize;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// Snapshots that two threads took in a second, with ten gets and a scan of 100 keys each, while one writes.
    reads_per_second: f64,
    longest_read_ns: f64,
    /// Durable transactions of ten keys, meanwhile.
    commits_per_second: f64,
    /// What the file grew by while a reader stayed open.
    file_growth: u64,
    /// What the reader held in memory besides the current version, where that can be said.
    reader_holds: Option<u64>,
    /// Whether the reader still saw its own version in the end, and a new one the last transaction.
    pub(crate) is_isolated: bool,
}

/// What the comparison does.
pub(crate) struct Plan {
    pub(crate) keys: u64,
    pub(crate) commits: u64,
    pub(crate) time: Duration,
}

pub(crate) fn all(folder: &Path, plan: &Plan) -> Result<Vec<Row>, Error> {
    Ok(vec![row::<Ours>(folder, plan)?, row::<Redb>(folder, plan)?, row::<Lmdb>(folder, plan)?])
}

fn row<E: Engine>(folder: &Path, plan: &Plan) -> Result<Row, Error> {
    run::<E>(folder, plan).map_err(|error| Error::Comparison { store: E::NAME, error })
}

fn key(number: u64) -> String {
    format!("key{number:08}")
}

fn run<E: Engine>(folder: &Path, plan: &Plan) -> Result<Row, Failed> {
    // The phase of readers and a writer is its first step.
    let bar = progress(1 + plan.commits, E::NAME);
    bar.tick();
    let filled = |folder: &Path| -> Result<E, Failed> {
        fs::create_dir_all(folder)?;
        let engine = E::open(folder)?;
        let all: Vec<_> = (0..plan.keys).map(|number| (key(number), "first".repeat(8))).collect();
        engine.commit(&all)?;
        Ok(engine)
    };
    let (reads_per_second, longest_read_ns, commits_per_second) =
        under_a_writer(&filled(&folder.join("beside-a-writer"))?, plan)?;

    bar.inc(1);
    // A file of its own, without the free pages that so many commits leave.
    let engine = filled(&folder.join("under-a-reader"))?;
    let reader = engine.read()?;
    let seen = reader.get(&key(0))?;
    engine.tidy()?;
    let before = engine.file_bytes()?;
    let mut rng = Rng::with_seed(3);
    for commit in 0..plan.commits {
        engine.commit(&batch(&mut rng, plan.keys, commit))?;
        if commit % 100 == 99 {
            engine.tidy()?;
        }
        bar.inc(1);
    }
    engine.commit(&[(key(0), "last".to_owned())])?;
    bar.finish_and_clear();
    let file_growth = engine.file_bytes()?.saturating_sub(before);
    let is_isolated =
        reader.get(&key(0))? == seen && engine.read()?.get(&key(0))?.as_deref() == Some("last");
    Ok(Row {
        name: E::NAME,
        reads_per_second,
        longest_read_ns,
        commits_per_second,
        file_growth,
        reader_holds: E::held_beside(&reader, &engine.read()?),
        is_isolated,
    })
}

/// Ten keys with new values.
fn batch(rng: &mut Rng, keys: u64, commit: u64) -> Vec<(String, String)> {
    (0..10).map(|_| (key(rng.u64(0..keys)), format!("{commit:040}"))).collect()
}

/// Reads in a second, the longest of them in nanoseconds, and commits in a second.
fn under_a_writer<E: Engine>(engine: &E, plan: &Plan) -> Result<(f64, f64, f64), Failed> {
    let has_ended = AtomicBool::new(false);
    let read = |seed| -> Result<(u64, Duration), Failed> {
        let (mut rng, mut reads, mut longest) = (Rng::with_seed(seed), 0, Duration::ZERO);
        while !has_ended.load(Ordering::Relaxed) {
            let start = Instant::now();
            let reader = engine.read()?;
            for _ in 0..10 {
                reader.get(&key(rng.u64(0..plan.keys)))?;
            }
            reader.scan(&key(rng.u64(0..plan.keys)), 100)?;
            longest = longest.max(start.elapsed());
            reads += 1;
        }
        Ok((reads, longest))
    };
    thread::scope(|scope| {
        let readers = [1, 2].map(|seed| scope.spawn(move || read(seed)));
        let (start, mut commits, mut rng) = (Instant::now(), 0, Rng::with_seed(9));
        let mut written = Ok(());
        while start.elapsed() < plan.time && written.is_ok() {
            written = engine.commit(&batch(&mut rng, plan.keys, commits));
            commits += 1;
        }
        let seconds = start.elapsed().as_secs_f64();
        has_ended.store(true, Ordering::Relaxed);
        let (mut reads, mut longest) = (0, Duration::ZERO);
        for reader in readers {
            let (its_reads, its_longest) = reader.join().map_err(|_| "a reader panicked")??;
            (reads, longest) = (reads + its_reads, longest.max(its_longest));
        }
        written?;
        Ok((reads as f64 / seconds, longest.as_nanos() as f64, commits as f64 / seconds))
    })
}

pub(crate) fn write(rows: &[Row], plan: &Plan, out: &mut impl Write) -> io::Result<()> {
    let [keys, commits] = [plan.keys, plan.commits].map(count);
    writeln!(
        out,
        "{keys} keys; two readers and a writer, each commit durable; then one reader open for {commits} commits:\n"
    )?;
    let titles =
        ["store", "reads/s", "longest read", "commits/s", "file grows by", "the reader holds"];
    let mut table = table(1, titles);
    for row in rows {
        table.add_row([
            row.name.to_owned(),
            count(row.reads_per_second as u64),
            time(row.longest_read_ns),
            count(row.commits_per_second as u64),
            bytes(row.file_growth),
            row.reader_holds.map_or_else(|| "its version, in the file".to_owned(), bytes),
        ]);
    }
    writeln!(out, "{table}")
}
