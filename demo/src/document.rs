//! A document is a list of lines, an index of the words in them, and the words in order: the work that
//! every contender does. Each contender stands in a file of its own.

mod boxed;
mod cow;
mod deep;

pub use boxed::BoxedDocument;
pub use cow::CowDocument;
pub use deep::DeepDocument;

use crate::edit::{Change, Edit, LineId};
use crate::source::words;

/// Lines in order, for every word the lines it occurs in, and the words in order. A snapshot is a `clone`.
///
/// The index holds a line's name once per occurrence, sorted, and no word without occurrences. The
/// ordered words are those of the index.
pub trait Document: Clone {
    /// The contender's name in the table.
    const NAME: &'static str;

    /// What lines, index and order are made of, in lines of the table's first column.
    const PARTS: &'static str;

    /// Makes a document of no lines, with capacity for about `lines` lines and `words` different
    /// words.
    fn with_capacity(lines: usize, words: usize) -> Self;

    /// Puts a line before the one at `at`.
    fn insert_line(&mut self, at: usize, id: LineId, text: &str);

    /// Changes the text of the line at `at`.
    fn set_line(&mut self, at: usize, text: &str);

    /// Takes the line at `at` out.
    fn remove_line(&mut self, at: usize);

    /// Adds an occurrence of a word.
    fn post(&mut self, word: &str, id: LineId);

    /// Takes an occurrence of a word out. There is one.
    fn unpost(&mut self, word: &str, id: LineId);

    /// Returns the lines in order.
    fn lines(&self) -> impl Iterator<Item = (LineId, &str)>;

    /// Returns the words in any order, each with its occurrences.
    fn index(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = LineId>)>;

    /// Returns the words that begin so, in order, each with the number of its occurrences.
    fn beginning(&self, prefix: &str) -> impl Iterator<Item = (&str, usize)>;

    /// Builds the document of a text. Its lines are named from 0 upward.
    fn build(text: &[String], distinct_words: usize) -> Self {
        let mut document = Self::with_capacity(text.len(), distinct_words);
        for (at, line) in text.iter().enumerate() {
            let id = LineId(u32::try_from(at).expect("fewer lines than u32::MAX"));
            document.insert_line(at, id, line);
            words(line).for_each(|word| document.post(&word, id));
        }
        document
    }

    /// Carries an edit out: the line first, then the index.
    fn apply(&mut self, edit: &Edit) {
        match &edit.change {
            Change::Set(text) => self.set_line(edit.at, text),
            Change::Insert(text) => self.insert_line(edit.at, edit.id, text),
            Change::Remove => self.remove_line(edit.at),
        }
        edit.removed.iter().for_each(|word| self.unpost(word, edit.id));
        edit.added.iter().for_each(|word| self.post(word, edit.id));
    }
}

/// Puts `id` into a sorted list of occurrences.
fn insert_sorted(ids: &mut Vec<LineId>, id: LineId) {
    let at = ids.partition_point(|&other| other <= id);
    ids.insert(at, id);
}

/// Takes one `id` out of a sorted list of occurrences.
fn remove_sorted(ids: &mut Vec<LineId>, id: LineId) {
    let at = ids.binary_search(&id).expect("an occurrence to take out");
    ids.remove(at);
}
