//! A made-up editing history: letters, corrections, jumps and pastes.

use crate::trace::{Edit, Trace};
use fastrand::Rng;
use ropey::Rope;

/// Words of several scripts: most have characters of more than one byte.
const WORDS: [&str; 12] = [
    "the",
    "quick",
    "naïve",
    "größer",
    "λόγος",
    "слово",
    "語彙",
    "🦀🦀",
    "e\u{301}te",
    "a",
    "of",
    "->",
];

/// A writer with a cursor.
struct Writer {
    random: Rng,
    text: Rope,
    cursor: usize,
    edits: Vec<Edit>,
}

impl Writer {
    /// Replaces some characters, and puts the cursor after what is new.
    fn edit(&mut self, at: usize, removed: usize, inserted: &str) {
        let range = at..at + removed;
        let [start, end] = [range.start, range.end].map(|at| self.text.char_to_byte(at));
        self.text.remove(range);
        self.text.insert(at, inserted);
        let bytes = (start, end - start);
        self.cursor = at + inserted.chars().count();
        self.edits.push(Edit { at, removed, inserted: inserted.to_owned(), bytes });
    }

    /// A word, letter by letter, and what follows it.
    fn word(&mut self) {
        let word = WORDS[self.random.usize(..WORDS.len())];
        let end = if self.random.usize(..12) == 0 { "\n" } else { " " };
        for letter in word.chars().chain(end.chars()) {
            self.edit(self.cursor, 0, letter.encode_utf8(&mut [0; 4]));
        }
    }

    /// Some characters, taken back one by one.
    fn correct(&mut self) {
        for _ in 0..self.random.usize(1..6).min(self.cursor) {
            self.edit(self.cursor - 1, 1, "");
        }
    }

    /// Some lines, moved to another place.
    fn paste(&mut self) {
        let lines = self.text.len_lines();
        let first = self.random.usize(..lines);
        let [start, end] = [first, (first + 3).min(lines)].map(|line| self.text.line_to_char(line));
        let cut = self.text.slice(start..end).to_string();
        self.edit(start, end - start, "");
        let at = self.random.usize(..=self.text.len_chars());
        self.edit(at, 0, &cut);
    }
}

/// Returns a history of so many edits, which is the same each time.
#[must_use]
pub fn trace(edits: usize) -> Trace {
    let random = Rng::with_seed(0);
    let mut writer = Writer { random, text: Rope::new(), cursor: 0, edits: Vec::new() };
    while writer.edits.len() < edits {
        match writer.random.usize(..200) {
            0 => writer.paste(),
            1..10 => writer.cursor = writer.random.usize(..=writer.text.len_chars()),
            10..30 => writer.correct(),
            _ => writer.word(),
        }
    }
    Trace {
        name: "typing".to_owned(),
        start: String::new(),
        edits: writer.edits,
        end: writer.text.to_string(),
    }
}
