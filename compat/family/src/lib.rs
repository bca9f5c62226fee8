//! The types of im, im-rc and imbl, made of this family's.
//!
//! Each is a wrapper that dereferences to ours, so that all methods of ours are methods of it, and has methods of
//! its own where im's have another signature or another meaning. The crates `im`, `im-rc` and `imbl` give them names.

#[macro_use]
mod wrap;
#[macro_use]
mod map_methods;
#[macro_use]
mod set_methods;
mod focus;
mod hashmap;
mod hashset;
pub mod iter;
mod macros;
mod ordmap;
mod ordset;
mod vector;

pub use cow_map::{Atomic, Local, RefCount, hash_map, hash_set};
pub use cow_tree::{btree_map, btree_set};
pub use cow_vec as vec;
pub use focus::{Focus, FocusMut};
pub use hashmap::GenericHashMap;
pub use hashset::GenericHashSet;
pub use ordmap::GenericOrdMap;
pub use ordset::GenericOrdSet;
pub use vector::GenericVector;

/// What a hash map is consumed by, as im names it by the item alone.
pub trait HashValue {
    /// The iterator over items of this type.
    type Consuming<C: RefCount>;
}

impl<K, V> HashValue for (K, V) {
    type Consuming<C: RefCount> = hash_map::IntoIter<K, V, C>;
}

/// What an ordered map is consumed by, as im names it by the item alone.
pub trait OrdValue {
    /// The iterator over items of this type.
    type Consuming<C: RefCount>;
}

impl<K, V> OrdValue for (K, V) {
    type Consuming<C: RefCount> = btree_map::IntoIter<K, V, (), C>;
}
