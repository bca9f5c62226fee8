//! Items of a view looked for.

use super::view::CowSlice;
use core::cmp::Ordering;
use core::ptr;
use cow_core::RefCount;

impl<'a, T, C: RefCount> CowSlice<'a, T, C> {
    /// Whether some item equals `x`.
    pub fn contains(self, x: &T) -> bool
    where
        T: PartialEq,
    {
        self.leaves().any(|leaf| leaf.contains(x))
    }

    /// Whether the first items are those of `needle`, which is a slice, a vector or a view.
    pub fn starts_with<'n>(self, needle: impl Into<CowSlice<'n, T, C>>) -> bool
    where
        T: PartialEq + 'n,
        C: 'n,
    {
        self.strip_prefix(needle).is_some()
    }

    /// Whether the last items are those of `needle`, which is a slice, a vector or a view.
    pub fn ends_with<'n>(self, needle: impl Into<CowSlice<'n, T, C>>) -> bool
    where
        T: PartialEq + 'n,
        C: 'n,
    {
        self.strip_suffix(needle).is_some()
    }

    /// The items behind `prefix`, which is a slice, a vector or a view, if they start with it.
    pub fn strip_prefix<'n>(self, prefix: impl Into<CowSlice<'n, T, C>>) -> Option<Self>
    where
        T: PartialEq + 'n,
        C: 'n,
    {
        let prefix = prefix.into();
        let (start, rest) = self.split_at_checked(prefix.len())?;
        (start == prefix).then_some(rest)
    }

    /// The items before `suffix`, which is a slice, a vector or a view, if they end with it.
    pub fn strip_suffix<'n>(self, suffix: impl Into<CowSlice<'n, T, C>>) -> Option<Self>
    where
        T: PartialEq + 'n,
        C: 'n,
    {
        let suffix = suffix.into();
        let (rest, end) = self.split_at_checked(self.len().checked_sub(suffix.len())?)?;
        (end == suffix).then_some(rest)
    }

    /// Where `x` is, if the items are sorted, or else where it would be. As [`slice::binary_search`].
    ///
    /// # Errors
    /// With the index where `x` would be.
    pub fn binary_search(self, x: &T) -> Result<usize, usize>
    where
        T: Ord,
    {
        self.binary_search_by(|item| item.cmp(x))
    }

    /// As [`binary_search`](Self::binary_search), by a key in whose order the items are.
    ///
    /// # Errors
    /// With the index where the key would be.
    pub fn binary_search_by_key<B: Ord>(
        self,
        b: &B,
        mut f: impl FnMut(&'a T) -> B,
    ) -> Result<usize, usize> {
        self.binary_search_by(|item| f(item).cmp(b))
    }

    /// As [`binary_search`](Self::binary_search), by how items compare to what is looked for.
    ///
    /// # Errors
    /// With the index where it would be.
    pub fn binary_search_by(self, mut f: impl FnMut(&'a T) -> Ordering) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let Some(item) = self.item(middle) else { break };
            match f(item) {
                Ordering::Equal => return Ok(middle),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        Err(low)
    }

    /// Where the first item is of which `pred` is false, if it is true of all before and false of all
    /// behind.
    pub fn partition_point(self, mut pred: impl FnMut(&T) -> bool) -> usize {
        let found =
            self.binary_search_by(|x| if pred(x) { Ordering::Less } else { Ordering::Greater });
        found.unwrap_or_else(|i| i)
    }

    /// Whether no item is greater than the next one.
    pub fn is_sorted(self) -> bool
    where
        T: PartialOrd,
    {
        self.iter().is_sorted()
    }

    /// Whether `compare` is true of each item and the next one.
    pub fn is_sorted_by(self, mut compare: impl FnMut(&'a T, &'a T) -> bool) -> bool {
        self.iter().is_sorted_by(|a, b| compare(a, b))
    }

    /// Whether no item's key is greater than the next one's.
    pub fn is_sorted_by_key<K: PartialOrd>(self, f: impl FnMut(&'a T) -> K) -> bool {
        self.iter().is_sorted_by_key(f)
    }

    /// The index of `element`, if that is one of these items, and not merely equal to one: it goes by
    /// where it lies. Of an item that has several places in the vector, for it shares nodes with itself,
    /// the first one.
    ///
    /// O(number of leaves).
    ///
    /// # Panics
    /// If items have no size.
    pub fn element_offset(self, element: &T) -> Option<usize> {
        assert!(size_of::<T>() > 0, "elements are zero-sized");
        let mut before = 0;
        for leaf in self.leaves() {
            if leaf.as_ptr_range().contains(&ptr::from_ref(element)) {
                let bytes = ptr::from_ref(element).addr() - leaf.as_ptr().addr();
                return Some(before + bytes / size_of::<T>());
            }
            before += leaf.len();
        }
        None
    }
}
