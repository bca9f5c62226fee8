//! One tree brought into another.

mod leaf;

use super::flat;
use super::frame::{Frame, is_after};
use super::plan::{Plan, Rules};
use super::rules::{Decision, Keep, SharedNodes};
use super::source::Source;
use super::sparse;
use super::weave::{self, Weave};
use crate::block::Fresh;
use crate::btree::exclusive::NodeMut;
use crate::btree::node::{Node, NodeRef, View};
use crate::btree::sought::Ordered;
use crate::btree::summary::Summary;
use crate::btree::tree::Tree;
use crate::btree::width::Width;
use crate::count::RefCount;
use alloc::vec::Vec;
use core::mem;

/// Size ratio above which the larger tree, though the source, is the one that is changed.
const MANY: usize = 4;

impl<K, V, A, C> Tree<K, (K, V), A, C>
where
    K: Ord + Clone,
    V: Clone,
    A: Summary<(K, V)>,
    C: RefCount,
{
    /// Merges another tree into this one, the left one, in place where it is not shared. `decide` is given
    /// keys that both have, in ascending order, with both values.
    ///
    /// O(m log(n/m + 1)) for sizes m <= n, and less where both share nodes. What only these two trees own
    /// is moved and not copied; nodes without a change stay as they are.
    ///
    /// If user code panics, some keys have been merged and the others are as they were, or all are; a
    /// second panic meanwhile aborts. What is lost are items of `other` only.
    pub fn merge(
        &mut self,
        other: Self,
        keep: Keep,
        decide: impl FnMut(&K, &V, &V) -> Decision<V>,
    ) {
        if other.len() / MANY > self.len() {
            // Its items are cloned, for they must not be lost.
            *self = self.clone().merged(other, keep, decide);
        } else {
            self.bring(other, Rules { keep, flipped: false, decide });
        }
    }

    /// Returns the result of [`merge`](Self::merge) by value. If user code panics, both trees are
    /// dropped.
    #[must_use]
    pub fn merged(
        mut self,
        mut other: Self,
        keep: Keep,
        decide: impl FnMut(&K, &V, &V) -> Decision<V>,
    ) -> Self {
        if other.len() / MANY > self.len() {
            other.bring(self, Rules { keep: keep.flipped(), flipped: true, decide });
            return other;
        }
        self.bring(other, Rules { keep, flipped: false, decide });
        self
    }

    /// Merges a tree that is not much larger, the source, into this one, the target.
    fn bring(&mut self, source: Self, rules: Rules<impl FnMut(&K, &V, &V) -> Decision<V>>) {
        if flat::suits(self, &source) {
            flat::merge(self, source, rules);
        } else if sparse::suits(self, &source, rules.keep) {
            sparse::merge(self, source, rules);
        } else if weave::suits(self, &source, rules.keep) {
            Weave::new(self, source, rules).run();
        } else {
            Merge::new(self, source, rules).run();
        }
    }
}

/// A merge of a source into a target.
///
/// The target is walked from its first item to its last: the branches on the way are frames, of which each
/// has what is done, a place, and what is not yet done. So nothing of it is ever outside of the frames
/// while user code runs, and a merge that is dropped before its end puts it together again.
struct Merge<'t, K, V, A, C, F>
where
    K: Clone,
    V: Clone,
    A: Summary<(K, V)>,
    C: RefCount,
{
    /// Where the target is when the merge is over; empty until then.
    place: &'t mut Tree<K, (K, V), A, C>,
    /// From the root on.
    frames: Vec<Frame<K, (K, V), A, C>>,
    /// What has become of the child of the last frame that is open.
    below: Tree<K, (K, V), A, C>,
    /// How many items of the leaf at the last frame's place are done.
    decided: usize,
    /// Whether the next item of the source may belong before the separator before that place.
    lower: bool,
    source: Source<K, (K, V), A, C>,
    rules: Rules<F>,
    plan: Plan<V>,
}

