//! From a link down to the leaf of an index: the loops that get, set and iteration run.

use super::inner::{Link, RawInner, RawLeaf, Starts};
use super::shape::{MAX_FANOUT, Shape};
use crate::block::{Block, BlockRef, Fresh};
use crate::count::{Counter, RefCount};
use core::marker::PhantomData;
use core::ptr::NonNull;

/// Returns the leaf of the item at `index` below a node, and its index there.
///
/// # Safety
/// `link` leads to a live node of this level, with more than `index` items.
#[inline(never)]
pub(super) unsafe fn seek<T, C: RefCount>(
    mut link: Link,
    level: u8,
    mut index: usize,
) -> (RawLeaf<T, C>, usize) {
    for level in (1..=level).rev() {
        // SAFETY: the link leads to a live node of this level, which has the index.
        let (place, inside) = unsafe { child::<T, C>(link.inner(), level, index) };
        // SAFETY: the place holds a link.
        link = unsafe { place.read() };
        index = inside;
    }
    (link.leaf(), index)
}

/// Descends like [`seek`], where every node on the path is regular: of each node one link is read.
///
/// # Safety
/// The same as for [`seek`]; moreover the node is regular, and so are its last child, and its last child...
#[inline(always)]
pub(super) unsafe fn seek_regular<T, C: RefCount>(
    link: Link,
    level: u8,
    index: usize,
) -> (RawLeaf<T, C>, usize) {
    /// Descends one level, whose number is a constant.
    ///
    /// # Safety
    /// The same as for [`seek_regular`], for a node of this level.
    #[inline(always)]
    unsafe fn step<T, C: RefCount>(link: Link, level: u8, index: usize) -> (Link, usize) {
        let (child, inside) = Shape::<T, C>::split(level, index);
        let inner: RawInner<C> = link.inner();
        // SAFETY: the node is live.
        unsafe { inner.watch() }.read();
        // SAFETY: the node is live.
        let links = unsafe { inner.items() };
        // SAFETY: the node has this index, and is regular: so it has this child.
        let place = unsafe { links.add(child) };
        // SAFETY: the place holds a link.
        (unsafe { place.read() }, inside)
    }

    let (mut link, mut index) = (link, index);
    // Heights are few, so the shifts are constants; nothing more is inlined everywhere.
    match level {
        0 => {}
        // SAFETY: the caller's contract; the child is regular again, or full and so regular.
        1 => (link, index) = unsafe { step::<T, C>(link, 1, index) },
        2 => {
            // SAFETY: as above.
            (link, index) = unsafe { step::<T, C>(link, 2, index) };
            // SAFETY: as above.
            (link, index) = unsafe { step::<T, C>(link, 1, index) };
        }
        3 => {
            // SAFETY: as above.
            (link, index) = unsafe { step::<T, C>(link, 3, index) };
            // SAFETY: as above.
            (link, index) = unsafe { step::<T, C>(link, 2, index) };
            // SAFETY: as above.
            (link, index) = unsafe { step::<T, C>(link, 1, index) };
        }
        // SAFETY: the caller's contract.
        _ => return unsafe { seek(link, level, index) },
    }
    (link.leaf(), index)
}

/// Returns the place of the link to the child of `index`, and the index in the child.
///
/// # Safety
/// The node is live, of this level, and has more than `index` items.
#[inline]
unsafe fn child<T, C: RefCount>(
    inner: RawInner<C>,
    level: u8,
    index: usize,
) -> (NonNull<Link>, usize) {
    // SAFETY: the node is live.
    unsafe { inner.watch() }.read();
    // SAFETY: the node is live.
    let starts = unsafe { inner.head() };
    // SAFETY: the head is initialised, and nothing writes to it before this borrow ends.
    let (child, inside) = unsafe { starts.as_ref() }.find::<T, C>(level, index);
    // SAFETY: the node is live.
    let links = unsafe { inner.items() };
    // SAFETY: the node has this index, and so this child.
    (unsafe { links.add(child) }, inside)
}

/// Returns the leaf of the item at `index` below the node in `place`, and its index there; leaf and
/// path are made exclusive, by copying what has several owners.
///
/// # Safety
/// The same as for [`seek`], for the link in `place`, which stands for an owner, and is exclusive.
#[inline(never)]
pub(super) unsafe fn open<T: Clone, C: RefCount>(
    mut place: NonNull<Link>,
    level: u8,
    mut index: usize,
) -> (RawLeaf<T, C>, usize) {
    for level in (1..=level).rev() {
        // SAFETY: the place holds a link.
        let inner: RawInner<C> = unsafe { place.read() }.inner();
        // SAFETY: the node is live.
        if !unsafe { inner.count() }.is_unique() {
            // SAFETY: this function's contract.
            return unsafe { open_shared(place, level, index) };
        }
        // SAFETY: the node is live.
        unsafe { inner.watch() }.write();
        // SAFETY: the node is live, of this level, and has the index.
        (place, index) = unsafe { child::<T, C>(inner, level, index) };
    }
    // SAFETY: the place holds a link, of level 0.
    let leaf: RawLeaf<T, C> = unsafe { place.read() }.leaf();
    // SAFETY: the leaf is live.
    if !unsafe { leaf.count() }.is_unique() {
        // SAFETY: this function's contract.
        return unsafe { open_shared(place, 0, index) };
    }
    (leaf, index)
}

