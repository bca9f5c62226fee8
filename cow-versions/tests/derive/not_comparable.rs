use cow_versions::Merge;

#[derive(Clone, Merge)] //~ `State`
struct State { //~ `State`
    title: String,
}

fn main() {}
