//! What all collections promise, tested in one way.
//!
//! A crate of collections says of each of its own what a [`Collection`] is, and [`promises!`](crate::promises!) makes the
//! tests. What it promises beyond that, it tests by itself.
//!
//! | group | what is promised |
//! |---|---|
//! | `versions` | a clone is the same nodes and calls no user code; a write is seen in its own version, copies a path, and nothing that is not shared; nodes are shown in pre-order; `==` and `Debug` are std's |
//! | `dismantling` | it is dropped a node at a time, and no node that is shared; a drop that panics loses nothing |
//! | `panics` | a panic in any call of user code, in what all collections have, leaves all versions whole |
//! | `order` | `Ord` and `Hash` are those of std's collection |
//! | `serde` | the form is that of std's collection, and errors are those of std's |
//! | `lengths` | a sequence that says it is longer than it is takes no more memory |
//! | `rayon` | each element is given once, in order; what is collected or added is as in sequence; panics lose nothing |

use crate::{Call, Counted, Fused, Node};
use std::fmt::Debug;
use std::hash::Hash;

mod macros;
mod methods;

mod dismantling;
mod order;
mod panics;
mod parallel;
mod serial;
mod versions;

pub use self::dismantling::*;
pub use self::order::*;
pub use self::panics::*;
pub use self::parallel::*;
pub use self::serial::*;
pub use self::versions::*;

/// What collections are made of: a number, however it is wrapped.
pub trait Element: Clone + Ord + Hash + Debug + Send + Sync + 'static {
    /// Returns the number.
    fn number(&self) -> u32;
}

impl Element for u32 {
    fn number(&self) -> u32 {
        *self
    }
}

impl Element for Counted<u32> {
    fn number(&self) -> u32 {
        **self
    }
}

impl Element for Fused<Counted<u32>> {
    fn number(&self) -> u32 {
        ***self
    }
}

/// A kind of collection, of elements of any type: vectors, say, or maps from elements to elements.
pub trait Collection {
    /// What is collected: an element, or a pair of them.
    type Item<T: Element>: Clone + PartialEq + Debug + Send + Sync;

    /// The collection.
    type Of<T: Element>: Clone
        + Debug
        + Default
        + PartialEq
        + FromIterator<Self::Item<T>>
        + Extend<Self::Item<T>>;

    /// What std has of this kind.
    type Std: Debug + PartialEq + FromIterator<Self::Item<u32>>;

    /// Whether the order of iteration is that of std's.
    const ORDERED: bool = true;

    /// Which user code it calls to find an element.
    const CALLS: &[Call];

    /// How many elements may be dropped at once.
    const AT_ONCE: u64;

    /// How many nodes a write to one of [`MANY`] elements may make.
    const PATH: usize;

    /// How many elements a write may clone to tell nodes apart, even if nothing is shared.
    const SEPARATORS: u64 = 0;

    /// How many nodes may be dropped before the first piece of one that is dismantled.
    const OUTSIDE: usize = 0;

    /// Makes an item out of elements with the given number.
    fn item<T: Element>(number: u32, make: impl FnMut(u32) -> T) -> Self::Item<T>;

    /// Adds an item, whose number is not there yet, somewhere in the middle.
    fn add<T: Element>(of: &mut Self::Of<T>, item: Self::Item<T>);

    /// Returns the numbers of all elements, in the order of iteration.
    fn numbers<T: Element>(of: &Self::Of<T>) -> Vec<u32>;

    /// Returns all items, in the order of iteration.
    fn items(of: &Self::Of<u32>) -> Vec<Self::Item<u32>>;

    /// Returns how many elements all nodes hold together.
    fn len(of: &Self::Of<u32>) -> usize {
        Self::items(of).len()
    }

    /// Returns whether the two are one version.
    fn ptr_eq<T: Element>(a: &Self::Of<T>, b: &Self::Of<T>) -> bool;

    /// Returns the nodes.
    fn nodes<T: Element>(of: &Self::Of<T>) -> Vec<Node>;

    /// Asserts what the collection promises to itself.
    fn assert_invariants<T: Element>(of: &Self::Of<T>);

    /// Drops it node by node.
    fn dismantle<T: Element>(of: Self::Of<T>) -> impl Iterator<Item = ()>;

    /// Makes a collection of the even numbers below twice `len`.
    fn even<T: Element>(len: u32, mut make: impl FnMut(u32) -> T) -> Self::Of<T> {
        (0..len).map(|n| Self::item(2 * n, &mut make)).collect()
    }

    /// Makes collections of even numbers, of all shapes that there are; some have [`MANY`] elements.
    fn shapes<T: Element>(mut make: impl FnMut(u32) -> T) -> Vec<Self::Of<T>> {
        SIZES.map(|len| Self::even(len, &mut make)).into()
    }
}

/// Miri takes its time.
pub const MANY: u32 = if cfg!(miri) { 100 } else { 2_000 };

/// None, one, about a leaf, several leaves, and many.
pub const SIZES: [u32; 9] = [0, 1, 16, 17, 32, 33, 128, 257, MANY];

/// A collection of the kind `C` whose elements are bare numbers.
type Plain<C> = <C as Collection>::Of<u32>;

fn plain<C: Collection>() -> Vec<Plain<C>> {
    C::shapes(|number| number)
}

/// Returns std's collection of the same items.
fn model<C: Collection>(of: &Plain<C>) -> C::Std {
    C::items(of).into_iter().collect()
}

fn addresses<C: Collection, T: Element>(of: &C::Of<T>) -> Vec<usize> {
    C::nodes(of).into_iter().map(|node| node.address).collect()
}

/// Asserts that it is whole, and returns its numbers.
fn whole<C: Collection, T: Element>(of: &C::Of<T>) -> Vec<u32> {
    C::assert_invariants(of);
    C::numbers(of)
}
