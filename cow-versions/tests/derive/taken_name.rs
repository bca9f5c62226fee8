use cow_versions::Merge;

#[derive(Clone, PartialEq, Merge)]
enum Part {
    Whole, //~ rename the variant, or put `#[cow(whole)]` on the enum
    Half(u8),
}

fn main() {}
