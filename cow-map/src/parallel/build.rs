//! Makes a trie in parallel.

use crate::hash::{HashBits, Path};
use crate::leaf::full;
use crate::ops::insert;
use alloc::collections::LinkedList;
use alloc::vec::Vec;
use core::array;
use core::hash::{BuildHasher, Hash};
use core::mem;
use cow_core::Atomic;
use cow_core::trie::FreshLeaf;
use cow_core::trie::{Node, Root, SLOT_BITS, SLOTS};
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

/// A trie of these entries, and how many they are. Of several with one key, the last value is kept, and
/// the first key.
///
/// The first bits of the hash tell in which child of the root an entry will be. So each thread sorts
/// its entries out by these, and then each child is built by one thread.
pub(super) fn build<K, V, S>(
    entries: impl IntoParallelIterator<Item = (K, V)>,
    hash_builder: &S,
) -> (Root<(K, V), Atomic>, usize)
where
    K: Eq + Hash + Send + Sync,
    V: Send + Sync,
    S: BuildHasher + Sync,
{
    let new = || -> [Hashed<K, V>; SLOTS] { array::from_fn(|_| Vec::new()) };
    let mut parts = gather(entries, new, |part, (k, v)| {
        let hash = HashBits::new(hash_builder.hash_one(&k));
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
    let len = children.iter().map(|(_, len)| len).sum();
    let mut children = children.into_iter().map(|(mut root, _)| root.take());
    let child =
        |_| children.next().flatten().unwrap_or_else(|| Node::leaf(FreshLeaf::new(0).share()));
    (Node::branch(array::from_fn(child)).into(), len)
}

/// A trie of these entries, which agree in the highest `used` bits, and begins behind those.
fn insert_all<K: Eq + Hash, V>(
    entries: impl Iterator<Item = (HashBits, (K, V))>,
    used: u32,
    hash_builder: &impl BuildHasher,
) -> (Root<(K, V), Atomic>, usize) {
    let (mut root, mut len) = (Root::new(), 0);
    for (hash, entry) in entries {
        insert::insert(
            &mut root,
            &mut len,
            (hash, Path::from(hash, used)),
            entry,
            |a, b| a.0 == b.0,
            |entry, (k, v)| {
                entry.1 = v;
                drop(k);
            },
            |entry| HashBits::new(hash_builder.hash_one(&entry.0)),
            |_, _| unreachable!("a trie that is being made has no clones"),
        );
    }
    (root, len)
}
