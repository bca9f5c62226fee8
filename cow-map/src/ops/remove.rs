//! Takes an item out.

use super::{find, unshare};
use crate::hash::{HashBits, Path};
use crate::leaf::{capacity, sparse};
use cow_core::Kind;
use cow_core::fan::{Open, Root};
use cow_core::tagged::{TagFresh, TagRef};

/// What was removed, and whether its leaf is left with so little that leaves should be joined.
pub(crate) struct Removed<R> {
    pub(crate) item: R,
    pub(crate) sparse: bool,
}

/// Removes an item, if it is there. If its leaf is shared, the item stays in the other versions, and
/// `clone` makes what is returned; if not, `own` does.
///
/// Nothing is copied if the item is not there. `own` must not panic.
#[inline]
pub(crate) fn remove<T, P: Kind, R>(
    root: &mut Root<T, P>,
    hash: HashBits,
    eq: impl Fn(&T) -> bool,
    rehash: impl Fn(&T) -> HashBits,
    own: impl FnOnce(T) -> R,
    clone: impl FnOnce(&T) -> R,
    without: impl Fn(TagRef<'_, T, P>, usize, usize) -> TagFresh<T, P>,
) -> Option<Removed<R>> {
    let tag = hash.tag();
    let mut slot = root.slot()?;
    let mut path = Path::new(hash);
    loop {
        match slot.open() {
            Open::Fan(fan) => {
                slot = fan.down(path.slot());
                path = path.down();
            }
            Open::Leaf(mut leaf) => {
                let mut leaf = leaf.get();
                let index = leaf.find(tag, eq)?;
                let item = leaf.swap_remove(index, |last| rehash(last).tag());
                return Some(Removed { item: own(item), sparse: sparse::<T>(leaf.len()) });
            }
            Open::Shared(shared) => {
                let leaf = find::leaf(shared.view(), path);
                let index = leaf.find(tag, eq)?;
                let left = leaf.len() - 1;
                let item = clone(&leaf.slice()[index]);
                let link = unshare::rebuild(shared.view(), path, |leaf| {
                    without(leaf, index, capacity::<T>(left))
                });
                shared.set(link);
                return Some(Removed { item, sparse: sparse::<T>(left) });
            }
        }
    }
}
