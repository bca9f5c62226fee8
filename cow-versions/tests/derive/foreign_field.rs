use cow_versions::{Diff, Held, Merge};

#[derive(Clone, PartialEq)]
struct Foreign;

#[derive(Clone, PartialEq, Diff)]
struct Changing {
    title: String,
    foreign: Foreign, //~ put `#[cow(whole)]` on the field
}

#[derive(Clone, PartialEq, Merge)]
struct Merging {
    title: String,
    foreign: Foreign, //~ put `#[cow(whole)]` on the field
}

#[derive(Held)]
struct Holding {
    title: String,
    foreign: Foreign, //~ put `#[cow(whole)]` on the field
}

#[derive(Clone, PartialEq, Diff)]
enum Choice {
    Title(String),
    Foreign(Foreign), //~ derive `Diff` for it
}

fn main() {}
