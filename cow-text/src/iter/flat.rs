//! The items of all pieces, one after the other: of a type of iterator over those of one piece.

use super::chunks::Chunks;
use crate::breaks::LineBreaks;
use crate::text_slice::TextSlice;
use core::iter::Copied;
use core::{slice, str};
use cow_core::RefCount;

/// The items of a piece.
pub(super) trait Items<'a>: DoubleEndedIterator + Clone {
    /// Returns those of a piece.
    fn of(piece: &'a str) -> Self;

    /// Returns how many bytes the items have that are left.
    fn bytes(&self) -> usize;
}

impl<'a> Items<'a> for str::Chars<'a> {
    #[inline]
    fn of(piece: &'a str) -> Self {
        piece.chars()
    }

    #[inline]
    fn bytes(&self) -> usize {
        self.as_str().len()
    }
}

impl<'a> Items<'a> for Copied<slice::Iter<'a, u8>> {
    #[inline]
    fn of(piece: &'a str) -> Self {
        piece.as_bytes().iter().copied()
    }

    #[inline]
    fn bytes(&self) -> usize {
        self.len()
    }
}

/// The items of a text.
///
/// A step within a piece is that of `I`, and one test. What visits all items visits those of a piece as `I`
/// does.
pub(super) struct Flat<'a, I, C: RefCount, B: LineBreaks> {
    /// Those of the first piece that are left, if it has been begun.
    front: I,
    /// The pieces that have not been begun.
    chunks: Chunks<'a, C, B>,
    /// Those of the last piece that are left, if it has been begun from its end.
    back: I,
}

impl<'a, I: Items<'a>, C: RefCount, B: LineBreaks> Flat<'a, I, C, B> {
    pub(super) fn new(text: TextSlice<'a, C, B>) -> Self {
        Self { front: I::of(""), chunks: Chunks::new(text), back: I::of("") }
    }

    /// Returns how many bytes the items have that are left.
    #[inline]
    pub(super) fn bytes(&self) -> usize {
        self.front.bytes() + self.chunks.bytes() + self.back.bytes()
    }

    /// Begins the next piece.
    #[inline]
    fn next_piece(&mut self) -> Option<I::Item> {
        // By value: as no reference to `self` is handed on, the compiler can keep `front` in registers.
        let (chunks, chunk) = next_chunk(self.chunks.clone());
        self.chunks = chunks;
        match chunk {
            Some(chunk) => {
                self.front = I::of(chunk);
                self.front.next()
            }
            None => self.back.next(),
        }
    }

    /// Begins the piece before, from its end.
    #[inline]
    fn previous_piece(&mut self) -> Option<I::Item> {
        let (chunks, chunk) = previous_chunk(self.chunks.clone());
        self.chunks = chunks;
        match chunk {
            Some(chunk) => {
                self.back = I::of(chunk);
                self.back.next_back()
            }
            None => self.front.next_back(),
        }
    }
}

#[inline(never)]
fn next_chunk<C: RefCount, B: LineBreaks>(
    mut chunks: Chunks<'_, C, B>,
) -> (Chunks<'_, C, B>, Option<&str>) {
    let chunk = chunks.next();
    (chunks, chunk)
}

#[inline(never)]
fn previous_chunk<C: RefCount, B: LineBreaks>(
    mut chunks: Chunks<'_, C, B>,
) -> (Chunks<'_, C, B>, Option<&str>) {
    let chunk = chunks.next_back();
    (chunks, chunk)
}

impl<'a, I: Items<'a>, C: RefCount, B: LineBreaks> Clone for Flat<'a, I, C, B> {
    fn clone(&self) -> Self {
        Self { front: self.front.clone(), chunks: self.chunks.clone(), back: self.back.clone() }
    }
}

impl<'a, I: Items<'a>, C: RefCount, B: LineBreaks> Iterator for Flat<'a, I, C, B> {
    type Item = I::Item;

    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        match self.front.next() {
            Some(item) => Some(item),
            None => self.next_piece(),
        }
    }

    #[inline]
    fn fold<R, F: FnMut(R, I::Item) -> R>(self, init: R, mut f: F) -> R {
        let front = self.front.fold(init, &mut f);
        let middle = self.chunks.fold(front, |all, chunk| I::of(chunk).fold(all, &mut f));
        self.back.fold(middle, f)
    }

    #[inline]
    fn count(self) -> usize {
        let middle: usize = self.chunks.map(|chunk| I::of(chunk).count()).sum();
        self.front.count() + middle + self.back.count()
    }

    #[inline]
    fn last(mut self) -> Option<I::Item> {
        self.next_back()
    }
}

impl<'a, I: Items<'a>, C: RefCount, B: LineBreaks> DoubleEndedIterator for Flat<'a, I, C, B> {
    #[inline]
    fn next_back(&mut self) -> Option<I::Item> {
        match self.back.next_back() {
            Some(item) => Some(item),
            None => self.previous_piece(),
        }
    }

    #[inline]
    fn rfold<R, F: FnMut(R, I::Item) -> R>(self, init: R, mut f: F) -> R {
        let back = self.back.rfold(init, &mut f);
        let middle = self.chunks.rfold(back, |all, chunk| I::of(chunk).rfold(all, &mut f));
        self.front.rfold(middle, f)
    }
}
