//! Trees from entries in order, built in halves.

use crate::summary::Summary;
use crate::tree::{Sum, Tree};
use alloc::vec::Vec;
use core::marker::PhantomData;
use cow_core::Atomic;
use cow_core::btree::{Node, Width};
use rayon::iter::IndexedParallelIterator;
use rayon::iter::plumbing::{Producer, ProducerCallback};

/// Work on fewer entries is not split.
pub(super) const GRAIN: usize = 4096;

/// Returns a tree of entries whose keys ascend strictly.
pub(super) fn from_sorted<K, V, A, I>(entries: I) -> Tree<K, V, A, Atomic>
where
    K: Clone + Send + Sync,
    V: Clone + Send + Sync,
    A: Summary<K, V> + Send + Sync,
    I: IndexedParallelIterator<Item = (K, V)>,
{
    let len = entries.len();
    entries.with_producer(Build { len, tree: PhantomData })
}

/// Builds a tree of what a producer has.
struct Build<A> {
    len: usize,
    tree: PhantomData<A>,
}

impl<K, V, A> ProducerCallback<(K, V)> for Build<A>
where
    K: Clone + Send + Sync,
    V: Clone + Send + Sync,
    A: Summary<K, V> + Send + Sync,
{
    type Output = Tree<K, V, A, Atomic>;

    fn callback<E: Producer<Item = (K, V)>>(self, producer: E) -> Self::Output {
        Tree::from_leaves(halves(producer, self.len))
    }
}

/// A leaf of a tree.
type Leaf<K, V, A> = Node<K, (K, V), Sum<A>, Atomic>;

/// Returns the leaves of the tree that [`from_ascending`](Tree::from_ascending) makes, with halves made at once.
fn halves<K, V, A, E>(entries: E, len: usize) -> Vec<Leaf<K, V, A>>
where
    K: Clone + Send + Sync,
    V: Clone + Send + Sync,
    A: Summary<K, V> + Send + Sync,
    E: Producer<Item = (K, V)>,
{
    if len <= GRAIN {
        let tree = Tree::<K, V, A, Atomic>::from_ascending(entries.into_iter());
        return tree.into_leaves().map(Node::leaf).collect();
    }
    let leaves = len.div_ceil(Width::<K, (K, V), Atomic>::LEAF);
    let half = leaves.div_ceil(2) * Width::<K, (K, V), Atomic>::LEAF;
    let (left, right) = entries.split_at(half);
    let (mut left, mut right) =
        rayon::join(|| halves(left, half), || halves::<_, _, A, _>(right, len - half));
    left.append(&mut right);
    left
}
