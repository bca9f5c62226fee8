//! `CowText` and `String`.

use crate::versions::{Pair, Steps, run};
use arbitrary::Arbitrary;
use cow_core::{Atomic, RefCount, Tiny};
use cow_text::{CrLf, GenericText, Lf, LineBreaks, Unicode};

/// Text that is inserted: mostly what must not be cut.
#[derive(Arbitrary, Debug)]
pub enum Piece {
    /// One byte.
    Letter,
    /// A break, unless an LF follows.
    Cr,
    /// A break.
    Lf,
    /// One break.
    CrLf,
    /// Two bytes.
    Two,
    /// Three bytes.
    Three,
    /// Four bytes, two units of UTF-16.
    Four,
    /// A break of three bytes.
    Separator,
    /// Two characters that are one letter.
    Combining,
    /// Any text.
    Any(String),
    /// Up to a thousand characters, or 64 in tiny leaves.
    Long(u16),
}

impl Piece {
    fn text(&self, is_tiny: bool) -> String {
        match self {
            Self::Letter => "x".to_owned(),
            Self::Cr => "\r".to_owned(),
            Self::Lf => "\n".to_owned(),
            Self::CrLf => "\r\n".to_owned(),
            Self::Two => "é".to_owned(),
            Self::Three => "€".to_owned(),
            Self::Four => "🦀".to_owned(),
            Self::Separator => "\u{2028}".to_owned(),
            Self::Combining => "e\u{301}".to_owned(),
            Self::Any(text) => text.clone(),
            Self::Long(len) => {
                let len = usize::from(*len) / if is_tiny { 1_024 } else { 64 };
                "née\r\n".chars().cycle().take(len).collect()
            }
        }
    }
}

/// What can be done to a text. Positions are taken modulo the length, in characters.
#[derive(Arbitrary, Debug)]
pub enum Op {
    /// `replace`, by bytes, characters and UTF-16.
    Replace(u16, u8, Vec<Piece>, u8),
    /// `remove_chars` of a range that may be long.
    Remove(u16, u16),
    /// `split_off`, of which the rest is appended to its front.
    Turn(u16),
    /// `append` of the other version.
    Append,
    /// `slice`.
    Slice(u16, u16),
    /// `pop`.
    Pop,
    /// `try_insert` at any byte.
    Try(u16),
}

/// A text and its model.
#[derive(Clone, Default)]
pub struct Both<C: RefCount, B: LineBreaks> {
    text: GenericText<C, B>,
    model: String,
}

/// Nothing is added to texts beyond this length, for each check walks over all of it.
fn most<C: RefCount>() -> usize {
    if C::TINY { 100 } else { 1_200 }
}

impl<C: RefCount, B: LineBreaks> Both<C, B> {
    /// A range of characters, and the same in bytes.
    fn range(&self, start: u16, len: u16) -> [std::ops::Range<usize>; 2] {
        let all = self.model.chars().count();
        let start = usize::from(start) % (all + 1);
        let end = all.min(start + usize::from(len));
        let byte =
            |at| self.model.char_indices().nth(at).map_or(self.model.len(), |(byte, _)| byte);
        [start..end, byte(start)..byte(end)]
    }
}

impl<C: RefCount, B: LineBreaks> Pair for Both<C, B> {
    type Op = Op;

    fn step(&mut self, op: &Op, other: &Self) {
        match op {
            Op::Replace(start, len, pieces, unit) => {
                let [chars, bytes] = self.range(*start, u16::from(*len) % 16);
                let is_long = self.model.len() >= most::<C>();
                let pieces = if is_long { &[][..] } else { pieces };
                let new: String = pieces.iter().take(4).map(|piece| piece.text(C::TINY)).collect();
                let utf16 = |byte: usize| self.model[..byte].encode_utf16().count();
                match unit % 3 {
                    0 => self.text.replace(bytes.clone(), &new),
                    1 => self.text.replace_chars(chars, &new),
                    _ => self.text.replace_utf16(utf16(bytes.start)..utf16(bytes.end), &new),
                }
                self.model.replace_range(bytes, &new);
            }
            Op::Remove(start, len) => {
                let [chars, bytes] = self.range(*start, *len);
                self.text.remove_chars(chars);
                self.model.replace_range(bytes, "");
            }
            Op::Turn(at) => {
                let [chars, bytes] = self.range(*at, 0);
                let mut rest = self.text.split_off_chars(chars.start);
                rest.append(&mut self.text);
                self.text = rest;
                let mut rest = self.model.split_off(bytes.start);
                rest.push_str(&self.model);
                self.model = rest;
            }
            Op::Append => {
                if self.model.len() < most::<C>() {
                    self.text.append(&mut other.text.clone());
                    self.model.push_str(&other.model);
                }
            }
            Op::Slice(start, len) => {
                let [_, bytes] = self.range(*start, *len);
                self.text = self.text.slice(bytes.clone());
                self.model = self.model[bytes].to_owned();
            }
            Op::Pop => assert_eq!(self.text.pop(), self.model.pop()),
            Op::Try(at) => {
                let at = usize::from(*at) % (self.model.len() + 3);
                let is_there = self.model.is_char_boundary(at);
                assert_eq!(self.text.try_insert(at, "\n").is_ok(), is_there);
                if is_there {
                    self.model.insert(at, '\n');
                }
            }
        }
    }

    fn assert_invariants(&self) {
        self.text.assert_invariants();
    }

    fn check(&self) {
        let (text, model) = (&self.text, &self.model);
        self.assert_invariants();
        assert_eq!(text, model);
        assert_eq!(text.len_chars(), model.chars().count());
        assert_eq!(text.len_utf16(), model.encode_utf16().count());
        assert!(text.chars().rev().eq(model.chars().rev()));
        assert_eq!(text.lines_with_breaks().map(String::from).collect::<String>(), *model);
        assert_eq!(text.lines().count(), text.lines().rev().count());
        let lines = text.len_lines();
        for line in (0..lines).step_by(1 + lines / 8) {
            assert_eq!(text.byte_to_line(text.line_to_byte(line)), line);
        }
    }

    fn check_with(&self, other: &Self) {
        assert_eq!(self.text.cmp(&other.text), self.model.cmp(&other.model));
        // A diff takes most of the time: one in eight of long ones.
        if self.model.len() > 200 && !self.model.len().is_multiple_of(8) {
            return;
        }
        let (mut at, mut rebuilt) = (0, String::new());
        for hunk in self.text.diff(&other.text) {
            rebuilt += &self.model[at..hunk.at];
            rebuilt += &String::from(hunk.inserted);
            at = hunk.range().end;
        }
        rebuilt += &self.model[at..];
        assert_eq!(rebuilt, other.model);
    }

    fn unshared(&self) -> Self {
        Self { text: GenericText::from(&*self.model), model: self.model.clone() }
    }
}

/// What the versions are made of.
#[derive(Arbitrary, Debug)]
enum Shape {
    Tiny,
    TinyCrLf,
    TinyUnicode,
    Wide,
}

/// Versions of a shape, and what is done to them.
#[derive(Arbitrary, Debug)]
pub struct Input(Shape, Steps<Op>);

/// The target.
pub fn fuzz(Input(shape, steps): &Input) {
    match shape {
        Shape::Tiny => run::<Both<Tiny, Lf>>(steps),
        Shape::TinyCrLf => run::<Both<Tiny, CrLf>>(steps),
        Shape::TinyUnicode => run::<Both<Tiny, Unicode>>(steps),
        Shape::Wide => run::<Both<Atomic, Unicode>>(steps),
    }
}
