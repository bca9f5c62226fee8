//! From a link down to the leaf of an index: the loop that get, set and iteration run.

use super::inner::{Link, LiveInner, LiveLeaf, Starts};
use super::shape::{MAX_FANOUT, Shape};
use crate::block::{BlockRef, Fresh, IntoIter};
use crate::count::{Counter, RefCount};
use crate::node::{Counted, Live};
use core::marker::PhantomData;
use core::ptr::NonNull;

/// What a descent requires of the nodes on its way.
trait Access {
    /// Returns `true` if the node may be used so.
    fn admits<N: Counted>(node: Live<'_, N>) -> bool;
}

/// Nodes are read.
struct Read;

impl Access for Read {
    #[inline(always)]
    fn admits<N: Counted>(node: Live<'_, N>) -> bool {
        node.read();
        true
    }
}

/// Nodes are written to: each has one owner, which is the link that leads to it.
struct Write;

impl Access for Write {
    #[inline(always)]
    fn admits<N: Counted>(node: Live<'_, N>) -> bool {
        let unique = node.count().is_unique();
        if unique {
            node.write();
        }
        unique
    }
}

/// The place of a link to a node of `level` that was not admitted, and an index below it.
struct Stop {
    place: NonNull<Link>,
    level: u8,
    index: usize,
}

/// Returns the leaf of the item at `index` below the node in `place`, and its index there.
///
/// # Safety
/// `place` holds a link to a node of this level that has more than `index` items and is live for `'a`. To [`Write`], the
/// link stands for an owner, and is exclusive for `'a`. If it is `REGULAR`, the node is, and its last child, and its last
/// child...
#[inline(always)]
unsafe fn descend<'a, A: Access, const REGULAR: bool, T, C: RefCount>(
    mut place: NonNull<Link>,
    mut level: u8,
    mut index: usize,
) -> Result<(LiveLeaf<'a, T, C>, usize), Stop> {
    // SAFETY: the place holds a link.
    let mut link = unsafe { place.read() };
    while level > 0 {
        // SAFETY: it leads to an inner node, which is live as the root is, whose link owns it.
        let inner: LiveInner<'_, C> = unsafe { link.inner() };
        if !A::admits(inner) {
            return Err(Stop { place, level, index });
        }
        let (child, inside) = if REGULAR {
            Shape::<T, C>::split(level, index)
        } else {
            // SAFETY: the head is initialised, and nothing writes to it before this borrow ends.
            unsafe { inner.head().as_ref() }.find::<T, C>(level, index)
        };
        // SAFETY: the node has the index, and so this child. A child of a regular node is full, or its last one.
        place = unsafe { inner.at(child) };
        // SAFETY: the place holds a link.
        link = unsafe { place.read() };
        index = inside;
        level -= 1;
    }
    // SAFETY: it leads to a leaf, which is live as the root is.
    let leaf: LiveLeaf<'a, T, C> = unsafe { link.leaf() };
    if A::admits(leaf) { Ok((leaf, index)) } else { Err(Stop { place, level, index }) }
}

/// Up to which level a descent below regular nodes is inlined: that of 524,288 `u64` and of 65,536 `String`s.
const INLINED: u8 = 3;

/// [Descends](descend) below a regular node. Heights are few, so the shifts are constants.
///
/// # Safety
/// The same as for [`descend`]; moreover the level is at most [`INLINED`].
#[inline(always)]
unsafe fn descend_regular<'a, A: Access, T, C: RefCount>(
    place: NonNull<Link>,
    level: u8,
    index: usize,
) -> Result<(LiveLeaf<'a, T, C>, usize), Stop> {
    match level {
        // SAFETY: by this function's contract, as are those below.
        0 => unsafe { descend::<A, true, T, C>(place, 0, index) },
        // SAFETY: as above.
        1 => unsafe { descend::<A, true, T, C>(place, 1, index) },
        // SAFETY: as above.
        2 => unsafe { descend::<A, true, T, C>(place, 2, index) },
        // SAFETY: as above.
        _ => unsafe { descend::<A, true, T, C>(place, INLINED, index) },
    }
}

/// Returns the leaf of the item at `index` below a node, and its index there.
///
/// # Safety
/// `link` leads to a node of this level, live for `'a`, with more than `index` items. If it is `regular`, so is its last
/// child, and its last child...
#[inline(always)]
pub(super) unsafe fn seek<'a, T, C: RefCount>(
    link: Link,
    level: u8,
    regular: bool,
    index: usize,
) -> (LiveLeaf<'a, T, C>, usize) {
    if !regular || level > INLINED {
        // SAFETY: by this function's contract.
        return unsafe { seek_far(link, level, regular, index) };
    }
    // SAFETY: by this function's contract.
    let found = unsafe { descend_regular::<Read, T, C>(NonNull::from(&link), level, index) };
    found.unwrap_or_else(|_| unreachable!("to be read, all nodes are admitted"))
}

