//! Insertion and removal of one item, and what they do to the shape of the tree.

use super::exclusive::{BranchMut, NodeMut};
use super::marks::Marks;
use super::node::Node;
use super::path::{OwnPath, Path};
use super::summary::Summary;
use super::width::{MAX_HEIGHT, Width};
use crate::block::{BlockMut, Fresh};
use crate::count::RefCount;
use core::mem;

/// Values for the summaries of new nodes, made before anything is written.
pub(super) struct Blanks<A> {
    blanks: [Option<A>; MAX_HEIGHT + 2],
    len: usize,
}

impl<A> Blanks<A> {
    /// Makes as many as a split may need in a tree with so many branches above a leaf.
    pub(super) fn new<T>(depth: usize) -> Self
    where
        A: Summary<T>,
    {
        assert!(depth < MAX_HEIGHT, "capacity overflow");
        let mut blanks = [const { None }; MAX_HEIGHT + 2];
        // One for each branch that is split, and two for a new root.
        let len = depth + 2;
        blanks[..len].fill_with(|| Some(A::empty()));
        Self { blanks, len }
    }

    fn next(&mut self) -> A {
        self.len -= 1;
        self.blanks[self.len].take().expect("as many are made as there may be new nodes")
    }
}

/// A node that removal has taken out of the tree, with the separator and the summary it had: dropped when
/// the tree has got its new shape.
type Removed<K, T, A, C> = (Node<K, T, A, C>, Option<K>, A);

impl<'a, K, T, A, C: RefCount> Path<'a, '_, K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
{
    /// Lets `write` write to the item at `index` of the leaf. Shared nodes on the way are copied.
    ///
    /// Summaries are computed anew also if `write` panics.
    ///
    /// # Panics
    /// If there is no such item.
    #[inline]
    pub fn modify<R>(self, index: usize, write: impl FnOnce(&mut T) -> R) -> R {
        /// Brings summaries up to date, whatever panics.
        struct Written<'p, 'a, 't, K, T, A: Summary<T>, C: RefCount>(
            &'p mut OwnPath<'a, 't, K, T, A, C>,
        );
        impl<K, T, A: Summary<T>, C: RefCount> Drop for Written<'_, '_, '_, K, T, A, C> {
            fn drop(&mut self) {
                self.0.summarize();
            }
        }
        let room = Width::<K, T, C>::copied(self.leaf().len());
        let mut path = self.own(room);
        let written = Written(&mut path);
        write(&mut written.0.leaf().into_parts().1[index])
    }

    /// Puts an item in before the one at `index` of the leaf.
    ///
    /// A full leaf is halved; but if the item goes to its end it stays full, and a new one begins.
    /// `separator` gives the key that separates an item and those after it from those before it.
    ///
    /// Shared nodes on the way are copied. If `separator` or a `clone` panics, the tree holds what it
    /// held. If a summary panics, the item is in, and some summaries above it are old.
    ///
    /// Gives the item, if it may be written: no summary is kept, and it is in the leaf to which the path
    /// leads.
    ///
    /// # Panics
    /// If there are not so many items.
    pub fn insert(
        self,
        index: usize,
        item: T,
        separator: impl FnOnce(&T) -> K,
    ) -> Option<&'a mut T> {
        let len = self.leaf().len();
        assert!(index <= len, "insertion index (is {index}) should be <= len (is {len})");
        let room = self.room(len + 1);
        if len == Width::<K, T, C>::LEAF {
            self.own(room).insert_split(index, item, separator);
            return None;
        }
        let mut path = match self.own_unshared() {
            Err(path) => {
                let room = Width::<K, T, C>::copied(len + 1);
                path.copy(|leaf| leaf.duplicate_with(index, item, room), 0)
            }
            Ok(mut path) => {
                if path.leaf().room() == 0 {
                    path.relocate(room);
                }
                path.leaf().insert(index, item);
                path
            }
        };
        path.resize(1);
        if A::KEPT {
            path.summarize();
            return None;
        }
        Some(&mut path.into_leaf().into_parts().1[index])
    }

    /// Takes the item at `index` of the leaf out. A leaf of few is merged with its neighbour.
    ///
    /// If it was the tree's last item, the leaf is empty now, and the tree is to be dropped.
    ///
    /// Shared nodes on the way are copied. If a `clone` panics, the tree holds what it held. If a
    /// summary panics, the item is out and dropped, and some summaries above it are old.
    ///
    /// # Panics
    /// If there is no such item.
    pub fn remove(self, index: usize) -> T {
        let len = self.leaf().len();
        assert!(index < len, "removal index (is {index}) should be < len (is {len})");
        let mut path = self.own(Width::<K, T, C>::copied(len));
        let underfull = path.depth() > 0 && len <= Width::<K, T, C>::LEAF_LEAST.max(1);
        let merged = if underfull { path.prepare_merge(len - 1) } else { None };
        let item = path.leaf().remove(index);
        path.resize(-1);
        match merged {
            Some(left) => path.merge(left),
            None => path.summarize(),
        }
        item
    }
}

