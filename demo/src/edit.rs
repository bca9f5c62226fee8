//! Edits to a text, and the log of random ones that every contender carries out.
//!
//! The log is made before anything is timed, on a plain `Vec` of lines that no contender shares
//! code with. Beside each edit it keeps a [`Digest`] of what the document must then hold.

use std::hash::{BuildHasher, Hash};
use std::ops::Range;

use fastrand::Rng;
use foldhash::quality::FixedState;

use crate::source::{raw_words, words};

/// A line's name. It stays when lines above are added and removed, so that the index need not change then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineId(pub u32);

/// What happens to a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The line gets this text.
    Set(String),
    /// Inserts a new line with this text before the one at the position.
    Insert(String),
    /// The line goes.
    Remove,
}

/// One edit, with its effect on the word index. Nothing is left to work out where it is timed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The position of the line, from 0.
    pub at: usize,
    /// The line's name.
    pub id: LineId,
    /// What happens to it.
    pub change: Change,
    /// Words of which the line loses one occurrence each.
    pub removed: Vec<String>,
    /// Words of which it gains one occurrence each.
    pub added: Vec<String>,
}

/// What a document holds, in 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest {
    lines: u64,
    index: u64,
}

impl Digest {
    /// Digests lines in their order, and the occurrences of words in any order.
    pub fn new<'a>(
        lines: impl Iterator<Item = (LineId, &'a str)>,
        index: impl Iterator<Item = (&'a str, impl Iterator<Item = LineId>)>,
    ) -> Self {
        let index = index.flat_map(|(word, ids)| {
            let word = hash(word);
            ids.map(move |id| hash((word, id)))
        });
        Self { lines: digest_lines(lines), index: index.fold(0, u64::wrapping_add) }
    }
}

fn digest_lines<'a>(lines: impl Iterator<Item = (LineId, &'a str)>) -> u64 {
    lines.fold(0, |sum, line| hash((sum, line)))
}

fn hash(value: impl Hash) -> u64 {
    FixedState::with_seed(0).hash_one(value)
}

/// Random edits, and the state after each.
#[derive(Clone, Debug)]
pub struct Log {
    /// The edits, in order.
    pub edits: Vec<Edit>,
    /// `digests[i]` is the document's after `edits[i]`.
    pub digests: Vec<Digest>,
}

impl Log {
    /// Makes `len` edits to a text: of ten, about six replace a word, two insert a line, two
    /// remove one. The same text, length and seed give the same log.
    ///
    /// # Panics
    ///
    /// If the text holds no word.
    pub fn random(text: &[String], len: usize, seed: u64, mut made: impl FnMut()) -> Self {
        let mut model = Model::new(text, seed);
        let mut log = Self { edits: Vec::with_capacity(len), digests: Vec::with_capacity(len) };
        for _ in 0..len {
            let edit = model.random_edit();
            model.apply(&edit);
            log.edits.push(edit);
            log.digests.push(model.digest());
            made();
        }
        log
    }
}

/// The document as the log's maker sees it.
struct Model<'a> {
    /// The original lines with a word in them: new lines and new words are taken from here, so
    /// that common words stay common.
    stock: Vec<&'a str>,
    lines: Vec<(LineId, String)>,
    /// The sum of the hashes of all occurrences, as in [`Digest::new`], kept in step.
    index: u64,
    next_id: u32,
    rng: Rng,
}

impl<'a> Model<'a> {
    fn new(text: &'a [String], seed: u64) -> Self {
        let has_word = |line: &&str| raw_words(line).next().is_some();
        let stock: Vec<_> = text.iter().map(String::as_str).filter(has_word).collect();
        assert!(!stock.is_empty(), "a text without words");
        let mut model =
            Self { stock, lines: Vec::new(), index: 0, next_id: 0, rng: Rng::with_seed(seed) };
        for line in text {
            let id = model.new_id();
            model.lines.push((id, line.clone()));
            words(line).for_each(|word| model.post(&word, id));
        }
        model
    }

    fn new_id(&mut self) -> LineId {
        let id = LineId(self.next_id);
        self.next_id = self.next_id.checked_add(1).expect("fewer lines than u32::MAX");
        id
    }

    fn post(&mut self, word: &str, id: LineId) {
        self.index = self.index.wrapping_add(hash((hash(word), id)));
    }

    fn unpost(&mut self, word: &str, id: LineId) {
        self.index = self.index.wrapping_sub(hash((hash(word), id)));
    }

    fn random_edit(&mut self) -> Edit {
        let dice = self.rng.u8(..10);
        match self.lines.len() {
            0 => self.insert_line(),
            len => match dice {
                0..6 => self.replace_word(len),
                6..8 => self.insert_line(),
                _ => self.remove_line(len),
            },
        }
    }

    /// Replaces a random word in the first line with words at or after a random position; inserts
    /// a line where there is none.
    fn replace_word(&mut self, len: usize) -> Edit {
        let start = self.rng.usize(..len);
        let with_words = (start..len).find(|&at| raw_words(&self.lines[at].1).next().is_some());
        let Some(at) = with_words else { return self.insert_line() };
        let (id, line) = &self.lines[at];
        let old = pick(&mut self.rng, line);
        let source = self.stock[self.rng.usize(..self.stock.len())];
        let new = &source[pick(&mut self.rng, source)];
        let text = [&line[..old.start], new, &line[old.end..]].concat();
        Edit {
            at,
            id: *id,
            change: Change::Set(text),
            removed: vec![line[old].to_lowercase()],
            added: vec![new.to_lowercase()],
        }
    }

    fn insert_line(&mut self) -> Edit {
        let at = self.rng.usize(..=self.lines.len());
        let text = self.stock[self.rng.usize(..self.stock.len())];
        Edit {
            at,
            id: self.new_id(),
            change: Change::Insert(text.to_owned()),
            removed: Vec::new(),
            added: words(text).collect(),
        }
    }

    fn remove_line(&mut self, len: usize) -> Edit {
        let at = self.rng.usize(..len);
        let (id, line) = &self.lines[at];
        let removed = words(line).collect();
        Edit { at, id: *id, change: Change::Remove, removed, added: Vec::new() }
    }

    fn apply(&mut self, edit: &Edit) {
        replay(&mut self.lines, edit);
        edit.removed.iter().for_each(|word| self.unpost(word, edit.id));
        edit.added.iter().for_each(|word| self.post(word, edit.id));
    }

    fn digest(&self) -> Digest {
        let lines = self.lines.iter().map(|(id, line)| (*id, line.as_str()));
        Digest { lines: digest_lines(lines), index: self.index }
    }
}

/// Carries an edit out on plain lines.
pub fn replay(lines: &mut Vec<(LineId, String)>, edit: &Edit) {
    match &edit.change {
        Change::Set(text) => lines[edit.at].1.clone_from(text),
        Change::Insert(text) => lines.insert(edit.at, (edit.id, text.clone())),
        Change::Remove => drop(lines.remove(edit.at)),
    }
}

/// Returns where a random word of a line stands in it.
fn pick(rng: &mut Rng, line: &str) -> Range<usize> {
    let nth = rng.usize(..raw_words(line).count());
    let word = raw_words(line).nth(nth).expect("counted just now");
    let start = word.as_ptr().addr() - line.as_ptr().addr();
    start..start + word.len()
}
