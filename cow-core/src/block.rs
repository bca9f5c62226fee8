//! Blocks: nodes that are one allocation, counted, with room for items.
//!
//! ```text
//!   ┌───────┬────────────┬──────┬────────┬──────┬──────┬─────┬──────┬┄┄┄┄┄┄┬┄┄┄┄┄┄┐
//!   │ count │ len | cap  │ head │ prefix │ item │ item │ ... │ item │ room │ room │
//!   └───────┴────────────┴──────┴────────┴──────┴──────┴─────┴──────┴┄┄┄┄┄┄┴┄┄┄┄┄┄┘
//!    4 bytes  24 + 8 bits    H    zeroed    T       0 .. len            len .. cap
//! ```
//!
//! Header and items share one allocation, aligned to 16 so that the four low bits of its address
//! are free for a tag. An empty head and prefix cost nothing: 128 `u64` in a block are 1,032 bytes,
//! the largest request that glibc's thread cache still serves.
//!
//! | type | stands for |
//! |---|---|
//! | [`Block`] | one owner among several; `clone` adds one to the count |
//! | [`BlockRef`] | a borrow: one word, `Copy`, read only |
//! | [`BlockMut`] | an exclusive borrow of a block with one owner |
//! | [`Spare`] | room for one more item, proven |
//! | [`Items`] | the items of a block, by value |
//! | [`Fresh`] | a block under construction or taken over: one owner, by construction |
//! | [`IntoIter`] | the items of a `Fresh`, moved out |
//! | [`Sieve`] | the items of a `Fresh`, of which some are taken out |
//!
//! User code (`Clone`) runs on `Fresh` blocks only. A write to a shared block is: make a `Fresh`
//! copy, [share](Fresh::share) it, put it in the place of the old one. If the copy panics, the old
//! block has not been touched.

mod capacity;

mod raw;

mod exclusive;

mod replace;

mod fresh;

mod into_iter;

mod sieve;

mod owned;

mod items;

mod view;

pub use self::exclusive::{BlockMut, Spare};
pub use self::fresh::Fresh;
pub use self::into_iter::IntoIter;
pub use self::items::Items;
pub use self::owned::Block;
pub use self::raw::Head;
pub use self::sieve::Sieve;
pub use self::view::BlockRef;

pub(crate) use self::capacity::{Capacity, MAX_LEN};
pub(crate) use self::exclusive::clone_into;
pub(crate) use self::raw::{LiveBlock, Prefix, RawBlock, pack};
