// Included four times, see drop_in.rs: `List` is `Vec` or `VecDeque`, std's or ours.

/// No type is annotated, here and below, where std needs no annotation.
#[test]
fn constructors_are_inferred() {
    let collected = List::from_iter(1..4);
    let mut pushed = List::default();
    pushed.extend([1, 2, 3]);
    let mut reserved = List::with_capacity(3);
    reserved.extend(&collected);
    let mut new = List::new();
    new.extend(List::from([1, 2, 3]));
    assert_eq!(collected, pushed);
    assert_eq!(collected, reserved);
    assert_eq!(collected, new);
    assert_eq!(std::mem::take(&mut new), [1, 2, 3]);
    assert_eq!(new, List::new());
}

#[test]
fn constants_are_empty() {
    const NONE: List<String> = List::new();
    assert_eq!(NONE.len(), 0);
}

#[test]
fn trait_functions_are_inferred() {
    fn sum<L: IntoIterator<Item = u32>>(list: L) -> u32 {
        list.into_iter().sum()
    }
    assert_eq!(sum(List::from_iter([1, 2].into_iter().chain([3]))), 6);
    assert_eq!(sum(Into::<List<_>>::into([1, 2, 3])), 6);
    let nested = List::from_iter([List::from_iter("ab".chars()), List::default()]);
    assert_eq!(nested.iter().map(List::len).sum::<usize>(), 2);
    assert_eq!(List::clone(&nested), nested);
}
