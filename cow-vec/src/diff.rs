//! The differences between two versions of a vector.

mod hunk;
mod myers;

pub use self::hunk::{Hunk, Step};

use self::myers::{Replacement, myers};
use crate::GenericVec;
use crate::rrb::{Found, Gap, Piece};
use alloc::collections::VecDeque;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;
use cow_core::{Atomic, RefCount, reflexive};

/// An iterator over the differences between two vectors, in order. Made by [`CowVec::diff`](crate::CowVec::diff).
pub struct Diff<'a, 'b, T, C: RefCount = Atomic> {
    old: &'a GenericVec<T, C>,
    new: &'b GenericVec<T, C>,
    /// What is still to be compared, the first part last.
    tasks: Vec<Task<'a, 'b, T, C>>,
    /// What has been found. Only the last one may be continued by what is found next.
    found: VecDeque<Replacement>,
    /// Whether the first difference has been found, and is none of equal vectors.
    begun: bool,
}

/// Something to be compared.
enum Task<'a, 'b, T, C: RefCount> {
    /// Nodes that may be shared.
    Split(Gap<'a, 'b, T, C>),
    /// Leaves that are not shared.
    Compare(Gap<'a, 'b, T, C>),
    /// Items that both share, but that may be unequal to themselves.
    Itself(Piece<'a, T, C>, usize, usize),
}

impl<T, C: RefCount> GenericVec<T, C> {
    /// Returns what has to be done to this vector to make it equal to a `newer` one, in order, each
    /// change as items that are removed and items that are inserted in their place.
    ///
    /// There is nothing to do exactly if the two are equal. Changes never touch: at least one common
    /// item is between two of them.
    ///
    /// # Cost
    /// Nodes that both share are found first, by their addresses, wherever they are, and are not
    /// visited if `T: Eq` (otherwise each item is compared with itself, for it may be a `NaN`). So two
    /// versions that are `d` edits apart take O(d (c + log n)), for leaves of `c` items. Runs of items
    /// that are not shared are compared by Myers' algorithm, which finds the fewest changes if they
    /// are few (128 in a run), and never takes more than a constant times the length. Two vectors of one
    /// length that have several changes are compared from the first one on, up to where they differ.
    ///
    /// # What it does not find
    /// An item that was moved is removed in one place and inserted in another. Shared nodes are taken
    /// for unchanged before items are compared: where nodes were moved, there may be a shorter
    /// list of changes.
    ///
    /// ```
    /// use cow_vec::CowVec;
    ///
    /// let old: CowVec<u32> = (0..1_000_000).collect();
    /// let mut new = old.clone();
    /// new.insert(10, 7);
    /// new[500_000] = 8;
    /// new.truncate(900_000);
    ///
    /// let mut patched = old.clone();
    /// let mut hunks = 0;
    /// for hunk in old.diff(&new) { // Visits a few leaves, not a million items.
    ///     let range = hunk.newer_at..hunk.newer_at + hunk.removed.len();
    ///     patched.splice(range, hunk.inserted.iter().copied());
    ///     hunks += 1;
    /// }
    /// assert!(patched == new);
    /// assert_eq!(hunks, 3);
    /// ```
    pub fn diff<'a, 'b>(&'a self, newer: &'b Self) -> Diff<'a, 'b, T, C>
    where
        T: PartialEq,
    {
        let tasks = vec![Task::Split(Gap::new(&self.tree, &newer.tree))];
        Diff { old: self, new: newer, tasks, found: VecDeque::new(), begun: false }
    }
}

impl<T: PartialEq, C: RefCount> cow_core::Diff for GenericVec<T, C> {
    type Changes<'a>
        = Diff<'a, 'a, T, C>
    where
        Self: 'a;

    fn diff<'a>(&'a self, newer: &'a Self) -> Diff<'a, 'a, T, C> {
        self.diff(newer)
    }
}

impl<'a, 'b, T: PartialEq, C: RefCount> Diff<'a, 'b, T, C> {
    /// Does one task. Returns `true` if there was one.
    fn work(&mut self) -> bool {
        match self.tasks.pop() {
            None => return false,
            Some(Task::Split(gap)) => self.split(gap),
            Some(Task::Compare(gap)) => self.compare(&gap),
            Some(Task::Itself(piece, old_at, new_at)) => self.itself(piece, old_at, new_at),
        }
        true
    }

