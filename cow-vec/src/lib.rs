//! CowVec: a copy-on-write (persistent) vector with std's surface.
#![no_std]
