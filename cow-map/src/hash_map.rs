//! What [`std::collections::hash_map`] holds, for [`CowMap`](crate::CowMap): its iterators and entries, and
//! std's hashers.
//!
//! Change `std::collections::hash_map` to `cow_map::hash_map`, and imports keep working:
//!
//! ```
//! use cow_map::hash_map::{Entry, HashMap};
//!
//! let mut visits = HashMap::new();
//! if let Entry::Vacant(entry) = visits.entry("ann") {
//!     entry.insert(1);
//! }
//! assert_eq!(visits["ann"], 1);
//! ```
#![cfg_attr(
    not(feature = "std"),
    doc = "[`std::collections::hash_map`]: https://doc.rust-lang.org/std/collections/hash_map"
)]

#[doc(no_inline)]
pub use crate::map::CowMap as HashMap;
pub use crate::map::{
    Diff, Drain, Entry, ExtractIf, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, MapNode,
    OccupiedEntry, VacantEntry, Values, ValuesMut,
};
#[doc(no_inline)]
pub use cow_core::{DiffItem, Pick};
#[cfg(feature = "std")]
#[doc(no_inline)]
pub use std::hash::{DefaultHasher, RandomState};
