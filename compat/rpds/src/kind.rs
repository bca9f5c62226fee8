//! How owners are counted.

use archery::{ArcK, ArcTK, RcK, SharedPointerKind};
use cow_vec::{Atomic, Local, RefCount};

/// A kind of pointers of archery, and the count that stands for it here.
pub trait Kind: SharedPointerKind {
    type Count: RefCount;
}

impl Kind for RcK {
    type Count = Local;
}

impl Kind for ArcK {
    type Count = Atomic;
}

impl Kind for ArcTK {
    type Count = Atomic;
}
