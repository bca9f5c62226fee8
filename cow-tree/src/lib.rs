//! CowTreeMap and CowTreeSet: copy-on-write ordered map and set, a path-copied binary tree, with std's surface.
#![no_std]
