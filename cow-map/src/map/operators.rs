//! The operators of set algebra, on maps.

use super::cow_map::GenericMap;
use crate::trie::algebra::SharedNodes;
use core::hash::{BuildHasher, Hash};
use cow_core::{Pick, RefCount, operators};

operators! {
    impl [K: Eq + Hash + Clone, V: Clone, S: BuildHasher, C: RefCount] for GenericMap<K, V, S, C>;

    /// Returns the entries of both maps; for keys that both have, those of the left: see
    /// [`CowMap::union`](crate::CowMap::union).
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let a = CowMap::from([(1, 'a'), (2, 'a')]);
    /// let b = CowMap::from([(2, 'b'), (3, 'b')]);
    /// assert_eq!(&a | &b, CowMap::from([(1, 'a'), (2, 'a'), (3, 'b')]));
    /// assert!((&a | &a).ptr_eq(&a));
    /// ```
    BitOr, bitor, Self::union;
    /// Inserts the entries of `other` whose keys are not here, in place: see [`CowMap::union`](crate::CowMap::union).
    ///
    /// As there, if `other` is much larger its nodes and its hasher are kept, and not those of this map.
    ///
    /// If user code panics, some of them are inserted, or none.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let mut a = CowMap::from([(1, 'a'), (2, 'a')]);
    /// let b = CowMap::from([(2, 'b'), (3, 'b')]);
    /// a |= &b; // Clones one entry, and copies no node.
    /// assert_eq!(a, CowMap::from([(1, 'a'), (2, 'a'), (3, 'b')]));
    /// ```
    BitOrAssign, bitor_assign, |map, other| map.merge(other, SharedNodes::Keep, |_, _, _| Pick::Left);

    /// Returns the entries of the left map whose keys the right one has, too: see
    /// [`CowMap::intersection`](crate::CowMap::intersection).
    BitAnd, bitand, Self::intersection;
    /// Removes the entries whose keys `other` does not have, in place: see
    /// [`CowMap::intersection`](crate::CowMap::intersection).
    ///
    /// If user code panics, some of these are removed, or none.
    BitAndAssign, bitand_assign, |map, other| map.keep_common(&other);

    /// Returns the entries of the left map whose keys the right one does not have: see
    /// [`CowMap::difference`](crate::CowMap::difference).
    Sub, sub, Self::difference;
    /// Removes the entries whose keys `other` has, in place: see [`CowMap::difference`](crate::CowMap::difference).
    ///
    /// If user code panics, some of these are removed, or none.
    SubAssign, sub_assign, |map, other| map.keep_other(&other);

    /// Returns the entries whose keys only one of the maps has: see
    /// [`CowMap::symmetric_difference`](crate::CowMap::symmetric_difference).
    BitXor, bitxor, Self::symmetric_difference;
    /// Removes the keys that `other` has, too, and inserts its other entries, in place: see
    /// [`CowMap::symmetric_difference`](crate::CowMap::symmetric_difference). As with `|=`, the hasher is that of the larger
    /// map, if `other` is much larger.
    ///
    /// If user code panics, some keys of `other` are inserted or removed and the others not, or none.
    BitXorAssign, bitxor_assign, |map, other| map.exchange(other);
}
