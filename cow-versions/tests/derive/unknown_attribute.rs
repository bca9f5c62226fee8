use cow_versions::Diff;

#[derive(Clone, Diff)]
struct State {
    #[cow(skip)] //~ expected `whole`
    title: String,
    #[cow(whole, derive(Debug))]
    other: String,
}

fn main() {}
