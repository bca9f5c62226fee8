//! All children of a fan: their places, or themselves.

use super::SLOTS;
use super::link::Link;
use super::node::{self, RawFan};
use super::slot::SlotMut;
use crate::count::{Atomic, Kind};
use core::iter::FusedIterator;
use core::marker::PhantomData;

/// The children of a fan that is gone, one by one.
pub struct IntoLinks<T, P: Kind> {
    /// A fan without owners, of whose runs those that begin at `next` or later own their child.
    fan: RawFan<T, P>,
    next: usize,
}

// SAFETY: as for `Link`: these are owners of the children.
unsafe impl<T: Send + Sync> Send for IntoLinks<T, Atomic> {}
// SAFETY: as for `Send`.
unsafe impl<T: Send + Sync> Sync for IntoLinks<T, Atomic> {}

impl<T, P: Kind> IntoLinks<T, P> {
    /// The children of `fan`, which is freed afterwards.
    ///
    /// # Safety
    /// The fan is live, and nobody owns it.
    #[inline]
    pub(super) unsafe fn from_raw(fan: RawFan<T, P>) -> Self {
        // SAFETY: the fan is live.
        unsafe { fan.watch() }.write();
        Self { fan, next: 0 }
    }
}

impl<T, P: Kind> Iterator for IntoLinks<T, P> {
    type Item = Link<T, P>;

    #[inline]
    fn next(&mut self) -> Option<Link<T, P>> {
        while self.next < SLOTS {
            let slot = self.next;
            self.next += 1;
            // SAFETY: the fan is live, and only this reaches it.
            let word = unsafe { node::word(self.fan, slot) };
            if word.begins_at(slot) {
                // SAFETY: the child is live, and the run gives up its owner.
                return Some(unsafe { Link::from_word(word) });
            }
        }
        None
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(SLOTS - self.next))
    }
}

impl<T, P: Kind> FusedIterator for IntoLinks<T, P> {}

impl<T, P: Kind> Drop for IntoLinks<T, P> {
    fn drop(&mut self) {
        /// Drops what is left, also if one of the drops panics; then frees the fan.
        struct Rest<'a, T, P: Kind>(&'a mut IntoLinks<T, P>);
        impl<T, P: Kind> Drop for Rest<'_, T, P> {
            #[inline]
            fn drop(&mut self) {
                self.0.for_each(drop);
                // SAFETY: the fan has neither owners nor children left.
                unsafe { self.0.fan.free() }
            }
        }

        let rest = Rest(self);
        rest.0.for_each(drop);
    }
}

/// The places of a fan's children, one by one.
pub struct Slots<'a, T, P: Kind> {
    /// A fan with one owner, borrowed exclusively for `'a`. The runs that begin at `next` or later
    /// have not been given away.
    fan: RawFan<T, P>,
    next: usize,
    borrow: PhantomData<&'a mut Link<T, P>>,
}

// SAFETY: exclusive places are as good as `&mut Link`.
unsafe impl<T: Send + Sync> Send for Slots<'_, T, Atomic> {}
// SAFETY: a `&Slots` gives nothing.
unsafe impl<T: Send + Sync> Sync for Slots<'_, T, Atomic> {}

impl<'a, T, P: Kind> Slots<'a, T, P> {
    /// The places in `fan`.
    ///
    /// # Safety
    /// The fan has one owner, and is borrowed exclusively for `'a`.
    #[inline]
    pub(super) unsafe fn from_raw(fan: RawFan<T, P>) -> Self {
        Self { fan, next: 0, borrow: PhantomData }
    }
}

impl<'a, T, P: Kind> Iterator for Slots<'a, T, P> {
    type Item = SlotMut<'a, T, P>;

    #[inline]
    fn next(&mut self) -> Option<SlotMut<'a, T, P>> {
        while self.next < SLOTS {
            let slot = self.next;
            self.next += 1;
            // SAFETY: the fan is live, and the words from `slot` on are not given away.
            let word = unsafe { node::word(self.fan, slot) };
            if word.begins_at(slot) {
                self.next += word.span();
                // SAFETY: the fan is live.
                let first = unsafe { node::place(self.fan, slot) };
                // SAFETY: the run begins here, and is exclusive for `'a`.
                return Some(unsafe { SlotMut::new(first) });
            }
        }
        None
    }
}

impl<T, P: Kind> FusedIterator for Slots<'_, T, P> {}