impl<'a, K, T, A, C: RefCount> Path<'a, '_, K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
{
    /// Returns the items of the leaf, to be written. Shared nodes on the way are copied.
    ///
    /// Only for a tree that keeps no summaries, which could not be brought up to date.
    #[inline]
    pub fn into_items(self) -> &'a mut [T] {
        const { assert!(!A::KEPT, "summaries would be old") };
        let room = Width::<K, T, C>::copied(self.leaf().len());
        self.own(room).into_leaf().into_parts().1
    }
}

impl<K, T, A, C: RefCount> OwnPath<'_, '_, K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
{
    /// Inserts where the leaf is full.
    #[cold]
    fn insert_split(mut self, index: usize, item: T, separator: impl FnOnce(&T) -> K) {
        let len = self.leaf().len();
        let cut = if index == len { len } else { len.div_ceil(2) };
        let key =
            if index == cut { separator(&item) } else { separator(&self.leaf().slice()[cut]) };
        let blanks = self.prepare_split();

        // No code of the user's runs from here on but for summaries.
        let mut right = Fresh::new((), Width::<K, T, C>::LEAF);
        self.leaf().move_to(cut..len, &mut right.get(), 0);
        if index < cut {
            self.leaf().insert(index, item);
        } else {
            right.get().insert(index - cut, item);
        }
        self.put_after((key, Node::leaf(right.share())), 1, blanks);
    }

    /// Puts a leaf in after that of the path, which together with it has `growth` more items than
    /// the path's leaf had when the sizes on the way were written.
    pub(super) fn put_after(
        mut self,
        leaf: (K, Node<K, T, A, C>),
        growth: isize,
        mut blanks: Blanks<A>,
    ) {
        let mut marks = Marks::new();
        let mut new = Some(leaf);
        for level in (0..self.depth()).rev() {
            let slot = self.slot(level);
            let mut branch = self.branch(level);
            let Some((key, node)) = new else {
                branch.resize(slot, growth);
                marks.children(&branch, &[slot]);
                continue;
            };
            branch.measure(slot);
            marks.children(&branch, &[slot, slot + 1]);
            new = put(branch.reborrow(), slot + 1, (key, node, blanks.next()), &mut marks);
        }
        if let Some((key, node)) = new {
            // The old root has two owners for a moment, so that there always is one.
            let mut root = Node::over(self.root().clone(), blanks.next());
            if let Some(NodeMut::Branch(mut root)) = root.get_mut() {
                root.push(key, node, blanks.next());
                marks.children(&root, &[0, 1]);
            }
            *self.root() = root;
        }
        // SAFETY: all are in the tree, on the path or made here.
        unsafe { marks.compute() };
    }

    /// Runs what code of the user's a split needs.
    pub(super) fn prepare_split(&mut self) -> Blanks<A> {
        let blanks = Blanks::new::<T>(self.depth());
        self.make_way();
        blanks
    }

