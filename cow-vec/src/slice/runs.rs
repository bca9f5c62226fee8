//! A range in pieces that a closure delimits.

use super::cut::{View, take_back, take_front};
use super::view::CowSlice;
use core::fmt;
use core::iter::FusedIterator;
use core::mem;
use cow_core::RefCount;

/// Returns the index of the first item for which `pred` returns `true`.
fn find<T, C: RefCount>(
    items: CowSlice<'_, T, C>,
    pred: &mut impl FnMut(&T) -> bool,
) -> Option<usize> {
    items.iter().position(pred)
}

/// Returns the index of the last item for which `pred` returns `true`.
fn find_back<T, C: RefCount>(
    items: CowSlice<'_, T, C>,
    pred: &mut impl FnMut(&T) -> bool,
) -> Option<usize> {
    items.iter().rposition(pred)
}

/// An iterator over the runs of items for which a closure returns `true` pair by pair. Made by
/// [`CowVec::chunk_by`](crate::CowVec::chunk_by).
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ChunkBy<S, F> {
    rest: S,
    same: F,
}

impl<S: View, F: FnMut(&S::Item, &S::Item) -> bool> ChunkBy<S, F> {
    #[inline]
    pub(super) fn new(rest: S, same: F) -> Self {
        Self { rest, same }
    }
}

impl<S: View, F: FnMut(&S::Item, &S::Item) -> bool> Iterator for ChunkBy<S, F> {
    type Item = S;

    fn next(&mut self) -> Option<S> {
        let len = self.rest.count();
        let mut items = self.rest.to_read().iter();
        let mut previous = items.next()?;
        let end = items.position(|item| !(self.same)(mem::replace(&mut previous, item), item));
        Some(take_front(&mut self.rest, end.map_or(len, |end| end + 1)))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.rest.count();
        (usize::from(len > 0), Some(len))
    }

    fn last(mut self) -> Option<S> {
        self.next_back()
    }
}

impl<S: View, F: FnMut(&S::Item, &S::Item) -> bool> DoubleEndedIterator for ChunkBy<S, F> {
    fn next_back(&mut self) -> Option<S> {
        let mut items = self.rest.to_read().iter();
        let mut next = items.next_back()?;
        let start = items.rposition(|item| !(self.same)(item, mem::replace(&mut next, item)));
        Some(take_back(&mut self.rest, start.map_or(0, |start| start + 1)))
    }
}

/// An iterator over the pieces between items for which a closure returns `true`. Made by
/// [`CowVec::split`](crate::CowVec::split).
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Split<S, F> {
    /// What has not been handed out; nothing if even the last piece has been.
    rest: Option<S>,
    pred: F,
}

impl<S: View, F: FnMut(&S::Item) -> bool> Split<S, F> {
    #[inline]
    pub(super) fn new(rest: S, pred: F) -> Self {
        Self { rest: Some(rest), pred }
    }

    /// Returns all that was not returned yet.
    fn finish(&mut self) -> Option<S> {
        self.rest.take()
    }
}

impl<S: View, F: FnMut(&S::Item) -> bool> Iterator for Split<S, F> {
    type Item = S;

    fn next(&mut self) -> Option<S> {
        let rest = self.rest.as_mut()?;
        let Some(at) = find(rest.to_read(), &mut self.pred) else { return self.finish() };
        let piece = take_front(rest, at);
        drop(take_front(rest, 1));
        Some(piece)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // Every item may be one of those, or none.
        self.rest.as_ref().map_or((0, Some(0)), |rest| (1, rest.count().checked_add(1)))
    }
}

impl<S: View, F: FnMut(&S::Item) -> bool> DoubleEndedIterator for Split<S, F> {
    fn next_back(&mut self) -> Option<S> {
        let rest = self.rest.as_mut()?;
        let Some(at) = find_back(rest.to_read(), &mut self.pred) else { return self.finish() };
        let piece = take_back(rest, at + 1);
        drop(take_back(rest, at));
        Some(piece)
    }
}

/// An iterator over the pieces of [`Split`], with each of those items at the end of the piece before. Made by
/// [`CowVec::split_inclusive`](crate::CowVec::split_inclusive).
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct SplitInclusive<S, F> {
    rest: S,
    pred: F,
}

impl<S: View, F: FnMut(&S::Item) -> bool> SplitInclusive<S, F> {
    #[inline]
    pub(super) fn new(rest: S, pred: F) -> Self {
        Self { rest, pred }
    }
}

