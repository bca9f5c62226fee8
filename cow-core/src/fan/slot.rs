//! Places of children.

use super::link::{Link, Root};
use super::view::View;
use super::word::Word;
use crate::count::{Atomic, RefCount};
use core::marker::PhantomData;
use core::ptr::NonNull;

/// The place of a child: its whole run in a fan that has one owner, or a [`Link`] of its own.
///
/// Passed by value. [`open`](SlotMut::open) gives it back if its child is shared.
pub struct SlotMut<'a, T, C: RefCount> {
    /// The first word of a fan, or the word of a link.
    words: NonNull<Word<T, C>>,
    /// The place is the run in which this slot lies: any of its slots, for all hold the same word.
    /// The run is exclusive for `'a`: every node on the way here has one owner.
    slot: usize,
    borrow: PhantomData<&'a mut Link<T, C>>,
}

// SAFETY: an exclusive place is as good as a `&mut Link`.
unsafe impl<T: Send + Sync> Send for SlotMut<'_, T, Atomic> {}
// SAFETY: a `&SlotMut` is as good as a `&Link`.
unsafe impl<T: Send + Sync> Sync for SlotMut<'_, T, Atomic> {}

impl<'a, T, C: RefCount> SlotMut<'a, T, C> {
    /// The place in which slot `slot` lies, of those that begin at `words`.
    ///
    /// # Safety
    /// `words` are those of a fan with one owner, and `slot` is one of them; or `words` is the word of
    /// a link, and `slot` is 0. The run is exclusive for `'a`.
    #[inline]
    pub(super) unsafe fn new(words: NonNull<Word<T, C>>, slot: usize) -> Self {
        Self { words, slot, borrow: PhantomData }
    }

    /// A borrow of what is here.
    #[inline]
    pub fn view(&self) -> View<'_, T, C> {
        // SAFETY: the child is live while it is in its place, which is borrowed.
        unsafe { View::from_word(self.word()) }
    }

    /// As [`view`](Self::view), for as long as the place is borrowed.
    #[inline]
    pub fn into_view(self) -> View<'a, T, C> {
        // SAFETY: the child is live while it is in its place, which is exclusive for `'a` and given up:
        // nobody changes it meanwhile.
        unsafe { View::from_word(self.word()) }
    }

    /// How many slots the place has: 1, 2, 4 or 8, and 1 outside of fans.
    #[inline]
    pub fn run(&self) -> usize {
        self.word().span() + 1
    }

    /// The same place for a shorter time.
    #[inline]
    pub fn reborrow(&mut self) -> SlotMut<'_, T, C> {
        SlotMut { words: self.words, slot: self.slot, borrow: PhantomData }
    }

    /// Puts another node here and lets the old one go, which is likely still owned elsewhere.
    ///
    /// # Panics
    /// If `child` is a fan and the place has more than one slot.
    #[inline]
    pub fn set(mut self, child: Link<T, C>) -> Self {
        let old = self.word();
        self.write(child.into_run(old.span()));
        // SAFETY: the run gave up its owner of the old child.
        unsafe { Link::from_word(old) }.release_shared();
        self
    }

    /// The word of the run.
    #[inline]
    pub(super) fn word(&self) -> Word<T, C> {
        // SAFETY: there is such a slot.
        let place = unsafe { self.words.add(self.slot) };
        // SAFETY: its word is initialised, and exclusive for `'a`.
        unsafe { place.read() }
    }

    /// The words among which the place is, and its first slot if it has `span + 1` of them.
    #[inline]
    pub(super) fn first(&self, span: usize) -> (NonNull<Word<T, C>>, usize) {
        (self.words, self.slot & !span)
    }

    /// Writes a word to its whole run, which has the span of the word.
    #[inline]
    pub(super) fn write(&mut self, word: Word<T, C>) {
        let (words, first) = self.first(word.span());
        for slot in first..=first + word.span() {
            // SAFETY: the run has as many slots.
            let place = unsafe { words.add(slot) };
            // SAFETY: the run is exclusive for `'a`.
            unsafe { place.write(word) };
        }
    }
}

impl<T, C: RefCount> Link<T, C> {
    /// The place of the node, to change the node or to put another one there.
    #[inline]
    pub fn slot(&mut self) -> SlotMut<'_, T, C> {
        // SAFETY: the word is that of a link, leads to a live node, and is borrowed mutably.
        unsafe { SlotMut::new(NonNull::from(self.word_mut()), 0) }
    }
}

impl<T, C: RefCount> Root<T, C> {
    /// The place of the node, if there is one.
    #[inline]
    pub fn slot(&mut self) -> Option<SlotMut<'_, T, C>> {
        self.link_mut().map(Link::slot)
    }
}
