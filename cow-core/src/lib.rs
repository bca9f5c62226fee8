//! Counting, allocation and nodes under the copy-on-write collections.
#![no_std]
