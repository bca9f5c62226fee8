//! Comparisons and hashes.

use super::{Collection, Plain, model, plain};
use std::hash::{BuildHasher, Hash, RandomState};

/// `Ord` and `Hash` are those of std's collection of the same items.
pub fn order_and_hashes_are_those_of_std<C: Collection<Std: Ord + Hash>>()
where
    Plain<C>: Ord + Hash,
{
    let state = RandomState::new();
    let shapes: Vec<_> = plain::<C>().into_iter().map(|of| (model::<C>(&of), of)).collect();
    for (x, a) in &shapes {
        assert_eq!(state.hash_one(a), state.hash_one(x));
        for (y, b) in &shapes {
            assert_eq!((a.cmp(b), a.partial_cmp(b)), (x.cmp(y), x.partial_cmp(y)));
            assert_eq!((a < b, a >= b), (x < y, x >= y));
        }
    }
}
