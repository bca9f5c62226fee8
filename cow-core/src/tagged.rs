//! Tagged blocks: leaves of a hash trie, with one byte of hash for each item.
//!
//! ```text
//!   ┌───────┬───────────┬────────────────────────┬───────────────────────────┬┄┄┄┄┄┄┐
//!   │ count │ len | cap │ tag tag ... tag 0 ... 0│ item item ... item        │ room │
//!   └───────┴───────────┴────────────────────────┴───────────────────────────┴┄┄┄┄┄┄┘
//!    4 bytes  4 bytes     TAGS bytes               0 .. len                    len .. cap
//! ```
//!
//! A lookup compares all tags at once (SSE2, NEON, or words) and then only the items whose tag is
//! right: the layout of F14 and of Swiss tables, in a node. The number of tags is a constant of the
//! item's type, so the items begin at a constant offset. Leaves may be longer if all items have one tag:
//! those beyond the tags are found by looking at each, so that keys whose hashes collide are slow, and no
//! failure.
//!
//! **The invariant of tags:** tag `i` is not zero exactly when `i < min(len, TAGS)`, and if `len > TAGS`,
//! all tags are equal. All methods keep it, for a hit of the probe is an index without further check, and
//! an item that moves from beyond the tags to where there are tags need not be hashed.
//!
//! The four types stand to [`TagBlock`] as those of [`block`](crate::block) to
//! [`Block`](crate::block::Block): [`TagRef`] borrows, [`TagMut`] writes, [`TagFresh`] is under
//! construction.

mod tags;

mod exclusive;

mod fresh;

mod owned;

mod view;

pub use self::exclusive::TagMut;
pub use self::fresh::{IntoIter, TagFresh};
pub use self::owned::TagBlock;
pub use self::tags::{Tag, width};
pub use self::view::TagRef;

pub(crate) use self::tags::Tags;
