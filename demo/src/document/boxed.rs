//! The same collections cut into parts, each part in a `CowBox`: a snapshot adds one to two counts,
//! and an edit copies the parts that it changes.
//!
//! Lines and index are cut alike, in two levels. With about √n parts of about √n members each, an
//! edit copies √n pointers and one part: of 7,700 lines, some 90 and 90. A copied part shares its lines,
//! words and lists of occurrences with the old one; they too stand in `CowBox`es.

mod order;

use std::collections::HashMap;
use std::hash::BuildHasher;

use cow_core::CowBox;
use foldhash::fast::FixedState;

use self::order::Order;
use super::{Document, LineId, insert_sorted, remove_sorted};

/// `Vec` of lines, `HashMap` of words and sorted `Vec` of words, all in parts.
#[derive(Clone, Debug)]
pub struct BoxedDocument {
    /// Parts of 1 to `part_max` lines.
    parts: CowBox<Vec<CowBox<Vec<Line>>>>,
    /// A power of two of shards: a word's hash selects its shard.
    shards: CowBox<Vec<CowBox<Shard>>>,
    order: Order,
    part_max: usize,
}

#[derive(Clone, Debug)]
struct Line {
    id: LineId,
    text: CowBox<str>,
}

type Shard = HashMap<CowBox<str>, CowBox<Vec<LineId>>, FixedState>;

impl BoxedDocument {
    /// Returns the part that holds the line at `at`, and the line's place in it. The place after
    /// the last line is the end of the last part.
    fn locate(&self, mut at: usize) -> (usize, usize) {
        let last = self.parts.len().saturating_sub(1);
        for (part, lines) in self.parts.iter().enumerate() {
            if at < lines.len() || part == last {
                return (part, at);
            }
            at -= lines.len();
        }
        (0, at)
    }

    fn part_mut(&mut self, part: usize) -> &mut Vec<Line> {
        CowBox::make_mut(&mut CowBox::make_mut(&mut self.parts)[part])
    }

    fn shard_mut(&mut self, word: &str) -> &mut Shard {
        // The shard's own table starts from the hash's low bits, so these must not be the same for
        // all of its words; hashbrown tags entries with the top seven.
        let middle = (FixedState::default().hash_one(word) >> 32) as usize;
        let shard = middle & (self.shards.len() - 1);
        CowBox::make_mut(&mut CowBox::make_mut(&mut self.shards)[shard])
    }
}

impl Document for BoxedDocument {
    const NAME: &'static str = "CowBox parts";
    const PARTS: &'static str = "Vec, HashMap";

    fn with_capacity(lines: usize, words: usize) -> Self {
        let shards = words.isqrt().next_power_of_two();
        Self {
            parts: CowBox::new(Vec::new()),
            shards: CowBox::new(vec![CowBox::default(); shards]),
            order: Order::new(words.isqrt().max(1)),
            part_max: lines.isqrt().max(1),
        }
    }

    fn insert_line(&mut self, at: usize, id: LineId, text: &str) {
        let line = Line { id, text: text.into() };
        let (part, place) = self.locate(at);
        if self.parts.is_empty() {
            CowBox::make_mut(&mut self.parts).push(CowBox::new(vec![line]));
            return;
        }
        let max = self.part_max;
        let lines = self.part_mut(part);
        lines.reserve_exact(1); // Most likely a fresh copy: doubling it would pay for nothing.
        lines.insert(place, line);
        if lines.len() > max {
            // Text that grows at its end consists of full parts.
            let keep = if place == max { max } else { lines.len() / 2 };
            let rest = lines.split_off(keep);
            CowBox::make_mut(&mut self.parts).insert(part + 1, CowBox::new(rest));
        }
    }

    fn set_line(&mut self, at: usize, text: &str) {
        let (part, place) = self.locate(at);
        self.part_mut(part)[place].text = text.into();
    }

    fn remove_line(&mut self, at: usize) {
        let (part, place) = self.locate(at);
        let lines = self.part_mut(part);
        lines.remove(place);
        if lines.is_empty() {
            CowBox::make_mut(&mut self.parts).remove(part);
        }
    }

    fn post(&mut self, word: &str, id: LineId) {
        let shard = self.shard_mut(word);
        match shard.get_mut(word) {
            Some(ids) => {
                let ids = CowBox::make_mut(ids);
                ids.reserve_exact(1); // As for lines.
                insert_sorted(ids, id);
            }
            None => drop(shard.insert(word.into(), CowBox::new(vec![id]))),
        }
        self.order.add(word);
    }

    fn unpost(&mut self, word: &str, id: LineId) {
        let shard = self.shard_mut(word);
        let ids = shard.get_mut(word).expect("a word in the index");
        let ids = CowBox::make_mut(ids);
        remove_sorted(ids, id);
        if ids.is_empty() {
            shard.remove(word);
        }
        self.order.take(word);
    }

    fn lines(&self) -> impl Iterator<Item = (LineId, &str)> {
        self.parts.iter().flat_map(|part| part.iter()).map(|line| (line.id, &*line.text))
    }

    fn index(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = LineId>)> {
        let shards = self.shards.iter().flat_map(|shard| shard.iter());
        shards.map(|(word, ids)| (&**word, ids.iter().copied()))
    }

    fn beginning(&self, prefix: &str) -> impl Iterator<Item = (&str, usize)> {
        self.order.beginning(prefix)
    }
}
