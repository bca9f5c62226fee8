//! [`CowTreeMap`] and [`CowTreeSet`]: copy-on-write (persistent) ordered map and set with std's surface.
//! [`SumTree`] is a vector that keeps a summary of each node, and [`BinaryTree`] a plain binary tree of the user's own
//! shape, both shared in the same way.
//!
//! A clone is one count, and shares all nodes. A write copies what another clone still needs: the path
//! from the root to one leaf. A map that shares nothing is written in place.
//!
//! ```
//! use cow_tree::CowTreeMap;
//!
//! let monday: CowTreeMap<u32, &str> = (0..1000).map(|i| (i, "open")).collect();
//! let mut tuesday = monday.clone(); // O(1)
//! tuesday.insert(7, "closed"); // copies the path to one leaf, once
//! let rest = tuesday.split_off(&500); // O(log n)
//!
//! assert_eq!((monday[&7], tuesday[&7]), ("open", "closed"));
//! assert_eq!((monday.len(), tuesday.len(), rest.len()), (1000, 500, 500));
//! ```
//!
//! [`LocalTreeMap`] and [`LocalTreeSet`] are the same for one thread, with cheaper counts;
//! [`SummedTreeMap`] and [`SummedTreeSet`] keep a [`Summary`] in every node. All are names of
//! [`GenericTreeMap`] and [`GenericTreeSet`], whose last two parameters are the summary and how owners of
//! nodes are counted.
//!
//! # Costs
//! For `n` entries in leaves of up to `c`: what fits into 1 KiB, 63 at most, or 16 if entries need
//! dropping. "Shared" is what is copied in addition if a clone shares it. A path is one leaf and
//! O(log n) branches; keys are cloned only when a branch splits or merges.
//!
//! | operation | cost | shared |
//! |---|---|---|
//! | `clone`, `len` | O(1), no allocation | |
//! | `get`, `first_key_value`, a miss of any method | O(log n) | nothing |
//! | `insert`, `get_mut`, `remove`, `entry`, `pop_first` | O(c + log n) | a path |
//! | `nth`, `rank`, `index_of` | O(log n) | nothing |
//! | `iter`, `range` | O(log n) to begin, then O(1) an entry; `nth` O(log n); no allocation | nothing |
//! | `split_off`, `append` of keys that are all greater | O(c + log n) | a path |
//! | `summary_of` a range, `search` | O(c + log n) | nothing |
//! | `union` and the like of sizes `m <= n` | O(m log(n/m + 1)), less where both share nodes | what differs |
//! | `==`, `cmp` | what is not shared, if keys and values are `Eq`; else O(n) | nothing |
//! | `diff` | O(log n) for each change between two versions | nothing |
//! | collecting | O(n) if in order, else O(n log n) | |
//! | `drop` of the last clone | O(n) | |
//!
//! # What differs from std
//! * Methods that may have to copy what a clone shares require `K: Clone, V: Clone`. Reading, cloning,
//!   comparing and printing do not.
//! * A map is `Send` only if keys and values are both `Send` and `Sync`, as an `Arc` is: two threads
//!   may hold clones. The same applies to `Sync`.
//! * The content of a `Cell`, a `Mutex` or an atomic in an entry is shared by all clones until one of them
//!   copies the leaf. A clone of std's map has cells of its own.
//! * Nodes above the leaves hold clones of keys, which may outlive the entries that they were made of.
//! * Maps and sets can be compared with those whose owners are counted differently, so the type of the right
//!   side has to be known: `map == entries.collect()` needs `collect::<CowTreeMap<_, _>>()`.
//! * [`into_iter`](IntoIterator::into_iter) by value requires `Clone`, too. Where a type parameter is not
//!   known to be `Clone`, the compiler takes `map.into_iter()` for that of `&map`, which yields
//!   references, and complains about those: add `K: Clone, V: Clone`. `for entry in map` names the missing
//!   bound.
//! * `ExtractIf` has a destructor, so the map is borrowed until it is dropped, and empty if it is leaked.
//! * Drop check: std's collections promise the compiler not to access their elements when dropped
//!   (`#[may_dangle]`), which is not stable. So what a map borrows has to outlive it strictly:
//!   `let x; let mut m = CowTreeMap::new(); x = 1; m.insert(0, &x);` is accepted, and refused if `m` is
//!   declared before `x`.
//!
//! # Features
//! * `std` (default): passed on to `cow-core`. Without it the crate is `no_std` and needs `alloc`.
//! * `serde`: `Serialize` and `Deserialize`: a map as a map, a set and a [`SumTree`] as a sequence, in order, a
//!   [`BinaryTree`] as its level order. What clones share is not recorded.
//! * `rayon`: parallel iterators; building and merging in halves.
#![no_std]

extern crate alloc;

mod summary;

mod compare;

mod tree;

mod walk;

mod map;

mod set;

mod convert;

pub mod btree_map;
pub mod btree_set;

pub mod sum_tree;

#[cfg(feature = "serde")]
mod serde;

#[cfg(feature = "rayon")]
pub mod parallel;

pub mod binary_tree;

#[doc(hidden)]
pub use cow_core::Tiny;
pub use cow_core::{Atomic, Local, NodeInfo, RefCount};

#[doc(inline)]
pub use self::binary_tree::BinaryTree;
#[doc(inline)]
pub use self::map::{CowTreeMap, GenericTreeMap, LocalTreeMap, SummedTreeMap};
#[doc(inline)]
pub use self::set::{CowTreeSet, GenericTreeSet, LocalTreeSet, SummedTreeSet};
#[doc(inline)]
pub use self::sum_tree::{GenericSumTree, LocalSumTree, SumTree};
pub use self::summary::Summary;

/// The example of the README.
#[cfg(all(doctest, feature = "std"))]
#[doc = include_str!("../README.md")]
struct Readme;
