use cow_store::Value;

struct Foreign;

#[derive(Value)]
struct State {
    #[cow(whole)]
    title: String,
    foreign: Foreign, //~ put `#[cow(whole)]` on fields that serde writes
}

fn main() {}
