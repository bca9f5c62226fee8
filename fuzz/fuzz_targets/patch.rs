//! Patches and merges against their laws.
#![cfg_attr(fuzzing, no_main)]

cow_fuzz::target!(patch: (cow_fuzz::patch::Shape, cow_fuzz::patch::Input<'_>));
