//! The contenders, a file for each or each family: what a user of each would write for the same thing.

use foldhash::fast::FixedState;

/// The methods of [`Map`](crate::shape::Map) that a contender has under std's names.
macro_rules! named_as_in_std {
    () => {
        fn len(&self) -> usize {
            self.len()
        }

        #[inline]
        fn get(&self, key: &K) -> Option<&u64> {
            self.get(key)
        }

        #[inline]
        fn get_mut(&mut self, key: &K) -> Option<&mut u64> {
            self.get_mut(key)
        }

        #[inline]
        fn insert(&mut self, key: K, value: u64) {
            self.insert(key, value);
        }

        #[inline]
        fn remove(&mut self, key: &K) {
            self.remove(key);
        }

        fn iter(&self) -> impl Iterator<Item = (&K, &u64)> {
            self.iter()
        }
    };
}

/// The methods of [`Vector`](crate::shape::Vector) that a contender has under std's names.
macro_rules! vector_as_in_std {
    () => {
        fn len(&self) -> usize {
            self.len()
        }

        #[inline]
        fn get(&self, at: usize) -> Option<&T> {
            self.get(at)
        }

        fn iter(&self) -> impl Iterator<Item = &T> {
            self.iter()
        }

        fn insert(&mut self, at: usize, element: T) -> Option<()> {
            self.insert(at, element);
            Some(())
        }

        fn remove(&mut self, at: usize) -> Option<T> {
            Some(self.remove(at))
        }

        fn split_off(&mut self, at: usize) -> Option<Self> {
            Some(self.split_off(at))
        }

        fn sort(&mut self) -> Option<()> {
            self.sort();
            Some(())
        }
    };
}

/// Set algebra as users of std's maps write it, in place.
macro_rules! algebra_by_retain {
    () => {
        fn intersection(mut self, other: Self) -> Option<Self> {
            self.retain(|key, _| other.contains_key(key));
            Some(self)
        }

        fn difference(mut self, other: Self) -> Option<Self> {
            self.retain(|key, _| !other.contains_key(key));
            Some(self)
        }
    };
}

mod cow;
mod standard;

mod locks;

mod arc_swap;
mod chunkmap;
mod concread;
mod cow_cell;
mod dashmap;
mod ecow;
mod hashbrown;
mod im;
mod papaya;
mod pointer_vec;
mod rpds;
mod triomphe;

pub use self::arc_swap::{CowArcSwap, DeepArcSwap};
pub use self::chunkmap::ChunkTree;
pub use self::concread::{ConcreadTree, ConcreadTrie};
pub use self::cow::{Counts, CowBoxed, CowHashMap, CowTree, CowVector};
pub use self::cow_cell::{CowMapCell, SnapshotCell};
pub use self::dashmap::DashCell;
pub use self::ecow::EcoVector;
pub use self::hashbrown::HashbrownMap;
pub use self::im::{ImMap, ImTree, ImVector, ImblMap, ImblTree, ImblVector};
pub use self::locks::{MutexCell, RwLockCell};
pub use self::papaya::PapayaCell;
pub use self::pointer_vec::PointerVector;
pub use self::rpds::{RpdsMap, RpdsTree, RpdsVector};
pub use self::standard::{DeepBox, StdBox, StdMap, StdTree, StdVector};
pub use self::triomphe::TriompheBox;

/// The hasher of all hash maps, seeded alike.
pub type Hasher = FixedState;
