use cow_versions::Diff;

#[derive(Clone, Copy, Diff)]
union Bits {
    float: f32,
    int: u32,
}

fn main() {}