/// Descends like [`open`], where every node on the path is regular, as for [`seek_regular`].
///
/// # Safety
/// The same as for [`open`] and [`seek_regular`].
#[inline(always)]
pub(super) unsafe fn open_regular<T: Clone, C: RefCount>(
    place: NonNull<Link>,
    level: u8,
    index: usize,
) -> (RawLeaf<T, C>, usize) {
    /// Descends one level, whose number is a constant. Returns `None` if the node has several owners.
    ///
    /// # Safety
    /// The same as for [`open_regular`], for a node of this level.
    #[inline(always)]
    unsafe fn step<T, C: RefCount>(
        place: NonNull<Link>,
        level: u8,
        index: usize,
    ) -> Option<(NonNull<Link>, usize)> {
        // SAFETY: the place holds a link.
        let inner: RawInner<C> = unsafe { place.read() }.inner();
        // SAFETY: the node is live.
        if !unsafe { inner.count() }.is_unique() {
            return None;
        }
        // SAFETY: the node is live.
        unsafe { inner.watch() }.write();
        let (child, inside) = Shape::<T, C>::split(level, index);
        // SAFETY: the node is live.
        let links = unsafe { inner.items() };
        // SAFETY: the node has this index, and is regular: so it has this child.
        Some((unsafe { links.add(child) }, inside))
    }

    let (mut place, mut index, mut level) = (place, index, level);
    // Heights are few, so the shifts are constants; nothing more is inlined everywhere.
    if level > 3 {
        // SAFETY: the caller's contract.
        return unsafe { open(place, level, index) };
    }
    if level == 3 {
        // SAFETY: the caller's contract; the child is regular again, or full and so regular.
        let Some(next) = (unsafe { step::<T, C>(place, 3, index) }) else {
            // SAFETY: the caller's contract.
            return unsafe { open_shared(place, 3, index) };
        };
        (place, index) = next;
        level = 2;
    }
    if level == 2 {
        // SAFETY: as above.
        let Some(next) = (unsafe { step::<T, C>(place, 2, index) }) else {
            // SAFETY: the caller's contract.
            return unsafe { open_shared(place, 2, index) };
        };
        (place, index) = next;
        level = 1;
    }
    if level == 1 {
        // SAFETY: as above.
        let Some(next) = (unsafe { step::<T, C>(place, 1, index) }) else {
            // SAFETY: the caller's contract.
            return unsafe { open_shared(place, 1, index) };
        };
        (place, index) = next;
    }
    // SAFETY: the place holds a link, of level 0.
    let leaf: RawLeaf<T, C> = unsafe { place.read() }.leaf();
    // SAFETY: the leaf is live.
    if !unsafe { leaf.count() }.is_unique() {
        // SAFETY: the caller's contract.
        return unsafe { open_shared(place, 0, index) };
    }
    (leaf, index)
}

/// [`open`], where the node in `place` has several owners.
///
/// # Safety
/// The same as for [`open`].
#[cold]
#[inline(never)]
unsafe fn open_shared<T: Clone, C: RefCount>(
    mut place: NonNull<Link>,
    level: u8,
    index: usize,
) -> (RawLeaf<T, C>, usize) {
    // SAFETY: the place holds a link.
    let old = unsafe { place.read() };
    // SAFETY: the link leads to a live node of this level, which has the index.
    let (new, leaf, inside) = unsafe { copy_path::<T, C>(old, level, index) };
    // SAFETY: the place is exclusive. The copy is complete: if making it panicked, nothing is changed.
    *unsafe { place.as_mut() } = new;
    // SAFETY: the link stood for an owner, which is given up.
    unsafe { release_shared::<T, C>(old, level) };
    (leaf, inside)
}

