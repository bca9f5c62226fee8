//! Two trees made one, halves at once.

use super::build::GRAIN;
use crate::merge::{self, Fate, Rules, Shared};
use crate::node::{self, Tree};
use crate::split::split;
use crate::summary::Summary;
use cow_core::Atomic;

/// What a merge keeps, as [`Rules`] have it.
#[derive(Clone, Copy)]
pub(super) struct Keep {
    pub(super) left: bool,
    pub(super) right: bool,
    pub(super) shared: Shared,
}

/// [`merge`](crate::merge::merge), with halves merged at once.
pub(super) fn merge<K, V, A, F>(
    a: Option<Tree<K, V, A, Atomic>>,
    b: Option<Tree<K, V, A, Atomic>>,
    keep: Keep,
    both: &F,
) -> Option<Tree<K, V, A, Atomic>>
where
    K: Ord + Clone + Send + Sync,
    V: Clone + Send + Sync,
    A: Summary<K, V> + Send + Sync,
    F: Fn(&K, &V, &V) -> Fate<V> + Sync,
{
    let (a, b) = match (a, b) {
        (Some(a), Some(b))
            if is_large(&a, &b) && (keep.shared == Shared::Asked || !a.ptr_eq(&b)) =>
        {
            (a, b)
        }
        (a, b) => {
            let Keep { left, right, shared } = keep;
            let mut rules = Rules { left, right, shared, compare: K::cmp, both };
            return merge::merge(a, b, &mut rules);
        }
    };
    // The higher tree is taken apart, which is a fork.
    if a.height() >= b.height() {
        merge::divide(
            a,
            |left, key, right, ()| {
                let (less, rest) = split(b, &mut |other| other.cmp(key));
                rayon::join(|| merge(left, less, keep, both), || merge(right, rest, keep, both))
            },
            &mut (),
        )
    } else {
        merge::divide(
            b,
            |left, key, right, ()| {
                let (less, rest) = split(a, &mut |other| other.cmp(key));
                rayon::join(|| merge(less, left, keep, both), || merge(rest, right, keep, both))
            },
            &mut (),
        )
    }
}

/// Whether it pays to merge these in halves.
fn is_large<K, V, A>(a: &Tree<K, V, A, Atomic>, b: &Tree<K, V, A, Atomic>) -> bool {
    node::size(a.borrow()) + node::size(b.borrow()) > GRAIN
}
