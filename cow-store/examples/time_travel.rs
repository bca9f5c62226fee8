//! A table that remembers: takes a CSV in batches, answers as of earlier batches, and tells what each has changed.
//!
//! ```sh
//! cargo run -p cow-collections-store --example time_travel [FILE.csv [STORE.redb [ROWS_PER_BATCH]]]
//! ```
//! The first column of the CSV is the key; a row with a known key replaces the row before. Without arguments it takes some
//! temperatures, five rows at a time, and a store that is deleted in the end.

use cow_store::backend::Redb;
use cow_store::{Change, Publish, Store, VersionId, View};
use cow_tree::CowTreeMap;
use std::error::Error;

/// The rows, by their first column.
type Table = CowTreeMap<String, Vec<String>>;

const READINGS: &str = "\
city,temperature,hour
Oslo,-3,6
Quito,14,6
Cairo,19,6
Lima,21,6
Perth,25,6
Oslo,1,9
Cairo,24,9
Nairobi,18,9
Lima,22,9
Perth,31,9
Oslo,4,12
Quito,17,12
Cairo,29,12
Nairobi,23,12
Perth,34,12
";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let text = match arguments.next() {
        Some(file) => std::fs::read_to_string(file)?,
        None => READINGS.to_owned(),
    };
    let folder = tempfile::tempdir()?;
    let path = arguments.next().map_or_else(|| folder.path().join("store.redb"), Into::into);
    let rows: usize = arguments.next().map_or(Ok(5), |rows| rows.parse())?;
    let store = Store::open(Redb::open(path)?)?;

    let versions = ingest(&store, &text, rows)?;
    if let (Some(first), Some(last)) = (versions.first(), versions.last()) {
        as_of(&store, &versions)?;
        feed(&store, *first, *last)?;
    }
    let stats = store.stats(|_, _| ())?;
    println!(
        "\n{} versions take {} bytes; written whole they would take {}",
        stats.versions, stats.bytes, stats.unshared_bytes
    );
    Ok(())
}

/// Saves and publishes a version after each batch of rows.
fn ingest(store: &Store, text: &str, rows: usize) -> Result<Vec<VersionId>, Box<dyn Error>> {
    let mut current = store.current("table")?;
    let mut table: Table = current.map_or_else(|| Ok(Table::new()), |id| store.load(id))?;
    let mut versions = Vec::new();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
    for batch in records.chunks(rows.max(1)) {
        for record in batch {
            let mut fields = record.iter().map(str::to_owned);
            if let Some(key) = fields.next() {
                table.insert(key, fields.collect());
            }
        }
        let id = store.save(&table)?;
        match store.publish("table", current, id)? {
            Publish::Moved => println!("{id}: {} rows read, {} keys", batch.len(), table.len()),
            Publish::Conflict { .. } => return Err("somebody else writes to this table".into()),
        }
        current = Some(id);
        versions.push(id);
    }
    Ok(versions)
}

/// Asks each version for the row of one key, which reads a few nodes of it.
fn as_of(store: &Store, versions: &[VersionId]) -> Result<(), Box<dyn Error>> {
    let last: View<Table> = store.view(versions[versions.len() - 1])?;
    let Some(key) = last.range(..).next().transpose()?.map(|(key, _)| key) else { return Ok(()) };
    println!("\n{key}, as of");
    for id in versions.iter().take(10) {
        let view: View<Table> = store.view(*id)?;
        let row = view.get(&key)?.map_or_else(|| "not there".into(), |row| row.join(", "));
        println!("  {id}: {row}");
    }
    Ok(())
}

/// Prints what has changed between two versions, which reads what they do not share.
fn feed(store: &Store, old: VersionId, new: VersionId) -> Result<(), Box<dyn Error>> {
    println!("\nfrom {old} to {new}");
    let (old, new): (View<Table>, View<Table>) = (store.view(old)?, store.view(new)?);
    for change in old.diff(&new).take(20) {
        match change? {
            Change::Added(key, row) => println!("  + {key}: {}", row.join(", ")),
            Change::Removed(key, _) => println!("  - {key}"),
            Change::Changed(key, old, new) => {
                println!("  ~ {key}: {} -> {}", old.join(", "), new.join(", "));
            }
        }
    }
    Ok(())
}
