//! Plain std collections: a snapshot copies everything.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use foldhash::fast::FixedState;

use super::{Document, LineId, insert_sorted, remove_sorted};

/// `Vec` of `String` lines, `HashMap` from `String` to `Vec` of occurrences, `BTreeMap` of words.
#[derive(Clone, Debug)]
pub struct DeepDocument {
    lines: Vec<(LineId, String)>,
    index: HashMap<String, Vec<LineId>, FixedState>,
    order: BTreeMap<String, u32>,
}

impl Document for DeepDocument {
    const NAME: &'static str = "deep clone";
    const PARTS: &'static str = "Vec, HashMap,\nBTreeMap";

    fn with_capacity(lines: usize, words: usize) -> Self {
        Self {
            lines: Vec::with_capacity(lines),
            index: HashMap::with_capacity_and_hasher(words, FixedState::default()),
            order: BTreeMap::new(),
        }
    }

    fn insert_line(&mut self, at: usize, id: LineId, text: &str) {
        self.lines.insert(at, (id, text.to_owned()));
    }

    fn set_line(&mut self, at: usize, text: &str) {
        text.clone_into(&mut self.lines[at].1);
    }

    fn remove_line(&mut self, at: usize) {
        self.lines.remove(at);
    }

    fn post(&mut self, word: &str, id: LineId) {
        match self.index.get_mut(word) {
            Some(ids) => insert_sorted(ids, id),
            None => drop(self.index.insert(word.to_owned(), vec![id])),
        }
        match self.order.get_mut(word) {
            Some(count) => *count += 1,
            None => drop(self.order.insert(word.to_owned(), 1)),
        }
    }

    fn unpost(&mut self, word: &str, id: LineId) {
        let ids = self.index.get_mut(word).expect("a word in the index");
        remove_sorted(ids, id);
        if ids.is_empty() {
            self.index.remove(word);
        }
        let count = self.order.get_mut(word).expect("a word in order");
        *count -= 1;
        if *count == 0 {
            self.order.remove(word);
        }
    }

    fn lines(&self) -> impl Iterator<Item = (LineId, &str)> {
        self.lines.iter().map(|(id, text)| (*id, text.as_str()))
    }

    fn index(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = LineId>)> {
        self.index.iter().map(|(word, ids)| (word.as_str(), ids.iter().copied()))
    }

    fn beginning(&self, prefix: &str) -> impl Iterator<Item = (&str, usize)> {
        let from = self.order.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
        from.map(|(word, count)| (&**word, *count as usize))
            .take_while(move |(word, _)| word.starts_with(prefix))
    }
}
