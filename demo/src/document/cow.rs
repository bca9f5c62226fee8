//! The collections of this workspace in the place of std's: a snapshot adds one to a few counts, and
//! an edit copies the paths to what it changes. The code is that of the deep clone but for the types.

use std::ops::Bound;

use cow_core::CowBox;
use cow_map::CowMap;
use cow_tree::CowTreeMap;
use cow_vec::CowVec;
use foldhash::fast::FixedState;

use super::{Document, LineId};

/// `CowVec` of lines, `CowMap` from words to `CowVec` of occurrences, `CowTreeMap` of words.
#[derive(Clone, Debug)]
pub struct CowDocument {
    lines: CowVec<(LineId, CowBox<str>)>,
    index: CowMap<CowBox<str>, CowVec<LineId>, FixedState>,
    order: CowTreeMap<CowBox<str>, u32>,
}

impl Document for CowDocument {
    const NAME: &'static str = "clone";
    const PARTS: &'static str = "CowVec, CowMap,\nCowTreeMap";

    fn with_capacity(_lines: usize, words: usize) -> Self {
        Self {
            lines: CowVec::new(),
            index: CowMap::with_capacity_and_hasher(words, FixedState::default()),
            order: CowTreeMap::new(),
        }
    }

    fn insert_line(&mut self, at: usize, id: LineId, text: &str) {
        self.lines.insert(at, (id, text.into()));
    }

    fn set_line(&mut self, at: usize, text: &str) {
        self.lines[at].1 = text.into();
    }

    fn remove_line(&mut self, at: usize) {
        self.lines.remove(at);
    }

    fn post(&mut self, word: &str, id: LineId) {
        match self.index.get_mut(word) {
            Some(ids) => {
                let at = ids.partition_point(|&other| other <= id);
                ids.insert(at, id);
            }
            None => drop(self.index.insert(word.into(), CowVec::from([id]))),
        }
        match self.order.get_mut(word) {
            Some(count) => *count += 1,
            None => drop(self.order.insert(word.into(), 1)),
        }
    }

    fn unpost(&mut self, word: &str, id: LineId) {
        let ids = self.index.get_mut(word).expect("a word in the index");
        let at = ids.binary_search(&id).expect("an occurrence to take out");
        ids.remove(at);
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
        self.lines.iter().map(|(id, text)| (*id, &**text))
    }

    fn index(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = LineId>)> {
        self.index.iter().map(|(word, ids)| (&**word, ids.iter().copied()))
    }

    fn beginning(&self, prefix: &str) -> impl Iterator<Item = (&str, usize)> {
        let from = self.order.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
        from.map(|(word, count)| (&**word, *count as usize))
            .take_while(move |(word, _)| word.starts_with(prefix))
    }
}
