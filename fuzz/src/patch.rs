//! Patches and three-way merges: their laws, for versions of all kinds, and what a patch from elsewhere does.

use crate::versions::count;
use arbitrary::Arbitrary;
use cow_core::Tiny;
use cow_map::{CowMap, GenericSet};
use cow_tree::{BinaryTree, GenericTreeMap};
use cow_vec::{CowVec, GenericVec};
use cow_versions::merge::{EntryConflict, MapConflict};
use cow_versions::{Conflict, Merge, Patch, Patchable, Take, merge3};
use foldhash::fast::FixedState;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::fmt::Debug;

/// A change of one version.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub struct Edit {
    verb: u8,
    at: u16,
    value: u8,
}

/// Two lines of work from one version, and bytes of a patch.
#[derive(Arbitrary, Debug)]
pub struct Input<'a> {
    start: Vec<Edit>,
    ours: Vec<Edit>,
    theirs: Vec<Edit>,
    sent: &'a [u8],
}

/// What can be edited.
pub trait Edited: Clone + Debug + Default + PartialEq {
    /// Makes one change.
    fn edit(&mut self, edit: Edit);

    /// Walks all nodes.
    fn assert_invariants(&self);

    /// A version after some changes.
    #[must_use]
    fn after(&self, edits: &[Edit]) -> Self {
        let mut next = self.clone();
        edits.iter().for_each(|edit| next.edit(*edit));
        next
    }
}

impl<C: cow_core::RefCount> Edited for GenericVec<u8, C> {
    fn edit(&mut self, Edit { verb, at, value }: Edit) {
        let at = usize::from(at) % (self.len() + 1);
        match verb % 6 {
            0 => self.insert(at, value),
            1 if at < self.len() => drop(self.remove(at)),
            2 => self.extend((0..at as u8).map(|i| i ^ value)),
            3 => self.truncate(at),
            4 => self.rotate_left(at.min(self.len())),
            _ => self.get_mut(at).into_iter().for_each(|item| *item = value),
        }
    }

    fn assert_invariants(&self) {
        self.assert_invariants();
    }
}

impl Edited for GenericSet<u8, FixedState, Tiny> {
    fn edit(&mut self, Edit { verb, value, .. }: Edit) {
        _ = if verb % 2 == 0 { self.insert(value) } else { self.remove(&value) };
    }

    fn assert_invariants(&self) {
        self.assert_invariants();
    }
}

impl Edited for GenericTreeMap<u8, u8, (), Tiny> {
    fn edit(&mut self, Edit { verb, at, value }: Edit) {
        match verb % 2 {
            0 => drop(self.insert(at as u8, value)),
            _ => drop(self.remove(&(at as u8))),
        }
    }

    fn assert_invariants(&self) {
        self.assert_invariants();
    }
}

/// A map of vectors.
pub type Nested = CowMap<u8, CowVec<u8>, FixedState>;

impl Edited for Nested {
    fn edit(&mut self, edit: Edit) {
        let key = edit.verb >> 4;
        match edit.verb % 4 {
            0 => drop(self.remove(&key)),
            _ => self.entry(key).or_default().edit(edit),
        }
    }

    fn assert_invariants(&self) {
        self.assert_invariants();
    }
}

impl Edited for BinaryTree<u8> {
    fn edit(&mut self, Edit { verb, at, value }: Edit) {
        use cow_tree::binary_tree::Side::{Left, Right};
        let side = |bit| if at >> bit & 1 == 0 { Left } else { Right };
        let path: Vec<_> = (0..verb % 8).map(side).collect();
        match verb >> 6 {
            0 => drop(self.take(&path)),
            1 => drop(self.set(&path, value)),
            _ => drop(self.replace(&path, Self::new(value, Self::leaf(1), Self::leaf(2)))),
        }
    }

    fn assert_invariants(&self) {}
}

