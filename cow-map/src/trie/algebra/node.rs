//! The two sides of a merge: a source whose items are moved out where it has one owner and cloned
//! elsewhere, and a target that is written in place where it has one owner and copied elsewhere.

use cow_core::RefCount;
use cow_core::trie::{
    BranchMut, BranchRef, LeafMut, LeafRef, Node, NodeMut, NodeRef, SLOTS, SlotMut, Tag, UniqueLeaf,
};

/// A node whose items are moved out or cloned.
pub(crate) enum Source<'b, T, C: RefCount> {
    /// A slot on a path that is not shared.
    Own(SlotMut<'b, T, C>),
    /// A node that is shared, or below one that is.
    Lent(NodeRef<'b, T, C>),
}

/// A branch of a source.
pub(super) enum SourceBranch<'b, T, C: RefCount> {
    Own(BranchMut<'b, T, C>),
    Lent(BranchRef<'b, T, C>),
}

/// A leaf of a source.
pub(super) enum SourceLeaf<'b, T, C: RefCount> {
    Own(UniqueLeaf<'b, T, C>),
    Lent(LeafRef<'b, T, C>),
}

/// The node of a source.
pub(super) enum SourceNode<'b, T, C: RefCount> {
    Branch(SourceBranch<'b, T, C>),
    Leaf(SourceLeaf<'b, T, C>),
}

impl<'b, T, C: RefCount> Source<'b, T, C> {
    /// A borrow of the node.
    pub(super) fn view(&self) -> NodeRef<'_, T, C> {
        match self {
            Source::Own(slot) => slot.view(),
            Source::Lent(view) => *view,
        }
    }

    /// Returns the node, and whether it is shared.
    pub(super) fn open(self) -> SourceNode<'b, T, C> {
        let view = match self {
            Source::Own(slot) => match slot.try_mut() {
                Ok(NodeMut::Branch(branch)) => {
                    return SourceNode::Branch(SourceBranch::Own(branch));
                }
                Ok(NodeMut::Leaf(leaf)) => return SourceNode::Leaf(SourceLeaf::Own(leaf)),
                Err(slot) => slot.into_view(),
            },
            Source::Lent(view) => view,
        };
        match view {
            NodeRef::Branch(branch) => SourceNode::Branch(SourceBranch::Lent(branch)),
            NodeRef::Leaf(leaf) => SourceNode::Leaf(SourceLeaf::Lent(leaf)),
        }
    }

    /// Calls `f` with every item.
    pub(crate) fn each(self, mut f: impl FnMut(Item<'_, '_, T, C>)) {
        fn below<T, C: RefCount>(source: Source<'_, T, C>, f: &mut impl FnMut(Item<'_, '_, T, C>)) {
            match source.open() {
                SourceNode::Branch(branch) => branch.each(|child| below(child, f)),
                SourceNode::Leaf(leaf) => leaf.each(|item, _, _| f(item)),
            }
        }
        below(self, &mut f);
    }
}

impl<T, C: RefCount> SourceBranch<'_, T, C> {
    /// How many slots the child in this slot fills: 1, 2, 4 or 8.
    pub(super) fn run(&self, slot: usize) -> usize {
        match self {
            SourceBranch::Own(branch) => branch.run(slot),
            SourceBranch::Lent(branch) => branch.run(slot),
        }
    }

    /// The child in a slot.
    pub(super) fn child(&mut self, slot: usize) -> Source<'_, T, C> {
        match self {
            SourceBranch::Own(branch) => Source::Own(branch.child(slot)),
            SourceBranch::Lent(branch) => Source::Lent(branch.child(slot)),
        }
    }

    /// Calls `f` with every child.
    pub(super) fn each(mut self, mut f: impl FnMut(Source<'_, T, C>)) {
        let mut slot = 0;
        while slot < SLOTS {
            f(self.child(slot));
            slot += self.run(slot);
        }
    }
}

impl<T, C: RefCount> SourceLeaf<'_, T, C> {
    /// Calls `f` with every item and its index and tag, from the last one to the first, so that the
    /// others stay where they are when an item is taken.
    pub(super) fn each(self, mut f: impl FnMut(Item<'_, '_, T, C>, usize, Option<Tag>)) {
        match self {
            SourceLeaf::Own(mut leaf) => {
                let mut leaf = leaf.get();
                for index in (0..leaf.len()).rev() {
                    let tag = leaf.tag(index);
                    f(Item::Own(&mut leaf, index), index, tag);
                }
            }
            SourceLeaf::Lent(leaf) => {
                for (index, item) in leaf.slice().iter().enumerate().rev() {
                    f(Item::Lent(item), index, leaf.tag(index));
                }
            }
        }
    }
}

/// An item that can be taken.
pub(crate) enum Item<'i, 'b, T, C: RefCount> {
    /// The one at an index in a leaf that is not shared.
    Own(&'i mut LeafMut<'b, T, C>, usize),
    /// One in a leaf that is shared.
    Lent(&'i T),
    /// One that has been taken.
    Taken(T),
}

impl<T, C: RefCount> Item<'_, '_, T, C> {
    /// Returns the item, where it is.
    pub(crate) fn get(&self) -> &T {
        match self {
            Item::Own(leaf, index) => &leaf.slice()[*index],
            Item::Lent(item) => item,
            Item::Taken(item) => item,
        }
    }

    /// Returns the item itself.
    pub(crate) fn take(self) -> T
    where
        T: Clone,
    {
        self.part(T::clone, |item| item)
    }

    /// Returns what `clone` makes of an item that is shared, or `own` of the item itself.
    pub(crate) fn part<R>(self, clone: impl FnOnce(&T) -> R, own: impl FnOnce(T) -> R) -> R {
        match self {
            Item::Own(leaf, index) => own(leaf.swap_remove(index)),
            Item::Lent(item) => clone(item),
            Item::Taken(item) => own(item),
        }
    }
}

/// A node of the trie that a merge changes.
pub(super) enum Target<'w, T, C: RefCount> {
    /// A slot on a path that is not shared.
    Own(SlotMut<'w, T, C>),
    /// A node that is shared, or below one that is, and its copy as soon as it differs.
    Shared(NodeRef<'w, T, C>, &'w mut Option<Node<T, C>>),
}

impl<T, C: RefCount> Target<'_, T, C> {
    /// Returns the node in its current state.
    pub(super) fn view(&self) -> NodeRef<'_, T, C> {
        match self {
            Target::Own(slot) => slot.view(),
            Target::Shared(view, copy) => copy.as_ref().map_or(*view, Node::view),
        }
    }

    /// Returns the slot of the node, if it may be written.
    pub(super) fn own(&mut self) -> Option<SlotMut<'_, T, C>> {
        match self {
            Target::Own(slot) => Some(slot.reborrow()),
            Target::Shared(_, copy) => copy.as_mut().map(Node::slot),
        }
    }

    /// Replaces the node.
    pub(super) fn set(&mut self, link: Node<T, C>) {
        match self {
            Target::Own(slot) => drop(slot.reborrow().set(link)),
            Target::Shared(_, copy) => **copy = Some(link),
        }
    }

    /// Returns the slot of the node, to be written. Makes a copy if there is none.
    pub(super) fn slot(&mut self) -> SlotMut<'_, T, C> {
        match self {
            Target::Own(slot) => slot.reborrow(),
            Target::Shared(view, copy) => copy.get_or_insert_with(|| view.to_node()).slot(),
        }
    }
}
