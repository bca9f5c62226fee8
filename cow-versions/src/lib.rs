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
//!
//! A struct or an enum of such values gets all of it by [`derive`](macro@Diff):
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! use cow_map::CowMap;
//! use cow_vec::CowVec;
//! use cow_versions::{Conflicting, Diff, History, Merge, Patchable, merge3};
//!
//! #[derive(Clone, Default, PartialEq, Diff, Merge)]
//! #[cow(derive(Debug))]
//! struct State {
//!     users: CowMap<String, u32>,
//!     log: CowVec<String>,
//!     title: String,
//! }
//!
//! let base = State::default();
//! let (mut ours, mut theirs) = (base.clone(), base.clone());
//! ours.users.insert("ann".into(), 1);
//! ours.title = "Ours".into();
//! theirs.log.push("bob came".into());
//! theirs.title = "Theirs".into();
//!
//! assert_eq!(base.diff(&ours).users.count(), 1);
//! assert_eq!(base.patch(&ours).len(), 2);
//! let merged = merge3(&base, &ours, &theirs);
//! assert_eq!((merged.value.users.len(), merged.value.log.len()), (1, 1));
//! assert_eq!(merged.conflicts[0].path().to_string(), "title");
//! # }
//! ```

mod path;

mod keyed;
mod replace;
mod whole;

pub mod patch;

pub mod merge;

mod held;

pub mod history;

#[cfg(feature = "cell")]
mod cell;

#[cfg(feature = "cell")]
pub use self::cell::{Recording, UpdateMerging, recorded};
pub use self::held::{Held, held_bytes};
pub use self::history::History;
pub use self::merge::{Conflict, Conflicting, Merge, Merged, Take, merge3};
pub use self::patch::{Misfit, Patch, Patchable};
pub use self::path::{Path, Segment};
pub use self::whole::Whole;
pub use cow_core::{Diff, DiffItem, NodeInfo, Replaced, SetDiffItem};
#[cfg(feature = "derive")]
pub use cow_derive::{Diff, Held, Merge};

/// The example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
