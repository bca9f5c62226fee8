//! `CowMap` against `HashMap`.
#![cfg_attr(fuzzing, no_main)]

cow_fuzz::target!(map: cow_fuzz::map::Input);
