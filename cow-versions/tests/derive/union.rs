use cow_versions::Diff;

#[derive(Clone, Copy, Diff)]
union Bits { //~ use an enum, or implement it by hand
    float: f32,
    int: u32,
}

fn main() {}
