//! Operations on one path, from a root or a place to a leaf.
//!
//! They take the bits of a hash and closures. They cannot name `Hash`, `Eq` or a hasher; what they
//! need from keys is `eq`, whether an item is the one, and `rehash`, the bits of an item.

pub(crate) mod find;
pub(crate) mod unshare;

pub(crate) mod compact;
pub(crate) mod disjoint;
pub(crate) mod insert;
pub(crate) mod leaves;
pub(crate) mod recount;
pub(crate) mod remove;
pub(crate) mod update;
