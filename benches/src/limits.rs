//! How far rows may be from the best peer: `docs/limits.toml`, which is printed by `limits` from what a run found.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use serde::Deserialize;

use crate::comparison::{hasty_row, judge, noisy};
use crate::element::Kind;
use crate::goals::Goals;
use crate::rounds::Row;
use crate::shape::Shape;

const FILE: &str = include_str!("../../docs/limits.toml");

/// What a row may be worse than it was, so that nothing slips back unseen.
const MARGIN: f64 = 1.1;

/// What is said above the limits.
const HEAD: &str = "\
# How much of the best peer's time, or bytes, a row may take: what was reached, and a tenth more, but no more than the
# peer's where that was reached. `compare --check` fails above it. Printed from the figures of a full run by
#
#     cargo run --release -p benches -- compare map vec tree --json full.json
#     cargo run --release -p benches -- limits full.json > docs/limits.toml
";

/// The limits of an operation by kind, and by size in digits.
type OfOperation = BTreeMap<Kind, BTreeMap<String, f64>>;

/// The limits of all rows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Limits(BTreeMap<Shape, BTreeMap<String, OfOperation>>);

impl Limits {
    /// Returns the limits of `docs/limits.toml`.
    ///
    /// # Panics
    ///
    /// If the file is not as it should be, which a test would have seen.
    pub fn load() -> Self {
        toml::from_str(FILE).expect("docs/limits.toml")
    }

    /// Returns limits that rows keep. Those with too few rounds, or with medians far from their minima, get none.
    pub fn reached(goals: &Goals, rows: &[Row]) -> Self {
        let mut limits = BTreeMap::<Shape, BTreeMap<String, OfOperation>>::new();
        for row in rows.iter().filter(|row| !hasty_row(row) && !noisy(goals, row)) {
            let Some(ratio) = judge(goals, row).minima.peer else { continue };
            let of_shape = limits.entry(row.shape).or_default();
            let of_op = of_shape.entry(row.op.clone()).or_default();
            of_op.entry(row.kind).or_default().insert(row.size.to_string(), limit(ratio));
        }
        Self(limits)
    }

    /// Returns the limit of a row, if it has one.
    pub fn of(&self, row: &Row) -> Option<f64> {
        self.0.get(&row.shape)?.get(&row.op)?.get(&row.kind)?.get(&row.size.to_string()).copied()
    }

    /// Returns the rows that are over their limits by more than noise, a line each. Those that are noisy themselves, or
    /// had too few rounds, are left out.
    pub fn slipped(&self, goals: &Goals, rows: &[Row]) -> Vec<String> {
        let rows = rows.iter().filter(|row| !hasty_row(row) && !noisy(goals, row));
        let lines = rows.filter_map(|row| {
            let (limit, ratio) = (self.of(row)?, judge(goals, row).minima.peer?);
            let Row { shape, op, size, kind, .. } = row;
            (ratio > limit * (1.0 + goals.noise)).then(|| {
                format!(
                    "{shape} {op} at {size} {kind}: {ratio:.2} of the best peer's, limit {limit}"
                )
            })
        });
        lines.collect()
    }
}

/// Returns the limit of a row that has reached a ratio: of two decimals, rounded up.
fn limit(ratio: f64) -> f64 {
    let with_margin = if ratio <= 1.0 { (MARGIN * ratio).min(1.0) } else { MARGIN * ratio };
    // What is left of a product that has no more decimals is no reason to round up.
    (100.0 * with_margin - 1e-9).ceil() / 100.0
}

/// As the file has them: a line for an operation and a kind, sizes in order.
impl Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEAD)?;
        for (shape, operations) in &self.0 {
            writeln!(f, "\n[{shape}]")?;
            for (op, kinds) in operations {
                for (kind, sizes) in kinds {
                    let mut sizes: Vec<_> = sizes.iter().collect();
                    sizes.sort_by_key(|(size, _)| (size.len(), size.as_str()));
                    let limits: Vec<_> =
                        sizes.iter().map(|(size, limit)| format!("{size} = {limit}")).collect();
                    writeln!(f, "\"{op}\".{kind} = {{ {} }}", limits.join(", "))?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounds::Figure;
    use crate::work::descriptions;

    fn row(figures: &[(&str, f64, f64)]) -> Row {
        let figures = figures.iter().map(|&(name, minimum, median)| {
            (name.to_owned(), Some(Figure { minimum, median, rounds: 9 }))
        });
        Row {
            shape: Shape::Map,
            kind: Kind::U64,
            size: 1000,
            op: "get/miss".to_owned(),
            bytes: false,
            figures: figures.collect(),
        }
    }

    const PEERS: [(&str, f64, f64); 2] = [("imbl", 100.0, 110.0), ("rpds", 130.0, 900.0)];

    fn with(ours: f64) -> Row {
        row(&[&[("cow", ours, ours)][..], &PEERS].concat())
    }

    #[test]
    fn the_file_is_as_it_would_be_printed_and_names_operations_that_exist() {
        let limits = Limits::load();
        assert_eq!(limits.to_string(), FILE);
        for (shape, operations) in &limits.0 {
            for op in operations.keys() {
                assert!(descriptions(*shape).iter().any(|known| known.key == op), "{shape}/{op}");
            }
        }
    }

    #[test]
    fn a_limit_is_a_tenth_above_what_was_reached_but_not_above_the_peer() {
        let of = |ours| Limits::reached(&Goals::load(), &[with(ours)]).of(&with(ours));
        assert_eq!([of(50.0), of(60.6)], [Some(0.55), Some(0.67)]);
        assert_eq!([of(95.0), of(100.0), of(120.0)], [Some(1.0), Some(1.0), Some(1.32)]);
        assert_eq!(Limits::reached(&Goals::load(), &[row(&PEERS)]).of(&with(1.0)), None);
    }

    #[test]
    fn rows_that_slip_are_named_unless_they_are_noisy() {
        let goals = Goals::load();
        let limits = Limits::reached(&goals, &[with(100.0)]);
        let slipped = |rows: &[Row]| limits.slipped(&goals, rows);
        assert_eq!(slipped(&[with(109.0)]), [""; 0]);
        let slow = slipped(&[with(120.0), with(90.0)]);
        assert_eq!(slow, ["map get/miss at 1000 u64: 1.20 of the best peer's, limit 1"]);
        let noisy_ours = row(&[("cow", 120.0, 190.0), PEERS[0]]);
        let noisy_peer = row(&[("cow", 120.0, 120.0), ("imbl", 100.0, 151.0)]);
        assert!(noisy(&goals, &noisy_ours) && noisy(&goals, &noisy_peer));
        assert!(!noisy(&goals, &with(100.0)));
        assert_eq!(slipped(&[noisy_ours, noisy_peer]), [""; 0]);
        let mut hasty = with(120.0);
        hasty.figures[0].1.as_mut().unwrap().rounds = 2;
        assert_eq!(slipped(&[hasty]), [""; 0]);
        assert_eq!(Limits::reached(&goals, &[]).slipped(&goals, &[with(900.0)]), [""; 0]);
    }
}
