//! The operations, each against the number of elements, and what the goals say.

use demo::format::{count, counted};
use maud::{Markup, html};

use super::plot::{Line, Unit};
use super::{legend, plain, prose, table, text};
use crate::comparison::{Judged, figure as number, hasty, hasty_row, judge, mark, missed, ratios};
use crate::goals::{Goals, Verdict};
use crate::rounds::Row;
use crate::work::{contenders, descriptions};

/// Returns how many rows reached what, and those that missed it.
pub(super) fn goals(goals: &Goals, rows: &[Row]) -> Option<Markup> {
    let sure = rows.iter().filter(|row| !hasty_row(row));
    let judged: Vec<_> = sure.filter_map(|row| Some((row, judge(goals, row).verdict?))).collect();
    let of = |wanted| judged.iter().filter(|(_, verdict)| *verdict == wanted).count();
    let misses = judged.iter().filter(|(_, verdict)| *verdict == Verdict::Missed);
    let cells = misses.map(|(row, _)| {
        let site = format!("{} of {}", row.shape, row.kind);
        let words = [site, row.op.clone(), count(row.size), missed(goals, row)];
        words.map(text).to_vec()
    });
    let cells: Vec<_> = cells.collect();
    let content = html! {
        details {
            summary {
                (counted(judged.len(), "row")) " with a goal: "
                span.stretch { (count(of(Verdict::Stretch))) " reached the stretch" } ", "
                span.held { (count(of(Verdict::Held))) " held the floor" } ", "
                span.missed { (count(of(Verdict::Missed))) " missed it" } "."
            }
            p.soft {
                "A goal is a limit on the figure of " (goals.ours) " as a multiple of a contender's, both "
                "minima over rounds that take turns. " b { "peer" } " is the fastest of "
                (goals.peers.join(", ")) "."
            }
            @if let Some(hasty) = hasty(rows) {
                p { (hasty) }
            }
            @if !cells.is_empty() {
                (table(["", "operation", "n", "limit missed"].map(str::to_owned), &[0, 1, 3], cells))
            }
        }
    };
    (!rows.is_empty()).then_some(content)
}

/// Returns each collection's operations as small plots side by side, and as tables below them.
pub(super) fn operations(goals: &Goals, rows: &[Row]) -> Option<Markup> {
    let content = html! {
        p {
            "Time per unit, minimum over rounds, against the number of elements; less is better. "
            "A pale plot has rows of fewer than three rounds, which say little and count for nothing."
        }
        @for rows in rows.chunk_by(|one, other| one.shape == other.shape) {
            h3 { (title(&rows[0])) }
            @for rows in rows.chunk_by(|one, other| one.kind == other.kind) {
                (multiples(rows))
            }
            details {
                summary { "What is timed, and the figures as tables" }
                p.soft {
                    "Ratios are of minima, and of medians in brackets. A dash: the contender cannot do it. "
                    "Each line says what is inside the timed part and what is not."
                }
                @for description in descriptions(rows[0].shape) {
                    @let rows: Vec<_> = rows.iter().filter(|row| row.op == description.key).collect();
                    @if !rows.is_empty() {
                        p {
                            code { (description.key) } " "
                            (verdicts(goals, &rows)) " "
                            span.soft {
                                "per " (description.per) ": " (prose(description.timed))
                            }
                        }
                        (operation(goals, &rows))
                    }
                }
            }
        }
    };
    (!rows.is_empty()).then_some(content)
}

/// Returns all operations of one shape and kind, a small plot each, with one legend.
fn multiples(rows: &[Row]) -> Markup {
    let names = contenders(rows[0].shape);
    html! {
        p { b { (rows[0].kind) } (legend(&names)) }
        div.multiples {
            @for description in descriptions(rows[0].shape) {
                @let rows: Vec<_> = rows.iter().filter(|row| row.op == description.key).collect();
                @if !rows.is_empty() {
                    div.hasty[rows.iter().all(|row| hasty_row(row))] {
                        (plain(description.key, "elements", unit(rows[0]), &lines(&names, &rows)))
                    }
                }
            }
        }
    }
}

fn unit(row: &Row) -> Unit {
    if row.bytes { Unit::Bytes } else { Unit::Nanos }
}

fn title(row: &Row) -> String {
    match row.shape.to_string().as_str() {
        "map" => "Hash maps".to_owned(),
        "vec" => "Vectors".to_owned(),
        "tree" => "Ordered maps".to_owned(),
        "box" => "One shared value".to_owned(),
        _ => "Maps that threads share".to_owned(),
    }
}

/// Returns how many of an operation's rows reached what.
fn verdicts(goals: &Goals, rows: &[&Row]) -> Markup {
    let all: Vec<_> = rows
        .iter()
        .filter(|row| !hasty_row(row))
        .filter_map(|row| judge(goals, row).verdict)
        .collect();
    html! {
        @for verdict in [Verdict::Stretch, Verdict::Held, Verdict::Missed] {
            @let number = all.iter().filter(|&&one| one == verdict).count();
            @if number > 0 {
                span class=(class(verdict)) { (number) " " (mark(verdict)) } " "
            }
        }
    }
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Stretch => "stretch",
        Verdict::Held => "held",
        Verdict::Missed => "missed",
    }
}

fn operation(goals: &Goals, rows: &[&Row]) -> Markup {
    let kinds: Vec<_> = rows.chunk_by(|one, other| one.kind == other.kind).collect();
    let names = contenders(rows[0].shape);
    html! {
        @for rows in &kinds {
            @let header = [format!("{}, n", rows[0].kind)].into_iter()
                .chain(names.iter().map(|&name| name.to_owned()))
                .chain(["cow / std", "cow / peer", "goal", "limit missed"].map(str::to_owned));
            @let words = [names.len() + 3, names.len() + 4];
            (table(header, &words, rows.iter().map(|row| cells(goals, &names, row))))
        }
    }
}

fn lines(names: &[&str], rows: &[&Row]) -> Vec<Line> {
    let line = |&name: &&str| Line {
        name: name.to_owned(),
        points: rows
            .iter()
            .filter_map(|row| Some((row.size as f64, row.figure(name)?.minimum)))
            .collect(),
    };
    names.iter().map(line).collect()
}

fn cells(goals: &Goals, names: &[&str], row: &Row) -> Vec<Markup> {
    let Judged { minima, medians, verdict } = judge(goals, row);
    let verdict = verdict.filter(|_| !hasty_row(row));
    let mut cells = vec![text(count(row.size))];
    cells.extend(names.iter().map(|name| text(number(row, row.figure(name)))));
    cells.push(text(ratios(minima.std, medians.std)));
    cells.push(text(ratios(minima.peer, medians.peer)));
    cells.push(html! {
        @if let Some(verdict) = verdict {
            span class=(class(verdict)) { (mark(verdict)) }
        }
    });
    cells.push(text(missed(goals, row)));
    if hasty_row(row) {
        cells = cells.into_iter().map(|cell| html! { span.soft { (cell) } }).collect();
    }
    cells
}
