//! A large text: loaded, searched by position, and read.

use crate::held_bytes;
use crate::rope::Rope;
use comfy_table::Table;
use cow_text::CowText;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How many positions are looked for.
const LOOKUPS: usize = 100_000;

/// What one rope takes, in the order of [`TITLES`]. `None` where it has no such operation.
struct Row {
    name: &'static str,
    times: [Option<Duration>; 5],
    bytes: f64,
}

const TITLES: [&str; 7] = [
    "rope",
    "load, ms",
    "byte to line, ns",
    "line to byte, ns",
    "lines, ms",
    "chars, ms",
    "bytes a byte",
];

fn time<T>(f: impl FnOnce() -> Option<T>) -> Option<Duration> {
    let start = Instant::now();
    black_box(f())?;
    Some(start.elapsed())
}

fn run<R: Rope>(text: &str, lines: usize) -> Row {
    let before = held_bytes();
    let mut rope = None;
    let load = time(|| {
        rope = Some(R::load(text));
        Some(())
    });
    let Some(rope) = rope else { unreachable!("it was loaded") };
    let bytes = (held_bytes() - before) as f64 / text.len() as f64;
    let positions = |most: usize| {
        let mut random = fastrand::Rng::with_seed(1);
        (0..LOOKUPS).map(move |_| random.usize(..most))
    };
    let mut byte = vec![0; LOOKUPS];
    for (byte, at) in byte.iter_mut().zip(positions(text.len())) {
        *byte = (at..).find(|at| text.is_char_boundary(*at)).unwrap_or(at);
    }
    let times = [
        load,
        time(|| byte.iter().map(|at| rope.byte_to_line(*at)).sum::<Option<usize>>()),
        time(|| positions(lines).map(|at| rope.line_to_byte(at)).sum::<Option<usize>>()),
        time(|| rope.lines()),
        time(|| rope.chars()),
    ];
    Row { name: R::NAME, times, bytes }
}

/// The same of a plain string, where it has the operation.
fn run_str(text: &str, _: usize) -> Row {
    let times = [
        time(|| Some(text.to_owned())),
        None,
        None,
        time(|| Some(text.lines().fold((0, 0), |all, line| (all.0 + 1, all.1 + line.len())))),
        time(|| {
            let mut sum = 0;
            for char in text.chars() {
                sum += u64::from(u32::from(char));
            }
            Some(sum)
        }),
    ];
    Row { name: "str", times, bytes: 1.0 }
}

/// Lines of words, with some that are not ASCII.
fn text(len: usize) -> String {
    let words = [
        "the ",
        "quick ",
        "brown ",
        "fox ",
        "jumps ",
        "over ",
        "lazy ",
        "dogs ",
        "naïve ",
        "größer ",
    ];
    let mut random = fastrand::Rng::with_seed(0);
    let mut text = String::with_capacity(len + 16);
    while text.len() < len {
        for _ in 0..random.usize(..16) {
            text.push_str(words[random.usize(..words.len())]);
        }
        text.push('\n');
    }
    text
}

pub(crate) fn compare(len: usize, rounds: u32) -> String {
    let text = text(len);
    let lines = text.lines().count();
    let runs = [
        run_str,
        run::<CowText>,
        run::<ropey::Rope>,
        run::<ropey_2::Rope>,
        run::<crop::Rope>,
        run::<jumprope::JumpRope>,
    ];
    let mut rows: Vec<Row> = runs.iter().map(|run| run(&text, lines)).collect();
    for _ in 1..rounds {
        for (row, run) in rows.iter_mut().zip(runs) {
            for (time, other) in row.times.iter_mut().zip(run(&text, lines).times) {
                *time = (*time).min(other);
            }
        }
    }
    let mut table = Table::new();
    table.load_preset(comfy_table::presets::ASCII_MARKDOWN);
    table.set_header(TITLES);
    for row in rows {
        let units = [1e6, LOOKUPS as f64, LOOKUPS as f64, 1e6, 1e6];
        let times = row.times.iter().zip(units).map(|(time, unit)| {
            time.map_or("-".to_owned(), |time| format!("{:.1}", time.as_nanos() as f64 / unit))
        });
        let mut cells = vec![row.name.to_owned()];
        cells.extend(times);
        cells.push(format!("{:.3}", row.bytes));
        table.add_row(cells);
    }
    format!("A text of {} MiB, {lines} lines\n\n{table}", len >> 20)
}