/// Copies of the leaf of `index` and of all nodes above it, up to `link`; with the leaf, and the
/// index there. From the bottom up, so that the old child on the path is not counted.
///
/// # Safety
/// The same as for [`seek`].
unsafe fn copy_path<T: Clone, C: RefCount>(
    link: Link,
    level: u8,
    index: usize,
) -> (Link, RawLeaf<T, C>, usize) {
    if level == 0 {
        // SAFETY: the leaf is live, has owners, and is not written to while it is borrowed here.
        let leaf: BlockRef<'_, (), T, C> = unsafe { BlockRef::from_raw(link.leaf()) };
        let copy = leaf.duplicate(Shape::<T, C>::LEAF).share().into_raw();
        return (Link(copy.address()), copy, index);
    }
    // SAFETY: the node is live, has owners, and is not written to while it is borrowed here.
    let inner: BlockRef<'_, _, _, C> = unsafe { BlockRef::from_raw(link.inner()) };
    let (links, starts) = (inner.slice(), inner.head());
    let (child, inside) = starts.find::<T, C>(level, index);
    // SAFETY: the child is a live node of the level below, and has the index.
    let (new, leaf, inside) = unsafe { copy_path::<T, C>(links[child], level - 1, inside) };
    let mut copy = Fresh::<Starts, Link, C>::new(*starts, MAX_FANOUT);
    copy.get().extend_with(links.len(), |i| {
        if i == child {
            return new;
        }
        // SAFETY: the child is a live node of the level below.
        unsafe { increment::<T, C>(links[i], level - 1) };
        links[i]
    });
    (Link(copy.share().into_raw().address()), leaf, inside)
}

/// One more owner for the node at the end of `link`.
///
/// # Safety
/// `link` leads to a live node of this level.
#[inline]
pub(super) unsafe fn increment<T, C: RefCount>(link: Link, level: u8) {
    if level == 0 {
        // SAFETY: the leaf is live.
        unsafe { link.leaf::<T, C>().count() }.increment();
    } else {
        // SAFETY: the node is live.
        unsafe { link.inner::<C>().count() }.increment();
    }
}

/// One owner less for the node at the end of `link`, likely not the last.
///
/// # Safety
/// The same as for [`release`].
#[inline]
pub(super) unsafe fn release_shared<T, C: RefCount>(link: Link, level: u8) {
    if level == 0 {
        // SAFETY: the link stood for an owner of a live leaf.
        unsafe { Block::from_raw(link.leaf::<T, C>()) }.release_shared();
        return;
    }
    // SAFETY: the node is live.
    if unsafe { link.inner::<C>().count() }.decrement_shared() {
        // SAFETY: the last owner is gone.
        unsafe { tear_down::<T, C>(link.inner(), level) };
    }
}

/// One owner less for the node at the end of `link`.
///
/// # Safety
/// `link` leads to a live node of this level, and stood for an owner, which is given up.
#[inline]
pub(super) unsafe fn release<T, C: RefCount>(link: Link, level: u8) {
    if level == 0 {
        // SAFETY: the link stood for an owner of a live leaf.
        drop(unsafe { Block::from_raw(link.leaf::<T, C>()) });
        return;
    }
    // SAFETY: the node is live.
    if unsafe { link.inner::<C>().count() }.decrement() {
        // SAFETY: the last owner is gone.
        unsafe { tear_down::<T, C>(link.inner(), level) };
    }
}

/// Gives up the children of a node, then frees it; recursion ends at the leaves, `level` deep.
///
/// # Safety
/// The node is live, of this level, and it has no owner and is not in use.
#[inline(never)]
unsafe fn tear_down<T, C: RefCount>(inner: RawInner<C>, level: u8) {
    /// Gives up the children not yet given up, and frees the node, whatever panics.
    struct Rest<T, C: RefCount> {
        /// Live, and without another owner.
        inner: RawInner<C>,
        /// The links from here on stand for owners.
        next: usize,
        /// Of the children.
        level: u8,
        items: PhantomData<T>,
    }

    impl<T, C: RefCount> Rest<T, C> {
        fn run(&mut self) {
            // SAFETY: the node is live.
            while self.next < unsafe { self.inner.len() } {
                // SAFETY: the node is live.
                let links = unsafe { self.inner.items() };
                // SAFETY: below the length.
                let place = unsafe { links.add(self.next) };
                // Counted as done before it is, for a drop may panic.
                self.next += 1;
                // SAFETY: the place holds a link.
                let link = unsafe { place.read() };
                // SAFETY: the link stood for an owner of a live node of this level.
                unsafe { release::<T, C>(link, self.level) };
            }
        }
    }

    impl<T, C: RefCount> Drop for Rest<T, C> {
        fn drop(&mut self) {
            let memory = Memory(self.inner);
            self.run();
            drop(memory);
        }
    }

    /// Frees the node.
    struct Memory<C: RefCount>(RawInner<C>);

    impl<C: RefCount> Drop for Memory<C> {
        fn drop(&mut self) {
            // SAFETY: the node is live, and it has no owner and is no longer in use.
            unsafe { self.0.free() };
        }
    }

    // SAFETY: the node is live.
    unsafe { inner.watch() }.write();
    Rest::<T, C> { inner, next: 0, level: level - 1, items: PhantomData }.run();
}
