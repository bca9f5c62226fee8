//! Values that change as a whole.

use core::ops::{Deref, DerefMut};
use cow_core::{Diff, Replaced};

/// A value that is not looked into: a patch replaces it, and two changes of it conflict.
///
/// For types that have no [`Patchable`](crate::Patchable) and [`Merge`](crate::Merge) of their own,
/// inside collections that need them. Types of one's own can derive both instead.
///
/// ```
/// use cow_map::CowMap;
/// use cow_versions::{Patchable, Whole};
/// use std::time::Duration;
///
/// let old: CowMap<&str, Whole<Duration>> = CowMap::from([("tea", Whole(Duration::from_secs(180)))]);
/// let mut new = old.clone();
/// new.get_mut("tea").unwrap().0 += Duration::from_secs(60);
/// assert_eq!(old.patch(&new).len(), 1);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Whole<T>(pub T);

impl<T> Deref for Whole<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: PartialEq> Diff for Whole<T> {
    type Changes<'a>
        = Option<Replaced<'a, Self>>
    where
        Self: 'a;

    fn diff<'a>(&'a self, newer: &'a Self) -> Self::Changes<'a> {
        Replaced::between(self, newer)
    }
}

impl<T> DerefMut for Whole<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

/// Calls a macro with the types of std that change as a whole.
macro_rules! for_whole_types {
    ($each:ident) => {
        $each! {
            [] (); [] bool; [] char; [] f32; [] f64; [] String;
            [] u8; [] u16; [] u32; [] u64; [] u128; [] usize;
            [] i8; [] i16; [] i32; [] i64; [] i128; [] isize;
            [] &'static str; [] std::time::Duration; [] std::time::SystemTime;
            [T: Clone + PartialEq] Vec<T>; [T: Clone + PartialEq] Whole<T>;
        }
    };
}

pub(crate) use for_whole_types;
