//! The nodes of the trie into which another one is merged.

use cow_core::Kind;
use cow_core::fan::{Link, SlotMut, View};

/// A node of the trie that is changed.
pub(super) enum Target<'w, T, P: Kind> {
    /// In a place to which a way leads that nobody shares.
    Own(SlotMut<'w, T, P>),
    /// A node that is shared, or below one that is; and what is to take its place, as soon as it
    /// differs.
    Shared(View<'w, T, P>, &'w mut Option<Link<T, P>>),
}

impl<T, P: Kind> Target<'_, T, P> {
    /// The node as it is by now.
    pub(super) fn view(&self) -> View<'_, T, P> {
        match self {
            Target::Own(slot) => slot.view(),
            Target::Shared(view, copy) => copy.as_ref().map_or(*view, Link::view),
        }
    }

    /// The place of the node, if it may be written to.
    pub(super) fn own(&mut self) -> Option<SlotMut<'_, T, P>> {
        match self {
            Target::Own(slot) => Some(slot.reborrow()),
            Target::Shared(_, copy) => copy.as_mut().map(Link::slot),
        }
    }

    /// Another node instead.
    pub(super) fn set(&mut self, link: Link<T, P>) {
        match self {
            Target::Own(slot) => drop(slot.reborrow().set(link)),
            Target::Shared(_, copy) => **copy = Some(link),
        }
    }

    /// The place of the node, to be written to.
    pub(super) fn slot(&mut self) -> SlotMut<'_, T, P> {
        match self {
            Target::Own(slot) => slot.reborrow(),
            Target::Shared(view, copy) => copy.get_or_insert_with(|| view.to_link()).slot(),
        }
    }
}
