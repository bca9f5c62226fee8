//! What collections and their versions hold.

use std::fmt::{self, Display};

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{Cell, CellAlignment, Table};
use demo::format::{count, size as bytes};
use serde::{Deserialize, Serialize};

use crate::element::Kind;
use crate::shape::Shape;
use crate::versions::{Held, Versions, histories};

/// What a contender holds at one size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Holding {
    /// The shape.
    pub shape: Shape,
    /// The elements.
    pub kind: Kind,
    /// How many.
    pub size: usize,
    /// The contender.
    pub contender: String,
    /// The collection, built by insertions.
    pub built: Held,
    /// Each of 64 versions that are one edit apart; of 4 where there are more than 10,000 elements.
    pub apart_one: Held,
    /// Each of 4 versions that are an edit of every hundredth element apart, and one at least.
    pub apart_percent: Held,
    /// A version one edit from each neighbour: what is freed with it.
    pub alone: Held,
}

/// Measures all contenders.
pub fn measure(shape: Shape, kind: Kind, size: usize) -> Vec<Holding> {
    let all = histories(shape, kind, size);
    let holding = |mut one: Box<dyn Versions>| Holding {
        shape,
        kind,
        size,
        contender: one.name().to_owned(),
        built: one.built(),
        apart_one: one.keep(1, if size > 10_000 { 4 } else { 64 }),
        apart_percent: one.keep((size / 100).max(1), 4),
        alone: one.alone(1),
    };
    all.into_iter().map(holding).collect()
}

/// The columns of the tables.
pub const HEADER: [&str; 7] = [
    "n",
    "contender",
    "bytes per element",
    "blocks per element",
    "a version 1 edit on",
    "a version 1 % on",
    "one version alone",
];

impl Holding {
    /// Returns what stands in the columns.
    pub fn cells(&self) -> [String; 7] {
        let per = |number: f64| number / self.size as f64;
        let whole = |held: Held| bytes(held.bytes.max(0.0).round() as usize);
        [
            count(self.size),
            self.contender.clone(),
            format!("{:.1}", per(self.built.bytes)),
            format!("{:.3}", per(self.built.blocks)),
            whole(self.apart_one),
            whole(self.apart_percent),
            whole(self.alone),
        ]
    }
}

/// The table of one shape and kind.
#[derive(Debug)]
pub struct Memory<'a>(pub &'a [Holding]);

impl Display for Memory<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(first) = self.0.first() else { return Ok(()) };
        writeln!(f, "{} of {}: memory as malloc counts it\n", first.shape, first.kind)?;
        let mut table = Table::new();
        table.load_preset(ASCII_MARKDOWN);
        table.set_header(HEADER);
        for one in self.0 {
            let align = |at| if at == 1 { CellAlignment::Left } else { CellAlignment::Right };
            let cells = one.cells().into_iter().enumerate();
            table.add_row(cells.map(|(at, text)| Cell::new(text).set_alignment(align(at))));
        }
        writeln!(f, "{table}\n")
    }
}