/// [Seeks](seek) below a high node or a relaxed one: by a call, so that the others stay short.
///
/// # Safety
/// The same as for [`seek`].
#[inline(never)]
pub(super) unsafe fn seek_far<'a, T, C: RefCount>(
    link: Link,
    level: u8,
    regular: bool,
    index: usize,
) -> (LiveLeaf<'a, T, C>, usize) {
    let place = NonNull::from(&link);
    let found = match (regular, level) {
        // Shifts are constants here, too: this is the level of up to 8,388,608 `u64` and 1,048,576 `String`s.
        // SAFETY: by this function's contract.
        (true, 4) => unsafe { descend::<Read, true, T, C>(place, 4, index) },
        // SAFETY: by this function's contract.
        (true, _) => unsafe { descend::<Read, true, T, C>(place, level, index) },
        // SAFETY: by this function's contract.
        (false, _) => unsafe { descend::<Read, false, T, C>(place, level, index) },
    };
    found.unwrap_or_else(|_| unreachable!("to be read, all nodes are admitted"))
}

/// Returns the leaf of the item at `index` below the node in `place`, and its index there; leaf and
/// path are made exclusive, by copying what has several owners.
///
/// # Safety
/// The same as for [`seek`], for the link in `place`, which stands for an owner, and is exclusive for `'a`.
#[inline(always)]
pub(super) unsafe fn open<'a, T: Clone, C: RefCount>(
    place: NonNull<Link>,
    level: u8,
    regular: bool,
    index: usize,
) -> (LiveLeaf<'a, T, C>, usize) {
    if !regular || level > INLINED {
        // SAFETY: by this function's contract.
        return unsafe { open_far(place, level, regular, index) };
    }
    // SAFETY: by this function's contract.
    let found = unsafe { descend_regular::<Write, T, C>(place, level, index) };
    // SAFETY: the link is on the way, which is exclusive.
    found.unwrap_or_else(|stop| unsafe { open_shared(stop.place, stop.level, stop.index) })
}

/// [Opens](open) below a high node or a relaxed one: by a call, so that the others stay short.
///
/// # Safety
/// The same as for [`open`].
#[inline(never)]
pub(super) unsafe fn open_far<'a, T: Clone, C: RefCount>(
    place: NonNull<Link>,
    level: u8,
    regular: bool,
    index: usize,
) -> (LiveLeaf<'a, T, C>, usize) {
    let found = if regular {
        // SAFETY: by this function's contract.
        unsafe { descend::<Write, true, T, C>(place, level, index) }
    } else {
        // SAFETY: by this function's contract.
        unsafe { descend::<Write, false, T, C>(place, level, index) }
    };
    // SAFETY: the link is on the way, which is exclusive.
    found.unwrap_or_else(|stop| unsafe { open_shared(stop.place, stop.level, stop.index) })
}

/// [`open`], where the node in `place` has several owners.
///
/// # Safety
/// The same as for [`open`].
#[cold]
#[inline(never)]
unsafe fn open_shared<'a, T: Clone, C: RefCount>(
    mut place: NonNull<Link>,
    level: u8,
    index: usize,
) -> (LiveLeaf<'a, T, C>, usize) {
    // SAFETY: the place holds a link, and is exclusive.
    let link = unsafe { place.as_mut() };
    // SAFETY: it leads to a live node of this level, which has the index.
    let (new, leaf, inside) = unsafe { copy_path::<T, C>(*link, level, index) };
    // The copy is complete: if making it panicked, nothing is changed.
    // SAFETY: the old link stood for an owner, as the new one does.
    unsafe { replace::<T, C>(link, new, level) };
    (leaf, inside)
}

/// Puts another node into the place of one that likely has other owners.
///
/// # Safety
/// Both links stand for owners of live nodes of this level.
#[inline]
unsafe fn replace<T, C: RefCount>(link: &mut Link, new: Link, level: u8) {
    let old = core::mem::replace(link, new);
    // SAFETY: the link stood for an owner, which is given up.
    unsafe { release_shared::<T, C>(old, level) };
}

/// Copies of the leaf of `index` and of all nodes above it, up to `link`; with the leaf, and the
/// index there. From the bottom up, so that the old child on the path is not counted.
///
/// # Safety
/// The same as for [`seek`].
unsafe fn copy_path<'a, T: Clone, C: RefCount>(
    link: Link,
    level: u8,
    index: usize,
) -> (Link, LiveLeaf<'a, T, C>, usize) {
    if level == 0 {
        // SAFETY: the leaf is live, has owners, and is not written to while it is borrowed here.
        let new = copy_leaf(unsafe { BlockRef::<(), T, C>::from_raw(link.raw_leaf()) });
        // SAFETY: the copy is live as long as its link is.
        return (new, unsafe { new.leaf() }, index);
    }
    // SAFETY: the node is live, has owners, and is not written to while it is borrowed here.
    let inner: BlockRef<'_, Starts, Link, C> = unsafe { BlockRef::from_raw(link.raw_inner()) };
    let (child, inside) = inner.head().find::<T, C>(level, index);
    let old = inner.slice()[child];
    // SAFETY: the child is a live node of the level below, and has the index.
    let (new, leaf, inside) = unsafe { copy_path::<T, C>(old, level - 1, inside) };
    (copy_inner(inner, Some((child, new))), leaf, inside)
}

