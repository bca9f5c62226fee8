//! One script of edits for all collections.

use fastrand::Rng;

/// An edit of a collection that has `len` elements before it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Edit {
    /// Sets the element at a position; of a map, the value of a key that is there.
    Set(usize, u64),
    /// Inserts an element before a position; into a map, a key that is not there yet.
    Insert(usize, u64),
    /// Removes the element at a position; from a map, a key that is there.
    Remove(usize),
}

/// Returns as many edits for a collection of `size` elements: half of them set, the others insert and remove in turn.
pub(crate) fn script(size: usize, edits: u64) -> Vec<Edit> {
    let mut rng = Rng::with_seed(7);
    let mut len = size;
    let edit = |i| match i % 4 {
        1 => {
            len += 1;
            Edit::Insert(rng.usize(..len), i)
        }
        3 => {
            len -= 1;
            Edit::Remove(rng.usize(..=len))
        }
        _ => Edit::Set(rng.usize(..len), i),
    };
    (0..edits).map(edit).collect()
}
