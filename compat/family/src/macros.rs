//! `vector!`, `hashmap!` and the like.

/// Declares im's macros that make a collection, for the count of owners `$Count`.
///
/// Called with a dollar sign, which the declared macros need and this one cannot write. Within them, `$crate` is
/// this crate, as it is here that it is written.
#[macro_export]
#[expect(clippy::crate_in_macro_def, reason = "a dollar sign is before it")]
macro_rules! declare_macros {
    ($d:tt $Count:ident) => {
        /// Makes a `Vector` of items.
        #[macro_export]
        macro_rules! vector {
            ($d($d item:expr),* $d(,)?) => {
                <$d crate::GenericVector<_, $d crate::$Count>>::from([$d($d item),*])
            };
        }

        /// Makes a `HashMap` of entries.
        #[macro_export]
        macro_rules! hashmap {
            ($d($d key:expr => $d value:expr),* $d(,)?) => {
                <$d crate::GenericHashMap<_, _, ::std::hash::RandomState, $d crate::$Count>>::from(
                    [$d(($d key, $d value)),*],
                )
            };
        }

        /// Makes a `HashSet` of items.
        #[macro_export]
        macro_rules! hashset {
            ($d($d item:expr),* $d(,)?) => {
                <$d crate::GenericHashSet<_, ::std::hash::RandomState, $d crate::$Count>>::from(
                    [$d($d item),*],
                )
            };
        }

        /// Makes an `OrdMap` of entries.
        #[macro_export]
        macro_rules! ordmap {
            ($d($d key:expr => $d value:expr),* $d(,)?) => {
                <$d crate::GenericOrdMap<_, _, $d crate::$Count>>::from([$d(($d key, $d value)),*])
            };
        }

        /// Makes an `OrdSet` of items.
        #[macro_export]
        macro_rules! ordset {
            ($d($d item:expr),* $d(,)?) => {
                <$d crate::GenericOrdSet<_, $d crate::$Count>>::from([$d($d item),*])
            };
        }
    };
}

/// Looks up a path of keys in collections of collections.
#[macro_export]
macro_rules! get_in {
    ($target:expr, $key:expr) => { $target.get($key) };
    ($target:expr, $key:expr => $($rest:tt)*) => {
        $target.get($key).and_then(|inner| $crate::get_in!(inner, $($rest)*))
    };
}

/// Makes collections of collections with another value at a path of keys.
#[macro_export]
macro_rules! update_in {
    ($target:expr, $key:expr, $value:expr) => { $target.update($key, $value) };
    ($target:expr, $key:expr => $($path:expr) => +, $value:expr) => {{
        let inner = $target.get($key).expect("update_in! macro: key not found in target");
        $target.update($key, $crate::update_in!(inner, $($path) => +, $value))
    }};
}
