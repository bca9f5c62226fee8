//! `concread`: maps that are read and written in transactions. Both hash with a hasher of their own, or compare.
//!
//! A read transaction is a version, but it borrows the map, and is not one that can be written to: so there are no
//! snapshots. Its end frees all versions that were written meanwhile, one after the other, and those written
//! while it does so: so there are no rows beside another thread.

use concread::bptree::BptreeMap;
use concread::hashtrie::HashTrie;

use crate::element::Element;
use crate::shape::Cell;

/// [`BptreeMap`]: ordered.
pub type ConcreadTree<K> = BptreeMap<K, u64>;

/// [`HashTrie`]: hashed.
pub type ConcreadTrie<K> = HashTrie<K, u64>;

/// A map in transactions, one for each operation.
macro_rules! in_transactions {
    ($Map:ident, $name:literal) => {
        impl<K: Element> Cell<K> for $Map<K> {
            const NAME: &'static str = $name;
            const READS_END: bool = false;

            fn new(entries: impl Iterator<Item = (K, u64)>) -> Self {
                let map = Self::default();
                let mut write = map.write();
                write.extend(entries);
                write.commit();
                map
            }

            #[inline]
            fn get(&self, key: &K) -> Option<u64> {
                self.read().get(key).copied()
            }

            fn insert(&self, key: K, value: u64) {
                let mut write = self.write();
                write.insert(key, value);
                write.commit();
            }

            fn remove(&self, key: &K) {
                let mut write = self.write();
                write.remove(key);
                write.commit();
            }

            fn entries(&self) -> Vec<(K, u64)> {
                self.read().iter().map(|(key, value)| (key.clone(), *value)).collect()
            }
        }
    };
}

in_transactions!(ConcreadTree, "concread");
in_transactions!(ConcreadTrie, "concread-trie");
