//! Two leaves merged.

use super::Merge;
use crate::block::Fresh;
use crate::btree::algebra::frame::is_after;
use crate::btree::algebra::plan::{Incoming, Outgoing};
use crate::btree::algebra::rules::Decision;
use crate::btree::exclusive::NodeMut;
use crate::btree::node::{Node, View};
use crate::btree::summary::Summary;
use crate::btree::width::Width;
use crate::count::RefCount;
use alloc::vec::Vec;

impl<K, V, A, C, F> Merge<'_, K, V, A, C, F>
where
    K: Ord + Clone,
    V: Clone,
    A: Summary<(K, V)>,
    C: RefCount,
    F: FnMut(&K, &V, &V) -> Decision<V>,
{
    /// Merges the leaf at the last frame's place with those items of the source's leaf that belong there.
    pub(super) fn merge_leaf(&mut self) {
        let Some(frame) = self.frames.last() else { return };
        let Some(branch) = frame.branch() else { return };
        let (slot, most) = (frame.slot, Width::<K, (K, V), C>::LEAF);
        let View::Leaf(leaf) = branch.child(slot).view() else { return };
        let (target, source) = (&leaf.slice()[self.decided..], self.source.slice());
        let is_here = |(key, _): &(K, V)| !is_after(&self.frames, key);
        let count = match source.last() {
            Some(last) if is_here(last) => source.len(),
            _ => source.partition_point(is_here),
        };
        self.plan.make(target, &source[..count], &mut self.rules);
        let (all, len) = (count == source.len(), leaf.len());
        if !self.plan.changes {
            self.decided += self.plan.target;
            return self.skip(count);
        }
        let result = len - self.plan.target + self.plan.result;
        if result == 0 {
            self.remove();
            return self.skip(count);
        }
        let replaces = self.plan.is_source && self.decided == 0 && self.plan.target == len && all;
        if replaces && self.source.node().is_some() {
            return self.replace_leaf();
        }
        // Two leaves, if one has no room for all.
        let done = self.decided + self.plan.result;
        let first = match result > most {
            false => result,
            // What is not done is in the second one where that cannot be put in after the first.
            true if slot == 0 && branch.len() == Width::<K, (K, V), C>::FANOUT => {
                done.min(result.div_ceil(2))
            }
            true => result.div_ceil(2),
        };
        let key = (first < result).then(|| {
            let (target, source) = (&leaf.slice()[self.decided..], self.source.slice());
            match first.checked_sub(self.decided) {
                Some(index) => self.plan.key_at(index, target, source).clone(),
                None => leaf.slice()[first].0.clone(),
            }
        });
        self.own();
        self.edit_leaf(slot, count, (first, result), key);
        self.insert_extra();
    }

    /// Passes over items of the source's leaf.
    fn skip(&mut self, count: usize) {
        if count == self.source.slice().len() && self.source.node().is_some() {
            return self.source.skip();
        }
        if let Some(items) = self.source.items() {
            items.skip_items(count);
        }
        self.source.close();
    }

    /// Puts the next leaf of the source in the place of a leaf.
    fn replace_leaf(&mut self) {
        self.own();
        let Some(frame) = self.frames.last_mut() else { return };
        let Some(node) = self.source.node() else { return };
        let (summary, slot) = (node.summary(), frame.slot);
        let mut branch = frame.own_branch();
        let old = branch.take_child(slot);
        if let Some(node) = self.source.take() {
            self.decided = node.borrow().len();
            branch.put_child(slot, node, summary);
        }
        drop(old);
    }

    /// Carries the plan out, about `count` items of the source: `sizes` are those of the leaf when it is
    /// done, and with what follows it in another leaf, which begins with `key`.
    fn edit_leaf(
        &mut self,
        slot: usize,
        count: usize,
        (first, result): (usize, usize),
        key: Option<K>,
    ) {
        let most = Width::<K, (K, V), C>::LEAF;
        let Some(items) = self.source.items() else { return };
        let clones = self.plan.clones(items);
        let Some(frame) = self.frames.last_mut() else { return };
        let mut branch = frame.own_branch();
        branch.make_child(slot, most);
        branch.widen(slot, most);

        // No user code runs from here on, until all is in its place.
        let Some(NodeMut::Leaf(mut leaf)) = branch.child_mut(slot) else { return };
        let (decided, len) = (self.decided, leaf.len());
        let cut = first.min(decided);
        let mut rest = Fresh::new((), len - cut);
        leaf.move_to(cut..len, &mut rest.get(), 0);
        let mut target = rest.into_iter();
        let mut to = Outgoing {
            leaf,
            room: first - cut,
            next: (first < result).then(|| Fresh::new((), most)),
            dropped: Vec::new(),
        };
        to.append(&mut target, decided - cut);
        let is_own = clones.is_none();
        let mut incoming = match clones {
            Some(clones) => Incoming::Clones(clones),
            None => Incoming::Own(items),
        };
        let done = decided + self.plan.result;
        self.plan.carry_out(&mut target, &mut incoming, &mut to);
        let tail = target.as_slice().len();
        to.append(&mut target, tail);
        let Outgoing { next, dropped, .. } = to;
        branch.measure(slot);
        frame.extra = key.zip(next).map(|(key, next)| (slot + 1, key, Node::leaf(next.share())));
        self.decided = done;
        if done > first && frame.extra.is_some() {
            self.decided = done - first;
            frame.slot += 1;
        }
        if !is_own && let Some(items) = self.source.items() {
            items.skip_items(count);
        }
        self.source.close();
        frame.own_branch().summarize(slot);
        drop(dropped);
        self.plan.clear();
    }

    /// Inserts the leaf that follows one that had no room.
    fn insert_extra(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        let Some((_, _, leaf)) = &frame.extra else { return };
        let summary = leaf.borrow().summary();
        if frame.len() == Width::<K, (K, V), C>::FANOUT {
            if frame.slot == 0 {
                // All that is done is in the leaf before.
                frame.slot = 1;
                self.decided = 0;
            }
            frame.cut(frame.slot);
        }
        // For the place before the first child, the separator after it is wanted.
        let first = frame.branch().map(|branch| &branch.child(0).first_leaf()[0].0);
        let after = match &frame.extra {
            Some((0, ..)) => first.cloned(),
            _ => None,
        };
        if frame.branch.is_some() {
            frame.own_branch().own_keys();
        }
        let Some((slot, key, leaf)) = frame.extra.take() else { return };
        match after {
            Some(after) => frame.own_branch().push_front(leaf, after, summary),
            None if slot == 0 => frame.branch = Some(Node::over(leaf, summary)),
            None => frame.own_branch().insert(slot, key, leaf, summary),
        }
    }
}
