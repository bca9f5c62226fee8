//! Operations on two tries, level by level, which skip what both share.
//!
//! They cannot name `Hash` or a hasher, and must not trust in one: two collections of one type may
//! hash differently. What is certain, whatever the hashers:
//!
//! * A node that both share holds the same items in both.
//! * An item that is found in the *facing* leaf, the one in the same place of the other trie, is in
//!   both.
//! * An item that is not found there may be elsewhere. The last word is a lookup from the other's
//!   root, or its bits in the other's hash: if they lead to the facing place, it is nowhere.
//!
//! So the results are right for any two hashers. If they are alike, as those of clones are, items
//! are where they are looked for first, and the time is that of what differs.

mod face;
pub(crate) mod fate;

pub(crate) mod source;
mod target;

pub(crate) mod diff;
pub(crate) mod eq;
pub(crate) mod filter;
pub(crate) mod merge;
