//! What versions cost: 1,000 of a map of 100,000 entries, one edit apart, against full copies.
//!
//! ```sh
//! cargo run --release -p cow-collections-store --features objects --example store_figures [VERSIONS [ENTRIES]]
//! ```
//! Each contender runs in a process of its own, so that its peak of memory is its own. Full copies are measured by some
//! versions, and multiplied: each costs the same. `docs/store.md` has the figures of one machine.

use comfy_table::{Table, presets};
use cow_map::CowMap;
use cow_store::backend::{Backend, Memory, Redb};
use cow_store::{Collection, Store, StoredState, Value, VersionId, View};
use cow_tree::CowTreeMap;
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

type Ordered = CowTreeMap<u64, u64>;
type Hashed = CowMap<u64, u64, StoredState>;
type Outcome = Result<Vec<(&'static str, String)>, Box<dyn Error>>;

const CONTENDERS: [&str; 6] = [
    "CowTreeMap in redb",
    "CowMap in redb",
    "CowTreeMap in files, a pack a version",
    "CowTreeMap in memory, no disk",
    "a postcard file a version",
    "redb, a row an entry and version",
];

/// What is done.
#[derive(Clone, Copy)]
struct Work {
    versions: u64,
    entries: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize, default| {
        arguments.get(index).map_or(Ok(default), |argument| argument.parse::<u64>())
    };
    if let Ok(contender) = std::env::var("COW_STORE_CONTENDER") {
        let work = Work { versions: number(0, 1000)?, entries: number(1, 100_000)? };
        for (name, value) in run(&contender, work)? {
            println!("{name}\t{value}");
        }
        println!("peak memory\t{}", peak());
        return Ok(());
    }
    let work = Work { versions: number(0, 1000)?, entries: number(1, 100_000)? };
    println!("{} versions of {} entries, one edit apart", work.versions, work.entries);
    for contender in CONTENDERS {
        let out = Command::new(std::env::current_exe()?)
            .args([work.versions.to_string(), work.entries.to_string()])
            .env("COW_STORE_CONTENDER", contender)
            .output()?;
        if !out.status.success() {
            return Err(String::from_utf8_lossy(&out.stderr).into_owned().into());
        }
        let mut table = Table::new();
        table.load_preset(presets::NOTHING);
        for line in String::from_utf8(out.stdout)?.lines() {
            table.add_row(line.split('\t'));
        }
        println!("\n{contender}\n{table}");
    }
    Ok(())
}

fn run(contender: &str, work: Work) -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store");
    let entries = || (0..work.entries).map(|key| (key, key));
    match contender {
        "CowTreeMap in redb" => {
            let open = || Redb::open(&path);
            store(work, open, entries().collect(), insert_ordered, |view, key| view.get(&key))
        }
        "CowMap in redb" => {
            let open = || Redb::open(&path);
            store::<Hashed, _>(work, open, entries().collect(), insert_hashed, |view, key| {
                view.get(&key)
            })
        }
        "CowTreeMap in files, a pack a version" => files(work, &path, entries().collect()),
        "CowTreeMap in memory, no disk" => {
            let memory = Memory::new();
            let open = || Ok(memory.clone());
            store(work, open, entries().collect(), insert_ordered, |view, key| view.get(&key))
        }
        "a postcard file a version" => postcard_files(work, folder.path(), entries().collect()),
        "redb, a row an entry and version" => rows(work, &path),
        _ => Err("no such contender".into()),
    }
}

fn insert_ordered(map: &mut Ordered, key: u64, value: u64) {
    map.insert(key, value);
}

fn insert_hashed(map: &mut Hashed, key: u64, value: u64) {
    map.insert(key, value);
}

#[cfg(feature = "objects")]
fn files(work: Work, path: &Path, first: Ordered) -> Outcome {
    let open = || cow_store::backend::Objects::local(path);
    store(work, open, first, insert_ordered, |view, key| view.get(&key))
}

#[cfg(not(feature = "objects"))]
fn files(_: Work, _: &Path, _: Ordered) -> Outcome {
    Err("needs the feature `objects`".into())
}

