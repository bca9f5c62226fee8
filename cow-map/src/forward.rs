//! What iterators that wrap another one have in common.

/// The methods of `Iterator`, by those of a field.
macro_rules! forward {
    ($Item:ty, $field:ident, $entry:pat => $item:expr) => {
        type Item = $Item;

        #[inline]
        fn next(&mut self) -> Option<Self::Item> {
            let $entry = self.$field.next()?;
            Some($item)
        }

        #[inline]
        fn size_hint(&self) -> (usize, Option<usize>) {
            self.$field.size_hint()
        }

        #[inline]
        fn count(self) -> usize {
            self.$field.count()
        }

        #[inline]
        fn fold<B, F>(self, init: B, mut f: F) -> B
        where
            F: FnMut(B, Self::Item) -> B,
        {
            self.$field.fold(init, |all, $entry| f(all, $item))
        }
    };
}

pub(crate) use forward;
