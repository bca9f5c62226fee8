//! Looks an item up.

use crate::hash::{HashBits, Path};
use cow_core::RefCount;
use cow_core::fan::View;
use cow_core::tagged::TagRef;

/// From how many fans on the items of a leaf are asked for before its tags are there: then it is not in
/// the nearer caches.
const FAR: u32 = 3;

/// The item, if it is there.
#[inline]
pub(crate) fn find<'a, T, C: RefCount>(
    mut view: View<'a, T, C>,
    hash: HashBits,
    eq: impl FnMut(&T) -> bool,
) -> Option<&'a T> {
    let (mut path, mut fans) = (Path::new(hash), 0);
    loop {
        match view {
            View::Fan(fan) => view = fan.child(path.slot()),
            View::Leaf(leaf) => {
                // Small items fill few lines, and the other requests cost more than this saves.
                if size_of::<T>() > 16 && fans >= FAR {
                    leaf.prefetch_items();
                }
                return leaf.find_item(hash.tag(), eq);
            }
        }
        path = path.down();
        fans += 1;
    }
}

/// The leaf to which a path leads, and how many bits lead there.
pub(crate) fn leaf_and_bits<'a, T, C: RefCount>(
    mut view: View<'a, T, C>,
    mut path: Path,
) -> (TagRef<'a, T, C>, u32) {
    let mut bits = 0;
    loop {
        match view {
            View::Fan(fan) => {
                bits = path.down().bits(fan.depth(path.slot()));
                view = fan.child(path.slot());
            }
            View::Leaf(leaf) => return (leaf, bits),
        }
        path = path.down();
    }
}

/// The leaf to which a path leads.
#[inline]
pub(crate) fn leaf<'a, T, C: RefCount>(
    mut view: View<'a, T, C>,
    mut path: Path,
) -> TagRef<'a, T, C> {
    loop {
        match view {
            View::Fan(fan) => view = fan.child(path.slot()),
            View::Leaf(leaf) => return leaf,
        }
        path = path.down();
    }
}