/// Versions in a store.
fn store<C: Collection + Value + Clone, B: Backend>(
    work: Work,
    open: impl Fn() -> Result<B, cow_store::Error>,
    mut map: C,
    insert: impl Fn(&mut C, u64, u64),
    get: impl Fn(&View<C>, u64) -> Result<Option<u64>, cow_store::Error>,
) -> Outcome {
    let mut rng = fastrand::Rng::with_seed(1);
    let store = Store::open(open()?)?;
    let start = Instant::now();
    let mut ids: Vec<VersionId> = vec![store.save(&map)?];
    let first = start.elapsed();
    let size_of_first = size(&store)?;
    let mut times = Vec::new();
    for version in 1..work.versions {
        insert(&mut map, rng.u64(..work.entries), version);
        let start = Instant::now();
        ids.push(store.save(&map)?);
        times.push(start.elapsed());
    }
    let bytes = size(&store)?;
    drop((store, map));

    let store = Store::open(open()?)?;
    let (last, before) = (ids[ids.len() - 1], ids[ids.len() / 2]);
    let (load, loaded) = time(|| store.load::<C>(last))?;
    let (again, also) = time(|| store.load::<C>(before))?;
    drop((loaded, also));
    let mut lookups = Vec::new();
    let mut read = 0;
    for _ in 0..100 {
        let (opened, view) = time(|| store.view::<C>(ids[rng.usize(..ids.len())]))?;
        let (got, _) = time(|| get(&view, rng.u64(..work.entries)))?;
        lookups.push(opened + got);
        read += view.nodes_read();
    }
    // All but the last version go.
    let (collect, _) = time(|| {
        store.gc(Duration::ZERO)?;
        store.gc(Duration::ZERO)
    })?;
    Ok(vec![
        ("save, first", show(first)),
        ("save, one edit, median", show(median(&mut times))),
        ("bytes, first", size_of_first.to_string()),
        (
            "bytes, each further version",
            ((bytes - size_of_first) / (work.versions - 1)).to_string(),
        ),
        ("bytes, all", bytes.to_string()),
        ("load", show(load)),
        ("load of another version", show(again)),
        ("view and get, median", show(median(&mut lookups))),
        ("nodes read by a get", format!("{:.1}", read as f64 / 100.0)),
        ("gc of all but one", show(collect)),
    ])
}

/// The bytes of all nodes, without what the storage adds.
fn size(store: &Store) -> Result<u64, cow_store::Error> {
    Ok(store.stats(|_, _| ())?.bytes)
}

/// How many versions are written of full copies.
const COPIES: u64 = 20;

/// Each version whole, in a file.
fn postcard_files(work: Work, folder: &Path, mut map: Ordered) -> Outcome {
    let mut rng = fastrand::Rng::with_seed(1);
    let (mut times, mut bytes) = (Vec::new(), 0);
    for version in 0..COPIES {
        map.insert(rng.u64(..work.entries), version);
        let entries: Vec<(u64, u64)> = map.iter().map(|(key, value)| (*key, *value)).collect();
        let (took, len) = time(|| {
            let text = postcard::to_allocvec(&entries)?;
            let path = folder.join(version.to_string());
            std::fs::write(&path, &text)?;
            std::fs::File::open(path)?.sync_all()?;
            Ok::<_, Box<dyn Error>>(text.len() as u64)
        })?;
        times.push(took);
        bytes += len;
    }
    drop(map);
    let (load, _) = time(|| {
        let text = std::fs::read(folder.join("0"))?;
        let entries: Vec<(u64, u64)> = postcard::from_bytes(&text)?;
        Ok::<Ordered, Box<dyn Error>>(entries.into_iter().collect())
    })?;
    Ok(vec![
        ("save, one edit, median", show(median(&mut times))),
        ("bytes, each further version", (bytes / COPIES).to_string()),
        ("bytes, all", (bytes / COPIES * work.versions).to_string()),
        ("load", show(load)),
    ])
}

/// Each version whole, a row for each of its entries.
fn rows(work: Work, path: &Path) -> Outcome {
    const ROWS: redb::TableDefinition<'_, (u64, u64), u64> = redb::TableDefinition::new("rows");
    let database = redb::Database::create(path)?;
    let mut times = Vec::new();
    let copies = COPIES.min(5);
    for version in 0..copies {
        let (took, ()) = time(|| {
            let write = database.begin_write()?;
            let mut table = write.open_table(ROWS)?;
            for key in 0..work.entries {
                table.insert((version, key), key)?;
            }
            drop(table);
            write.commit()?;
            Ok::<_, Box<dyn Error>>(())
        })?;
        times.push(took);
    }
    // As the stores, what is stored and not what the engine adds: 24 bytes a row.
    let bytes = 24 * work.entries;
    let (load, _) = time(|| {
        let read = redb::ReadableDatabase::begin_read(&database)?;
        let table = read.open_table(ROWS)?;
        let rows = table.range((0, 0)..=(0, u64::MAX))?;
        let mut map = Ordered::new();
        for row in rows {
            let (key, value) = row?;
            map.insert(key.value().1, value.value());
        }
        Ok::<_, Box<dyn Error>>(map)
    })?;
    Ok(vec![
        ("save, one edit, median", show(median(&mut times))),
        ("bytes, each further version", bytes.to_string()),
        ("bytes, all", (bytes * work.versions).to_string()),
        ("load", show(load)),
    ])
}

fn time<T, E>(work: impl FnOnce() -> Result<T, E>) -> Result<(Duration, T), E> {
    let start = Instant::now();
    let value = work()?;
    Ok((start.elapsed(), value))
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn show(time: Duration) -> String {
    format!("{time:.1?}")
}

/// The most memory that this process has had, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "not known".into(), |peak| peak.trim().into())
}
