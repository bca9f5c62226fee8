//! A vector of sequences, made one sequence.

use crate::GenericVec;
use crate::panics;
use crate::slice::CowSlice;
use alloc::string::String;
use core::borrow::Borrow;
use cow_core::RefCount;

/// What [`CowVec::concat`](crate::CowVec::concat) makes of the items, by their type, like [`alloc::slice::Concat`].
pub trait Concat<Item: ?Sized> {
    /// The result.
    type Output;

    /// Returns all items, one after the other.
    fn concat(self) -> Self::Output;
}

/// What [`CowVec::join`](crate::CowVec::join) makes of the items, by their type and the separator's, like
/// [`alloc::slice::Join`].
pub trait Join<Separator> {
    /// The result.
    type Output;

    /// Returns all items, one after the other, with the separator in between.
    fn join(self, separator: Separator) -> Self::Output;
}

impl<S: Borrow<str>, C: RefCount> Concat<str> for CowSlice<'_, S, C> {
    type Output = String;

    fn concat(self) -> String {
        Join::join(self, "")
    }
}

impl<S: Borrow<str>, C: RefCount> Join<&str> for CowSlice<'_, S, C> {
    type Output = String;

    fn join(self, separator: &str) -> String {
        let mut text = String::new();
        for (i, piece) in self.iter().enumerate() {
            if i > 0 {
                text.push_str(separator);
            }
            text.push_str(piece.borrow());
        }
        text
    }
}

impl<T: Clone, V: Borrow<[T]>, C: RefCount> Concat<T> for CowSlice<'_, V, C> {
    type Output = GenericVec<T, C>;

    fn concat(self) -> GenericVec<T, C> {
        Join::join(self, &[][..])
    }
}

impl<T: Clone, V: Borrow<[T]>, C: RefCount> Join<&[T]> for CowSlice<'_, V, C> {
    type Output = GenericVec<T, C>;

    fn join(self, separator: &[T]) -> GenericVec<T, C> {
        let mut all = GenericVec::new();
        for (i, piece) in self.iter().enumerate() {
            if i > 0 {
                all.tree.append_slice(separator);
            }
            all.tree.append_slice(piece.borrow());
        }
        all
    }
}

impl<T: Clone, V: Borrow<[T]>, C: RefCount> Join<&T> for CowSlice<'_, V, C> {
    type Output = GenericVec<T, C>;

    fn join(self, separator: &T) -> GenericVec<T, C> {
        Join::join(self, core::slice::from_ref(separator))
    }
}

impl<T: Clone, C: RefCount> Concat<T> for CowSlice<'_, GenericVec<T, C>, C> {
    type Output = GenericVec<T, C>;

    /// Returns the vectors in one, which shares their nodes. O(log n) for each.
    fn concat(self) -> GenericVec<T, C> {
        Join::join(self, &GenericVec::new())
    }
}

impl<T: Clone, C: RefCount> Join<&GenericVec<T, C>> for CowSlice<'_, GenericVec<T, C>, C> {
    type Output = GenericVec<T, C>;

    /// Returns the vectors in one, which shares their nodes and those of the separator. O(log n) for each.
    fn join(self, separator: &GenericVec<T, C>) -> GenericVec<T, C> {
        let mut all = GenericVec::new();
        for (i, piece) in self.iter().enumerate() {
            if i > 0 {
                all.append(&mut separator.clone());
            }
            all.append(&mut piece.clone());
        }
        all
    }
}

impl<'a, T, C: RefCount> CowSlice<'a, T, C> {
    /// Returns the items of all items, one after the other: see [`CowVec::concat`](crate::CowVec::concat).
    pub fn concat<Item: ?Sized>(self) -> <Self as Concat<Item>>::Output
    where
        Self: Concat<Item>,
    {
        Concat::concat(self)
    }

    /// Returns the items of all items with a separator between: see [`CowVec::join`](crate::CowVec::join).
    pub fn join<Separator>(self, separator: Separator) -> <Self as Join<Separator>>::Output
    where
        Self: Join<Separator>,
    {
        Join::join(self, separator)
    }
}

impl<T, C: RefCount> GenericVec<T, C> {
    /// Returns the items of all items, one after the other: a `String` of strings, a vector of
    /// slices, of `Vec`s and of vectors.
    ///
    /// O(n); of vectors, O(log n) for each, for they are shared.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// assert_eq!(cow_vec!["a", "bc"].concat(), "abc");
    /// assert_eq!(cow_vec![vec![1], vec![2, 3]].concat(), [1, 2, 3]);
    /// assert_eq!(cow_vec![cow_vec![1], cow_vec![2, 3]].concat(), [1, 2, 3]);
    /// ```
    pub fn concat<'a, Item: ?Sized>(&'a self) -> <CowSlice<'a, T, C> as Concat<Item>>::Output
    where
        CowSlice<'a, T, C>: Concat<Item>,
    {
        self.view(..).concat()
    }

    /// Concatenates as [`concat`](Self::concat) does, with a separator in between: a `&str` for strings,
    /// a reference to an item or a slice of items otherwise, and a reference to a vector for
    /// vectors.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// assert_eq!(cow_vec!["a", "bc"].join(", "), "a, bc");
    /// assert_eq!(cow_vec![vec![1], vec![2, 3]].join(&0), [1, 0, 2, 3]);
    /// assert_eq!(cow_vec![vec![1], vec![2, 3]].join(&[9, 9][..]), [1, 9, 9, 2, 3]);
    /// assert_eq!(cow_vec![cow_vec![1], cow_vec![2]].join(&cow_vec![0]), [1, 0, 2]);
    /// ```
    pub fn join<'a, Separator>(
        &'a self,
        separator: Separator,
    ) -> <CowSlice<'a, T, C> as Join<Separator>>::Output
    where
        CowSlice<'a, T, C>: Join<Separator>,
    {
        self.view(..).join(separator)
    }
}

impl<T: Clone, C: RefCount> GenericVec<T, C> {
    /// Returns the items `n` times, one after the other.
    ///
    /// O(log² n) and some more for short vectors: the nodes are shared.
    ///
    /// # Panics
    /// If there were too many items.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// assert_eq!(cow_vec![1, 2].repeat(3), [1, 2, 1, 2, 1, 2]);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn repeat(&self, n: usize) -> Self {
        if self.len().checked_mul(n).is_none_or(|len| len > cow_core::radix::MAX_ITEMS) {
            panics::capacity();
        }
        let (mut result, mut power, mut rest) = (Self::new(), self.clone(), n);
        while rest > 0 {
            if rest % 2 == 1 {
                result.append(&mut power.clone());
            }
            rest /= 2;
            if rest > 0 {
                power.append(&mut power.clone());
            }
        }
        result
    }
}

impl<T: Clone, C: RefCount, const N: usize> GenericVec<[T; N], C> {
    /// Returns the items of all arrays, one after the other.
    ///
    /// O(n): moves the items; those that a clone shares are cloned.
    ///
    /// # Panics
    /// If there were too many items, which have no size then.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// assert_eq!(cow_vec![[1, 2], [3, 4]].into_flattened(), [1, 2, 3, 4]);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn into_flattened(self) -> GenericVec<T, C> {
        if self.len().checked_mul(N).is_none_or(|len| len > cow_core::radix::MAX_ITEMS) {
            panics::capacity();
        }
        self.into_iter().flatten().collect()
    }
}
