//! `break-even` and `memory`: a collection that goes on being edited while snapshots are taken.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum, value_parser};
use serde::Serialize;

use super::{Bar, Failure};
use crate::break_even::{self, BreakEven};
use crate::element::Kind;
use crate::interrupt;
use crate::memory::{self, Memory};
use crate::output::Draft;
use crate::results::Origin;
use crate::shape::Shape;
use crate::snapshots::Watch;

const SIZES: [u32; 7] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

#[derive(Debug, Args)]
pub(super) struct VersionsArgs {
    /// What to measure: map, vec or tree [default: all three]
    #[arg(value_enum)]
    shapes: Vec<Shape>,

    /// Numbers of elements [default: 1, 10, 100, and so on to 1000000]
    #[arg(long, value_name = "N", value_delimiter = ',')]
    #[arg(value_parser = value_parser!(u32).range(1..=10_000_000))]
    sizes: Vec<u32>,

    /// Elements and keys [default: all]
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',')]
    kinds: Vec<Kind>,

    /// Rounds of each step, of which the fastest counts
    #[arg(long, value_name = "N", default_value_t = 5)]
    #[arg(value_parser = value_parser!(u32).range(1..=10_000))]
    rounds: u32,

    /// Write all figures and where they come from to this file, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

pub(super) fn break_even(args: &VersionsArgs) -> Result<(), Failure> {
    let rounds = args.rounds as usize;
    let measure = |shape, kind, size| break_even::measure(shape, kind, size, rounds);
    run(args, measure, |points| BreakEven(points).to_string())
}

pub(super) fn memory(args: &VersionsArgs) -> Result<(), Failure> {
    let measure = |shape, kind, size| Ok(memory::measure(shape, kind, size));
    run(args, measure, |holdings| Memory(holdings).to_string())
}

#[derive(Serialize)]
struct Data<'a, T> {
    origin: Origin,
    interrupted: bool,
    figures: &'a [T],
}

/// Measures and prints shape by shape and kind by kind; writes the data in the end.
fn run<T: Serialize, D: Display>(
    args: &VersionsArgs,
    measure: impl Fn(Shape, Kind, usize) -> io::Result<Vec<T>>,
    show: impl Fn(&[T]) -> D,
) -> Result<(), Failure> {
    if args.shapes.contains(&Shape::Box) {
        return Err(Failure::NoVersions);
    }
    let shapes = match args.shapes.as_slice() {
        [] => &[Shape::Map, Shape::Vec, Shape::Tree],
        shapes => shapes,
    };
    let kinds = if args.kinds.is_empty() { Kind::value_variants() } else { &args.kinds };
    let sizes = if args.sizes.is_empty() { &SIZES[..] } else { &args.sizes };
    let json = args.json.as_deref().map(Draft::new).transpose()?;
    interrupt::listen();
    let mut all = Vec::new();
    for &shape in shapes {
        for &kind in kinds {
            let bar = Bar::new();
            bar.begin(&format!("{shape} of {kind}"), sizes.len());
            let first = all.len();
            for &size in sizes {
                if !interrupt::asked() {
                    all.extend(measure(shape, kind, size as usize)?);
                }
                bar.step();
            }
            bar.finish();
            write!(io::stdout(), "{}", show(&all[first..]))?;
        }
    }
    let mut out = io::stdout().lock();
    if interrupt::asked() {
        writeln!(out, "Interrupted: this is what was measured until then.")?;
    }
    out.flush()?;
    if let Some(json) = json {
        let data = Data { origin: Origin::here(), interrupted: interrupt::asked(), figures: &all };
        json.finish(&serde_json::to_vec_pretty(&data).map_err(io::Error::from)?)?;
    }
    Ok(())
}
