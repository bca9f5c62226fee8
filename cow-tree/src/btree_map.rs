//! What [`std::collections::btree_map`](alloc::collections::btree_map) holds, for
//! [`CowTreeMap`](crate::CowTreeMap): its iterators, entries and cursors.
//!
//! Change `std::collections::btree_map` to `cow_tree::btree_map`, and imports keep working:
//!
//! ```
//! use cow_tree::btree_map::{BTreeMap, Entry};
//!
//! let mut visits = BTreeMap::new();
//! if let Entry::Vacant(entry) = visits.entry("ann") {
//!     entry.insert(1);
//! }
//! assert_eq!(visits["ann"], 1);
//! ```

#[doc(no_inline)]
pub use crate::map::CowTreeMap as BTreeMap;
pub use crate::map::{
    Cursor, CursorMut, Diff, Entry, ExtractIf, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys,
    OccupiedEntry, Range, RangeMut, TreeNode, UnorderedKeyError, VacantEntry, Values, ValuesMut,
};
#[doc(no_inline)]
pub use cow_core::{DiffItem, Pick};
