//! The edges of a tree: leaves added and removed there, the root raised and lowered.

use super::fill::fit_into_one;
use cow_core::RefCount;
use cow_core::radix::{InnerMut, Leaf, Node, SlotMut, View};

/// Adds a leaf after all others. Neither it nor the last one may be underfull.
pub(super) fn push_back<T, C: RefCount>(root: &mut Option<Node<T, C>>, leaf: Leaf<T, C>) {
    let leaf = Node::leaf(leaf);
    let Some(node) = root else {
        *root = Some(leaf);
        return;
    };
    if let Some(sibling) = push_back_below(node.slot(), leaf) {
        grow(root, 1, sibling);
    }
}

/// Raises the root: it and a sibling at `i`, 0 or 1, become the children of a new one.
pub(super) fn grow<T, C: RefCount>(root: &mut Option<Node<T, C>>, i: usize, sibling: Node<T, C>) {
    if let Some(old) = root.take() {
        let mut new = root.insert(Node::over(old)).slot().open_inner();
        if i == 0 { new.insert(0, sibling) } else { new.push(sibling) }
    }
}

fn push_back_below<T, C: RefCount>(
    slot: SlotMut<'_, T, C>,
    leaf: Node<T, C>,
) -> Option<Node<T, C>> {
    let child = match slot.level() {
        0 => return Some(leaf),
        1 => leaf,
        _ => {
            let mut inner = slot.open_inner();
            let last = inner.width() - 1;
            let sibling = inner.with_child(last, |child| push_back_below(child, leaf))?;
            return push_child_back(&mut inner, sibling);
        }
    };
    push_child_back(&mut slot.open_inner(), child)
}

/// Adds a child after the others. A full node is not halved: it gets a sibling with the one child.
pub(super) fn push_child_back<T, C: RefCount>(
    inner: &mut InnerMut<'_, T, C>,
    child: Node<T, C>,
) -> Option<Node<T, C>> {
    if inner.room() == 0 {
        return Some(Node::over(child));
    }
    inner.push(child);
    None
}

/// Removes and returns the last leaf, if there is one.
pub(super) fn pop_back<T, C: RefCount>(root: &mut Option<Node<T, C>>) -> Option<Leaf<T, C>> {
    pop(root, |inner| inner.width() - 1)
}

/// Removes and returns the first leaf, if there is one.
pub(super) fn pop_front<T, C: RefCount>(root: &mut Option<Node<T, C>>) -> Option<Leaf<T, C>> {
    pop(root, |_| 0)
}

/// Removes and returns the leaf at an end, which `end` chooses.
fn pop<T, C: RefCount>(
    root: &mut Option<Node<T, C>>,
    end: fn(&InnerMut<'_, T, C>) -> usize,
) -> Option<Leaf<T, C>> {
    fn pop_below<T, C: RefCount>(
        slot: SlotMut<'_, T, C>,
        end: fn(&InnerMut<'_, T, C>) -> usize,
    ) -> Node<T, C> {
        let level = slot.level();
        let mut inner = slot.open_inner();
        let i = end(&inner);
        if level == 1 {
            return inner.remove(i);
        }
        let leaf = inner.with_child(i, |child| pop_below(child, end));
        if inner.child(i).is_empty() {
            inner.remove(i);
        }
        leaf
    }

    let node = root.as_mut()?;
    let leaf = if node.level() == 0 { root.take()? } else { pop_below(node.slot(), end) };
    normalize_root(root);
    Some(leaf.into_leaf())
}

/// Lowers the root as far as it can be: afterwards it is no node with one child, nor with two whose
/// children fit into one. So the height is logarithmic even where both edges are underfull.
pub(super) fn normalize_root<T, C: RefCount>(root: &mut Option<Node<T, C>>) {
    while let Some(node) = root {
        match node.borrow().view() {
            View::Leaf(leaf) if leaf.is_empty() => *root = None,
            View::Leaf(_) => return,
            View::Inner(inner) => match inner.width() {
                0 => *root = None,
                1 => *root = Some(inner.child(0).to_node()),
                2 if fit_into_one(inner.child(0), inner.child(1)) => {
                    let mut inner = node.slot().open_inner();
                    let right = inner.remove(1);
                    inner.with_child(0, |left| left.open_inner().append(right));
                }
                _ => return,
            },
        }
    }
}
