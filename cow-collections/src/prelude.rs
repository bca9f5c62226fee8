//! The types and traits that most programs use, for a glob import.
//!
//! ```
//! use cow_collections::prelude::*;
//!
//! let mut list = cow_vec![1, 2, 3];
//! let before = list.clone();
//! list.push(4);
//! assert_eq!((before.len(), list.len()), (3, 4));
//! ```
//!
//! The names of std's types are not among them: a glob import would not replace those of std's own prelude.

#[cfg(feature = "cell")]
pub use crate::CowCell;
pub use crate::{
    CowBox, CowMap, CowSet, CowTreeMap, CowTreeSet, CowVec, Diff, DiffItem, Dismantle, LocalMap,
    LocalSet, LocalTreeMap, LocalTreeSet, LocalVec, cow_vec,
};
