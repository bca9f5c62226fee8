//! Trees put one after the other, and cut in two.

use super::edit::{even_out, put};
use super::exclusive::{BranchMut, NodeMut};
use super::marks::Marks;
use super::node::{Node, NodeRef, View};
use super::summary::Summary;
use super::width::{MAX_HEIGHT, MAX_ITEMS, Width};
use crate::block::{BlockRef, Fresh};
use crate::count::RefCount;
use core::cmp::Ordering;

/// A separator, and the node of what is not less.
type After<K, T, A, C> = (K, Node<K, T, A, C>);

/// Checks that two trees can be joined, whatever their nodes are. O(1).
///
/// # Panics
/// If both together have more than [`MAX_ITEMS`] items, or if one has [`MAX_HEIGHT`] branches above each leaf.
pub(super) fn check_room<K, T, A, C: RefCount>(
    left: NodeRef<'_, K, T, A, C>,
    right: NodeRef<'_, K, T, A, C>,
) {
    let len = left.len().checked_add(right.len());
    let fits =
        len.is_some_and(|len| len <= MAX_ITEMS) && left.height().max(right.height()) < MAX_HEIGHT;
    assert!(fits, "capacity overflow");
}

/// Puts `right` after `left`, with `key` between them. O(difference of heights).
///
/// Nodes on the edge along which the two meet are written in place if they are not shared, else
/// copied. If a `clone` or a summary panics, both are dropped.
///
/// # Panics
/// If the tree would be higher than [`MAX_HEIGHT`](super::MAX_HEIGHT).
pub fn join<K, T, A, C: RefCount>(
    left: Node<K, T, A, C>,
    key: K,
    right: Node<K, T, A, C>,
) -> Node<K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
{
    let mut spare = None;
    let joined = join_sparing(left, key, right, &mut spare);
    // Here, so that the result is not leaked should it panic.
    drop(spare);
    joined
}

/// [`join`] that gives the key if it is of no use, and so drops none.
pub(super) fn join_sparing<K, T, A, C: RefCount>(
    mut left: Node<K, T, A, C>,
    key: K,
    mut right: Node<K, T, A, C>,
    spare: &mut Option<K>,
) -> Node<K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
{
    let most = Width::<K, T, C>::LEAF;
    let after = match left.height().cmp(&right.height()) {
        Ordering::Equal => pair(&mut left, key, right, spare),
        Ordering::Greater => match left.make_mut(most) {
            NodeMut::Branch(branch) => hang_after(branch, key, right, spare),
            NodeMut::Leaf(_) => unreachable!("no node is lower than a leaf"),
        },
        Ordering::Less => match right.make_mut(most) {
            NodeMut::Branch(branch) => {
                let after = hang_before(branch, left, key, spare);
                left = right;
                after
            }
            NodeMut::Leaf(_) => unreachable!("no node is lower than a leaf"),
        },
    };
    match after {
        None => left,
        Some((key, after)) => Node::branch(left, key, after),
    }
}

/// Puts `right` after `left`, which is as high: in one node, or in two of which both have enough.
/// A key that is of no use then is given by `spare`.
fn pair<K, T, A, C: RefCount>(
    left: &mut Node<K, T, A, C>,
    key: K,
    mut right: Node<K, T, A, C>,
    spare: &mut Option<K>,
) -> Option<After<K, T, A, C>>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
{
    let most = Width::<K, T, C>::LEAF;
    match (left.borrow().view(), right.borrow().view()) {
        (View::Leaf(one), View::Leaf(two)) => {
            let (one, two) = (one.len(), two.len());
            if one.min(two) >= Width::<K, T, C>::LEAF_LEAST
                || one + two > Width::<K, T, C>::LEAF_MERGED
            {
                return Some((key, right));
            }
            if let (NodeMut::Leaf(mut one), NodeMut::Leaf(mut two)) =
                (with_room(left), right.make_mut(most))
            {
                let (len, at) = (two.len(), one.len());
                two.move_to(0..len, &mut one, at);
            }
            *spare = Some(key);
            None
        }
        (View::Branch(one), View::Branch(two)) => {
            if one.len().min(two.len()) >= Width::<K, T, C>::LEAST {
                return Some((key, right));
            }
            let (NodeMut::Branch(one), NodeMut::Branch(two)) =
                (left.make_mut(most), right.make_mut(most))
            else {
                unreachable!("both are branches")
            };
            even_out(one, key, two).map(|key| (key, right))
        }
        _ => unreachable!("nodes of one height are of one kind"),
    }
}

