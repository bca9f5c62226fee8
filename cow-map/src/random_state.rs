//! The default hasher.

#[cfg(feature = "std")]
pub(crate) use std::hash::RandomState;

/// Stands for std's `RandomState`, which does not exist without std: choose a hasher, and make the
/// map with [`with_hasher`](crate::CowMap::with_hasher).
#[cfg(not(feature = "std"))]
#[derive(Clone, Copy, Debug)]
pub enum RandomState {}
