//! The leaves in order, from both ends, to be written.

use super::exclusive::{BranchMut, NodeMut};
use super::node::{BranchRef, Node};
use super::raw::RawBranch;
use super::runs::Runs;
use super::summary::Summary;
use super::tree::Tree;
use super::width::Width;
use crate::block::BlockMut;
use crate::count::RefCount;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ops::Range;
use core::ptr::NonNull;

/// Exclusive access to the items of a tree, or of a range of positions, leaf by leaf from both ends.
///
/// A shared node is copied when the first of its items is reached, and none before. Items that are
/// passed over are not copied. Summaries are not computed, so this is for trees that keep none.
///
/// No stack is kept: the next leaf is found in the parent of the last one, or from the root by its
/// position.
pub struct LeavesMut<'a, K, T, A, C: RefCount> {
    root: Root<K, T, A, C>,
    /// The positions that are left, counted from the first item below `root`. They and their leaves
    /// are exclusive for `'a`: no position of a leaf that was handed out is left.
    range: Range<usize>,
    /// The parent of the last leaf from each end, and the leaf's slot there.
    front: Option<Parent<K, T, A, C>>,
    back: Option<Parent<K, T, A, C>>,
    borrow: PhantomData<&'a mut Node<K, T, A, C>>,
}

/// A branch that is exclusive for as long as the access lasts, or is only read; and a slot there.
type Parent<K, T, A, C> = (RawBranch<K, T, A, C>, usize);

/// Where the leaves are found.
enum Root<K, T, A, C: RefCount> {
    /// There are none.
    Empty,
    /// Below a node, which may be shared. Exclusive for `'a`.
    Node(NonNull<Node<K, T, A, C>>),
    /// Below some children of a branch, all of which have no other parent. The branch is live for `'a`
    /// and only read, for its other children may be written by another thread; these are exclusive.
    Children(RawBranch<K, T, A, C>, Range<usize>),
}

// SAFETY: exclusive access is as good as a `&mut` to the tree. What two accesses have in common is only
// read.
unsafe impl<K, T, A, C: RefCount> Send for LeavesMut<'_, K, T, A, C> where Node<K, T, A, C>: Send {}
// SAFETY: a `&LeavesMut` lends items to be read.
unsafe impl<K, T, A, C: RefCount> Sync for LeavesMut<'_, K, T, A, C> where Node<K, T, A, C>: Sync {}

impl<K, T, A, C: RefCount> Default for LeavesMut<'_, K, T, A, C> {
    fn default() -> Self {
        Self { root: Root::Empty, range: 0..0, front: None, back: None, borrow: PhantomData }
    }
}

impl<'a, K, T, A, C: RefCount> LeavesMut<'a, K, T, A, C> {
    /// Returns the items below a node, or none, with positions in a range.
    ///
    /// # Panics
    /// If the range is out of bounds.
    #[inline]
    pub fn new(root: Option<&'a mut Node<K, T, A, C>>, range: Range<usize>) -> Self {
        let len = root.as_ref().map_or(0, |root| root.borrow().len());
        assert!(range.start <= range.end && range.end <= len, "range out of bounds");
        let root = root.map_or(Root::Empty, |root| Root::Node(NonNull::from(root)));
        Self { root, range, front: None, back: None, borrow: PhantomData }
    }

    /// Returns the number of items that are left.
    #[inline]
    pub fn items(&self) -> usize {
        self.range.len()
    }

    /// Returns the items that are left, to be read. Copies nothing.
    pub fn rest(&self) -> impl Iterator<Item = &[T]> {
        let (children, whole) = match &self.root {
            Root::Empty => (None, None),
            // SAFETY: live for `'a`, and borrowed along with `self`.
            Root::Node(root) => (None, Some(unsafe { root.as_ref() }.borrow())),
            Root::Children(branch, slots) => (Some((*branch, slots.clone())), None),
        };
        let children = children.into_iter().flat_map(|(branch, slots)| {
            // SAFETY: the branch is live for `'a`, and only read while `self` is borrowed.
            let branch = unsafe { BranchRef::from_raw(branch) };
            slots.map(move |slot| branch.child(slot))
        });
        let mut start = 0;
        // Of leaves that were handed out no position is left, and nothing of them is looked at.
        whole.into_iter().chain(children).flat_map(move |node| {
            let len = node.len();
            let clamp = |position: usize| position.saturating_sub(start).min(len);
            let range = clamp(self.range.start)..clamp(self.range.end);
            start += len;
            Runs::new(Some(node), range)
        })
    }

