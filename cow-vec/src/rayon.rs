//! Items read, written, moved and collected by several threads.

use crate::into_iter::IntoIter;
use crate::iter::Iter;
use crate::iter_mut::IterMut;
use crate::slice::{CowSlice, CowSliceMut};
use crate::{CowVec, GenericVec};
use alloc::vec::Vec;
use core::cmp::Ordering;
use cow_core::RefCount;
use rayon::iter::plumbing::{
    Consumer, Folder, Producer, ProducerCallback, UnindexedConsumer, bridge,
};
use rayon::prelude::*;

/// A parallel iterator whose producer is the borrow or the vector that it iterates.
macro_rules! parallel {
    (
        $(#[$doc:meta])*
        $name:ident<$($life:lifetime)?> over $items:ty: $item:ty, $producer:ident, $iter:ty,
        [$($bounds:tt)*], |$it:ident, $mid:ident| $split:expr $(, |$by_leaf:ident| $leaves:expr)?
    ) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<$($life,)? T> {
            items: $items,
        }

        /// A piece for one thread.
        struct $producer<$($life,)? T> {
            items: $items,
        }

        impl<$($life,)? T: $($bounds)*> ParallelIterator for $name<$($life,)? T> {
            type Item = $item;

            fn drive_unindexed<D: UnindexedConsumer<Self::Item>>(self, consumer: D) -> D::Result {
                bridge(self, consumer)
            }

            fn opt_len(&self) -> Option<usize> {
                Some(self.items.len())
            }
        }

        impl<$($life,)? T: $($bounds)*> IndexedParallelIterator for $name<$($life,)? T> {
            fn len(&self) -> usize {
                self.items.len()
            }

            fn drive<D: Consumer<Self::Item>>(self, consumer: D) -> D::Result {
                bridge(self, consumer)
            }

            fn with_producer<D: ProducerCallback<Self::Item>>(self, callback: D) -> D::Output {
                callback.callback($producer { items: self.items })
            }
        }

        impl<$($life,)? T: $($bounds)*> Producer for $producer<$($life,)? T> {
            type Item = $item;
            type IntoIter = $iter;

            fn into_iter(self) -> Self::IntoIter {
                self.items.into_iter()
            }

            fn split_at(self, $mid: usize) -> (Self, Self) {
                let $it = self.items;
                let (left, right) = $split;
                (Self { items: left }, Self { items: right })
            }

            $(
                /// Passes items on leaf by leaf: a folder is tested for being full after each leaf, not after each item.
                fn fold_with<F: Folder<Self::Item>>(self, mut folder: F) -> F {
                    let $by_leaf = self.items;
                    for leaf in $leaves {
                        folder = folder.consume_iter(leaf);
                        if folder.full() {
                            break;
                        }
                    }
                    folder
                }
            )?
        }
    };
}

parallel! {
    /// A parallel iterator over the items of a [`CowVec`] or a [`CowSlice`].
    ParIter<'a> over CowSlice<'a, T>: &'a T, Piece, Iter<'a, T>,
    [Send + Sync], |items, mid| items.split_at(mid), |items| items.leaves()
}

parallel! {
    /// A parallel iterator over the items of a [`CowVec`] or a [`CowSliceMut`], to be written.
    ParIterMut<'a> over CowSliceMut<'a, T>: &'a mut T, PieceMut, IterMut<'a, T>,
    [Clone + Send + Sync], |items, mid| items.divide(mid), |items| items.into_leaves_mut()
}

parallel! {
    /// A parallel iterator that moves the items out of a [`CowVec`]. Those that a clone shares are
    /// cloned.
    IntoParIter<> over CowVec<T>: T, OwnPiece, IntoIter<T>,
    [Clone + Send + Sync], |items, mid| {
        let mut left = items;
        let right = left.split_off(mid);
        (left, right)
    }
}

impl<'a, T: Send + Sync> IntoParallelIterator for &'a CowVec<T> {
    type Item = &'a T;
    type Iter = ParIter<'a, T>;

    fn into_par_iter(self) -> ParIter<'a, T> {
        ParIter { items: self.into() }
    }
}

impl<'a, T: Send + Sync> IntoParallelIterator for CowSlice<'a, T> {
    type Item = &'a T;
    type Iter = ParIter<'a, T>;

    fn into_par_iter(self) -> ParIter<'a, T> {
        ParIter { items: self }
    }
}

