//! From which size on, and up to how many edits between two snapshots, clone-on-write beats a deep clone.

use std::fmt::{self, Display};

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{Cell, CellAlignment, Table};
use demo::format::count;
use fastrand::Rng;
use serde::{Deserialize, Serialize};

use crate::element::Kind;
use crate::interrupt;
use crate::rounds::Stopped;
use crate::shape::Shape;
use crate::versions::{Held, Versions, histories};

/// The contender that clones deeply, first of all.
const DEEP: &str = "std";

/// How much is edited between two snapshots.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub enum Share {
    /// One element.
    One,
    /// This part of all elements, in percent.
    Percent(f64),
}

/// The shares that are measured.
pub const SHARES: [Share; 7] = [
    Share::One,
    Share::Percent(0.1),
    Share::Percent(1.0),
    Share::Percent(5.0),
    Share::Percent(20.0),
    Share::Percent(50.0),
    Share::Percent(100.0),
];

impl Share {
    /// Returns the edits for a collection of `size`.
    fn edits(self, size: usize) -> usize {
        match self {
            Self::One => 1,
            Self::Percent(percent) => (size as f64 * percent / 100.0).round() as usize,
        }
    }

    /// Returns the shares that are measured for a collection of `size`, with their edits: those
    /// that make more edits than the share before.
    pub fn all(size: usize) -> impl Iterator<Item = (Self, usize)> {
        let mut before = 0;
        SHARES.into_iter().map(move |share| (share, share.edits(size))).filter(
            move |&(_, edits)| {
                let more = edits > before;
                before = before.max(edits);
                more
            },
        )
    }
}

impl Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One => f.pad("1 edit"),
            Self::Percent(percent) => f.pad(&format!("{percent} %")),
        }
    }
}

/// A contender's step: a snapshot, and so many edits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The shape.
    pub shape: Shape,
    /// The elements.
    pub kind: Kind,
    /// How many.
    pub size: usize,
    /// The edits between two snapshots, as a share.
    pub share: Share,
    /// The edits between two snapshots.
    pub edits: usize,
    /// The contender.
    pub contender: String,
    /// The least time of a step.
    pub nanos: f64,
    /// What a snapshot that is kept holds.
    pub held: Held,
}

/// Measures all shares on collections of one size, contenders in a new order each round.
///
/// # Errors
///
/// If contenders do not end up with the same content.
pub fn measure(
    shape: Shape,
    kind: Kind,
    size: usize,
    rounds: usize,
) -> Result<Vec<Point>, Stopped> {
    let mut all = histories(shape, kind, size);
    let mut points = Vec::new();
    let mut rng = Rng::with_seed(size as u64);
    for (share, edits) in Share::all(size) {
        if interrupt::asked() {
            break;
        }
        let op = format!("{shape}/{share}");
        // Not timed: whoever goes wrong is not measured at all.
        all.iter_mut().for_each(|one| _ = one.go_on(edits, 1));
        agree(&all, &op, size)?;

        let steps = (20_000 / (size + edits)).clamp(1, 1_000);
        let mut best = vec![f64::INFINITY; all.len()];
        let mut order: Vec<usize> = (0..all.len()).collect();
        for _ in 0..rounds {
            rng.shuffle(&mut order);
            for &i in &order {
                best[i] = best[i].min(all[i].go_on(edits, steps));
            }
        }
        for (one, nanos) in all.iter_mut().zip(best) {
            let held = one.keep(edits, if size > 10_000 { 2 } else { 16 });
            let contender = one.name().to_owned();
            points.push(Point { shape, kind, size, share, edits, contender, nanos, held });
        }
        agree(&all, &op, size)?;
    }
    Ok(points)
}

fn agree(all: &[Box<dyn Versions>], op: &str, size: usize) -> Result<(), Stopped> {
    let Some(first) = all.first() else { return Ok(()) };
    match all.iter().find(|one| one.digest() != first.digest()) {
        None => Ok(()),
        Some(other) => Err(Stopped::Disagreement {
            op: op.to_owned(),
            size,
            one: first.name().to_owned(),
            other: other.name().to_owned(),
        }),
    }
}

