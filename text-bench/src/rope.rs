//! What is compared.

use crate::replay::{Run, run};
use crate::trace::Edit;
use cow_text::CowText;

/// All ropes that replay a trace.
pub const REPLAYS: [(&str, Run); 6] = [
    (<CowText as Rope>::NAME, run::<CowText>),
    (<ByBytes as Rope>::NAME, run::<ByBytes>),
    (<ropey::Rope as Rope>::NAME, run::<ropey::Rope>),
    (<ropey_2::Rope as Rope>::NAME, run::<ropey_2::Rope>),
    (<crop::Rope as Rope>::NAME, run::<crop::Rope>),
    (<jumprope::JumpRope as Rope>::NAME, run::<jumprope::JumpRope>),
];

/// A rope, as its documentation says that one uses it.
pub trait Rope: Sized {
    /// What it is called.
    const NAME: &'static str;

    /// Makes a rope of a text.
    fn load(text: &str) -> Self;

    /// Makes an edit, by characters if the rope has that, and otherwise by bytes.
    fn edit(&mut self, edit: &Edit);

    /// The whole text.
    fn text(&self) -> String;

    /// The same version once more, if the rope has versions.
    fn version(&self) -> Option<Self> {
        None
    }

    /// The number of the line that a byte is in.
    fn byte_to_line(&self, _: usize) -> Option<usize> {
        None
    }

    /// The byte with which a line begins.
    fn line_to_byte(&self, _: usize) -> Option<usize> {
        None
    }

    /// How many lines there are, and how many bytes they have, one by one.
    fn lines(&self) -> Option<(usize, usize)> {
        None
    }

    /// The sum of all characters, one by one.
    fn chars(&self) -> Option<u64> {
        None
    }
}

fn sum(chars: impl Iterator<Item = char>) -> Option<u64> {
    let mut sum = 0;
    for char in chars {
        sum += u64::from(u32::from(char));
    }
    Some(sum)
}

fn count(lens: impl Iterator<Item = usize>) -> Option<(usize, usize)> {
    let mut all = (0, 0);
    for len in lens {
        all = (all.0 + 1, all.1 + len);
    }
    Some(all)
}

impl Rope for CowText {
    const NAME: &'static str = "CowText";

    fn load(text: &str) -> Self {
        text.into()
    }

    fn edit(&mut self, edit: &Edit) {
        self.replace_chars(edit.at..edit.at + edit.removed, &edit.inserted);
    }

    fn text(&self) -> String {
        self.into()
    }

    fn version(&self) -> Option<Self> {
        Some(self.clone())
    }

    fn byte_to_line(&self, byte: usize) -> Option<usize> {
        Some(CowText::byte_to_line(self, byte))
    }

    fn line_to_byte(&self, line: usize) -> Option<usize> {
        Some(CowText::line_to_byte(self, line))
    }

    fn lines(&self) -> Option<(usize, usize)> {
        count(CowText::lines(self).map(|line| line.len()))
    }

    fn chars(&self) -> Option<u64> {
        sum(CowText::chars(self))
    }
}

/// A [`CowText`] that is edited by bytes, as those are that have no other positions.
pub struct ByBytes(CowText);

impl Rope for ByBytes {
    const NAME: &'static str = "CowText, by bytes";

    fn load(text: &str) -> Self {
        Self(text.into())
    }

    fn edit(&mut self, edit: &Edit) {
        let (at, removed) = edit.bytes;
        self.0.replace(at..at + removed, &edit.inserted);
    }

    fn text(&self) -> String {
        (&self.0).into()
    }

    fn version(&self) -> Option<Self> {
        Some(Self(self.0.clone()))
    }
}

impl Rope for ropey::Rope {
    const NAME: &'static str = "ropey 1.6";

    fn load(text: &str) -> Self {
        Self::from_str(text)
    }

    fn edit(&mut self, edit: &Edit) {
        if edit.removed > 0 {
            self.remove(edit.at..edit.at + edit.removed);
        }
        if !edit.inserted.is_empty() {
            self.insert(edit.at, &edit.inserted);
        }
    }

