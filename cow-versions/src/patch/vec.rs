//! Patches of vectors.

use super::{Delta, Misfit, Patchable, Reason};
use crate::replace::{part, replace};
use core::iter::Peekable;
use core::mem;
use cow_core::{Atomic, RefCount};
use cow_vec::GenericVec;

/// Some items in a row that are replaced by others.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(bound(
        serialize = "T: serde::Serialize",
        deserialize = "T: serde::Deserialize<'de> + Clone"
    ))
)]
pub struct OwnedHunk<T, C: RefCount = Atomic> {
    /// The index of the first item that is removed, in the vector before all changes.
    pub at: usize,
    /// The items that are removed.
    pub removed: GenericVec<T, C>,
    /// The items that replace them.
    pub inserted: GenericVec<T, C>,
}

/// The changes of a vector, in order. Two of them never touch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        transparent,
        bound(
            serialize = "T: serde::Serialize",
            deserialize = "T: serde::Deserialize<'de> + Clone"
        )
    )
)]
pub struct VecDelta<T, C: RefCount = Atomic> {
    hunks: Vec<OwnedHunk<T, C>>,
}

impl<T, C: RefCount> VecDelta<T, C> {
    /// Returns the changes.
    #[must_use]
    pub fn hunks(&self) -> &[OwnedHunk<T, C>] {
        &self.hunks
    }
}

impl<T: Clone + PartialEq, C: RefCount> Patchable for GenericVec<T, C> {
    type Delta = VecDelta<T, C>;

    fn delta(&self, newer: &Self) -> VecDelta<T, C> {
        let hunks = self.diff(newer).map(|hunk| OwnedHunk {
            at: hunk.at,
            removed: part(hunk.removed),
            inserted: part(hunk.inserted),
        });
        VecDelta { hunks: hunks.collect() }
    }
}

/// Returns the error for an item.
fn misfit(reason: Reason, index: usize) -> Misfit {
    Misfit::new(reason).under(|path| path.under_index(index))
}

/// Checks that two ranges have equal items. `at` is the index of the first, for the error.
fn check_equal<T: PartialEq, C: RefCount>(
    a: &GenericVec<T, C>,
    b: &GenericVec<T, C>,
    at: usize,
) -> Result<(), Misfit> {
    if a == b {
        return Ok(());
    }
    let equal = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    Err(misfit(Reason::Unequal, at + equal))
}

impl<T: Clone + PartialEq, C: RefCount> Delta<GenericVec<T, C>> for VecDelta<T, C> {
    fn apply(&self, draft: &mut GenericVec<T, C>) -> Result<(), Misfit> {
        let mut checked = 0;
        for hunk in &self.hunks {
            if hunk.at < checked {
                return Err(misfit(Reason::Malformed, hunk.at));
            }
            checked = hunk.at.saturating_add(hunk.removed.len());
            if checked > draft.len() {
                return Err(misfit(Reason::Missing, hunk.at.max(draft.len())));
            }
            if draft.view(hunk.at..checked) != hunk.removed {
                check_equal(&draft.slice(hunk.at..checked), &hunk.removed, hunk.at)?;
            }
        }
        // From the end, where indices are still those before all changes.
        for hunk in self.hunks.iter().rev() {
            replace(draft, hunk.at..hunk.at + hunk.removed.len(), &hunk.inserted);
        }
        Ok(())
    }

    fn invert(mut self) -> Self {
        let (mut added, mut gone) = (0, 0);
        for hunk in &mut self.hunks {
            hunk.at = hunk.at.saturating_add(added).saturating_sub(gone);
            added += hunk.inserted.len();
            gone += hunk.removed.len();
            mem::swap(&mut hunk.removed, &mut hunk.inserted);
        }
        self
    }

    fn then(self, next: Self) -> Result<Self, Misfit> {
        Compose::new(self.hunks, next.hunks).run()
    }

    fn len(&self) -> usize {
        self.hunks.len()
    }
}

/// Two consecutive lists of changes, which become one. It walks through the vector between them.
struct Compose<T, C: RefCount> {
    /// The changes that lead to the vector in between, with their indices there.
    first: Peekable<std::vec::IntoIter<OwnedHunk<T, C>>>,
    /// The changes that lead on from there.
    second: Peekable<std::vec::IntoIter<OwnedHunk<T, C>>>,
    /// The index in the vector in between.
    between: usize,
    /// The index in the first vector.
    before: usize,
    /// Items of the vector in between, from that index on, that are of the first changes.
    made: GenericVec<T, C>,
    /// Items of the vector in between, from that index on, that the second changes remove.
    wanted: GenericVec<T, C>,
    /// What both remove and insert since an item was kept.
    open: OwnedHunk<T, C>,
    done: Vec<OwnedHunk<T, C>>,
}

