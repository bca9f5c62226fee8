//! Private types in public ones, and types without parts: all of this compiles.
#![deny(warnings)]
#![allow(dead_code)]

use cow_versions::{Diff, Held, Merge, Whole};

mod shapes {
    use super::*;

    #[derive(Clone, PartialEq, Diff, Merge, Held)]
    struct Private {
        number: u8,
    }

    #[derive(Clone, PartialEq, Diff, Merge, Held)]
    pub struct Public {
        inner: Private,
        text: Whole<String>,
    }

    #[derive(Clone, PartialEq, Diff, Merge, Held)]
    pub enum Tree {
        Leaf,
        Pair(Option<(u8, u16)>),
    }
}

#[derive(Clone, PartialEq, Diff, Merge, Held)]
struct Unit;

fn main() {
    fn assert<T: Diff + Merge + Held>() {}
    assert::<(shapes::Public, shapes::Tree, Unit)>();
}
