//! Exclusive access to a node: what a write does on its way down, and up.

use super::descend::{unshare_inner, unshare_leaf};
use super::inner::{Link, Starts};
use super::node::{Leaf, Node, NodeRef, share_inner, start};
use super::shape::{MAX_FANOUT, MAX_ITEMS, Shape};
use crate::block::{BlockMut, Fresh};
use crate::count::{Counter, RefCount};
use core::marker::PhantomData;
use core::ptr::NonNull;

/// Exclusive access to the slot of a node: the root, or a link in a parent with one owner. A copy may be put there.
pub struct SlotMut<'a, T, C: RefCount> {
    /// Stands for an owner of a live node of `level`.
    link: &'a mut Link,
    level: u8,
    /// The number of items below an inner node. Leaves hold their own.
    size: &'a mut usize,
    items: PhantomData<&'a mut Node<T, C>>,
}

impl<T, C: RefCount> Node<T, C> {
    /// Returns exclusive access to this owner.
    #[inline]
    pub fn slot(&mut self) -> SlotMut<'_, T, C> {
        let (link, level, size) = self.parts();
        SlotMut { link, level, size, items: PhantomData }
    }
}

impl<'a, T, C: RefCount> SlotMut<'a, T, C> {
    /// Returns the number of levels below it.
    #[inline]
    pub fn level(&self) -> u8 {
        self.level
    }

    /// Returns the node.
    #[inline]
    pub fn borrow(&self) -> NodeRef<'_, T, C> {
        // SAFETY: the node is live while it is in its slot; nothing writes, for the slot is borrowed.
        unsafe { NodeRef::from_link(*self.link, self.level, *self.size) }
    }

    /// Returns the same access for a shorter time.
    #[inline]
    pub fn reborrow(&mut self) -> SlotMut<'_, T, C> {
        SlotMut { link: self.link, level: self.level, size: self.size, items: PhantomData }
    }

    /// Puts another leaf here.
    ///
    /// # Panics
    /// If this is not the slot of a leaf, or if it has room for more than [`Shape::LEAF`] items.
    pub fn set_leaf(&mut self, leaf: Leaf<T, C>) {
        assert!(self.level == 0, "an inner node");
        let new = Node::leaf(leaf).into_link();
        let old = core::mem::replace(self.link, new);
        // SAFETY: the old link stood for an owner of a live leaf.
        drop(unsafe { Node::<T, C>::from_link(old, 0, 0) });
    }

    /// Returns exclusive access to the leaf. If it has several owners, it is copied first, with
    /// room for [`Shape::LEAF`] items.
    ///
    /// # Panics
    /// If it is an inner node.
    #[inline]
    pub fn open_leaf(self) -> BlockMut<'a, (), T, C>
    where
        T: Clone,
    {
        assert!(self.level == 0, "an inner node");
        // SAFETY: the leaf is live.
        if !unsafe { self.link.count::<C>() }.is_unique() {
            // SAFETY: the link stands for an owner of a live leaf.
            unsafe { unshare_leaf::<T, C>(self.link) };
        }
        // SAFETY: the leaf is live for `'a`, and its only owner is this slot.
        unsafe { BlockMut::from_raw(self.link.raw_leaf()) }
    }

    /// Returns exclusive access to the inner node. If it has several owners, it is copied first:
    /// its children have one owner more, then.
    ///
    /// # Panics
    /// If it is a leaf.
    #[inline]
    pub fn open_inner(self) -> InnerMut<'a, T, C> {
        assert!(self.level > 0, "a leaf");
        // SAFETY: the node is live.
        if !unsafe { self.link.count::<C>() }.is_unique() {
            // SAFETY: the link stands for an owner of a live inner node of this level.
            unsafe { unshare_inner::<T, C>(self.link, self.level) };
        }
        // SAFETY: the node is live for `'a`, and its only owner is this slot.
        let inner = unsafe { BlockMut::from_raw(self.link.raw_inner()) };
        InnerMut { inner, level: self.level, size: self.size, items: PhantomData }
    }
}

