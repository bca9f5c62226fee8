//! What the copy-on-write collections stand on: reference counts, nodes, and a smart pointer.
//!
//! Most users need two types:
//!
//! * [`CowBox<T>`] shares a value until one of its owners writes to it. `clone` adds one to a count;
//!   [`CowBox::make_mut`] writes in place if the value is not shared, and copies it first if it is.
//!
//! ```
//! use cow_core::CowBox;
//!
//! let a = CowBox::new(vec![1, 2, 3]);
//! let mut b = a.clone(); // one count, no copy
//! CowBox::make_mut(&mut b).push(4); // copies, for `a` shares it
//! assert_eq!((a.len(), b.len()), (3, 4));
//! ```
//!
//! * `CowCell<T>` holds the current version of such a value for many threads: readers load it without
//!   waiting, and writers replace it whole.
//!
//! Contracts of collections, which `cow-vec`, `cow-map`, `cow-tree` and `cow-text` implement:
//!
//! * [`Atomic`] and [`Local`] are the two kinds of counts, a type parameter of every collection:
//!   shared between threads, or plain and cheaper.
//! * [`reflexive`] tells whether `==` may skip what two versions share.
//! * [`Diff`] is how a value tells what differs between two versions of it; [`DiffItem`] is what maps
//!   answer, and [`SetDiffItem`] what sets do.
//! * [`Dismantle`] is how a large one is dropped a piece at a time.
//! * [`Pick`] is the decision in a merge of two maps, key by key.
//! * [`persist`] is how a collection shows its nodes to be stored, and is rebuilt from stored ones.
//! * [`NodeInfo`] is how a collection shows its nodes, to see what two versions share.
//!
//! And what those collections are built of. It changes with their needs, in any release: other crates should depend on an
//! exact version if they use it.
//!
//! * [`block`] has nodes of one allocation, reached through guards, so that a tree with shared nodes
//!   is written without `unsafe`. On it stand the nodes of hash [`trie`]s and [`radix`] trees for vectors.
//! * [`btree`] has wide nodes of trees that are searched by key, position or summary, and [`utf8`] those trees whose
//!   leaves are text.
//! * [`gather`] shows several slices as one, to sort them.
//!
//! # Features
//! * `std` (default): `std::error::Error` and the like. Without it the crate is `no_std` and needs
//!   `alloc`.
//! * `cell` (default): the module `cow_cell`, and `arc_swap::RefCnt` for [`CowBox`]. Needs `std`.
//! * `serde`: `Serialize` and `Deserialize` for [`CowBox`] and `CowCell`, and what the collections share of it.
#![no_std]
#![expect(unsafe_code, reason = "the one crate that counts, allocates and dereferences")]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod sync;

mod count;
mod node;
mod node_info;
mod operator;
mod pick;
mod prefetch;
mod prefix;

pub mod block;

pub mod btree;
pub mod radix;
pub mod trie;

pub mod utf8;

mod gather;
mod reflexive;

mod cow_box;

mod diff;
mod dismantle;

pub mod persist;

#[cfg(feature = "serde")]
pub mod serde;

#[cfg(feature = "cell")]
pub mod cow_cell;

#[doc(hidden)]
pub use self::count::Tiny;
pub use self::count::{Atomic, Local, RefCount};
pub use self::cow_box::{CowBox, ToCowBox};
#[cfg(feature = "cell")]
pub use self::cow_cell::CowCell;
pub use self::diff::{Diff, DiffItem, Replaced, SetDiffItem};
pub use self::dismantle::{Dismantle, Pieces};
pub use self::gather::gather;
pub use self::node_info::NodeInfo;
pub use self::pick::Pick;
pub use self::reflexive::reflexive;

/// The example of the README.
#[cfg(all(doctest, feature = "cell"))]
#[doc = include_str!("../README.md")]
struct Readme;
