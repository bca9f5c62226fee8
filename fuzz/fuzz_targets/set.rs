//! `CowSet` against `HashSet`.
#![cfg_attr(fuzzing, no_main)]

cow_fuzz::target!(set: cow_fuzz::set::Input);
