//! CowMap and CowSet: copy-on-write hash map and set with std's surface.
#![no_std]
