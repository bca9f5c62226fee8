//! Trees made of items, and compared.

use super::{GenericSumTree, Summary};
use crate::compare::Comparison;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use core::ops::Index;
use cow_core::block::Fresh;
use cow_core::btree::{Builder, Width};
use cow_core::{RefCount, reflexive};

impl<T: Clone, S: Summary<T>, C: RefCount> FromIterator<T> for GenericSumTree<T, S, C> {
    /// Returns a tree of these items, built leaf by leaf. O(n).
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let most = Width::<(), T, C>::LEAF;
        let mut builder = Builder::new();
        let mut leaf = Fresh::new((), most);
        for item in items {
            if leaf.slice().len() == most {
                builder.push(core::mem::replace(&mut leaf, Fresh::new((), most)));
            }
            leaf.get().push(item);
        }
        if !leaf.slice().is_empty() {
            builder.push(leaf);
        }
        Self { tree: builder.finish() }
    }
}

impl<T: Clone, S: Summary<T>, C: RefCount> Extend<T> for GenericSumTree<T, S, C> {
    /// Appends these items. If anything panics, the tree is as it was.
    ///
    /// # Panics
    /// If there are more than `isize::MAX` items then: see [`append`](Self::append).
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.append(&mut items.into_iter().collect());
    }
}

impl<T, S, C: RefCount> Index<usize> for GenericSumTree<T, S, C> {
    type Output = T;

    /// Returns the item at an index.
    ///
    /// # Panics
    /// If there are not so many items.
    #[track_caller]
    fn index(&self, index: usize) -> &T {
        let len = self.len();
        match self.get(index) {
            Some(item) => item,
            None => panic!("index out of bounds: the len is {len} but the index is {index}"),
        }
    }
}

impl<T, S, C: RefCount> GenericSumTree<T, S, C> {
    #[inline]
    fn comparison<'a>(&'a self, other: &'a Self) -> Comparison<'a, (), T, S, C> {
        Comparison { trees: [&self.tree, &other.tree], is_reflexive: reflexive::<T>() }
    }
}

/// Visits no node that both share, if items are `Eq`.
impl<T: PartialEq, S, C: RefCount> PartialEq for GenericSumTree<T, S, C> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.comparison(other).eq()
    }
}

impl<T: Eq, S, C: RefCount> Eq for GenericSumTree<T, S, C> {}

/// Lexicographic.
impl<T: PartialOrd, S, C: RefCount> PartialOrd for GenericSumTree<T, S, C> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.comparison(other).partial_cmp()
    }
}

/// Lexicographic.
impl<T: Ord, S, C: RefCount> Ord for GenericSumTree<T, S, C> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.comparison(other).cmp()
    }
}

impl<T: Hash, S, C: RefCount> Hash for GenericSumTree<T, S, C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.iter().for_each(|item| item.hash(state));
    }
}
