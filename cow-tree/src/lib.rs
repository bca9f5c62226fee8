//! CowTreeMap and CowTreeSet: copy-on-write ordered map and set, a path-copied binary tree, with std's surface.
#![no_std]

extern crate alloc;

pub mod binary_tree;

pub use self::binary_tree::BinaryTree;
