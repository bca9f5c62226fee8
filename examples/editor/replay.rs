//! A history replayed with every version kept: a text beside ropey and whole strings.

use cow_text::CowText;
use examples::{bytes, count, held_bytes, progress, table, time};
use std::io::{self, Write};
use text_bench::replay::{MOST_BYTES, Phases, Row, Run, compare, run};
use text_bench::trace::Trace;

/// How often everything is measured; the shortest time counts.
const ROUNDS: u32 = 3;

pub(crate) fn all(trace: &Trace) -> Vec<Row> {
    let runs: [Run; 3] = [run::<CowText>, run::<ropey::Rope>, run::<String>];
    let bar = progress(runs.len() as u64, "replaying");
    let row = |run| {
        let replayed = compare(trace, &[run], ROUNDS, held_bytes, Phases::Both);
        bar.inc(1);
        replayed.ropes
    };
    let rows = runs.into_iter().flat_map(row).collect();
    bar.finish_and_clear();
    rows
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
        let kept = row.kept.map(|kept| {
            let (versions, size) = (kept.versions as u64, kept.bytes_per_version as u64);
            [count(versions), time(kept.ns_per_edit), bytes(size)]
        });
        let [versions, per_edit, size] = kept.unwrap_or_else(|| ["-", "-", "-"].map(str::to_owned));
        table.add_row([
            row.name.clone(),
            versions,
            per_edit,
            size,
            time(row.ns_without_keeping),
            if row.agrees { "same" } else { "DIFFERS" }.to_owned(),
        ]);
    }
    writeln!(out, "{table}")
}
