//! Records in batches: from CSV, and made for the demonstration.

use crate::Error;
use cow_core::CowBox;
use fastrand::Rng;
use std::io::Read;

/// The columns that name a record, joined.
pub(crate) type Key = CowBox<str>;

/// The other columns, as a line of CSV.
pub(crate) type Row = CowBox<str>;

/// The records that came at one time. A record whose key was there before corrects that one.
#[derive(Clone, Debug)]
pub(crate) struct Batch {
    /// What its rows have in the column of batches: a date, for instance.
    pub(crate) label: String,
    /// The line of its first row.
    pub(crate) line: u64,
    pub(crate) rows: Vec<(Key, Row)>,
}

/// Reads records in the order of their batches.
pub(crate) fn read(
    path: &str,
    csv: impl Read,
    keys: &[String],
    batch: &str,
) -> Result<Vec<Batch>, Error> {
    let mut reader = csv::Reader::from_reader(csv);
    let wrong = |error| Error::Csv { path: path.to_owned(), error };
    let titles = reader.headers().map_err(wrong)?.clone();
    let column = |name: &str| {
        let found = titles.iter().position(|title| title == name);
        found.ok_or_else(|| Error::NoColumn {
            path: path.to_owned(),
            name: name.to_owned(),
            titles: titles.iter().collect::<Vec<_>>().join(", "),
        })
    };
    let keys: Vec<usize> = keys.iter().map(|key| column(key)).collect::<Result<_, _>>()?;
    let batch = column(batch)?;

    let mut batches: Vec<Batch> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(wrong)?;
        let others = record.iter().enumerate().filter(|(i, _)| *i != batch && !keys.contains(i));
        let row =
            (fields(keys.iter().map(|&key| &record[key])), fields(others.map(|(_, text)| text)));
        match batches.last_mut() {
            Some(last) if last.label == record[batch] => last.rows.push(row),
            last => {
                let line = record.position().map_or(0, csv::Position::line);
                let next = Batch { label: record[batch].to_owned(), line, rows: vec![row] };
                let before = last.map(|last| last.label.as_str());
                in_order(path, before, &next)?;
                batches.push(next);
            }
        }
    }
    Ok(batches)
}

/// Refuses a batch that is not after the one before: what was known at its time could not be found again.
pub(crate) fn in_order(path: &str, before: Option<&str>, next: &Batch) -> Result<(), Error> {
    match before {
        Some(before) if before >= next.label.as_str() => Err(Error::Order {
            path: path.to_owned(),
            line: next.line,
            label: next.label.clone(),
            before: before.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Fields as a line of CSV.
fn fields<'a>(fields: impl Iterator<Item = &'a str>) -> CowBox<str> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    // Writing to memory cannot fail, and what a reader gives is UTF-8.
    let _ = writer.write_record(fields);
    let line = String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default();
    line.strip_suffix('\n').unwrap_or(&line).into()
}

/// Makes readings of stations: a batch a day, in which some days later 2 % are corrected. The same for the same arguments.
pub(crate) fn sample(days: u32, stations: u32) -> String {
    let mut rng = Rng::with_seed(11);
    let mut csv = String::from("station,day,received,celsius,state\n");
    for day in 0..days {
        for station in 0..stations {
            let season = f64::from(day % 365) / 365.0 * std::f64::consts::TAU;
            let celsius = 11.0 - 9.0 * season.cos() + rng.f64() * 6.0 - 3.0;
            csv += &format!("s{station:04},{day:04},{day:04},{celsius:.1},raw\n");
        }
        for _ in 0..stations / 50 {
            let late = day.saturating_sub(rng.u32(1..10));
            let (station, celsius) = (rng.u32(..stations), rng.f64() * 30.0);
            csv += &format!("s{station:04},{late:04},{day:04},{celsius:.1},corrected\n");
        }
    }
    csv
}
