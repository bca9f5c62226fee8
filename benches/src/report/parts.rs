//! Threads and programs.

use demo::format::{count, nanos};
use maud::{Markup, html};

use super::plot::{Line, Unit};
use super::{figure, table, text};
use crate::real::Outcome;
use crate::threads::{COLUMNS, Crowd, Threads};

/// Rates and waiting times against the number of threads.
pub(super) fn threads(crowds: &[Crowd]) -> Option<Markup> {
    let content = html! {
        p {
            "One thread writes at full speed: it overwrites, inserts and removes. Others read as fast as "
            "they can. After each turn the map held what a plain map holds after as many writes, and no "
            "reader missed a key. " (Threads::notes())
        }
        @for all in crowds.chunk_by(|one, other| one.entries == other.entries) {
            h3 { (count(all[0].entries)) " entries" }
            @let x = "threads, one of which writes";
            div.plots {
                (figure("reads of all readers", x, Unit::PerSecond, &lines(all, |one| one.reads)))
                (figure("writes", x, Unit::PerSecond, &lines(all, |one| Some(one.writes))))
                (figure(
                    "a read, 99.9th percentile",
                    x,
                    Unit::Nanos,
                    &lines(all, |one| one.read.map(|read| read.p999)),
                ))
                (figure(
                    "a write, 99.9th percentile",
                    x,
                    Unit::Nanos,
                    &lines(all, |one| Some(one.write.p999)),
                ))
            }
            @let header = ["contender", "readers"].into_iter().chain(COLUMNS).map(str::to_owned);
            @let rows = all.iter().map(|one| {
                let head = [one.contender.clone(), count(one.readers)];
                head.into_iter().chain(one.cells()).map(text).collect()
            });
            (table(header, &[0], rows))
        }
    };
    (!crowds.is_empty()).then_some(content)
}

fn lines(all: &[Crowd], figure: impl Fn(&Crowd) -> Option<f64>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for one in all {
        let point = figure(one).map(|figure| (one.readers as f64 + 1.0, figure));
        match lines.iter_mut().find(|line| line.name == one.contender) {
            Some(line) => line.points.extend(point),
            None => lines
                .push(Line { name: one.contender.clone(), points: point.into_iter().collect() }),
        }
    }
    lines
}

/// Whole programs.
pub(super) fn programs(outcomes: &[Outcome]) -> Option<Markup> {
    let content = html! {
        p {
            "The whole program is timed, its versions included; making its material and dropping what "
            "it kept are not. All contenders found the same before any was timed. A dash: the contender "
            "cannot do it."
        }
        @for all in outcomes.chunk_by(|one, other| one.program == other.program) {
            @let base = all[0].nanos;
            h3 { (all[0].program) }
            @let rows = all.iter().map(|one| {
                let faster = base.zip(one.nanos).map(|(base, time)| format!("{:.2} x", base / time));
                let cells = [one.nanos.map(nanos), faster].map(|cell| cell.unwrap_or("-".to_owned()));
                [one.contender.clone()].into_iter().chain(cells).map(text).collect()
            });
            (table(["contender", "time", "faster than std"].map(str::to_owned), &[0], rows))
        }
    };
    (!outcomes.is_empty()).then_some(content)
}
