//! Makes a trie in parallel.

use crate::hash::{HashBits, Path};
use crate::policy::Unshared;
use crate::trie::{Trie, full};
use alloc::collections::LinkedList;
use alloc::vec::Vec;
use core::array;
use core::hash::{BuildHasher, Hash};
use core::mem;
use cow_core::Atomic;
use cow_core::trie::{FreshLeaf, Node, SLOT_BITS, SLOTS};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Entries with their hashes, in the order of the iterator.
type Hashed<K, V> = Vec<(HashBits, (K, V))>;

/// What the threads make of the items, in the order of the iterator.
pub(super) fn gather<T: Send, L: Send>(
    items: impl IntoParallelIterator<Item = T>,
    new: impl Fn() -> L + Sync + Send,
    push: impl Fn(&mut L, T) + Sync + Send,
) -> LinkedList<L> {
    let one = |mut part, item| {
        push(&mut part, item);
        part
    };
    let parts = items.into_par_iter().fold(new, one);
    parts.map(|part| LinkedList::from([part])).reduce(LinkedList::new, |mut a, mut b| {
        a.append(&mut b);
        a
    })
}

/// Returns a trie of these entries. Of several with one key, the last value is kept, and the first key.
///
/// The first bits of the hash tell in which child of the root an entry will be. So each thread sorts
/// its entries out by these, and then each child is built by one thread.
pub(super) fn build<K, V, S>(
    entries: impl IntoParallelIterator<Item = (K, V)>,
    hash_builder: &S,
) -> Trie<K, V, Atomic>
where
    K: Eq + Hash + Send + Sync,
    V: Send + Sync,
    S: BuildHasher + Sync,
{
    let new = || -> [Hashed<K, V>; SLOTS] { array::from_fn(|_| Vec::new()) };
    let mut parts = gather(entries, new, |part, (k, v)| {
        let hash = HashBits::of(hash_builder, &k);
        part[Path::new(hash).slot()].push((hash, (k, v)));
    });
    let total: usize = parts.iter().flatten().map(Vec::len).sum();
    let mut columns: [Vec<Hashed<K, V>>; SLOTS] =
        array::from_fn(|slot| parts.iter_mut().map(|part| mem::take(&mut part[slot])).collect());
    drop(parts);

    if total < SLOTS * full::<(K, V)>() {
        let entries = columns.iter_mut().flat_map(mem::take).flatten();
        return insert_all(entries, 0, hash_builder);
    }
    let children = columns
        .into_par_iter()
        .map(|column| insert_all(column.into_iter().flatten(), SLOT_BITS, hash_builder));
    let children: Vec<_> = children.collect();
    let len = children.iter().map(Trie::len).sum();
    let mut children = children.into_iter().map(|mut trie| trie.take());
    let child =
        |_| children.next().flatten().unwrap_or_else(|| Node::leaf(FreshLeaf::new(0).share()));
    Trie::from_node(Node::branch(array::from_fn(child)), len)
}

/// Returns a trie of these entries, whose hashes agree in the highest `used` bits, to be put below these.
fn insert_all<K: Eq + Hash, V>(
    entries: impl Iterator<Item = (HashBits, (K, V))>,
    used: u32,
    hash_builder: &impl BuildHasher,
) -> Trie<K, V, Atomic> {
    let mut trie = Trie::new();
    for (hash, entry) in entries {
        trie.insert_at(Unshared(hash_builder), (hash, Path::from(hash, used)), entry);
    }
    trie
}
