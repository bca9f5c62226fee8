//! `compare`: all contenders side by side.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum, value_parser};
use demo::format::count;
use demo::progress::{Bar, Watch};
use text_bench::replay::Replayed;

use super::files::FileArgs;
use super::{Failure, distinct};
use crate::budget::Budget;
use crate::comparison::Comparison;
use crate::element::Kind;
use crate::goals::Goals;
use crate::interrupt;
use crate::lanes::{Site, apart};
use crate::limits::Limits;
use crate::results::Findings;
use crate::rounds::{Row, measure};
use crate::shape::Shape;
use crate::texts::{self, Texts};
use crate::work::descriptions;

const SIZES: [u32; 7] = [10, 1_000, 20_000, 100_000, 200_000, 400_000, 1_000_000];
const QUICK_SIZES: [u32; 3] = [10, 1_000, 100_000];

/// What is compared: a shape, operation by operation, or texts on editing histories.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Subject {
    Shape(Shape),
    Text,
}

impl ValueEnum for Subject {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [Subject; 6] = [
            Subject::Shape(Shape::Map),
            Subject::Shape(Shape::Vec),
            Subject::Shape(Shape::Tree),
            Subject::Shape(Shape::Box),
            Subject::Shape(Shape::Cell),
            Subject::Text,
        ];
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Shape(shape) => shape.to_possible_value(),
            Self::Text => {
                Some(PossibleValue::new("text").help("Ropes on editing histories: `CowText`"))
            }
        }
    }
}

#[derive(Debug, Default, Args)]
pub(super) struct CompareArgs {
    /// What to compare [default: all; without text, if sizes, operations or kinds are chosen]
    #[arg(value_enum)]
    subjects: Vec<Subject>,

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

    /// Editing histories for text: traces as .json or .json.gz, or files of which git has the history
    ///
    /// By default those of the changelog and of the README, and one that is made up.
    #[arg(long, value_name = "FILE", value_delimiter = ',')]
    traces: Vec<PathBuf>,

    /// Fewer sizes and rounds: all shapes in three minutes
    #[arg(long)]
    quick: bool,

    /// Exactly so many rounds of each operation, however long they take
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..=10_000))]
    rounds: Option<u32>,

    /// Fail if a row is over its limit in docs/limits.toml by more than noise
    #[arg(long)]
    check: bool,

    #[command(flatten)]
    files: FileArgs,
}

impl CompareArgs {
    /// With nothing chosen.
    pub(super) fn all(quick: bool) -> Self {
        Self { quick, ..Self::default() }
    }

    fn shapes(&self) -> Vec<Shape> {
        let subjects = or_all(&self.subjects);
        let shapes = subjects.into_iter().filter_map(|subject| match subject {
            Subject::Shape(shape) => Some(shape),
            Subject::Text => None,
        });
        shapes.collect()
    }

    /// Returns whether texts are compared. They have no operations, sizes or kinds to be chosen.
    fn text(&self) -> bool {
        match self.subjects.as_slice() {
            [] => self.ops.is_empty() && self.sizes.is_empty() && self.kinds.is_empty(),
            subjects => subjects.contains(&Subject::Text),
        }
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
        distinct(sizes).into_iter().map(|size| size as usize).collect()
    }

    /// Returns the budget: part of the promised time is kept back for what cannot be cut short.
    fn budget(&self, rows: usize) -> Budget {
        match (self.rounds, self.quick) {
            (Some(rounds), _) => Budget::exactly(rounds as usize),
            (None, true) => Budget::new(Duration::from_secs(2 * 60), rows, 3, 15),
            (None, false) => Budget::new(Duration::from_secs(24 * 60), rows, 7, 50),
        }
    }

    fn selects(&self, key: &str) -> bool {
        self.ops.is_empty() || self.ops.iter().any(|op| names(op, key))
    }
}

fn or_all<T: ValueEnum + Copy + PartialEq>(chosen: &[T]) -> Vec<T> {
    distinct(if chosen.is_empty() { T::value_variants() } else { chosen })
}

/// Returns `true` if an argument names an operation, by its key or the first part of it.
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
    interrupt::listen();
    let files = args.files.begin()?;
    let texts = if args.text() { find_texts(args)? } else { Vec::new() };
    let rows = find(args, Duration::ZERO)?;
    // If the reader of the tables stops early, as `head` does, the files are written all the same.
    let printed = print(&rows, &shapes, &texts);
    let check = || Limits::load().slipped(&Goals::load(), &rows);
    let slipped = if args.check { check() } else { Vec::new() };
    files.finish(Findings { rows, texts, ..Findings::default() })?;
    printed?;
    if slipped.is_empty() { Ok(()) } else { Err(Failure::Slipped(slipped)) }
}

fn print(rows: &[Row], shapes: &[Shape], texts: &[Replayed]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    super::say_if_in_doubt(&mut out)?;
    write!(out, "{}", Texts(texts))?;
    if !shapes.is_empty() {
        write!(out, "{}", Comparison { rows, goals: &Goals::load() })?;
    }
    if shapes.iter().any(|&shape| apart(shape)) {
        writeln!(out, "tree: each contender in a process of its own, rounds interleaved.")?;
    }
    out.flush()?;
    Ok(())
}

/// Replays the histories that are named, or without any those that ship with `text-bench` and a made-up one.
pub(super) fn find_texts(args: &CompareArgs) -> Result<Vec<Replayed>, Failure> {
    let histories = text_bench::histories(&args.traces, None)?;
    let bar = Bar::new();
    bar.begin("text", histories.len());
    let rounds = args.rounds.unwrap_or(if args.quick { 2 } else { 5 });
    let texts = texts::measure(&histories, rounds, || bar.step());
    bar.finish();
    Ok(texts)
}

/// Measures within the time that is promised, of which so much is spent.
pub(super) fn find(args: &CompareArgs, spent: Duration) -> Result<Vec<Row>, Failure> {
    let wanted = |shape| descriptions(shape).iter().filter(|one| args.selects(one.key)).count();
    let mut sites = Vec::new();
    for shape in args.shapes().into_iter().filter(|&shape| wanted(shape) > 0) {
        for kind in args.kinds() {
            sites.extend(args.sizes().into_iter().map(|size| Site { shape, kind, size }));
        }
    }
    let number = sites.iter().map(|site| wanted(site.shape)).sum();
    let mut budget = args.budget(number);
    budget.besides(spent);
    let bar = Bar::new();
    bar.begin("compare", number);
    let mut rows = Vec::new();
    for site in sites {
        if interrupt::asked() {
            break;
        }
        let Site { shape, kind, size } = site;
        bar.say(&format!("{shape} of {} {kind}", count(size)));
        let done = |row: &Row| {
            rows.push(row.clone());
            bar.step();
        };
        measure(site, &mut budget, |key| args.selects(key), done)?;
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