impl<S: View, F: FnMut(&S::Item) -> bool> Iterator for SplitInclusive<S, F> {
    type Item = S;

    fn next(&mut self) -> Option<S> {
        let len = self.rest.count();
        if len == 0 {
            return None;
        }
        let at = find(self.rest.to_read(), &mut self.pred);
        Some(take_front(&mut self.rest, at.map_or(len, |at| at + 1)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.rest.count();
        (usize::from(len > 0), Some(len))
    }
}

impl<S: View, F: FnMut(&S::Item) -> bool> DoubleEndedIterator for SplitInclusive<S, F> {
    fn next_back(&mut self) -> Option<S> {
        // The last item ends the last piece, whatever it is.
        let last = self.rest.count().checked_sub(1)?;
        let at = find_back(self.rest.to_read().divide(last).0, &mut self.pred);
        Some(take_back(&mut self.rest, at.map_or(0, |at| at + 1)))
    }
}

/// An iterator over the pieces of [`Split`], from the back. Made by [`CowVec::rsplit`](crate::CowVec::rsplit).
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RSplit<S, F> {
    split: Split<S, F>,
}

impl<S: View, F: FnMut(&S::Item) -> bool> RSplit<S, F> {
    #[inline]
    pub(super) fn new(rest: S, pred: F) -> Self {
        Self { split: Split::new(rest, pred) }
    }

    /// Returns all that was not returned yet.
    fn finish(&mut self) -> Option<S> {
        self.split.finish()
    }
}

impl<S: View, F: FnMut(&S::Item) -> bool> Iterator for RSplit<S, F> {
    type Item = S;

    fn next(&mut self) -> Option<S> {
        self.split.next_back()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.split.size_hint()
    }
}

impl<S: View, F: FnMut(&S::Item) -> bool> DoubleEndedIterator for RSplit<S, F> {
    fn next_back(&mut self) -> Option<S> {
        self.split.next()
    }
}

macro_rules! at_most {
    ($name:ident, $split:ident, $method:ident) => {
        /// An iterator over the pieces of
        #[doc = concat!("[`", stringify!($split), "`],")]
        /// at most so many: the last one has all that is left. Made by
        #[doc = concat!("[`CowVec::", stringify!($method), "`](crate::CowVec::", stringify!($method), ").")]
        #[derive(Clone)]
        #[must_use = "iterators are lazy and do nothing unless consumed"]
        pub struct $name<S, F> {
            split: $split<S, F>,
            /// How many more pieces there may be.
            count: usize,
        }

        impl<S: View, F: FnMut(&S::Item) -> bool> $name<S, F> {
            #[inline]
            pub(super) fn new(rest: S, count: usize, pred: F) -> Self {
                Self { split: $split::new(rest, pred), count }
            }
        }

        impl<S: View, F: FnMut(&S::Item) -> bool> Iterator for $name<S, F> {
            type Item = S;

            fn next(&mut self) -> Option<S> {
                self.count = self.count.checked_sub(1)?;
                if self.count == 0 { self.split.finish() } else { self.split.next() }
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                let (least, most) = self.split.size_hint();
                (least.min(self.count), most.map_or(Some(self.count), |most| Some(most.min(self.count))))
            }
        }
    };
}

at_most!(SplitN, Split, splitn);
at_most!(RSplitN, RSplit, rsplitn);

macro_rules! show {
    ($($name:ident, |$it:ident| $rest:expr;)*) => { $(
        impl<S: fmt::Debug, F> fmt::Debug for $name<S, F> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let $it = self;
                f.debug_tuple(stringify!($name)).field($rest).finish()
            }
        }
    )* };
}

show! {
    ChunkBy, |it| &it.rest;
    Split, |it| &it.rest;
    SplitInclusive, |it| &it.rest;
    RSplit, |it| &it.split.rest;
    SplitN, |it| &it.split;
    RSplitN, |it| &it.split;
}

impl<S: View, F: FnMut(&S::Item, &S::Item) -> bool> FusedIterator for ChunkBy<S, F> {}
impl<S: View, F: FnMut(&S::Item) -> bool> FusedIterator for Split<S, F> {}
impl<S: View, F: FnMut(&S::Item) -> bool> FusedIterator for SplitInclusive<S, F> {}
impl<S: View, F: FnMut(&S::Item) -> bool> FusedIterator for RSplit<S, F> {}
impl<S: View, F: FnMut(&S::Item) -> bool> FusedIterator for SplitN<S, F> {}
impl<S: View, F: FnMut(&S::Item) -> bool> FusedIterator for RSplitN<S, F> {}
