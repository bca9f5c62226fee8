//! The two ends of a tree.

/// One of the two ends of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// That of the first item.
    Front,
    /// That of the last item.
    Back,
}

impl End {
    /// Returns the other end.
    #[inline]
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Front => Self::Back,
            Self::Back => Self::Front,
        }
    }
}
