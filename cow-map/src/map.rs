//! A copy-on-write hash map, and its iterators and entries.

mod cow_map;

mod iter;

mod nodes;
mod traits;



pub use self::cow_map::CowMap;
pub use self::iter::Iter;
