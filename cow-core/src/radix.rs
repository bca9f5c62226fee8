//! The vector's nodes: a radix tree of wide leaves, its two ends, and safe ways to edit them.
//!
//! ```text
//!   Front            RadixTree: root, level, items               Tail
//!   ┌┄┄┬──┬──┐       ┌────────┬───────┬───┬───┬┄┄┄┐              ┌──┬──┬──┬┄┄┄┄┐
//!   ┆  │ 0│ 1│       │ starts │ child │ . │ . │   ┆ level 2      │ 9│10│11│    ┆
//!   └┄┄┴──┴──┘       └────────┴───┬───┴───┴───┴┄┄┄┘              └──┴──┴──┴┄┄┄┄┘
//!   right-aligned                 ▼                              left-aligned
//!                    ┌────────┬───────┬───┬┄┄┄┐
//!                    │ starts │ child │ . │   ┆ level 1
//!                    └────────┴───┬───┴───┴┄┄┄┘
//!                                 ▼
//!                        ┌──┬──┬──┬──┐
//!                        │ 2│ 3│ 4│ 5│ level 0: a leaf, a block of items
//!                        └──┴──┴──┴──┘
//! ```
//!
//! An inner node is a block of untyped links. What a link leads to is known from the level, which
//! only the root's owner keeps, and how many items are below it from the parent: so a descent loads
//! one link a level, and tests nothing.
//!
//! * A node is **regular** if all its children but the last hold as many items as fit: then the
//!   child of an index is a shift and a mask.
//! * It is **relaxed** otherwise: then it holds the index of the first item of each child. Bagwell and
//!   Rompf, *RRB-Trees: Efficient Immutable Vectors*, EPFL 2011; here with the fill rules of a
//!   B+-tree, which are its user's to keep. [`RadixTree`] is sound without them.
//!
//! Sizes and starts cannot be set: they follow from the leaves, through [`Node`] and [`InnerMut`].
//!
//! | type | stands for |
//! |---|---|
//! | [`Body`] | all that a vector owns: [`Front`], [`RadixTree`] and [`Tail`] |
//! | [`Node`], [`Leaf`] | one owner of a node, or of a leaf |
//! | [`RadixRef`], [`NodeRef`], [`InnerRef`], [`LeafRef`] | a borrow of a tree or of a node, read only |
//! | [`Part`], [`LeavesMut`] | a range of items, read or written leaf by leaf |
//! | [`SlotMut`], [`InnerMut`], [`TailSpare`] | exclusive access to a child, to an inner node, to the room of the tail |

mod shape;

mod inner;

mod descend;
mod node;

mod edit;

mod front;
mod part;
mod root;
mod tail;

mod body;
mod leaves;

pub use self::body::Body;
pub use self::edit::{InnerMut, SlotMut};
pub use self::front::Front;
pub use self::leaves::LeavesMut;
pub use self::node::{InnerRef, Leaf, LeafRef, Node, NodeRef, View};
pub use self::part::Part;
pub use self::root::{RadixRef, RadixTree};
pub use self::shape::{MAX_ITEMS, Shape};
pub use self::tail::{Tail, TailSpare};
