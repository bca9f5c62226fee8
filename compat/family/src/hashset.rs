//! `HashSet`.

use crate::GenericOrdSet;
use cow_map::{GenericSet, RefCount};
use std::borrow::Borrow;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash, Hasher, RandomState};

wrap! {
    /// A [`GenericSet`] with im's methods.
    GenericHashSet [A, S] GenericSet<A, S, C>
}
set_methods!(GenericHashSet [S] where [A: Eq + Hash + Clone, S: BuildHasher + Clone] by [Eq + Hash]);

impl<A, C: RefCount> GenericHashSet<A, RandomState, C> {
    pub fn new() -> Self {
        Self::default()
    }

    /// A set of one item.
    pub fn unit(item: A) -> Self
    where
        A: Eq + Hash,
    {
        [item].into_iter().collect()
    }
}

impl<A, S, C: RefCount> GenericHashSet<A, S, C> {
    pub const fn with_hasher(hasher: S) -> Self {
        Self(GenericSet::with_hasher(hasher))
    }

    /// An empty set with this one's hasher.
    pub fn new_from<B>(&self) -> GenericHashSet<B, S, C>
    where
        S: Clone,
    {
        GenericHashSet::with_hasher(self.hasher().clone())
    }
}

impl<A, R, S, C> FromIterator<R> for GenericHashSet<A, S, C>
where
    A: Eq + Hash + From<R>,
    S: BuildHasher + Default,
    C: RefCount,
{
    fn from_iter<I: IntoIterator<Item = R>>(items: I) -> Self {
        Self(items.into_iter().map(A::from).collect())
    }
}

/// Equal sets have equal hashes, whatever the order of their items.
impl<A: Hash, S, C: RefCount> Hash for GenericHashSet<A, S, C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let one = BuildHasherDefault::<DefaultHasher>::default();
        let all = self.0.iter().fold(0_u64, |sum, item| sum.wrapping_add(one.hash_one(item)));
        state.write_usize(self.len());
        state.write_u64(all);
    }
}

impl<A, S, C: RefCount, D: RefCount> From<&GenericOrdSet<A, D>> for GenericHashSet<A, S, C>
where
    A: Eq + Hash + Ord + Clone,
    S: BuildHasher + Default,
{
    fn from(set: &GenericOrdSet<A, D>) -> Self {
        set.iter().cloned().collect()
    }
}

impl<A, S, C: RefCount, D: RefCount> From<GenericOrdSet<A, D>> for GenericHashSet<A, S, C>
where
    A: Eq + Hash + Ord + Clone,
    S: BuildHasher + Default,
{
    fn from(set: GenericOrdSet<A, D>) -> Self {
        Self::from(&set)
    }
}
