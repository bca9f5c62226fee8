//! What differs between two versions of a value.

use crate::CowBox;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

/// A value that can tell what changed between two versions of it.
///
/// The collections of the family do so from what the versions share, in time that follows the
/// changes and not the size. [`CowCell::changes`] uses it for whoever watches a cell.
///
/// ```
/// use cow_core::Diff;
///
/// /// The larger of two logs is the newer, and begins with the other.
/// #[derive(Clone)]
/// struct Log(Vec<u32>);
///
/// impl Diff for Log {
///     type Changes<'a> = std::slice::Iter<'a, u32>;
///
///     fn diff<'a>(&'a self, newer: &'a Self) -> Self::Changes<'a> {
///         newer.0[self.0.len()..].iter()
///     }
/// }
///
/// let old = Log(vec![1, 2]);
/// let new = Log(vec![1, 2, 3]);
/// assert!(old.diff(&new).eq(&[3]));
/// ```
///
#[cfg_attr(feature = "cell", doc = "[`CowCell::changes`]: crate::CowCell::changes")]
#[cfg_attr(
    not(feature = "cell"),
    doc = "[`CowCell::changes`]: https://docs.rs/cow-collections-core"
)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell what differs between two versions",
    note = "`#[derive(Diff)]` of `cow_versions` makes structs and enums do so; a field with `#[cow(whole)]` changes as a whole"
)]
pub trait Diff {
    /// The changes, mostly an iterator.
    type Changes<'a>
    where
        Self: 'a;

    /// Returns the changes that make `newer` from `self`.
    fn diff<'a>(&'a self, newer: &'a Self) -> Self::Changes<'a>;
}

/// One difference between two maps, whether they are ordered or not.
///
/// ```
/// use cow_core::DiffItem;
///
/// fn key<'a, K, V>(item: &DiffItem<'a, 'a, K, V>) -> &'a K {
///     match *item {
///         DiffItem::Add(key, _) | DiffItem::Remove(key, _) => key,
///         DiffItem::Update { new: (key, _), .. } => key,
///     }
/// }
/// assert_eq!(key(&DiffItem::Add(&"a", &1)), &"a");
/// ```
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DiffItem<'a, 'b, K, V> {
    /// The newer map has an entry for a key that the older one does not have.
    Add(&'b K, &'b V),
    /// Both maps have the key, with values that are not equal.
    Update {
        /// The entry of the older map.
        old: (&'a K, &'a V),
        /// The entry of the newer map.
        new: (&'b K, &'b V),
    },
    /// The older map has an entry for a key that the newer one does not have.
    Remove(&'a K, &'a V),
}

impl<K, V> Clone for DiffItem<'_, '_, K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, V> Copy for DiffItem<'_, '_, K, V> {}

/// One difference between two sets, whether they are ordered or not.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetDiffItem<'a, 'b, T> {
    /// The newer set has an element that the older one does not have.
    Add(&'b T),
    /// The older set has an element that the newer one does not have.
    Remove(&'a T),
}

impl<T> Clone for SetDiffItem<'_, '_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for SetDiffItem<'_, '_, T> {}

impl<'a, 'b, T> SetDiffItem<'a, 'b, T> {
    /// Returns the difference between two sets that are stored as maps to `()`, or `None` for an
    /// [`Update`](DiffItem::Update): units do not differ.
    pub fn of_map(item: DiffItem<'a, 'b, T, ()>) -> Option<Self> {
        match item {
            DiffItem::Add(element, ()) => Some(Self::Add(element)),
            DiffItem::Remove(element, ()) => Some(Self::Remove(element)),
            DiffItem::Update { .. } => None,
        }
    }
}

/// Two values, of which one takes the place of the other: the change of a value that is not looked into.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Replaced<'a, T> {
    /// The value of the older version.
    pub old: &'a T,
    /// The value of the newer version.
    pub new: &'a T,
}

impl<T> Clone for Replaced<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Replaced<'_, T> {}

impl<'a, T: PartialEq> Replaced<'a, T> {
    /// Returns both values, unless they are equal.
    pub fn between(old: &'a T, new: &'a T) -> Option<Self> {
        (old != new).then_some(Self { old, new })
    }
}

/// Plain values change as a whole.
macro_rules! diff_whole {
    ($($(#[$attribute:meta])* [$($generics:tt)*] $type:ty;)*) => { $(
        $(#[$attribute])*
        impl<$($generics)*> Diff for $type {
            type Changes<'a>
                = Option<Replaced<'a, Self>>
            where
                Self: 'a;

            fn diff<'a>(&'a self, newer: &'a Self) -> Self::Changes<'a> {
                Replaced::between(self, newer)
            }
        }
    )* };
}

diff_whole! {
    [] (); [] bool; [] char; [] f32; [] f64; [] String; [] &'static str; [] Duration;
    [] u8; [] u16; [] u32; [] u64; [] u128; [] usize;
    [] i8; [] i16; [] i32; [] i64; [] i128; [] isize;
    [T: PartialEq] Vec<T>; [T: PartialEq] Option<T>;
    #[cfg(feature = "std")] [] std::time::SystemTime;
}

impl<T: Diff> Diff for CowBox<T> {
    /// `None` if both are the same box. In a box, so that a type may contain itself.
    type Changes<'a>
        = Option<Box<T::Changes<'a>>>
    where
        Self: 'a;

    fn diff<'a>(&'a self, newer: &'a Self) -> Self::Changes<'a> {
        (!Self::ptr_eq(self, newer)).then(|| Box::new(T::diff(self, newer)))
    }
}

/// Tuples are compared part by part.
macro_rules! diff_tuple {
    ($($T:ident $i:tt),*) => {
        impl<$($T: Diff),*> Diff for ($($T,)*) {
            type Changes<'a>
                = ($($T::Changes<'a>,)*)
            where
                Self: 'a;

            fn diff<'a>(&'a self, newer: &'a Self) -> Self::Changes<'a> {
                ($(self.$i.diff(&newer.$i),)*)
            }
        }
    };
}

diff_tuple!(A 0, B 1);
diff_tuple!(A 0, B 1, C 2);
diff_tuple!(A 0, B 1, C 2, D 3);
