//! Four programs that keep versions, as people write them: each by every contender.
//!
//! The material is made beforehand. Timed is the whole program, the drop of all that it kept apart.

use std::fmt::{self, Display};
use std::hint::black_box;

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{Cell, CellAlignment, Table};
use cow_core::{Atomic, Local};
use demo::edit::{Change, Edit, Log};
use demo::format::nanos;
use demo::source::words;
use fastrand::Rng;
use serde::{Deserialize, Serialize};

use crate::clock::{Clock, Pass};
use crate::contender::{
    CowHashMap, CowVector, EcoVector, HashbrownMap, ImMap, ImVector, ImblMap, ImblVector, RpdsMap,
    RpdsVector, StdMap, StdVector,
};
use crate::element::Input;
use crate::interrupt;
use crate::shape::{Map, Vector};

/// What the programs work on.
#[derive(Debug)]
pub struct Material {
    /// The words of a text, chapter by chapter.
    chapters: Vec<Vec<String>>,
    lines: Vec<String>,
    edits: Vec<Edit>,
    routes: std::rc::Rc<Input<u64>>,
    sudoku: Vec<u64>,
}

/// A sudoku that takes a good deal of guessing: nothing but 17 digits given.
const SUDOKU: &str =
    "000000010400000000020000000000050407008000300001090000300400200050100000000806000";

impl Material {
    /// From the lines of a text with a word in it.
    pub fn new(lines: &[String]) -> Self {
        let chapters = lines.chunk_by(|_, next| !begins_chapter(next));
        let chapters = chapters.map(|lines| lines.iter().flat_map(|line| words(line)).collect());
        let digit = |text: char| match text.to_digit(10) {
            Some(digit @ 1..) => 1 << digit,
            _ => 0,
        };
        Self {
            chapters: chapters.collect(),
            lines: lines.to_vec(),
            edits: Log::random(lines, 500, 1, || ()).edits,
            routes: Input::new(10_000),
            sudoku: SUDOKU.chars().map(digit).collect(),
        }
    }
}

/// Returns `true` if a line is the heading of a chapter, or of an act's scene.
fn begins_chapter(line: &str) -> bool {
    ["CHAPTER ", "ACT "].iter().any(|heading| line.trim_start().starts_with(heading))
}

/// Counts words, and keeps the counts as they are after every chapter.
fn word_count<M: Map<String>>(material: &Material, clock: &mut Clock) -> Option<u64> {
    let kept = clock.time(1, || {
        let mut counts = M::new();
        let mut kept = Vec::new();
        for chapter in &material.chapters {
            for word in chapter {
                match counts.get_mut(word) {
                    Some(count) => *count += 1,
                    None => counts.insert(word.clone(), 1),
                }
            }
            kept.push(counts.clone());
        }
        kept
    });
    let counts = |map: &M| map.iter().map(|(word, n)| n * n + word.len() as u64).sum::<u64>();
    Some(kept.iter().map(counts).fold(0, |sum, n| sum.wrapping_mul(31).wrapping_add(n)))
}

/// Edits a document, keeps the version before each edit, and undoes every second edit at once.
fn undo_history<V: Vector<String>>(material: &Material, clock: &mut Clock) -> Option<u64> {
    V::new().insert(0, String::new())?;
    let mut document = V::collect(material.lines.iter().cloned());
    let history = clock.time(1, || {
        let mut history = Vec::new();
        for edit in &material.edits {
            history.push(document.clone());
            match &edit.change {
                Change::Set(text) => document.set(edit.at, text.clone()),
                Change::Insert(text) => document.insert(edit.at, text.clone())?,
                Change::Remove => drop(document.remove(edit.at)?),
            }
        }
        // Back to the beginning, step by step.
        for version in history.iter().rev().step_by(2) {
            document = version.clone();
        }
        Some(history)
    })?;
    let versions = history.iter().chain([&document]);
    let bytes = versions.map(|version| version.iter().map(|line| line.len() as u64).sum::<u64>());
    Some(bytes.fold(0, |sum, n| sum.wrapping_mul(31).wrapping_add(n)))
}

