//! A vector of sequences, made one sequence.

use crate::CowVec;
use crate::panics;
use crate::slice::CowSlice;
use alloc::string::String;
use core::borrow::Borrow;
use core::ops::RangeBounds;
use cow_core::Kind;

/// What [`CowVec::concat`] makes of the items, by their type. As [`alloc::slice::Concat`].
pub trait Concat<Item: ?Sized> {
    /// What comes out.
    type Output;

    /// All items, one behind the other.
    fn concat(self) -> Self::Output;
}

/// What [`CowVec::join`] makes of the items, by their type and the separator's. As
/// [`alloc::slice::Join`].
pub trait Join<Separator> {
    /// What comes out.
    type Output;

    /// All items, one behind the other, with the separator in between.
    fn join(self, separator: Separator) -> Self::Output;
}

impl<S: Borrow<str>, P: Kind> Concat<str> for CowSlice<'_, S, P> {
    type Output = String;

    fn concat(self) -> String {
        Join::join(self, "")
    }
}

impl<S: Borrow<str>, P: Kind> Join<&str> for CowSlice<'_, S, P> {
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

impl<T: Clone, V: Borrow<[T]>, P: Kind> Concat<T> for CowSlice<'_, V, P> {
    type Output = CowVec<T, P>;

    fn concat(self) -> CowVec<T, P> {
        Join::join(self, &[][..])
    }
}

impl<T: Clone, V: Borrow<[T]>, P: Kind> Join<&[T]> for CowSlice<'_, V, P> {
    type Output = CowVec<T, P>;

    fn join(self, separator: &[T]) -> CowVec<T, P> {
        let mut all = CowVec::new_in();
        for (i, piece) in self.iter().enumerate() {
            if i > 0 {
                all.append_slice(separator);
            }
            all.append_slice(piece.borrow());
        }
        all
    }
}

impl<T: Clone, V: Borrow<[T]>, P: Kind> Join<&T> for CowSlice<'_, V, P> {
    type Output = CowVec<T, P>;

    fn join(self, separator: &T) -> CowVec<T, P> {
        Join::join(self, core::slice::from_ref(separator))
    }
}

impl<T: Clone, P: Kind> Concat<T> for CowSlice<'_, CowVec<T, P>, P> {
    type Output = CowVec<T, P>;

    /// O(log n) for each vector: they are shared.
    fn concat(self) -> CowVec<T, P> {
        Join::join(self, &CowVec::new_in())
    }
}

impl<T: Clone, P: Kind> Join<&CowVec<T, P>> for CowSlice<'_, CowVec<T, P>, P> {
    type Output = CowVec<T, P>;

    /// O(log n) for each vector: they are shared, and so is the separator.
    fn join(self, separator: &CowVec<T, P>) -> CowVec<T, P> {
        let mut all = CowVec::new_in();
        for (i, piece) in self.iter().enumerate() {
            if i > 0 {
                all.append(&mut separator.clone());
            }
            all.append(&mut piece.clone());
        }
        all
    }
}

impl<'a, T, P: Kind> CowSlice<'a, T, P> {
    /// As [`CowVec::concat`].
    pub fn concat<Item: ?Sized>(self) -> <Self as Concat<Item>>::Output
    where
        Self: Concat<Item>,
    {
        Concat::concat(self)
    }

    /// As [`CowVec::join`].
    pub fn join<Separator>(self, separator: Separator) -> <Self as Join<Separator>>::Output
    where
        Self: Join<Separator>,
    {
        Join::join(self, separator)
    }
}

impl<T, P: Kind> CowVec<T, P> {
    /// The items of all items, one behind the other: a `String` of strings, a vector of slices, of `Vec`s
    /// and of vectors.
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
    pub fn concat<'a, Item: ?Sized>(&'a self) -> <CowSlice<'a, T, P> as Concat<Item>>::Output
    where
        CowSlice<'a, T, P>: Concat<Item>,
    {
        self.view(..).concat()
    }

    /// As [`concat`](Self::concat), with a separator in between: a `&str` for strings, a reference to an
    /// item or a slice of items otherwise, and a reference to a vector for vectors.
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
    ) -> <CowSlice<'a, T, P> as Join<Separator>>::Output
    where
        CowSlice<'a, T, P>: Join<Separator>,
    {
        self.view(..).join(separator)
    }
}

impl<T: Clone, P: Kind> CowVec<T, P> {
    /// The items `n` times, one time behind the other.
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
        if self.len().checked_mul(n).is_none_or(|len| len > cow_core::grid::MAX_ITEMS) {
            panics::capacity();
        }
        let (mut result, mut power, mut rest) = (Self::new_in(), self.clone(), n);
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

    /// Overwrites the items from `dest` on with copies of those in `src`, which may overlap them.
    ///
    /// # Panics
    /// If a range is out of bounds.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let mut v = cow_vec![1, 2, 3, 4, 5];
    /// v.copy_within(1..4, 2);
    /// assert_eq!(v, [1, 2, 2, 3, 4]);
    /// ```
    #[track_caller]
    pub fn copy_within(&mut self, src: impl RangeBounds<usize>, dest: usize)
    where
        T: Copy,
    {
        self.view_mut(..).copy_within(src, dest);
    }
}

impl<T: Clone, P: Kind, const N: usize> CowVec<[T; N], P> {
    /// The items of all arrays, one behind the other.
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
    pub fn into_flattened(self) -> CowVec<T, P> {
        if self.len().checked_mul(N).is_none_or(|len| len > cow_core::grid::MAX_ITEMS) {
            panics::capacity();
        }
        self.into_iter().flatten().collect()
    }
}
