//! What git gives to files, for values in memory: patches, three-way merges and histories.
//!
//! A version of a copy-on-write value is a clone, which costs a count. This crate adds what one does
//! with versions: tell what changed, make a [`Patch`] of it, merge two lines of work by [`merge3`], and
//! keep many versions in a [`History`], with branches, undo and thinning. The cost follows what
//! changed, not the size of the value: what versions share is skipped.
//!
//! ```
//! use cow_map::CowMap;
//! use cow_vec::{CowVec, cow_vec};
//! use cow_versions::Patchable;
//!
//! // A map of vectors: patches go inside.
//! let monday: CowMap<&str, CowVec<u32>> = CowMap::from([("ann", cow_vec![1, 2, 3]), ("bob", cow_vec![])]);
//! let mut tuesday = monday.clone();
//! tuesday.get_mut("ann").unwrap().push(4);
//! tuesday.remove("bob");
//!
//! let patch = monday.patch(&tuesday);
//! assert_eq!(patch.len(), 2);
//! assert_eq!(patch.apply(&monday)?, tuesday);
//! assert_eq!(patch.invert().apply(&tuesday)?, monday);
//! # Ok::<(), cow_versions::Misfit>(())
//! ```

mod path;

mod keyed;
mod replace;
mod whole;

pub mod patch;

pub mod merge;

mod held;

pub mod history;

pub use self::held::{Held, held_bytes};
pub use self::history::History;
pub use self::merge::{Conflict, Conflicting, Merge, Merged, Take, merge3};
pub use self::patch::{Misfit, Patch, Patchable};
pub use self::path::{Path, Segment};
pub use self::whole::Whole;
pub use cow_core::{Diff, DiffItem, SetDiffItem};