impl<'a, T: Clone + Send + Sync> IntoParallelIterator for &'a mut CowVec<T> {
    type Item = &'a mut T;
    type Iter = ParIterMut<'a, T>;

    fn into_par_iter(self) -> ParIterMut<'a, T> {
        ParIterMut { items: self.into() }
    }
}

impl<'a, T: Clone + Send + Sync> IntoParallelIterator for CowSliceMut<'a, T> {
    type Item = &'a mut T;
    type Iter = ParIterMut<'a, T>;

    fn into_par_iter(self) -> ParIterMut<'a, T> {
        ParIterMut { items: self }
    }
}

impl<T: Clone + Send + Sync> IntoParallelIterator for CowVec<T> {
    type Item = T;
    type Iter = IntoParIter<T>;

    fn into_par_iter(self) -> IntoParIter<T> {
        IntoParIter { items: self }
    }
}

impl<T: Send, C: RefCount> FromParallelIterator<T> for GenericVec<T, C> {
    fn from_par_iter<I: IntoParallelIterator<Item = T>>(items: I) -> Self {
        Vec::from_par_iter(items).into_iter().collect()
    }
}

impl<T: Clone + Send, C: RefCount> ParallelExtend<T> for GenericVec<T, C> {
    fn par_extend<I: IntoParallelIterator<Item = T>>(&mut self, items: I) {
        self.extend(Vec::from_par_iter(items));
    }
}

impl<'a, T: Copy + Send + Sync + 'a, C: RefCount> ParallelExtend<&'a T> for GenericVec<T, C> {
    fn par_extend<I: IntoParallelIterator<Item = &'a T>>(&mut self, items: I) {
        self.par_extend(items.into_par_iter().copied());
    }
}

impl<T: Clone + Send, C: RefCount> GenericVec<T, C> {
    /// Sorts the items in parallel. See [`sort`](Self::sort).
    ///
    /// # Panics
    /// As [`sort`](Self::sort).
    ///
    /// ```
    /// use cow_vec::CowVec;
    /// use rayon::prelude::*;
    ///
    /// let mut v: CowVec<u64> = (0..10_000).into_par_iter().map(|x| x * 7919 % 10_000).collect();
    /// v.par_sort();
    /// assert!(v.par_iter().enumerate().all(|(i, &x)| i as u64 == x));
    /// ```
    pub fn par_sort(&mut self)
    where
        T: Ord,
    {
        if !self.is_sorted_by(|a, b| a <= b) {
            self.view_mut(..).with_mut_slice(<[T]>::par_sort);
        }
    }

    /// Sorts the items by `compare`, in parallel. See [`sort_by`](Self::sort_by).
    ///
    /// # Panics
    /// As [`sort`](Self::sort).
    pub fn par_sort_by(&mut self, compare: impl Fn(&T, &T) -> Ordering + Sync) {
        if !self.is_sorted_by(|a, b| compare(a, b).is_le()) {
            self.view_mut(..).with_mut_slice(|items| items.par_sort_by(compare));
        }
    }

    /// Sorts the items by a key, in parallel. See [`sort_by_key`](Self::sort_by_key).
    ///
    /// # Panics
    /// As [`sort`](Self::sort).
    pub fn par_sort_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K + Sync) {
        if !self.is_sorted_by(|a, b| key(a) <= key(b)) {
            self.view_mut(..).with_mut_slice(|items| items.par_sort_by_key(key));
        }
    }

    /// Sorts the items in parallel, not keeping the order of equal ones. See [`sort_unstable`](Self::sort_unstable).
    ///
    /// # Panics
    /// As [`sort`](Self::sort).
    pub fn par_sort_unstable(&mut self)
    where
        T: Ord,
    {
        if !self.is_sorted_by(|a, b| a <= b) {
            self.view_mut(..).with_mut_slice(<[T]>::par_sort_unstable);
        }
    }

    /// Sorts the items by `compare`, in parallel, not keeping the order of equal ones. See
    /// [`sort_unstable_by`](Self::sort_unstable_by).
    ///
    /// # Panics
    /// As [`sort`](Self::sort).
    pub fn par_sort_unstable_by(&mut self, compare: impl Fn(&T, &T) -> Ordering + Sync) {
        if !self.is_sorted_by(|a, b| compare(a, b).is_le()) {
            self.view_mut(..).with_mut_slice(|items| items.par_sort_unstable_by(compare));
        }
    }
}
