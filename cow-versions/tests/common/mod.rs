//! Values of every kind, and their versions.

use cow_core::{CowBox, RefCount};
use cow_map::{GenericMap, GenericSet};
use cow_tree::binary_tree::Side;
use cow_tree::{BinaryTree, GenericTreeMap, GenericTreeSet, Summary, SummedTreeMap};
use cow_vec::GenericVec;
use proptest::prelude::*;
use std::hash::RandomState;

/// A change, which each kind of value reads in its way.
pub(crate) type Edit = (u8, u16, u8);

pub(crate) fn edits(most: usize) -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec((0..8_u8, any::<u16>(), 0..5_u8), 0..most)
}

/// A value that edits change.
pub(crate) trait Edited: Clone + PartialEq + std::fmt::Debug + Default {
    fn edit(&mut self, edit: Edit);

    fn edited(&self, edits: &[Edit]) -> Self {
        let mut newer = self.clone();
        edits.iter().for_each(|&edit| newer.edit(edit));
        newer
    }
}

impl Edited for u8 {
    fn edit(&mut self, (_, _, value): Edit) {
        *self = value;
    }
}

impl Edited for Option<u8> {
    fn edit(&mut self, (verb, _, value): Edit) {
        *self = (verb > 1).then_some(value);
    }
}

impl<C: RefCount> Edited for GenericVec<u8, C> {
    fn edit(&mut self, (verb, at, value): Edit) {
        let at = usize::from(at);
        let len = self.len();
        match verb {
            0 => self.push(value),
            1 | 2 => self.insert(at % (len + 1), value),
            3 | 4 if len > 0 => drop(self.remove(at % len)),
            5 if len > 0 => self[at % len] = value,
            6 => {
                let at = at % (len + 1);
                self.splice(at..(at + 9).min(len), [value; 20]);
            }
            _ => self.extend((0..40).map(|i| i % 7)),
        }
    }
}

macro_rules! edited_map {
    ($Map:ty) => {
        impl<V: Edited, C: RefCount> Edited for $Map {
            fn edit(&mut self, (verb, key, value): Edit) {
                let keys = if verb == 7 { 0..60 } else { key % 40..key % 40 + 1 };
                for key in keys {
                    if verb == 0 {
                        self.remove(&key);
                    } else {
                        self.entry(key).or_default().edit((verb, key / 7, value));
                    }
                }
            }
        }
    };
}

edited_map!(GenericMap<u16, V, RandomState, C>);
edited_map!(GenericTreeMap<u16, V, (), C>);

macro_rules! edited_set {
    ($Set:ty) => {
        impl<C: RefCount> Edited for $Set {
            fn edit(&mut self, (verb, key, _): Edit) {
                match verb {
                    0 | 1 => drop(self.remove(&(key % 40))),
                    7 => self.extend(0..60),
                    _ => drop(self.insert(key % 40)),
                }
            }
        }
    };
}

edited_set!(GenericSet<u16, RandomState, C>);
edited_set!(GenericTreeSet<u16, (), C>);

/// The sum of all values of a map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sum(u64);

impl Summary<u16, u8> for Sum {
    fn empty() -> Self {
        Self(0)
    }

    fn of(_: &u16, value: &u8) -> Self {
        Self(u64::from(*value))
    }

    fn combine(&self, right: &Self) -> Self {
        Self(self.0 + right.0)
    }
}

/// A map with a summary, which has no `&mut V`.
pub(crate) type Summed = SummedTreeMap<u16, u8, Sum>;

impl Edited for Summed {
    fn edit(&mut self, (verb, key, value): Edit) {
        match verb {
            0 | 1 => drop(self.remove(&(key % 40))),
            7 => self.extend((0..60).map(|key| (key, value))),
            _ => drop(self.insert(key % 40, value)),
        }
        let sum = self.values().map(|value| u64::from(*value)).sum();
        assert_eq!(self.summary(), Sum(sum));
    }
}

/// A tree of a fixed size at most, for patches: there are no merges of trees.
impl Edited for BinaryTree<u8> {
    fn edit(&mut self, (verb, at, value): Edit) {
        let side = |bit| if at >> bit & 1 == 0 { Side::Left } else { Side::Right };
        let path: Vec<Side> = (0..at / 64 % 6).map(side).collect();
        let full = |depth: u32| {
            (0..depth).fold(Self::leaf(value), |tree, _| Self::new(value, tree.clone(), tree))
        };
        match verb {
            0 => drop(self.take(&path)),
            1 | 2 => drop(self.replace(&path, full(2))),
            7 => *self = full(4),
            _ => drop(self.set(&path, value)),
        }
    }
}

