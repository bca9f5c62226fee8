//! How nodes are freed: a branch gives up its shares of all children.

use super::raw::{Link, Raw, RawBranch, init, init_mut};
use crate::block::Fresh;
use crate::count::{Counter, RefCount, Unit};
use crate::node::Exclusive;
use crate::prefetch::prefetch;
use core::mem;
use core::ptr::NonNull;

/// Takes shares of a node away that are likely not the last, and frees it if they are.
///
/// # Safety
/// The node is live, and the caller gives up so many shares of it.
#[inline]
pub(super) unsafe fn release_shared<K, T, A, C: RefCount>(link: Link<K, T, A, C>, shares: u32) {
    // SAFETY: the node is live.
    if unsafe { link.count() }.subtract_shared(shares) {
        // SAFETY: the last share is gone.
        unsafe { destroy(link) };
    }
}

/// Frees a node and what it owned.
///
/// # Safety
/// It is live, its last share is gone, and it is not used hereafter.
#[inline]
pub(super) unsafe fn destroy<K, T, A, C: RefCount>(link: Link<K, T, A, C>) {
    match link.raw() {
        // SAFETY: by this function's contract.
        Raw::Leaf(leaf) => drop(unsafe { Fresh::<(), T, C>::from_raw(leaf) }),
        // SAFETY: by this function's contract.
        Raw::Branch(branch) => unsafe { destroy_branch(branch) },
    }
}

/// Frees a branch and what it owned.
///
/// # Safety
/// The same as for [`destroy`].
unsafe fn destroy_branch<K, T, A, C: RefCount>(raw: RawBranch<K, T, A, C>) {
    /// Drops a place, whatever panics.
    struct InPlace<U: ?Sized>(NonNull<U>);
    impl<U: ?Sized> Drop for InPlace<U> {
        fn drop(&mut self) {
            // SAFETY: it is initialised, exclusive, and not used again.
            unsafe { self.0.drop_in_place() };
        }
    }
    // SAFETY: the branch is live, and its last share is gone.
    let mut branch = unsafe { Exclusive::from_raw(raw) };
    let live = branch.live();
    let (len, unit) = (usize::from(branch.facts().len), branch.facts().unit.get());
    // Locals are dropped from the last to the first: children, summaries, separators, memory.
    // SAFETY: the branch is not used hereafter, but for what is dropped in it.
    let _memory = unsafe { raw.into_memory() };
    let _keys = RawBranch::<K, T, A, C>::KEYS_APART.then(|| InPlace(live.key_block()));
    // SAFETY: the first `len` are initialised.
    let summaries = unsafe { init_mut(&mut branch.summaries()[..len]) };
    let _summaries = InPlace(NonNull::from(summaries));
    // SAFETY: the first `len` are initialised.
    let links = unsafe { init(&branch.links()[..len]) };
    for link in links {
        prefetch(link.bits(), 0);
    }
    // SAFETY: the children are live, and the branch gives up its shares of them.
    unsafe { release(links, unit) };
}

/// Gives up so many shares of each of some nodes, and frees those of which they were the last.
///
/// # Safety
/// The nodes are live, and the caller gives up so many shares of each.
unsafe fn release<K, T, A, C: RefCount>(links: &[Link<K, T, A, C>], unit: u32) {
    /// Goes on where a panic has interrupted.
    struct Rest<'l, K, T, A, C: RefCount>(&'l [Link<K, T, A, C>], u32);
    impl<K, T, A, C: RefCount> Drop for Rest<'_, K, T, A, C> {
        fn drop(&mut self) {
            // SAFETY: by the contract of the function, which did not get to these.
            unsafe { release(self.0, self.1) };
        }
    }
    for (index, link) in links.iter().enumerate() {
        // SAFETY: the node is live.
        if unsafe { link.count() }.subtract(unit) {
            let rest = Rest(&links[index + 1..], unit);
            // SAFETY: those were the last.
            unsafe { destroy(*link) };
            mem::forget(rest);
        }
    }
}