    /// Makes a branch above the leaf one that a child can be put into, and if it has to be split for that the next one as well,
    /// and so on.
    pub(super) fn make_way(&mut self) {
        let mut splits = true;
        for level in (0..self.depth()).rev() {
            if splits {
                if self.branch(level).lacks_room() {
                    self.make_room(level);
                }
                self.branch(level).own_keys();
                splits = self.branch(level).is_full();
            }
        }
    }

    /// Merges the leaf with its neighbour if it has too few items and the two are not too many. Tells
    /// whether it did.
    pub(super) fn merge_if_few(mut self) -> bool {
        let len = self.leaf().len();
        if self.depth() == 0 || len >= Width::<K, T, C>::LEAF_LEAST {
            return false;
        }
        let Some(left) = self.prepare_merge(len) else { return false };
        self.merge(left);
        true
    }

    /// Runs what code of the user's a merge of the leaf needs that will have `len` items, and tells which
    /// leaf is to be merged with the next one, or if none are left to be taken out. `None` if both
    /// neighbours are too full.
    #[cold]
    pub(super) fn prepare_merge(&mut self, len: usize) -> Option<usize> {
        let most = Width::<K, T, C>::LEAF;
        let mut level = self.depth() - 1;
        let slot = self.slot(level);
        let mut branch = self.branch(level);
        let mut left = slot;
        if len > 0 {
            let fits =
                |beside: &usize| len + branch.child(*beside).len() <= Width::<K, T, C>::LEAF_MERGED;
            let after = (slot + 1 < branch.len()).then_some(slot + 1);
            let beside = slot.checked_sub(1).filter(fits).or(after.filter(fits))?;
            branch.make_child(beside, most);
            left = slot.min(beside);
        }
        branch.own_keys();
        // Each of these may lose a child, and then is to have children of the one beside it.
        while level > 0 && self.branch(level).len() <= Width::<K, T, C>::LEAST {
            self.make_room(level);
            level -= 1;
            let beside = beside(self.slot(level));
            let mut branch = self.branch(level);
            if let NodeMut::Branch(mut sibling) = branch.make_child(beside, most) {
                sibling.own_keys();
            }
            branch.own_keys();
        }
        Some(left)
    }

    /// Merges the leaf at `left` with the next one, or takes the path's out if it is empty, and fills
    /// branches that have lost a child.
    #[cold]
    pub(super) fn merge(mut self, left: usize) {
        let mut removed = [const { None::<Removed<K, T, A, C>> }; MAX_HEIGHT + 1];
        let mut marks = Marks::new();
        let mut level = self.depth() - 1;
        let empty = self.leaf().is_empty();
        let slot = self.slot(level);
        let mut branch = self.branch(level);
        if empty {
            let (leaf, key, summary) = branch.remove(slot);
            removed[level] = Some((leaf, Some(key), summary));
            marks.children(&branch, &[]);
        } else {
            branch.widen(left, Width::<K, T, C>::LEAF);
            let (mut leaf, key, summary) = branch.remove(left + 1);
            if let (Some(mut right), Some(NodeMut::Leaf(mut left))) =
                (leaf_of(&mut leaf), branch.child_mut(left))
            {
                let (len, at) = (right.len(), left.len());
                right.move_to(0..len, &mut left, at);
            }
            removed[level] = Some((leaf, Some(key), summary));
            branch.measure(left);
            marks.children(&branch, &[left]);
        }

        while level > 0 && self.branch(level).len() < Width::<K, T, C>::LEAST {
            level -= 1;
            let slot = self.slot(level);
            let left = slot.min(beside(slot));
            removed[level] = fill(self.branch(level), left, &mut marks);
        }
        if level == 0 && self.branch(0).len() == 1 {
            let (child, summary) = self.branch(0).take_child(0);
            marks.forget();
            let old = mem::replace(self.root(), child);
            removed[MAX_HEIGHT] = Some((old, None, summary));
        } else {
            for level in (0..level).rev() {
                let slot = self.slot(level);
                marks.children(&self.branch(level), &[slot]);
            }
        }
        // SAFETY: all are in the tree and on the path, or beside it and exclusive as of
        // `prepare_merge`; of those that were dissolved the marks were taken back.
        unsafe { marks.compute() };
    }
}

