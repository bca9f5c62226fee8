//! `CowTreeMap` against `BTreeMap`.
#![cfg_attr(fuzzing, no_main)]

cow_fuzz::target!(tree: cow_fuzz::tree::Input);
