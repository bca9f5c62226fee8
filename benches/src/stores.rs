//! Versions on disk: many of one map, one edit apart, in `cow_store` and as full copies.
//!
//! Each contender has a process of its own, so that its peak of memory is its own. Full copies are written a few times,
//! and multiplied: each costs the same.

use std::error::Error;
use std::fmt::{self, Display};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use comfy_table::Table;
use comfy_table::presets::ASCII_MARKDOWN;
use cow_map::CowMap;
use cow_store::backend::{Backend, Memory, Objects, Redb};
use cow_store::{Collection, Store, StoredState, Value, VersionId, View};
use cow_tree::CowTreeMap;
use demo::format::{count, nanos, size as show_size};
use serde::{Deserialize, Serialize};

use crate::interrupt;

type Ordered = CowTreeMap<u64, u64>;
type Hashed = CowMap<u64, u64, StoredState>;
type Outcome = Result<Kept, Box<dyn Error>>;

/// What keeps versions.
pub const KEEPERS: [&str; 7] = [
    "cow_store, redb, CowTreeMap",
    "cow_store, redb, CowMap",
    "cow_store, files, CowTreeMap",
    "cow_store, memory, CowTreeMap",
    "postcard, a file a version",
    "redb, a row an entry",
    "SQLite, a row an entry",
];

/// How many versions there are, and of how many entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The versions.
    pub versions: u64,
    /// The entries of each.
    pub entries: u64,
}

/// What it took to keep versions. Times are nanoseconds; bytes those of all versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The name.
    pub keeper: String,
    /// What.
    pub task: Task,
    /// Saving a version that is one edit after another, median.
    pub save: f64,
    /// Loading a version.
    pub load: f64,
    /// Reading one entry of a version that is not loaded, median; and from how many nodes, on average.
    pub get: Option<(f64, f64)>,
    /// Deleting all versions but one.
    pub collect: Option<f64>,
    /// What the first version takes, without what the engine adds.
    pub first: u64,
    /// What all versions take, without what the engine adds.
    pub all: u64,
    /// How large the files are.
    pub files: u64,
    /// The most memory that the process had, where the system tells.
    pub peak: Option<u64>,
}

/// A contender that could not do its work.
#[derive(Debug, thiserror::Error)]
#[error("{keeper}: {said}")]
pub struct Failed {
    keeper: String,
    said: String,
}

/// Lets each contender work, in a process that `serve` is called in.
///
/// # Errors
///
/// If one of them fails.
pub fn measure(task: Task, mut step: impl FnMut()) -> Result<Vec<Kept>, Failed> {
    let mut all = Vec::new();
    for keeper in KEEPERS {
        if interrupt::asked() {
            break;
        }
        let failed = |said: String| Failed { keeper: keeper.to_owned(), said };
        let out = env::current_exe()
            .and_then(|program| {
                let numbers = [task.versions, task.entries].map(|number| number.to_string());
                Command::new(program).args(["keep", keeper]).args(numbers).output()
            })
            .map_err(|error| failed(error.to_string()))?;
        if !out.status.success() {
            return Err(failed(String::from_utf8_lossy(&out.stderr).into_owned()));
        }
        all.push(serde_json::from_slice(&out.stdout).map_err(|error| failed(error.to_string()))?);
        step();
    }
    Ok(all)
}

/// Does the work of one contender, and prints what it took.
///
/// # Errors
///
/// If there is none of this name, or it fails.
pub fn serve(keeper: &str, task: Task, out: impl io::Write) -> Result<(), Failed> {
    let failed = |error: Box<dyn Error>| Failed { keeper: keeper.into(), said: error.to_string() };
    let mut kept = keep(keeper, task).map_err(failed)?;
    kept.peak = peak();
    serde_json::to_writer(out, &kept).map_err(|error| failed(error.into()))
}

fn keep(keeper: &str, task: Task) -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store");
    let entries = || (0..task.entries).map(|key| (key, key));
    let ordered = Versions::<Ordered> {
        task,
        path: &path,
        insert: |map, key, value| _ = map.insert(key, value),
        get: |view, key| view.get(&key),
    };
    let hashed = Versions::<Hashed> {
        task,
        path: &path,
        insert: |map, key, value| _ = map.insert(key, value),
        get: |view, key| view.get(&key),
    };
    let mut kept = match KEEPERS.iter().position(|known| *known == keeper) {
        Some(0) => ordered.keep(|| Redb::open(&path), entries().collect())?,
        Some(1) => hashed.keep(|| Redb::open(&path), entries().collect())?,
        Some(2) => ordered.keep(|| Objects::local(&path), entries().collect())?,
        Some(3) => {
            let memory = Memory::new();
            ordered.keep(|| Ok(memory.clone()), entries().collect())?
        }
        Some(4) => postcard_files(task, folder.path())?,
        Some(5) => redb_rows(task, &path)?,
        Some(6) => sqlite_rows(task, &path)?,
        _ => return Err("there is no such contender".into()),
    };
    kept.keeper = keeper.to_owned();
    Ok(kept)
}

