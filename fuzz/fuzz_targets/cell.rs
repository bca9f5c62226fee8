//! `CowCell` against the list of all versions that were published.
#![cfg_attr(fuzzing, no_main)]

cow_fuzz::target!(cell: cow_fuzz::cell::Input);
