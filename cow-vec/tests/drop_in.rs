//! Programs written for std's `Vec` and `VecDeque`, once with std's and once with ours: only the import
//! is another. And how many of std's methods they use.
#![cfg(not(cow_loom))]

macro_rules! programs {
    ($name:ident, $file:literal, $($import:tt)*) => {
        #[allow(
            unused_mut,
            clippy::cmp_owned,
            clippy::needless_borrow,
            clippy::ptr_arg,
            clippy::useless_conversion,
            clippy::useless_vec,
            reason = "what is superfluous with std's types is not with ours"
        )]
        mod $name {
            $($import)*
            include!($file);
        }
    };
}

programs!(vec_of_std, "drop_in/vec_programs.rs", use std::vec::Vec;);
programs!(vec_of_ours, "drop_in/vec_programs.rs", use cow_vec::{CowVec as Vec, cow_vec as vec};);
programs!(deque_of_std, "drop_in/deque_programs.rs", use std::collections::VecDeque;);
programs!(deque_of_ours, "drop_in/deque_programs.rs", use cow_vec::CowVec as VecDeque;);

programs!(inference_of_vec, "drop_in/inference.rs", use std::vec::Vec as List;);
programs!(inference_of_deque, "drop_in/inference.rs", use std::collections::VecDeque as List;);
programs!(inference_of_ours, "drop_in/inference.rs", use cow_vec::CowVec as List;);
programs!(inference_of_local, "drop_in/inference.rs", use cow_vec::LocalVec as List;);

programs!(conversions_of_vec, "drop_in/conversions.rs", use std::vec::Vec as List;);
programs!(conversions_of_deque, "drop_in/conversions.rs", use std::collections::VecDeque as List;);
programs!(conversions_of_ours, "drop_in/conversions.rs", use cow_vec::CowVec as List;);
programs!(conversions_of_local, "drop_in/conversions.rs", use cow_vec::LocalVec as List;);

programs!(modules_of_std, "drop_in/modules.rs", use std::{vec, collections::vec_deque};);
programs!(modules_of_ours, "drop_in/modules.rs", use cow_vec::{vec, vec_deque};);

/// Which of std's stable methods the programs call by name.
fn used<'m>(methods: &'m str, programs: &str) -> (Vec<&'m str>, Vec<&'m str>) {
    let mut called: Vec<&str> = Vec::new();
    for (at, _) in programs.match_indices(['.', ':']) {
        let rest = &programs[at + 1..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if rest[end..].starts_with(['(', ':']) {
            called.push(&rest[..end]);
        }
    }
    methods.lines().partition(|method| called.contains(method))
}

/// `cargo test -p cow-collections-vec --test drop_in coverage -- --nocapture` tells the figures.
#[test]
#[cfg_attr(miri, ignore = "reads source text only")]
fn coverage() {
    for (of, methods, programs, least) in [
        (
            "Vec",
            include_str!("drop_in/vec_methods.txt"),
            include_str!("drop_in/vec_programs.rs"),
            70,
        ),
        (
            "VecDeque",
            include_str!("drop_in/deque_methods.txt"),
            include_str!("drop_in/deque_programs.rs"),
            90,
        ),
    ] {
        let (used, missing) = used(methods, programs);
        let all = used.len() + missing.len();
        let percent = 100 * used.len() / all;
        println!("{of}: {} of {all} methods, {percent} %; not {missing:?}", used.len());
        assert!(percent >= least, "{of}: {percent} %");
    }
}
