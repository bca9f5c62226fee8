//! [`CowMap`] and [`CowSet`]: copy-on-write (persistent) hash map and set with std's surface.
//!
//! A clone is one count, and shares all nodes. A write copies what another clone still needs: one
//! leaf, and the few nodes above it. A map that shares nothing is written in place.
//!
//! ```
//! use cow_map::CowMap;
//!
//! let mut stock: CowMap<u32, u32> = (0..1000).map(|i| (i, i)).collect();
//! let yesterday = stock.clone(); // O(1)
//! stock.insert(7, 700); // copies the path to one leaf, once
//! stock.remove(&8);
//!
//! assert_eq!((stock[&7], yesterday[&7]), (700, 7));
//! assert_eq!(yesterday.diff(&stock).count(), 2); // visits what is not shared
//! ```
//!
//! [`LocalMap`] and [`LocalSet`] are the same for one thread, with cheaper counts. All are names of
//! [`GenericMap`] and [`GenericSet`], whose last parameter is how owners of nodes are counted.
//!
//! # Costs
//! For `n` entries in leaves of `c`: 32, or 16 if an entry needs dropping or is larger than 16 bytes,
//! or fewer if it is larger than 64. "Shared" is what is copied in addition if a clone
//! shares it. A path is one leaf and O(log n) nodes of sixteen words.
//!
//! | operation | cost | shared |
//! |---|---|---|
//! | `clone` | O(1), no allocation, and a clone of the hasher | |
//! | `get`, `contains_key`, a miss of any method | O(log n): one load for every 16-fold of `c` | nothing |
//! | `insert`, `get_mut`, `remove`, `entry` | O(log n), amortised | a path |
//! | `iter`, `keys`, `values` | O(n), no allocation | nothing |
//! | `iter_mut`, `values_mut`, `retain`, `extract_if` | O(n) | the leaves it reaches, and the nodes above |
//! | `drain`, `into_iter` | O(n) | the leaves it reaches |
//! | `==` of maps of one size, `diff` | what is not shared, if `V: Eq`; else O(n) | nothing |
//! | `union`, `intersection`, `difference`, `\|`, `\|=`, ... | what is not shared, if both hash alike; else O(n) | what differs |
//! | `merge_with` | the same; its closure is not called for what is shared | what differs |
//! | `union_with`, `intersection_with` | O(n): their closures are called for all common keys | what the closure changes |
//! | `is_subset`, `is_submap` | what is not shared, as for `==` | nothing |
//! | `extend` | O(log n) for each entry | nodes into which entries are inserted; of a set, if they are new |
//! | `drop` of the last clone | O(n) | |
//!
//! Keys whose hashes are equal in all 64 bits are in one leaf. Those after the last tag are
//! searched linearly.
//!
//! # What differs from std
//! * Methods that may have to copy what a clone shares require `K: Clone, V: Clone`. Making, reading,
//!   cloning, comparing and printing do not.
//! * A map is `Send` only if keys and values are both `Send` and `Sync`, as an `Arc` is: two threads
//!   may hold clones. The same applies to `Sync`.
//! * What is in a `Cell`, a `Mutex` or an atomic in an entry is shared by all clones until one of them
//!   copies the leaf. A clone of std's map has cells of its own.
//! * Drop check: std's collections promise the compiler not to access their elements when dropped
//!   (`#[may_dangle]`), which is not stable. So what a map borrows has to outlive it strictly:
//!   `let x; let mut m = CowMap::new(); x = 1; m.insert(0, &x);` is accepted, and refused if `m` is
//!   declared before `x`.
//! * Entries and `ExtractIf` have the hasher as one more parameter: `Entry<'_, K, V>` is an entry of a map
//!   with the default hasher, and of another one it is `Entry<'_, K, V, S>`.
//! * There is no `get_disjoint_unchecked_mut`, for there is no `unsafe` in this crate:
//!   use [`get_disjoint_mut`](CowMap::get_disjoint_mut). It is the only stable method that is missing.
//! * Maps have the operators that sets have. These take owned operands, too, and use their nodes up:
//!   what is not shared is neither copied nor cloned.
//! * There is no table, so no insert moves all entries, and there is little to reserve: `reserve` and
//!   `with_capacity` allocate for small maps only, and [`capacity`](CowMap::capacity) says for how many
//!   entries the trie is high enough. It is never less than `len`, and stays the same until `len` exceeds
//!   it; but in a large map, `reserve` does not raise it. Removing frees memory without
//!   [`shrink_to_fit`](CowMap::shrink_to_fit).
//! * Maps and sets can be compared with `==` whatever their counts, so the type of the right side has to be
//!   known: `map == entries.collect()` needs `collect::<CowMap<_, _>>()`.
//! * [`into_iter`](IntoIterator::into_iter) by value requires `Clone`, too. Where a type parameter is not
//!   known to be `Clone`, the compiler takes `map.into_iter()` for that of `&map`, which yields
//!   references, and complains about those: add `K: Clone, V: Clone`. `for entry in map` and `drain` name
//!   the missing bound.
//!
//! # Features
//! * `std` (default): [`RandomState`](std::hash::RandomState) as the default hasher. Without it the crate
//!   is `no_std`, needs `alloc`, and a hasher has to be named.
//! * `serde`: `Serialize` and `Deserialize`, a map as a map and a set as a sequence. What clones share is
//!   not recorded.
//! * `rayon`: parallel iterators, to read, to write and to move entries, and to build maps.
#![no_std]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod forward;
mod hash;
mod item;
mod policy;
mod random_state;

mod trie;

mod map;

mod set;

#[cfg(feature = "std")]
mod convert;

pub mod hash_map;
pub mod hash_set;

#[cfg(feature = "serde")]
mod serde;

#[cfg(feature = "rayon")]
pub mod parallel;

#[doc(hidden)]
pub use cow_core::Tiny;
pub use cow_core::{Atomic, Local, NodeInfo, RefCount};

#[doc(inline)]
pub use self::map::{CowMap, GenericMap, LocalMap};
#[cfg(not(feature = "std"))]
pub use self::random_state::RandomState;
#[doc(inline)]
pub use self::set::{CowSet, GenericSet, LocalSet};

/// The example of the README.
#[cfg(all(doctest, feature = "std"))]
#[doc = include_str!("../README.md")]
struct Readme;