/// Versions in a store.
struct Versions<'a, C: Collection> {
    task: Task,
    path: &'a Path,
    insert: fn(&mut C, u64, u64),
    get: fn(&View<C>, u64) -> Result<Option<u64>, cow_store::Error>,
}

impl<C: Collection + Value + Clone> Versions<'_, C> {
    fn keep<B: Backend>(
        &self,
        open: impl Fn() -> Result<B, cow_store::Error>,
        mut map: C,
    ) -> Outcome {
        let Task { versions, entries } = self.task;
        let mut rng = fastrand::Rng::with_seed(1);
        let store = Store::open(open()?)?;
        let mut ids: Vec<VersionId> = vec![store.save(&map)?];
        let stored = |store: &Store| Ok::<_, cow_store::Error>(store.stats(|_, _| ())?.bytes);
        let first = stored(&store)?;
        let mut saves = Vec::new();
        for version in 1..versions {
            (self.insert)(&mut map, rng.u64(..entries), version);
            let (took, id) = time(|| store.save(&map))?;
            saves.push(took);
            ids.push(id);
        }
        let all = stored(&store)?;
        drop((store, map));
        let files = size(self.path)?;

        let store = Store::open(open()?)?;
        let (load, loaded) = time(|| store.load::<C>(ids[ids.len() - 1]))?;
        drop(loaded);
        let mut gets = Vec::new();
        let mut read = 0;
        for _ in 0..100 {
            let (opened, view) = time(|| store.view::<C>(ids[rng.usize(..ids.len())]))?;
            let (got, _) = time(|| (self.get)(&view, rng.u64(..entries)))?;
            gets.push(opened + got);
            read += view.nodes_read();
        }
        // Where others may write, the first call condemns, and the second deletes.
        let (collect, _) = time(|| {
            store.gc(Duration::ZERO)?;
            store.gc(Duration::ZERO)
        })?;
        Ok(Kept {
            first,
            all,
            files,
            get: Some((median(&mut gets), read as f64 / 100.0)),
            collect: Some(collect.as_nanos() as f64),
            ..Kept::new(self.task, median(&mut saves), load)
        })
    }
}

impl Kept {
    fn new(task: Task, save: f64, load: Duration) -> Self {
        Self {
            keeper: String::new(),
            task,
            save,
            load: load.as_nanos() as f64,
            get: None,
            collect: None,
            first: 0,
            all: 0,
            files: 0,
            peak: None,
        }
    }

    /// Returns the same, of full copies: `copies` of them were written.
    fn of_copies(self, bytes: u64, files: u64, copies: u64) -> Self {
        let versions = self.task.versions;
        Self { first: bytes, all: bytes * versions, files: files / copies * versions, ..self }
    }
}

/// How many full copies are written to files, and as rows.
const COPIES: u64 = 20;
const ROW_COPIES: u64 = 5;

/// Returns each version whole, in a file.
fn postcard_files(task: Task, folder: &Path) -> Outcome {
    let mut rng = fastrand::Rng::with_seed(1);
    let mut map: Ordered = (0..task.entries).map(|key| (key, key)).collect();
    let (mut saves, mut bytes) = (Vec::new(), 0);
    for version in 0..COPIES {
        map.insert(rng.u64(..task.entries), version);
        let entries: Vec<(u64, u64)> = map.iter().map(|(key, value)| (*key, *value)).collect();
        let (took, ()) = time(|| {
            let text = postcard::to_allocvec(&entries)?;
            let path = folder.join(version.to_string());
            fs::write(&path, &text)?;
            fs::File::open(path)?.sync_all()?;
            bytes = text.len() as u64;
            Ok::<_, Box<dyn Error>>(())
        })?;
        saves.push(took);
    }
    let (load, _) = time(|| {
        let text = fs::read(folder.join("0"))?;
        let entries: Vec<(u64, u64)> = postcard::from_bytes(&text)?;
        Ok::<Ordered, Box<dyn Error>>(entries.into_iter().collect())
    })?;
    let files = size(folder)?;
    Ok(Kept::new(task, median(&mut saves), load).of_copies(bytes, files, COPIES))
}

/// Bytes of a row: version, key and value.
const ROW: u64 = 24;