/// The tables of one shape and kind.
#[derive(Debug)]
pub struct BreakEven<'a>(pub &'a [Point]);

impl BreakEven<'_> {
    /// Returns all contenders, std first.
    pub fn contenders(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for point in self.0 {
            if !names.contains(&point.contender.as_str()) {
                names.push(&point.contender);
            }
        }
        names
    }

    /// Returns all sizes, in order.
    pub fn sizes(&self) -> Vec<usize> {
        let mut sizes: Vec<_> = self.0.iter().map(|point| point.size).collect();
        sizes.sort_unstable();
        sizes.dedup();
        sizes
    }

    /// Returns one figure: that of as many edits.
    pub fn point(&self, contender: &str, size: usize, share: Share) -> Option<&Point> {
        let edits = share.edits(size);
        self.0.iter().find(|point| {
            point.contender == contender && point.size == size && point.edits == edits
        })
    }

    /// Returns the deep clone's time divided by a contender's.
    pub fn faster(&self, contender: &str, size: usize, share: Share) -> Option<f64> {
        let deep = self.point(DEEP, size, share)?;
        Some(deep.nanos / self.point(contender, size, share)?.nanos)
    }

    /// Returns the same as it is printed: once, if several shares make as many edits.
    pub fn cell(&self, contender: &str, size: usize, share: Share) -> String {
        let first = Share::all(size).any(|(one, _)| one == share);
        let faster = self.faster(contender, size, share).filter(|_| first);
        faster.map(short).unwrap_or_default()
    }

    /// Returns the least size from which on a contender is faster at all sizes measured.
    pub fn from(&self, contender: &str, share: Share) -> Option<usize> {
        let sizes = self.sizes();
        let measured = sizes.into_iter().rev();
        let ratios = measured.filter_map(|size| Some((size, self.faster(contender, size, share)?)));
        ratios.take_while(|(_, faster)| *faster > 1.0).map(|(size, _)| size).last()
    }

    /// Returns the edits between two snapshots from which on a contender is no longer faster at one size: on a straight
    /// line between the logarithms of the shares before and after. `None` if it is faster at all that was
    /// measured, or at none.
    pub fn crossing(&self, contender: &str, size: usize) -> Option<f64> {
        let ratios: Vec<_> = Share::all(size)
            .filter_map(|(share, edits)| Some((edits as f64, self.faster(contender, size, share)?)))
            .collect();
        let pair = ratios.windows(2).find(|pair| pair[0].1 > 1.0 && pair[1].1 <= 1.0)?;
        Some(demo::verdict::crossing(pair[0], pair[1]))
    }

    /// Returns the break-even line of a contender, in words: of the shares that were measured.
    pub fn line(&self, contender: &str) -> String {
        let sizes = self.sizes();
        let measured = |share: &Share| {
            sizes.iter().any(|&size| self.faster(contender, size, *share).is_some())
        };
        let line = |share| match self.from(contender, share) {
            Some(size) => format!("{share}: from {} on", count(size)),
            None => format!("{share}: never"),
        };
        let shares: Vec<_> = SHARES.into_iter().filter(measured).map(line).collect();
        format!("{contender} pays between two snapshots with {}.", shares.join("; "))
    }
}

impl Display for BreakEven<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(first) = self.0.first() else { return Ok(()) };
        writeln!(
            f,
            "{} of {}: a snapshot and the edits to the next, times faster than by a deep clone\n",
            first.shape, first.kind
        )?;
        for name in self.contenders().into_iter().filter(|&name| name != DEEP) {
            let mut table = Table::new();
            table.load_preset(ASCII_MARKDOWN);
            let header = [name.to_owned()].into_iter();
            table.set_header(header.chain(SHARES.iter().map(ToString::to_string)));
            for size in self.sizes() {
                let cells = SHARES.map(|share| right(self.cell(name, size, share)));
                table.add_row([right(count(size))].into_iter().chain(cells));
            }
            writeln!(f, "{table}\n")?;
        }
        for name in self.contenders().into_iter().filter(|&name| name != DEEP) {
            writeln!(f, "{}", self.line(name))?;
        }
        writeln!(f)
    }
}

