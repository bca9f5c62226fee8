//! Threads, programs, texts, stores and what programs weigh.

use demo::format::{count, counted, nanos, ratio};
use maud::{Markup, html};
use text_bench::replay::{self, Replayed};

use super::plot::{Line, Unit};
use super::{figure, prose, table, text};
use crate::real::Outcome;
use crate::stores::{self, Kept, Stores, Task};
use crate::texts::Texts;
use crate::threads::{COLUMNS, Crowd, Reading, STATE_COLUMNS, StateRun, States, Threads};
use crate::weight::{self, Weight, Weights};

/// Long reads of a state first, which the cell is for; then single reads.
pub(super) fn threads(crowds: &[Crowd], runs: &[StateRun]) -> Option<Markup> {
    let content = html! {
        @if !runs.is_empty() {
            h3 { "Long and consistent reads" }
            p { (prose(States::NOTES)) }
            @for all in runs.chunk_by(|one, other| site(one) == site(other)) {
                (state(all))
            }
        }
        @if !crowds.is_empty() {
            h3 { "Single reads of one map" }
            p {
                "One thread writes at full speed: it overwrites, inserts and removes. Others read as fast as "
                "they can. After each turn the map held what a plain map holds after as many writes, and no "
                "reader missed a key. Where reads are as short as these, and processors few, a lock does well. "
                (Threads::notes())
            }
            @for all in crowds.chunk_by(|one, other| one.entries == other.entries) {
                (crowd(all))
            }
        }
    };
    (!crowds.is_empty() || !runs.is_empty()).then_some(content)
}

fn site(run: &StateRun) -> (Reading, usize, usize) {
    (run.reading, run.entries, run.readers)
}

/// Returns one reading by all contenders.
fn state(all: &[StateRun]) -> Markup {
    let StateRun { reading, entries, readers, .. } = all[0];
    let words = ["contender"].into_iter().chain(STATE_COLUMNS).map(str::to_owned);
    let rows = all
        .iter()
        .map(|run| [run.contender.clone()].into_iter().chain(run.cells()).map(text).collect());
    html! {
        h4 {
            (counted(readers, "reader")) " of " (reading.words()) ", " (count(entries)) " entries"
        }
        (table(words, &[0], rows))
    }
}

/// Rates and waiting times against the number of threads.
fn crowd(all: &[Crowd]) -> Markup {
    let x = "threads, one of which writes";
    let read = |one: &Crowd| one.read.map(|read| read.p999);
    let write = |one: &Crowd| Some(one.write.p999);
    let header = ["contender", "readers"].into_iter().chain(COLUMNS).map(str::to_owned);
    let rows = all.iter().map(|one| {
        let head = [one.contender.clone(), count(one.readers)];
        head.into_iter().chain(one.cells()).map(text).collect()
    });
    html! {
        h4 { (count(all[0].entries)) " entries" }
        div.plots {
            (figure("reads of all readers", x, Unit::PerSecond, &lines(all, |one| one.reads)))
            (figure("writes", x, Unit::PerSecond, &lines(all, |one| Some(one.writes))))
            (figure("a read, 99.9th percentile", x, Unit::Nanos, &lines(all, read)))
            (figure("a write, 99.9th percentile", x, Unit::Nanos, &lines(all, write)))
        }
        details {
            summary { "table" }
            (table(header, &[0], rows))
        }
    }
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
        div.programs {
            @for all in outcomes.chunk_by(|one, other| one.program == other.program) {
                div {
                    h3 { (all[0].program) }
                    (program(all))
                }
            }
        }
    };
    (!outcomes.is_empty()).then_some(content)
}

/// Returns the time of each contender, as a number and as a bar.
fn program(all: &[Outcome]) -> Markup {
    let base = all[0].nanos;
    let longest = all.iter().filter_map(|one| one.nanos).fold(0.0, f64::max);
    let rows = all.iter().map(|one| {
        let faster = base.zip(one.nanos).map(|(base, time)| ratio(base, time));
        let cells = [one.nanos.map(nanos), faster].map(|cell| cell.unwrap_or("-".to_owned()));
        let bar = one.nanos.map_or(0.0, |time| 100.0 * time / longest);
        let bar = html! {
            div.bar.ours[one.contender.starts_with("cow")] style={ "width: " (bar) "%" } {}
        };
        let words = [one.contender.clone()].into_iter().chain(cells).map(text);
        words.chain([bar]).collect()
    });
    table(["contender", "time", "faster than std", ""].map(str::to_owned), &[0, 3], rows)
}

/// Ropes on editing histories.
pub(super) fn texts(all: &[Replayed]) -> Option<Markup> {
    let content = html! {
        p { (prose(Texts::NOTES)) }
        @for Replayed { name, edits, ropes, .. } in all {
            h3 { (name) ": " (counted(*edits, "edit")) }
            @let rows = ropes.iter().map(|row| row.cells().map(text).to_vec());
            (table(replay::COLUMNS.map(str::to_owned), &[0], rows))
        }
    };
    (!all.is_empty()).then_some(content)
}

/// Versions on disk.
pub(super) fn stores(all: &[Kept]) -> Option<Markup> {
    let Task { versions, entries } = all.first()?.task;
    let rows = all.iter().map(|kept| kept.cells().into_iter().map(text).collect());
    Some(html! {
        p {
            (counted(versions as usize, "version")) " of a map of " (count(entries as usize))
            " entries, one edit apart. " (prose(Stores::NOTES))
        }
        (table(stores::COLUMNS.map(str::to_owned), &[0], rows))
    })
}

/// What small programs take to compile, and how large they are.
pub(super) fn weights(all: &[Weight]) -> Option<Markup> {
    let rows = all.iter().map(|weight| weight.cells().into_iter().map(text).collect());
    let content = html! {
        p { (prose(Weights::NOTES)) }
        (table(weight::COLUMNS.map(str::to_owned), &[0, 1], rows))
    };
    (!all.is_empty()).then_some(content)
}