    fn text(&self) -> String {
        self.to_string()
    }

    fn version(&self) -> Option<Self> {
        Some(self.clone())
    }

    fn byte_to_line(&self, byte: usize) -> Option<usize> {
        Some(ropey::Rope::byte_to_line(self, byte))
    }

    fn line_to_byte(&self, line: usize) -> Option<usize> {
        Some(ropey::Rope::line_to_byte(self, line))
    }

    fn lines(&self) -> Option<(usize, usize)> {
        count(ropey::Rope::lines(self).map(|line| line.len_bytes()))
    }

    fn chars(&self) -> Option<u64> {
        sum(ropey::Rope::chars(self))
    }
}

impl Rope for ropey_2::Rope {
    const NAME: &'static str = "ropey 2 beta";

    fn load(text: &str) -> Self {
        Self::from_str(text)
    }

    fn edit(&mut self, edit: &Edit) {
        let (at, removed) = edit.bytes;
        if removed > 0 {
            self.remove(at..at + removed);
        }
        if !edit.inserted.is_empty() {
            self.insert(at, &edit.inserted);
        }
    }

    fn text(&self) -> String {
        self.to_string()
    }

    fn version(&self) -> Option<Self> {
        Some(self.clone())
    }

    fn byte_to_line(&self, byte: usize) -> Option<usize> {
        Some(self.byte_to_line_idx(byte, ropey_2::LineType::LF))
    }

    fn line_to_byte(&self, line: usize) -> Option<usize> {
        Some(self.line_to_byte_idx(line, ropey_2::LineType::LF))
    }

    fn lines(&self) -> Option<(usize, usize)> {
        count(ropey_2::Rope::lines(self, ropey_2::LineType::LF).map(|line| line.len()))
    }

    fn chars(&self) -> Option<u64> {
        sum(ropey_2::Rope::chars(self))
    }
}

impl Rope for crop::Rope {
    const NAME: &'static str = "crop";

    fn load(text: &str) -> Self {
        Self::from(text)
    }

    fn edit(&mut self, edit: &Edit) {
        let (at, removed) = edit.bytes;
        self.replace(at..at + removed, &edit.inserted);
    }

    fn text(&self) -> String {
        self.to_string()
    }

    fn version(&self) -> Option<Self> {
        Some(self.clone())
    }

    fn byte_to_line(&self, byte: usize) -> Option<usize> {
        Some(self.line_of_byte(byte))
    }

    fn line_to_byte(&self, line: usize) -> Option<usize> {
        Some(self.byte_of_line(line))
    }

    fn lines(&self) -> Option<(usize, usize)> {
        count(crop::Rope::lines(self).map(|line| line.byte_len()))
    }

    fn chars(&self) -> Option<u64> {
        sum(crop::Rope::chars(self))
    }
}

impl Rope for jumprope::JumpRope {
    const NAME: &'static str = "jumprope";

    fn load(text: &str) -> Self {
        Self::from(text)
    }

    fn edit(&mut self, edit: &Edit) {
        if edit.removed > 0 {
            self.remove(edit.at..edit.at + edit.removed);
        }
        if !edit.inserted.is_empty() {
            self.insert(edit.at, &edit.inserted);
        }
    }

    fn text(&self) -> String {
        self.to_string()
    }

    fn chars(&self) -> Option<u64> {
        sum(jumprope::JumpRope::chars(self))
    }
}

/// No rope: each version is a copy of the whole text.
impl Rope for String {
    const NAME: &'static str = "String, whole copies";

    fn load(text: &str) -> Self {
        text.to_owned()
    }

    fn edit(&mut self, edit: &Edit) {
        let (at, removed) = edit.bytes;
        self.replace_range(at..at + removed, &edit.inserted);
    }

    fn text(&self) -> String {
        self.clone()
    }

    fn version(&self) -> Option<Self> {
        Some(self.clone())
    }
}
