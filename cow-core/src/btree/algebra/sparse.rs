//! A tree of few items brought into a large one, item by item.

use super::plan::{Rules, Step};
use super::rules::{Decision, Keep};
use super::source::Source;
use super::weave::is_own;
use crate::block::Items;
use crate::btree::node::{NodeRef, View};
use crate::btree::path::Trail;
use crate::btree::sought::Ordered;
use crate::btree::summary::Summary;
use crate::btree::tree::Tree;
use crate::count::RefCount;
use alloc::collections::VecDeque;
use core::mem;
use core::ptr;

/// Size ratio above which the smaller tree's items are sought in the larger one, one by one.
const FAR: usize = 8;

/// Returns `true` if the items of a tree, the source, are brought one by one into another, the target: they are few,
/// belong to several of its leaves, and no node of the source can be one of the target.
pub(super) fn suits<K, V, A, C>(
    target: &Tree<K, (K, V), A, C>,
    source: &Tree<K, (K, V), A, C>,
    keep: Keep,
) -> bool
where
    K: Ord,
    C: RefCount,
{
    let Some(root) = source.root() else { return false };
    keep.left
        && target.len() / FAR >= source.len()
        && (root.height() == 0 || is_own(root, 1))
        && are_spread(target, root)
}

/// Whether the first and the last item of a leaf, and those of the branches below a root, belong in different leaves of
/// the target, and not in the source's own.
fn are_spread<K, V, A, C>(
    target: &Tree<K, (K, V), A, C>,
    root: NodeRef<'_, K, (K, V), A, C>,
) -> bool
where
    K: Ord,
    C: RefCount,
{
    let leaf = |(key, _): &(K, V)| {
        target.leaf_of(&mut Ordered::new(key, |other: &K| other.cmp(key))).map(<[_]>::as_ptr)
    };
    match root.view() {
        View::Leaf(items) => {
            let items = items.slice();
            let [first, last] = [&items[0], &items[items.len() - 1]].map(leaf);
            (first != last || items.len() == 1)
                && first.is_some_and(|first| !ptr::eq(first, items.as_ptr()))
        }
        View::Branch(branch) => {
            (0..branch.len()).all(|slot| are_spread(target, branch.child(slot)))
        }
    }
}

/// Brings the items of the source into the target: the two [suit](suits). If user code panics, some have been.
pub(super) fn merge<K, V, A, C, F>(
    target: &mut Tree<K, (K, V), A, C>,
    source: Tree<K, (K, V), A, C>,
    mut rules: Rules<F>,
) where
    K: Ord + Clone,
    V: Clone,
    A: Summary<(K, V)>,
    C: RefCount,
    F: FnMut(&K, &V, &V) -> Decision<V>,
{
    let mut source = Source::new(source);
    while let Some(node) = source.node() {
        if node.height() > 0 {
            source.open();
        } else if let Some(items) = source.items() {
            while !items.as_slice().is_empty() {
                bring(target, items, &mut rules);
            }
            source.close();
        }
    }
}

/// Brings the next item into the target.
fn bring<K, V, A, C, F>(
    target: &mut Tree<K, (K, V), A, C>,
    items: &mut Items<(K, V), C>,
    rules: &mut Rules<F>,
) where
    K: Ord + Clone,
    V: Clone,
    A: Summary<(K, V)>,
    C: RefCount,
    F: FnMut(&K, &V, &V) -> Decision<V>,
{
    let mut trail = Trail::new();
    let Some(item) = items.as_slice().first() else { return };
    let mut sought = Ordered::new(&item.0, |other: &K| other.cmp(&item.0));
    let (path, index) = match target.seek(&mut trail, &mut sought) {
        None if rules.keep.right => {
            if let Some(item) = items.next() {
                *target = Tree::of_one(item);
            }
            return;
        }
        Some((path, Err(index))) if rules.keep.right => {
            if let Some(item) = items.next() {
                path.insert(index, item, |(key, _)| key.clone());
            }
            return;
        }
        None | Some((_, Err(_))) => return items.skip_items(1),
        Some((path, Ok(index))) => (path, index),
    };
    let mut values = VecDeque::new();
    match rules.both(&path.leaf().slice()[index], item, &mut values) {
        Step::DropBoth => {
            let last = path.is_last();
            let old = path.remove(index);
            if last {
                *target = Tree::new();
            }
            drop(old);
        }
        Step::KeepBoth => {}
        step => {
            // Cloned, if it is shared, before anything is written.
            let Some(mut new) = items.next() else { return };
            let keeps_key = matches!(step, Step::KeepKey | Step::KeepKeySet);
            let keeps_value = step == Step::TakeKey;
            path.modify(index, |old| {
                if !keeps_key {
                    mem::swap(&mut old.0, &mut new.0);
                }
                if !keeps_value {
                    mem::swap(&mut old.1, values.front_mut().unwrap_or(&mut new.1));
                }
            });
            return;
        }
    }
    items.skip_items(1);
}