    /// Passes over the first `count` items that are left.
    ///
    /// # Panics
    /// If there are not so many.
    #[inline]
    pub fn skip_front(&mut self, count: usize) {
        assert!(count <= self.items(), "range out of bounds");
        if count > 0 {
            self.range.start += count;
            self.front = None;
        }
    }

    /// Passes over the last `count` items that are left.
    ///
    /// # Panics
    /// If there are not so many.
    #[inline]
    pub fn skip_back(&mut self, count: usize) {
        assert!(count <= self.items(), "range out of bounds");
        if count > 0 {
            self.range.end -= count;
            self.back = None;
        }
    }
}

/// Items outside of the range are left out. If a `clone` panics, the tree is as it was.
impl<'a, K: Clone, T: Clone, A: Clone, C: RefCount> Iterator for LeavesMut<'a, K, T, A, C> {
    type Item = &'a mut [T];

    #[inline]
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.range.is_empty() {
            return None;
        }
        let next = self.front.map(|(branch, slot)| (branch, slot + 1));
        // SAFETY: a branch that was passed on the way is live for `'a`.
        let next = next.filter(|(raw, slot)| *slot < unsafe { BranchRef::from_raw(*raw) }.len());
        let (leaf, inside, place) = match next {
            Some(place) => (leaf_at(place), 0, Some(place)),
            None => self.seek(self.range.start),
        };
        self.front = place;
        let items = leaf.into_parts().1;
        let end = items.len().min(inside + self.range.len());
        let items = &mut items[inside..end];
        self.range.start += items.len();
        Some(items)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::from(!self.range.is_empty()), Some(self.range.len()))
    }
}

impl<K: Clone, T: Clone, A: Clone, C: RefCount> DoubleEndedIterator for LeavesMut<'_, K, T, A, C> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.range.is_empty() {
            return None;
        }
        let next = self.back.and_then(|(branch, slot)| Some((branch, slot.checked_sub(1)?)));
        let (leaf, end, place) = match next {
            Some(place) => {
                let leaf = leaf_at(place);
                let len = leaf.len();
                (leaf, len, Some(place))
            }
            None => {
                let (leaf, inside, place) = self.seek(self.range.end - 1);
                (leaf, inside + 1, place)
            }
        };
        self.back = place;
        let items = &mut leaf.into_parts().1[..end];
        let start = end - end.min(self.range.len());
        let items = &mut items[start..];
        self.range.end -= items.len();
        Some(items)
    }
}

impl<K: Clone, T: Clone, A: Clone, C: RefCount> FusedIterator for LeavesMut<'_, K, T, A, C> {}

impl<'a, K: Clone, T: Clone, A: Clone, C: RefCount> LeavesMut<'a, K, T, A, C> {
    /// Divides what is left in two, if it is below more than one node, for two threads to go on with.
    ///
    /// The nodes that the halves have in common are copied first, and those right below them, if they
    /// are shared. If a `clone` panics, the tree is as it was.
    pub fn split(mut self) -> (Self, Option<Self>) {
        loop {
            let (branch, slots) = match &self.root {
                Root::Empty => return (self, None),
                Root::Node(root) => {
                    let mut root = *root;
                    // SAFETY: exclusive for `'a`.
                    match unsafe { root.as_mut() }.make_mut(Width::<K, T, C>::LEAF) {
                        NodeMut::Leaf(_) => return (self, None),
                        NodeMut::Branch(branch) => own_children(branch),
                    }
                }
                Root::Children(branch, slots) if slots.len() > 1 => (*branch, slots.clone()),
                Root::Children(branch, slots) => match child_of(*branch, slots.start) {
                    NodeMut::Leaf(_) => return (self, None),
                    NodeMut::Branch(branch) => own_children(branch),
                },
            };
            let middle = slots.start + slots.len() / 2;
            // SAFETY: the branch is live for `'a`, and only read.
            let sizes = unsafe { BranchRef::from_raw(branch) }.sizes();
            let before: usize = sizes[slots.start..middle].iter().sum();
            let (left, right) = (slots.start..middle, middle..slots.end);
            let Range { start, end } = self.range;
            let part = |slots, range| Self {
                root: Root::Children(branch, slots),
                range,
                front: None,
                back: None,
                borrow: PhantomData,
            };
            if end <= before {
                self = part(left, start..end);
            } else if start >= before {
                self = part(right, start - before..end - before);
            } else {
                let right = part(right, 0..end - before);
                return (part(left, start..before), Some(right));
            }
        }
    }

