//! The tests of each group of promises.

/// Makes a module of tests: that a kind of [`Collection`](crate::promises::Collection) keeps the promises of some
/// [groups](mod@crate::promises).
///
/// ```ignore
/// testkit::promises! { mod vectors: Vectors<Atomic> => versions, dismantling, panics, order }
/// ```
#[macro_export]
macro_rules! promises {
    ($(#[$attribute:meta])* mod $name:ident: $kind:ty => $($group:ident),+ $(,)?) => {
        $(#[$attribute])*
        mod $name {
            use super::*;
            $($crate::promises!(@$group $kind);)+
        }
    };
    (@versions $kind:ty) => {
        $crate::promises! { @tests $kind,
            a_clone_is_the_same_nodes
            a_write_is_seen_in_its_version_only
            what_is_not_shared_is_written_in_place
            nodes_are_shown_in_pre_order_with_their_elements
            equality_and_debug_are_those_of_std
        }
    };
    (@dismantling $kind:ty) => {
        $crate::promises! { @tests $kind,
            a_piece_is_a_node
            what_others_share_stays
            the_rest_goes_with_the_pieces
            a_drop_that_panics_loses_nothing
        }
    };
    (@panics $kind:ty) => {
        $crate::promises! { @tests $kind, a_panic_in_user_code_leaves_all_versions_whole }
    };
    (@order $kind:ty) => {
        $crate::promises! { @tests $kind, order_and_hashes_are_those_of_std }
    };
    (@serde $kind:ty) => {
        $crate::promises! { @tests $kind,
            the_form_is_that_of_std
            what_is_wrong_is_refused_as_by_std
        }
    };
    (@lengths $kind:ty) => {
        $crate::promises! { @tests $kind,
            a_length_that_is_a_lie_takes_no_memory
        }
    };
    (@rayon $kind:ty) => {
        $crate::promises! { @tests $kind,
            each_item_is_given_once_in_order
            what_is_collected_and_added_is_as_in_sequence
            what_threads_leave_over_is_dropped
            a_panic_in_a_thread_loses_nothing
        }
    };
    (@tests $kind:ty, $($test:ident)+) => {$(
        #[test]
        fn $test() {
            $crate::promises::$test::<$kind>();
        }
    )+};
}
