//! What two sets are together, element by element.

use super::{GenericTreeSet, Iter};
use crate::tree::{Sum, is_much_smaller};
use core::cmp::Ordering;
use core::fmt;
use core::iter::{FusedIterator, Peekable};
use cow_core::btree::{Aligned, End};
use cow_core::{Atomic, RefCount};

/// An iterator over the elements of two sets, in order. Made by [`CowTreeSet::union`](crate::CowTreeSet::union).
pub struct Union<'a, T, A = (), C: RefCount = Atomic> {
    a: Peekable<Iter<'a, T, A, C>>,
    b: Peekable<Iter<'a, T, A, C>>,
}

/// An iterator over the elements that two sets have in common, in order. Made by
/// [`CowTreeSet::intersection`](crate::CowTreeSet::intersection).
pub struct Intersection<'a, T, A = (), C: RefCount = Atomic> {
    search: Search<'a, T, A, C>,
}

/// How common elements are found.
enum Search<'a, T, A, C: RefCount> {
    /// Both are walked.
    Walk(Peekable<Iter<'a, T, A, C>>, Peekable<Iter<'a, T, A, C>>),
    /// Elements of the first, which is much smaller, are looked up in the second, and returned if they are there.
    Few(Iter<'a, T, A, C>, &'a GenericTreeSet<T, A, C>),
    /// Elements of the first, which is much smaller, are looked up in the second, and what is found is returned.
    Many(Iter<'a, T, A, C>, &'a GenericTreeSet<T, A, C>),
}

/// An iterator over the elements of one set that are not in another, in order. Made by
/// [`CowTreeSet::difference`](crate::CowTreeSet::difference). It visits no node that both share.
pub struct Difference<'a, T, A = (), C: RefCount = Atomic> {
    a: Aligned<'a, T, (T, ()), Sum<A>, C>,
    b: Aligned<'a, T, (T, ()), Sum<A>, C>,
    /// If it is much larger, the second set, in which elements of the first are looked up; `b` is
    /// empty then.
    many: Option<&'a GenericTreeSet<T, A, C>>,
}

/// An iterator over the elements that are in one of two sets only, in order. Made by
/// [`CowTreeSet::symmetric_difference`](crate::CowTreeSet::symmetric_difference). It visits no node that both share.
pub struct SymmetricDifference<'a, T, A = (), C: RefCount = Atomic> {
    a: Aligned<'a, T, (T, ()), Sum<A>, C>,
    b: Aligned<'a, T, (T, ()), Sum<A>, C>,
}

/// Lazy set algebra: elements are found as the iterator goes. For a set as the result, the operators
/// `|`, `&`, `-` and `^` on references are faster, and share nodes with both.
impl<T, A, C: RefCount> GenericTreeSet<T, A, C> {
    /// Returns the elements of both, in order, without doubles: of two equal ones that of `self`.
    /// O(n + m).
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let (a, b) = (CowTreeSet::from([1, 2]), CowTreeSet::from([2, 3]));
    /// assert!(a.union(&b).eq(&[1, 2, 3]));
    /// ```
    pub fn union<'a>(&'a self, other: &'a Self) -> Union<'a, T, A, C>
    where
        T: Ord,
    {
        Union { a: self.iter().peekable(), b: other.iter().peekable() }
    }

    /// Returns the elements of `self` that `other` has too, in order. O(n + m), or O(m log n) if
    /// one set is much larger.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let (a, b) = (CowTreeSet::from([1, 2]), CowTreeSet::from([2, 3]));
    /// assert!(a.intersection(&b).eq(&[2]));
    /// ```
    pub fn intersection<'a>(&'a self, other: &'a Self) -> Intersection<'a, T, A, C>
    where
        T: Ord,
    {
        let search = if is_much_smaller(self.len(), other.len()) {
            Search::Few(self.iter(), other)
        } else if is_much_smaller(other.len(), self.len()) {
            Search::Many(other.iter(), self)
        } else {
            Search::Walk(self.iter().peekable(), other.iter().peekable())
        };
        Intersection { search }
    }

    /// Returns the elements of `self` that are not in `other`, in order. O(n + m), and less where both
    /// share nodes; O(n log m) if `other` is much larger.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let (a, b) = (CowTreeSet::from([1, 2]), CowTreeSet::from([2, 3]));
    /// assert!(a.difference(&b).eq(&[1]));
    /// ```
    pub fn difference<'a>(&'a self, other: &'a Self) -> Difference<'a, T, A, C>
    where
        T: Ord,
    {
        let many = (is_much_smaller(self.len(), other.len())).then_some(other);
        let walked = if many.is_none() { other.map.root() } else { None };
        Difference { a: Aligned::new(self.map.root()), b: Aligned::new(walked), many }
    }

