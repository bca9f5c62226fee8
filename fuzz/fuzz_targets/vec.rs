//! `CowVec` against `Vec`.
#![cfg_attr(fuzzing, no_main)]

cow_fuzz::target!(vec: cow_fuzz::vec::Input);
