use cow_versions::Diff;

#[derive(Clone, Diff)]
struct State {
    #[cow(skip)]
    title: String,
    #[cow(whole, derive(Debug))]
    other: String,
}

fn main() {}