    /// Returns the leaf of a position that is left, the position there, and the leaf's place unless it is the
    /// root.
    fn seek(&mut self, position: usize) -> Found<'a, K, T, A, C> {
        let (mut inside, mut place) = (position, None);
        let mut node = match &mut self.root {
            Root::Empty => unreachable!("there are no positions without a root"),
            // SAFETY: exclusive for `'a`.
            Root::Node(root) => unsafe { root.as_mut() }.make_mut(Width::<K, T, C>::LEAF),
            Root::Children(raw, slots) => {
                // SAFETY: the branch is live for `'a`, and only read.
                let branch = unsafe { BranchRef::from_raw(*raw) };
                let before: usize = branch.sizes()[..slots.start].iter().sum();
                let (slot, rest) = branch.find(before + inside);
                inside = rest;
                place = Some((*raw, slot));
                child_of(*raw, slot)
            }
        };
        loop {
            let branch = match node {
                NodeMut::Leaf(leaf) => return (leaf, inside, place),
                NodeMut::Branch(branch) => branch,
            };
            let (slot, rest) = branch.borrow().find(inside);
            inside = rest;
            place = Some((branch.raw(), slot));
            node = child_of(branch.raw(), slot);
        }
    }
}

/// A leaf, an index there, and its place unless it is the root.
type Found<'a, K, T, A, C> = (BlockMut<'a, (), T, C>, usize, Option<Parent<K, T, A, C>>);

/// Makes all children of a branch such that have no other parent.
fn own_children<K: Clone, T: Clone, A: Clone, C: RefCount>(
    mut branch: BranchMut<'_, K, T, A, C>,
) -> (RawBranch<K, T, A, C>, Range<usize>) {
    for slot in 0..branch.len() {
        branch.make_child(slot, Width::<K, T, C>::LEAF);
    }
    (branch.raw(), 0..branch.len())
}

/// Returns the child of a branch, which is exclusive for `'a`, and in case it is shared so is the
/// branch.
fn child_of<'a, K: Clone, T: Clone, A: Clone, C: RefCount>(
    raw: RawBranch<K, T, A, C>,
    slot: usize,
) -> NodeMut<'a, K, T, A, C> {
    // SAFETY: the branch is live, and only read.
    let branch = unsafe { BranchRef::from_raw(raw) };
    if !branch.child(slot).has_shares(branch.unit()) {
        // SAFETY: a branch with a shared child is exclusive.
        unsafe { BranchMut::from_raw(raw) }.make_child(slot, Width::<K, T, C>::LEAF);
    }
    // SAFETY: as above.
    let branch = unsafe { BranchRef::from_raw(raw) };
    // SAFETY: all shares of it are its parent's, and it is exclusive for `'a`.
    let child = unsafe { NodeMut::try_from_link(branch.child(slot).link(), branch.unit()) };
    child.unwrap_or_else(|| unreachable!("it was not shared, or is a copy"))
}

/// [`child_of`] a branch of leaves.
fn leaf_at<'a, K: Clone + 'a, T: Clone, A: Clone + 'a, C: RefCount>(
    (branch, slot): Parent<K, T, A, C>,
) -> BlockMut<'a, (), T, C> {
    match child_of(branch, slot) {
        NodeMut::Leaf(leaf) => leaf,
        NodeMut::Branch(_) => unreachable!("the parent of a leaf has leaves"),
    }
}

impl<K, T, A: Summary<T>, C: RefCount> Tree<K, T, A, C> {
    /// Returns the items at some positions, leaf by leaf, to be written.
    ///
    /// Only for a tree that keeps no summaries, which could not be brought up to date.
    ///
    /// # Panics
    /// If the range is out of bounds.
    #[inline]
    pub fn leaves_mut(&mut self, range: Range<usize>) -> LeavesMut<'_, K, T, A, C> {
        const { assert!(!A::KEPT, "summaries would be old") };
        LeavesMut::new(self.root_mut(), range)
    }
}
