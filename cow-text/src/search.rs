//! Strings found in a text, across the pieces in which it is stored.

use crate::breaks::LineBreaks;
use crate::text_slice::TextSlice;
use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::RefCount;
use memchr::memmem::{Finder, FinderRev};

/// A longer string is looked for in copies of several pieces at once, so that the time stays linear.
const LONG: usize = 256;

/// How many bytes are searched at once for a long string.
fn window(pattern: usize) -> usize {
    (4 * pattern).max(1 << 12)
}

/// Returns the byte at which a long string first occurs.
fn find_long<C: RefCount, B: LineBreaks>(
    text: TextSlice<'_, C, B>,
    finder: &Finder<'_>,
) -> Option<usize> {
    let len = finder.needle().len();
    let (mut start, mut bytes) = (0, Vec::with_capacity(window(len)));
    let mut chunks = text.chunks();
    loop {
        let kept = bytes.len();
        while bytes.len() < window(len)
            && let Some(chunk) = chunks.next()
        {
            bytes.extend_from_slice(chunk.as_bytes());
        }
        if bytes.len() == kept {
            return None;
        }
        if let Some(at) = finder.find(&bytes) {
            return Some(start + at);
        }
        let passed = (bytes.len() + 1).saturating_sub(len);
        bytes.drain(..passed);
        start += passed;
    }
}

/// Returns the byte at which a long string last occurs.
fn rfind_long<C: RefCount, B: LineBreaks>(
    text: TextSlice<'_, C, B>,
    finder: &FinderRev<'_>,
) -> Option<usize> {
    let len = finder.needle().len();
    let (mut start, mut bytes) = (text.len(), Vec::new());
    let mut chunks = text.chunks();
    loop {
        let (mut pieces, mut all) = (Vec::new(), bytes.len());
        while all < window(len)
            && let Some(chunk) = chunks.next_back()
        {
            all += chunk.len();
            pieces.push(chunk.as_bytes());
        }
        if pieces.is_empty() {
            return None;
        }
        start -= all - bytes.len();
        pieces.reverse();
        pieces.push(&bytes);
        bytes = pieces.concat();
        if let Some(at) = finder.rfind(&bytes) {
            return Some(start + at);
        }
        bytes.truncate(len - 1);
    }
}

/// Returns the byte at which a string first occurs.
///
/// What may begin in one piece and end in another is looked for in a copy of the bytes next to the border, fewer than
/// the string on each side.
pub(crate) fn find<C: RefCount, B: LineBreaks>(
    text: TextSlice<'_, C, B>,
    finder: &Finder<'_>,
) -> Option<usize> {
    if finder.needle().len() > LONG {
        return find_long(text, finder);
    }
    let most = finder.needle().len().saturating_sub(1);
    let (mut start, mut border) = (0, Vec::new());
    for chunk in text.chunks() {
        let chunk = chunk.as_bytes();
        let kept = border.len();
        border.extend_from_slice(&chunk[..chunk.len().min(most)]);
        if let Some(at) = finder.find(&border) {
            return Some(start - kept + at);
        }
        if let Some(at) = finder.find(chunk) {
            return Some(start + at);
        }
        if chunk.len() > most {
            border.clear();
            border.extend_from_slice(&chunk[chunk.len() - most..]);
        } else {
            border.drain(..border.len().saturating_sub(most));
        }
        start += chunk.len();
    }
    // Nothing occurs in no text.
    (start == 0 && most == 0 && finder.needle().is_empty()).then_some(0)
}

/// Returns the byte at which a string last occurs.
pub(crate) fn rfind<C: RefCount, B: LineBreaks>(
    text: TextSlice<'_, C, B>,
    pattern: &str,
) -> Option<usize> {
    let finder = FinderRev::new(pattern);
    let most = pattern.len().saturating_sub(1);
    let (mut start, mut border) = (text.end - text.start, Vec::new());
    if pattern.is_empty() {
        return Some(start);
    }
    if pattern.len() > LONG {
        return rfind_long(text, &finder);
    }
    for chunk in text.chunks().rev() {
        let chunk = chunk.as_bytes();
        start -= chunk.len();
        let kept = chunk.len().min(most);
        let first = chunk.len() - kept;
        border.splice(..0, chunk[first..].iter().copied());
        if let Some(at) = finder.rfind(&border) {
            return Some(start + first + at);
        }
        if let Some(at) = finder.rfind(chunk) {
            return Some(start + at);
        }
        if chunk.len() > most {
            border.clear();
            border.extend_from_slice(&chunk[..most]);
        } else {
            border.truncate(most);
        }
    }
    None
}

/// The bytes at which a string occurs: see [`GenericText::matches`](crate::GenericText::matches).
pub struct Matches<'a, C: RefCount, B: LineBreaks> {
    text: TextSlice<'a, C, B>,
    finder: Finder<'a>,
    /// Where the next one may begin; `None` at the end.
    next: Option<usize>,
}

impl<'a, C: RefCount, B: LineBreaks> Matches<'a, C, B> {
    pub(crate) fn new(text: TextSlice<'a, C, B>, pattern: &'a str) -> Self {
        Self { text, finder: Finder::new(pattern), next: Some(0) }
    }
}

impl<C: RefCount, B: LineBreaks> Clone for Matches<'_, C, B> {
    fn clone(&self) -> Self {
        Self { finder: self.finder.clone(), ..*self }
    }
}

impl<C: RefCount, B: LineBreaks> Iterator for Matches<'_, C, B> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let from = self.next.take()?;
        let rest = self.text.try_view(from..).ok()?;
        let at = from + find(rest, &self.finder)?;
        let pattern = self.finder.needle().len();
        // A string without characters occurs before each of them, and at the end.
        let step = if pattern > 0 { Some(pattern) } else { rest.char_at(0).map(char::len_utf8) };
        self.next = step.map(|step| at + step);
        Some(at)
    }
}

impl<C: RefCount, B: LineBreaks> FusedIterator for Matches<'_, C, B> {}

impl<C: RefCount, B: LineBreaks> fmt::Debug for Matches<'_, C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
