//! Methods that return views of a vector, whole or in pieces.

use super::chunks::{Chunks, ChunksExact, RChunks, RChunksExact};
use super::runs::{ChunkBy, RSplit, RSplitN, Split, SplitInclusive, SplitN};
use super::view::CowSlice;
use super::view_mut::CowSliceMut;
use crate::GenericVec;
use crate::iter::Iter;
use core::ops::RangeBounds;
use cow_core::RefCount;

impl<T, C: RefCount> GenericVec<T, C> {
    /// Returns the items in `range`, borrowed: what `&v[range]` is of a `Vec`.
    ///
    /// O(1). [`slice`](Self::slice) makes a vector of its own.
    ///
    /// # Panics
    /// If the range is out of bounds. [`get`](Self::get) does not.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u32> = (0..1000).collect();
    /// assert_eq!(v.view(500..503), [500, 501, 502]);
    /// assert_eq!(v.view(..).len(), 1000);
    /// ```
    #[inline]
    #[track_caller]
    pub fn view(&self, range: impl RangeBounds<usize>) -> CowSlice<'_, T, C> {
        CowSlice::from(self).view(range)
    }

    /// Returns the items in `range`, in order, like `VecDeque::range`.
    ///
    /// # Panics
    /// If the range is out of bounds.
    #[inline]
    #[track_caller]
    pub fn range(&self, range: impl RangeBounds<usize>) -> Iter<'_, T, C> {
        self.view(range).iter()
    }

    /// Returns what [`split_at`](Self::split_at) returns, or `None` if `mid > len`.
    #[must_use]
    pub fn split_at_checked(&self, mid: usize) -> Option<(Self, Self)>
    where
        T: Clone,
    {
        (mid <= self.len()).then(|| self.split_at(mid))
    }
}

/// For each iterator that cuts: a method of vectors and of views, to read and to write.
macro_rules! pieces {
    ($(
        $(#[$doc:meta])*
        $name:ident, $name_mut:ident = $iter:ident $(<$f:ident: $bound:path>)?
            ($($arg:ident: $arg_ty:ty),*);
    )*) => {
        impl<T, C: RefCount> GenericVec<T, C> { $(
            $(#[$doc])*
            #[inline]
            #[track_caller]
            pub fn $name $(<$f: $bound>)? (
                &self,
                $($arg: $arg_ty),*
            ) -> $iter<CowSlice<'_, T, C> $(, $f)?> {
                $iter::new(self.view(..), $($arg),*)
            }
        )* }

        impl<'a, T, C: RefCount> CowSlice<'a, T, C> { $(
            $(#[$doc])*
            #[inline]
            #[track_caller]
            pub fn $name $(<$f: $bound>)? (
                self,
                $($arg: $arg_ty),*
            ) -> $iter<CowSlice<'a, T, C> $(, $f)?> {
                $iter::new(self, $($arg),*)
            }
        )* }

        impl<T, C: RefCount> CowSliceMut<'_, T, C> { $(
            $(#[$doc])*
            #[inline]
            #[track_caller]
            pub fn $name $(<$f: $bound>)? (
                &self,
                $($arg: $arg_ty),*
            ) -> $iter<CowSlice<'_, T, C> $(, $f)?> {
                $iter::new(self.as_view(), $($arg),*)
            }
        )* }

        impl<T: Clone, C: RefCount> GenericVec<T, C> { $(
            #[doc = concat!("Returns the pieces of [`", stringify!($name), "`](Self::", stringify!($name), ") as views to be")]
            /// written, with the same panics. O(log n) for each piece.
            #[inline]
            #[track_caller]
            pub fn $name_mut $(<$f: $bound>)? (
                &mut self,
                $($arg: $arg_ty),*
            ) -> $iter<CowSliceMut<'_, T, C> $(, $f)?> {
                $iter::new(self.into(), $($arg),*)
            }
        )* }

        impl<T: Clone, C: RefCount> CowSliceMut<'_, T, C> { $(
            #[doc = concat!("Returns the pieces of [`", stringify!($name), "`](Self::", stringify!($name), ") as views to be")]
            /// written, with the same panics. O(log n) for each piece.
            #[inline]
            #[track_caller]
            pub fn $name_mut $(<$f: $bound>)? (
                &mut self,
                $($arg: $arg_ty),*
            ) -> $iter<CowSliceMut<'_, T, C> $(, $f)?> {
                $iter::new(self.reborrow(), $($arg),*)
            }
        )* }
    };
}

