//! How branches are copied: by shares of their children.

use super::exclusive::BranchMut;
use super::node::{BranchRef, Node};
use super::raw::{Link, RawBranch, init_mut};
use super::width::Width;
use crate::count::{Counter, RefCount, Unit};
use crate::prefetch::prefetch;
use core::mem::{self, needs_drop};
use core::ptr::NonNull;

/// From which count on no shares are handed out in advance, but each is counted: far from where
/// counts end. It takes four million parents of one child.
const CROWDED: usize = 1 << 30;

/// Summaries in a new branch, which does not own them yet.
struct Made<K, T, A, C: RefCount> {
    /// Live and exclusive, and has room.
    branch: RawBranch<K, T, A, C>,
    /// The first so many are initialised.
    len: usize,
}

impl<K, T, A, C: RefCount> Made<K, T, A, C> {
    #[inline]
    fn push(&mut self, summary: A) {
        // SAFETY: the branch is live and exclusive.
        let places = unsafe { self.branch.summaries_mut() };
        places[self.len].write(summary);
        self.len += 1;
    }
}

impl<K, T, A, C: RefCount> Drop for Made<K, T, A, C> {
    fn drop(&mut self) {
        // SAFETY: the branch is live and exclusive.
        let made = unsafe { self.branch.summaries_mut() };
        // SAFETY: so many are initialised.
        let made = NonNull::from(unsafe { init_mut(&mut made[..self.len]) });
        // SAFETY: they are not used again.
        unsafe { made.drop_in_place() };
    }
}

impl<K, T, A, C: RefCount> BranchRef<'_, K, T, A, C> {
    /// Makes a copy, which shares all children: but for one, if there is another for its place.
    ///
    /// That one has as many items. The copy keeps the summary of the old one for it, and has no room for more children
    /// if that can be.
    ///
    /// If a `clone` panics, nothing has changed.
    pub(super) fn copy(self, new: Option<(usize, Node<K, T, A, C>)>) -> Node<K, T, A, C>
    where
        K: Clone,
        A: Clone,
    {
        let len = self.len();
        // With a new child it is a version's copy, which likely gets no more children.
        let room = if new.is_some() { len } else { Width::<K, T, C>::FANOUT };
        // SAFETY: the branch is live, and only read.
        let raw = unsafe { RawBranch::allocate_like(self.raw(), room) };
        // SAFETY: the branch is live, and its one share is this one.
        let copy = unsafe { Node::from_link(Link::branch(raw)) };
        // SAFETY: the branch is live and exclusive.
        unsafe { BranchMut::from_raw(raw) }.copy_keys(self);
        let mut made = Made { branch: raw, len: 0 };
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
        // SAFETY: the copy is live and exclusive.
        let head = unsafe { raw.head_mut() };
        // SAFETY: as above; head and links do not overlap.
        let links = unsafe { raw.links_mut() };
        head.unit = C::Unit::new(unit as u16);
        head.len = len as u8;
        if let Some((slot, new)) = new {
            let link = new.into_link();
            if unit > 1 {
                // SAFETY: the node is live, and one share of it is held here.
                unsafe { link.count() }.add_to_one(unit - 1);
            }
            links[slot].write(link);
        }
        copy
    }

    /// Obtains shares of all children but one for a copy, and tells how many of each.
    fn share_out(self, but: Option<usize>) -> u32 {
        // SAFETY: the branch is live, and only read.
        let head = unsafe { self.raw().head() };
        let half = head.unit.halve();
        if half > 0 {
            if let Some(slot) = but {
                // These are not the last shares: the branch holds as many.
                let _ = self.count_of(slot).subtract_shared(half);
            }
            return half;
        }

        let len = self.len();
        for slot in 0..len {
            prefetch(self.child(slot).link().bits(), 0);
        }
        let whole = u32::from(C::WHOLE);
        let crowded = (0..len).any(|slot| self.count_of(slot).get() >= CROWDED);
        if crowded || whole == 1 {
            for slot in (0..len).filter(|slot| Some(*slot) != but) {
                self.count_of(slot).add(1);
            }
            return 1;
        }
        for slot in 0..len {
            let copys = if Some(slot) == but { 0 } else { whole };
            self.count_of(slot).add(whole - 1 + copys);
        }
        if !head.unit.renew(C::WHOLE) {
            for slot in 0..len {
                // Not the last: the branch holds some.
                let _ = self.count_of(slot).subtract_shared(whole - 1);
            }
        }
        whole
    }

    /// Returns the count of a child.
    #[inline]
    fn count_of(&self, slot: usize) -> &C::Counter {
        // SAFETY: the child is live as long as the branch is.
        unsafe { self.child(slot).link().count() }
    }
}
