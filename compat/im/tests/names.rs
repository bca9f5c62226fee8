//! The names of im compile as its users write them.

#[macro_use]
extern crate im;

mod uses;
