use cow_store::Value;

#[derive(Value)]
enum State { //~ keep it in a field with `#[cow(whole)]`
    Empty,
    Full,
}

fn main() {}
