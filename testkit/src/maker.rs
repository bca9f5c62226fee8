//! Where the elements of one run come from.

use crate::{Counted, Fuse, Fused, Ledger};

/// Makes elements that are counted and may panic.
#[derive(Clone, Debug)]
pub struct Maker {
    /// What the elements hit.
    pub fuse: Fuse,
    /// Where they are counted.
    pub ledger: Ledger,
}

impl Maker {
    /// Returns one that counts from nothing.
    pub fn new(fuse: &Fuse) -> Self {
        Self { fuse: fuse.clone(), ledger: Ledger::new() }
    }

    /// Returns an element that is counted, and hits the fuse.
    pub fn fused<T>(&self, value: T) -> Fused<Counted<T>> {
        Fused::new(&self.fuse, self.ledger.counted(value))
    }

    /// Returns an element that is counted only: of a map it looks up keys without hitting the fuse.
    pub fn counted<T>(&self, value: T) -> Counted<T> {
        self.ledger.counted(value)
    }
}
