//! A large text: loaded, searched by position, and read.

use crate::rope::Rope;
use crate::table;
use comfy_table::Table;
use cow_text::CowText;
use serde::Serialize;
use std::hint::black_box;
use std::time::Instant;

/// How many positions are looked up.
const LOOKUPS: usize = 100_000;

/// What one rope takes. `None` where it has no such operation.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The rope.
    pub name: &'static str,
    /// To load the text.
    pub load_ms: Option<f64>,
    /// To find the line of a byte, at random.
    pub byte_to_line_ns: Option<f64>,
    /// To find the byte of a line, at random.
    pub line_to_byte_ns: Option<f64>,
    /// To read all lines.
    pub lines_ms: Option<f64>,
    /// To read all characters.
    pub chars_ms: Option<f64>,
    /// Bytes of memory for each byte of the text.
    pub bytes_a_byte: f64,
}

/// Measures one rope: the last argument tells how many bytes the program holds.
pub type Run = fn(&str, usize, fn() -> usize) -> Row;

/// All that are measured.
pub const RUNS: [(&str, Run); 6] = [
    ("str", run_str),
    (<CowText as Rope>::NAME, run::<CowText>),
    (<ropey::Rope as Rope>::NAME, run::<ropey::Rope>),
    (<ropey_2::Rope as Rope>::NAME, run::<ropey_2::Rope>),
    (<crop::Rope as Rope>::NAME, run::<crop::Rope>),
    (<jumprope::JumpRope as Rope>::NAME, run::<jumprope::JumpRope>),
];

/// How long something takes, in milliseconds.
fn time<T>(f: impl FnOnce() -> Option<T>) -> Option<f64> {
    let start = Instant::now();
    black_box(f())?;
    Some(start.elapsed().as_nanos() as f64 / 1e6)
}

/// What one of many lookups takes, in nanoseconds.
fn each(all: Option<f64>) -> Option<f64> {
    all.map(|ms| ms * 1e6 / LOOKUPS as f64)
}

fn run<R: Rope>(text: &str, lines: usize, held_bytes: fn() -> usize) -> Row {
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
    Row {
        name: R::NAME,
        load_ms: load,
        byte_to_line_ns: each(time(|| {
            byte.iter().map(|at| rope.byte_to_line(*at)).sum::<Option<usize>>()
        })),
        line_to_byte_ns: each(time(|| {
            positions(lines).map(|at| rope.line_to_byte(at)).sum::<Option<usize>>()
        })),
        lines_ms: time(|| rope.lines()),
        chars_ms: time(|| rope.chars()),
        bytes_a_byte: bytes,
    }
}

/// The same of a plain string, where it has the operation.
fn run_str(text: &str, _: usize, _: fn() -> usize) -> Row {
    let chars = || {
        let mut sum = 0;
        for char in text.chars() {
            sum += u64::from(u32::from(char));
        }
        Some(sum)
    };
    let lines = || Some(text.lines().fold((0, 0), |all, line| (all.0 + 1, all.1 + line.len())));
    Row {
        name: "str",
        load_ms: time(|| Some(text.to_owned())),
        byte_to_line_ns: None,
        line_to_byte_ns: None,
        lines_ms: time(lines),
        chars_ms: time(chars),
        bytes_a_byte: 1.0,
    }
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

impl Row {
    /// Takes the shorter of two times.
    fn shorten(&mut self, other: &Self) {
        let shorter = |one: &mut Option<f64>, other: Option<f64>| {
            *one = one.zip(other).map(|(one, other)| one.min(other));
        };
        shorter(&mut self.load_ms, other.load_ms);
        shorter(&mut self.byte_to_line_ns, other.byte_to_line_ns);
        shorter(&mut self.line_to_byte_ns, other.line_to_byte_ns);
        shorter(&mut self.lines_ms, other.lines_ms);
        shorter(&mut self.chars_ms, other.chars_ms);
    }
}

/// Measures some ropes in turns, with a text of so many bytes; the shortest time of all rounds counts.
#[must_use]
pub fn compare(runs: &[Run], len: usize, rounds: u32, held_bytes: fn() -> usize) -> Vec<Row> {
    let text = text(len);
    let lines = str::lines(&text).count();
    let mut rows: Vec<Row> = runs.iter().map(|run| run(&text, lines, held_bytes)).collect();
    for _ in 1..rounds {
        for (row, run) in rows.iter_mut().zip(runs) {
            row.shorten(&run(&text, lines, held_bytes));
        }
    }
    rows
}

/// Shows what [`compare`] has found, as a table that is also Markdown.
#[must_use]
pub fn table(rows: &[Row]) -> Table {
    let titles = [
        "rope",
        "load, ms",
        "byte to line, ns",
        "line to byte, ns",
        "lines, ms",
        "chars, ms",
        "bytes a byte",
    ];
    let mut table = table::new(titles);
    for row in rows {
        let times =
            [row.load_ms, row.byte_to_line_ns, row.line_to_byte_ns, row.lines_ms, row.chars_ms];
        let times = times.map(|time| time.map_or("-".to_owned(), |time| format!("{time:.1}")));
        let [load, to_line, to_byte, lines, chars] = times;
        let bytes = format!("{:.3}", row.bytes_a_byte);
        table.add_row([row.name.to_owned(), load, to_line, to_byte, lines, chars, bytes]);
    }
    table
}