/// Changes 20 routes of 10,000 at a time and publishes the table; readers make 200 look-ups in it.
fn routing_table<M: Map<u64>>(material: &Material, clock: &mut Clock) -> Option<u64> {
    let routes = &material.routes;
    let mut table = M::new();
    routes.entries().for_each(|(key, value)| table.insert(key, value));
    let found = clock.time(1, || {
        let mut found = 0_u64;
        for generation in 0..100_usize {
            for route in 0..10 {
                let at = generation * 10 + route;
                table.remove(&routes.keys[at]);
                table.insert(routes.absent[at], at as u64);
            }
            let published = black_box(&table).clone();
            let look_ups = &routes.hits[generation * 200..][..200];
            let values = look_ups.iter().filter_map(|key| published.get(key));
            found = values.fold(found, |sum, value| sum.wrapping_mul(3).wrapping_add(*value));
        }
        found
    });
    Some(found)
}

/// Solves a sudoku by guessing: each guess is made on a clone of the board.
fn sudoku<V: Vector<u64>>(material: &Material, clock: &mut Clock) -> Option<u64> {
    /// Guesses enough to see what they cost.
    const GUESSES: usize = 3_000;
    let givens = &material.sudoku;
    let guesses = clock.time(1, || {
        let mut board = V::collect((0..81).map(|_| 0b11_1111_1110));
        let given = givens.iter().enumerate().filter(|(_, digit)| **digit != 0);
        given.for_each(|(cell, &digit)| {
            place(&mut board, cell, digit);
        });
        let mut guesses = GUESSES;
        let solved = guess(&board, &mut guesses);
        let board = solved.unwrap_or(board);
        (GUESSES - guesses, board.iter().fold(0_u64, |sum, cell| sum.wrapping_mul(3) ^ cell))
    });
    Some(guesses.1.wrapping_add(guesses.0 as u64))
}

/// Puts a digit into a cell and strikes it out in the row, the column and the square. False if a
/// cell is left without a digit.
fn place<V: Vector<u64>>(board: &mut V, cell: usize, digit: u64) -> bool {
    board.set(cell, digit);
    let (row, column) = (cell / 9, cell % 9);
    let square = row / 3 * 27 + column / 3 * 3;
    let others = (0..9).flat_map(|i| [row * 9 + i, i * 9 + column, square + i / 3 * 9 + i % 3]);
    for other in others.filter(|&other| other != cell) {
        match board.get(other) {
            Some(&old) if old == digit => return false,
            Some(&old) if old & digit != 0 => board.set(other, old & !digit),
            _ => {}
        }
    }
    true
}

fn guess<V: Vector<u64>>(board: &V, left: &mut usize) -> Option<V> {
    let open = board.iter().enumerate().filter(|(_, cell)| cell.count_ones() > 1);
    let Some((cell, &digits)) = open.min_by_key(|(_, cell)| cell.count_ones()) else {
        return Some(board.clone());
    };
    for digit in (1..=9).map(|digit| 1 << digit).filter(|digit| digits & digit != 0) {
        *left = left.checked_sub(1)?;
        let mut next = board.clone();
        if place(&mut next, cell, digit)
            && let Some(solved) = guess(&next, left)
        {
            return Some(solved);
        }
    }
    None
}

type Run = fn(&Material, &mut Clock) -> Option<u64>;

/// A program and its contenders, std first.
struct Program {
    name: &'static str,
    runs: Vec<(&'static str, Run)>,
}

macro_rules! runs {
    ($program:ident, $of:ty, $trait:ident: $($contender:ident),+; $ours:ident) => {
        vec![
            $((<$contender<$of> as $trait<$of>>::NAME, $program::<$contender<$of>> as Run),)+
            (<$ours<$of, Atomic> as $trait<$of>>::NAME, $program::<$ours<$of, Atomic>> as Run),
            (<$ours<$of, Local> as $trait<$of>>::NAME, $program::<$ours<$of, Local>> as Run),
        ]
    };
}

fn programs() -> Vec<Program> {
    vec![
        Program {
            name: "word count, a version kept per chapter",
            runs: runs!(word_count, String, Map: StdMap, HashbrownMap, ImblMap, ImMap, RpdsMap; CowHashMap),
        },
        Program {
            name: "document, 500 edits, undo history",
            runs: runs!(undo_history, String, Vector: StdVector, EcoVector, ImblVector, ImVector, RpdsVector; CowVector),
        },
        Program {
            name: "routing table, 10,000 routes, published 100 times",
            runs: runs!(routing_table, u64, Map: StdMap, HashbrownMap, ImblMap, ImMap, RpdsMap; CowHashMap),
        },
        Program {
            name: "sudoku, a clone of the board per guess",
            runs: runs!(sudoku, u64, Vector: StdVector, EcoVector, ImblVector, ImVector, RpdsVector; CowVector),
        },
    ]
}

/// What a program took one contender.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The program.
    pub program: String,
    /// The contender.
    pub contender: String,
    /// The least time of all rounds. `None`: it cannot do it.
    pub nanos: Option<f64>,
}

