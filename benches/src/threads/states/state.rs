//! A state of three collections that belong together, of std's types and of this family's.

use std::collections::{BTreeMap, HashMap};

use cow_map::CowMap;
use cow_tree::CowTreeMap;
use cow_vec::CowVec;

use crate::contender::Hasher;

/// Three collections with the same value under each key from 0 on. Under key 0 is the time of the last write.
pub(super) trait State: Clone + Send + Sync {
    fn new(entries: usize) -> Self;

    /// Puts the time of this write under a key and under key 0, in all three.
    fn write(&mut self, key: usize, now: u64);

    /// Returns what the three hold under a key.
    fn look_up(&self, key: usize) -> [u64; 3];

    /// Reads the whole map: the sum of its values.
    fn scan(&self) -> u64;
}

#[derive(Clone, Debug)]
pub(super) struct StdState {
    map: HashMap<u64, u64, Hasher>,
    tree: BTreeMap<u64, u64>,
    list: Vec<u64>,
}

#[derive(Clone, Debug)]
pub(super) struct CowState {
    map: CowMap<u64, u64, Hasher>,
    tree: CowTreeMap<u64, u64>,
    list: CowVec<u64>,
}

/// The code is the same but for the types.
macro_rules! state {
    ($state:ty) => {
        impl State for $state {
            fn new(entries: usize) -> Self {
                let pairs = || (0..entries as u64).map(|key| (key, 0));
                Self {
                    map: pairs().collect(),
                    tree: pairs().collect(),
                    list: pairs().map(|(_, value)| value).collect(),
                }
            }

            fn write(&mut self, key: usize, now: u64) {
                for key in [key, 0] {
                    self.map.insert(key as u64, now);
                    self.tree.insert(key as u64, now);
                    self.list[key] = now;
                }
            }

            fn look_up(&self, key: usize) -> [u64; 3] {
                [self.map[&(key as u64)], self.tree[&(key as u64)], self.list[key]]
            }

            fn scan(&self) -> u64 {
                self.map.values().fold(0, |sum, value| sum.wrapping_add(*value))
            }
        }
    };
}

state!(StdState);
state!(CowState);
