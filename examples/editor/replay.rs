//! A history replayed with every version kept, by several kinds of document.

use crate::trace::{Edit, Trace};
use cow_vec::CowVec;
use examples::{bytes, count, held_bytes, progress, table, time};
use ropey::Rope;
use serde::Serialize;
use std::io::{self, Write};
use std::time::Instant;

/// Versions are kept until they hold so many bytes: what one costs is known then.
const MOST_BYTES: usize = 1 << 30;

/// How many versions there are from one look at their bytes to the next.
const STEP: usize = 64;

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    name: &'static str,
    /// How many were kept.
    versions: usize,
    /// For a clone and an edit.
    ns_per_edit: f64,
    bytes_per_version: f64,
    /// For an edit, when only the last version is kept.
    ns_without_keeping: f64,
    /// Whether the last version was what the history says.
    agrees: bool,
}

/// A text that can be edited.
trait Document: Clone {
    fn new(text: &str) -> Self;

    fn edit(&mut self, edit: &Edit);

    fn text(&self) -> String;
}

pub(crate) fn all(trace: &Trace) -> Vec<Row> {
    let bar = progress(4, "replaying");
    let rows = vec![
        run::<CowVec<char>>("CowVec<char>", trace),
        run::<Rope>("ropey", trace),
        run::<imbl::Vector<char>>("imbl::Vector<char>", trace),
        run::<String>("String, whole copies", trace),
    ];
    bar.finish_and_clear();
    rows
}

fn run<D: Document>(name: &'static str, trace: &Trace) -> Row {
    let mut versions: Vec<D> = Vec::with_capacity(trace.edits.len() + 1);
    versions.push(D::new(&trace.start));
    let before = held_bytes();
    let start = Instant::now();
    for edits in trace.edits.chunks(STEP) {
        for edit in edits {
            let mut next = versions[versions.len() - 1].clone();
            next.edit(edit);
            versions.push(next);
        }
        if held_bytes().saturating_sub(before) > MOST_BYTES {
            break;
        }
    }
    let kept = versions.len() - 1;
    let per_edit = |total: f64| total / kept.max(1) as f64;
    let ns_per_edit = per_edit(start.elapsed().as_nanos() as f64);
    let bytes_per_version = per_edit(held_bytes().saturating_sub(before) as f64);
    drop(versions);

    let mut document = D::new(&trace.start);
    let start = Instant::now();
    trace.edits.iter().for_each(|edit| document.edit(edit));
    let ns_without_keeping = start.elapsed().as_nanos() as f64 / trace.edits.len().max(1) as f64;
    let agrees = document.text() == trace.end;
    Row { name, versions: kept, ns_per_edit, bytes_per_version, ns_without_keeping, agrees }
}

pub(crate) fn write(rows: &[Row], trace: &Trace, out: &mut impl Write) -> io::Result<()> {
    let [edits, letters] = [trace.edits.len(), trace.end.chars().count()].map(|n| count(n as u64));
    writeln!(
        out,
        "{edits} edits, {letters} characters at the end; every version kept, up to {}:\n",
        bytes(MOST_BYTES as u64)
    )?;
    let titles =
        ["document", "versions", "time per edit", "bytes per version", "without keeping", "text"];
    let mut table = table(1, titles);
    for row in rows {
        table.add_row([
            row.name.to_owned(),
            count(row.versions as u64),
            time(row.ns_per_edit),
            bytes(row.bytes_per_version as u64),
            time(row.ns_without_keeping),
            if row.agrees { "same" } else { "DIFFERS" }.to_owned(),
        ]);
    }
    writeln!(out, "{table}")
}

/// One character by `insert` and `remove`, more by `splice`: as one would write it for a `Vec`.
macro_rules! edit_vector {
    ($self:ident, $edit:ident) => {{
        let Edit { at, removed, inserted } = $edit;
        let mut letters = inserted.chars();
        match (removed, letters.next(), letters.next()) {
            (0, Some(letter), None) => $self.insert(*at, letter),
            (1, None, _) => drop($self.remove(*at)),
            _ => return $self.replace(*at, *removed, inserted),
        }
    }};
}

trait Replace {
    fn replace(&mut self, at: usize, removed: usize, inserted: &str);
}

impl Replace for CowVec<char> {
    fn replace(&mut self, at: usize, removed: usize, inserted: &str) {
        self.splice(at..at + removed, inserted.chars());
    }
}

impl Replace for imbl::Vector<char> {
    fn replace(&mut self, at: usize, removed: usize, inserted: &str) {
        let right = self.split_off(at + removed);
        self.truncate(at);
        self.extend(inserted.chars());
        self.append(right);
    }
}

impl Document for CowVec<char> {
    fn new(text: &str) -> Self {
        text.chars().collect()
    }

    fn edit(&mut self, edit: &Edit) {
        edit_vector!(self, edit);
    }

    fn text(&self) -> String {
        self.iter().collect()
    }
}

impl Document for imbl::Vector<char> {
    fn new(text: &str) -> Self {
        text.chars().collect()
    }

    fn edit(&mut self, edit: &Edit) {
        edit_vector!(self, edit);
    }

    fn text(&self) -> String {
        self.iter().collect()
    }
}

impl Document for Rope {
    fn new(text: &str) -> Self {
        Self::from_str(text)
    }

    fn edit(&mut self, edit: &Edit) {
        if edit.removed > 0 {
            self.remove(edit.at..edit.at + edit.removed);
        }
        if !edit.inserted.is_empty() {
            self.insert(edit.at, &edit.inserted);
        }
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

impl Document for String {
    fn new(text: &str) -> Self {
        text.to_owned()
    }

    fn edit(&mut self, edit: &Edit) {
        let byte = |text: &str, letters| {
            text.char_indices().nth(letters).map_or(text.len(), |(byte, _)| byte)
        };
        let from = byte(self, edit.at);
        let to = from + byte(&self[from..], edit.removed);
        self.replace_range(from..to, &edit.inserted);
    }

    fn text(&self) -> String {
        self.clone()
    }
}