/// Makes a leaf one with no other owner and with the capacity of a full leaf.
fn with_room<K, T, A, C: RefCount>(leaf: &mut Node<K, T, A, C>) -> NodeMut<'_, K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Clone,
{
    let most = Width::<K, T, C>::LEAF;
    if let Some(NodeMut::Leaf(mut old)) = leaf.get_mut()
        && old.capacity() < most
    {
        let (mut fresh, len) = (Fresh::new((), most), old.len());
        old.move_to(0..len, &mut fresh.get(), 0);
        *leaf = Node::leaf(fresh.share());
    }
    leaf.make_mut(most)
}

/// Puts a lower tree after all that is below a branch. What does not fit in is given.
fn hang_after<K, T, A, C: RefCount>(
    mut branch: BranchMut<'_, K, T, A, C>,
    key: K,
    right: Node<K, T, A, C>,
    spare: &mut Option<K>,
) -> Option<After<K, T, A, C>>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
{
    let last = branch.len() - 1;
    let after = if branch.borrow().height() > right.height() + 1 {
        let NodeMut::Branch(child) = branch.make_child(last, Width::<K, T, C>::LEAF) else {
            unreachable!("a child is higher than the other tree")
        };
        let after = hang_after(child, key, right, spare);
        branch.measure(last);
        branch.summarize(last);
        after
    } else {
        let (mut child, before, _) = branch.remove(last);
        let after = pair(&mut child, key, right, spare);
        let summary = child.borrow().summary();
        branch.push(before, child, summary);
        after
    };
    let (key, node) = after?;
    let summary = node.borrow().summary();
    put(branch, last + 1, (key, node, summary), &mut Marks::new())
}

/// Puts a lower tree before all that is below a branch. What does not fit in is given.
fn hang_before<K, T, A, C: RefCount>(
    mut branch: BranchMut<'_, K, T, A, C>,
    mut left: Node<K, T, A, C>,
    key: K,
    spare: &mut Option<K>,
) -> Option<After<K, T, A, C>>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
{
    let after = if branch.borrow().height() > left.height() + 1 {
        let NodeMut::Branch(child) = branch.make_child(0, Width::<K, T, C>::LEAF) else {
            unreachable!("a child is higher than the other tree")
        };
        let after = hang_before(child, left, key, spare);
        branch.measure(0);
        branch.summarize(0);
        after
    } else {
        let (child, next, _) = branch.remove(0);
        let after = pair(&mut left, key, child, spare);
        let summary = left.borrow().summary();
        branch.push_front(left, next, summary);
        after
    };
    let (key, node) = after?;
    let summary = node.borrow().summary();
    put(branch, 1, (key, node, summary), &mut Marks::new())
}

/// What is before a cut, and what after it.
type Halves<K, T, A, C> = (Option<Node<K, T, A, C>>, Option<Node<K, T, A, C>>);

