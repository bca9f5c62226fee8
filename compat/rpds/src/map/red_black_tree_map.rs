//! `RedBlackTreeMap`.

use crate::Kind;
use cow_tree::GenericTreeMap;
use cow_tree::btree_map;
use std::borrow::Borrow;
use std::fmt;
use std::ops::{Index, RangeBounds};

wrap! {
    /// An ordered map.
    RedBlackTreeMap [K, V] => GenericTreeMap<K, V, (), P::Count>, RedBlackTreeMapSync
}
wrap_order!(RedBlackTreeMap [K, V] => GenericTreeMap<K, V, (), P::Count>);
map_methods!(RedBlackTreeMap, keys [Ord] by [Ord]);

pub type Iter<'a, K, V, P> = btree_map::Iter<'a, K, V, (), <P as Kind>::Count>;
pub type IterKeys<'a, K, V, P> = btree_map::Keys<'a, K, V, (), <P as Kind>::Count>;
pub type IterValues<'a, K, V, P> = btree_map::Values<'a, K, V, (), <P as Kind>::Count>;
pub type RangeIter<'a, K, V, P> = btree_map::Range<'a, K, V, (), <P as Kind>::Count>;

impl<K, V, P: Kind> RedBlackTreeMap<K, V, P> {
    #[must_use]
    pub fn new_with_ptr_kind() -> Self {
        Self::default()
    }

    pub fn iter(&self) -> Iter<'_, K, V, P> {
        self.0.iter()
    }

    pub fn keys(&self) -> IterKeys<'_, K, V, P> {
        self.0.keys()
    }

    pub fn values(&self) -> IterValues<'_, K, V, P> {
        self.0.values()
    }
}

impl<K: Ord, V, P: Kind> RedBlackTreeMap<K, V, P> {
    #[must_use]
    pub fn first(&self) -> Option<(&K, &V)> {
        self.0.first_key_value()
    }

    #[must_use]
    pub fn last(&self) -> Option<(&K, &V)> {
        self.0.last_key_value()
    }

    pub fn range<Q, R>(&self, range: R) -> RangeIter<'_, K, V, P>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
        R: RangeBounds<Q>,
    {
        self.0.range(range)
    }
}

impl<K: Ord + Clone, V: Clone, P: Kind> FromIterator<(K, V)> for RedBlackTreeMap<K, V, P> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}
