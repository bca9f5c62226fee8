//! A tree that may be empty.

use super::exclusive::NodeMut;
use super::join::{check_room, join};
use super::node::{BranchRef, Node, NodeRef, View};
use super::path::{Path, Trail};
use super::runs::Runs;
use super::sought::Sought;
use super::summary::Summary;
use super::width::Width;
use crate::NodeInfo;
use crate::block::{BlockMut, Fresh};
use crate::count::{Atomic, RefCount};
use core::ops::Range;

/// A B+-tree with items `T`, separators `K`, a summary `A` of each node and counts `C`. One word.
///
/// A collection says at each branch [where to go](BranchRef), and what a leaf's items mean.
///
/// ```
/// use cow_core::btree::{Ordered, Tree};
///
/// type Entry = (u64, &'static str);
/// let mut tree = Tree::<u64, Entry>::new();
/// for (key, value) in [(3, "c"), (1, "a"), (2, "b")] {
///     let mut sought = Ordered::new(&key, |other: &u64| other.cmp(&key));
///     tree.insert(
///         |branch| branch.turn(&mut sought),
///         |entries| entries.partition_point(|(other, _)| *other < key),
///         (key, value),
///         |(key, _)| *key,
///     );
/// }
/// let old = tree.clone();
/// assert_eq!(tree.remove(|branch| branch.find(0).0, |_| Some(0)), Some((1, "a")));
/// assert_eq!((tree.len(), old.len()), (2, 3));
/// assert_eq!(old.runs(0..3).flatten().map(|(key, _)| *key).collect::<Vec<_>>(), [1, 2, 3]);
/// ```
pub struct Tree<K, T, A = (), C: RefCount = Atomic> {
    root: Option<Node<K, T, A, C>>,
}

impl<K, T, A, C: RefCount> Tree<K, T, A, C> {
    /// Makes a tree without items.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { root: None }
    }

    /// Makes a tree of one item.
    pub fn of_one(item: T) -> Self {
        let mut leaf = Fresh::new((), Width::<K, T, C>::root(1));
        leaf.get().push(item);
        Self { root: Some(Node::leaf(leaf.share())) }
    }

    /// Returns the tree below a node, or without one an empty tree.
    #[inline]
    pub fn from_root(root: Option<Node<K, T, A, C>>) -> Self {
        Self { root }
    }

    /// Returns the root.
    #[inline]
    pub fn into_root(self) -> Option<Node<K, T, A, C>> {
        self.root
    }

    /// Returns the root, to be read.
    #[inline]
    pub fn root(&self) -> Option<NodeRef<'_, K, T, A, C>> {
        self.root.as_ref().map(Node::borrow)
    }

    /// Returns the root, to be written.
    #[inline]
    pub(super) fn root_mut(&mut self) -> Option<&mut Node<K, T, A, C>> {
        self.root.as_mut()
    }

    /// Shrinks a leaf that is the whole tree and has no other owner, if it has too much capacity.
    pub(super) fn fit_root(&mut self) {
        let Some(root) = &mut self.root else { return };
        let Some(NodeMut::Leaf(mut leaf)) = root.get_mut() else { return };
        let (len, room) = (leaf.len(), Width::<K, T, C>::root(leaf.len()));
        if leaf.capacity() > room {
            let mut fresh = Fresh::new((), room);
            leaf.move_to(0..len, &mut fresh.get(), 0);
            self.root = Some(Node::leaf(fresh.share()));
        }
    }

    /// Returns the leaf that is the whole tree, if it is one and not shared.
    #[inline]
    pub fn flat(&mut self) -> Option<BlockMut<'_, (), T, C>> {
        match self.root.as_mut()?.get_mut()? {
            NodeMut::Leaf(leaf) => Some(leaf),
            NodeMut::Branch(_) => None,
        }
    }

    /// Returns the number of items.
    #[inline]
    pub fn len(&self) -> usize {
        self.root().map_or(0, NodeRef::len)
    }

    /// Returns `true` if there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Returns the items of the leaf where a key belongs.
    #[inline]
    pub fn leaf_of(&self, sought: &mut impl Sought<K>) -> Option<&[T]> {
        Some(self.root()?.leaf(|branch| branch.turn(sought)))
    }

    /// Returns the item at a position.
    #[inline]
    pub fn get(&self, position: usize) -> Option<&T> {
        let (leaf, index) = self.root()?.leaf_at(position);
        leaf.get(index)
    }

    /// Returns the summary of all items. O(1), or of a tree that is one leaf O(its length).
    pub fn summary(&self) -> A
    where
        A: Summary<T>,
    {
        self.root().map_or_else(A::empty, NodeRef::summary)
    }

    /// Returns the first leaf with which the summary of all leaves up to it fulfils `reached`, together with the
    /// summary and the number of the items before it.
    ///
    /// If `reached` is true of some summary it must be true of those of more items.
    pub fn search(&self, mut reached: impl FnMut(&A) -> bool) -> Option<(A, usize, &[T])>
    where
        A: Summary<T>,
    {
        let (mut node, mut before, mut position) = (self.root()?, A::empty(), 0);
        if !reached(&node.summary()) {
            return None;
        }
        loop {
            let branch = match node.view() {
                View::Leaf(leaf) => return Some((before, position, leaf.slice())),
                View::Branch(branch) => branch,
            };
            let last = branch.len() - 1;
            let mut slot = 0;
            while slot < last {
                let with = before.combine(&branch.summaries()[slot]);
                if reached(&with) {
                    break;
                }
                before = with;
                position += branch.sizes()[slot];
                slot += 1;
            }
            node = branch.child(slot);
        }
    }

    /// Returns the items at some positions, leaf by leaf.
    ///
    /// # Panics
    /// If the range is out of bounds.
    pub fn runs(&self, range: Range<usize>) -> Runs<'_, K, T, A, C> {
        Runs::new(self.root(), range)
    }

    /// Returns the way to the leaf that `choose` leads to; `None` if there is no item.
    #[inline(always)]
    pub fn path<'a, 't>(
        &'a mut self,
        trail: &'t mut Trail<K, T, A, C>,
        choose: impl FnMut(BranchRef<'_, K, T, A, C>) -> usize,
    ) -> Option<Path<'a, 't, K, T, A, C>> {
        Some(Path::find(self.root.as_mut()?, trail, choose))
    }

    /// Calls `visit` for each node, in pre-order; the nodes below one for which it returns `false` are
    /// left out.
    pub fn visit_nodes(&self, visit: &mut dyn FnMut(NodeInfo) -> bool) {
        fn go<K, T, A, C: RefCount>(
            node: NodeRef<'_, K, T, A, C>,
            (depth, slot, shares): (usize, usize, u32),
            visit: &mut dyn FnMut(NodeInfo) -> bool,
        ) {
            let mut info = node.info().at(depth, slot);
            // What the parent holds counts as one owner.
            info.owners = (info.owners + 1).saturating_sub(shares as usize).max(1);
            if !visit(info) {
                return;
            }
            if let View::Branch(branch) = node.view() {
                for slot in 0..branch.len() {
                    go(branch.child(slot), (depth + 1, slot, branch.unit()), visit);
                }
            }
        }
        if let Some(root) = self.root() {
            go(root, (0, 0, 1), visit);
        }
    }
}

