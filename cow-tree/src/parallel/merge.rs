//! Two trees made one, halves at once.

use super::build::GRAIN;
use crate::summary::Summary;
use crate::tree::{Tree, TreeRef, sought};
use cow_core::Atomic;
use cow_core::btree::{Decision, Keep, SharedNodes, View};

/// Returns the result of [`merged`](Tree::merged), with halves merged at once.
pub(super) fn merge<K, V, A, F>(
    a: Tree<K, V, A, Atomic>,
    b: Tree<K, V, A, Atomic>,
    keep: Keep,
    decide: &F,
) -> Tree<K, V, A, Atomic>
where
    K: Ord + Clone + Send + Sync,
    V: Clone + Send + Sync,
    A: Summary<K, V> + Send + Sync,
    F: Fn(&K, &V, &V) -> Decision<V> + Sync,
{
    let is_shared = keep.shared != SharedNodes::Merge
        && a.root().zip(b.root()).is_some_and(|(one, two)| one.same(two));
    let is_a = a.len() >= b.len();
    let (larger, other) = if is_a { (&a, &b) } else { (&b, &a) };
    // Between two children of the larger root, so that nodes that both share are cut alike.
    let at = larger.root().map_or(0, middle);
    let key = larger.get(at).map(|(key, _)| key).filter(|_| at > 0 && !is_shared);
    let Some(key) = key.filter(|_| a.len() + b.len() > GRAIN) else {
        return a.merged(b, keep, decide);
    };
    let other_at = other.rank(sought(key)).unwrap_or_else(|rank| rank);
    let (at, other_at) = if is_a { (at, other_at) } else { (other_at, at) };
    let ((low, high), (other_low, other_high)) = (a.split_at(at), b.split_at(other_at));
    let (mut low, mut high) = rayon::join(
        || merge(low, other_low, keep, decide),
        || merge(high, other_high, keep, decide),
    );
    low.concat(&mut high);
    low
}

/// Returns the number of entries that are before the middle of the root's children; 0 if it has
/// none.
fn middle<K, V, A>(tree: TreeRef<'_, K, V, A, Atomic>) -> usize {
    match tree.view() {
        View::Leaf(_) => 0,
        View::Branch(branch) => branch.before(branch.len() / 2),
    }
}
