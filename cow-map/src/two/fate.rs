//! What is to become of what meets in a merge.

/// What becomes of nodes that both tries share.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Common {
    /// They stay, and are not looked at.
    Stays,
    /// They go, and are not looked at.
    Goes,
    /// Their items meet, as others do.
    Meets,
}

/// What becomes of an item `mine` of the trie that is changed, and of one with the same key that
/// comes to it.
pub(crate) enum Fate<V> {
    /// The item that is there stays.
    Stays,
    /// The one that comes takes its place.
    Yields,
    /// It stays with this value.
    Set(V),
    /// It goes, and the key that comes takes its place with this value.
    Comes(V),
    /// Both go.
    Goes,
}
