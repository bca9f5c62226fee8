//! A wrapper that is what it wraps, but for its inherent methods.

/// Declares the wrapper `$Name` of `$Inner`, with the traits that are the same for both.
macro_rules! wrap {
    ($(#[$attribute:meta])* $Name:ident [$($G:ident),*] $Inner:ty) => {
        $(#[$attribute])*
        pub struct $Name<$($G,)* C: RefCount>(pub(crate) $Inner);

        impl<$($G,)* C: RefCount> From<$Inner> for $Name<$($G,)* C> {
            fn from(inner: $Inner) -> Self {
                Self(inner)
            }
        }

        impl<$($G,)* C: RefCount> From<$Name<$($G,)* C>> for $Inner {
            fn from(wrapper: $Name<$($G,)* C>) -> Self {
                wrapper.0
            }
        }

        impl<$($G,)* C: RefCount> std::ops::Deref for $Name<$($G,)* C> {
            type Target = $Inner;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl<$($G,)* C: RefCount> std::ops::DerefMut for $Name<$($G,)* C> {
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.0
            }
        }

        impl<$($G,)* C: RefCount> AsRef<Self> for $Name<$($G,)* C> {
            fn as_ref(&self) -> &Self {
                self
            }
        }

        impl<$($G,)* C: RefCount> Clone for $Name<$($G,)* C>
        where
            $Inner: Clone,
        {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }

            fn clone_from(&mut self, source: &Self) {
                self.0.clone_from(&source.0);
            }
        }

        impl<$($G,)* C: RefCount> Default for $Name<$($G,)* C>
        where
            $Inner: Default,
        {
            fn default() -> Self {
                Self(<$Inner>::default())
            }
        }

        impl<$($G,)* C: RefCount> std::fmt::Debug for $Name<$($G,)* C>
        where
            $Inner: std::fmt::Debug,
        {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl<$($G,)* C: RefCount> PartialEq for $Name<$($G,)* C>
        where
            $Inner: PartialEq,
        {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl<$($G,)* C: RefCount> Eq for $Name<$($G,)* C> where $Inner: Eq {}

        impl<'a, $($G,)* C: RefCount> IntoIterator for &'a $Name<$($G,)* C>
        where
            &'a $Inner: IntoIterator,
        {
            type Item = <&'a $Inner as IntoIterator>::Item;
            type IntoIter = <&'a $Inner as IntoIterator>::IntoIter;

            fn into_iter(self) -> Self::IntoIter {
                (&self.0).into_iter()
            }
        }

        impl<'a, $($G,)* C: RefCount> IntoIterator for &'a mut $Name<$($G,)* C>
        where
            &'a mut $Inner: IntoIterator,
        {
            type Item = <&'a mut $Inner as IntoIterator>::Item;
            type IntoIter = <&'a mut $Inner as IntoIterator>::IntoIter;

            fn into_iter(self) -> Self::IntoIter {
                (&mut self.0).into_iter()
            }
        }

        impl<$($G,)* C: RefCount> IntoIterator for $Name<$($G,)* C>
        where
            $Inner: IntoIterator,
        {
            type Item = <$Inner as IntoIterator>::Item;
            type IntoIter = <$Inner as IntoIterator>::IntoIter;

            fn into_iter(self) -> Self::IntoIter {
                self.0.into_iter()
            }
        }

        #[cfg(feature = "serde")]
        impl<$($G,)* C: RefCount> serde::Serialize for $Name<$($G,)* C>
        where
            $Inner: serde::Serialize,
        {
            fn serialize<Z: serde::Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
                self.0.serialize(serializer)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de, $($G,)* C: RefCount> serde::Deserialize<'de> for $Name<$($G,)* C>
        where
            $Inner: serde::Deserialize<'de>,
        {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$Inner>::deserialize(deserializer).map(Self)
            }
        }
    };
}

/// Orders and hashes a wrapper as what it wraps.
macro_rules! wrap_order {
    ($Name:ident [$($G:ident),*] $Inner:ty) => {
        impl<$($G,)* C: RefCount> PartialOrd for $Name<$($G,)* C>
        where
            $Inner: PartialOrd,
        {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                self.0.partial_cmp(&other.0)
            }
        }

        impl<$($G,)* C: RefCount> Ord for $Name<$($G,)* C>
        where
            $Inner: Ord,
        {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.0.cmp(&other.0)
            }
        }

        impl<$($G,)* C: RefCount> std::hash::Hash for $Name<$($G,)* C>
        where
            $Inner: std::hash::Hash,
        {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.0.hash(state);
            }
        }
    };
}

/// Collects into a wrapper from each of these types.
macro_rules! from_collections {
    (
        $generics:tt $Name:ty where $bounds:tt;
        $($more:tt $Source:ty => $collect:expr;)*
    ) => {
        $(from_collection!($generics $Name where $bounds; $more $Source => $collect);)*
    };
}

/// Collects into a wrapper from one type.
macro_rules! from_collection {
    (
        [$($generics:tt)*] $Name:ty where [$($bounds:tt)*];
        [$($lifetime:lifetime)?; $($more:tt)*] $Source:ty => $collect:expr
    ) => {
        impl<$($lifetime,)? $($generics)*, $($more)*> From<$Source> for $Name
        where
            $($bounds)*
        {
            fn from(source: $Source) -> Self {
                let collect: fn($Source) -> Self = $collect;
                collect(source)
            }
        }
    };
}
