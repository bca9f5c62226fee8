//! The engine of vectors: a relaxed radix balanced tree of leaves, with a leaf outside of it at each end.
//!
//! An [`Rrb`] owns the root and both ends. Its methods are in one module for each idea:
//!
//! | module | methods |
//! |---|---|
//! | `tree` | `new`, `len`, `clone`, `visit_nodes`, whether nodes are shared |
//! | `get` | `get`, `get_mut`; all items as one leaf |
//! | `tails` | how an end becomes a leaf of the tree, and a leaf an end |
//! | `flat` | gathers few items in one leaf |
//! | `ends` | `push`, `pop`, `push_front`, `pop_front` |
//! | `insert`, `remove`, `concat`, `split` | `insert`; `remove`, `swap_remove`; `append`; `split_off`, `truncate`, `slice`, `rotate_left` |
//! | `splice` | `cut` and `paste` of a range |
//! | `retain` | `retain`, `retain_mut`, `dedup`, `dedup_by` |
//! | `extend` | many items appended or collected; `reserve`, `shrink_to` |
//! | `range`, `range_mut` | borrowed ranges: [`RrbRef`] and [`RrbMut`], read and written leaf by leaf |
//! | `into_leaves` | items moved out leaf by leaf |
//! | `zip`, `align` | two trees side by side; what they share, wherever it is |
//! | `rebuild` | a tree of stored nodes |
//! | `check` | the invariants |
//!
//! Below them are what they have in common: `fill` (how full nodes have to be), `leaf`, `balance` (two
//! neighbours joined), `edges` (leaves and children at the edges of the tree) and `expose`.
//!
//! # Invariants
//! * The fill rules are those of a B+-tree: away from the tree's left and right edges no node is
//!   [underfull](fill::is_underfull), so the height is logarithmic after any sequence of operations. Edges
//!   may be underfull, down to one child, where a cut left them so.
//! * Neither the front nor the tail is in the tree. All items of a small vector are in the tail.
//!
//! # Panics of user code
//! `Clone` of a shared leaf's items runs on the way down, before anything is moved; a panic leaves the
//! items as they were. Where two leaves are to be joined and nothing may fail halfway, they are made
//! exclusive first: see [`expose`].

mod fill;

mod expose;
mod leaf;

mod balance;

mod edges;

mod tree;

mod edge;
mod range;

mod range_mut;

mod concat;
mod get;

mod tails;

mod ends;
mod flat;

mod insert;
mod remove;

mod extend;
mod split;

mod splice;

mod retain;

mod into_leaves;

mod align;
mod zip;

mod check;
mod rebuild;

pub(crate) use self::align::{Found, Gap, Piece};
pub(crate) use self::into_leaves::IntoLeaves;
pub(crate) use self::range::RrbRef;
pub(crate) use self::range_mut::RrbMut;
pub(crate) use self::rebuild::{inner_node, leaf_node};
pub(crate) use self::tree::Rrb;
