//! `OrdSet`.

use crate::GenericHashSet;
use cow_tree::{GenericTreeSet, RefCount};
use std::borrow::Borrow;
use std::ops::Bound::{Included, Unbounded};

wrap! {
    /// A [`GenericTreeSet`] with im's methods.
    GenericOrdSet [A] GenericTreeSet<A, (), C>
}
wrap_order!(GenericOrdSet [A] GenericTreeSet<A, (), C>);
set_methods!(GenericOrdSet [] where [A: Ord + Clone] by [Ord]);

impl<A, C: RefCount> GenericOrdSet<A, C> {
    pub const fn new() -> Self {
        Self(GenericTreeSet::new())
    }

    /// A set of one item.
    pub fn unit(item: A) -> Self
    where
        A: Ord + Clone,
    {
        [item].into_iter().collect()
    }
}

impl<A: Ord + Clone, C: RefCount> GenericOrdSet<A, C> {
    pub fn get_min(&self) -> Option<&A> {
        self.0.first()
    }

    pub fn get_max(&self) -> Option<&A> {
        self.0.last()
    }

    /// The last item that is not greater.
    pub fn get_prev<Q: Ord + ?Sized>(&self, item: &Q) -> Option<&A>
    where
        A: Borrow<Q>,
    {
        self.0.range::<Q, _>((Unbounded, Included(item))).next_back()
    }

    /// The first item that is not less.
    pub fn get_next<Q: Ord + ?Sized>(&self, item: &Q) -> Option<&A>
    where
        A: Borrow<Q>,
    {
        self.0.range::<Q, _>((Included(item), Unbounded)).next()
    }

    pub fn remove_min(&mut self) -> Option<A> {
        self.0.pop_first()
    }

    pub fn remove_max(&mut self) -> Option<A> {
        self.0.pop_last()
    }

    /// The first item, and the set without it.
    #[must_use]
    pub fn without_min(&self) -> (Option<A>, Self) {
        let mut rest = self.clone();
        (rest.remove_min(), rest)
    }

    #[must_use]
    pub fn without_max(&self) -> (Option<A>, Self) {
        let mut rest = self.clone();
        (rest.remove_max(), rest)
    }

    /// The first `n` items.
    #[must_use]
    pub fn take(&self, n: usize) -> Self {
        Self(self.0.split_at(n.min(self.len())).0)
    }

    /// All but the first `n` items.
    #[must_use]
    pub fn skip(&self, n: usize) -> Self {
        Self(self.0.split_at(n.min(self.len())).1)
    }

    /// Returns the items before and after an item, without it.
    #[must_use]
    pub fn split<Q: Ord + ?Sized>(self, item: &Q) -> (Self, Self)
    where
        A: Borrow<Q>,
    {
        let (left, _, right) = self.split_member(item);
        (left, right)
    }

    /// Returns the items before and after an item, and whether it is there.
    #[must_use]
    pub fn split_member<Q: Ord + ?Sized>(mut self, item: &Q) -> (Self, bool, Self)
    where
        A: Borrow<Q>,
    {
        let mut right = Self(self.0.split_off(item));
        let member = right.remove(item).is_some();
        (self, member, right)
    }
}

impl<A: Ord + Clone + From<R>, R, C: RefCount> FromIterator<R> for GenericOrdSet<A, C> {
    fn from_iter<I: IntoIterator<Item = R>>(items: I) -> Self {
        Self(items.into_iter().map(A::from).collect())
    }
}

impl<A: Ord + Clone, S, C: RefCount, D: RefCount> From<&GenericHashSet<A, S, D>>
    for GenericOrdSet<A, C>
{
    fn from(set: &GenericHashSet<A, S, D>) -> Self {
        set.iter().cloned().collect()
    }
}

impl<A: Ord + Clone, S, C: RefCount, D: RefCount> From<GenericHashSet<A, S, D>>
    for GenericOrdSet<A, C>
{
    fn from(set: GenericHashSet<A, S, D>) -> Self {
        Self::from(&set)
    }
}
