//! Forks: the inner nodes of a binary tree, whose leaves are [blocks](crate::block).
//!
//! ```text
//!   link: one word ──► fork                                              leaf
//!   ┌─────────┬───┐    ┌───────┬────────┬──────┬───────┬──────┐          ┌──────────────────┐
//!   │ address │ 1 │    │ count │ height │ left │ right │ data │          │ Block<(), T, C>  │
//!   ├─────────┼───┤    └───────┴────────┴──────┴───────┴──────┘          └──────────────────┘
//!   │ address │ 0 │     4 bytes  4 bytes  link   link     X
//!   └─────────┴───┘
//! ```
//!
//! The low bit of a link tells a fork from a leaf, so that a descent learns it along with the
//! address. A fork knows its height, which bounds every path by [`MAX_HEIGHT`]; its data are the
//! collection's. With 16 bytes of data a fork is 40 bytes.
//!
//! | type | stands for |
//! |---|---|
//! | [`Link`] | one owner of a leaf or fork; `clone` adds one to its count |
//! | [`LinkRef`], [`ForkRef`] | a borrow: one word, `Copy`, read only |
//! | [`NodeMut`], [`ForkMut`] | an exclusive borrow of a node with one owner |
//! | [`Path`] | a way from the root to a leaf, shared from some node on or not at all |
//! | [`OwnPath`] | the same, every node of it proven to have one owner |
//! | [`Ascent`] | the way back up, with a `&mut Link` at every level |
//! | [`LeavesMut`] | the leaves to be written, one after the other from both ends |
//!
//! A write goes: [find](Path::find) a path, with one test for sharing a level; look whether there
//! is anything to do; [own](Path::own) the path, which copies its shared part bottom-up and counts
//! only the siblings; change the leaf; ascend. `Clone` of items and data runs only in `own` and
//! [`make_mut`](Link::make_mut), on nodes that nobody knows yet.

mod side;

mod raw;

mod view;

mod exclusive;

mod link;

mod path;

mod leaves;

pub use self::exclusive::{ForkMut, NodeMut, Parts};
pub use self::leaves::{Below, LeavesMut};
pub use self::link::Exposed;
pub use self::path::{Ascent, OwnPath, Path, Trail};
pub use self::raw::Link;
pub use self::side::{MAX_HEIGHT, Side};
pub use self::view::{ForkRef, LinkRef, View};
