//! The tables of a comparison, and its goals.

use std::fmt::{self, Display};

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{Cell, CellAlignment, Table, TableComponent};
use demo::format::{count, counted, nanos};

use crate::element::Kind;
use crate::goals::{Goals, Ratios, Verdict};
use crate::rounds::{Figure, Row};
use crate::shape::Shape;
use crate::work::contenders;

/// All rows measured, against the goals.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The rows, those of one shape and kind together.
    pub rows: &'a [Row],
    /// What they are held against.
    pub goals: &'a Goals,
}

/// What the goals say about a row.
#[derive(Clone, Copy, Debug)]
pub struct Judged {
    /// Of minima.
    pub minima: Ratios,
    /// Of medians.
    pub medians: Ratios,
    /// `None` where there is no goal, or nothing to compare.
    pub verdict: Option<Verdict>,
}

/// Holds a row against its goals.
pub fn judge(goals: &Goals, row: &Row) -> Judged {
    let minimum = |name: &str| row.figure(name).map(|figure| figure.minimum);
    let median = |name: &str| row.figure(name).map(|figure| figure.median);
    let of_row = goals.of(row.shape, row.kind, row.size, &row.op);
    Judged {
        minima: goals.ratios(minimum),
        medians: goals.ratios(median),
        verdict: goals.verdict(of_row, minimum),
    }
}

impl Display for Comparison<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let same = |one: &Row, other: &Row| (one.shape, one.kind) == (other.shape, other.kind);
        for rows in self.rows.chunk_by(same) {
            self.part(f, rows[0].shape, rows[0].kind, rows)?;
        }
        self.summary(f)
    }
}

impl Comparison<'_> {
    fn part(
        &self,
        f: &mut fmt::Formatter<'_>,
        shape: Shape,
        kind: Kind,
        rows: &[Row],
    ) -> fmt::Result {
        let names = contenders(shape);
        let ours = names.contains(&self.goals.ours.as_str());
        writeln!(f, "{shape} of {kind}")?;
        let mut table = Table::new();
        table.load_preset(UTF8_HORIZONTAL_ONLY);
        table.remove_style(TableComponent::HorizontalLines);
        table.remove_style(TableComponent::MiddleIntersections);
        table.remove_style(TableComponent::LeftBorderIntersections);
        table.remove_style(TableComponent::RightBorderIntersections);
        let mut header = vec!["operation", "n"];
        header.extend(&names);
        if ours {
            header.extend(["/ std", "/ peer", "goal", "limit missed"]);
        }
        table.set_header(header);
        for column in table.column_iter_mut() {
            column.set_padding((0, 1));
        }
        for row in rows {
            let mut cells = vec![Cell::new(&row.op), right(count(row.size))];
            cells.extend(names.iter().map(|name| right(figure(row, row.figure(name)))));
            if ours {
                let Judged { minima, medians, verdict } = judge(self.goals, row);
                cells.push(right(ratios(minima.std, medians.std)));
                cells.push(right(ratios(minima.peer, medians.peer)));
                cells.push(Cell::new(verdict.map_or("", mark)));
                let noise = if noisy(self.goals, row) { "noisy " } else { "" };
                cells.push(Cell::new(format!("{noise}{}", missed(self.goals, row)).trim_end()));
            }
            table.add_row(cells);
        }
        writeln!(f, "{table}\n")?;
        if !ours {
            writeln!(f, "There is no {} among these yet.\n", self.goals.ours)?;
        }
        Ok(())
    }

    fn summary(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdicts = self.rows.iter().filter(|row| !hasty_row(row));
        let verdicts: Vec<_> = verdicts.filter_map(|row| judge(self.goals, row).verdict).collect();
        let number = |wanted| verdicts.iter().filter(|&&verdict| verdict == wanted).count();
        writeln!(
            f,
            "{} with a goal: {} reached the stretch, {} held the floor, {} missed it.",
            counted(verdicts.len(), "row"),
            count(number(Verdict::Stretch)),
            count(number(Verdict::Held)),
            count(number(Verdict::Missed)),
        )?;
        if let Some(hasty) = hasty(self.rows) {
            writeln!(f, "{hasty}")?;
        }
        writeln!(
            f,
            "Figures are minima over rounds (of quantiles: medians); ratios are of minima, and of medians in brackets.\n\
             peer: the fastest of {}. A dash: the contender cannot do it. noisy: a median over {} times the minimum.",
            self.goals.peers.join(", "),
            self.goals.spread,
        )
    }
}

/// Whether ours or the best peer's minimum is much less than the median: the machine did something else meanwhile.
pub fn noisy(goals: &Goals, row: &Row) -> bool {
    let peers = goals.peers.iter().filter_map(|peer| row.figure(peer));
    let peer = peers.min_by(|one, other| one.minimum.total_cmp(&other.minimum));
    let both = row.figure(&goals.ours).into_iter().chain(peer);
    both.into_iter().any(|figure| figure.median > goals.spread * figure.minimum)
}

/// Rounds without which a minimum says little.
const ENOUGH: usize = 3;

/// Returns `true` if a row has fewer rounds than it takes to say something.
pub fn hasty_row(row: &Row) -> bool {
    let figures = row.figures.iter().filter_map(|(_, figure)| figure.as_ref());
    !row.bytes && figures.map(|figure| figure.rounds).any(|rounds| rounds < ENOUGH)
}

/// Returns how many rows of times had too few rounds, in words. `None` if none had.
pub fn hasty(rows: &[Row]) -> Option<String> {
    let number = rows.iter().filter(|row| hasty_row(row)).count();
    let says = || {
        format!(
            "{} had fewer than {ENOUGH} rounds, which says little: not counted.",
            counted(number, "row")
        )
    };
    (number > 0).then(says)
}

fn right(text: impl ToString) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

/// Returns a verdict as it is printed.
pub fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Stretch => "stretch",
        Verdict::Held => "held",
        Verdict::Missed => "MISSED",
    }
}

/// Returns the limits of floors that a row does not keep.
pub fn missed(goals: &Goals, row: &Row) -> String {
    let minimum = |name: &str| row.figure(name).map(|figure| figure.minimum);
    let floors = goals.of(row.shape, row.kind, row.size, &row.op).map(|goal| &goal.floor);
    let broken = floors.flat_map(|floor| goals.broken(floor, minimum));
    let broken = broken.map(|(name, ratio, limit)| match name {
        "nanos" => format!("{} > {limit} ns", nanos(ratio)),
        "bytes" => format!("{ratio:.1} > {limit} B"),
        name => format!("{ratio:.2} > {limit} {name}"),
    });
    broken.collect::<Vec<_>>().join(", ")
}

/// Returns a figure as it is printed.
pub fn figure(row: &Row, figure: Option<Figure>) -> String {
    match figure {
        None => "-".to_owned(),
        Some(figure) if row.bytes => format!("{:.1} B", figure.minimum),
        Some(figure) => nanos(figure.minimum),
    }
}

/// Ratios as they are printed.
pub fn ratios(minima: Option<f64>, medians: Option<f64>) -> String {
    let one = |ratio: f64| if ratio < 0.1 { format!("{ratio:.3}") } else { format!("{ratio:.2}") };
    match (minima, medians) {
        (Some(minima), Some(medians)) => format!("{} ({})", one(minima), one(medians)),
        _ => "-".to_owned(),
    }
}
