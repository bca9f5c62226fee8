//! Iterators that borrow a map.

use super::cow_map::CowMap;
use crate::ops::leaves::Leaves;
use core::slice;
use cow_core::{Atomic, Kind};

/// The entries of a map.
pub struct Iter<'a, K, V, P: Kind = Atomic> {
    leaves: Leaves<'a, (K, V), P>,
    items: slice::Iter<'a, (K, V)>,
    left: usize,
}

impl<K, V, S, P: Kind> CowMap<K, V, S, P> {
    /// The entries, in no particular order.
    #[inline]
    pub fn iter(&self) -> Iter<'_, K, V, P> {
        Iter { leaves: Leaves::new(self.root().view()), items: [].iter(), left: self.len() }
    }
}

impl<'a, K, V, P: Kind> Iterator for Iter<'a, K, V, P> {
    type Item = (&'a K, &'a V);

    #[inline]
    fn next(&mut self) -> Option<(&'a K, &'a V)> {
        while self.items.as_slice().is_empty() {
            self.items = self.leaves.next()?.slice().iter();
        }
        self.left -= 1;
        self.items.next().map(|(k, v)| (k, v))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }

    #[inline]
    fn count(self) -> usize {
        self.left
    }

    #[inline]
    fn fold<B, F>(self, init: B, mut f: F) -> B
    where
        F: FnMut(B, (&'a K, &'a V)) -> B,
    {
        let mut f = |acc, (k, v): &'a (K, V)| f(acc, (k, v));
        let acc = self.items.fold(init, &mut f);
        self.leaves.fold(acc, |acc, leaf| leaf.slice().iter().fold(acc, &mut f))
    }
}
