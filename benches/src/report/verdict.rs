//! What the figures say, in three sentences.

use demo::format::count;
use maud::{Markup, html};

use crate::break_even::{BreakEven, Point, Share};
use crate::comparison::hasty_row;
use crate::element::Kind;
use crate::real::Outcome;
use crate::results::Findings;
use crate::rounds::Row;
use crate::shape::Shape;

/// As many of the three sentences as there are figures for.
pub(super) fn verdict(findings: &Findings) -> Option<Markup> {
    let sentences =
        [snapshots(&findings.points), programs(&findings.programs), alone(&findings.rows)];
    let sentences: Vec<_> = sentences.into_iter().flatten().collect();
    let content = html! {
        @for sentence in &sentences { p.verdict { (sentence) } }
    };
    (!sentences.is_empty()).then_some(content)
}

/// Returns what a snapshot saves, from when on, and up to when: for maps of strings.
fn snapshots(points: &[Point]) -> Option<String> {
    let maps: Vec<_> = points
        .iter()
        .filter(|point| (point.shape, point.kind) == (Shape::Map, Kind::String))
        .cloned()
        .collect();
    let all = BreakEven(&maps);
    let size = *all.sizes().last()?;
    let faster = all.faster("cow", size, Share::One)?;
    let from = match all.from("cow", Share::One) {
        Some(from) => format!("it pays from {} elements on", count(from)),
        None => "it does not pay at the sizes measured".to_owned(),
    };
    let until = match all.crossing("cow", size) {
        Some(edits) => {
            format!("up to some {} edits between two snapshots", count(edits.round() as usize))
        }
        None if faster > 1.0 => "whatever the number of edits between two snapshots".to_owned(),
        None => "not even with one edit between two snapshots".to_owned(),
    };
    Some(format!(
        "With a snapshot after every edit, a CowMap of {} strings is {} times as fast as a HashMap that is \
         cloned; {from}, and at that size {until}.",
        count(size),
        times(faster),
    ))
}

/// Returns how the family does in whole programs.
fn programs(outcomes: &[Outcome]) -> Option<String> {
    let programs = outcomes.chunk_by(|one, other| one.program == other.program);
    let (mut faster, mut first) = (Vec::new(), 0);
    for all in programs {
        let of = |name| all.iter().find(|one| one.contender == name).and_then(|one| one.nanos);
        let Some((std, cow)) = of("std").zip(of("cow")) else { continue };
        faster.push(std / cow);
        let others = all.iter().filter(|one| !one.contender.starts_with("cow"));
        first += usize::from(others.filter_map(|one| one.nanos).all(|nanos| cow <= nanos));
    }
    let least = faster.iter().copied().reduce(f64::min)?;
    let most = faster.iter().copied().reduce(f64::max)?;
    Some(format!(
        "In {} whole programs that keep versions it is {} to {} times as fast as std, and the fastest of all \
         crates in {first}.",
        faster.len(),
        times(least),
        times(most),
    ))
}

/// Returns what it costs where nothing is cloned.
fn alone(rows: &[Row]) -> Option<String> {
    let largest = |op: &str| {
        let rows = rows.iter().filter(|row| {
            (row.shape, row.kind) == (Shape::Map, Kind::String) && row.op == op && !hasty_row(row)
        });
        let row = rows.max_by_key(|row| row.size)?;
        Some((row.size, row.figure("cow")?.minimum / row.figure("std")?.minimum))
    };
    let Some(((size, get), (_, write))) = largest("get/hit").zip(largest("overwrite/unique"))
    else {
        let measured = rows.iter().any(hasty_row);
        let unsure =
            "What it costs where nothing is ever cloned was not measured often enough to say.";
        return measured.then(|| unsure.to_owned());
    };
    Some(format!(
        "Where nothing is ever cloned it takes longer: {} times as long for a look-up among {} strings, {} times \
         for an overwrite.",
        times(get),
        count(size),
        times(write),
    ))
}

fn times(ratio: f64) -> String {
    match ratio {
        9.95.. => count(ratio.round() as usize),
        0.995.. => format!("{ratio:.1}"),
        _ => format!("{ratio:.2}"),
    }
}
