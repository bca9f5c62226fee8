//! Fans: inner nodes of a hash trie, with sixteen slots and [tagged blocks](crate::tagged) below.
//!
//! ```text
//!               one fan, 136 bytes
//!   ┌───────┬────┬─────────────────────────┬─────────────┬──────┬──────┬─ ... ─┐
//!   │ count │ 16 │ a   a   a   a   a   a   a  a │ b   b   b   b │ c   c │ d │ E │  ...  │
//!   └───────┴────┴─────────────────────────┴─────────────┴──────┴──────┴─ ... ─┘
//!             slots 0 .. 8                   8 .. 12         12, 13  14  15
//!
//!   a word:   address of the child (a multiple of 16)  │ run - 1 │ 1: leaf, 0: fan │
//!                                                        3 bits    1 bit
//! ```
//!
//! All sixteen slots are always in use: a leaf that has not split far enough to need only one slot
//! fills an aligned **run** of 2, 4 or 8 of them, with the same word in each. So a lookup is a shift,
//! a load and a bit test a level, and there is neither a bitmap nor an empty slot. A leaf that is
//! too full splits in two, each with half the run; a leaf whose run is a single slot is replaced by
//! a fan with two leaves. This is extendible hashing (Fagin, Nievergelt, Pippenger, Strong, 1979)
//! with directories of sixteen, path-copied.
//!
//! | type | stands for |
//! |---|---|
//! | [`Link`] | one owner of a leaf or fan; [`Root`] is one that may be missing |
//! | [`View`], [`FanRef`] | a borrow: one word, `Copy`, read only |
//! | [`SlotMut`] | the place of a child, in a fan with one owner or in a root |
//! | [`Open`], [`FanMut`], [`UniqueLeaf`] | what is in that place, by one test of its count |
//! | [`Slots`], [`IntoLinks`] | all children's places, or all children |
//!
//! The guards are passed by value: `slot.open()` gives the place back if its child is shared, and a
//! leaf that cannot be used as it is can be turned back into its place, so that a descent tests each
//! count once. A path copy is built from the bottom ([`FanRef::with`]) and put into its place
//! ([`SlotMut::set`]) when it is whole, so a panic before that leaves everything as it was.

mod word;

mod node;

mod link;

mod view;

mod slot;

mod open;

pub use self::link::{IntoLinks, Link, Owned, Root};
pub use self::open::{FanMut, Open, Slots, UniqueLeaf};
pub use self::slot::SlotMut;
pub use self::view::{FanRef, View};
pub use self::word::{SLOT_BITS, SLOTS};
