//! Items looked for.

use crate::GenericVec;
use crate::slice::CowSlice;
use core::cmp::Ordering;
use cow_core::RefCount;

impl<T, C: RefCount> GenericVec<T, C> {
    /// Whether some item equals `x`.
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq,
    {
        self.leaves().any(|leaf| leaf.contains(x))
    }

    /// Whether the first items are those of `needle`, which is a slice, a vector or a view.
    pub fn starts_with<'n>(&self, needle: impl Into<CowSlice<'n, T, C>>) -> bool
    where
        T: PartialEq + 'n,
        C: 'n,
    {
        self.view(..).starts_with(needle)
    }

    /// Whether the last items are those of `needle`, which is a slice, a vector or a view.
    pub fn ends_with<'n>(&self, needle: impl Into<CowSlice<'n, T, C>>) -> bool
    where
        T: PartialEq + 'n,
        C: 'n,
    {
        self.view(..).ends_with(needle)
    }

    /// The index of `element`, if that is an item of this vector, and not merely equal to one. As
    /// [`CowSlice::element_offset`].
    ///
    /// O(number of leaves).
    ///
    /// # Panics
    /// If items have no size.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 1, 1];
    /// assert_eq!(v.element_offset(&v[2]), Some(2));
    /// assert_eq!(v.element_offset(&1), None);
    /// ```
    pub fn element_offset(&self, element: &T) -> Option<usize> {
        self.view(..).element_offset(element)
    }

    /// Where `x` is, in a sorted vector, or else where it would be. As
    /// [`slice::binary_search`].
    ///
    /// # Errors
    /// With the index where `x` would be.
    pub fn binary_search(&self, x: &T) -> Result<usize, usize>
    where
        T: Ord,
    {
        self.binary_search_by(|item| item.cmp(x))
    }

    /// As [`binary_search`](Self::binary_search), by a key in whose order the items are.
    ///
    /// # Errors
    /// With the index where the key would be.
    pub fn binary_search_by_key<'a, B: Ord>(
        &'a self,
        b: &B,
        mut f: impl FnMut(&'a T) -> B,
    ) -> Result<usize, usize> {
        self.binary_search_by(|item| f(item).cmp(b))
    }

    /// As [`binary_search`](Self::binary_search), by how items compare to what is looked for.
    ///
    /// # Errors
    /// With the index where it would be.
    pub fn binary_search_by<'a>(
        &'a self,
        mut f: impl FnMut(&'a T) -> Ordering,
    ) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match f(&self[middle]) {
                Ordering::Equal => return Ok(middle),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        Err(low)
    }

    /// Where the first item is of which `pred` is false, if it is true of all before and false of all
    /// behind.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 2, 3, 5, 6];
    /// assert_eq!(v.partition_point(|&x| x < 5), 3);
    /// ```
    pub fn partition_point(&self, mut pred: impl FnMut(&T) -> bool) -> usize {
        let found =
            self.binary_search_by(|x| if pred(x) { Ordering::Less } else { Ordering::Greater });
        found.unwrap_or_else(|i| i)
    }

    /// Whether no item is greater than the next one.
    pub fn is_sorted(&self) -> bool
    where
        T: PartialOrd,
    {
        self.iter().is_sorted()
    }

    /// Whether `compare` is true of each item and the next one.
    pub fn is_sorted_by<'a>(&'a self, mut compare: impl FnMut(&'a T, &'a T) -> bool) -> bool {
        self.iter().is_sorted_by(|a, b| compare(a, b))
    }

    /// Whether no item's key is greater than the next one's.
    pub fn is_sorted_by_key<'a, K: PartialOrd>(&'a self, f: impl FnMut(&'a T) -> K) -> bool {
        self.iter().is_sorted_by_key(f)
    }
}
