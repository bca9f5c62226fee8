//! What all wrappers have.

/// Declares the wrapper `$Name` of `$Inner`, and `$Sync` for its use by several threads.
///
/// `$S` is the hasher, if there is one.
macro_rules! wrap {
    ($(#[$doc:meta])* $Name:ident [$($T:ident),*] $($S:ident)? => $Inner:ty, $Sync:ident) => {
        $(#[$doc])*
        pub struct $Name<$($T,)* P: crate::Kind = archery::RcK $(, $S = std::hash::RandomState)?>(pub(crate) $Inner);

        #[doc = concat!("A [`", stringify!($Name), "`] for several threads.")]
        pub type $Sync<$($T,)* $($S = std::hash::RandomState)?> = $Name<$($T,)* archery::ArcTK $(, $S)?>;

        impl<$($T,)*> $Name<$($T,)*> {
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        }

        impl<$($T,)*> $Sync<$($T,)*> {
            #[must_use]
            pub fn new_sync() -> Self {
                Self::default()
            }
        }

        impl<$($T,)* P: crate::Kind $(, $S)?> $Name<$($T,)* P $(, $S)?> {
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }

            pub fn ptr_eq(&self, other: &Self) -> bool {
                self.0.ptr_eq(&other.0)
            }
        }

        impl<$($T,)* P: crate::Kind $(, $S)?> From<$Inner> for $Name<$($T,)* P $(, $S)?> {
            fn from(inner: $Inner) -> Self {
                Self(inner)
            }
        }

        impl<$($T,)* P: crate::Kind $(, $S)?> Clone for $Name<$($T,)* P $(, $S)?>
        where
            $Inner: Clone,
        {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }

        impl<$($T,)* P: crate::Kind $(, $S)?> Default for $Name<$($T,)* P $(, $S)?>
        where
            $Inner: Default,
        {
            fn default() -> Self {
                Self(<$Inner>::default())
            }
        }

        impl<$($T,)* P: crate::Kind $(, $S)?> std::fmt::Debug for $Name<$($T,)* P $(, $S)?>
        where
            $Inner: std::fmt::Debug,
        {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl<'a, $($T,)* P: crate::Kind $(, $S)?> IntoIterator for &'a $Name<$($T,)* P $(, $S)?>
        where
            &'a $Inner: IntoIterator,
        {
            type Item = <&'a $Inner as IntoIterator>::Item;
            type IntoIter = <&'a $Inner as IntoIterator>::IntoIter;

            fn into_iter(self) -> Self::IntoIter {
                (&self.0).into_iter()
            }
        }

        #[cfg(feature = "serde")]
        impl<$($T,)* P: crate::Kind $(, $S)?> serde::Serialize for $Name<$($T,)* P $(, $S)?>
        where
            $Inner: serde::Serialize,
        {
            fn serialize<Z: serde::Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
                self.0.serialize(serializer)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de, $($T,)* P: crate::Kind $(, $S)?> serde::Deserialize<'de> for $Name<$($T,)* P $(, $S)?>
        where
            $Inner: serde::Deserialize<'de>,
        {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$Inner>::deserialize(deserializer).map(Self)
            }
        }
    };
}

/// Orders and hashes a wrapper as what it wraps, without a hasher.
macro_rules! wrap_order {
    ($Name:ident [$($T:ident),*] => $Inner:ty) => {
        impl<$($T,)* P: crate::Kind> Eq for $Name<$($T,)* P> where $Inner: Eq {}

        impl<$($T,)* P: crate::Kind> PartialEq for $Name<$($T,)* P>
        where
            $Inner: PartialEq,
        {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl<$($T,)* P: crate::Kind> PartialOrd for $Name<$($T,)* P>
        where
            $Inner: PartialOrd,
        {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                self.0.partial_cmp(&other.0)
            }
        }

        impl<$($T,)* P: crate::Kind> Ord for $Name<$($T,)* P>
        where
            $Inner: Ord,
        {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.0.cmp(&other.0)
            }
        }

        impl<$($T,)* P: crate::Kind> std::hash::Hash for $Name<$($T,)* P>
        where
            $Inner: std::hash::Hash,
        {
            fn hash<Z: std::hash::Hasher>(&self, state: &mut Z) {
                self.0.hash(state);
            }
        }
    };
}

/// A vector under the name and with the methods of one of rpds' sequences: what they have in common.
macro_rules! sequence {
    ($(#[$doc:meta])* $Name:ident, $Sync:ident, $len:ident) => {
        wrap! {
            $(#[$doc])*
            $Name [T] => cow_vec::GenericVec<T, P::Count>, $Sync
        }
        wrap_order!($Name [T] => cow_vec::GenericVec<T, P::Count>);

        impl<T, P: crate::Kind> $Name<T, P> {
            #[must_use]
            pub fn new_with_ptr_kind() -> Self {
                Self::default()
            }

            #[must_use]
            pub fn $len(&self) -> usize {
                self.0.len()
            }

            pub fn iter(&self) -> Iter<'_, T, P> {
                self.0.iter()
            }
        }

        /// The iterator over the items.
        pub type Iter<'a, T, P> = cow_vec::Iter<'a, T, <P as crate::Kind>::Count>;

        impl<T: std::fmt::Display, P: crate::Kind> std::fmt::Display for $Name<T, P> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                crate::wrap::display(f, '[', self, |item, f| item.fmt(f), ']')
            }
        }
    };
}

/// Writes items with commas between brackets.
pub(crate) fn display<I: IntoIterator>(
    f: &mut std::fmt::Formatter<'_>,
    open: char,
    items: I,
    mut item: impl FnMut(I::Item, &mut std::fmt::Formatter<'_>) -> std::fmt::Result,
    close: char,
) -> std::fmt::Result {
    write!(f, "{open}")?;
    for (i, next) in items.into_iter().enumerate() {
        if i > 0 {
            f.write_str(", ")?;
        }
        item(next, f)?;
    }
    write!(f, "{close}")
}
