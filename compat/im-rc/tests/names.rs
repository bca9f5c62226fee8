//! The names of im-rc, which are those of im, compile as their users write them.

#[macro_use]
extern crate im_rc as im;

#[path = "../../im/tests/uses/mod.rs"]
mod uses;
