//! The tree on which a map stands: cow-core's, with entries for items.

use crate::summary::Summary;
use core::borrow::Borrow;
use core::cmp::Ordering;
use cow_core::btree::{self, NodeRef, Ordered, Sought};

/// A tree of entries.
pub(crate) type Tree<K, V, A, C> = btree::Tree<K, (K, V), Sum<A>, C>;

/// A node of it, borrowed.
pub(crate) type TreeRef<'a, K, V, A, C> = NodeRef<'a, K, (K, V), Sum<A>, C>;

/// A summary of entries, as the tree's nodes keep it.
#[derive(Clone)]
pub(crate) struct Sum<A>(pub(crate) A);

impl<K, V, A: Summary<K, V>> btree::Summary<(K, V)> for Sum<A> {
    const KEPT: bool = A::KEPT;

    #[inline]
    fn empty() -> Self {
        Sum(A::empty())
    }

    #[inline]
    fn of(entries: &[(K, V)]) -> Self {
        if !A::KEPT {
            return Sum(A::empty());
        }
        let mut entries = entries.iter().map(|(key, value)| A::of(key, value));
        let first = entries.next().unwrap_or_else(A::empty);
        Sum(entries.fold(first, |sum, entry| sum.combine(&entry)))
    }

    #[inline]
    fn combine(&self, right: &Self) -> Self {
        Sum(self.0.combine(&right.0))
    }
}

/// Returns `true` if one of two collections is so much smaller that each of its keys is looked up in the
/// larger one; else both are walked.
pub(crate) const fn is_much_smaller(len: usize, other: usize) -> bool {
    len < other / 16
}

/// Makes a search for `key` among keys that it can be borrowed from.
#[inline]
pub(crate) fn sought<K, Q>(key: &Q) -> impl Sought<K>
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    Ordered::new(key, move |other: &K| -> Ordering { other.borrow().cmp(key) })
}
