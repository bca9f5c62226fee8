//! The nodes of the trie into which another one is merged.

use cow_core::RefCount;
use cow_core::fan::{Link, SlotMut, View};

/// A node of the trie that is changed.
pub(super) enum Target<'w, T, C: RefCount> {
    /// In a place to which a way leads that nobody shares.
    Own(SlotMut<'w, T, C>),
    /// A node that is shared, or below one that is; and what is to take its place, as soon as it
    /// differs.
    Shared(View<'w, T, C>, &'w mut Option<Link<T, C>>),
}

impl<T, C: RefCount> Target<'_, T, C> {
    /// The node as it is by now.
    pub(super) fn view(&self) -> View<'_, T, C> {
        match self {
            Target::Own(slot) => slot.view(),
            Target::Shared(view, copy) => copy.as_ref().map_or(*view, Link::view),
        }
    }

    /// The place of the node, if it may be written to.
    pub(super) fn own(&mut self) -> Option<SlotMut<'_, T, C>> {
        match self {
            Target::Own(slot) => Some(slot.reborrow()),
            Target::Shared(_, copy) => copy.as_mut().map(Link::slot),
        }
    }

    /// Another node instead.
    pub(super) fn set(&mut self, link: Link<T, C>) {
        match self {
            Target::Own(slot) => drop(slot.reborrow().set(link)),
            Target::Shared(_, copy) => **copy = Some(link),
        }
    }

    /// The place of the node, to be written to.
    pub(super) fn slot(&mut self) -> SlotMut<'_, T, C> {
        match self {
            Target::Own(slot) => slot.reborrow(),
            Target::Shared(view, copy) => copy.get_or_insert_with(|| view.to_link()).slot(),
        }
    }
}
