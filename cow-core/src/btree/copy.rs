//! How branches are copied: by shares of their children.

use super::exclusive::BranchMut;
use super::node::{BranchRef, Node};
use super::raw::{Link, RawBranch, init_mut};
use super::width::Width;
use crate::count::{Counter, RefCount, Unit};
use crate::node::Live;
use crate::prefetch::prefetch;
use core::mem::{self, MaybeUninit, needs_drop};
use core::ptr::NonNull;

/// From which count on no shares are handed out in advance, but each is counted: far from where
/// counts end. It takes four million parents of one child.
const CROWDED: usize = 1 << 30;

/// Summaries in a new branch, which does not own them yet.
struct Made<'b, A> {
    /// The places of the new branch.
    places: &'b mut [MaybeUninit<A>],
    /// The first so many are initialised.
    len: usize,
}

impl<A> Made<'_, A> {
    #[inline]
    fn push(&mut self, summary: A) {
        self.places[self.len].write(summary);
        self.len += 1;
    }
}

impl<A> Drop for Made<'_, A> {
    fn drop(&mut self) {
        // SAFETY: so many are initialised.
        let made = NonNull::from(unsafe { init_mut(&mut self.places[..self.len]) });
        // SAFETY: they are not used again.
        unsafe { made.drop_in_place() };
    }
}

impl<K, T, A, C: RefCount> BranchRef<'_, K, T, A, C> {
    /// Makes a copy, which shares all children: but for one, if there is another for its place.
    ///
    /// That one has as many items. The copy keeps the summary of the old one for it, and has room for no more than `spare`
    /// children besides if that can be.
    ///
    /// If a `clone` panics, nothing has changed.
    pub(super) fn copy(
        self,
        new: Option<(usize, Node<K, T, A, C>)>,
        spare: usize,
    ) -> Node<K, T, A, C>
    where
        K: Clone,
        A: Clone,
    {
        let len = self.len();
        let raw = self.allocate_like((len + spare).min(Width::<K, T, C>::FANOUT));
        // SAFETY: the branch is live, and its one share is this one.
        let copy = unsafe { Node::from_link(Link::branch(raw)) };
        // SAFETY: the branch is live and exclusive.
        let mut branch = unsafe { BranchMut::from_raw(raw) };
        branch.copy_keys(self);
        let mut made = Made { places: branch.node().summaries(), len: 0 };
        // Those without size and drop glue need not be made.
        if size_of::<A>() > 0 || needs_drop::<A>() {
            for summary in self.summaries() {
                made.push(summary.clone());
            }
        }
        mem::forget(made);

        // No code of the user's runs from here on.
        debug_assert!(new.as_ref().is_none_or(|(slot, _)| *slot < len));
        let unit = self.share_out(new.as_ref().map(|(slot, _)| *slot));
        branch.node().facts().unit = C::Unit::new(unit as u16);
        branch.node().facts().len = len as u8;
        if let Some((slot, new)) = new {
            branch.node().links()[slot].write(new.into_shares(unit));
        }
        copy
    }

    /// Makes a new branch without children, of which one share is the caller's: but with sizes, links
    /// and prefixes that are right when it gets as many children as this one, for which it has room.
    #[inline]
    fn allocate_like(self, room: usize) -> RawBranch<K, T, A, C> {
        // SAFETY: prefixes and sizes are initialised below.
        let raw = unsafe { RawBranch::allocate_part(self.facts().height, room) };
        // SAFETY: the branch is new.
        let live = unsafe { Live::new(raw) };
        let (room, fitted) = (live.room(), RawBranch::<K, T, A, C>::FITTED);
        let taken = if fitted { self.len() } else { room };
        assert!(taken <= room, "no room for the children");
        if let (Some(to), Some(from)) = (live.prefixes(), self.prefixes()) {
            // SAFETY: there is room for them, which nothing else reaches.
            unsafe { to.write(*from) };
        }
        let (sizes, from) = (live.sizes().cast::<usize>(), self.node.sizes().cast());
        // SAFETY: both have as many places or more, and one of them is new.
        unsafe { sizes.copy_from_nonoverlapping(from, taken) };
        for slot in taken..room {
            // SAFETY: within the places.
            let place = unsafe { sizes.add(slot) };
            // SAFETY: within the places, which nothing else reaches.
            unsafe { place.write(0) };
        }
        let from = self.node.links().cast::<Link<K, T, A, C>>();
        // SAFETY: both have as many places or more, and one of them is new.
        unsafe { live.links().cast().copy_from_nonoverlapping(from, taken) };
        raw
    }

    /// Obtains shares of all children but one for a copy, and tells how many of each.
    fn share_out(self, but: Option<usize>) -> u32 {
        let half = self.facts().unit.halve();
        if half > 0 {
            if let Some(slot) = but {
                // These are not the last shares: the branch holds as many.
                let _ = self.child(slot).count().subtract_shared(half);
            }
            return half;
        }

        let len = self.len();
        for slot in 0..len {
            prefetch(self.child(slot).link().bits(), 0);
        }
        let whole = u32::from(C::WHOLE);
        let crowded = (0..len).any(|slot| self.child(slot).count().get() >= CROWDED);
        if crowded || whole == 1 {
            for slot in (0..len).filter(|slot| Some(*slot) != but) {
                self.child(slot).count().add(1);
            }
            return 1;
        }
        for slot in 0..len {
            let copys = if Some(slot) == but { 0 } else { whole };
            self.child(slot).count().add(whole - 1 + copys);
        }
        if !self.facts().unit.renew(C::WHOLE) {
            for slot in 0..len {
                // Not the last: the branch holds some.
                let _ = self.child(slot).count().subtract_shared(whole - 1);
            }
        }
        whole
    }
}

#[cfg(all(test, not(cow_loom)))]
mod tests {
    use super::*;
    use crate::Atomic;
    use crate::btree::{Tree, View};
    use alloc::vec::Vec;

    #[test]
    fn children_with_very_many_parents_are_counted_one_by_one() {
        let tree: Tree<u64, (u64, u64), (), Atomic> =
            Tree::from_ascending((0..1000).map(|n| (n, n)));
        let Some(View::Branch(branch)) = tree.root().map(|root| root.view()) else {
            panic!("some leaves")
        };
        let child = branch.child(1).count();
        child.add(CROWDED as u32);
        let mut copies = Vec::new();
        for count in 1..40 {
            copies.push(branch.copy(None, 0));
            assert_eq!(child.get(), CROWDED + 1 + count);
        }
        drop(copies);
        assert!(!child.subtract(CROWDED as u32) && child.is(1));
    }
}
