use cow_versions::Merge;

#[derive(Clone, PartialEq, Merge)]
enum Part {
    Whole,
    Half(u8),
}

fn main() {}
