//! Places of children.

use super::link::{Link, Root};
use super::view::View;
use super::word::Word;
use crate::count::{Atomic, Kind};
use core::marker::PhantomData;
use core::ptr::NonNull;

/// The place of a child: its whole run in a fan that has one owner, or a [`Link`] of its own.
///
/// Passed by value. [`open`](SlotMut::open) gives it back if its child is shared.
pub struct SlotMut<'a, T, P: Kind> {
    /// The first word of an aligned run, which is exclusive for `'a`: every node on the way here
    /// has one owner.
    first: NonNull<Word<T, P>>,
    borrow: PhantomData<&'a mut Link<T, P>>,
}

// SAFETY: an exclusive place is as good as a `&mut Link`.
unsafe impl<T: Send + Sync> Send for SlotMut<'_, T, Atomic> {}
// SAFETY: a `&SlotMut` is as good as a `&Link`.
unsafe impl<T: Send + Sync> Sync for SlotMut<'_, T, Atomic> {}

impl<'a, T, P: Kind> SlotMut<'a, T, P> {
    /// The place that begins at `first`.
    ///
    /// # Safety
    /// The word is the first of a run, and the run is exclusive for `'a`: it lies in a fan with one
    /// owner, which nobody else uses meanwhile, or is a link.
    #[inline]
    pub(super) unsafe fn new(first: NonNull<Word<T, P>>) -> Self {
        Self { first, borrow: PhantomData }
    }

    /// A borrow of what is here.
    #[inline]
    pub fn view(&self) -> View<'_, T, P> {
        // SAFETY: the child is live while it is in its place, which is borrowed.
        unsafe { View::from_word(self.word()) }
    }

    /// How many slots the place has: 1, 2, 4 or 8, and 1 outside of fans.
    #[inline]
    pub fn run(&self) -> usize {
        self.word().span() + 1
    }

    /// The same place for a shorter time.
    #[inline]
    pub fn reborrow(&mut self) -> SlotMut<'_, T, P> {
        SlotMut { first: self.first, borrow: PhantomData }
    }

    /// Puts another node here and lets the old one go, which is likely still owned elsewhere.
    ///
    /// # Panics
    /// If `child` is a fan and the place has more than one slot.
    #[inline]
    pub fn set(mut self, child: Link<T, P>) -> Self {
        let old = self.word();
        self.write(child.into_run(old.span()));
        // SAFETY: the run gave up its owner of the old child.
        unsafe { Link::from_word(old) }.release_shared();
        self
    }

    /// The word of the run.
    #[inline]
    pub(super) fn word(&self) -> Word<T, P> {
        // SAFETY: `first` is valid for `'a`.
        unsafe { self.first.read() }
    }

    /// Where the run begins.
    #[inline]
    pub(super) fn first(&self) -> NonNull<Word<T, P>> {
        self.first
    }

    /// Writes a word to its whole run, which has the span of the word.
    #[inline]
    pub(super) fn write(&mut self, word: Word<T, P>) {
        for i in 0..=word.span() {
            // SAFETY: the run has as many slots.
            let place = unsafe { self.first.add(i) };
            // SAFETY: the run is exclusive for `'a`.
            unsafe { place.write(word) };
        }
    }
}

impl<T, P: Kind> Link<T, P> {
    /// The place of the node, to change the node or to put another one there.
    #[inline]
    pub fn slot(&mut self) -> SlotMut<'_, T, P> {
        // SAFETY: the word is a run of its own, leads to a live node, and is borrowed mutably.
        unsafe { SlotMut::new(NonNull::from(self.word_mut())) }
    }
}

impl<T, P: Kind> Root<T, P> {
    /// The place of the node, if there is one.
    #[inline]
    pub fn slot(&mut self) -> Option<SlotMut<'_, T, P>> {
        self.link_mut().map(Link::slot)
    }
}
