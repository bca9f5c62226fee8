//! `CowText` against `String`.
#![cfg_attr(fuzzing, no_main)]

cow_fuzz::target!(text: cow_fuzz::text::Input);
