//! Nodes of a hash trie: branches with sixteen slots, and leaves with one byte of hash for each item.
//!
//! ```text
//!               one branch, 136 bytes
//!   ┌───────┬────┬─────────────────┬─────────┬─────┬───┬───┐
//!   │ count │ 16 │ a a a a a a a a │ b b b b │ c c │ d │ E │
//!   └───────┴────┴─────────────────┴─────────┴─────┴───┴───┘
//!           slots  0 .. 8            8 .. 12  12 13  14  15
//!
//!   a slot:   address of the child (a multiple of 16)  │ run - 1 │ 1: leaf, 0: branch │
//!                                                        3 bits    1 bit
//! ```
//!
//! All sixteen slots are always in use: a leaf that has not split far enough to need only one slot
//! fills an aligned **run** of 2, 4 or 8 of them, with the same tagged pointer in each.
//! So a lookup is a shift, a load and a bit test a level, and there is neither a bitmap nor an empty slot. A leaf that is
//! too full splits in two, each with half the run; a leaf whose run is a single slot is replaced by
//! a branch with two leaves. This is extendible hashing (Fagin, Nievergelt, Pippenger, Strong, 1979)
//! with directories of sixteen, path-copied.
//!
//! | type | stands for |
//! |---|---|
//! | [`Node`], [`Leaf`] | one owner of a node, or of a leaf; [`Root`] is a `Node` that may be missing |
//! | [`NodeRef`], [`BranchRef`], [`LeafRef`] | a borrow: one word, `Copy`, read only |
//! | [`SlotMut`] | exclusive access to a slot: the run of a child in a branch with one owner, or a root |
//! | [`NodeMut`], [`BranchMut`], [`UniqueLeaf`] | exclusive access to the node in a slot, by one test of its count |
//! | [`LeafMut`], [`FreshLeaf`] | exclusive access to the items of a leaf; a leaf under construction |
//! | [`ChildrenMut`], [`IntoChildren`] | the slots of all children, or all children, by value |
//!
//! The guards are passed by value: [`SlotMut::try_mut`] gives the slot back if its child is shared, and a
//! leaf that is full can be turned back into its slot, so that a descent tests each count once. A path
//! copy is built from the bottom ([`BranchRef::with_child`]) and published ([`SlotMut::set`]) when it is
//! complete, so a panic before that leaves everything as it was.

mod probe;
mod tags;

mod leaf;

mod tagged_ptr;

mod branch;

mod node;

mod node_ref;

mod slot;

mod node_mut;

pub use self::leaf::{FreshLeaf, Leaf, LeafIntoIter, LeafMut, LeafRef};
pub use self::node::{IntoChildren, Node, Owned, Root};
pub use self::node_mut::{BranchMut, ChildrenMut, NodeMut, UniqueLeaf};
pub use self::node_ref::{BranchRef, NodeRef};
pub use self::slot::SlotMut;
pub use self::tagged_ptr::{SLOT_BITS, SLOTS};
pub use self::tags::{Tag, Tags, leaf_width};
