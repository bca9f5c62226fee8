//! What iterators over entries have in common.

/// The methods of `Iterator`, by those of `entries`.
macro_rules! forward {
    ($Item:ty, $entry:pat => $item:expr $(, $sorted:ident)?) => {
        type Item = $Item;

        #[inline]
        fn next(&mut self) -> Option<Self::Item> {
            let $entry = self.entries.next()?;
            Some($item)
        }

        #[inline]
        fn nth(&mut self, n: usize) -> Option<Self::Item> {
            let $entry = self.entries.nth(n)?;
            Some($item)
        }

        #[inline]
        fn size_hint(&self) -> (usize, Option<usize>) {
            (self.entries.len(), Some(self.entries.len()))
        }

        #[inline]
        fn count(self) -> usize {
            self.entries.len()
        }

        #[inline]
        fn fold<B, F>(self, init: B, mut f: F) -> B
        where
            F: FnMut(B, Self::Item) -> B,
        {
            self.entries.fold(init, |sum, $entry| f(sum, $item))
        }

        #[inline]
        fn last(mut self) -> Option<Self::Item> {
            self.next_back()
        }

        $(
            #[inline]
            fn min(mut self) -> Option<Self::Item>
            where
                Self::Item: Ord,
            {
                self.$sorted()
            }

            #[inline]
            fn max(mut self) -> Option<Self::Item>
            where
                Self::Item: Ord,
            {
                self.next_back()
            }
        )?
    };
}

/// The methods of `DoubleEndedIterator`, by those of `entries`.
macro_rules! forward_back {
    ($entry:pat => $item:expr) => {
        #[inline]
        fn next_back(&mut self) -> Option<Self::Item> {
            let $entry = self.entries.next_back()?;
            Some($item)
        }

        #[inline]
        fn nth_back(&mut self, n: usize) -> Option<Self::Item> {
            let $entry = self.entries.nth_back(n)?;
            Some($item)
        }
    };
}

/// The traits of an iterator whose `entries` are [`Entries`](crate::walk::Entries): what it gives for
/// each, and of which of `K` and `V` it can be printed.
macro_rules! iterator {
    ($name:ident, $Item:ty, $entry:pat => $item:expr, [$($K:tt)*], [$($V:tt)*] $(, $sorted:ident)?) => {
        impl<'a, K, V, A, C: RefCount> Iterator for $name<'a, K, V, A, C> {
            $crate::map::iterator::forward!($Item, $entry => $item $(, $sorted)?);
        }

        impl<K, V, A, C: RefCount> DoubleEndedIterator for $name<'_, K, V, A, C> {
            $crate::map::iterator::forward_back!($entry => $item);
        }

        impl<K, V, A, C: RefCount> ExactSizeIterator for $name<'_, K, V, A, C> {}
        impl<K, V, A, C: RefCount> FusedIterator for $name<'_, K, V, A, C> {}

        impl<K, V, A, C: RefCount> Clone for $name<'_, K, V, A, C> {
            #[inline]
            fn clone(&self) -> Self {
                Self { entries: self.entries.clone() }
            }
        }

        impl<K, V, A, C: RefCount> Default for $name<'_, K, V, A, C> {
            fn default() -> Self {
                Self { entries: Entries::default() }
            }
        }

        impl<K: $($K)*, V: $($V)*, A, C: RefCount> fmt::Debug for $name<'_, K, V, A, C> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.clone()).finish()
            }
        }
    };
}

/// The same for `entries` that are [`EntriesMut`](crate::walk::EntriesMut).
macro_rules! iterator_mut {
    ($name:ident, $Item:ty, $entry:pat => $item:expr, [$($K:tt)*], $shown:expr $(, $sorted:ident)?) => {
        impl<'a, K: Clone, V: Clone, C: RefCount> Iterator for $name<'a, K, V, C> {
            $crate::map::iterator::forward!($Item, $entry => $item $(, $sorted)?);
        }

        impl<K: Clone, V: Clone, C: RefCount> DoubleEndedIterator for $name<'_, K, V, C> {
            $crate::map::iterator::forward_back!($entry => $item);
        }

        impl<K: Clone, V: Clone, C: RefCount> ExactSizeIterator for $name<'_, K, V, C> {}
        impl<K: Clone, V: Clone, C: RefCount> FusedIterator for $name<'_, K, V, C> {}

        impl<K, V, C: RefCount> Default for $name<'_, K, V, C> {
            fn default() -> Self {
                Self { entries: EntriesMut::default() }
            }
        }

        impl<K: $($K)*, V: fmt::Debug, C: RefCount> fmt::Debug for $name<'_, K, V, C> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let shown: fn(&(K, V)) -> &dyn fmt::Debug = $shown;
                f.debug_list().entries(self.entries.rest().map(shown)).finish()
            }
        }
    };
}

pub(super) use {forward, forward_back, iterator, iterator_mut};
