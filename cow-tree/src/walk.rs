//! Entries in order, from both ends.

use crate::tree::{Sum, Tree, TreeRef};
use core::mem;
use core::ops::Range;
use core::slice;
use cow_core::RefCount;
use cow_core::btree::{LeavesMut, Runs, Sought};

/// The entries of some leaves: double-ended, exact, and small enough to be passed around.
#[derive(Clone, Default)]
pub(crate) struct Walk<I, L> {
    /// What is left of the leaf entered last from the front.
    front: I,
    /// What is left of the leaf entered last from the back.
    back: I,
    /// The leaves between the two.
    middle: L,
}

/// Entries to be read.
pub(crate) type Entries<'a, K, V, A, C> =
    Walk<slice::Iter<'a, (K, V)>, Runs<'a, K, (K, V), Sum<A>, C>>;

/// Entries to be written. A shared node is copied when the first of its entries is reached.
pub(crate) type EntriesMut<'a, K, V, C> =
    Walk<slice::IterMut<'a, (K, V)>, LeavesMut<'a, K, (K, V), Sum<()>, C>>;

/// Leaves that can be passed over.
pub(crate) trait Leaves:
    DoubleEndedIterator<Item: IntoIterator<IntoIter = Self::Entries>>
{
    /// The entries of one leaf.
    type Entries: DoubleEndedIterator + ExactSizeIterator + Default;

    /// Returns the number of entries that are left.
    fn len(&self) -> usize;

    /// Passes over the first `count` entries, of which there are as many.
    fn skip_front(&mut self, count: usize);

    /// Passes over the last `count` entries, of which there are as many.
    fn skip_back(&mut self, count: usize);
}

impl<'a, K, T, A, C: RefCount> Leaves for Runs<'a, K, T, A, C> {
    type Entries = slice::Iter<'a, T>;

    #[inline]
    fn len(&self) -> usize {
        self.items()
    }

    #[inline]
    fn skip_front(&mut self, count: usize) {
        self.skip_items(count);
    }

    #[inline]
    fn skip_back(&mut self, count: usize) {
        self.skip_items_back(count);
    }
}

/// What is passed over is not copied.
impl<'a, K: Clone, T: Clone, A: Clone, C: RefCount> Leaves for LeavesMut<'a, K, T, A, C> {
    type Entries = slice::IterMut<'a, T>;

    #[inline]
    fn len(&self) -> usize {
        self.items()
    }

    #[inline]
    fn skip_front(&mut self, count: usize) {
        self.skip_front(count);
    }

    #[inline]
    fn skip_back(&mut self, count: usize) {
        self.skip_back(count);
    }
}

impl<'a, K, V, A, C: RefCount> Entries<'a, K, V, A, C> {
    /// Returns all entries.
    #[inline]
    pub(crate) fn all(tree: Option<TreeRef<'a, K, V, A, C>>) -> Self {
        let len = tree.map_or(0, TreeRef::len);
        Self { middle: Runs::new(tree, 0..len), ..Self::default() }
    }

    /// Returns the entries whose ranks are in `ranks`, which are within the tree.
    #[inline]
    pub(crate) fn new(tree: TreeRef<'a, K, V, A, C>, ranks: Range<usize>) -> Self {
        Self { middle: Runs::new(Some(tree), ranks), ..Self::default() }
    }

    /// Returns the entries from a sought one on, or those after it, up to rank `end`.
    #[inline]
    pub(crate) fn from(
        tree: TreeRef<'a, K, V, A, C>,
        sought: impl Sought<K>,
        excluded: bool,
        end: usize,
    ) -> Self {
        let (first, middle) = tree.runs_from(sought, excluded, end);
        Self { front: first.iter(), middle, back: [].iter() }
    }
}

impl<'a, K, V, C: RefCount> EntriesMut<'a, K, V, C> {
    /// Returns the entries whose ranks are in `ranks`, which are within the tree.
    #[inline]
    pub(crate) fn new(tree: &'a mut Tree<K, V, (), C>, ranks: Range<usize>) -> Self {
        Self::of(tree.leaves_mut(ranks))
    }

    /// Returns the entries of some leaves.
    #[inline]
    pub(crate) fn of(leaves: LeavesMut<'a, K, (K, V), Sum<()>, C>) -> Self {
        Self { middle: leaves, ..Self::default() }
    }

    /// Returns what is left, to be read.
    pub(crate) fn rest(&self) -> impl Iterator<Item = &(K, V)> {
        self.front.as_slice().iter().chain(self.middle.rest().flatten()).chain(self.back.as_slice())
    }
}

impl<L: Leaves> Walk<L::Entries, L> {
    /// Returns the number of entries that are left.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.front.len() + self.middle.len() + self.back.len()
    }

    /// Returns the first entry that is left.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<<L::Entries as Iterator>::Item> {
        if let Some(entry) = self.front.next() {
            return Some(entry);
        }
        self.enter_front();
        self.front.next()
    }

    /// Returns the last entry that is left.
    #[inline]
    pub(crate) fn next_back(&mut self) -> Option<<L::Entries as Iterator>::Item> {
        if let Some(entry) = self.back.next_back() {
            return Some(entry);
        }
        self.enter_back();
        self.back.next_back()
    }

    /// Returns the entry after `n` more from the front. O(log n).
    #[inline]
    pub(crate) fn nth(&mut self, n: usize) -> Option<<L::Entries as Iterator>::Item> {
        let Some(beyond) = n.checked_sub(self.front.len()) else { return self.front.nth(n) };
        self.front = L::Entries::default();
        let skipped = beyond.min(self.middle.len());
        self.middle.skip_front(skipped);
        self.enter_front();
        self.front.nth(beyond - skipped)
    }

    /// Returns the entry after `n` more from the back. O(log n).
    #[inline]
    pub(crate) fn nth_back(&mut self, n: usize) -> Option<<L::Entries as Iterator>::Item> {
        let Some(beyond) = n.checked_sub(self.back.len()) else { return self.back.nth_back(n) };
        self.back = L::Entries::default();
        let skipped = beyond.min(self.middle.len());
        self.middle.skip_back(skipped);
        self.enter_back();
        self.back.nth_back(beyond - skipped)
    }

    /// Returns all that are left, leaf by leaf.
    #[inline]
    pub(crate) fn fold<B, F>(mut self, init: B, mut f: F) -> B
    where
        F: FnMut(B, <L::Entries as Iterator>::Item) -> B,
    {
        let mut sum = self.front.fold(init, &mut f);
        for leaf in self.middle.by_ref() {
            sum = leaf.into_iter().fold(sum, &mut f);
        }
        self.back.fold(sum, f)
    }

    /// Fills `front`, which is empty.
    #[cold]
    fn enter_front(&mut self) {
        self.front = match self.middle.next() {
            Some(leaf) => leaf.into_iter(),
            None => mem::take(&mut self.back),
        };
    }

    /// Fills `back`, which is empty.
    #[cold]
    fn enter_back(&mut self) {
        self.back = match self.middle.next_back() {
            Some(leaf) => leaf.into_iter(),
            None => mem::take(&mut self.front),
        };
    }
}
