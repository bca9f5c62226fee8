//! The change of a value that may be absent.

use super::{Delta, Misfit, Patchable, Reason};
use core::fmt;

/// The change of an entry of a map, or of another value that may be absent.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(bound(
        serialize = "V: serde::Serialize, V::Delta: serde::Serialize",
        deserialize = "V: serde::Deserialize<'de>, V::Delta: serde::Deserialize<'de>"
    ))
)]
pub enum Change<V: Patchable> {
    /// There was none, and now there is this value.
    Add(V),
    /// There was this value, and now there is none.
    Remove(V),
    /// The value changes.
    Update(V::Delta),
}

impl<V: Patchable + PartialEq> Change<V> {
    /// Returns the change from one state to another, or `None` if they are equal.
    pub fn between(old: Option<&V>, new: Option<&V>) -> Option<Self> {
        match (old, new) {
            (None, None) => None,
            (None, Some(new)) => Some(Self::Add(new.clone())),
            (Some(old), None) => Some(Self::Remove(old.clone())),
            (Some(old), Some(new)) => Self::update(old.delta(new)),
        }
    }

    /// Returns an update, unless it changes nothing.
    fn update(delta: V::Delta) -> Option<Self> {
        (!delta.is_empty()).then_some(Self::Update(delta))
    }

    /// Returns what a state becomes by the change.
    ///
    /// # Errors
    /// If the change does not fit.
    pub fn apply(&self, state: Option<&V>) -> Result<Option<V>, Misfit> {
        let reason = match (self, state) {
            (Self::Add(new), None) => return Ok(Some(new.clone())),
            (Self::Remove(old), Some(value)) if old == value => return Ok(None),
            (Self::Update(delta), Some(value)) => {
                let mut draft = value.clone();
                delta.apply(&mut draft)?;
                return Ok(Some(draft));
            }
            (Self::Add(_), Some(_)) => Reason::Present,
            (Self::Remove(_), Some(_)) => Reason::Unequal,
            (Self::Remove(_) | Self::Update(_), None) => Reason::Missing,
        };
        Err(Misfit::new(reason))
    }

    /// Returns the change back.
    #[must_use]
    pub fn invert(self) -> Self {
        match self {
            Self::Add(value) => Self::Remove(value),
            Self::Remove(value) => Self::Add(value),
            Self::Update(delta) => Self::Update(delta.invert()),
        }
    }

    /// Returns both changes in one, or `None` if the second undoes the first.
    ///
    /// # Errors
    /// If the second does not fit to what the first makes.
    pub fn then(self, next: Self) -> Result<Option<Self>, Misfit> {
        match (self, next) {
            // What is there in between is known.
            (Self::Add(new), next) => Ok(next.apply(Some(&new))?.map(Self::Add)),
            (Self::Remove(old), Self::Add(new)) => Ok(Self::update(old.delta(&new))),
            (Self::Remove(_), Self::Remove(_) | Self::Update(_)) => {
                Err(Misfit::new(Reason::Missing))
            }
            (Self::Update(delta), Self::Remove(last)) => {
                let mut first = last;
                delta.invert().apply(&mut first)?;
                Ok(Some(Self::Remove(first)))
            }
            (Self::Update(delta), Self::Update(next)) => Ok(Self::update(delta.then(next)?)),
            (Self::Update(_), Self::Add(_)) => Err(Misfit::new(Reason::Present)),
        }
    }

    /// Returns the number of single changes.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Add(_) | Self::Remove(_) => 1,
            Self::Update(delta) => delta.len(),
        }
    }

    /// Returns whether nothing changes, as in no change that was made of two values.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<V: Patchable> Clone for Change<V> {
    fn clone(&self) -> Self {
        match self {
            Self::Add(value) => Self::Add(value.clone()),
            Self::Remove(value) => Self::Remove(value.clone()),
            Self::Update(delta) => Self::Update(delta.clone()),
        }
    }
}

impl<V: Patchable<Delta: PartialEq> + PartialEq> PartialEq for Change<V> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Add(a), Self::Add(b)) | (Self::Remove(a), Self::Remove(b)) => a == b,
            (Self::Update(a), Self::Update(b)) => a == b,
            _ => false,
        }
    }
}

impl<V: Patchable<Delta: fmt::Debug> + fmt::Debug> fmt::Debug for Change<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Add(value) => f.debug_tuple("Add").field(value).finish(),
            Self::Remove(value) => f.debug_tuple("Remove").field(value).finish(),
            Self::Update(delta) => f.debug_tuple("Update").field(delta).finish(),
        }
    }
}
