//! What a merge keeps.

use crate::Pick;

/// What becomes of nodes that both trees of a merge share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharedNodes {
    /// They are in the result, and are not visited.
    Keep,
    /// They are not in the result, and are not visited.
    Drop,
    /// Their items are merged as others are.
    Merge,
}

/// What becomes of a key that both trees of a merge have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision<V> {
    /// The left tree's item is in the result.
    TakeLeft,
    /// The right tree's item is in the result.
    TakeRight,
    /// The left tree's key is in the result, with the right tree's value.
    TakeRightValue,
    /// The left tree's key is in the result, with this value.
    SetValue(V),
    /// Neither item is in the result.
    Drop,
}

impl<V> From<Pick<V>> for Decision<V> {
    #[inline]
    fn from(pick: Pick<V>) -> Self {
        match pick {
            Pick::Left => Self::TakeLeft,
            Pick::Right => Self::TakeRight,
            Pick::New(value) => Self::SetValue(value),
            Pick::Remove => Self::Drop,
        }
    }
}

/// What a merge keeps of keys that only one of both trees has, and of nodes that both share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Whether items are kept whose keys only the left tree has.
    pub left: bool,
    /// Whether items are kept whose keys only the right tree has.
    pub right: bool,
    /// What becomes of nodes that both share.
    pub shared: SharedNodes,
}

impl Keep {
    /// Items of both.
    pub const UNION: Self = Self { left: true, right: true, shared: SharedNodes::Keep };
    /// Items whose keys both have.
    pub const INTERSECTION: Self = Self { left: false, right: false, shared: SharedNodes::Keep };
    /// Items whose keys only the left tree has.
    pub const DIFFERENCE: Self = Self { left: true, right: false, shared: SharedNodes::Drop };
    /// Items whose keys only one of both has.
    pub const SYMMETRIC_DIFFERENCE: Self =
        Self { left: true, right: true, shared: SharedNodes::Drop };

    /// Returns the same, for trees that have changed places.
    #[must_use]
    pub(super) fn flipped(self) -> Self {
        Self { left: self.right, right: self.left, ..self }
    }
}