/// Cuts a tree in two before a position. O(log n). Where the cut is between two children of a branch, these
/// are not opened.
///
/// Nodes along the cut are written in place if they are not shared, else copied. If a `clone` or a summary
/// panics, the tree is dropped.
pub(super) fn split_at<K, T, A, C: RefCount>(
    mut node: Node<K, T, A, C>,
    position: usize,
) -> Halves<K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
{
    if position == 0 {
        return (None, Some(node));
    }
    if position >= node.borrow().len() {
        return (Some(node), None);
    }
    let (slot, inside) = match node.borrow().view() {
        View::Leaf(_) => return split_leaf(node, position),
        View::Branch(branch) => branch.find(position),
    };
    if inside > 0 {
        let (before, middle, after) = part(node, slot);
        let (left, right) = split_at(middle, inside);
        return joined(before, left, right, after);
    }
    let NodeMut::Branch(mut branch) = node.make_mut(0) else { unreachable!("it is a branch") };
    let (key, right) = branch.split_off(slot);
    let halves = (node.without_only_child(), right.without_only_child());
    drop(key);
    (Some(halves.0), Some(halves.1))
}

/// Returns what is before a cut with the first half of the middle, and the second half with what is after it.
fn joined<K, T, A, C: RefCount>(
    before: Option<(Node<K, T, A, C>, K)>,
    left: Option<Node<K, T, A, C>>,
    right: Option<Node<K, T, A, C>>,
    after: Option<After<K, T, A, C>>,
) -> Halves<K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Summary<T>,
{
    // Keys that are of no use are dropped before the result is there, which that would leak if it panicked.
    let (before, key) = before.unzip();
    let left = match (before, key, left) {
        (Some(before), Some(key), Some(left)) => Some(join(before, key, left)),
        (before, key, left) => {
            drop(key);
            before.or(left)
        }
    };
    let (key, after) = after.unzip();
    let right = match (right, key, after) {
        (Some(right), Some(key), Some(after)) => Some(join(right, key, after)),
        (right, key, after) => {
            drop(key);
            right.or(after)
        }
    };
    (left, right)
}

/// Cuts a leaf in two, before the item at `at`.
fn split_leaf<K, T, A, C: RefCount>(mut node: Node<K, T, A, C>, at: usize) -> Halves<K, T, A, C>
where
    T: Clone,
{
    let len = node.borrow().len();
    if at == 0 || at == len {
        return if at == 0 { (None, Some(node)) } else { (Some(node), None) };
    }
    let mut right = Fresh::new((), Width::<K, T, C>::LEAF);
    if let Some(NodeMut::Leaf(mut leaf)) = node.get_mut() {
        leaf.move_to(at..len, &mut right.get(), 0);
    } else if let View::Leaf(leaf) = node.borrow().view() {
        let left = clone_of(leaf, 0..at);
        right = clone_of(leaf, at..len);
        node = Node::leaf(left.share());
    }
    (Some(node), Some(Node::leaf(right.share())))
}

/// Returns a leaf with clones of some items of another.
fn clone_of<T: Clone, C: RefCount>(
    leaf: BlockRef<'_, (), T, C>,
    range: core::ops::Range<usize>,
) -> Fresh<(), T, C> {
    let mut fresh = Fresh::new((), leaf.capacity());
    fresh.get().extend_from_slice(&leaf.slice()[range]);
    fresh
}

/// What is below a branch before a child, that child, and what is after it.
type Parts<K, T, A, C> =
    (Option<(Node<K, T, A, C>, K)>, Node<K, T, A, C>, Option<After<K, T, A, C>>);

/// Takes a branch apart at a child.
fn part<K, T, A, C: RefCount>(mut node: Node<K, T, A, C>, slot: usize) -> Parts<K, T, A, C>
where
    K: Clone,
    T: Clone,
    A: Clone,
{
    let NodeMut::Branch(mut branch) = node.make_mut(0) else { unreachable!("it is a branch") };
    let after = (slot + 1 < branch.len()).then(|| branch.split_off(slot + 1));
    let after = after.map(|(key, after)| (key, after.without_only_child()));
    if slot == 0 {
        return (None, branch.take_child(0).0, after);
    }
    let (middle, key, _) = branch.remove(slot);
    (Some((node.without_only_child(), key)), middle, after)
}
