//! The engine of maps and sets: a trie over the bits of the hash, with one leaf for many entries.
//!
//! A [`Trie`] is a root and a length. Its methods are in one module for each idea:
//!
//! | module | methods |
//! |---|---|
//! | `root` | `new`, `len`, `view`, `clear`, `reserve` |
//! | `get` | `find`, `position`, `find_mut` and the like |
//! | `insert` | `insert`, `insert_new`, and how a full leaf is split |
//! | `remove` | `remove`, `retain`, `extract` |
//! | `path_copy` | copies what is shared, from the leaf up |
//! | `join` | joins sparse leaves; `compact`, `shrink_to_fit` |
//! | `leaves` | iterators over the leaves |
//! | `algebra` | operations on two tries: union, difference, comparison |
//!
//! A trie does not own a hasher, and does not name `Hash`: lookups take the hash of a key and a closure
//! that compares, inserts take a [`Policy`](crate::policy::Policy).

mod leaf_size;

mod path_copy;

mod leaves;

mod root;

mod get;

mod join;

mod insert;

mod remove;

pub(crate) mod algebra;

pub(crate) use self::get::Position;
pub(crate) use self::leaf_size::{copy_capacity, full};
pub(crate) use self::leaves::{IntoLeaves, Leaves, LeavesMut};
#[cfg(feature = "rayon")]
pub(crate) use self::path_copy::unshare;
pub(crate) use self::remove::Extract;
pub(crate) use self::root::{Trie, count};