/// Contenders that did not find the same.
#[derive(Debug, thiserror::Error)]
#[error("{program}: {one} and {other} do not agree")]
pub struct Disagreement {
    program: &'static str,
    one: &'static str,
    other: &'static str,
}

/// How many programs there are.
pub const PROGRAMS: usize = 4;

/// Runs all programs by all contenders, in another order each round. When Ctrl-C is pressed, the programs
/// that are done are all.
///
/// # Errors
///
/// If they do not find the same, which is seen before anything is timed.
pub fn measure(
    material: &Material,
    rounds: usize,
    mut done: impl FnMut(),
) -> Result<Vec<Outcome>, Disagreement> {
    let mut outcomes = Vec::new();
    for Program { name: program, runs } in programs() {
        if interrupt::asked() {
            break;
        }
        let able = agreed(material, program, &runs)?;
        let mut least = vec![None; runs.len()];
        let mut order = able;
        let mut rng = Rng::with_seed(1);
        for round in 0..rounds {
            rng.shuffle(&mut order);
            for &at in &order {
                let (_, run) = runs[at];
                let mut clock = Clock::new(Pass::Round(round));
                black_box(run(material, &mut clock));
                let old: Option<f64> = least[at];
                least[at] = Some(old.unwrap_or(f64::INFINITY).min(clock.figure()));
            }
        }
        outcomes.extend(runs.iter().zip(least).map(|((name, _), nanos)| Outcome {
            program: program.to_owned(),
            contender: (*name).to_owned(),
            nanos,
        }));
        done();
    }
    Ok(outcomes)
}

/// Lets all do it once, and compares what they found. Returns those that can.
fn agreed(
    material: &Material,
    program: &'static str,
    runs: &[(&'static str, Run)],
) -> Result<Vec<usize>, Disagreement> {
    let mut first: Option<(&str, u64)> = None;
    let mut able = Vec::new();
    for (at, (name, run)) in runs.iter().enumerate() {
        let Some(answer) = run(material, &mut Clock::new(Pass::Check)) else { continue };
        able.push(at);
        let (one, expected) = *first.get_or_insert((name, answer));
        if answer != expected {
            return Err(Disagreement { program, one, other: name });
        }
    }
    Ok(able)
}

/// A table per program.
#[derive(Debug)]
pub struct Programs<'a>(pub &'a [Outcome]);

impl Display for Programs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for outcomes in self.0.chunk_by(|one, other| one.program == other.program) {
            let mut table = Table::new();
            table.load_preset(ASCII_MARKDOWN);
            table.set_header([outcomes[0].program.as_str(), "time", "faster than std"]);
            let base = outcomes[0].nanos;
            for Outcome { contender, nanos: time, .. } in outcomes {
                let faster = base.zip(*time).map(|(base, time)| format!("{:.2} x", base / time));
                let cells = [time.map(nanos), faster].map(|text| {
                    Cell::new(text.unwrap_or("-".to_owned())).set_alignment(CellAlignment::Right)
                });
                table.add_row([Cell::new(contender)].into_iter().chain(cells));
            }
            writeln!(f, "{table}\n")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use demo::source;

    #[test]
    fn the_two_books_have_chapters_and_scenes() {
        let material = Material::new(&source::shipped().lines);
        // What stands before the first of each, twelve chapters, twenty-two scenes.
        assert_eq!(material.chapters.len(), 1 + 12 + 22);
        let all: usize = material.chapters.iter().map(Vec::len).sum();
        assert_eq!(all, source::shipped().lines.iter().flat_map(|line| words(line)).count());
        assert_eq!(programs().len(), PROGRAMS);
    }
}
