//! Cursors: a gap between two entries, that moves.

use super::GenericTreeMap;
use super::range::{less, less_or_equal};
use crate::summary::Summary;
use crate::tree::{TreeRef, sought};
use core::borrow::Borrow;
use core::fmt;
use core::ops::Bound;
use cow_core::{Atomic, RefCount};

/// A gap between two entries of a map, or before the first or after the last, that moves.
///
/// Made by [`CowTreeMap::lower_bound`](crate::CowTreeMap::lower_bound) and
/// [`CowTreeMap::upper_bound`](crate::CowTreeMap::upper_bound). A step is O(1) amortised in one direction.
pub struct Cursor<'a, K, V, A = (), C: RefCount = Atomic> {
    tree: Option<TreeRef<'a, K, V, A, C>>,
    /// How many entries are before the gap. At most as many as there are.
    rank: usize,
    /// The leaf that was entered last.
    leaf: &'a [(K, V)],
    /// The rank of its first entry.
    first: usize,
}

/// A [`Cursor`] that changes its map.
///
/// Made by [`CowTreeMap::lower_bound_mut`](crate::CowTreeMap::lower_bound_mut) and
/// [`CowTreeMap::upper_bound_mut`](crate::CowTreeMap::upper_bound_mut). A step costs O(log n), without a comparison,
/// and where it gives `&mut V` it copies the path to the value where that is shared: to look and not to write, use
/// [`as_cursor`](Self::as_cursor).
///
/// In a map with a summary it does not move, for that would give `&mut V`; it inserts and removes.
///
/// Of std's unstable `CursorMut`, what is `unsafe` is not offered: `insert_before_unchecked`,
/// `insert_after_unchecked`, `with_mutable_key`. The checks that the former leave out are two
/// comparisons of O(log n).
pub struct CursorMut<'a, K, V, A = (), C: RefCount = Atomic> {
    map: &'a mut GenericTreeMap<K, V, A, C>,
    /// How many entries are before the gap. At most as many as there are.
    rank: usize,
}

/// A cursor that has so many entries after its gap when this is dropped.
struct KeepAfter<'c, 'a, K, V, A, C: RefCount>(&'c mut CursorMut<'a, K, V, A, C>, usize);

impl<K, V, A, C: RefCount> Drop for KeepAfter<'_, '_, K, V, A, C> {
    #[inline]
    fn drop(&mut self) {
        self.0.rank = self.0.map.len() - self.1;
    }
}

/// An error of an insertion by a [`CursorMut`] of a key that is not ordered there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnorderedKeyError {
    _private: (),
}

impl fmt::Display for UnorderedKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("key is not properly ordered relative to neighbors")
    }
}

impl core::error::Error for UnorderedKeyError {}

/// Returns the number of entries that are before the first that is above `bound`.
fn lower<K, V, A, C, Q>(tree: Option<TreeRef<'_, K, V, A, C>>, bound: Bound<&Q>) -> usize
where
    K: Borrow<Q>,
    C: RefCount,
    Q: Ord + ?Sized,
{
    match (tree, bound) {
        (None, _) | (_, Bound::Unbounded) => 0,
        (Some(tree), Bound::Included(key)) => less(tree, key),
        (Some(tree), Bound::Excluded(key)) => less_or_equal(tree, key),
    }
}

/// Returns how many entries there are up to the last that is below `bound`.
fn upper<K, V, A, C, Q>(tree: Option<TreeRef<'_, K, V, A, C>>, bound: Bound<&Q>) -> usize
where
    K: Borrow<Q>,
    C: RefCount,
    Q: Ord + ?Sized,
{
    match (tree, bound) {
        (None, _) => 0,
        (Some(tree), Bound::Unbounded) => tree.len(),
        (Some(tree), Bound::Included(key)) => less_or_equal(tree, key),
        (Some(tree), Bound::Excluded(key)) => less(tree, key),
    }
}

impl<K, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns the gap before the first key above `bound`: at least, or with `Excluded` greater
    /// than, the key there. `Unbounded` is the gap before all entries. O(log n).
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use std::ops::Bound;
    ///
    /// let map = CowTreeMap::from([(1, "a"), (2, "b"), (3, "c")]);
    /// let cursor = map.lower_bound(Bound::Included(&2));
    /// assert_eq!(cursor.peek_prev(), Some((&1, &"a")));
    /// assert_eq!(cursor.peek_next(), Some((&2, &"b")));
    /// assert_eq!(map.lower_bound(Bound::Excluded(&2)).peek_next(), Some((&3, &"c")));
    /// ```
    pub fn lower_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, K, V, A, C>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        Cursor::new(self.root(), lower(self.root(), bound))
    }

    /// Returns the gap after the last key below `bound`: at most, or with `Excluded` less than, the
    /// key there. `Unbounded` is the gap after all entries. O(log n).
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use std::ops::Bound;
    ///
    /// let map = CowTreeMap::from([(1, "a"), (2, "b"), (3, "c")]);
    /// let mut cursor = map.upper_bound(Bound::Included(&2));
    /// assert_eq!(cursor.prev(), Some((&2, &"b")));
    /// assert_eq!(cursor.prev(), Some((&1, &"a")));
    /// assert_eq!(cursor.prev(), None);
    /// ```
    pub fn upper_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, K, V, A, C>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        Cursor::new(self.root(), upper(self.root(), bound))
    }
}