pieces! {
    /// Returns views of `chunk_size` items each, from the front; the last one may be shorter.
    ///
    /// The leaves of a vector have lengths of their own: see [`leaves`](Self::leaves).
    ///
    /// # Panics
    /// If `chunk_size` is 0.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let v: CowVec<u32> = (0..1000).collect();
    /// assert_eq!(v.chunks(300).map(|chunk| chunk.len()).collect::<Vec<_>>(), [300, 300, 300, 100]);
    /// assert_eq!(v.chunks(300).next_back().unwrap()[0], 900);
    /// ```
    chunks, chunks_mut = Chunks(chunk_size: usize);

    /// Returns views of `chunk_size` items each, from the front; the items left over are those of
    /// [`remainder`](ChunksExact::remainder).
    ///
    /// # Panics
    /// If `chunk_size` is 0.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec!['a', 'b', 'c'];
    /// let mut pairs = v.chunks_exact(2);
    /// assert_eq!(pairs.next().unwrap(), ['a', 'b']);
    /// assert!(pairs.next().is_none());
    /// assert_eq!(pairs.remainder(), ['c']);
    /// ```
    chunks_exact, chunks_exact_mut = ChunksExact(chunk_size: usize);

    /// Returns views of `chunk_size` items each, from the back; the last one may be shorter.
    ///
    /// # Panics
    /// If `chunk_size` is 0.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec!['a', 'b', 'c'];
    /// let mut pairs = v.rchunks(2);
    /// assert_eq!(pairs.next().unwrap(), ['b', 'c']);
    /// assert_eq!(pairs.next().unwrap(), ['a']);
    /// ```
    rchunks, rchunks_mut = RChunks(chunk_size: usize);

    /// Returns views of `chunk_size` items each, from the back; the items left over are those of
    /// [`remainder`](RChunksExact::remainder).
    ///
    /// # Panics
    /// If `chunk_size` is 0.
    rchunks_exact, rchunks_exact_mut = RChunksExact(chunk_size: usize);

    /// Returns views of the longest runs of items in which `pred` returns `true` for each item and the next one.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 1, 3, 2, 2];
    /// let runs: Vec<_> = v.chunk_by(|a, b| a == b).map(|run| run.to_vec()).collect();
    /// assert_eq!(runs, [vec![1, 1], vec![3], vec![2, 2]]);
    /// ```
    chunk_by, chunk_by_mut = ChunkBy<F: FnMut(&T, &T) -> bool>(pred: F);

    /// Returns views of the items between those for which `pred` returns `true`.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    ///
    /// let v = cow_vec![1, 0, 2, 3, 0];
    /// let pieces: Vec<_> = v.split(|&x| x == 0).map(|piece| piece.to_vec()).collect();
    /// assert_eq!(pieces, [vec![1], vec![2, 3], vec![]]);
    /// ```
    split, split_mut = Split<F: FnMut(&T) -> bool>(pred: F);

    /// Returns views of the items up to and with each for which `pred` returns `true`, and of those after the
    /// last one, if there are any.
    split_inclusive, split_inclusive_mut = SplitInclusive<F: FnMut(&T) -> bool>(pred: F);

    /// Returns the views of [`split`](Self::split) from the back.
    rsplit, rsplit_mut = RSplit<F: FnMut(&T) -> bool>(pred: F);

    /// Returns the views of [`split`](Self::split), at most `n`: the last one has all items that are left.
    splitn, splitn_mut = SplitN<F: FnMut(&T) -> bool>(n: usize, pred: F);

    /// Returns the views of [`rsplit`](Self::rsplit), at most `n`: the last one has all items that are left.
    rsplitn, rsplitn_mut = RSplitN<F: FnMut(&T) -> bool>(n: usize, pred: F);
}
