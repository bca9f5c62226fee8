//! Nodes that are read: any bytes are an error or a value, and what is built of them is whole.
#![cfg_attr(fuzzing, no_main)]

cow_fuzz::target!(store: cow_fuzz::store::Input<'_>);
