//! Parallel iterators (feature `rayon`), for maps and sets whose counts are atomic.
//!
//! They split along the trie: a node's children are halved, and again, until each thread has enough;
//! as hashes are spread evenly, so are the halves. Nothing is gathered before. To collect, entries are
//! hashed in parallel and sorted out by the first bits, and then the sixteen children of the root are
//! built in parallel: for that, keys and values have to be `Sync`, too, as for a map to be `Send`.
//!
//! ```
//! use cow_map::CowMap;
//! use rayon::prelude::*;
//!
//! let mut map: CowMap<u64, u64> = (0..10_000).into_par_iter().map(|i| (i, i)).collect();
//! map.par_iter_mut().for_each(|(_, v)| *v *= 2);
//! assert_eq!(map.par_iter().map(|(_, v)| v).sum::<u64>(), 9_999 * 10_000);
//! ```

mod build;
mod pieces;

pub mod map;
pub mod set;
