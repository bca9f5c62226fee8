//! A range in pieces of one length.

use super::cut::{View, take_back, take_front};
use super::view::CowSlice;
use core::iter::FusedIterator;
use cow_core::{Atomic, RefCount};

/// An iterator over the pieces of `size` items, from the front; the last one may be shorter. Made by
/// [`CowVec::chunks`](crate::CowVec::chunks).
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Chunks<S> {
    rest: S,
    /// Not 0.
    size: usize,
}

impl<S: View> Chunks<S> {
    #[inline]
    #[track_caller]
    pub(super) fn new(rest: S, size: usize) -> Self {
        assert!(size != 0, "chunk size must be non-zero");
        Self { rest, size }
    }
}

impl<S: View> Iterator for Chunks<S> {
    type Item = S;

    #[inline]
    fn next(&mut self) -> Option<S> {
        let len = self.rest.count();
        (len > 0).then(|| take_front(&mut self.rest, self.size.min(len)))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.rest.count().div_ceil(self.size);
        (len, Some(len))
    }

    #[inline]
    fn count(self) -> usize {
        self.len()
    }

    #[inline]
    fn last(mut self) -> Option<S> {
        self.next_back()
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<S> {
        let skipped = n.saturating_mul(self.size).min(self.rest.count());
        drop(take_front(&mut self.rest, skipped));
        self.next()
    }
}

impl<S: View> DoubleEndedIterator for Chunks<S> {
    #[inline]
    fn next_back(&mut self) -> Option<S> {
        let last = self.rest.count().checked_sub(1)?;
        Some(take_back(&mut self.rest, last - last % self.size))
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<S> {
        let kept = self.len().saturating_sub(n).saturating_mul(self.size);
        if kept < self.rest.count() {
            drop(take_back(&mut self.rest, kept));
        }
        self.next_back()
    }
}

/// An iterator over the pieces of `size` items, from the back; the last one may be shorter. Made by
/// [`CowVec::rchunks`](crate::CowVec::rchunks).
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RChunks<S> {
    rest: S,
    /// Not 0.
    size: usize,
}

impl<S: View> RChunks<S> {
    #[inline]
    #[track_caller]
    pub(super) fn new(rest: S, size: usize) -> Self {
        assert!(size != 0, "chunk size must be non-zero");
        Self { rest, size }
    }
}

impl<S: View> Iterator for RChunks<S> {
    type Item = S;

    #[inline]
    fn next(&mut self) -> Option<S> {
        let len = self.rest.count();
        (len > 0).then(|| take_back(&mut self.rest, len.saturating_sub(self.size)))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.rest.count().div_ceil(self.size);
        (len, Some(len))
    }

    #[inline]
    fn count(self) -> usize {
        self.len()
    }

    #[inline]
    fn last(mut self) -> Option<S> {
        self.next_back()
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<S> {
        let len = self.rest.count();
        let kept = len.saturating_sub(n.saturating_mul(self.size));
        drop(take_back(&mut self.rest, kept));
        self.next()
    }
}

impl<S: View> DoubleEndedIterator for RChunks<S> {
    #[inline]
    fn next_back(&mut self) -> Option<S> {
        let last = self.rest.count().checked_sub(1)?;
        Some(take_front(&mut self.rest, last % self.size + 1))
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<S> {
        let len = self.rest.count();
        let kept = self.len().saturating_sub(n).saturating_mul(self.size);
        drop(take_front(&mut self.rest, len.saturating_sub(kept)));
        self.next_back()
    }
}

macro_rules! exact {
    ($name:ident, $chunks:ident, $method:ident, $split:expr) => {
        /// An iterator over the pieces of
        #[doc = concat!("[`", stringify!($chunks), "`],")]
        /// without one that is shorter, which is the remainder. Made by
        #[doc = concat!("[`CowVec::", stringify!($method), "`](crate::CowVec::", stringify!($method), ").")]
        #[derive(Clone, Debug)]
        #[must_use = "iterators are lazy and do nothing unless consumed"]
        pub struct $name<S> {
            /// All of them as long as they should be.
            chunks: $chunks<S>,
            remainder: S,
        }

        impl<S: View> $name<S> {
            #[inline]
            #[track_caller]
            pub(super) fn new(all: S, size: usize) -> Self {
                assert!(size != 0, "chunk size must be non-zero");
                let len = all.count();
                let (rest, remainder) = $split(all, len, len % size);
                Self { chunks: $chunks::new(rest, size), remainder }
            }

            /// Returns the items that do not fill a piece.
            #[inline]
            pub fn into_remainder(self) -> S {
                self.remainder
            }
        }

        impl<'a, T, C: RefCount> $name<CowSlice<'a, T, C>> {
            /// Returns the items that do not fill a piece.
            #[inline]
            pub fn remainder(&self) -> CowSlice<'a, T, C> {
                self.remainder
            }
        }

        impl<S: View> Iterator for $name<S> {
            type Item = S;

            #[inline]
            fn next(&mut self) -> Option<S> {
                self.chunks.next()
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.chunks.size_hint()
            }

            #[inline]
            fn count(self) -> usize {
                self.len()
            }

            #[inline]
            fn last(self) -> Option<S> {
                self.chunks.last()
            }

            #[inline]
            fn nth(&mut self, n: usize) -> Option<S> {
                self.chunks.nth(n)
            }
        }

        impl<S: View> DoubleEndedIterator for $name<S> {
            #[inline]
            fn next_back(&mut self) -> Option<S> {
                self.chunks.next_back()
            }

            #[inline]
            fn nth_back(&mut self, n: usize) -> Option<S> {
                self.chunks.nth_back(n)
            }
        }
    };
}

exact!(ChunksExact, Chunks, chunks_exact, |all: S, len, short| all.cut(len - short));
exact!(RChunksExact, RChunks, rchunks_exact, |all: S, _, short| {
    let (remainder, rest) = all.cut(short);
    (rest, remainder)
});

/// An iterator over all pieces of `size` items, each one item after the one before. Made by
/// [`CowVec::windows`](crate::CowVec::windows).
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Windows<'a, T, C: RefCount = Atomic> {
    rest: CowSlice<'a, T, C>,
    /// Not 0.
    size: usize,
}

impl<T, C: RefCount> Clone for Windows<'_, T, C> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<'a, T, C: RefCount> Windows<'a, T, C> {
    #[inline]
    #[track_caller]
    pub(super) fn new(rest: CowSlice<'a, T, C>, size: usize) -> Self {
        assert!(size != 0, "window size must be non-zero");
        Self { rest, size }
    }
}

impl<'a, T, C: RefCount> Iterator for Windows<'a, T, C> {
    type Item = CowSlice<'a, T, C>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let window = self.rest.get(..self.size)?;
        self.rest = self.rest.divide(1).1;
        Some(window)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.rest.len().saturating_sub(self.size - 1);
        (len, Some(len))
    }

