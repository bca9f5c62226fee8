//! `vector!`, `ht_map!` and the like.

/// Declares macros that make a sequence of items, for one thread and for several.
macro_rules! sequence_macros {
    ($d:tt $($Type:ident: $name:ident $name_sync:ident;)*) => { $(
        #[doc = concat!("Makes a `", stringify!($Type), "` of items.")]
        #[macro_export]
        macro_rules! $name {
            ($d($d item:expr),* $d(,)?) => {
                <$d crate::$Type<_> as ::core::iter::FromIterator<_>>::from_iter([$d($d item),*])
            };
        }

        #[doc = concat!("Makes a `", stringify!($Type), "` of items, for several threads.")]
        #[macro_export]
        macro_rules! $name_sync {
            ($d($d item:expr),* $d(,)?) => {
                <$d crate::$Type<_, ::archery::ArcTK> as ::core::iter::FromIterator<_>>::from_iter([$d($d item),*])
            };
        }
    )* };
}

/// Declares macros that make a map of entries, for one thread and for several.
macro_rules! map_macros {
    ($d:tt $($Type:ident: $name:ident $name_sync:ident;)*) => { $(
        #[doc = concat!("Makes a `", stringify!($Type), "` of entries.")]
        #[macro_export]
        macro_rules! $name {
            ($d($d key:expr => $d value:expr),* $d(,)?) => {
                <$d crate::$Type<_, _> as ::core::iter::FromIterator<_>>::from_iter([$d(($d key, $d value)),*])
            };
        }

        #[doc = concat!("Makes a `", stringify!($Type), "` of entries, for several threads.")]
        #[macro_export]
        macro_rules! $name_sync {
            ($d($d key:expr => $d value:expr),* $d(,)?) => {
                <$d crate::$Type<_, _, ::archery::ArcTK> as ::core::iter::FromIterator<_>>::from_iter([$d(($d key, $d value)),*])
            };
        }
    )* };
}

sequence_macros! {
    $
    Vector: vector vector_sync;
    List: list list_sync;
    Queue: queue queue_sync;
    Stack: stack stack_sync;
    HashTrieSet: ht_set ht_set_sync;
    RedBlackTreeSet: rbt_set rbt_set_sync;
}

map_macros! {
    $
    HashTrieMap: ht_map ht_map_sync;
    RedBlackTreeMap: rbt_map rbt_map_sync;
}
