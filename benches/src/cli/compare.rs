//! `compare`: all contenders side by side.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum, value_parser};

use super::{Bar, Failure};
use crate::comparison::Comparison;
use crate::element::Kind;
use crate::format::count;
use crate::goals::Goals;
use crate::interrupt;
use crate::lanes::{Site, apart};
use crate::output::Draft;
use crate::results::{Origin, Results};
use crate::rounds::{Plan, Row, measure};
use crate::shape::Shape;
use crate::snapshots::Watch;
use crate::work::descriptions;

const SIZES: [u32; 7] = [10, 1_000, 20_000, 100_000, 200_000, 400_000, 1_000_000];
const QUICK_SIZES: [u32; 3] = [10, 1_000, 100_000];

#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// What to compare [default: all]
    #[arg(value_enum)]
    shapes: Vec<Shape>,

    /// Numbers of elements [default: 10 to 1000000 in seven steps; with --quick in three, to 100000]
    #[arg(long, value_name = "N", value_delimiter = ',')]
    #[arg(value_parser = value_parser!(u32).range(1..=10_000_000))]
    sizes: Vec<u32>,

    /// Operations: whole keys as in `insert/shared`, or their first parts as in `insert` [default: all]
    #[arg(long, value_name = "OP", value_delimiter = ',')]
    ops: Vec<String>,

    /// Elements and keys [default: all]
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',')]
    kinds: Vec<Kind>,

    /// Fewer sizes and rounds: all shapes in three minutes
    #[arg(long)]
    quick: bool,

    /// Exactly so many rounds of each operation, however long they take
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..=10_000))]
    rounds: Option<u32>,

    /// Write all figures to this file, as CSV
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,

    /// Write all figures and where they come from to this file, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl CompareArgs {
    fn shapes(&self) -> Vec<Shape> {
        or_all(&self.shapes)
    }

    fn kinds(&self) -> Vec<Kind> {
        or_all(&self.kinds)
    }

    fn sizes(&self) -> Vec<usize> {
        let sizes = match (self.sizes.as_slice(), self.quick) {
            ([], true) => &QUICK_SIZES[..],
            ([], false) => &SIZES,
            (sizes, _) => sizes,
        };
        sizes.iter().map(|&size| size as usize).collect()
    }

    fn plan(&self) -> Plan {
        let (least, most, millis) = match (self.rounds, self.quick) {
            (Some(rounds), _) => (rounds as usize, rounds as usize, 0),
            (None, true) => (3, 15, 100),
            (None, false) => (5, 50, 500),
        };
        Plan { least, most, budget: Duration::from_millis(millis) }
    }

    fn wants(&self, key: &str) -> bool {
        self.ops.is_empty() || self.ops.iter().any(|op| names(op, key))
    }
}

fn or_all<T: ValueEnum>(chosen: &[T]) -> Vec<T> {
    if chosen.is_empty() { T::value_variants().to_vec() } else { chosen.to_vec() }
}

/// Whether an argument names an operation, by its key or the first part of it.
fn names(op: &str, key: &str) -> bool {
    key == op || key.split_once('/').is_some_and(|(first, _)| first == op)
}

pub(super) fn compare(args: &CompareArgs) -> Result<(), Failure> {
    let shapes = args.shapes();
    for op in &args.ops {
        let known = |shape: &Shape| descriptions(*shape).iter().any(|one| names(op, one.key));
        if !shapes.iter().any(known) {
            return Err(Failure::UnknownOperation { op: op.clone(), known: keys(&shapes) });
        }
    }
    let [csv, json] =
        [&args.csv, &args.json].map(|path| path.as_deref().map(Draft::new).transpose());
    let (csv, json) = (csv?, json?);
    interrupt::listen();
    let rows = rows(args, &shapes)?;
    let results = Results { origin: Origin::here(), interrupted: interrupt::asked(), rows };
    print(&results, &shapes)?;
    if let Some(csv) = csv {
        csv.finish(&results.csv()?)?;
    }
    if let Some(json) = json {
        json.finish(results.json().as_bytes())?;
    }
    Ok(())
}

fn print(results: &Results, shapes: &[Shape]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    if results.interrupted {
        writeln!(out, "Interrupted: these are the rows measured until then.\n")?;
    }
    write!(out, "{}", Comparison { rows: &results.rows, goals: &Goals::load() })?;
    if shapes.iter().any(|&shape| apart(shape)) {
        writeln!(out, "tree: each contender in a process of its own, rounds interleaved.")?;
    }
    out.flush()?;
    Ok(())
}

fn rows(args: &CompareArgs, shapes: &[Shape]) -> Result<Vec<Row>, Failure> {
    let bar = Bar::new();
    let mut rows = Vec::new();
    for &shape in shapes {
        let ops = descriptions(shape).iter().filter(|one| args.wants(one.key)).count();
        for kind in args.kinds() {
            for size in args.sizes() {
                if interrupt::asked() || ops == 0 {
                    continue;
                }
                bar.begin(&format!("{shape} of {} {kind}", count(size)), ops);
                let site = Site { shape, kind, size };
                measure(
                    site,
                    args.plan(),
                    |key| args.wants(key),
                    |row| {
                        rows.push(row.clone());
                        bar.step();
                    },
                )?;
            }
        }
    }
    bar.finish();
    // One table per shape and kind: by operation, then by size.
    let place = |row: &Row| descriptions(row.shape).iter().position(|one| one.key == row.op);
    rows.sort_by_key(|row| (row.shape, row.kind, place(row), row.size));
    Ok(rows)
}

fn keys(shapes: &[Shape]) -> String {
    let mut keys: Vec<_> =
        shapes.iter().flat_map(|&shape| descriptions(shape)).map(|one| one.key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.join(", ")
}