/// Returns each version whole, a row of redb for each of its entries.
fn redb_rows(task: Task, path: &Path) -> Outcome {
    const ROWS: redb::TableDefinition<'_, (u64, u64), u64> = redb::TableDefinition::new("rows");
    let database = redb::Database::create(path)?;
    let mut saves = Vec::new();
    for version in 0..ROW_COPIES {
        let (took, ()) = time(|| {
            let write = database.begin_write()?;
            let mut table = write.open_table(ROWS)?;
            for key in 0..task.entries {
                table.insert((version, key), key)?;
            }
            drop(table);
            write.commit()?;
            Ok::<_, Box<dyn Error>>(())
        })?;
        saves.push(took);
    }
    let (load, _) = time(|| {
        let read = redb::ReadableDatabase::begin_read(&database)?;
        let table = read.open_table(ROWS)?;
        let rows = table.range((0, 0)..=(0, u64::MAX))?;
        let entries = rows.map(|row| row.map(|(key, value)| (key.value().1, value.value())));
        entries.collect::<Result<Ordered, redb::StorageError>>().map_err(Box::<dyn Error>::from)
    })?;
    let files = size(path)?;
    let kept = Kept::new(task, median(&mut saves), load);
    Ok(kept.of_copies(ROW * task.entries, files, ROW_COPIES))
}

/// Returns each version whole, a row of SQLite for each of its entries.
fn sqlite_rows(task: Task, path: &Path) -> Outcome {
    let mut database = rusqlite::Connection::open(path)?;
    database.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE rows (version INTEGER, key INTEGER, value INTEGER, PRIMARY KEY (version, key)) WITHOUT ROWID;",
    )?;
    let mut saves = Vec::new();
    for version in 0..ROW_COPIES as i64 {
        let (took, ()) = time(|| {
            let write = database.transaction()?;
            let mut insert = write.prepare("INSERT INTO rows VALUES (?1, ?2, ?2)")?;
            for key in 0..task.entries as i64 {
                insert.execute((version, key))?;
            }
            drop(insert);
            write.commit()
        })?;
        saves.push(took);
    }
    let (load, _) = time(|| {
        let mut query = database.prepare("SELECT key, value FROM rows WHERE version = 0")?;
        let rows = query.query_map((), |row| {
            Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64))
        })?;
        rows.collect::<Result<Ordered, rusqlite::Error>>()
    })?;
    database.close().map_err(|(_, error)| error)?;
    let files = size(path)?;
    let kept = Kept::new(task, median(&mut saves), load);
    Ok(kept.of_copies(ROW * task.entries, files, ROW_COPIES))
}

fn time<T, E>(work: impl FnOnce() -> Result<T, E>) -> Result<(Duration, T), E> {
    let start = Instant::now();
    let value = work()?;
    Ok((start.elapsed(), value))
}

/// Returns the median, in nanoseconds.
fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(0.0, |time| time.as_nanos() as f64)
}

/// Returns the bytes of a file, or of all files in a folder. Nothing where there is none.
fn size(path: &Path) -> io::Result<u64> {
    if !path.exists() {
        return Ok(0);
    }
    if path.is_file() {
        return Ok(fs::metadata(path)?.len());
    }
    fs::read_dir(path)?.map(|entry| size(&entry?.path())).sum()
}

/// Returns the most memory that this process has had, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}

/// What stands above the columns.
pub const COLUMNS: [&str; 11] = [
    "kept by",
    "save",
    "bytes, first",
    "bytes a version",
    "bytes, all",
    "files, all",
    "load",
    "get",
    "nodes read",
    "gc of all but one",
    "peak memory",
];

impl Kept {
    /// Returns a row under [`COLUMNS`].
    pub fn cells(&self) -> [String; 11] {
        let dash = || String::from("-");
        let further =
            self.all.saturating_sub(self.first) / self.task.versions.saturating_sub(1).max(1);
        [
            self.keeper.clone(),
            nanos(self.save),
            show_size(self.first as usize),
            show_size(further as usize),
            show_size(self.all as usize),
            if self.files == 0 { dash() } else { show_size(self.files as usize) },
            nanos(self.load),
            self.get.map_or_else(dash, |(time, _)| nanos(time)),
            self.get.map_or_else(dash, |(_, read)| format!("{read:.1}")),
            self.collect.map_or_else(dash, nanos),
            self.peak.map_or_else(dash, |peak| show_size(peak as usize)),
        ]
    }
}

/// Figures of all contenders, as a table.
#[derive(Debug)]
pub struct Stores<'a>(pub &'a [Kept]);

impl Stores<'_> {
    /// What the columns are.
    pub const NOTES: &'static str = "Keys and values are `u64`. `save` is of a version one edit after another, median, with the \
        commit of the engine; `bytes` are those of nodes, files or rows, `files` what the engine makes of them. `get` opens \
        a version that is not loaded and reads one entry of it. Copies are written a few times, and multiplied.";
}

impl Display for Stores<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(Kept { task, .. }) = self.0.first() else { return Ok(()) };
        writeln!(
            f,
            "{} versions of {} entries, one edit apart\n",
            count(task.versions as usize),
            count(task.entries as usize)
        )?;
        let mut table = Table::new();
        table.load_preset(ASCII_MARKDOWN).set_header(COLUMNS);
        for kept in self.0 {
            table.add_row(kept.cells());
        }
        writeln!(f, "{table}\n\n{}", Self::NOTES)
    }
}