impl<T: Clone + PartialEq, C: RefCount> Compose<T, C> {
    fn new(mut first: Vec<OwnedHunk<T, C>>, second: Vec<OwnedHunk<T, C>>) -> Self {
        let (mut added, mut gone) = (0, 0);
        for hunk in &mut first {
            hunk.at = hunk.at.saturating_add(added).saturating_sub(gone);
            added += hunk.inserted.len();
            gone += hunk.removed.len();
        }
        let open =
            OwnedHunk { at: 0, removed: GenericVec::default(), inserted: GenericVec::default() };
        Self {
            first: first.into_iter().peekable(),
            second: second.into_iter().peekable(),
            between: 0,
            before: 0,
            made: GenericVec::default(),
            wanted: GenericVec::default(),
            open,
            done: Vec::new(),
        }
    }

    /// Returns how many items there are until the next of some changes.
    fn until(&self, next: Option<usize>) -> Result<usize, Misfit> {
        match next {
            None => Ok(usize::MAX),
            Some(at) if at >= self.between => Ok(at - self.between),
            Some(at) => Err(misfit(Reason::Malformed, at)),
        }
    }

    fn run(mut self) -> Result<VecDelta<T, C>, Misfit> {
        loop {
            let first = self.first.peek().map(|hunk| hunk.at);
            let second = self.second.peek().map(|hunk| hunk.at);
            let (first, second) = (self.until(first)?, self.until(second)?);
            if first == 0
                && self.made.is_empty()
                && let Some(mut hunk) = self.first.next()
            {
                self.before = self.before.saturating_add(hunk.removed.len());
                self.open.removed.append(&mut hunk.removed);
                self.made = hunk.inserted;
            } else if second == 0
                && self.wanted.is_empty()
                && let Some(mut hunk) = self.second.next()
            {
                self.open.inserted.append(&mut hunk.inserted);
                self.wanted = hunk.removed;
            } else {
                let (made, wanted) = (self.made.len(), self.wanted.len());
                match (made > 0, wanted > 0) {
                    (true, true) => {
                        let count = made.min(wanted);
                        let (made, wanted) = (self.made_items(count), self.wanted_items(count));
                        check_equal(&made, &wanted, self.between)?;
                        self.between = self.between.saturating_add(count);
                    }
                    (true, false) => {
                        let count = made.min(second);
                        let mut items = self.made_items(count);
                        self.open.inserted.append(&mut items);
                        self.between = self.between.saturating_add(count);
                    }
                    (false, true) => {
                        let count = wanted.min(first);
                        let mut items = self.wanted_items(count);
                        self.open.removed.append(&mut items);
                        self.between = self.between.saturating_add(count);
                        self.before = self.before.saturating_add(count);
                    }
                    (false, false) => {
                        self.close();
                        let count = first.min(second);
                        if count == usize::MAX {
                            return Ok(VecDelta { hunks: self.done });
                        }
                        self.between = self.between.saturating_add(count);
                        self.before = self.before.saturating_add(count);
                        self.open.at = self.before;
                    }
                }
            }
        }
    }

    /// Takes the first items that were made.
    fn made_items(&mut self, count: usize) -> GenericVec<T, C> {
        let rest = self.made.split_off(count);
        mem::replace(&mut self.made, rest)
    }

    /// Takes the first items that are wanted.
    fn wanted_items(&mut self, count: usize) -> GenericVec<T, C> {
        let rest = self.wanted.split_off(count);
        mem::replace(&mut self.wanted, rest)
    }

    /// Ends a change before an item that is kept. What it removes and inserts again is no change.
    fn close(&mut self) {
        let (at, removed) = (self.open.at, mem::take(&mut self.open.removed));
        let inserted = mem::take(&mut self.open.inserted);
        let mut delta = removed.delta(&inserted);
        delta.hunks.iter_mut().for_each(|hunk| hunk.at = hunk.at.saturating_add(at));
        self.done.append(&mut delta.hunks);
    }
}
