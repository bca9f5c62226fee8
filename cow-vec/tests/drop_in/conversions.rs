// Included four times, see drop_in.rs: `List` is `Vec` or `VecDeque`, std's or ours.

use std::collections::VecDeque as StdDeque;
use std::vec::Vec as StdVec;

#[test]
fn lists_come_from_those_of_std_and_go_back() {
    let std: StdVec<String> = ["a", "bc", "d"].map(str::to_owned).into();
    let mut list = List::from(std.clone());
    assert_eq!((list.len(), list[1].as_str()), (3, "bc"));
    assert_eq!(StdVec::from(list.clone()), std);
    list.truncate(2);
    let back: StdVec<_> = list.into();
    assert_eq!((back.len(), std.len()), (2, 3));

    let deque: StdDeque<u32> = (0..1000).collect();
    let list = List::from(deque.clone());
    assert_eq!(StdDeque::from(list.clone()), deque);
    let none: List<u8> = StdVec::new().into();
    assert!(none.is_empty());
    assert_eq!(List::from([1, 2]), StdVec::from([1, 2]));
}
