//! Left and right, and how far down.

/// The height of a leaf is zero, that of a fork at most this.
///
/// An AVL tree of that height would have more than 2^44 leaves.
pub const MAX_HEIGHT: usize = 64;

/// One of the two children of a fork.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The child before the routing key.
    Left = 0,
    /// The child from the routing key on.
    Right = 1,
}

impl Side {
    /// The other one.
    #[inline]
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

    /// Right if `right`, else left. Compiles to no branch.
    #[inline]
    #[must_use]
    pub fn right_if(right: bool) -> Self {
        if right { Self::Right } else { Self::Left }
    }
}
