//! A stand-in for rpds 1.2.1: its names for copy-on-write collections.
//!
//! Each type is a wrapper of one of ours, with rpds' methods. Lists, queues and stacks are vectors.
//! `compat/README.md` says how to use it, and what it does not have.

#[macro_use]
mod wrap;
#[macro_use]
mod maps;
#[macro_use]
mod sets;
mod kind;
mod macros;

pub mod list;
pub mod map;
pub mod queue;
pub mod set;
pub mod stack;
pub mod vector;

pub use kind::Kind;
pub use list::{List, ListSync};
pub use map::hash_trie_map::{HashTrieMap, HashTrieMapSync};
pub use map::red_black_tree_map::{RedBlackTreeMap, RedBlackTreeMapSync};
pub use queue::{Queue, QueueSync};
pub use set::hash_trie_set::{HashTrieSet, HashTrieSetSync};
pub use set::red_black_tree_set::{RedBlackTreeSet, RedBlackTreeSetSync};
pub use stack::{Stack, StackSync};
pub use vector::{Vector, VectorSync};
