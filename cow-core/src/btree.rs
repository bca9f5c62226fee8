//! A B+-tree of wide nodes that are shared by versions: the inner nodes, and what every collection
//! on them has in common.
//!
//! ```text
//!   Tree: one word            a branch, of up to 12 children
//!      root ────────────▶ ┌───────┬──────┬────────┬─────┬─────────────┬───────────┬────────────┬──────┐
//!                         │ count │ unit │ height │ len │ sizes       │ links     │ summaries  │ keys │
//!                         └───────┴──────┴────────┴─────┴─────────────┴─┬───┬───┬─┴────────────┴──────┘
//!                             ┌─────────────────────────────────────────┘   │   └──────────┐
//!                         ┌───▼──────────────┐      ┌───────────────────────▼──┐      ┌────▼─────┐
//!                         │ leaf: a block    │      │ leaf                     │      │ leaf     │
//!                         └──────────────────┘      └──────────────────────────┘      └──────────┘
//! ```
//!
//! Items are in leaves only, which are [blocks](crate::block). A branch has for each child the number
//! of items below it and their [`Summary`], and between every two children there is a *separator*,
//! which is no item's key but a clone of one that was once there. So a tree is searched by
//! [key](Sought), by position and by any measure of the summary; keys and summaries may be `()`, and
//! then take no space.
//!
//! # Invariants
//! * All leaves are at one depth, and no leaf is empty.
//! * A branch has [`LEAST`](Width::LEAST) to [`FANOUT`](Width::FANOUT) children, at the root 2.
//! * A leaf has up to [`LEAF`](Width::LEAF) items. That few have less than
//!   [`LEAF_LEAST`](Width::LEAF_LEAST) is tried for, but not promised.
//! * Sizes are those of the children. Nothing but the order of items depends on the caller.
//!
//! # Sharing
//! A path copy counts no sibling but at every twelfth copy of a node: see the part on shares in the
//! documentation of counts. Separators with drop glue are in a block of their own that copies share,
//! so that a path copy clones no key. What is copied is decided by one test for sharing a level.
//!
//! | type | stands for |
//! |---|---|
//! | [`Tree`] | a tree that may be empty |
//! | [`Node`] | one owner of a leaf or branch; `clone` adds one to its count |
//! | [`NodeRef`], [`BranchRef`] | a borrow: one word, `Copy`, read only |
//! | [`NodeMut`], [`BranchMut`] | an exclusive borrow of a node with one owner |
//! | [`Path`] | a way from the root to a leaf, shared from some node on or not at all |
//! | [`OwnPath`] | the same, every node of it proven to have one owner |
//! | [`Runs`] | the leaves in order, from both ends |
//! | [`LeavesMut`] | the same, to be written |
//! | [`Aligned`] | the items of a tree from both ends, in nodes that are opened one at a time |
//! | [`Keep`] | what a [merge](Tree::merge) of two trees keeps |
//! | [`Extraction`] | items that are taken out one by one |
//! | [`Builder`] | a tree that is made leaf by leaf |

mod sought;
mod summary;

mod difference;
mod end;
mod width;

mod raw;

mod free;
mod node;

mod exclusive;

mod keys;

mod assemble;
mod copy;

mod search;

mod path;

mod marks;

mod edit;

mod join;

mod splice;

mod runs;

mod tree;

mod place;

mod keyed;

mod build;

mod into_leaves;

mod measured;

mod cut;

mod check;

mod leaves_mut;

mod aligned;

mod algebra;

mod filter;

mod extract;

mod builder;

pub use self::algebra::{Decision, Keep, SharedNodes};
pub use self::aligned::Aligned;
pub use self::builder::Builder;
pub use self::difference::Difference;
pub use self::end::End;
pub use self::exclusive::{BranchMut, NodeMut};
pub use self::extract::Extraction;
pub use self::into_leaves::IntoLeaves;
pub use self::join::join;
pub use self::keyed::{Found, Keyed, search};
pub use self::leaves_mut::LeavesMut;
pub use self::node::{BranchRef, Node, NodeRef, View};
pub use self::path::{OwnPath, Path, Trail};
pub use self::place::Place;
pub use self::runs::Runs;
pub use self::sought::{Ordered, Sought};
pub use self::summary::Summary;
pub use self::tree::Tree;
pub use self::width::{MAX_HEIGHT, MAX_ITEMS, Width};
