//! `im`, and `imbl`, its maintained fork: relaxed radix trees, hash tries and B-trees in `Arc`s.
//!
//! Their users write the same, so it is written once.

use std::ops::Bound;

use super::Hasher;
use crate::element::Element;
use crate::shape::{Map, Tree, Vector};

macro_rules! contenders {
    ($im:ident, $name:literal, $Map:ident<K> = $HashMap:ty, $Tree:ident, $Vector:ident) => {
        #[doc = concat!("[`", $name, "::HashMap`].")]
        pub type $Map<K> = $HashMap;

        impl<K: Element> Map<K> for $Map<K> {
            const NAME: &'static str = $name;

            named_as_in_std!();

            fn union(self, other: Self) -> Option<Self> {
                Some(self.union(other))
            }

            fn intersection(self, other: Self) -> Option<Self> {
                Some(self.intersection(other))
            }

            /// Returns the difference in std's sense; `difference` is symmetric here.
            fn difference(self, other: Self) -> Option<Self> {
                Some(self.relative_complement(other))
            }
        }

        #[doc = concat!("[`", $name, "::OrdMap`].")]
        pub type $Tree<K> = $im::OrdMap<K, u64>;

        impl<K: Element> Map<K> for $Tree<K> {
            const NAME: &'static str = $name;

            named_as_in_std!();

            fn union(self, other: Self) -> Option<Self> {
                Some(self.union(other))
            }

            fn intersection(self, other: Self) -> Option<Self> {
                Some(self.intersection(other))
            }

            /// Returns the difference in std's sense; `difference` is symmetric here.
            fn difference(self, other: Self) -> Option<Self> {
                Some(self.relative_complement(other))
            }

            fn diff(&self, newer: &Self) -> Option<usize> {
                Some(self.diff(newer).count())
            }

            /// Makes what they have changed to a clone of ours, where we have not.
            fn merge3(base: &Self, ours: &Self, theirs: &Self) -> Option<Self> {
                let mut merged = ours.clone();
                for item in base.diff(theirs) {
                    let (key, old, new) = match item {
                        $im::ordmap::DiffItem::Add(key, new) => (key, None, Some(new)),
                        $im::ordmap::DiffItem::Update { old, new } => {
                            (old.0, Some(old.1), Some(new.1))
                        }
                        $im::ordmap::DiffItem::Remove(key, old) => (key, Some(old), None),
                    };
                    if merged.get(key) == old {
                        match new {
                            Some(new) => merged.insert(key.clone(), *new),
                            None => merged.remove(key),
                        };
                    }
                }
                Some(merged)
            }
        }

        impl<K: Element> Tree<K> for $Tree<K> {
            fn from_sorted(entries: impl Iterator<Item = (K, u64)>) -> Self {
                entries.collect()
            }

            fn range_from(&self, key: &K) -> impl Iterator<Item = (&K, &u64)> {
                self.range::<_, K>((Bound::Included(key), Bound::Unbounded))
            }

            fn first(&self) -> Option<(&K, &u64)> {
                self.get_min().map(|(key, value)| (key, value))
            }

            fn last(&self) -> Option<(&K, &u64)> {
                self.get_max().map(|(key, value)| (key, value))
            }

            fn split_off(&mut self, key: &K) -> Option<Self> {
                let (below, at, mut above) = self.split_lookup(key);
                if let Some(value) = at {
                    above.insert(key.clone(), value);
                }
                *self = below;
                Some(above)
            }

            fn append(&mut self, other: Self) -> Option<()> {
                *self = std::mem::take(self).union(other);
                Some(())
            }
        }

        #[doc = concat!("[`", $name, "::Vector`].")]
        pub type $Vector<T> = $im::Vector<T>;

        impl<T: Element> Vector<T> for $Vector<T> {
            const NAME: &'static str = $name;

            vector_as_in_std!();

            #[inline]
            fn set(&mut self, at: usize, element: T) {
                self.set(at, element);
            }

            #[inline]
            fn push(&mut self, element: T) {
                self.push_back(element);
            }

            fn change_all(&mut self, change: impl FnMut(&mut T)) -> Option<()> {
                self.iter_mut().for_each(change);
                Some(())
            }

            fn append(&mut self, other: Self) -> Option<()> {
                self.append(other);
                Some(())
            }
        }
    };
}

contenders! { im, "im", ImMap<K> = im::HashMap<K, u64, Hasher>, ImTree, ImVector }

contenders! {
    imbl, "imbl",
    ImblMap<K> = imbl::GenericHashMap<K, u64, Hasher, imbl::shared_ptr::DefaultSharedPtr>,
    ImblTree, ImblVector
}