/// Returns the child that is merged with the one at `slot`: that before it, or after the first.
fn beside(slot: usize) -> usize {
    slot.checked_sub(1).unwrap_or(1)
}

/// Returns the items of a leaf with one owner.
fn leaf_of<K, T, A, C: RefCount>(node: &mut Node<K, T, A, C>) -> Option<BlockMut<'_, (), T, C>> {
    match node.get_mut() {
        Some(NodeMut::Leaf(leaf)) => Some(leaf),
        _ => None,
    }
}

/// Puts a child in at `slot`, with the separator before it. If the branch is full it is halved before;
/// its second half is then given, with the separator before that.
pub(super) fn put<K, T, A, C: RefCount>(
    mut branch: BranchMut<'_, K, T, A, C>,
    slot: usize,
    (key, child, summary): (K, Node<K, T, A, C>, A),
    marks: &mut Marks<K, T, A, C>,
) -> Option<(K, Node<K, T, A, C>)>
where
    K: Clone,
    A: Summary<T>,
{
    if !branch.is_full() {
        branch.insert(slot, key, child, summary);
        return None;
    }
    let len = branch.len();
    // At the end, as many stay as can: so nodes get full by insertion in order.
    let cut = if slot == len { len + 1 - Width::<K, T, C>::LEAST } else { len / 2 };
    let (up, mut right) = branch.split_off(cut);
    marks.instead(&branch);
    if let Some(NodeMut::Branch(mut right)) = right.get_mut() {
        if slot <= cut {
            branch.insert(slot, key, child, summary);
        } else {
            right.insert(slot - cut, key, child, summary);
        }
        marks.besides(&right);
    }
    Some((up, right))
}

/// Makes one branch of the children at `left` and `left + 1`, or evens them out if they have too
/// many children for that. Returns what is then superfluous.
fn fill<K, T, A, C: RefCount>(
    mut parent: BranchMut<'_, K, T, A, C>,
    left: usize,
    marks: &mut Marks<K, T, A, C>,
) -> Option<Removed<K, T, A, C>>
where
    K: Clone,
    A: Summary<T>,
{
    let (mut second, key, summary) = parent.remove(left + 1);
    let mut rest = None;
    if let (Some(NodeMut::Branch(mut first)), Some(NodeMut::Branch(mut second))) =
        (parent.child_mut(left), second.get_mut())
    {
        rest = even_out(first.reborrow(), key, second.reborrow());
        marks.instead(&first);
        if rest.is_some() {
            marks.besides(&second);
        }
    }
    parent.measure(left);
    let Some(key) = rest else {
        marks.children(&parent, &[left]);
        return Some((second, None, summary));
    };
    parent.insert(left + 1, key, second, summary);
    marks.children(&parent, &[left, left + 1]);
    None
}

/// Moves children between two branches until the first has all, if that are few, or each has half.
/// If the second has some, the separator before it is given.
pub(super) fn even_out<K, T, A, C: RefCount>(
    mut first: BranchMut<'_, K, T, A, C>,
    mut key: K,
    mut second: BranchMut<'_, K, T, A, C>,
) -> Option<K>
where
    K: Clone,
{
    let both = first.len() + second.len();
    if both <= Width::<K, T, C>::MERGED {
        while second.len() > 1 {
            let (child, next, summary) = second.remove(0);
            first.push(mem::replace(&mut key, next), child, summary);
        }
        let (child, summary) = second.take_child(0);
        first.push(key, child, summary);
        return None;
    }
    while first.len() < both / 2 {
        let (child, next, summary) = second.remove(0);
        first.push(mem::replace(&mut key, next), child, summary);
    }
    while first.len() > both / 2 {
        let (child, before, summary) = first.remove(first.len() - 1);
        second.push_front(child, mem::replace(&mut key, before), summary);
    }
    Some(key)
}
