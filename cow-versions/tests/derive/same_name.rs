use cow_versions::Merge;

#[derive(Clone, PartialEq, Merge)]
struct Position {
    x_1: u8,
    x_: u8,
    x: u8, //~ `Merge` calls a conflict in this field `X`, as it calls another one: rename the field
}

fn main() {}
