//! Changes as values: made from two versions, applied to others, inverted, composed, sent.
//!
//! ```
//! use cow_vec::cow_vec;
//! use cow_versions::Patchable;
//!
//! let old = cow_vec!["one", "two", "four"];
//! let new = cow_vec!["one", "two", "three", "four"];
//! let patch = old.patch(&new);
//!
//! assert_eq!(patch.apply(&old)?, new);
//! assert_eq!(patch.clone().invert().apply(&new)?, old);
//!
//! // A patch that does not fit is an error that names the place.
//! let other = cow_vec!["one"];
//! assert_eq!(patch.apply(&other).unwrap_err().to_string(), "the patch does not fit at [2]: there is no such place");
//! # Ok::<(), cow_versions::Misfit>(())
//! ```

mod change;
mod map;
mod nested;
mod tree;
mod vec;
mod whole;

pub use self::change::Change;
pub use self::map::MapDelta;
pub use self::nested::{BoxDelta, OptionDelta};
pub use self::tree::{ParseTreePathError, TreeDelta, TreePath};
pub use self::vec::{OwnedHunk, VecDelta};
pub use self::whole::WholeDelta;

use crate::path::Path;
use core::fmt;
use cow_core::Diff;

/// A value whose changes can be made patches of.
///
/// Implemented by the collections, by [`CowBox`](cow_core::CowBox), `Option`, tuples and the plain
/// types of std, and by `#[derive(Diff)]` for structs and enums of them.
#[diagnostic::on_unimplemented(
    message = "it cannot be told what changes between two versions of `{Self}`",
    label = "not `Diff` and `Patchable`",
    note = "derive `Diff` for it; or put `#[cow(whole)]` on the field, or wrap the value in `cow_versions::Whole`, to have it replaced as a whole"
)]
pub trait Patchable: Clone + Diff {
    /// What changes between two versions.
    type Delta: Delta<Self>;

    /// Returns what changes from this version to a newer one.
    fn delta(&self, newer: &Self) -> Self::Delta;

    /// Returns the patch that makes the newer version of this one.
    ///
    /// Takes the time of what differs. It shares with both versions what it holds of them.
    fn patch(&self, newer: &Self) -> Patch<Self> {
        Patch { delta: self.delta(newer) }
    }
}

/// What changes between two versions of a `T`.
///
/// Users call the methods of [`Patch`]; this is for implementations of [`Patchable`].
pub trait Delta<T>: Clone {
    /// Makes the change.
    ///
    /// # Errors
    /// If it does not fit. Some of it may have been made to the value, which is a draft.
    fn apply(&self, draft: &mut T) -> Result<(), Misfit>;

    /// Returns the change back.
    #[must_use]
    fn invert(self) -> Self;

    /// Returns this change and the next one in one.
    ///
    /// # Errors
    /// If the next one does not fit to what this one makes.
    fn then(self, next: Self) -> Result<Self, Misfit>;

    /// Returns the number of single changes.
    fn len(&self) -> usize;

    /// Returns whether nothing changes.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What changes between two versions of a `T`. See the [module](self).
///
/// # Laws
/// For all versions `a`, `b`, `c` of a value:
/// * `a.patch(&b).apply(&a) == Ok(b)`, and `a.patch(&b).is_empty()` exactly if `a == b`;
/// * `a.patch(&b).invert().apply(&b) == Ok(a)`;
/// * `a.patch(&b).then(b.patch(&c))` makes `c` of `a`.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        transparent,
        bound(
            serialize = "T::Delta: serde::Serialize",
            deserialize = "T::Delta: serde::Deserialize<'de>"
        )
    )
)]
pub struct Patch<T: Patchable> {
    delta: T::Delta,
}

impl<T: Patchable> Patch<T> {
    /// Returns the patch that makes `newer` of `older`.
    #[must_use]
    pub fn between(older: &T, newer: &T) -> Self {
        older.patch(newer)
    }

    /// Returns the patch of a change that was made in another way.
    #[must_use]
    pub fn from_delta(delta: T::Delta) -> Self {
        Self { delta }
    }

    /// Returns the change, to be inspected.
    #[must_use]
    pub fn delta(&self) -> &T::Delta {
        &self.delta
    }

    /// Returns the value with the changes made. It shares with `value` what they leave alone.
    ///
    /// Every change is checked: what it removes or replaces has to be there, and what it adds must
    /// not. Where the patch fits, it makes what it was made for; `value` may differ elsewhere, but
    /// items of a vector have to be at the same indices.
    ///
    /// # Errors
    /// If a change does not fit; the error names the first place. `value` is not touched.
    pub fn apply(&self, value: &T) -> Result<T, Misfit> {
        let mut draft = value.clone();
        self.delta.apply(&mut draft)?;
        Ok(draft)
    }

    /// Returns the patch that undoes this one.
    #[must_use]
    pub fn invert(self) -> Self {
        Self { delta: self.delta.invert() }
    }

    /// Returns this patch and the next one in one. What the next one takes back is gone from both.
    ///
    /// # Errors
    /// If the next patch cannot follow this one.
    pub fn then(self, next: Self) -> Result<Self, Misfit> {
        Ok(Self { delta: self.delta.then(next.delta)? })
    }

    /// Returns the number of single changes: entries, elements, runs of items, and values.
    #[must_use]
    pub fn len(&self) -> usize {
        self.delta.len()
    }

    /// Returns whether the patch changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.delta.is_empty()
    }
}

impl<T: Patchable> Clone for Patch<T> {
    fn clone(&self) -> Self {
        Self { delta: self.delta.clone() }
    }
}

impl<T: Patchable<Delta: PartialEq>> PartialEq for Patch<T> {
    fn eq(&self, other: &Self) -> bool {
        self.delta == other.delta
    }
}

impl<T: Patchable<Delta: fmt::Debug>> fmt::Debug for Patch<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Patch").field(&self.delta).finish()
    }
}

/// The error of a patch that does not fit to a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the patch does not fit at {path}: {reason}")]
pub struct Misfit {
    path: Path,
    reason: Reason,
}

/// Why a patch does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// What is to be changed or removed is not there.
    #[error("there is no such place")]
    Missing,
    /// What is to be added is there already.
    #[error("there is a value already")]
    Present,
    /// What is to be changed or removed has another value.
    #[error("there is another value")]
    Unequal,
    /// The changes of a patch are not in order. Only a patch that was not made of two versions is so.
    #[error("the changes of the patch overlap")]
    Malformed,
    /// With what is to be added the value would be longer than any can be.
    #[error("the value would be too long")]
    TooLong,
}

impl Misfit {
    /// Returns the error for the value itself.
    #[must_use]
    pub fn new(reason: Reason) -> Self {
        Self { path: Path::new(), reason }
    }

    /// Returns where the patch does not fit.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns why.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// Returns the error for a value of which the one that it was for is a part.
    #[must_use]
    pub fn under(self, outside: impl FnOnce(Path) -> Path) -> Self {
        Self { path: outside(self.path), ..self }
    }
}
