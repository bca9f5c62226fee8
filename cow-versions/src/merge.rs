//! Two lines of work, made one: three-way merges with typed conflicts.
//!
//! ```
//! use cow_map::CowMap;
//! use cow_versions::{Take, merge3};
//!
//! let base = CowMap::from([("tea", 3), ("milk", 1), ("salt", 2)]);
//! let (mut ours, mut theirs) = (base.clone(), base.clone());
//! ours.insert("tea", 4);
//! ours.insert("salt", 5);
//! theirs.remove("milk");
//! theirs.insert("salt", 6);
//!
//! let merged = merge3(&base, &ours, &theirs);
//! assert_eq!(merged.conflicts.len(), 1);
//! assert_eq!(merged.value, CowMap::from([("tea", 4), ("salt", 5)])); // ours, at a conflict
//! let value = merged.resolve(|_| Take::Theirs);
//! assert_eq!(value, CowMap::from([("tea", 4), ("salt", 6)]));
//! ```
//!
//! # What is merged how
//! Entries of maps, elements of sets, values of options: see [`EntryConflict`] for the table. Values
//! that both sides changed are merged inside, as far as they are made of collections; plain values
//! conflict. Vectors merge as lines of text do: changes of different places are both made; changes
//! that overlap or touch conflict, unless they are the same; see [`VecConflict`].
//!
//! # Cost and sharing
//! The changes of both sides are counted side by side until those of one are all known. These are
//! then made to a clone of the other side, so that what they leave alone is that side's, node by node.
//! If one side has not changed, the result is the other one.

mod entry;
mod map;
mod nested;
mod vec;
mod whole;

pub use self::entry::EntryConflict;
pub use self::map::MapConflict;
pub use self::nested::{PairConflict, QuadrupleConflict, TripleConflict};
pub use self::vec::VecConflict;
pub use self::whole::merge_whole;

use crate::path::Path;
use core::convert::Infallible;
use core::fmt;

/// A value of which two versions can be merged, given their common ancestor.
///
/// Implemented by the collections, by [`CowBox`](cow_core::CowBox), `Option`, tuples and the plain
/// types of std, and by `#[derive(Merge)]` for structs and enums of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be merged",
    label = "not `Merge`",
    note = "derive `Merge` for it; or put `#[cow(whole)]` on the field, or wrap the value in `cow_versions::Whole`, to have it replaced as a whole"
)]
pub trait Merge: Clone + PartialEq {
    /// Something that both sides changed, each in its way.
    type Conflict: Conflicting;

    /// Merges what `ours` and `theirs` made of `base`. At a conflict, the value is ours.
    fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Merged<Self>;

    /// Puts one side's value where both sides conflict. If there are several conflicts, the last one
    /// is settled first.
    fn settle(&mut self, conflict: Self::Conflict, take: Take);
}

/// What both sides changed, each in its way.
pub trait Conflicting {
    /// Returns where in the merged value it is.
    fn path(&self) -> Path;

    /// Returns the same conflict as the other side sees it.
    #[must_use]
    fn swapped(self) -> Self;
}

/// There are types whose values never conflict, such as sets.
impl Conflicting for Infallible {
    fn path(&self) -> Path {
        match *self {}
    }

    fn swapped(self) -> Self {
        self
    }
}

/// The three values of something that both sides changed, each in its way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Conflict<T> {
    /// The value that both sides started from.
    pub base: T,
    /// The value of our side.
    pub ours: T,
    /// The value of their side.
    pub theirs: T,
}

impl<T> Conflict<T> {
    /// Returns the value of one side.
    pub fn take(self, take: Take) -> T {
        match take {
            Take::Base => self.base,
            Take::Ours => self.ours,
            Take::Theirs => self.theirs,
        }
    }

    /// Returns the three values, each made another.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Conflict<U> {
        Conflict { base: f(self.base), ours: f(self.ours), theirs: f(self.theirs) }
    }
}

/// A plain value is itself what conflicts.
impl<T> Conflicting for Conflict<T> {
    fn path(&self) -> Path {
        Path::new()
    }

    fn swapped(self) -> Self {
        Self { base: self.base, ours: self.theirs, theirs: self.ours }
    }
}

/// Which side's value to take at a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Take {
    /// The value that both sides started from: neither change is made.
    Base,
    /// The value of our side.
    Ours,
    /// The value of their side.
    Theirs,
}

/// The result of a merge.
pub struct Merged<T: Merge> {
    /// What both sides made, and at each conflict what our side made.
    pub value: T,
    /// What both sides changed, each in its way. In order, where the value has one.
    pub conflicts: Vec<T::Conflict>,
}

impl<T: Merge> Merged<T> {
    /// Returns the result of a merge without conflicts.
    pub fn clean(value: T) -> Self {
        Self { value, conflicts: Vec::new() }
    }

    /// Returns whether there are no conflicts.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.conflicts.is_empty()
    }

    /// Returns the value with all conflicts decided.
    ///
    /// `decide` is shown each conflict, in order, and says which side to take. To take neither, it
    /// writes another value to that side before.
    ///
    /// ```
    /// use cow_map::CowMap;
    /// use cow_versions::merge::EntryConflict;
    /// use cow_versions::{Take, merge3};
    ///
    /// let base: CowMap<&str, i32> = CowMap::from([("visits", 10)]);
    /// let (ours, theirs) = (CowMap::from([("visits", 13)]), CowMap::from([("visits", 11)]));
    /// let sum = merge3(&base, &ours, &theirs).resolve(|conflict| {
    ///     if let EntryConflict::Inside(visits) = &mut conflict.conflict {
    ///         visits.ours += visits.theirs - visits.base;
    ///     }
    ///     Take::Ours
    /// });
    /// assert_eq!(sum["visits"], 14);
    /// ```
    pub fn resolve(mut self, decide: impl FnMut(&mut T::Conflict) -> Take) -> T {
        let takes: Vec<Take> = self.conflicts.iter_mut().map(decide).collect();
        // From the end, where places are still those that the conflicts name.
        for (conflict, take) in self.conflicts.into_iter().zip(takes).rev() {
            self.value.settle(conflict, take);
        }
        self.value
    }

    /// Returns the value and the conflicts.
    #[must_use]
    pub fn into_parts(self) -> (T, Vec<T::Conflict>) {
        (self.value, self.conflicts)
    }

    /// Returns the value, with our side's at each conflict.
    #[must_use]
    pub fn ours(self) -> T {
        self.value
    }

    /// Returns the value, with their side's at each conflict.
    #[must_use]
    pub fn theirs(self) -> T {
        self.resolve(|_| Take::Theirs)
    }

    /// Returns the value if there are no conflicts.
    ///
    /// # Errors
    /// The conflicts, if there are any.
    pub fn into_clean(self) -> Result<T, Vec<T::Conflict>> {
        if self.is_clean() { Ok(self.value) } else { Err(self.conflicts) }
    }
}

impl<T: Merge<Conflict: Clone>> Clone for Merged<T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), conflicts: self.conflicts.clone() }
    }
}

impl<T: Merge<Conflict: PartialEq>> PartialEq for Merged<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value && self.conflicts == other.conflicts
    }
}

impl<T: Merge<Conflict: fmt::Debug> + fmt::Debug> fmt::Debug for Merged<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Merged")
            .field("value", &self.value)
            .field("conflicts", &self.conflicts)
            .finish()
    }
}

/// Merges what `ours` and `theirs` made of `base`. See the [module](self).
#[must_use]
pub fn merge3<T: Merge>(base: &T, ours: &T, theirs: &T) -> Merged<T> {
    T::merge3(base, ours, theirs)
}