impl<K, V, A, C: RefCount> GenericTreeMap<K, V, A, C> {
    /// Returns the gap of [`lower_bound`](Self::lower_bound) as a cursor that changes the map. O(log n), copies
    /// nothing.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use std::ops::Bound;
    ///
    /// let mut map = CowTreeMap::from([(1, "a"), (4, "d")]);
    /// let mut cursor = map.lower_bound_mut(Bound::Included(&2));
    /// cursor.insert_before(2, "b").unwrap();
    /// cursor.insert_before(3, "c").unwrap();
    /// assert!(cursor.insert_before(5, "e").is_err());
    /// assert!(map.values().eq(&["a", "b", "c", "d"]));
    /// ```
    pub fn lower_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, K, V, A, C>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        let rank = lower(self.root(), bound);
        CursorMut { map: self, rank }
    }

    /// Returns the gap of [`upper_bound`](Self::upper_bound) as a cursor that changes the map. O(log n), copies
    /// nothing.
    ///
    /// ```
    /// use cow_tree::CowTreeMap;
    /// use std::ops::Bound;
    ///
    /// let mut map = CowTreeMap::from([(1, "a"), (2, "b"), (3, "c")]);
    /// let mut cursor = map.upper_bound_mut(Bound::Included(&2));
    /// assert_eq!(cursor.remove_prev(), Some((2, "b")));
    /// assert_eq!(cursor.remove_next(), Some((3, "c")));
    /// assert_eq!(map.len(), 1);
    /// ```
    pub fn upper_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, K, V, A, C>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        let rank = upper(self.root(), bound);
        CursorMut { map: self, rank }
    }
}

impl<'a, K, V, A, C: RefCount> Cursor<'a, K, V, A, C> {
    fn new(tree: Option<TreeRef<'a, K, V, A, C>>, rank: usize) -> Self {
        Self { tree, rank, leaf: &[], first: 0 }
    }

    /// Returns the leaf with the entry that has `rank` entries before it, and its index there.
    fn find(&self, rank: usize) -> Option<(&'a [(K, V)], usize)> {
        if let Some(index) = rank.checked_sub(self.first)
            && index < self.leaf.len()
        {
            return Some((self.leaf, index));
        }
        let (leaf, index) = self.tree?.leaf_at(rank);
        (index < leaf.len()).then_some((leaf, index))
    }

    fn peek(&self, rank: usize) -> Option<(&'a K, &'a V)> {
        let (leaf, index) = self.find(rank)?;
        let (key, value) = &leaf[index];
        Some((key, value))
    }

    /// Returns what [`peek`](Self::peek) returns, and remembers the leaf.
    fn enter(&mut self, rank: usize) -> Option<(&'a K, &'a V)> {
        let (leaf, index) = self.find(rank)?;
        (self.leaf, self.first) = (leaf, rank - index);
        let (key, value) = &leaf[index];
        Some((key, value))
    }

    /// Moves past the next entry, and returns it. `None` at the end of the map, where the cursor stays.
    #[expect(clippy::should_implement_trait, reason = "std's name; a cursor goes both ways")]
    pub fn next(&mut self) -> Option<(&'a K, &'a V)> {
        let entry = self.enter(self.rank)?;
        self.rank += 1;
        Some(entry)
    }

    /// Moves back past the previous entry, and returns it. `None` at the start of the map, where the
    /// cursor stays.
    pub fn prev(&mut self) -> Option<(&'a K, &'a V)> {
        let entry = self.enter(self.rank.checked_sub(1)?)?;
        self.rank -= 1;
        Some(entry)
    }

    /// Returns the entry after the gap.
    #[must_use]
    pub fn peek_next(&self) -> Option<(&'a K, &'a V)> {
        self.peek(self.rank)
    }

    /// Returns the entry before the gap.
    #[must_use]
    pub fn peek_prev(&self) -> Option<(&'a K, &'a V)> {
        self.peek(self.rank.checked_sub(1)?)
    }
}

