//! What [`std::collections::hash_set`] holds, for [`CowSet`](crate::CowSet): its iterators.
#![cfg_attr(
    not(feature = "std"),
    doc = "[`std::collections::hash_set`]: https://doc.rust-lang.org/std/collections/hash_set"
)]

#[doc(no_inline)]
pub use crate::set::CowSet as HashSet;
pub use crate::set::{
    Diff, Difference, Drain, ExtractIf, Intersection, IntoIter, Iter, SymmetricDifference, Union,
};
#[doc(no_inline)]
pub use cow_core::SetDiffItem as DiffItem;