/// Puts a copy into the place of a leaf that has several owners.
///
/// # Safety
/// The link stands for an owner of a live leaf.
#[cold]
#[inline(never)]
pub(super) unsafe fn unshare_leaf<T: Clone, C: RefCount>(link: &mut Link) {
    // SAFETY: the leaf is live, has owners, and is not written to while it is borrowed here.
    let copy = copy_leaf(unsafe { BlockRef::<(), T, C>::from_raw(link.raw_leaf()) });
    // SAFETY: the copy stands for an owner, too.
    unsafe { replace::<T, C>(link, copy, 0) };
}

/// Puts a copy into the place of an inner node that has several owners.
///
/// # Safety
/// The link stands for an owner of a live inner node of this level.
#[cold]
#[inline(never)]
pub(super) unsafe fn unshare_inner<T, C: RefCount>(link: &mut Link, level: u8) {
    // SAFETY: the node is live, has owners, and is not written to while it is borrowed here.
    let copy = copy_inner::<C>(unsafe { BlockRef::from_raw(link.raw_inner()) }, None);
    // SAFETY: the copy stands for an owner, too.
    unsafe { replace::<T, C>(link, copy, level) };
}

/// Returns a copy of a leaf.
fn copy_leaf<T: Clone, C: RefCount>(leaf: BlockRef<'_, (), T, C>) -> Link {
    Link(leaf.duplicate(Shape::<T, C>::LEAF).share().into_raw().address())
}

/// Returns a copy of an inner node. Its children have one owner more, but for one that is replaced.
fn copy_inner<C: RefCount>(
    inner: BlockRef<'_, Starts, Link, C>,
    new: Option<(usize, Link)>,
) -> Link {
    let links = inner.slice();
    let mut copy = Fresh::<Starts, Link, C>::new(*inner.head(), MAX_FANOUT);
    copy.get().extend_with(links.len(), |i| match new {
        Some((child, new)) if i == child => new,
        _ => {
            // SAFETY: the child is live, since the node is.
            unsafe { links[i].count::<C>() }.increment();
            links[i]
        }
    });
    Link(copy.share().into_raw().address())
}

/// One owner less for the node at the end of `link`, likely not the last.
///
/// # Safety
/// The same as for [`release`].
#[inline]
pub(super) unsafe fn release_shared<T, C: RefCount>(link: Link, level: u8) {
    // SAFETY: the node is live.
    if unsafe { link.count::<C>() }.decrement_shared() {
        // SAFETY: the last owner is gone.
        unsafe { destroy::<T, C>(link, level) };
    }
}

/// One owner less for the node at the end of `link`.
///
/// # Safety
/// `link` leads to a live node of this level, and stood for an owner, which is given up.
#[inline]
pub(super) unsafe fn release<T, C: RefCount>(link: Link, level: u8) {
    // SAFETY: the node is live.
    if unsafe { link.count::<C>() }.decrement() {
        // SAFETY: the last owner is gone.
        unsafe { destroy::<T, C>(link, level) };
    }
}

/// Frees a node, and gives up its children; recursion ends at the leaves, `level` deep.
///
/// # Safety
/// The node is live, of this level, and it has no owner and is not in use.
#[inline(never)]
unsafe fn destroy<T, C: RefCount>(link: Link, level: u8) {
    /// Gives up the children not yet given up, and frees the node, whatever panics.
    struct Children<T, C: RefCount> {
        /// Stand for owners of live nodes of `level`.
        links: IntoIter<Starts, Link, C>,
        level: u8,
        items: PhantomData<T>,
    }

    impl<T, C: RefCount> Children<T, C> {
        fn release(&mut self) {
            for link in self.links.by_ref() {
                // SAFETY: the link stood for an owner of a live node of this level.
                unsafe { release::<T, C>(link, self.level) };
            }
        }
    }

    impl<T, C: RefCount> Drop for Children<T, C> {
        fn drop(&mut self) {
            self.release();
        }
    }

    if level == 0 {
        // SAFETY: the leaf is live, and has no owner.
        return drop(unsafe { Fresh::<(), T, C>::from_raw(link.raw_leaf()) });
    }
    // SAFETY: the node is live, and has no owner.
    let inner = unsafe { Fresh::<Starts, Link, C>::from_raw(link.raw_inner()) };
    Children::<T, C> { links: inner.into_iter(), level: level - 1, items: PhantomData }.release();
}
