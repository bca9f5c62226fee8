//! Cursors: a gap between two elements, that moves.

use super::GenericTreeSet;
use crate::map::{self, UnorderedKeyError};
use crate::summary::Summary;
use core::borrow::Borrow;
use core::fmt;
use core::ops::Bound;
use cow_core::{Atomic, RefCount};

/// A gap between two elements of a set, or before the first or after the last, that moves.
///
/// Made by [`CowTreeSet::lower_bound`](crate::CowTreeSet::lower_bound) and
/// [`CowTreeSet::upper_bound`](crate::CowTreeSet::upper_bound). A step is O(1) amortised in one direction.
pub struct Cursor<'a, T, A = (), C: RefCount = Atomic> {
    cursor: map::Cursor<'a, T, (), A, C>,
}

/// A [`Cursor`] that changes its set.
///
/// Made by [`CowTreeSet::lower_bound_mut`](crate::CowTreeSet::lower_bound_mut) and
/// [`CowTreeSet::upper_bound_mut`](crate::CowTreeSet::upper_bound_mut). A step costs O(log n), without a comparison,
/// and copies nothing.
///
/// Of std's unstable `CursorMut`, what is `unsafe` is not offered: `insert_before_unchecked`,
/// `insert_after_unchecked`, `with_mutable_key`.
pub struct CursorMut<'a, T, A = (), C: RefCount = Atomic> {
    cursor: map::CursorMut<'a, T, (), A, C>,
}

impl<T, A, C: RefCount> GenericTreeSet<T, A, C> {
    /// Returns the gap before the first element above `bound`: at least, or with `Excluded` greater than, the
    /// value there. `Unbounded` is the gap before all elements. O(log n).
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    /// use std::ops::Bound;
    ///
    /// let set = CowTreeSet::from([1, 2, 3]);
    /// assert_eq!(set.lower_bound(Bound::Included(&2)).peek_next(), Some(&2));
    /// assert_eq!(set.lower_bound(Bound::Excluded(&2)).peek_next(), Some(&3));
    /// ```
    pub fn lower_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, T, A, C>
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        Cursor { cursor: self.map.lower_bound(bound) }
    }

    /// Returns the gap after the last element below `bound`: at most, or with `Excluded` less than, the value
    /// there. `Unbounded` is the gap after all elements. O(log n).
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    /// use std::ops::Bound;
    ///
    /// let set = CowTreeSet::from([1, 2, 3]);
    /// let mut cursor = set.upper_bound(Bound::Included(&2));
    /// assert_eq!((cursor.prev(), cursor.prev(), cursor.prev()), (Some(&2), Some(&1), None));
    /// ```
    pub fn upper_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, T, A, C>
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        Cursor { cursor: self.map.upper_bound(bound) }
    }

    /// Returns the gap of [`lower_bound`](Self::lower_bound) as a cursor that changes the set. O(log n), copies
    /// nothing.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    /// use std::ops::Bound;
    ///
    /// let mut set = CowTreeSet::from([1, 4]);
    /// let mut cursor = set.lower_bound_mut(Bound::Included(&2));
    /// cursor.insert_before(2).unwrap();
    /// cursor.insert_after(3).unwrap();
    /// assert!(cursor.insert_before(9).is_err());
    /// assert!(set.iter().eq(&[1, 2, 3, 4]));
    /// ```
    pub fn lower_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, T, A, C>
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        CursorMut { cursor: self.map.lower_bound_mut(bound) }
    }

    /// Returns the gap of [`upper_bound`](Self::upper_bound) as a cursor that changes the set. O(log n), copies
    /// nothing.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    /// use std::ops::Bound;
    ///
    /// let mut set = CowTreeSet::from([1, 2, 3]);
    /// assert_eq!(set.upper_bound_mut(Bound::Included(&2)).remove_prev(), Some(2));
    /// ```
    pub fn upper_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, T, A, C>
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        CursorMut { cursor: self.map.upper_bound_mut(bound) }
    }
}

