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

mod diff;
mod filter;
mod merge;
mod node;
mod subset;

pub(crate) use self::diff::{Change, Diff};
pub(crate) use self::filter::Keep;
pub(crate) use self::merge::{Decision, SharedNodes};
pub(crate) use self::node::Source;

use cow_core::RefCount;
use cow_core::trie::{LeafRef, Tag};

/// Returns where `other`, the counterpart of a leaf, has the key of an item with this index and tag: at the
/// same index, if one leaf is a copy of the other, or where the tag leads. An item after the tags is not
/// searched.
#[inline]
fn find_in_counterpart<T, C: RefCount>(
    item: &T,
    (index, tag): (usize, Option<Tag>),
    other: LeafRef<'_, T, C>,
    same_key: impl Fn(&T, &T) -> bool,
) -> Option<usize> {
    if other.slice().get(index).is_some_and(|there| same_key(item, there)) {
        return Some(index);
    }
    other.find(tag?, |there| same_key(item, there))
}