    /// Finds nodes that are shared.
    fn split(&mut self, gap: Gap<'a, 'b, T, C>) {
        if gap.old.is_empty() || gap.new.is_empty() {
            let (old, new) = (gap.old_len(), gap.new_len());
            return self.note((gap.old_at..gap.old_at + old, gap.new_at..gap.new_at + new));
        }
        let (level, first) = (gap.level(), self.tasks.len());
        let reflexive = reflexive::<T>();
        gap.split(&mut |found| match found {
            Found::Gap(gap) if level > 0 => self.tasks.push(Task::Split(gap)),
            Found::Gap(gap) => self.tasks.push(Task::Compare(gap)),
            Found::Same(..) if reflexive => {}
            Found::Same(piece, old, new) => self.tasks.push(Task::Itself(piece, old, new)),
        });
        self.tasks[first..].reverse();
    }

    /// Compares leaves that are not shared, item by item.
    fn compare(&mut self, gap: &Gap<'a, 'b, T, C>) {
        let mut old = Run::new(gap.old_at, &gap.old);
        let mut new = Run::new(gap.new_at, &gap.new);
        old.trim_front(&mut new);
        old.trim_back(&mut new);
        if old.range.is_empty() || new.range.is_empty() {
            return self.note((old.range, new.range));
        }
        let (from, to) = (old.range.start, new.range.start);
        myers(&old.items(), &new.items(), &mut |(removed, inserted)| {
            let shifted = |range: Range<usize>, by| range.start + by..range.end + by;
            self.note((shifted(removed, from), shifted(inserted, to)));
        });
    }

    /// Finds items that are not equal to themselves.
    fn itself(&mut self, piece: Piece<'a, T, C>, mut old_at: usize, mut new_at: usize) {
        let mut below = vec![piece];
        while let Some(piece) = below.pop() {
            let Some(leaf) = piece.leaf() else {
                let first = below.len();
                piece.open(piece.level(), &mut below);
                below[first..].reverse();
                continue;
            };
            for item in leaf {
                #[expect(clippy::eq_op, reason = "a `NaN` differs from itself")]
                if item != item {
                    self.note((old_at..old_at + 1, new_at..new_at + 1));
                }
                (old_at, new_at) = (old_at + 1, new_at + 1);
            }
        }
    }

    /// Forgets all differences if the items from the first one on are equal.
    ///
    /// Between differences there may be nodes that both share at places that differ: of ten equal items the first two
    /// are removed, and two are appended.
    fn begin(&mut self) {
        self.begun = true;
        if self.found.len() > 1 && self.old.len() == self.new.len() {
            let (old, new) = &self.found[0];
            if self.old.view(old.start..) == self.new.view(new.start..) {
                self.tasks.clear();
                self.found.clear();
            }
        }
    }

    /// Records a difference after all that have been found. It may continue the last one.
    fn note(&mut self, (removed, inserted): Replacement) {
        if removed.is_empty() && inserted.is_empty() {
            return;
        }
        match self.found.back_mut() {
            Some((old, new)) if old.end == removed.start && new.end == inserted.start => {
                (old.end, new.end) = (removed.end, inserted.end);
            }
            _ => self.found.push_back((removed, inserted)),
        }
    }
}

impl<'a, 'b, T: PartialEq, C: RefCount> Iterator for Diff<'a, 'b, T, C> {
    type Item = Hunk<'a, 'b, T, C>;

    fn next(&mut self) -> Option<Hunk<'a, 'b, T, C>> {
        // The last one found may go on in what has not been compared yet.
        while self.found.len() < 2 && self.work() {}
        if !self.begun {
            self.begin();
        }
        let (removed, inserted) = self.found.pop_front()?;
        Some(Hunk {
            at: removed.start,
            newer_at: inserted.start,
            removed: self.old.view(removed),
            inserted: self.new.view(inserted),
        })
    }
}