impl<'a, T, A, C: RefCount> Cursor<'a, T, A, C> {
    /// Moves past the next element, and returns it. `None` at the end of the set, where the cursor
    /// stays.
    #[expect(clippy::should_implement_trait, reason = "std's name; a cursor goes both ways")]
    pub fn next(&mut self) -> Option<&'a T> {
        Some(self.cursor.next()?.0)
    }

    /// Moves back past the previous element, and returns it. `None` at the start of the set, where the
    /// cursor stays.
    pub fn prev(&mut self) -> Option<&'a T> {
        Some(self.cursor.prev()?.0)
    }

    /// Returns the element after the gap.
    #[must_use]
    pub fn peek_next(&self) -> Option<&'a T> {
        Some(self.cursor.peek_next()?.0)
    }

    /// Returns the element before the gap.
    #[must_use]
    pub fn peek_prev(&self) -> Option<&'a T> {
        Some(self.cursor.peek_prev()?.0)
    }
}

impl<T, A, C: RefCount> CursorMut<'_, T, A, C> {
    /// Returns a cursor at the same gap that only reads.
    #[must_use]
    pub fn as_cursor(&self) -> Cursor<'_, T, A, C> {
        Cursor { cursor: self.cursor.as_cursor() }
    }

    /// Moves past the next element, and returns it. `None` at the end of the set, where the cursor
    /// stays.
    #[expect(clippy::should_implement_trait, reason = "std's name; a cursor goes both ways")]
    pub fn next(&mut self) -> Option<&T> {
        if self.cursor.move_next() { self.peek_prev() } else { None }
    }

    /// Moves back past the previous element, and returns it. `None` at the start of the set, where the
    /// cursor stays.
    pub fn prev(&mut self) -> Option<&T> {
        if self.cursor.move_prev() { self.peek_next() } else { None }
    }

    /// Returns the element after the gap.
    pub fn peek_next(&mut self) -> Option<&T> {
        self.as_cursor().peek_next()
    }

    /// Returns the element before the gap.
    pub fn peek_prev(&mut self) -> Option<&T> {
        self.as_cursor().peek_prev()
    }
}

impl<T: Clone, A: Summary<T, ()>, C: RefCount> CursorMut<'_, T, A, C> {
    /// Removes and returns the element after the gap.
    pub fn remove_next(&mut self) -> Option<T> {
        Some(self.cursor.remove_next()?.0)
    }

    /// Removes and returns the element before the gap.
    pub fn remove_prev(&mut self) -> Option<T> {
        Some(self.cursor.remove_prev()?.0)
    }

    /// Inserts an element into the gap; the cursor is before it afterwards. O(log n).
    ///
    /// # Errors
    /// If the value is not greater than the one before the gap, and less than the one after it. Then
    /// nothing is inserted, and nothing copied.
    pub fn insert_after(&mut self, value: T) -> Result<(), UnorderedKeyError>
    where
        T: Ord,
    {
        self.cursor.insert_after(value, ())
    }

    /// Inserts an element into the gap; the cursor is after it afterwards. O(log n).
    ///
    /// # Errors
    /// The same as for [`insert_after`](Self::insert_after).
    pub fn insert_before(&mut self, value: T) -> Result<(), UnorderedKeyError>
    where
        T: Ord,
    {
        self.cursor.insert_before(value, ())
    }
}

impl<T, A, C: RefCount> Clone for Cursor<'_, T, A, C> {
    fn clone(&self) -> Self {
        Self { cursor: self.cursor.clone() }
    }
}

impl<T: fmt::Debug, A, C: RefCount> fmt::Debug for Cursor<'_, T, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (prev, next) = (self.peek_prev(), self.peek_next());
        f.debug_struct("Cursor").field("prev", &prev).field("next", &next).finish()
    }
}

impl<T: fmt::Debug, A, C: RefCount> fmt::Debug for CursorMut<'_, T, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cursor = self.as_cursor();
        let (prev, next) = (cursor.peek_prev(), cursor.peek_next());
        f.debug_struct("CursorMut").field("prev", &prev).field("next", &next).finish()
    }
}
