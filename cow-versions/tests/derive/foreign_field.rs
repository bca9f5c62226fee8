use cow_versions::{Diff, Merge};

#[derive(Clone, PartialEq)]
struct Foreign;

#[derive(Clone, PartialEq, Diff, Merge)]
struct State {
    title: String,
    foreign: Foreign,
}

fn main() {}