    /// Returns the elements that are in one of both only, in order. O(n + m), and less where both
    /// share nodes.
    ///
    /// ```
    /// use cow_tree::CowTreeSet;
    ///
    /// let (a, b) = (CowTreeSet::from([1, 2]), CowTreeSet::from([2, 3]));
    /// assert!(a.symmetric_difference(&b).eq(&[1, 3]));
    /// ```
    pub fn symmetric_difference<'a>(&'a self, other: &'a Self) -> SymmetricDifference<'a, T, A, C>
    where
        T: Ord,
    {
        SymmetricDifference { a: Aligned::new(self.map.root()), b: Aligned::new(other.map.root()) }
    }
}

/// Compares two elements: `Less` if there is only that of `a`. `None` if there is none.
fn order<T: Ord>(a: Option<&T>, b: Option<&T>) -> Option<Ordering> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.cmp(b)),
        (Some(_), None) => Some(Ordering::Less),
        (None, Some(_)) => Some(Ordering::Greater),
        (None, None) => None,
    }
}

impl<'a, T: Ord, A, C: RefCount> Iterator for Union<'a, T, A, C> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        match order(self.a.peek().copied(), self.b.peek().copied())? {
            Ordering::Less => self.a.next(),
            Ordering::Greater => self.b.next(),
            Ordering::Equal => {
                self.b.next();
                self.a.next()
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (a, b) = (self.a.len(), self.b.len());
        (a.max(b), a.checked_add(b))
    }

    fn min(mut self) -> Option<&'a T> {
        self.next()
    }
}

impl<'a, T: Ord, A, C: RefCount> Iterator for Intersection<'a, T, A, C> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        match &mut self.search {
            Search::Walk(a, b) => loop {
                match a.peek()?.cmp(b.peek()?) {
                    Ordering::Less => drop(a.next()),
                    Ordering::Greater => drop(b.next()),
                    Ordering::Equal => {
                        b.next();
                        return a.next();
                    }
                }
            },
            Search::Few(few, many) => few.find(|element| many.contains(*element)),
            Search::Many(few, many) => few.find_map(|element| many.get(element)),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let most = match &self.search {
            Search::Walk(a, b) => a.len().min(b.len()),
            Search::Few(few, _) | Search::Many(few, _) => few.len(),
        };
        (0, Some(most))
    }

    fn min(mut self) -> Option<&'a T> {
        self.next()
    }
}

impl<'a, T: Ord, A, C: RefCount> Iterator for Difference<'a, T, A, C> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        let (a, b) = (&mut self.a, &mut self.b);
        if let Some(many) = self.many {
            loop {
                let (element, ()) = a.next(End::Front)?;
                if !many.contains(element) {
                    return Some(element);
                }
            }
        }
        loop {
            a.skip_shared(b, End::Front);
            // Read first, and opened only if needed: what is not open can still be skipped.
            let x = a.peek(End::Front)?;
            match b.peek(End::Front).map_or(Ordering::Less, |y| x.0.cmp(&y.0)) {
                Ordering::Less => {
                    a.next(End::Front);
                    return Some(&x.0);
                }
                Ordering::Greater => drop(b.next(End::Front)),
                Ordering::Equal => {
                    a.next(End::Front);
                    b.next(End::Front);
                }
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let few = self.a.len();
        match self.many {
            Some(_) => (0, Some(few)),
            None => (few.saturating_sub(self.b.len()), Some(few)),
        }
    }

    fn min(mut self) -> Option<&'a T> {
        self.next()
    }
}

impl<'a, T: Ord, A, C: RefCount> Iterator for SymmetricDifference<'a, T, A, C> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        let (a, b) = (&mut self.a, &mut self.b);
        loop {
            a.skip_shared(b, End::Front);
            match order(
                a.peek(End::Front).map(|entry| &entry.0),
                b.peek(End::Front).map(|entry| &entry.0),
            )? {
                Ordering::Less => {
                    return Some(&a.next(End::Front)?.0);
                }
                Ordering::Greater => {
                    return Some(&b.next(End::Front)?.0);
                }
                Ordering::Equal => {
                    a.next(End::Front);
                    b.next(End::Front);
                }
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.a.len().checked_add(self.b.len()))
    }

    fn min(mut self) -> Option<&'a T> {
        self.next()
    }
}

impl<T, A, C: RefCount> Clone for Search<'_, T, A, C> {
    fn clone(&self) -> Self {
        match self {
            Search::Walk(a, b) => Search::Walk(a.clone(), b.clone()),
            Search::Few(few, many) => Search::Few(few.clone(), many),
            Search::Many(few, many) => Search::Many(few.clone(), many),
        }
    }
}

macro_rules! lazy {
    ($($name:ident { $($field:ident),* })*) => {$(
        impl<T: Ord, A, C: RefCount> FusedIterator for $name<'_, T, A, C> {}

        impl<T, A, C: RefCount> Clone for $name<'_, T, A, C> {
            fn clone(&self) -> Self {
                Self { $($field: self.$field.clone()),* }
            }
        }

        /// Lists what is left.
        impl<T: Ord + fmt::Debug, A, C: RefCount> fmt::Debug for $name<'_, T, A, C> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.clone()).finish()
            }
        }
    )*};
}

lazy! {
    Union { a, b }
    Intersection { search }
    Difference { a, b, many }
    SymmetricDifference { a, b }
}
