//! The nodes of the trie into which another one is merged.

use cow_core::RefCount;
use cow_core::trie::{Node, NodeRef, SlotMut};

/// A node of the trie that is changed.
pub(super) enum Target<'w, T, C: RefCount> {
    /// In a place to which a way leads that nobody shares.
    Own(SlotMut<'w, T, C>),
    /// A node that is shared, or below one that is; and what is to take its place, as soon as it
    /// differs.
    Shared(NodeRef<'w, T, C>, &'w mut Option<Node<T, C>>),
}

impl<T, C: RefCount> Target<'_, T, C> {
    /// The node as it is by now.
    pub(super) fn view(&self) -> NodeRef<'_, T, C> {
        match self {
            Target::Own(slot) => slot.view(),
            Target::Shared(view, copy) => copy.as_ref().map_or(*view, Node::view),
        }
    }

    /// The place of the node, if it may be written to.
    pub(super) fn own(&mut self) -> Option<SlotMut<'_, T, C>> {
        match self {
            Target::Own(slot) => Some(slot.reborrow()),
            Target::Shared(_, copy) => copy.as_mut().map(Node::slot),
        }
    }

    /// Another node instead.
    pub(super) fn set(&mut self, link: Node<T, C>) {
        match self {
            Target::Own(slot) => drop(slot.reborrow().set(link)),
            Target::Shared(_, copy) => **copy = Some(link),
        }
    }

    /// The place of the node, to be written to.
    pub(super) fn slot(&mut self) -> SlotMut<'_, T, C> {
        match self {
            Target::Own(slot) => slot.reborrow(),
            Target::Shared(view, copy) => copy.get_or_insert_with(|| view.to_node()).slot(),
        }
    }
}