impl<'t, K, V, A, C, F> Merge<'t, K, V, A, C, F>
where
    K: Ord + Clone,
    V: Clone,
    A: Summary<(K, V)>,
    C: RefCount,
    F: FnMut(&K, &V, &V) -> Decision<V>,
{
    fn new(
        target: &'t mut Tree<K, (K, V), A, C>,
        source: Tree<K, (K, V), A, C>,
        rules: Rules<F>,
    ) -> Self {
        Self {
            below: mem::take(target),
            place: target,
            frames: Vec::new(),
            decided: 0,
            lower: false,
            source: Source::new(source),
            rules,
            plan: Plan::new(),
        }
    }

    fn run(mut self) {
        if self.is_decided() {
            return;
        }
        // A leaf that is the whole tree is the only child of a branch.
        match self.below.root().map(NodeRef::height) {
            Some(0) => {
                let summary = self.below.summary();
                if let Some(root) = mem::take(&mut self.below).into_root() {
                    self.frames.push(Frame::new(Node::over(root, summary), true));
                }
            }
            Some(_) => {
                if let Some(mut root) = mem::take(&mut self.below).into_root() {
                    let own = root.get_mut().is_some();
                    self.frames.push(Frame::new(root, own));
                }
            }
            None => {}
        }
        while let Some(frame) = self.frames.last() {
            if frame.slot < frame.len() {
                self.step();
            } else {
                self.close();
            }
        }
        self.finish();
    }

    /// Returns `true` if there is nothing to be done.
    fn is_decided(&mut self) -> bool {
        let (Some(one), Some(two)) = (self.below.root(), self.source.node()) else { return false };
        if !one.same(two) {
            return false;
        }
        match self.rules.keep.shared {
            SharedNodes::Keep => {}
            SharedNodes::Drop => drop(mem::take(&mut self.below)),
            SharedNodes::Merge => return false,
        }
        self.source.skip();
        true
    }

    /// Moves the separator before the last frame's place down to the next item of the source, which is taken.
    fn lower_separator(&mut self) {
        let Some((key, _)) = self.source.first() else { return };
        let mut sought = Ordered::new(key, |other: &K| other.cmp(key));
        // That of the lowest frame with something before the place.
        let before = |frame: &Frame<_, _, _, _>| frame.slot > 0 || !frame.done.is_empty();
        let Some(level) = self.frames.iter().rposition(before) else { return };
        let frame = &self.frames[level];
        let Some(index) = frame.slot.checked_sub(1) else { return };
        let is_greater = match (&frame.hole, frame.branch()) {
            (Some(Some(before)), _) => before > key,
            (_, Some(branch)) => branch.compare(index, &mut sought).is_gt(),
            (_, None) => false,
        };
        if is_greater {
            let key = key.clone();
            self.own();
            let frame = &mut self.frames[level];
            drop(match &mut frame.hole {
                Some(Some(before)) => mem::replace(before, key),
                _ => frame.own_branch().replace_key(index, key),
            });
        }
    }

    /// Goes on at a child of the last frame.
    fn step(&mut self) {
        if self.pass_shared() {
            return;
        }
        if mem::take(&mut self.lower) && self.rules.keep.right {
            self.lower_separator();
        }
        let Some(frame) = self.frames.last() else { return };
        let Some(branch) = frame.branch() else { return };
        let (child, len) = (branch.child(frame.slot), branch.len());
        if let Some(node) = self.source.node().filter(|_| self.decided == 0) {
            let takes = self.rules.keep.right;
            if (!takes || is_large(node)) && last_key(node) < first_key(child) {
                if takes {
                    self.adopt();
                } else {
                    self.source.skip();
                }
                return;
            }
        }
        let Some((key, _)) = self.source.first() else { return self.pass(len - frame.slot) };
        let mut sought = Ordered::new(key, |other: &K| other.cmp(key));
        let next = branch.turn(&mut sought).max(frame.slot);
        if next > frame.slot {
            return self.pass(next - frame.slot);
        }
        if is_after(&self.frames, key) {
            return self.pass(1);
        }
        let height = self.source.node().map(NodeRef::height);
        match child.view() {
            View::Branch(_) => {
                let open = child.height();
                if height.is_some_and(|height| height >= open) {
                    self.source.open();
                }
                if height.is_none_or(|height| height <= open) {
                    self.open();
                }
            }
            View::Leaf(leaf) => {
                let Keep { left, right, .. } = self.rules.keep;
                let is_between = |node| {
                    leaf.slice()[leaf.len() - 1].0 < *key && !is_after(&self.frames, last_key(node))
                };
                let node = self.source.node().filter(|node| !right || left && is_large(*node));
                if node.is_some_and(is_between) {
                    // What follows this leaf may follow as a whole.
                    if right {
                        self.adopt_after();
                    } else {
                        self.source.skip();
                    }
                } else if height.is_some_and(|height| height > 0) {
                    self.source.open();
                } else {
                    self.merge_leaf();
                }
            }
        }
    }

    /// Goes past children that both trees share, and opens the nodes after them, which are likely versions of one node.
    /// Tells whether there was any. No item below them is read.
    fn pass_shared(&mut self) -> bool {
        if self.decided > 0 || self.rules.keep.shared == SharedNodes::Merge {
            return false;
        }
        let mut any = false;
        while let (Some(frame), Some(node)) = (self.frames.last(), self.source.node()) {
            let next = frame.branch().filter(|branch| frame.slot < branch.len());
            let Some(child) = next.map(|branch| branch.child(frame.slot)) else { break };
            if child.same(node) {
                if self.rules.keep.shared == SharedNodes::Keep {
                    self.advance(1);
                } else {
                    self.remove();
                }
                self.lower = true;
                self.source.skip();
                any = true;
            } else if any && child.height() > 0 && child.height() == node.height() {
                self.source.open();
                self.open();
            } else {
                break;
            }
        }
        any
    }

    /// Goes past some children at which the source has no items.
    fn pass(&mut self, count: usize) {
        if !self.rules.keep.left {
            if self.decided > 0 {
                self.shorten();
            } else {
                self.remove();
            }
            // The others are looked at again.
            return;
        }
        self.advance(count);
    }

    /// Goes past some children, which stay as they are.
    fn advance(&mut self, count: usize) {
        self.decided = 0;
        if let Some(frame) = self.frames.last_mut() {
            frame.slot += count;
        }
    }

    /// Drops the items of a leaf that are not done, and goes past it.
    fn shorten(&mut self) {
        let decided = mem::take(&mut self.decided);
        let Some(frame) = self.frames.last() else { return };
        let slot = frame.slot;
        let count = frame.branch().map_or(0, |branch| branch.sizes()[slot]);
        let mut rest = Fresh::new((), count - decided);
        if count > decided {
            self.own();
            let Some(frame) = self.frames.last_mut() else { return };
            let mut branch = frame.own_branch();
            if let NodeMut::Leaf(mut leaf) = branch.make_child(slot, Width::<K, (K, V), C>::LEAF) {
                leaf.move_to(decided..count, &mut rest.get(), 0);
            }
            branch.measure(slot);
            frame.slot += 1;
            frame.own_branch().summarize(slot);
        } else if let Some(frame) = self.frames.last_mut() {
            frame.slot += 1;
        }
    }

    /// Drops a child.
    fn remove(&mut self) {
        self.own();
        self.lower = true;
        self.decided = 0;
        if let Some(frame) = self.frames.last_mut() {
            drop(frame.take_child());
        }
    }

    /// Makes all frames such that have no other owner, and takes the child of each that is the next frame
    /// out of it. If a `clone` panics, the other frames are as they were.
    fn own(&mut self) {
        if self.frames.last().is_some_and(|frame| frame.own) {
            return;
        }
        let last = self.frames.len() - 1;
        for (level, frame) in self.frames.iter_mut().enumerate() {
            if !frame.own {
                if let Some(branch) = &mut frame.branch {
                    branch.make_mut(Width::<K, (K, V), C>::LEAF);
                }
                frame.own = true;
            }
            if level < last && frame.hole.is_none() {
                let (child, key) = frame.take_child();
                frame.hole = Some(key);
                drop(child);
            }
        }
    }

    /// Makes a child that is a branch the next frame.
    fn open(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        let mut child = if frame.own {
            let (child, key) = frame.take_child();
            frame.hole = Some(key);
            child
        } else {
            let Some(branch) = frame.branch() else { return };
            branch.child(frame.slot).to_node()
        };
        let own = frame.own && child.get_mut().is_some();
        self.frames.push(Frame::new(child, own));
    }

    /// Puts the next node of the source in before a child.
    fn adopt(&mut self) {
        self.own();
        let Some(frame) = self.frames.last_mut() else { return };
        let Some((node, branch)) = self.source.node().zip(frame.branch()) else { return };
        let (slot, child) = (frame.slot, branch.child(frame.slot));
        let fits = node.height() == child.height()
            && is_filled(node)
            && branch.len() < Width::<K, (K, V), C>::FANOUT;
        if fits {
            let summary = node.summary();
            frame.own_branch().own_keys();
            let Some(node) = self.source.take() else { return };
            // The next item may still belong before the child.
            let Some(branch) = frame.branch() else { return };
            let (child, next) = (first_key(branch.child(slot)), self.source.first());
            let key = next.map_or(child, |(key, _)| key.min(child)).clone();
            frame.own_branch().insert_before(slot, node, key, summary);
            frame.slot += 1;
        } else {
            frame.cut(slot);
            frame.done.push(Tree::from_root(self.source.take()));
        }
    }

    /// Puts the next node of the source in after a leaf, which is done.
    fn adopt_after(&mut self) {
        self.own();
        self.decided = 0;
        let Some(frame) = self.frames.last_mut() else { return };
        let Some(node) = self.source.node() else { return };
        let slot = frame.slot + 1;
        if node.height() == 0 && frame.len() < Width::<K, (K, V), C>::FANOUT {
            let (key, summary) = (first_key(node).clone(), node.summary());
            let mut branch = frame.own_branch();
            branch.own_keys();
            if let Some(node) = self.source.take() {
                branch.insert(slot, key, node, summary);
                frame.slot = slot;
            }
        } else {
            frame.slot = slot;
            frame.cut(slot);
            frame.done.push(Tree::from_root(self.source.take()));
        }
    }

    /// Ends the last frame, and puts what has become of it into the one above.
    fn close(&mut self) {
        self.lower = true;
        let Some(frame) = self.frames.last_mut() else { return };
        if frame.own {
            frame.merge_leaves();
            let len = frame.len();
            frame.cut(len);
            if let Some((whole, parts)) = frame.done.split_first_mut() {
                parts.iter_mut().for_each(|part| whole.concat(part));
                mem::swap(&mut self.below, whole);
            }
            self.frames.pop();
            self.accept();
        } else if let Some(frame) = self.frames.pop() {
            if self.frames.is_empty() {
                self.below = Tree::from_root(frame.branch);
            } else if let Some(above) = self.frames.last_mut() {
                if above.hole.is_some() {
                    self.below = Tree::from_root(frame.branch);
                    self.accept();
                } else {
                    above.slot += 1;
                }
            }
        }
    }

    /// Puts what has become of the child of the last frame that was open in its place.
    fn accept(&mut self) {
        let Some(node) = self.below.root() else {
            if let Some(frame) = self.frames.last_mut() {
                frame.hole = None;
            }
            return;
        };
        let Some(frame) = self.frames.last() else { return };
        let slot = frame.slot;
        let fits = is_filled(node)
            && frame.branch().is_none_or(|branch| branch.height() == node.height() + 1);
        let Some(frame) = self.frames.last_mut() else { return };
        if !fits {
            frame.cut(slot);
            frame.done.push(mem::take(&mut self.below));
            // Last, for its key may panic.
            frame.hole = None;
            return;
        }
        let summary = node.summary();
        if frame.branch.is_some() {
            frame.own_branch().own_keys();
        }
        let Some(node) = mem::take(&mut self.below).into_root() else { return };
        match frame.hole.take().flatten() {
            None => frame.branch = Some(Node::over(node, summary)),
            Some(key) if slot == 0 => frame.own_branch().push_front(node, key, summary),
            Some(key) => frame.own_branch().insert(slot, key, node, summary),
        }
        frame.slot += 1;
    }

    /// Puts what is left of the source at the end, and the target where it was.
    fn finish(mut self) {
        if self.rules.keep.right {
            self.below.concat(&mut Tree::from_root(self.source.take_open()));
            while let Some(node) = self.source.take() {
                self.below.concat(&mut Tree::from_root(Some(node)));
            }
        }
        self.below.fit_root();
    }
}