impl<K, T, A, C: RefCount> Tree<K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
{
    /// Puts an item in: `choose` leads to a leaf, branch by branch, and `index` says before which of
    /// its items. See [`Path::insert`].
    pub fn insert(
        &mut self,
        choose: impl FnMut(BranchRef<'_, K, T, A, C>) -> usize,
        index: impl FnOnce(&[T]) -> usize,
        item: T,
        separator: impl FnOnce(&T) -> K,
    ) {
        let mut trail = Trail::new();
        let Some(path) = self.path(&mut trail, choose) else {
            *self = Self::of_one(item);
            return;
        };
        let index = index(path.leaf().slice());
        path.insert(index, item, separator);
    }

    /// Takes an item out: `choose` leads to a leaf, branch by branch, and `index` says which of its
    /// items, if any. If there is none, nothing is copied. See [`Path::remove`].
    #[inline]
    pub fn remove(
        &mut self,
        choose: impl FnMut(BranchRef<'_, K, T, A, C>) -> usize,
        index: impl FnOnce(&[T]) -> Option<usize>,
    ) -> Option<T> {
        let mut trail = Trail::new();
        let path = self.path(&mut trail, choose)?;
        let index = index(path.leaf().slice())?;
        let last = path.is_last();
        let item = path.remove(index);
        if last {
            self.root = None;
        }
        Some(item)
    }

    /// Takes the first item out. See [`Path::remove`].
    #[inline]
    pub fn take_first(&mut self) -> Option<T> {
        self.remove(|_| 0, |_| Some(0))
    }

    /// Takes the last item out. See [`Path::remove`].
    #[inline]
    pub fn take_last(&mut self) -> Option<T> {
        self.remove(|branch| branch.len() - 1, |items| Some(items.len() - 1))
    }

    /// Lets `write` write to an item: see [`remove`](Self::remove). Shared nodes on the way are copied.
    ///
    /// Summaries are computed anew also if `write` panics.
    pub fn modify<R>(
        &mut self,
        choose: impl FnMut(BranchRef<'_, K, T, A, C>) -> usize,
        index: impl FnOnce(&[T]) -> Option<usize>,
        write: impl FnOnce(&mut T) -> R,
    ) -> Option<R> {
        let mut trail = Trail::new();
        let path = self.path(&mut trail, choose)?;
        let index = index(path.leaf().slice())?;
        Some(path.modify(index, write))
    }

    /// Puts another tree after this one, with `key` between them. See [`join`].
    ///
    /// If a `clone` or a summary panics, both are dropped, and this one is empty.
    ///
    /// # Panics
    /// If that are more than [`MAX_ITEMS`](super::MAX_ITEMS) items, or if one of the trees has
    /// [`MAX_HEIGHT`](super::MAX_HEIGHT) branches above each leaf; this one is as it was then.
    pub fn append(&mut self, key: K, other: Self) {
        if let (Some(left), Some(right)) = (self.root(), other.root()) {
            check_room(left, right);
        }
        self.root = match (self.root.take(), other.root) {
            (Some(left), Some(right)) => Some(join(left, key, right)),
            (left, right) => left.or(right),
        };
    }
}

impl<K, T, A, C: RefCount> Clone for Tree<K, T, A, C> {
    #[inline]
    fn clone(&self) -> Self {
        Self { root: self.root.clone() }
    }
}

impl<K, T, A, C: RefCount> Default for Tree<K, T, A, C> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
