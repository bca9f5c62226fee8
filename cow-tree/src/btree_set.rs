//! What [`std::collections::btree_set`](alloc::collections::btree_set) holds, for
//! [`CowTreeSet`](crate::CowTreeSet): its iterators and cursors.

#[doc(no_inline)]
pub use crate::map::UnorderedKeyError;
#[doc(no_inline)]
pub use crate::set::CowTreeSet as BTreeSet;
pub use crate::set::{
    Cursor, CursorMut, Diff, Difference, ExtractIf, Intersection, IntoIter, Iter, Range,
    SymmetricDifference, Union,
};
#[doc(no_inline)]
pub use cow_core::SetDiffItem as DiffItem;