impl<V: Edited> Edited for CowBox<V> {
    fn edit(&mut self, edit: Edit) {
        CowBox::make_mut(self).edit(edit);
    }
}

impl<A: Edited, B: Edited> Edited for (A, B) {
    fn edit(&mut self, (verb, at, value): Edit) {
        if at % 2 == 0 {
            self.0.edit((verb, at / 2, value));
        } else {
            self.1.edit((verb, at / 2, value));
        }
    }
}

/// The kinds of values.
#[allow(dead_code, unused_imports, reason = "not every test file has tests for every kind")]
pub(crate) mod kinds {
    pub(crate) use super::Summed;
    pub(crate) use cow_core::{Atomic, CowBox, Tiny};
    pub(crate) use cow_map::{CowMap, CowSet, GenericMap, LocalMap};
    pub(crate) use cow_tree::{CowTreeMap, CowTreeSet, GenericTreeMap, GenericTreeSet};
    pub(crate) use cow_vec::{CowVec, GenericVec, LocalVec};
    pub(crate) use std::hash::RandomState;

    /// A map of vectors in pairs with maps, in a box.
    pub(crate) type Nested<C = Atomic> = CowBox<
        GenericTreeMap<
            u16,
            (GenericVec<u8, C>, GenericMap<u16, Option<u8>, RandomState, C>),
            (),
            C,
        >,
    >;

    /// Collections in nodes of a few places, which are deep with a few items.
    pub(crate) type TinyMap<V> = GenericMap<u16, V, RandomState, Tiny>;
    pub(crate) type TinyTree<V> = GenericTreeMap<u16, V, (), Tiny>;
    pub(crate) type TinySet = GenericTreeSet<u16, (), Tiny>;
    pub(crate) type TinyNested = Nested<Tiny>;
}

/// Instantiates tests for values of every kind.
#[macro_export]
macro_rules! for_every_kind {
    ($($law:ident($($argument:ident),*);)*) => {
        for_every_kind! { @kind whole u8; $($law($($argument),*);)* }
        for_every_kind! { @kind option Option<u8>; $($law($($argument),*);)* }
        for_every_kind! { @kind vec CowVec<u8>; $($law($($argument),*);)* }
        for_every_kind! { @kind map CowMap<u16, u8>; $($law($($argument),*);)* }
        for_every_kind! { @kind tree_map CowTreeMap<u16, u8>; $($law($($argument),*);)* }
        for_every_kind! { @kind set CowSet<u16>; $($law($($argument),*);)* }
        for_every_kind! { @kind tree_set CowTreeSet<u16>; $($law($($argument),*);)* }
        for_every_kind! { @kind nested Nested; $($law($($argument),*);)* }
        for_every_kind! { @kind summed Summed; $($law($($argument),*);)* }
        for_every_kind! { @kind local_vec LocalVec<u8>; $($law($($argument),*);)* }
        for_every_kind! { @kind local_map LocalMap<u16, u8>; $($law($($argument),*);)* }
        for_every_kind! { @kind tiny_vec GenericVec<u8, Tiny>; $($law($($argument),*);)* }
        for_every_kind! { @kind tiny_map TinyMap<u8>; $($law($($argument),*);)* }
        for_every_kind! { @kind tiny_tree TinyTree<u8>; $($law($($argument),*);)* }
        for_every_kind! { @kind tiny_set TinySet; $($law($($argument),*);)* }
        for_every_kind! { @kind tiny_nested TinyNested; $($law($($argument),*);)* }
    };
    (@kind $name:ident $Kind:ty; $($law:ident($($argument:ident),*);)*) => {
        mod $name {
            use $crate::common::*;
            #[allow(unused_imports, reason = "u8 is none of them")]
            use $crate::common::kinds::*;
            use proptest::prelude::*;

            proptest! {
                #![proptest_config(ProptestConfig::with_cases(testkit::cases(40)))]
                $(
                    #[test]
                    fn $law(start in edits(20), $($argument in edits(12)),*) {
                        let start = <$Kind>::default().edited(&start);
                        super::$law::<$Kind>(&start, $(&start.edited(&$argument)),*);
                    }
                )*
            }
        }
    };
}
