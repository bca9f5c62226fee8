//! Operations on two tries, level by level, which skip what both share.
//!
//! The two tries may hash differently, although they have one type. What is certain, whatever the
//! hashers:
//!
//! * A node that both share holds the same entries in both.
//! * An entry that is found in the *counterpart* of its leaf, the leaf at the same hash prefix of the other
//!   trie, is in both.
//! * An entry that is not found there may be elsewhere. A lookup from the other root decides, or its hash
//!   as the other trie has it: if that leads to the counterpart, the entry is absent.
//!
//! So the results are right for any two hashers. If these are equal, as those of clones are, entries are
//! where they are looked for first, and the time is that of what differs.

mod counterpart;

mod subset;

mod diff;

mod node;

mod filter;

mod merge;

pub(crate) use self::diff::{Change, Diff};
pub(crate) use self::filter::Keep;
pub(crate) use self::merge::{Decision, SharedNodes};
pub(crate) use self::node::Source;