impl<'a, 'b, T: PartialEq, C: RefCount> Diff<'a, 'b, T, C> {
    /// Returns the same changes as single positions, for what shows a list and follows it: items are
    /// set, inserted and removed one by one, and only the end is appended to or truncated at once.
    ///
    /// Each step is for the list as the steps before have left it. The names are those of
    /// `eyeball-im`'s `VectorDiff`.
    ///
    /// ```
    /// use cow_vec::cow_vec;
    /// use cow_vec::diff::Step;
    ///
    /// let old = cow_vec!['a', 'b', 'c', 'd'];
    /// let new = cow_vec!['a', 'x', 'c', 'd', 'e', 'f'];
    ///
    /// let mut shown = old.to_vec();
    /// for step in old.diff(&new).steps() {
    ///     match step {
    ///         Step::Set { index, value } => shown[index] = *value,
    ///         Step::Insert { index, value } => shown.insert(index, *value),
    ///         Step::Remove { index } => drop(shown.remove(index)),
    ///         Step::Append { values } => shown.extend(values),
    ///         Step::Truncate { length } => shown.truncate(length),
    ///     }
    /// }
    /// assert_eq!(shown, new);
    /// ```
    pub fn steps(self) -> impl Iterator<Item = Step<'b, T, C>> {
        let end = self.old.len();
        self.flat_map(move |hunk| hunk.steps(end))
    }
}

impl<T: PartialEq, C: RefCount> FusedIterator for Diff<'_, '_, T, C> {}

impl<T, C: RefCount> Clone for Diff<'_, '_, T, C> {
    fn clone(&self) -> Self {
        Self { tasks: self.tasks.clone(), found: self.found.clone(), ..*self }
    }
}

impl<T, C: RefCount> Clone for Task<'_, '_, T, C> {
    fn clone(&self) -> Self {
        match self {
            Self::Split(gap) => Self::Split(gap.clone()),
            Self::Compare(gap) => Self::Compare(gap.clone()),
            &Self::Itself(piece, old_at, new_at) => Self::Itself(piece, old_at, new_at),
        }
    }
}

/// Shows the differences not yet returned.
impl<T: PartialEq + fmt::Debug, C: RefCount> fmt::Debug for Diff<'_, '_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// Some items in a row, in several slices.
struct Run<'a, T> {
    /// Their indices in the vector.
    range: Range<usize>,
    /// The slices. None is empty.
    slices: VecDeque<&'a [T]>,
}

impl<'a, T> Run<'a, T> {
    /// Returns the items of leaves, from an index on.
    fn new<C: RefCount>(at: usize, leaves: &[Piece<'a, T, C>]) -> Self {
        let slices = leaves.iter().filter_map(|leaf| leaf.leaf());
        let slices: VecDeque<_> = slices.filter(|slice| !slice.is_empty()).collect();
        let len: usize = slices.iter().map(|slice| slice.len()).sum();
        Self { range: at..at + len, slices }
    }

    /// Leaves out the items with which both begin.
    fn trim_front(&mut self, other: &mut Run<'_, T>)
    where
        T: PartialEq,
    {
        while let (Some(a), Some(b)) = (self.slices.front_mut(), other.slices.front_mut()) {
            let common = a.len().min(b.len());
            let equal = a.iter().zip(b.iter()).take_while(|(a, b)| a == b).count();
            (*a, *b) = (&a[equal..], &b[equal..]);
            self.range.start += equal;
            other.range.start += equal;
            if a.is_empty() {
                self.slices.pop_front();
            }
            if b.is_empty() {
                other.slices.pop_front();
            }
            if equal < common {
                return;
            }
        }
    }

    /// Leaves out the items with which both end.
    fn trim_back(&mut self, other: &mut Run<'_, T>)
    where
        T: PartialEq,
    {
        while let (Some(a), Some(b)) = (self.slices.back_mut(), other.slices.back_mut()) {
            let common = a.len().min(b.len());
            let equal = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
            (*a, *b) = (&a[..a.len() - equal], &b[..b.len() - equal]);
            self.range.end -= equal;
            other.range.end -= equal;
            if a.is_empty() {
                self.slices.pop_back();
            }
            if b.is_empty() {
                other.slices.pop_back();
            }
            if equal < common {
                return;
            }
        }
    }

    /// Returns all items.
    fn items(&self) -> Vec<&'a T> {
        self.slices.iter().copied().flatten().collect()
    }
}
