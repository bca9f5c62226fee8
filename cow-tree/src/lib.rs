//! CowTreeMap and CowTreeSet: copy-on-write ordered map and set, a path-copied binary tree, with std's surface.
#![no_std]

extern crate alloc;

mod summary;

mod node;

mod build;

mod balance;

mod split;

mod ops;

mod merge;

mod filter;

mod walk;

mod walk_mut;

mod aligned;

mod check;

pub mod map;

pub mod set;

#[cfg(feature = "serde")]
mod serde;

#[cfg(feature = "rayon")]
pub mod parallel;

pub mod binary_tree;

pub use self::binary_tree::BinaryTree;
pub use self::map::CowTreeMap;
pub use self::set::CowTreeSet;
pub use self::summary::Summary;