    #[inline]
    fn count(self) -> usize {
        self.len()
    }

    #[inline]
    fn last(mut self) -> Option<Self::Item> {
        self.next_back()
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<Self::Item> {
        self.rest = self.rest.get(n..).unwrap_or_default();
        self.next()
    }
}

impl<T, C: RefCount> DoubleEndedIterator for Windows<'_, T, C> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        let len = self.rest.len();
        let window = self.rest.get(len.checked_sub(self.size)?..)?;
        self.rest = self.rest.divide(len - 1).0;
        Some(window)
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<Self::Item> {
        let kept = self.rest.len().saturating_sub(n);
        self.rest = self.rest.divide(kept).0;
        self.next_back()
    }
}

/// An iterator over [`Windows`] of a length known to the compiler, as arrays of references. Made by
/// [`CowVec::array_windows`](crate::CowVec::array_windows).
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ArrayWindows<'a, T, const N: usize, C: RefCount = Atomic> {
    windows: Windows<'a, T, C>,
}

impl<T, const N: usize, C: RefCount> Clone for ArrayWindows<'_, T, N, C> {
    fn clone(&self) -> Self {
        Self { windows: self.windows.clone() }
    }
}

impl<'a, T, const N: usize, C: RefCount> ArrayWindows<'a, T, N, C> {
    #[inline]
    #[track_caller]
    pub(super) fn new(rest: CowSlice<'a, T, C>) -> Self {
        Self { windows: Windows::new(rest, N) }
    }
}

impl<'a, T, const N: usize, C: RefCount> Iterator for ArrayWindows<'a, T, N, C> {
    type Item = [&'a T; N];

    #[inline]
    fn next(&mut self) -> Option<[&'a T; N]> {
        self.windows.next()?.first_n()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.windows.size_hint()
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<[&'a T; N]> {
        self.windows.nth(n)?.first_n()
    }
}

impl<T, const N: usize, C: RefCount> DoubleEndedIterator for ArrayWindows<'_, T, N, C> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.windows.next_back()?.first_n()
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<Self::Item> {
        self.windows.nth_back(n)?.first_n()
    }
}

impl<S: View> ExactSizeIterator for Chunks<S> {}
impl<S: View> ExactSizeIterator for ChunksExact<S> {}
impl<S: View> ExactSizeIterator for RChunks<S> {}
impl<S: View> ExactSizeIterator for RChunksExact<S> {}
impl<T, C: RefCount> ExactSizeIterator for Windows<'_, T, C> {}
impl<T, const N: usize, C: RefCount> ExactSizeIterator for ArrayWindows<'_, T, N, C> {}

impl<S: View> FusedIterator for Chunks<S> {}
impl<S: View> FusedIterator for ChunksExact<S> {}
impl<S: View> FusedIterator for RChunks<S> {}
impl<S: View> FusedIterator for RChunksExact<S> {}
impl<T, C: RefCount> FusedIterator for Windows<'_, T, C> {}
impl<T, const N: usize, C: RefCount> FusedIterator for ArrayWindows<'_, T, N, C> {}
