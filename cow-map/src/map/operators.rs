//! The operators of set algebra, on maps.

use super::cow_map::GenericMap;
use crate::operator::operator;
use crate::trie::algebra::SharedNodes;
use core::hash::{BuildHasher, Hash};
use core::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Sub, SubAssign};
use cow_core::{Pick, RefCount};

operator! {
    impl<K, V> for GenericMap where { K: Eq + Hash + Clone, V: Clone, }
    /// [`CowMap::union`](crate::CowMap::union): the entries of both maps; for keys that both have, those of the left.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// let a = CowMap::from([(1, 'a'), (2, 'a')]);
    /// let b = CowMap::from([(2, 'b'), (3, 'b')]);
    /// assert_eq!(&a | &b, CowMap::from([(1, 'a'), (2, 'a'), (3, 'b')]));
    /// assert!((&a | &a).ptr_eq(&a));
    /// ```
    BitOr, bitor, Self::union;
    /// [`CowMap::union`](crate::CowMap::union) in place: brings the entries here whose keys are not here.
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
    BitOrAssign, bitor_assign, |map, other| map.merge(other, SharedNodes::Keep, |_, _, _| Pick::Left)
}

operator! {
    impl<K, V> for GenericMap where { K: Eq + Hash + Clone, V: Clone, }
    /// [`CowMap::intersection`](crate::CowMap::intersection): the entries of the left map whose keys the right one has,
    /// too.
    BitAnd, bitand, Self::intersection;
    /// [`CowMap::intersection`](crate::CowMap::intersection) in place: removes the entries whose keys `other` does not
    /// have.
    ///
    /// If user code panics, some of these have gone, or none.
    BitAndAssign, bitand_assign, |map, other| map.keep_common(&other)
}

operator! {
    impl<K, V> for GenericMap where { K: Eq + Hash + Clone, V: Clone, }
    /// [`CowMap::difference`](crate::CowMap::difference): the entries of the left map whose keys the right one does not
    /// have.
    Sub, sub, Self::difference;
    /// [`CowMap::difference`](crate::CowMap::difference) in place: removes the entries whose keys `other` has.
    ///
    /// If user code panics, some of these have gone, or none.
    SubAssign, sub_assign, |map, other| map.keep_other(&other)
}

operator! {
    impl<K, V> for GenericMap where { K: Eq + Hash + Clone, V: Clone, }
    /// [`CowMap::symmetric_difference`](crate::CowMap::symmetric_difference): the entries whose keys only one of the
    /// maps has.
    BitXor, bitxor, Self::symmetric_difference;
    /// [`CowMap::symmetric_difference`](crate::CowMap::symmetric_difference) in place. As with `|=`, the hasher is that
    /// of the larger map, if `other` is much larger.
    ///
    /// If user code panics, some keys of `other` are inserted or removed and the others not, or none.
    BitXorAssign, bitxor_assign, |map, other| map.exchange(other)
}
