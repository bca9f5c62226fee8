//! Dropping a value a piece at a time.

use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;

/// A value that can be dropped a piece at a time.
///
/// To drop a map of a million entries takes many milliseconds, if no clone shares them. To avoid such a
/// pause without another thread, drop the map incrementally: at first nothing is dropped, and
/// then one node with each step. What other versions share is let go and stays with them, as ever.
///
/// The collections of the family implement it. A value made of several dismantles one after the other:
///
/// ```
/// use cow_core::Dismantle;
/// use std::iter::Chain;
/// # struct Part;
/// # impl Dismantle for Part {
/// #     type Pieces = std::array::IntoIter<(), 3>;
/// #     fn dismantle(self) -> Self::Pieces { [(); 3].into_iter() }
/// # }
/// # type Users = Part;
/// # type Log = Part;
///
/// struct State {
///     users: Users, // say, a CowMap
///     log: Log,     // and a CowVec
/// }
///
/// impl Dismantle for State {
///     type Pieces = Chain<<Users as Dismantle>::Pieces, <Log as Dismantle>::Pieces>;
///
///     fn dismantle(self) -> Self::Pieces {
///         self.users.dismantle().chain(self.log.dismantle())
///     }
/// }
///
/// let mut pieces = State { users: Part, log: Part }.dismantle();
/// pieces.by_ref().take(4).for_each(drop); // in this frame
/// assert_eq!(pieces.count(), 2); // and in the next
/// ```
#[cfg_attr(
    feature = "cell",
    doc = "\n[`Leftovers`](crate::cow_cell::Leftovers) does so for the old versions of a `CowCell`."
)]
pub trait Dismantle {
    /// Drops one more piece with each `next`, until nothing is left; and all that is left when it is
    /// dropped itself.
    type Pieces: Iterator<Item = ()>;

    /// Takes the value apart. Drops next to nothing yet.
    fn dismantle(self) -> Self::Pieces;
}

/// The nodes of a value that is being dropped: each `next` lets one go.
///
/// That drops the elements of one leaf at most, and frees one node, if it is not shared.
pub struct Pieces<N> {
    /// Owners of nodes, none of which is below another. Those of a tree are no more than the
    /// children of one path.
    rest: Vec<N>,
    /// Drops an owner. If it was the last, those of the children are pushed to the vector instead.
    let_go: fn(N, &mut Vec<N>),
}

impl<N> Pieces<N> {
    /// Returns the nodes at and below `tops`. `let_go` drops a node, and gives what it owned to the
    /// vector.
    pub fn new(tops: impl IntoIterator<Item = N>, let_go: fn(N, &mut Vec<N>)) -> Self {
        Self { rest: tops.into_iter().collect(), let_go }
    }
}

impl<N> Iterator for Pieces<N> {
    type Item = ();

    #[inline]
    fn next(&mut self) -> Option<()> {
        let node = self.rest.pop()?;
        (self.let_go)(node, &mut self.rest);
        Some(())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest.len(), None)
    }
}

impl<N> FusedIterator for Pieces<N> {}

impl<N> fmt::Debug for Pieces<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pieces").finish_non_exhaustive()
    }
}
