//! Parallel iteration, building and algebra with rayon (feature `rayon`), for maps and sets whose counts are
//! atomic.
//!
//! A tree with the sizes of its subtrees is cut anywhere in O(log n): iterators are indexed, and every split is
//! exact. Building and algebra are divide and conquer by nature, and run on both halves at once.
//!
//! ```
//! use cow_tree::CowTreeMap;
//! use rayon::prelude::*;
//!
//! let mut map: CowTreeMap<u64, u64> = (0..10_000).into_par_iter().map(|i| (i, i)).collect();
//! map.par_iter_mut().for_each(|(_, v)| *v *= 2);
//! assert_eq!(map.par_iter().map(|(_, v)| v).sum::<u64>(), 9_999 * 10_000);
//! ```

mod build;

mod merge;

pub mod map;

pub mod set;
