//! Collections that go on being edited while snapshots are taken.

use demo::format::count;
use maud::{Markup, html};

use super::plot::{Line, Mark, Unit, picture};
use super::{figure, marked, table, text};
use crate::break_even::{BreakEven, Point, SHARES, Share};
use crate::memory::{HEADER, Holding};

/// Against the number of elements and against the share that is edited.
pub(super) fn break_even(points: &[Point]) -> Option<Markup> {
    let content = html! {
        p {
            "A step is a snapshot, so many overwrites at random, and the drop of the snapshot before. "
            "All of it is timed; the least time of all rounds counts. " b { "std" }
            " takes deep clones. The dropped snapshot's memory is warm for the next deep clone, which "
            "flatters it. A number in the tables says how many times faster than std a step is."
        }
        @for points in points.chunk_by(|one, other| (one.shape, one.kind) == (other.shape, other.kind)) {
            (site(&BreakEven(points)))
        }
    };
    (!points.is_empty()).then_some(content)
}

/// Steps with one edit, of the shape and kind that were measured first, as a picture.
pub(super) fn steps(points: &[Point]) -> Option<String> {
    let mut sites =
        points.chunk_by(|one, other| (one.shape, one.kind) == (other.shape, other.kind));
    let all = BreakEven(sites.next()?);
    picture("elements", Unit::Nanos, &by_size(&all, Share::One))
}

fn by_size(all: &BreakEven, share: Share) -> Vec<Line> {
    let point = |name, size| Some((size as f64, all.point(name, size, share)?.nanos));
    let line = |name| Line {
        name: String::from(name),
        points: all.sizes().into_iter().filter_map(|size| point(name, size)).collect(),
    };
    all.contenders().into_iter().map(line).collect()
}

fn pays_from(all: &BreakEven) -> Option<Mark> {
    let from = all.from("cow", Share::One);
    from.map(|size| Mark { at: size as f64, words: format!("pays from {}", count(size)) })
}

fn site(all: &BreakEven) -> Markup {
    let (first, names, sizes) = (&all.0[0], all.contenders(), all.sizes());
    let largest = sizes.last().copied().unwrap_or(0);
    let against_edits = |name: &&str| {
        let measured =
            all.0.iter().filter(|point| point.contender == *name && point.size == largest);
        let points = measured.map(|point| (point.edits as f64, point.nanos)).collect();
        Line { name: (*name).to_owned(), points }
    };
    let ours = names.iter().filter(|name| name.starts_with("cow"));
    let until = all.crossing("cow", largest).map(|edits| Mark {
        at: edits,
        words: format!("pays up to {}", count(edits.round() as usize)),
    });
    html! {
        h3 { (first.shape) " of " (first.kind) }
        div.plots {
            (marked(
                "a step with 1 edit",
                "elements",
                Unit::Nanos,
                &by_size(all, Share::One),
                pays_from(all).as_ref(),
            ))
            (figure(
                "a step with 1 % of the elements edited",
                "elements",
                Unit::Nanos,
                &by_size(all, Share::Percent(1.0)),
            ))
            (marked(
                &format!("a step on {} elements", count(largest)),
                "edits between two snapshots",
                Unit::Nanos,
                &names.iter().map(against_edits).collect::<Vec<_>>(),
                until.as_ref(),
            ))
        }
        @for name in ours {
            p { (all.line(name)) }
        }
        details {
            summary { "Times faster than a deep clone, as tables" }
            @for name in names.iter().filter(|name| **name != "std") {
                @let header = [format!("{name}, n")].into_iter().chain(SHARES.map(|share| share.to_string()));
                @let rows = sizes.iter().map(|&size| {
                    let cells = SHARES.map(|share| text(all.cell(name, size, share)));
                    [text(count(size))].into_iter().chain(cells).collect()
                });
                (table(header, &[], rows))
            }
        }
    }
}

/// Per element, and what versions add.
pub(super) fn memory(holdings: &[Holding]) -> Option<Markup> {
    let content = html! {
        p {
            "Bytes and blocks as malloc holds them, rounding and headers included. Built by insertions "
            "in random order. Versions are overwrites at random apart."
        }
        @for all in holdings.chunk_by(|one, other| (one.shape, one.kind) == (other.shape, other.kind)) {
            @let per_element = |one: &Holding| one.built.bytes / one.size as f64;
            h3 { (all[0].shape) " of " (all[0].kind) }
            div.plots {
                (figure("bytes per element", "elements", Unit::Bytes, &lines(all, per_element)))
                (figure(
                    "what a version 1 edit on adds",
                    "elements",
                    Unit::Bytes,
                    &lines(all, |one| one.apart_one.bytes),
                ))
                (figure(
                    "what a version adds, 1 % of the elements edited",
                    "elements",
                    Unit::Bytes,
                    &lines(all, |one| one.apart_percent.bytes),
                ))
            }
            details {
                summary { "table" }
                (table(HEADER.map(str::to_owned), &[1], all.iter().map(|one| one.cells().map(text).to_vec())))
            }
        }
    };
    (!holdings.is_empty()).then_some(content)
}

fn lines(all: &[Holding], figure: impl Fn(&Holding) -> f64) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for one in all {
        let point = (one.size as f64, figure(one));
        match lines.iter_mut().find(|line| line.name == one.contender) {
            Some(line) => line.points.push(point),
            None => lines.push(Line { name: one.contender.clone(), points: vec![point] }),
        }
    }
    lines
}
