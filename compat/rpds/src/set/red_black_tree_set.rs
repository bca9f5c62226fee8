//! `RedBlackTreeSet`.

use crate::Kind;
use cow_tree::GenericTreeSet;
use cow_tree::btree_set;
use std::borrow::Borrow;
use std::fmt;
use std::ops::RangeBounds;

wrap! {
    /// An ordered set.
    RedBlackTreeSet [T] => GenericTreeSet<T, (), P::Count>, RedBlackTreeSetSync
}
wrap_order!(RedBlackTreeSet [T] => GenericTreeSet<T, (), P::Count>);
set_methods!(RedBlackTreeSet, items [Ord] by [Ord]);

pub type Iter<'a, T, P> = btree_set::Iter<'a, T, (), <P as Kind>::Count>;
pub type RangeIter<'a, T, P> = btree_set::Range<'a, T, (), <P as Kind>::Count>;

impl<T, P: Kind> RedBlackTreeSet<T, P> {
    #[must_use]
    pub fn new_with_ptr_kind() -> Self {
        Self::default()
    }

    pub fn iter(&self) -> Iter<'_, T, P> {
        self.0.iter()
    }
}

impl<T: Ord, P: Kind> RedBlackTreeSet<T, P> {
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.0.first()
    }

    #[must_use]
    pub fn last(&self) -> Option<&T> {
        self.0.last()
    }

    pub fn range<Q, R>(&self, range: R) -> RangeIter<'_, T, P>
    where
        T: Borrow<Q>,
        Q: Ord + ?Sized,
        R: RangeBounds<Q>,
    {
        self.0.range(range)
    }
}

impl<T: Ord + Clone, P: Kind> FromIterator<T> for RedBlackTreeSet<T, P> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}
