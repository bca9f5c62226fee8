//! What changed between two versions.

use super::GenericTreeMap;
use crate::tree::Sum;
use core::cmp::Ordering;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::btree::{Aligned, End};
use cow_core::{Atomic, DiffItem, RefCount, reflexive};

/// An iterator over the differences between two maps, in the order of their keys, from both ends.
///
/// Made by [`CowTreeMap::diff`](crate::CowTreeMap::diff). It allocates nothing.
pub struct Diff<'a, K, V, A = (), C: RefCount = Atomic> {
    old: Aligned<'a, K, (K, V), Sum<A>, C>,
    new: Aligned<'a, K, (K, V), Sum<A>, C>,
}

impl<K, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns what has to be done to this map to get `newer`, in the order of keys.
    ///
    /// There is nothing to do exactly if the two are equal. If `V: Eq`, visits no node that both share,
    /// so it costs O(log n) for each change between two versions of one map, and O(n + m) between
    /// unrelated maps; otherwise (`f64`) each shared value is compared with itself.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use cow_tree::btree_map::DiffItem;
    ///
    /// let old = CowTreeMap::from([(1, 'a'), (2, 'b')]);
    /// let mut new = old.clone();
    /// new.insert(2, 'c');
    /// new.insert(3, 'd');
    /// new.remove(&1);
    /// let diff: Vec<_> = old.diff(&new).collect();
    /// assert_eq!(
    ///     diff,
    ///     [
    ///         DiffItem::Remove(&1, &'a'),
    ///         DiffItem::Update { old: (&2, &'b'), new: (&2, &'c') },
    ///         DiffItem::Add(&3, &'d'),
    ///     ],
    /// );
    /// ```
    pub fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, K, V, A, C>
    where
        K: Ord,
        V: PartialEq,
    {
        Diff { old: Aligned::new(self.root()), new: Aligned::new(newer.root()) }
    }
}

impl<K: Ord, V: PartialEq, A, C: RefCount> cow_core::Diff for GenericTreeMap<K, V, A, C> {
    type Changes<'a>
        = Diff<'a, K, V, A, C>
    where
        Self: 'a;

    fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, K, V, A, C> {
        self.diff(newer)
    }
}

impl<'a, K: Ord, V: PartialEq, A, C: RefCount> Diff<'a, K, V, A, C> {
    /// Returns the next difference from an end.
    #[inline]
    fn step(&mut self, end: End) -> Option<DiffItem<'a, 'a, K, V>> {
        // How a key that is before others from this end compares to them.
        let first = match end {
            End::Front => Ordering::Less,
            End::Back => Ordering::Greater,
        };
        loop {
            let next = match (self.old.opened(end), self.new.opened(end)) {
                (Some(old), Some(new)) => (Some(old), Some(new)),
                _ => {
                    if reflexive::<V>() {
                        self.old.skip_shared(&mut self.new, end);
                    }
                    // Read first, and opened only if needed: what is not open can still be skipped.
                    (self.old.peek(end), self.new.peek(end))
                }
            };
            let order = match next {
                (Some(old), Some(new)) => old.0.cmp(&new.0),
                (Some(_), None) => first,
                (None, Some(_)) => first.reverse(),
                (None, None) => return None,
            };
            if order == Ordering::Equal {
                let (old, new) = (self.old.next(end)?, self.new.next(end)?);
                if old.1 != new.1 {
                    let (old, new) = ((&old.0, &old.1), (&new.0, &new.1));
                    return Some(DiffItem::Update { old, new });
                }
                // Most of what is not shared has a neighbour that has changed, and has not changed itself.
                self.old.skip_equal(&mut self.new, end, |old, new| {
                    old.0.cmp(&new.0) == Ordering::Equal && old.1 == new.1
                });
            } else if order == first {
                let (key, value) = self.old.next(end)?;
                return Some(DiffItem::Remove(key, value));
            } else {
                let (key, value) = self.new.next(end)?;
                return Some(DiffItem::Add(key, value));
            }
        }
    }
}

impl<'a, K: Ord, V: PartialEq, A, C: RefCount> Iterator for Diff<'a, K, V, A, C> {
    type Item = DiffItem<'a, 'a, K, V>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step(End::Front)
    }
}

impl<K: Ord, V: PartialEq, A, C: RefCount> DoubleEndedIterator for Diff<'_, K, V, A, C> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.step(End::Back)
    }
}

impl<K: Ord, V: PartialEq, A, C: RefCount> FusedIterator for Diff<'_, K, V, A, C> {}

impl<K, V, A, C: RefCount> Clone for Diff<'_, K, V, A, C> {
    fn clone(&self) -> Self {
        Self { old: self.old.clone(), new: self.new.clone() }
    }
}

impl<K, V, A, C> fmt::Debug for Diff<'_, K, V, A, C>
where
    K: Ord + fmt::Debug,
    V: PartialEq + fmt::Debug,
    C: RefCount,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
