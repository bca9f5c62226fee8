//! A text rope on a map with a summary: indexed by bytes and by lines, edited anywhere, with undo.
#![cfg(not(cow_loom))]

use cow_tree::{Summary, SummedTreeMap};
use proptest::prelude::*;

/// The extent of a text.
#[derive(Clone, Debug, PartialEq)]
struct Extent {
    bytes: usize,
    lines: usize,
}

impl Summary<u64, String> for Extent {
    fn empty() -> Self {
        Extent { bytes: 0, lines: 0 }
    }

    fn of(_: &u64, piece: &String) -> Self {
        Extent { bytes: piece.len(), lines: piece.matches('\n').count() }
    }

    fn combine(&self, right: &Self) -> Self {
        Extent { bytes: self.bytes + right.bytes, lines: self.lines + right.lines }
    }
}

/// A text in pieces, under keys that ascend with gaps.
#[derive(Clone, Debug, Default)]
struct Rope {
    pieces: SummedTreeMap<u64, String, Extent>,
}

impl Rope {
    /// Longer pieces are cut in two.
    const PIECE: usize = 16;

    fn len(&self) -> usize {
        self.pieces.summary().bytes
    }

    /// The piece with a byte or, for the end of the text, the last one; and the byte's index in it.
    fn find(&self, byte: usize) -> Option<(u64, usize)> {
        match self.pieces.search(|extent| extent.bytes > byte) {
            Some((before, key, _)) => Some((*key, byte - before.bytes)),
            None => self.pieces.last_key_value().map(|(key, piece)| (*key, piece.len())),
        }
    }

    fn insert(&mut self, byte: usize, text: &str) {
        let Some((key, at)) = self.find(byte) else {
            return self.put(1 << 32, text.to_owned());
        };
        let mut piece = self.pieces[&key].clone();
        piece.insert_str(at, text);
        self.put(key, piece);
    }

    /// Sets a piece, cut into short ones whose keys are before the next one.
    fn put(&mut self, key: u64, text: String) {
        let mut pieces = vec![text];
        while let Some(last) = pieces.last_mut().filter(|last| last.len() > Self::PIECE) {
            let cut = (Self::PIECE..).find(|at| last.is_char_boundary(*at)).expect("at the end");
            let rest = last.split_off(cut);
            pieces.push(rest);
        }
        let next = self.pieces.range(key + 1..).next().map_or(u64::MAX, |(next, _)| *next);
        let gap = (next - key) / pieces.len() as u64;
        if gap == 0 {
            // Too narrow: number all pieces anew.
            let rank = self.pieces.rank(&key) as u64;
            let old = std::mem::take(&mut self.pieces).into_values();
            self.pieces = (1..).map(|i| i << 32).zip(old).collect();
            return self.put((rank + 1) << 32, pieces.concat());
        }
        self.pieces.extend((0..).map(|i| key + i * gap).zip(pieces));
    }

    fn delete(&mut self, bytes: std::ops::Range<usize>) {
        let mut left = bytes.len();
        while left > 0 {
            let (key, at) = self.find(bytes.start).expect("within the text");
            let mut piece = self.pieces[&key].clone();
            let end = piece.len().min(at + left);
            left -= end - at;
            piece.drain(at..end);
            if piece.is_empty() {
                self.pieces.remove(&key)
            } else {
                self.pieces.insert(key, piece)
            };
        }
    }

    /// The byte at which a line begins; lines count from zero.
    fn start_of_line(&self, line: usize) -> Option<usize> {
        let Some(newlines) = line.checked_sub(1) else { return Some(0) };
        let (before, _, piece) = self.pieces.search(|extent| extent.lines > newlines)?;
        let (newline, _) = piece.match_indices('\n').nth(newlines - before.lines)?;
        Some(before.bytes + newline + 1)
    }

    /// The line that a byte is in.
    fn line_of(&self, byte: usize) -> usize {
        let Some((key, at)) = self.find(byte) else { return 0 };
        let before = self.pieces.summary_of(..key).lines;
        before + self.pieces[&key].as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count()
    }

    fn check(&self, text: &str) {
        self.pieces.assert_invariants();
        assert_eq!(self.pieces.values().map(String::as_str).collect::<String>(), text);
        let extent = Extent { bytes: text.len(), lines: text.matches('\n').count() };
        assert_eq!(self.pieces.summary(), extent);
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
        for (line, start) in starts.enumerate() {
            assert_eq!(self.start_of_line(line), Some(start));
            assert_eq!(self.line_of(start), line);
        }
        assert_eq!(self.start_of_line(extent.lines + 1), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(256)))]

    #[test]
    fn is_its_text(
        edits in prop::collection::vec((any::<bool>(), any::<u16>(), 0..20_usize, "[a-c\n]{0,30}"), 0..80),
    ) {
        let (mut rope, mut text) = (Rope::default(), String::new());
        let mut versions = vec![(rope.clone(), text.clone())];
        for (inserts, at, count, piece) in edits {
            let at = usize::from(at) % (text.len() + 1);
            if inserts {
                rope.insert(at, &piece);
                text.insert_str(at, &piece);
            } else {
                let end = text.len().min(at + count);
                rope.delete(at..end);
                text.replace_range(at..end, "");
            }
            prop_assert_eq!(rope.len(), text.len());
            versions.push((rope.clone(), text.clone()));
        }
        for (rope, text) in versions {
            rope.check(&text);
        }
    }
}

/// Typing at one place uses up the gaps between keys.
#[test]
fn gaps_run_out() {
    let (mut rope, mut text) = (Rope::default(), String::new());
    for i in 0..2000 {
        let line = format!("{i}\n");
        rope.insert(text.len() / 2, &line);
        text.insert_str(text.len() / 2, &line);
    }
    rope.check(&text);
}
