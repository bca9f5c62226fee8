//! What a text promises, looked at.

use crate::breaks::LineBreaks;
use crate::dimension::Leaves;
use crate::measure::Measure;
use cow_core::RefCount;
use cow_core::btree::{NodeRef, Summary, View, Width};

/// Panics if a leaf is too long, if one begins or ends where it must not, or if a node's measure is wrong.
pub(crate) fn check<C: RefCount, B: LineBreaks>(tree: &Leaves<C, B>) {
    let Some(root) = tree.root() else { return };
    let mut before = false;
    let (size, measure) = node(root, (true, &mut before));
    assert_eq!(size, tree.len());
    assert_eq!(measure, tree.summary());
}

fn node<C: RefCount, B: LineBreaks>(
    this: NodeRef<'_, (), u8, Measure<B>, C>,
    (is_root, ends_in_cr): (bool, &mut bool),
) -> (usize, Measure<B>) {
    match this.view() {
        View::Leaf(leaf) => {
            let text = core::str::from_utf8(leaf.slice()).expect("a leaf is UTF-8");
            assert!((1..=Leaves::<C, B>::LEAF).contains(&text.len()));
            assert!(!(*ends_in_cr && text.starts_with('\n')), "a CR and an LF in two leaves");
            *ends_in_cr = text.ends_with('\r');
            (text.len(), Measure::of(leaf.slice()))
        }
        View::Branch(branch) => {
            let least = if is_root { 2 } else { Width::<(), u8, C>::LEAST };
            assert!((least..=Width::<(), u8, C>::FANOUT).contains(&branch.len()));
            let (mut size, mut measure) = (0, Measure::empty());
            for slot in 0..branch.len() {
                let child = branch.child(slot);
                assert_eq!(child.height() + 1, branch.height());
                let (child_size, child_measure) = node(child, (false, &mut *ends_in_cr));
                assert_eq!(child_size, branch.sizes()[slot]);
                assert_eq!(child_measure, branch.summaries()[slot]);
                size += child_size;
                measure = measure.combine(&child_measure);
            }
            (size, measure)
        }
    }
}