impl<'a, K, V, A, C: RefCount> CursorMut<'a, K, V, A, C> {
    /// Returns a cursor at the same gap that only reads.
    #[must_use]
    pub fn as_cursor(&self) -> Cursor<'_, K, V, A, C> {
        Cursor::new(self.map.root(), self.rank)
    }

    /// Moves past the next entry, and returns whether there is one.
    pub(crate) fn move_next(&mut self) -> bool {
        let moves = self.rank < self.map.len();
        self.rank += usize::from(moves);
        moves
    }

    /// Returns the cursor, for a write before the gap: afterwards as many entries are after the gap as now, also
    /// if the write panics, done or not.
    fn keep_after(&mut self) -> KeepAfter<'_, 'a, K, V, A, C> {
        let after = self.map.len() - self.rank;
        KeepAfter(self, after)
    }

    /// Moves back past the previous entry, and returns whether there is one.
    pub(crate) fn move_prev(&mut self) -> bool {
        let moves = self.rank > 0;
        self.rank -= usize::from(moves);
        moves
    }
}

impl<K: Clone, V: Clone, C: RefCount> CursorMut<'_, K, V, (), C> {
    fn get_mut(&mut self, rank: usize) -> Option<(&K, &mut V)> {
        if rank >= self.map.len() {
            return None;
        }
        let place = self.map.root()?.place_at(rank);
        let (key, value) = self.map.entry_at(place);
        Some((key, value))
    }

    /// Moves past the next entry, and returns it. `None` at the end of the map, where the cursor stays.
    #[expect(clippy::should_implement_trait, reason = "std's name; a cursor goes both ways")]
    pub fn next(&mut self) -> Option<(&K, &mut V)> {
        let rank = self.rank;
        if self.move_next() { self.get_mut(rank) } else { None }
    }

    /// Moves back past the previous entry, and returns it. `None` at the start of the map, where the
    /// cursor stays.
    pub fn prev(&mut self) -> Option<(&K, &mut V)> {
        if self.move_prev() { self.get_mut(self.rank) } else { None }
    }

    /// Returns the entry after the gap.
    pub fn peek_next(&mut self) -> Option<(&K, &mut V)> {
        self.get_mut(self.rank)
    }

    /// Returns the entry before the gap.
    pub fn peek_prev(&mut self) -> Option<(&K, &mut V)> {
        self.get_mut(self.rank.checked_sub(1)?)
    }
}

impl<K: Clone, V: Clone, A: Summary<K, V>, C: RefCount> CursorMut<'_, K, V, A, C> {
    /// Removes and returns the entry after the gap.
    pub fn remove_next(&mut self) -> Option<(K, V)> {
        if self.rank == self.map.len() {
            return None;
        }
        let place = self.map.root()?.place_at(self.rank);
        Some(self.map.tree.take_at(place))
    }

    /// Removes and returns the entry before the gap.
    pub fn remove_prev(&mut self) -> Option<(K, V)> {
        let place = self.map.root()?.place_at(self.rank.checked_sub(1)?);
        Some(self.keep_after().0.map.tree.take_at(place))
    }
}

impl<K: Ord + Clone, V: Clone, A: Summary<K, V>, C: RefCount> CursorMut<'_, K, V, A, C> {
    /// Inserts an entry into the gap; the cursor is before it afterwards. O(log n).
    ///
    /// # Errors
    /// If the key is not greater than the one before the gap, and less than the one after it. Then
    /// nothing is inserted, and nothing copied.
    pub fn insert_after(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError> {
        let cursor = self.as_cursor();
        if cursor.peek_prev().is_some_and(|(prev, _)| *prev >= key)
            || cursor.peek_next().is_some_and(|(next, _)| *next <= key)
        {
            return Err(UnorderedKeyError { _private: () });
        }
        // The rank alone does not say to which of two leaves an entry between them belongs.
        let place = match self.map.root().map(|root| root.place(sought(&key))) {
            Some(Ok(_)) => return Err(UnorderedKeyError { _private: () }),
            Some(Err(place)) => Some(place),
            None => None,
        };
        self.map.insert_at(place, key, value);
        Ok(())
    }

    /// Inserts an entry into the gap; the cursor is after it afterwards. O(log n).
    ///
    /// # Errors
    /// The same as for [`insert_after`](Self::insert_after).
    pub fn insert_before(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError> {
        self.keep_after().0.insert_after(key, value)
    }
}

impl<K, V, A, C: RefCount> Clone for Cursor<'_, K, V, A, C> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, A, C: RefCount> fmt::Debug for Cursor<'_, K, V, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (prev, next) = (self.peek_prev(), self.peek_next());
        f.debug_struct("Cursor").field("prev", &prev).field("next", &next).finish()
    }
}

impl<K: fmt::Debug, V: fmt::Debug, A, C: RefCount> fmt::Debug for CursorMut<'_, K, V, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cursor = self.as_cursor();
        let (prev, next) = (cursor.peek_prev(), cursor.peek_next());
        f.debug_struct("CursorMut").field("prev", &prev).field("next", &next).finish()
    }
}
