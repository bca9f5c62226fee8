//! A stand-in for imbl 7.0.2: its names for copy-on-write collections.
//!
//! `compat/README.md` says how to use it, and what it does not have.

use compat_family as family;

compat_family::declare_macros!($ Atomic);

pub use compat_family::{get_in, iter, update_in};
pub use hashmap::{GenericHashMap, HashMap};
pub use hashset::{GenericHashSet, HashSet};
pub use ordmap::{GenericOrdMap, OrdMap};
pub use ordset::{GenericOrdSet, OrdSet};
pub use vector::{GenericVector, Vector};

/// How owners are counted: archery's names for it.
pub mod shared_ptr {
    pub use compat_family::{Atomic as ArcK, Local as RcK, RefCount as SharedPointerKind};

    #[cfg(feature = "triomphe")]
    pub use compat_family::Atomic as ArcTK;

    pub type DefaultSharedPtr = ArcK;
}

/// Vectors.
pub mod vector {
    use crate::family;
    use crate::shared_ptr::DefaultSharedPtr;

    pub use family::vec::{IntoIter as ConsumingIter, Iter, IterMut, Leaves as Chunks};
    pub use family::{Focus, FocusMut, GenericVector};

    pub type Vector<A> = GenericVector<A, DefaultSharedPtr>;
}

/// Hash maps.
pub mod hashmap {
    use crate::family;
    use crate::shared_ptr::DefaultSharedPtr;
    use std::hash::RandomState;

    pub use family::GenericHashMap;
    pub use family::hash_map::{Entry, Iter, IterMut, Keys, OccupiedEntry, VacantEntry, Values};

    pub type HashMap<K, V> = GenericHashMap<K, V, RandomState, DefaultSharedPtr>;
    pub type ConsumingIter<A, P> = <A as family::HashValue>::Consuming<P>;
}

/// Hash sets.
pub mod hashset {
    use crate::family;
    use crate::shared_ptr::DefaultSharedPtr;
    use std::hash::RandomState;

    pub use family::GenericHashSet;
    pub use family::hash_set::{IntoIter as ConsumingIter, Iter};

    pub type HashSet<A> = GenericHashSet<A, RandomState, DefaultSharedPtr>;
}

/// Ordered maps.
pub mod ordmap {
    use crate::family;
    use crate::shared_ptr::DefaultSharedPtr;

    pub use family::GenericOrdMap;
    pub use family::btree_map::DiffItem;

    pub type OrdMap<K, V> = GenericOrdMap<K, V, DefaultSharedPtr>;
    pub type Entry<'a, K, V, P> = family::btree_map::Entry<'a, K, V, (), P>;
    pub type OccupiedEntry<'a, K, V, P> = family::btree_map::OccupiedEntry<'a, K, V, (), P>;
    pub type VacantEntry<'a, K, V, P> = family::btree_map::VacantEntry<'a, K, V, (), P>;
    pub type Iter<'a, K, V, P> = family::btree_map::Iter<'a, K, V, (), P>;
    pub type RangedIter<'a, K, V, P> = family::btree_map::Range<'a, K, V, (), P>;
    pub type Keys<'a, K, V, P> = family::btree_map::Keys<'a, K, V, (), P>;
    pub type Values<'a, K, V, P> = family::btree_map::Values<'a, K, V, (), P>;
    pub type ConsumingIter<K, V, P> = family::btree_map::IntoIter<K, V, (), P>;
    pub type DiffIter<'a, K, V, P> = family::btree_map::Diff<'a, K, V, (), P>;
}

/// Ordered sets.
pub mod ordset {
    use crate::family;
    use crate::shared_ptr::DefaultSharedPtr;

    pub use family::GenericOrdSet;
    pub use family::btree_set::DiffItem;

    pub type OrdSet<A> = GenericOrdSet<A, DefaultSharedPtr>;
    pub type Iter<'a, A, P> = family::btree_set::Iter<'a, A, (), P>;
    pub type RangedIter<'a, A, P> = family::btree_set::Range<'a, A, (), P>;
    pub type ConsumingIter<A, P> = family::btree_set::IntoIter<A, (), P>;
    pub type DiffIter<'a, A, P> = family::btree_set::Diff<'a, A, (), P>;
}
