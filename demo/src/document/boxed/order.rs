//! The words in order, in parts.

use cow_core::CowBox;

/// A word and the number of its occurrences.
type Entry = (CowBox<str>, u32);

/// A sorted list of words.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// Parts of 1 to `part_max` words.
    parts: CowBox<Vec<CowBox<Vec<Entry>>>>,
    part_max: usize,
}

impl Order {
    pub(super) fn new(part_max: usize) -> Self {
        Self { parts: CowBox::new(Vec::new()), part_max }
    }

    /// Returns the part in which a word is, or would be.
    fn part(&self, word: &str) -> usize {
        self.parts.partition_point(|part| *part[0].0 <= *word).saturating_sub(1)
    }

    fn part_mut(&mut self, part: usize) -> &mut Vec<Entry> {
        CowBox::make_mut(&mut CowBox::make_mut(&mut self.parts)[part])
    }

    /// Counts one occurrence more.
    pub(super) fn add(&mut self, word: &str) {
        let (part, max) = (self.part(word), self.part_max);
        if self.parts.is_empty() {
            CowBox::make_mut(&mut self.parts).push(CowBox::new(vec![(word.into(), 1)]));
            return;
        }
        let words = self.part_mut(part);
        match words.binary_search_by(|(one, _)| (**one).cmp(word)) {
            Ok(at) => words[at].1 += 1,
            Err(at) => {
                words.reserve_exact(1); // Most likely a fresh copy: doubling it would pay for nothing.
                words.insert(at, (word.into(), 1));
                if words.len() > max {
                    let rest = words.split_off(words.len() / 2);
                    CowBox::make_mut(&mut self.parts).insert(part + 1, CowBox::new(rest));
                }
            }
        }
    }

    /// Counts one occurrence less. There is one.
    pub(super) fn take(&mut self, word: &str) {
        let part = self.part(word);
        let words = self.part_mut(part);
        let at = words.binary_search_by(|(one, _)| (**one).cmp(word)).expect("a word in order");
        words[at].1 -= 1;
        if words[at].1 == 0 {
            words.remove(at);
            if words.is_empty() {
                CowBox::make_mut(&mut self.parts).remove(part);
            }
        }
    }

    /// Returns the words that begin so.
    pub(super) fn beginning(&self, prefix: &str) -> impl Iterator<Item = (&str, usize)> {
        let parts = self.parts.get(self.part(prefix)..).unwrap_or_default();
        let words = parts.iter().flat_map(|part| part.iter());
        let words = words.map(|(word, count)| (&**word, *count as usize));
        words
            .skip_while(move |(word, _)| *word < prefix)
            .take_while(move |(word, _)| word.starts_with(prefix))
    }
}
