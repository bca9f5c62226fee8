//! A range of a tree's items, read.

use super::descend::{seek, seek_far};
use super::inner::{Link, LiveLeaf};
use super::node::{Node, NodeRef};
use crate::count::{Atomic, RefCount};
use core::marker::PhantomData;

/// Some consecutive items of a tree, borrowed. It shows no others: there may be an exclusive borrow of
/// those.
pub struct Part<'a, T, C: RefCount = Atomic> {
    /// Leads to a live node of `level` that has the items in `start..end`, if that is not empty.
    /// Nothing writes to those for `'a`, nor to the links on the way to them; no others are read.
    root: Link,
    level: u8,
    /// Whether the root is regular, and its last child, and its last child...
    regular: bool,
    /// How many items there are below the root, if there is no exclusive borrow of any of them, and
    /// otherwise 0.
    shared: usize,
    start: usize,
    end: usize,
    borrow: PhantomData<&'a Node<T, C>>,
}

impl<T, C: RefCount> Clone for Part<'_, T, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, C: RefCount> Copy for Part<'_, T, C> {}

impl<T, C: RefCount> Default for Part<'_, T, C> {
    /// Nothing.
    #[inline]
    fn default() -> Self {
        Self {
            root: Link(core::ptr::NonNull::dangling()),
            level: 0,
            regular: true,
            shared: 0,
            start: 0,
            end: 0,
            borrow: PhantomData,
        }
    }
}

impl<'a, T, C: RefCount> Part<'a, T, C> {
    /// Returns the items in `start..end` below a node.
    ///
    /// # Safety
    /// What the fields say.
    #[inline]
    pub(super) unsafe fn new(
        root: Link,
        level: u8,
        regular: bool,
        shared: usize,
        (start, end): (usize, usize),
    ) -> Self {
        debug_assert!(start <= end);
        Self { root, level, regular, shared, start, end, borrow: PhantomData }
    }

    /// Returns the root, its level, regularity and size, if there is no exclusive borrow of it.
    #[inline]
    pub(super) fn root(self) -> Option<(Link, u8, bool, usize)> {
        (self.shared > 0).then_some((self.root, self.level, self.regular, self.shared))
    }

    /// Returns the root of the tree, unless this is part of an exclusive borrow.
    #[inline]
    pub fn node(self) -> Option<NodeRef<'a, T, C>> {
        let (root, level, _, size) = self.root()?;
        // SAFETY: the root is of this level and size, live for `'a`, and there is no exclusive borrow.
        Some(unsafe { NodeRef::from_link(root, level, size) })
    }

    /// With how many items of the tree the part starts.
    #[inline]
    pub const fn start(self) -> usize {
        self.start
    }

    /// Returns the number of items.
    #[inline]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Returns `true` if there is none.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the item at `index`.
    #[inline]
    pub fn get(self, index: usize) -> Option<&'a T> {
        if index >= self.len() {
            return None;
        }
        // SAFETY: the index is in the range.
        let (leaf, inside) = unsafe { self.seek(self.start + index) };
        // SAFETY: the leaf has this index, and the item is in the range.
        unsafe { leaf.slice(inside..inside + 1) }.first()
    }

    /// Returns the first items: as many as are in one leaf. They are left out from here on.
    #[inline]
    pub fn next_leaf(&mut self) -> Option<&'a [T]> {
        if self.is_empty() {
            return None;
        }
        // SAFETY: the index is in the range.
        let (leaf, first) = unsafe { seek_far::<T, C>(self.root, self.level, false, self.start) };
        let len = (leaf.len() - first).min(self.len());
        self.start += len;
        // SAFETY: so many items the leaf has there, and they were in the range.
        Some(unsafe { leaf.slice(first..first + len) })
    }

    /// Returns the last items: as many as are in one leaf. They are left out from here on.
    #[inline]
    pub fn next_leaf_back(&mut self) -> Option<&'a [T]> {
        if self.is_empty() {
            return None;
        }
        // SAFETY: the index is in the range.
        let (leaf, last) = unsafe { seek_far::<T, C>(self.root, self.level, false, self.end - 1) };
        let len = (last + 1).min(self.len());
        self.end -= len;
        // SAFETY: so many items the leaf has there, and they were in the range.
        Some(unsafe { leaf.slice(last + 1 - len..last + 1) })
    }

    /// Leaves the first `count` items out.
    ///
    /// # Panics
    /// If there are not as many.
    #[inline]
    pub fn skip_front(&mut self, count: usize) {
        assert!(count <= self.len());
        self.start += count;
    }

    /// Leaves the last `count` items out.
    ///
    /// # Panics
    /// If there are not as many.
    #[inline]
    pub fn skip_back(&mut self, count: usize) {
        assert!(count <= self.len());
        self.end -= count;
    }

    /// Returns the first `mid` items, and the others.
    ///
    /// # Panics
    /// If there are not as many.
    #[inline]
    #[must_use]
    pub fn split_at(self, mid: usize) -> (Self, Self) {
        assert!(mid <= self.len());
        let middle = self.start + mid;
        (Self { end: middle, ..self }, Self { start: middle, ..self })
    }

    /// Returns the leaf of an index of the tree, and the index there.
    ///
    /// # Safety
    /// The index is in the range.
    #[inline(always)]
    unsafe fn seek(self, index: usize) -> (LiveLeaf<'a, T, C>, usize) {
        // SAFETY: the node is live, has the index, and is regular if the field says so.
        unsafe { seek(self.root, self.level, self.regular, index) }
    }
}
