//! `break-even` and `memory`: a collection that goes on being edited while snapshots are taken.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, value_parser};
use demo::format::count;
use demo::progress::{Bar, Watch};

use super::files::{FileArgs, Files, say_written};
use super::{Failure, distinct};
use crate::break_even::{self, BreakEven, Point};
use crate::element::Kind;
use crate::interrupt;
use crate::memory::{self, Holding, Memory};
use crate::output::Draft;
use crate::report::picture_of_steps;
use crate::results::Findings;
use crate::rounds::Stopped;
use crate::shape::Shape;

const SIZES: [u32; 7] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

#[derive(Debug, Default, Args)]
pub(super) struct VersionsArgs {
    /// What to measure: map, vec or tree [default: all three]
    #[arg(value_parser = versioned())]
    shapes: Vec<Shape>,

    /// Numbers of elements [default: 1, 10, 100, and so on to 1000000]
    #[arg(long, value_name = "N", value_delimiter = ',')]
    #[arg(value_parser = value_parser!(u32).range(1..=10_000_000))]
    sizes: Vec<u32>,

    /// Elements and keys [default: all]
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',')]
    kinds: Vec<Kind>,

    /// Rounds of each step, of which the fastest counts
    ///
    /// By default 5; with --quick 2, and sizes to 100000.
    #[arg(long, value_name = "N")]
    #[arg(value_parser = value_parser!(u32).range(1..=10_000))]
    rounds: Option<u32>,

    /// Fewer sizes and rounds
    #[arg(long)]
    quick: bool,

    #[command(flatten)]
    files: FileArgs,
}

#[derive(Debug, Args)]
pub(super) struct BreakEvenArgs {
    #[command(flatten)]
    versions: VersionsArgs,

    /// Write a picture of a snapshot and one edit against the number of elements to this file, as SVG
    ///
    /// Of the shape and the kind of elements that are measured first.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// Returns the shapes that have versions of their own: those of a box or a cell are its value's.
fn versioned() -> impl TypedValueParser<Value = Shape> {
    let named = |name: String| Shape::from_str(&name, false).expect("one of the possible values");
    PossibleValuesParser::new(["map", "vec", "tree"]).map(named)
}

impl VersionsArgs {
    /// With nothing chosen.
    pub(super) fn all(quick: bool) -> Self {
        Self { quick, ..Self::default() }
    }

    fn shapes(&self) -> Vec<Shape> {
        match self.shapes.as_slice() {
            [] => vec![Shape::Map, Shape::Vec, Shape::Tree],
            shapes => distinct(shapes),
        }
    }

    fn kinds(&self) -> Vec<Kind> {
        distinct(if self.kinds.is_empty() { Kind::value_variants() } else { &self.kinds })
    }

    fn sizes(&self) -> Vec<u32> {
        distinct(match (self.sizes.as_slice(), self.quick) {
            ([], true) => &SIZES[..SIZES.len() - 1],
            ([], false) => &SIZES,
            (sizes, _) => sizes,
        })
    }

    fn rounds(&self) -> usize {
        self.rounds.unwrap_or(if self.quick { 2 } else { 5 }) as usize
    }
}

pub(super) fn break_even(args: &BreakEvenArgs) -> Result<(), Failure> {
    let BreakEvenArgs { versions: args, svg } = args;
    let files = begin(args)?;
    let svg = svg.as_deref().map(Draft::new).transpose()?;
    let points = find_break_even(args)?;
    if let Some((draft, picture)) = svg.zip(picture_of_steps(&points)) {
        let path = draft.path().to_owned();
        draft.finish(picture.as_bytes())?;
        say_written(&path);
    }
    let site = |point: &Point| (point.shape, point.kind);
    let printed = print(&points, site, |points| BreakEven(points).to_string());
    files.finish(Findings { points, ..Findings::default() })?;
    printed
}

pub(super) fn memory(args: &VersionsArgs) -> Result<(), Failure> {
    let files = begin(args)?;
    let holdings = find_memory(args)?;
    let site = |one: &Holding| (one.shape, one.kind);
    let printed = print(&holdings, site, |holdings| Memory(holdings).to_string());
    files.finish(Findings { holdings, ..Findings::default() })?;
    printed
}

pub(super) fn find_break_even(args: &VersionsArgs) -> Result<Vec<Point>, Failure> {
    let rounds = args.rounds();
    find(args, "break-even", |shape, kind, size| break_even::measure(shape, kind, size, rounds))
}

pub(super) fn find_memory(args: &VersionsArgs) -> Result<Vec<Holding>, Failure> {
    find(args, "memory", |shape, kind, size| Ok(memory::measure(shape, kind, size)))
}

fn begin(args: &VersionsArgs) -> Result<Files, Failure> {
    interrupt::listen();
    let files = args.files.begin()?;
    Ok(files)
}

/// Measures shape by shape, kind by kind and size by size.
fn find<T>(
    args: &VersionsArgs,
    what: &str,
    measure: impl Fn(Shape, Kind, usize) -> Result<Vec<T>, Stopped>,
) -> Result<Vec<T>, Failure> {
    let bar = Bar::new();
    bar.begin(what, args.shapes().len() * args.kinds().len() * args.sizes().len());
    let mut all = Vec::new();
    for shape in args.shapes() {
        for kind in args.kinds() {
            for size in args.sizes() {
                if interrupt::asked() {
                    continue;
                }
                bar.say(&format!("{what}, {shape} of {} {kind}", count(size as usize)));
                all.extend(measure(shape, kind, size as usize)?);
                bar.step();
            }
        }
    }
    bar.finish();
    Ok(all)
}

/// Prints what belongs to one shape and kind together.
fn print<T>(
    all: &[T],
    site: impl Fn(&T) -> (Shape, Kind),
    show: impl Fn(&[T]) -> String,
) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    super::say_if_in_doubt(&mut out)?;
    for part in all.chunk_by(|one, other| site(one) == site(other)) {
        write!(out, "{}", show(part))?;
    }
    Ok(out.flush()?)
}
