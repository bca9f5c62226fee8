use cow_versions::Merge;

#[derive(Clone, PartialEq, Merge)]
enum Line {
    A { b_c: u8 },
    AB { c: u8 }, //~ `Merge` calls a conflict in this field `ABC`
}

fn main() {}