/// Checks the laws of patches.
pub fn patches<T>(input: &Input<'_>)
where
    T: Edited + Patchable<Delta: DeserializeOwned + Debug>,
{
    let base = T::default().after(&input.start);
    let (ours, theirs) = (base.after(&input.ours), base.after(&input.theirs));
    let (there, back, on) = (base.patch(&ours), ours.patch(&base), ours.patch(&theirs));
    assert_eq!(there.is_empty(), base == ours);
    assert_eq!(there.apply(&base).as_ref(), Ok(&ours));
    assert_eq!(there.clone().invert().apply(&ours).as_ref(), Ok(&base));
    assert_eq!(back.apply(&ours).as_ref(), Ok(&base));
    let both = there.clone().then(on.clone()).expect("one fits after the other");
    assert_eq!(both.apply(&base).as_ref(), Ok(&theirs));
    assert_eq!(both.invert().apply(&theirs).as_ref(), Ok(&base));
    // Where it does not fit, it is an error or makes something whole.
    if let Ok(made) = there.apply(&theirs) {
        made.assert_invariants();
    }
    if let Ok(patch) = on.clone().then(there.clone()) {
        drop((patch.len(), patch.apply(&ours)));
    }
    if let Ok(sent) = postcard::from_bytes::<Patch<T>>(input.sent) {
        for value in [&base, &ours] {
            if let Ok(made) = sent.apply(value) {
                made.assert_invariants();
                drop(sent.clone().invert().apply(&made));
            }
        }
        drop((sent.len(), there.then(sent.clone()), sent.then(on)));
    }
}

/// Checks the laws of merges.
pub fn merges<T>(input: &Input<'_>)
where
    T: Edited + Merge<Conflict: Clone>,
{
    let base = T::default().after(&input.start);
    let (ours, theirs) = (base.after(&input.ours), base.after(&input.theirs));
    let merged = merge3(&base, &ours, &theirs);
    let swapped = merge3(&base, &theirs, &ours);
    merged.value.assert_invariants();
    assert_eq!(merged.conflicts.len(), swapped.conflicts.len());
    assert_eq!(merged.clone().theirs(), swapped.value);
    assert_eq!(swapped.theirs(), merged.value);
    merged.resolve(|_| Take::Base).assert_invariants();
    assert_eq!(merge3(&base, &ours, &base).into_clean().ok(), Some(ours.clone()));
    assert_eq!(merge3(&base, &base, &theirs).into_clean().ok(), Some(theirs));
    assert_eq!(merge3(&base, &ours, &ours).into_clean().ok(), Some(ours));
}

/// Compares a merge of maps with what the table says of each key.
pub fn merge_of_maps(input: &Input<'_>) {
    type Map = GenericTreeMap<u8, u8, (), Tiny>;
    let base = Map::default().after(&input.start);
    let (ours, theirs) = (base.after(&input.ours), base.after(&input.theirs));
    let merged = merge3(&base, &ours, &theirs);
    let mut expected = Map::default();
    let mut conflicts = Vec::new();
    let keys: BTreeSet<u8> =
        [&base, &ours, &theirs].iter().flat_map(|map| map.keys().copied()).collect();
    for key in keys {
        let [base, ours, theirs] = [&base, &ours, &theirs].map(|map| map.get(&key).copied());
        let state = if ours == theirs || base == theirs {
            ours
        } else if base == ours {
            theirs
        } else {
            conflicts.push((key, Conflict { base, ours, theirs }));
            ours
        };
        expected.extend(state.map(|value| (key, value)));
    }
    assert_eq!(merged.value, expected);
    let found: Vec<_> = merged.conflicts.into_iter().map(states).collect();
    assert_eq!(found, conflicts);
}

/// What conflicts at which key.
fn states(conflict: MapConflict<u8, u8>) -> (u8, Conflict<Option<u8>>) {
    let states = match conflict.conflict {
        EntryConflict::Whole(states) => states,
        EntryConflict::Inside(states) => states.map(Some),
    };
    (conflict.key, states)
}

/// The kinds of values.
#[derive(Arbitrary, Debug)]
pub enum Shape {
    /// A vector.
    Vector,
    /// A vector of tiny nodes.
    Tiny,
    /// An ordered map of tiny nodes.
    Ordered,
    /// A hash set of tiny nodes.
    Set,
    /// A map of vectors.
    Nested,
    /// A binary tree.
    Binary,
}

/// The target.
pub fn fuzz((shape, input): &(Shape, Input<'_>)) {
    // Each edit is one, and what is made of the three versions another dozen.
    count((input.start.len() + input.ours.len() + input.theirs.len()) as u64 + 12);
    match shape {
        Shape::Vector => (patches::<CowVec<u8>>(input), merges::<CowVec<u8>>(input)),
        Shape::Tiny => {
            (patches::<GenericVec<u8, Tiny>>(input), merges::<GenericVec<u8, Tiny>>(input))
        }
        Shape::Ordered => {
            (patches::<GenericTreeMap<u8, u8, (), Tiny>>(input), merge_of_maps(input))
        }
        Shape::Set => {
            type Set = GenericSet<u8, FixedState, Tiny>;
            (patches::<Set>(input), merges::<Set>(input))
        }
        Shape::Nested => (patches::<Nested>(input), merges::<Nested>(input)),
        Shape::Binary => (patches::<BinaryTree<u8>>(input), ()),
    };
}
