//! `CowBox` against deep copies.
#![cfg_attr(fuzzing, no_main)]

cow_fuzz::target!(boxed: cow_fuzz::boxed::Input);