fn right(text: String) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

/// Returns a number of times, as it is printed.
fn short(faster: f64) -> String {
    match faster {
        ..9.95 => format!("{faster:.2}"),
        _ => count(faster.round() as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(contender: &str, size: usize, nanos: f64) -> Point {
        Point {
            shape: Shape::Map,
            kind: Kind::U64,
            size,
            share: Share::One,
            edits: 1,
            contender: contender.to_owned(),
            nanos,
            held: Held { bytes: 0.0, blocks: 0.0 },
        }
    }

    #[test]
    fn a_line_begins_where_all_larger_sizes_are_faster() {
        let times = |name, nanos: [f64; 4]| {
            [1, 10, 100, 1_000].into_iter().zip(nanos).map(move |(n, t)| point(name, n, t))
        };
        let of = |nanos| -> Vec<_> {
            times("std", [10.0, 20.0, 30.0, 40.0]).chain(times("cow", nanos)).collect()
        };
        let from = |nanos| BreakEven(&of(nanos)).from("cow", Share::One);
        assert_eq!(from([1.0; 4]), Some(1));
        assert_eq!(from([20.0; 4]), Some(100));
        assert_eq!(from([1.0, 1.0, 50.0, 1.0]), Some(1_000));
        assert_eq!(from([50.0; 4]), None);
        assert_eq!(BreakEven(&of([1.0; 4])).from("cow", Share::Percent(20.0)), None);
    }

    #[test]
    fn a_line_is_silent_about_what_was_not_measured() {
        let of = |cow| BreakEven(&[point("std", 9, 2.0), point("cow", 9, cow)]).line("cow");
        assert_eq!(of(1.0), "cow pays between two snapshots with 1 edit: from 9 on.");
        assert_eq!(of(3.0), "cow pays between two snapshots with 1 edit: never.");
    }

    #[test]
    fn who_does_not_agree_is_named() {
        let mut all = histories(Shape::Vec, Kind::U64, 20);
        all.retain(|one| ["std", "cow"].contains(&one.name()));
        assert!(agree(&all, "vec/1 edit", 20).is_ok());
        all[1].go_on(3, 1);
        let error = agree(&all, "vec/1 edit", 20).unwrap_err().to_string();
        assert_eq!(error, "vec/1 edit at 20: std and cow do not agree");
    }

    /// An edit is 5 % of ten elements, and 50 % of one.
    #[test]
    fn shares_of_as_many_edits_have_one_figure_and_one_cell() {
        let of = |size, share| {
            let points = [point("std", size, 6.0), point("cow", size, 2.0)];
            let all = BreakEven(&points);
            (all.from("cow", share), all.cell("cow", size, share))
        };
        assert_eq!(of(10, Share::One), (Some(10), "3.00".to_owned()));
        assert_eq!(of(10, Share::Percent(5.0)), (Some(10), String::new()));
        assert_eq!(of(10, Share::Percent(20.0)), (None, String::new()));
        assert_eq!(of(1, Share::Percent(50.0)), (Some(1), String::new()));
        assert_eq!(of(1, Share::Percent(20.0)), (None, String::new()));
    }

    #[test]
    fn no_number_of_edits_is_measured_twice() {
        let edits = |size| Share::all(size).map(|(_, edits)| edits).collect::<Vec<_>>();
        assert_eq!(edits(1), [1]);
        assert_eq!(edits(2), [1, 2]);
        assert_eq!(edits(10), [1, 2, 5, 10]);
        assert_eq!(edits(400), [1, 4, 20, 80, 200, 400]);
        assert_eq!(edits(1_000), [1, 10, 50, 200, 500, 1_000]);
        assert_eq!(edits(10_000), [1, 10, 100, 500, 2_000, 5_000, 10_000]);
        let shares: Vec<_> = Share::all(10).map(|(share, _)| share).collect();
        assert_eq!(shares[1], Share::Percent(20.0), "5 % are 1 edit too");
    }
}
