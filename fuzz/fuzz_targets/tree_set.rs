//! `CowTreeSet` against `BTreeSet`.
#![cfg_attr(fuzzing, no_main)]

cow_fuzz::target!(tree_set: cow_fuzz::tree_set::Input);
