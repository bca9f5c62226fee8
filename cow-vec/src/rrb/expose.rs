//! Leaves made exclusive before something is done that must not fail halfway.

use super::fill::least_items;
use cow_core::RefCount;
use cow_core::radix::RadixTree;

/// How many leaves on each side of a position may be written to by a join there: one that is underfull
/// may be merged with its neighbour, and the result may be underfull, too.
pub(super) const REACH: usize = 2;

/// Makes the leaves next to a position exclusive, so many on each side. Returns `true` if that was as far
/// as the end of the tree.
///
/// The items stay what they are, even if a `clone` panics.
pub(super) fn expose<T: Clone, C: RefCount>(
    tree: &mut RadixTree<T, C>,
    at: usize,
    leaves: usize,
) -> bool {
    let (mut before, mut after) = (at, at);
    for _ in 0..leaves {
        if before > 0 {
            let (_, last) = tree.leaf_mut(before - 1);
            before -= last + 1;
        }
        if after < tree.len() {
            let (leaf, first) = tree.leaf_mut(after);
            after += leaf.len() - first;
        }
    }
    after == tree.len()
}

/// Makes the leaves at both ends of a seam exclusive, if any leaf there is so small that it may be merged.
pub(super) fn expose_seam<T: Clone, C: RefCount>(
    left: &mut RadixTree<T, C>,
    right: &mut RadixTree<T, C>,
) {
    if underfull_near(left, left.len()) || underfull_near(right, 0) {
        let end = left.len();
        expose(left, end, REACH);
        expose(right, 0, REACH);
    }
}

/// Returns `true` if one of the leaves next to an end is underfull.
fn underfull_near<T, C: RefCount>(tree: &RadixTree<T, C>, mut at: usize) -> bool {
    let from_end = at > 0;
    for _ in 0..REACH {
        let next = if from_end { at.checked_sub(1) } else { Some(at) };
        let Some(next) = next.filter(|&next| next < tree.len()) else { return false };
        let (leaf, inside) = tree.borrow().leaf(next);
        if leaf.len() < least_items::<T, C>() {
            return true;
        }
        at = if from_end { next - inside } else { next + leaf.len() };
    }
    false
}
