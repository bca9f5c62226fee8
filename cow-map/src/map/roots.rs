//! The root of a map, for those who go through it in parallel.

use super::cow_map::CowMap;
use cow_core::Kind;
use cow_core::fan::{Link, SlotMut, View};

impl<K, V, S, P: Kind> CowMap<K, V, S, P> {
    /// A borrow of the root.
    pub(crate) fn root(&self) -> Option<View<'_, (K, V), P>> {
        self.root.view()
    }

    /// The place of the root.
    pub(crate) fn root_mut(&mut self) -> Option<SlotMut<'_, (K, V), P>> {
        self.root.slot()
    }

    /// The root itself; the map is empty without it.
    pub(crate) fn take_root(&mut self) -> Option<Link<(K, V), P>> {
        self.len = 0;
        self.root.take()
    }
}
