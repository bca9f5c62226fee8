//! Eight threads edit, publish, exchange and drop versions that share nodes: each version keeps its content, and all memory is
//! freed.
//!
//! One round by default; with the environment variable `COW_LIMITS=full`, rounds for ten minutes.
#![cfg(all(feature = "cell", not(miri)))]

use cow_collections::binary_tree::Side::{Left, Right};
use cow_collections::{BinaryTree, CowCell, CowMap, CowSet, CowTreeMap, CowTreeSet, CowVec};
use fastrand::Rng;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::collections::VecDeque;
use std::env;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const THREADS: u64 = 8;
/// Versions that a thread keeps, and that threads exchange.
const HELD: usize = 8;
const NUMBERS: u64 = 400;

/// The same numbers in each collection, with their texts in the maps.
#[derive(Clone)]
struct World {
    vec: CowVec<u64>,
    map: CowMap<u64, String>,
    set: CowSet<u64>,
    ordered_map: CowTreeMap<u64, String>,
    ordered_set: CowTreeSet<u64>,
    /// How many numbers there are, at the root and at its two children.
    count: BinaryTree<usize>,
}

impl World {
    fn new() -> Self {
        Self {
            vec: CowVec::new(),
            map: CowMap::new(),
            set: CowSet::new(),
            ordered_map: CowTreeMap::new(),
            ordered_set: CowTreeSet::new(),
            count: BinaryTree::new(0, BinaryTree::leaf(0), BinaryTree::leaf(0)),
        }
    }

    /// Removes a number that is there, and inserts one that is not.
    fn toggle(&mut self, number: u64) {
        match self.vec.binary_search(&number) {
            Ok(at) => {
                self.vec.remove(at);
                self.map.remove(&number);
                self.set.remove(&number);
                self.ordered_map.remove(&number);
                self.ordered_set.remove(&number);
            }
            Err(at) => {
                self.vec.insert(at, number);
                self.map.insert(number, number.to_string());
                self.set.insert(number);
                self.ordered_map.insert(number, number.to_string());
                self.ordered_set.insert(number);
            }
        }
        self.write_count();
    }

    /// Takes over the numbers of another version.
    fn merge(&mut self, other: &Self) {
        self.map = self.map.clone().union(other.map.clone());
        self.set |= &other.set;
        self.ordered_map = self.ordered_map.clone().union(other.ordered_map.clone());
        self.ordered_set |= &other.ordered_set;
        self.vec = self.ordered_set.iter().copied().collect();
        self.write_count();
    }

    fn write_count(&mut self) {
        for path in [&[][..], &[Left], &[Right]] {
            self.count.set(path, self.vec.len()).expect("three nodes");
        }
    }

    fn edit(&mut self, rng: &mut Rng) {
        (0..rng.usize(1..20)).for_each(|_| self.toggle(rng.u64(..NUMBERS)));
    }

    fn check(&self, numbers: &[u64]) {
        assert!(self.vec.iter().eq(numbers));
        assert!(self.ordered_set.iter().eq(numbers));
        assert!(self.ordered_map.keys().eq(numbers));
        let lengths = [self.map.len(), self.set.len(), self.ordered_map.len()];
        assert_eq!(lengths, [numbers.len(); 3]);
        for number in numbers {
            let text = number.to_string();
            assert!(self.set.contains(number));
            assert_eq!(
                (self.map.get(number), self.ordered_map.get(number)),
                (Some(&text), Some(&text))
            );
        }
        for path in [&[][..], &[Left], &[Right]] {
            assert_eq!(self.count.get(path), Some(&numbers.len()));
        }
    }
}

/// What threads have in common: a cell, and places in which they leave versions for each other.
struct Common {
    cell: CowCell<World>,
    places: [Mutex<World>; HELD],
}

impl Common {
    /// Edits versions of its own, of the cell and of other threads, and checks each when it is made and before its drop.
    fn work(&self, mut rng: Rng) {
        let mut held: VecDeque<(World, Vec<u64>)> = VecDeque::new();
        for _ in 0..400 {
            let place = &self.places[rng.usize(..HELD)];
            let mut world = match rng.u8(..3) {
                0 => self.cell.snapshot(),
                1 => place.lock().expect("no thread panicked").clone(),
                _ if held.is_empty() => World::new(),
                _ => held[rng.usize(..held.len())].0.clone(),
            };
            world.edit(&mut rng);
            match rng.u8(..5) {
                0 => self.cell.store(world.clone()),
                1 => self.cell.update(|current| current.edit(&mut rng)),
                2 => world.merge(&self.cell.load()),
                _ => {
                    let old = std::mem::replace(
                        &mut *place.lock().expect("no thread panicked"),
                        world.clone(),
                    );
                    // Its last count may be this one, while others copy its nodes.
                    drop(old);
                }
            }
            let numbers: Vec<u64> = world.vec.iter().copied().collect();
            world.check(&numbers);
            held.push_back((world, numbers));
            if held.len() > HELD {
                let (world, numbers) = held.pop_front().expect("more than none");
                world.check(&numbers);
            }
        }
        held.iter().for_each(|(world, numbers)| world.check(numbers));
    }
}

#[test]
fn versions_stay_what_they_were_and_memory_is_freed() {
    let round = |seed: u64| {
        let common = Common {
            cell: CowCell::new(World::new()),
            places: std::array::from_fn(|_| Mutex::new(World::new())),
        };
        thread::scope(|scope| {
            for thread in 0..THREADS {
                let common = &common;
                scope.spawn(move || common.work(Rng::with_seed(THREADS * seed + thread)));
            }
        });
    };
    // What the cell and std keep for each thread is there from then on.
    round(0);
    let full = env::var_os("COW_LIMITS").is_some_and(|value| value == "full");
    let (region, start) = (Region::new(ALLOCATOR), Instant::now());
    let mut seed = 0;
    while seed == 0 || full && start.elapsed() < Duration::from_secs(600) {
        seed += 1;
        round(seed);
        let change = region.change();
        let kept = change.bytes_allocated as isize - change.bytes_deallocated as isize;
        assert!(
            kept < 64 << 10,
            "{kept} bytes more after {seed} rounds, of {}",
            change.bytes_allocated
        );
    }
}
