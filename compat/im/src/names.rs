//! The names of im and of im-rc, whose roots say how owners are counted.

pub use compat_family::{get_in, iter, update_in};
pub use hashmap::HashMap;
pub use hashset::HashSet;
pub use ordmap::OrdMap;
pub use ordset::OrdSet;
pub use vector::Vector;

/// Vectors.
pub mod vector {
    use crate::{Count, family};

    pub type Vector<A> = family::GenericVector<A, Count>;
    pub type Focus<'a, A> = family::Focus<'a, A, Count>;
    pub type FocusMut<'a, A> = family::FocusMut<'a, A, Count>;
    pub type Iter<'a, A> = family::vec::Iter<'a, A, Count>;
    pub type IterMut<'a, A> = family::vec::IterMut<'a, A, Count>;
    pub type ConsumingIter<A> = family::vec::IntoIter<A, Count>;
    pub type Chunks<'a, A> = family::vec::Leaves<'a, A, Count>;
}

/// Hash maps.
pub mod hashmap {
    use crate::{Count, family};
    use std::hash::RandomState;

    pub type HashMap<K, V, S = RandomState> = family::GenericHashMap<K, V, S, Count>;
    pub type Entry<'a, K, V, S> = family::hash_map::Entry<'a, K, V, S, Count>;
    pub type OccupiedEntry<'a, K, V, S> = family::hash_map::OccupiedEntry<'a, K, V, S, Count>;
    pub type VacantEntry<'a, K, V, S> = family::hash_map::VacantEntry<'a, K, V, S, Count>;
    pub type Iter<'a, K, V> = family::hash_map::Iter<'a, K, V, Count>;
    pub type IterMut<'a, K, V> = family::hash_map::IterMut<'a, K, V, Count>;
    pub type Keys<'a, K, V> = family::hash_map::Keys<'a, K, V, Count>;
    pub type Values<'a, K, V> = family::hash_map::Values<'a, K, V, Count>;
    pub type ConsumingIter<A> = <A as family::HashValue>::Consuming<Count>;
}

/// Hash sets.
pub mod hashset {
    use crate::{Count, family};
    use std::hash::RandomState;

    pub type HashSet<A, S = RandomState> = family::GenericHashSet<A, S, Count>;
    pub type Iter<'a, A> = family::hash_set::Iter<'a, A, Count>;
    pub type ConsumingIter<A> = family::hash_set::IntoIter<A, Count>;
}

/// Ordered maps.
pub mod ordmap {
    use crate::{Count, family};

    pub type OrdMap<K, V> = family::GenericOrdMap<K, V, Count>;
    pub type Entry<'a, K, V> = family::btree_map::Entry<'a, K, V, (), Count>;
    pub type OccupiedEntry<'a, K, V> = family::btree_map::OccupiedEntry<'a, K, V, (), Count>;
    pub type VacantEntry<'a, K, V> = family::btree_map::VacantEntry<'a, K, V, (), Count>;
    pub type Iter<'a, K, V> = family::btree_map::Iter<'a, K, V, (), Count>;
    pub type Keys<'a, K, V> = family::btree_map::Keys<'a, K, V, (), Count>;
    pub type Values<'a, K, V> = family::btree_map::Values<'a, K, V, (), Count>;
    pub type ConsumingIter<A> = <A as family::OrdValue>::Consuming<Count>;
    pub type DiffIter<'a, K, V> = family::btree_map::Diff<'a, K, V, (), Count>;
    pub type DiffItem<'a, K, V> = family::btree_map::DiffItem<'a, 'a, K, V>;
}

/// Ordered sets.
pub mod ordset {
    use crate::{Count, family};

    pub type OrdSet<A> = family::GenericOrdSet<A, Count>;
    pub type Iter<'a, A> = family::btree_set::Iter<'a, A, (), Count>;
    pub type RangedIter<'a, A> = family::btree_set::Range<'a, A, (), Count>;
    pub type ConsumingIter<A> = family::btree_set::IntoIter<A, (), Count>;
    pub type DiffIter<'a, A> = family::btree_set::Diff<'a, A, (), Count>;
    pub type DiffItem<'a, A> = family::btree_set::DiffItem<'a, 'a, A>;
}
