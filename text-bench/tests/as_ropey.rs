//! What ropey documents, and `CowText` has as well: the same edits lead to the same lines, counts and positions, with CR
//! and LF and characters of several bytes wherever leaves end. And where the two differ.

use cow_core::{Atomic, RefCount, Tiny};
use cow_text::{CowText, GenericText, TextError, Unicode};
use fastrand::Rng;
use ropey::Rope;

const PIECES: [&str; 14] = [
    "a",
    "word ",
    "\n",
    "\r",
    "\r\n",
    "\n\r",
    "\r\r\n",
    "é",
    "€",
    "🦀",
    "e\u{301}",
    "\u{b}\u{c}",
    "\u{85}",
    "\u{2028}",
];

fn pieces(random: &mut Rng, most: usize) -> String {
    (0..random.usize(..=most)).map(|_| PIECES[random.usize(..PIECES.len())]).collect()
}

/// A text with the line breaks that ropey has, and the same in ropey.
struct Both<C: RefCount> {
    text: GenericText<C, Unicode>,
    rope: Rope,
}

impl<C: RefCount> Both<C> {
    fn new(text: &str) -> Self {
        Self { text: text.into(), rope: Rope::from_str(text) }
    }

    /// A range of characters, mostly a short one.
    fn range(&self, random: &mut Rng) -> std::ops::Range<usize> {
        let len = self.rope.len_chars();
        let start = random.usize(..=len);
        let most = if random.usize(..12) == 0 { len - start } else { (len - start).min(8) };
        start..start + random.usize(..=most)
    }

    fn edit(&mut self, random: &mut Rng) {
        let range = self.range(random);
        match random.usize(..10) {
            0..4 => {
                let most = if random.usize(..8) == 0 { 900 } else { 3 };
                let new = pieces(random, most);
                self.text.insert_chars(range.start, &new);
                self.rope.insert(range.start, &new);
            }
            4..8 => {
                self.text.remove_chars(range.clone());
                self.rope.remove(range);
            }
            8 => {
                let mut end = self.text.split_off_chars(range.start);
                let rope = self.rope.split_off(range.start);
                assert_eq!(end.to_string(), rope.to_string());
                self.text.append(&mut end);
                self.rope.append(rope);
            }
            _ => {
                self.text = self.text.slice_chars(..range.end);
                self.rope = self.rope.slice(..range.end).into();
            }
        }
    }

    fn check(&self) {
        let Self { text, rope } = self;
        text.assert_invariants();
        assert_eq!(text.len(), rope.len_bytes());
        assert_eq!(text.len_chars(), rope.len_chars());
        assert_eq!(text.len_utf16(), rope.len_utf16_cu());
        assert_eq!(text.len_lines(), rope.len_lines());
        for line in 0..rope.len_lines() {
            assert_eq!(text.line_with_break(line).to_string(), rope.line(line).to_string());
            assert_eq!(text.line_to_char(line), rope.line_to_char(line));
            assert_eq!(text.line_to_byte(line), rope.line_to_byte(line));
        }
        for char in 0..=rope.len_chars() {
            let byte = rope.char_to_byte(char);
            assert_eq!(text.char_to_byte(char), byte);
            assert_eq!(text.byte_to_char(byte), rope.byte_to_char(byte));
            assert_eq!(text.char_to_line(char), rope.char_to_line(char));
            assert_eq!(text.byte_to_line(byte), rope.byte_to_line(byte));
            let unit = rope.char_to_utf16_cu(char);
            assert_eq!(text.char_to_utf16(char), unit);
            assert_eq!(text.utf16_to_char(unit), rope.utf16_cu_to_char(unit));
            assert_eq!(text.nth_char(char), rope.get_char(char));
        }
        assert!(text.chars().eq(rope.chars()));
        assert!(!is_split(text.chunks()), "CR LF in two chunks");
    }
}

fn is_split<'a>(chunks: impl Iterator<Item = &'a str>) -> bool {
    let chunks: Vec<&str> = chunks.collect();
    chunks.windows(2).any(|two| two[0].ends_with('\r') && two[1].starts_with('\n'))
}

fn run<C: RefCount>(start: usize, rounds: usize, every: usize) {
    let mut random = Rng::with_seed(7);
    let mut both = Both::<C>::new(&pieces(&mut random, start));
    for round in 0..rounds {
        both.edit(&mut random);
        if round % every == 0 {
            both.check();
        }
        if both.rope.len_chars() > 3 * start {
            both = Both::new(&pieces(&mut random, start));
        }
    }
}

#[test]
fn the_same_edits_lead_to_the_same_text_in_tiny_leaves() {
    run::<Tiny>(60, 500, 1);
}

#[test]
fn the_same_edits_lead_to_the_same_text_in_wide_leaves() {
    run::<Atomic>(3_000, 300, 30);
}

#[test]
fn lines_as_documented() {
    for (text, lines) in [
        ("", 1),
        ("a", 1),
        ("a\n", 2),
        ("\n", 2),
        ("\r\n", 2),
        ("\n\r", 3),
        ("a\r\nb\rc\n", 4),
        ("a\u{2028}\u{2029}", 3),
    ] {
        Both::<Atomic>::new(text).check();
        assert_eq!(GenericText::<Atomic, Unicode>::from(text).len_lines(), lines, "{text:?}");
    }
}

#[test]
fn a_break_is_parted_and_put_together() {
    let mut both = Both::<Tiny>::new("aaa\r\nbbb");
    both.text.insert_chars(4, "x");
    both.rope.insert(4, "x");
    both.check();
    assert_eq!(both.text.len_lines(), 3);
    both.text.remove_chars(4..5);
    both.rope.remove(4..5);
    both.check();
    assert_eq!(both.text.len_lines(), 2);
}

/// As the table in `docs/design/text.md` has it.
#[test]
fn where_the_two_differ() {
    let (text, rope) = (CowText::from("né\n"), Rope::from_str("né\n"));
    // Within a character: ropey takes the character, we take no position.
    assert_eq!(rope.byte_to_char(2), 1);
    assert!(matches!(text.try_byte_to_char(2), Err(TextError::WithinChar { index: 2, .. })));
    // One line after the last: for ropey that is the end.
    assert_eq!(rope.line_to_byte(2), 4);
    assert!(matches!(text.try_line_to_byte(2), Err(TextError::OutOfBounds { index: 2, .. })));
    // Lines of an iterator: ropey's have their breaks, and one more after the last.
    assert_eq!(rope.lines().count(), 2);
    assert!(text.lines().eq(["né"]));
    assert!(text.lines_with_breaks().eq(["né\n"]));
}
