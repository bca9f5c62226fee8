use cow_versions::Merge;

#[derive(Clone, Merge)]
struct State {
    title: String,
}

fn main() {}
