//! What changed between two versions.

use super::CowTreeMap;
use crate::aligned::{Rest, skip_shared};
use core::cmp::Ordering;
use core::fmt;
use core::iter::FusedIterator;
use cow_core::{Atomic, Kind, reflexive};

/// One difference between two maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DiffItem<'a, K, V> {
    /// The newer map has an entry for a key that the older one has not.
    Add(&'a K, &'a V),
    /// Both have the key, with different values.
    Update {
        /// The entry in the older map.
        old: (&'a K, &'a V),
        /// The entry in the newer map.
        new: (&'a K, &'a V),
    },
    /// The older map has an entry for a key that the newer one has not.
    Remove(&'a K, &'a V),
}

/// An iterator over the differences between two maps, in the order of their keys.
///
/// Made by [`CowTreeMap::diff`]. It allocates nothing.
pub struct Diff<'a, K, V, P: Kind = Atomic, A = ()> {
    old: Rest<'a, K, V, P, A>,
    new: Rest<'a, K, V, P, A>,
}

impl<K, V, P: Kind, A> CowTreeMap<K, V, P, A> {
    /// What has to be done to this map to get `newer`, in the order of keys.
    ///
    /// There is nothing to do exactly if the two are equal. If `V: Eq`, visits no node that both share,
    /// so it costs O(log n) for each change between two versions of one map, and O(n + m) between
    /// unrelated maps; otherwise (`f64`) each shared value is compared with itself.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use cow_tree::map::DiffItem;
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
    pub fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, K, V, P, A>
    where
        K: Ord,
        V: PartialEq,
    {
        Diff { old: Rest::new(self.tree()), new: Rest::new(newer.tree()) }
    }
}

impl<K: Ord, V: PartialEq, P: Kind, A> cow_core::Diff for CowTreeMap<K, V, P, A> {
    type Changes<'a>
        = Diff<'a, K, V, P, A>
    where
        Self: 'a;

    fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, K, V, P, A> {
        self.diff(newer)
    }
}

impl<'a, K: Ord, V: PartialEq, P: Kind, A> Iterator for Diff<'a, K, V, P, A> {
    type Item = DiffItem<'a, K, V>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if reflexive::<V>() {
                skip_shared(&mut self.old, &mut self.new);
            }
            // Looked at first, and opened only if needed: what is not open can still be skipped.
            let order = match (self.old.peek(), self.new.peek()) {
                (Some(old), Some(new)) => old.0.cmp(&new.0),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return None,
            };
            match order {
                Ordering::Less => {
                    let (key, value) = self.old.first()?;
                    self.old.skip();
                    return Some(DiffItem::Remove(key, value));
                }
                Ordering::Greater => {
                    let (key, value) = self.new.first()?;
                    self.new.skip();
                    return Some(DiffItem::Add(key, value));
                }
                Ordering::Equal => {
                    let (old, new) = (self.old.first()?, self.new.first()?);
                    self.old.skip();
                    self.new.skip();
                    if old.1 != new.1 {
                        let (old, new) = ((&old.0, &old.1), (&new.0, &new.1));
                        return Some(DiffItem::Update { old, new });
                    }
                }
            }
        }
    }
}

impl<K: Ord, V: PartialEq, P: Kind, A> FusedIterator for Diff<'_, K, V, P, A> {}

impl<K, V, P: Kind, A> Clone for Diff<'_, K, V, P, A> {
    fn clone(&self) -> Self {
        Self { old: self.old.clone(), new: self.new.clone() }
    }
}

impl<K, V, P, A> fmt::Debug for Diff<'_, K, V, P, A>
where
    K: Ord + fmt::Debug,
    V: PartialEq + fmt::Debug,
    P: Kind,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
