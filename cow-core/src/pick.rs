//! What a merge does with a key that both sides have.

/// What becomes of a key that two merged maps both have: the answer of the closure of `merge_with`.
///
/// To keep an entry, [`Left`](Self::Left) and [`Right`](Self::Right) are cheaper than to give an equal
/// value: nothing is copied where an entry stays in its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pick<V> {
    /// The entry of the left map, as it is there.
    Left,
    /// The entry of the right map, as it is there.
    Right,
    /// Another value, under the key of the left map.
    New(V),
    /// No entry.
    Remove,
}
