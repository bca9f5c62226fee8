//! Two trees side by side, without the nodes that both share.

use super::end::End;
use super::node::{BranchRef, NodeRef, View};
use super::raw::{init, init_mut};
use super::width::MAX_HEIGHT;
use crate::count::RefCount;
use core::mem::{self, MaybeUninit};

/// The items of a tree that are left, from both ends, in nodes that are opened one at a time.
///
/// A node that is not open can be passed over as a whole, and recognised in another tree: see
/// [`skip_shared`](Self::skip_shared). O(1) amortised for each item; nothing is allocated.
pub struct Aligned<'a, K, T, A, C: RefCount> {
    /// What is left of the leaves opened last from the front and from the back.
    leaves: [&'a [T]; 2],
    /// Nodes in order, those at the front of the tree first: what is left is in `leaves[0]`, then below
    /// these, then in `leaves[1]`. Of each end they are the siblings on one way down.
    siblings: [Siblings<'a, K, T, A, C>; 2],
    /// A node that is not open yet, between the siblings of both ends.
    middle: Option<Group<'a, K, T, A, C>>,
}

/// Nodes next to each other.
enum Group<'a, K, T, A, C: RefCount> {
    Root(NodeRef<'a, K, T, A, C>),
    /// Children of a branch, from one slot up to another. There are some.
    Children(BranchRef<'a, K, T, A, C>, u8, u8),
}

impl<K, T, A, C: RefCount> Clone for Group<'_, K, T, A, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, T, A, C: RefCount> Copy for Group<'_, K, T, A, C> {}

impl<'a, K, T, A, C: RefCount> Group<'a, K, T, A, C> {
    /// Returns the node at an end.
    #[inline]
    fn node(self, end: End) -> NodeRef<'a, K, T, A, C> {
        match (self, end) {
            (Self::Root(node), _) => node,
            (Self::Children(branch, from, _), End::Front) => branch.child(from.into()),
            (Self::Children(branch, _, to), End::Back) => branch.child(usize::from(to) - 1),
        }
    }

    /// Returns all nodes but the first `count` from an end. There are as many.
    #[inline]
    fn without(self, end: End, count: u8) -> Option<Self> {
        let Self::Children(branch, mut from, mut to) = self else { return None };
        match end {
            End::Front => from += count,
            End::Back => to -= count,
        }
        (from < to).then_some(Self::Children(branch, from, to))
    }

    /// Returns how many nodes from an end are the same in both.
    #[inline]
    fn shared(self, other: Self, end: End) -> u8 {
        let (Self::Children(one, from, to), Self::Children(two, other_from, other_to)) =
            (self, other)
        else {
            return self.node(end).same(other.node(end)).into();
        };
        let (mut count, most) = (0, (to - from).min(other_to - other_from));
        let same = |count: u8| {
            let (at, other_at) = match end {
                End::Front => (from + count, other_from + count),
                End::Back => (to - 1 - count, other_to - 1 - count),
            };
            one.child(usize::from(at)).same(two.child(usize::from(other_at)))
        };
        while count < most && same(count) {
            count += 1;
        }
        count
    }

    /// Returns the number of items.
    fn len(self) -> usize {
        match self {
            Self::Root(node) => node.len(),
            Self::Children(branch, from, to) => {
                branch.sizes()[usize::from(from)..usize::from(to)].iter().sum()
            }
        }
    }
}

/// Room for a group, or for one that has been passed.
type Room<'a, K, T, A, C> = MaybeUninit<Option<Group<'a, K, T, A, C>>>;

/// A stack of groups, the nearest to an end last.
struct Siblings<'a, K, T, A, C: RefCount> {
    /// The first `len` are initialised.
    groups: [Room<'a, K, T, A, C>; MAX_HEIGHT],
    len: usize,
}

impl<'a, K, T, A, C: RefCount> Siblings<'a, K, T, A, C> {
    /// Returns an empty stack. Of small trees that is what most of a walk would cost, were it initialised.
    #[inline]
    fn new() -> Self {
        Self { groups: [const { MaybeUninit::uninit() }; MAX_HEIGHT], len: 0 }
    }

    #[inline]
    fn groups(&self) -> &[Option<Group<'a, K, T, A, C>>] {
        // SAFETY: the first `len` are initialised.
        unsafe { init(&self.groups[..self.len]) }
    }

    #[inline]
    fn groups_mut(&mut self) -> &mut [Option<Group<'a, K, T, A, C>>] {
        // SAFETY: the first `len` are initialised.
        unsafe { init_mut(&mut self.groups[..self.len]) }
    }

    #[inline]
    fn push(&mut self, group: Group<'a, K, T, A, C>) {
        self.groups[self.len].write(Some(group));
        self.len += 1;
    }
}

impl<K, T, A, C: RefCount> Clone for Siblings<'_, K, T, A, C> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<K, T, A, C: RefCount> Clone for Aligned<'_, K, T, A, C> {
    fn clone(&self) -> Self {
        Self { leaves: self.leaves, siblings: self.siblings.clone(), middle: self.middle }
    }
}

impl<'a, K, T, A, C: RefCount> Aligned<'a, K, T, A, C> {
    /// Returns all items of a tree.
    pub fn new(root: Option<NodeRef<'a, K, T, A, C>>) -> Self {
        let siblings = [Siblings::new(), Siblings::new()];
        Self { leaves: [&[]; 2], siblings, middle: root.map(Group::Root) }
    }

    /// Returns the number of items that are left.
    pub fn len(&self) -> usize {
        let groups = self.siblings.iter().flat_map(Siblings::groups);
        let groups = groups.copied().chain([self.middle]).flatten().map(Group::len);
        groups.sum::<usize>() + self.leaves[0].len() + self.leaves[1].len()
    }

    /// Returns `true` if there is none left.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the group that is next at an end, if no leaf is open there: of this end, the middle
    /// or the other end.
    #[inline]
    fn group(&mut self, end: End) -> Option<&mut Option<Group<'a, K, T, A, C>>> {
        let [front, back] = &mut self.siblings;
        let (near, far) = if end == End::Front { (front, back) } else { (back, front) };
        if near.len > 0 {
            return near.groups_mut().last_mut();
        }
        if self.middle.is_some() {
            return Some(&mut self.middle);
        }
        // The farthest from the other end is the first.
        far.groups_mut().first_mut()
    }

    /// Returns the node that is next at an end, if no leaf is open there.
    #[inline]
    pub fn node(&self, end: End) -> Option<NodeRef<'a, K, T, A, C>> {
        if !self.leaves[end as usize].is_empty() {
            return None;
        }
        Some(self.next_group(end)?.node(end))
    }

    /// Returns the group that is next at an end, if no leaf is open there.
    #[inline]
    fn next_group(&self, end: End) -> Option<Group<'a, K, T, A, C>> {
        let near = &self.siblings[end as usize];
        let far = &self.siblings[end.other() as usize];
        match near.groups().last() {
            Some(last) => *last,
            None => self.middle.or_else(|| *far.groups().first()?),
        }
    }

    /// Passes over the node that is next at an end, and gives it.
    #[inline]
    pub fn pass(&mut self, end: End) -> Option<NodeRef<'a, K, T, A, C>> {
        let node = self.node(end)?;
        self.pass_siblings(end, 1);
        Some(node)
    }

    /// Passes over as many nodes of the group that is next at an end.
    #[inline]
    fn pass_siblings(&mut self, end: End, count: u8) {
        let Some(group) = self.group(end) else { return };
        *group = group.and_then(|group| group.without(end, count));
        if group.is_none() {
            self.forget(end);
        }
    }

    /// Takes the group out that is next at an end, and has no node left.
    #[inline]
    fn forget(&mut self, end: End) {
        let near = &mut self.siblings[end as usize];
        if near.len > 0 {
            near.len -= 1;
            return;
        }
        let far = &mut self.siblings[end.other() as usize];
        if let [None, ..] = far.groups() {
            far.groups_mut().rotate_left(1);
            far.len -= 1;
        }
    }

    /// Opens the node that is next at an end: a leaf's items or a branch's children are next then.
    #[inline]
    pub fn open(&mut self, end: End) {
        let Some(node) = self.pass(end) else { return };
        match node.view() {
            View::Leaf(leaf) => self.leaves[end as usize] = leaf.slice(),
            View::Branch(branch) => {
                let children = Group::Children(branch, 0, branch.len() as u8);
                // Lower nodes are nearer to the end, so there is room for one of each height.
                self.siblings[end as usize].push(children);
            }
        }
    }

    /// Returns the item that is next at an end. Opens its leaf.
    #[inline]
    pub fn first(&mut self, end: End) -> Option<&'a T> {
        if self.leaves[end as usize].is_empty() {
            self.open_leaf(end);
        }
        edge(self.leaves[end as usize], end)
    }

    /// Opens the leaf that is next at an end. A call, so that what is done for each item is inlined.
    #[inline(never)]
    fn open_leaf(&mut self, end: End) {
        while self.leaves[end as usize].is_empty() {
            if self.node(end).is_none() {
                self.leaves[end as usize] = mem::take(&mut self.leaves[end.other() as usize]);
                break;
            }
            self.open(end);
        }
    }

    /// Returns the item that is next at an end, if its leaf is open there.
    #[inline]
    pub fn opened(&self, end: End) -> Option<&'a T> {
        edge(self.leaves[end as usize], end)
    }

    /// Returns the item that is next at an end. Opens nothing.
    pub fn peek(&self, end: End) -> Option<&'a T> {
        let items = match (self.node(end), end) {
            (Some(node), End::Front) => node.first_leaf(),
            (Some(node), End::Back) => node.last_leaf(),
            (None, _) if self.leaves[end as usize].is_empty() => self.leaves[end.other() as usize],
            (None, _) => self.leaves[end as usize],
        };
        edge(items, end)
    }

    /// Passes over the item that is next at an end, and gives it.
    #[inline]
    pub fn next(&mut self, end: End) -> Option<&'a T> {
        let item = self.first(end)?;
        let items = &mut self.leaves[end as usize];
        *items = match end {
            End::Front => &items[1..],
            End::Back => &items[..items.len() - 1],
        };
        Some(item)
    }

    /// Returns `true` if the same node is next at an end of both.
    #[inline]
    pub fn is_shared(&self, other: &Aligned<'_, K, T, A, C>, end: End) -> bool {
        self.node(end).zip(other.node(end)).is_some_and(|(node, other)| node.same(other))
    }

    /// Passes over items that are next at an end of both, in leaves that are open, as long as `same` is true of each two.
    /// Returns whether there are any.
    #[inline]
    pub fn skip_equal(
        &mut self,
        other: &mut Self,
        end: End,
        mut same: impl FnMut(&T, &T) -> bool,
    ) -> bool {
        let (one, two) = (&mut self.leaves[end as usize], &mut other.leaves[end as usize]);
        let (from_one, from_two) = (one.iter(), two.iter());
        let mut same = |(one, two): &(&T, &T)| same(one, two);
        let count = match end {
            End::Front => from_one.zip(from_two).take_while(&mut same).count(),
            End::Back => from_one.rev().zip(from_two.rev()).take_while(&mut same).count(),
        };
        for items in [one, two] {
            *items = match end {
                End::Front => &items[count..],
                End::Back => &items[..items.len() - count],
            };
        }
        count > 0
    }

    /// Passes over all that is next at an end of both and is the same node. Opens what may have such
    /// nodes below it.
    pub fn skip_shared(&mut self, other: &mut Self, end: End) {
        while let (Some(one), Some(two)) = (self.node(end), other.node(end)) {
            if one.same(two) {
                // Most siblings of a node that has changed have not.
                let groups = self.next_group(end).zip(other.next_group(end));
                let count = groups.map_or(0, |(one, two)| one.shared(two, end));
                self.pass_siblings(end, count);
                other.pass_siblings(end, count);
                continue;
            }
            let heights = (one.height(), two.height());
            if heights == (0, 0) {
                return;
            }
            if heights.0 >= heights.1 {
                self.open(end);
            }
            if heights.1 >= heights.0 {
                other.open(end);
            }
        }
    }
}

/// Returns the first or last item.
#[inline]
fn edge<T>(items: &[T], end: End) -> Option<&T> {
    match end {
        End::Front => items.first(),
        End::Back => items.last(),
    }
}