/// Returns `true` if a node is worth being taken as a whole.
fn is_large<K, T, A, C: RefCount>(node: NodeRef<'_, K, T, A, C>) -> bool {
    node.len() >= Width::<K, T, C>::LEAF_LEAST.max(1)
}

/// Returns `true` if a node may stand below a branch.
fn is_filled<K, T, A, C: RefCount>(node: NodeRef<'_, K, T, A, C>) -> bool {
    match node.view() {
        View::Leaf(_) => true,
        View::Branch(branch) => branch.len() >= Width::<K, T, C>::LEAST,
    }
}

#[inline]
fn first_key<'a, K, V, A, C: RefCount>(node: NodeRef<'a, K, (K, V), A, C>) -> &'a K {
    &node.first_leaf()[0].0
}

#[inline]
fn last_key<'a, K, V, A, C: RefCount>(node: NodeRef<'a, K, (K, V), A, C>) -> &'a K {
    let items = node.last_leaf();
    &items[items.len() - 1].0
}

impl<K, V, A, C, F> Drop for Merge<'_, K, V, A, C, F>
where
    K: Clone,
    V: Clone,
    A: Summary<(K, V)>,
    C: RefCount,
{
    /// Puts the target where it was. If the merge has been interrupted by a panic, what is done and what
    /// is not are joined.
    fn drop(&mut self) {
        let mut whole = mem::take(&mut self.below);
        for frame in self.frames.drain(..).rev() {
            whole = frame.joined(whole);
        }
        *self.place = whole;
    }
}