/// Exclusive access to an inner node.
pub struct InnerMut<'a, T, C: RefCount> {
    /// Its links stand for owners of live nodes of the level below.
    inner: BlockMut<'a, Starts, Link, C>,
    /// Not 0.
    level: u8,
    /// The sum of the children's items.
    size: &'a mut usize,
    items: PhantomData<&'a mut Node<T, C>>,
}

impl<T, C: RefCount> InnerMut<'_, T, C> {
    /// Returns how many children it has.
    #[inline]
    pub fn width(&self) -> usize {
        self.inner.len()
    }

    /// Returns how many children there is room for.
    #[inline]
    pub fn room(&self) -> usize {
        Shape::<T, C>::FANOUT - self.width()
    }

    /// Returns how many items there are before child `i`, or in all if there is no such child.
    #[inline]
    fn start(&self, i: usize) -> usize {
        start::<T, C>(self.inner.head(), self.level, self.width(), *self.size, i)
    }

    /// Returns a child.
    ///
    /// # Panics
    /// If there is none at `i`.
    #[inline]
    pub fn child(&self, i: usize) -> NodeRef<'_, T, C> {
        let (link, size) = (self.inner.slice()[i], self.start(i + 1) - self.start(i));
        // SAFETY: the child is of the level below, has that many items, and is live and not written
        // to while `self` is borrowed.
        unsafe { NodeRef::from_link(link, self.level - 1, size) }
    }

    /// Returns the child in which the item at `index` is, and its index there.
    ///
    /// # Panics
    /// If there is no such item.
    #[inline(always)]
    pub fn find(&self, index: usize) -> (usize, usize) {
        assert!(index < *self.size, "index {index} in a node of {}", self.size);
        self.inner.head().find::<T, C>(self.level, index)
    }

    /// Lets `edit` change a child, and takes note of how many items it has then.
    ///
    /// # Panics
    /// If there is none at `i`, or if there are more than `isize::MAX` items then: the child is
    /// dropped.
    #[inline]
    pub fn with_child<R>(&mut self, i: usize, edit: impl FnOnce(SlotMut<'_, T, C>) -> R) -> R {
        /// Takes note of the size when dropped, and so also when `edit` panics.
        struct Note<'b, 'a, T, C: RefCount> {
            parent: &'b mut InnerMut<'a, T, C>,
            i: usize,
            before: usize,
            size: usize,
        }
        impl<T, C: RefCount> Drop for Note<'_, '_, T, C> {
            #[inline]
            fn drop(&mut self) {
                let level = self.parent.level - 1;
                let link = self.parent.inner.slice()[self.i];
                // SAFETY: the child is of that level, with that many items unless it is a leaf.
                let child = unsafe { NodeRef::<T, C>::from_link(link, level, self.size) };
                let after = child.len();
                let lost = self.parent.resized(self.i, self.before, after);
                assert!(lost.is_none(), "capacity overflow");
            }
        }

        let before = self.child(i).len();
        let level = self.level - 1;
        // Found before the note is made, which the optimiser may take for a write to the length.
        let mut link = NonNull::from(&mut self.inner.slice_mut()[i]);
        let note = &mut Note { parent: self, i, before, size: before };
        // SAFETY: the link is exclusive as `self` is, and the note uses it only when it is dropped, after `edit`.
        let link = unsafe { link.as_mut() };
        edit(SlotMut { link, level, size: &mut note.size, items: PhantomData })
    }

    /// Lets `edit` change two neighbours, the second of which is at `i`, and takes note of how many
    /// items they have then.
    ///
    /// # Panics
    /// If there is none at `i`, or none before it, or if there are more than `isize::MAX` items then:
    /// one of the two is dropped, or both.
    pub fn with_pair<R>(
        &mut self,
        i: usize,
        edit: impl FnOnce(SlotMut<'_, T, C>, SlotMut<'_, T, C>) -> R,
    ) -> R {
        /// Takes note of the sizes when dropped, and so also when `edit` panics.
        struct Note<'b, 'a, T, C: RefCount> {
            parent: &'b mut InnerMut<'a, T, C>,
            i: usize,
            before: [usize; 2],
            sizes: [usize; 2],
        }
        impl<T, C: RefCount> Drop for Note<'_, '_, T, C> {
            fn drop(&mut self) {
                let level = self.parent.level - 1;
                let mut lost = [None, None];
                // The right one first, for the left one keeps its index if that is lost.
                for k in [1, 0] {
                    let link = self.parent.inner.slice()[self.i - 1 + k];
                    // SAFETY: the child is of that level, with that many items unless it is a leaf.
                    let child = unsafe { NodeRef::<T, C>::from_link(link, level, self.sizes[k]) };
                    let after = child.len();
                    lost[k] = self.parent.resized(self.i - 1 + k, self.before[k], after);
                }
                assert!(lost.iter().all(Option::is_none), "capacity overflow");
            }
        }

        let before = [self.child(i - 1).len(), self.child(i).len()];
        let level = self.level - 1;
        let note = &mut Note { parent: self, i, before, sizes: before };
        let [left, right] = &mut note.parent.inner.slice_mut()[i - 1..=i] else { unreachable!() };
        let [left_size, right_size] = &mut note.sizes;
        edit(
            SlotMut { link: left, level, size: left_size, items: PhantomData },
            SlotMut { link: right, level, size: right_size, items: PhantomData },
        )
    }

    /// Child `i` has `after` items in place of `before`. If that is too much with the others, though
    /// each of them is within bounds, it is taken out.
    #[inline]
    #[must_use]
    fn resized(&mut self, i: usize, before: usize, after: usize) -> Option<Node<T, C>> {
        if before == after {
            return None;
        }
        let (width, others) = (self.width(), *self.size - before);
        if after > Starts::NO_CHILD - others {
            let link = self.take_out(i, before);
            // SAFETY: the link stood for an owner of a child with that many items, and was given up.
            return Some(unsafe { Node::from_link(link, self.level - 1, after) });
        }
        *self.size = others + after;
        if i + 1 < width {
            self.spell_out();
            let starts = self.inner.head_mut();
            for start in &mut starts.at[i + 1..width] {
                *start = *start - before + after;
            }
            self.update_regularity();
        }
        None
    }

    /// Adds a child at `i`.
    ///
    /// # Panics
    /// If it is not of the level below, if there is no room, if `i` is greater than the number of
    /// children, or if there would be more than [`MAX_ITEMS`] items.
    pub fn insert(&mut self, i: usize, child: Node<T, C>) {
        assert!(child.level() + 1 == self.level, "a child of another level");
        assert!(self.room() > 0, "no room for a child");
        let added = child.len();
        let size = self.size.checked_add(added).filter(|&size| size <= MAX_ITEMS);
        let (size, width) = (size.expect("capacity overflow"), self.width());
        let start = self.start(i);
        self.spell_out();
        self.inner.insert(i, child.into_link());
        let starts = self.inner.head_mut();
        starts.at.copy_within(i..width, i + 1);
        starts.at[i] = start;
        for start in &mut starts.at[i + 1..=width] {
            *start += added;
        }
        *self.size = size;
        self.update_regularity();
    }

    /// Adds a child after the others. Panics like [`insert`](Self::insert).
    ///
    /// Where all others are full, the node stays regular, and its starts need not be written.
    #[inline]
    pub fn push(&mut self, child: Node<T, C>) {
        let (width, added) = (self.width(), child.len());
        let full = Shape::<T, C>::full(self.level - 1);
        let size = *self.size + added;
        let fits = child.level() + 1 == self.level && self.room() > 0 && size <= MAX_ITEMS;
        if fits && !self.inner.head().relaxed && *self.size == full.saturating_mul(width) {
            self.inner.insert(width, child.into_link());
            *self.size = size;
        } else {
            self.insert(width, child);
        }
    }

    /// Takes a child out.
    ///
    /// # Panics
    /// If there is none at `i`.
    pub fn remove(&mut self, i: usize) -> Node<T, C> {
        let removed = self.child(i).len();
        let link = self.take_out(i, removed);
        // SAFETY: the link stood for an owner of a child with that many items, and was given up.
        unsafe { Node::from_link(link, self.level - 1, removed) }
    }

    /// Gives up the link to child `i`, which was noted with that many items.
    fn take_out(&mut self, i: usize, removed: usize) -> Link {
        let width = self.width();
        if !self.inner.head().relaxed && i + 1 == width {
            // The others are full, and may as well be the last.
            *self.size -= removed;
            return self.inner.remove(i);
        }
        self.spell_out();
        let link = self.inner.remove(i);
        let starts = self.inner.head_mut();
        starts.at.copy_within(i + 1..width, i);
        for start in &mut starts.at[i..width - 1] {
            *start -= removed;
        }
        starts.at[width - 1] = Starts::NO_CHILD;
        *self.size -= removed;
        self.update_regularity();
        link
    }

    /// Takes the last child out, if there is any.
    pub fn pop(&mut self) -> Option<Node<T, C>> {
        let last = self.width().checked_sub(1)?;
        Some(self.remove(last))
    }

    /// Moves the children from `i` on to a node of their own.
    ///
    /// # Panics
    /// If `i` is greater than the number of children.
    #[must_use]
    pub fn split_off(&mut self, i: usize) -> Node<T, C> {
        let (width, at) = (self.width(), self.start(i));
        self.spell_out();
        let mut starts = Starts::NONE;
        for (new, old) in starts.at.iter_mut().zip(&self.inner.head().at[i..width]) {
            *new = old - at;
        }
        let mut right = Fresh::new(starts, MAX_FANOUT);
        self.inner.move_to(i..width, &mut right.get(), 0);
        self.inner.head_mut().at[i..width].fill(Starts::NO_CHILD);
        let mut size = *self.size - at;
        *self.size = at;
        self.update_regularity();
        let mut right_mut =
            InnerMut { inner: right.get(), level: self.level, size: &mut size, items: self.items };
        right_mut.update_regularity();
        // SAFETY: its links were given up by `self`; they are of the level below, and that many
        // items are below them, as `update_regularity` has noted.
        unsafe { Node::from_link(share_inner(right), self.level, size) }
    }

    /// Moves the children of another node after those of this one.
    ///
    /// # Panics
    /// If it is of another level, or if there is not enough room.
    pub fn append(&mut self, mut right: Node<T, C>) {
        assert!(right.level() == self.level, "a node of another level");
        let mut right = right.slot().open_inner();
        let (width, added) = (self.width(), right.width());
        assert!(added <= self.room(), "no room for the children");
        let size = self.size.checked_add(*right.size).filter(|&size| size <= MAX_ITEMS);
        let (size, before) = (size.expect("capacity overflow"), *self.size);
        self.spell_out();
        right.spell_out();
        right.inner.move_to(0..added, &mut self.inner, width);
        let starts = self.inner.head_mut();
        for (new, old) in starts.at[width..].iter_mut().zip(&right.inner.head().at[..added]) {
            *new = before + old;
        }
        *self.size = size;
        *right.size = 0;
        right.inner.head_mut().at[..added].fill(Starts::NO_CHILD);
        right.update_regularity();
        self.update_regularity();
    }

    /// Writes the starts, as if the node were relaxed; after them, that there is no child.
    #[inline]
    fn spell_out(&mut self) {
        let width = self.width();
        let starts = self.inner.head_mut();
        if !starts.relaxed {
            for (i, start) in starts.at[..width].iter_mut().enumerate() {
                *start = i * Shape::<T, C>::full(self.level - 1);
            }
            starts.at[width..].fill(Starts::NO_CHILD);
        }
    }

    /// Finds out whether the node is regular, once its starts are right.
    #[inline]
    fn update_regularity(&mut self) {
        let width = self.width();
        let starts = self.inner.head_mut();
        // No child has more items than fit: if there are so many before the last, all of them are full.
        starts.relaxed = width > 1 && {
            let full = Shape::<T, C>::full(self.level - 1);
            starts.at[width - 1] != full.saturating_mul(width - 1)
        };
    }
}
