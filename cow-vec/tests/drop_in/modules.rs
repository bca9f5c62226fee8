// Included twice, see drop_in.rs: `vec` and `vec_deque` are modules of std, or of ours.

use vec::Vec;
use vec_deque::VecDeque;

/// Names every stable type of the modules, but `Splice`, which needs `Clone` items with ours.
#[expect(dead_code, reason = "what counts is that it compiles")]
struct Names<'a, T> {
    vec: (vec::Drain<'a, T>, vec::IntoIter<T>),
    deque: (vec_deque::Drain<'a, T>, vec_deque::IntoIter<T>),
    borrowed: (vec_deque::Iter<'a, T>, vec_deque::IterMut<'a, T>),
}

fn last<T: Clone>(items: vec::IntoIter<T>) -> Option<T> {
    items.last()
}

fn first<T>(mut items: vec_deque::Iter<'_, T>) -> Option<&T> {
    items.next()
}

fn replaced(spliced: vec::Splice<'_, std::array::IntoIter<i32, 2>>) -> i32 {
    spliced.sum()
}

#[test]
fn types_are_found_in_the_modules() {
    let mut list = Vec::from([1, 2, 3]);
    assert_eq!(replaced(list.splice(1.., [4, 5])), 5);
    assert_eq!(list.extract_if(.., |item| *item % 2 == 0).count(), 1);
    assert_eq!(last(list.into_iter()), Some(5));
    assert_eq!(first(VecDeque::from([1, 2]).iter()), Some(&1));
}
