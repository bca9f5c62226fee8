// Included three times, see drop_in_programs.rs.

/// No type is annotated, here and below, where std needs no annotation.
#[test]
fn constructors_are_inferred() {
    let collected = BTreeMap::from_iter((1..4).map(|i| (i, i * i)));
    let mut inserted = BTreeMap::default();
    inserted.extend([(1, 1), (2, 4), (3, 9)]);
    let mut new = BTreeMap::new();
    new.append(&mut BTreeMap::from([(3, 9), (2, 4), (1, 1)]));
    assert_eq!(collected, inserted);
    assert_eq!(collected, new);
    assert_eq!(std::mem::take(&mut new), inserted);
    assert_eq!(new, BTreeMap::new());

    let collected = BTreeSet::from_iter(1..4);
    let mut inserted = BTreeSet::default();
    inserted.extend([1, 2, 3]);
    let mut new = BTreeSet::new();
    new.append(&mut BTreeSet::from([3, 2, 1]));
    assert_eq!(collected, inserted);
    assert_eq!(collected, new);
    assert_eq!(&collected - &new, BTreeSet::from_iter([]));
}

#[test]
fn constants_are_empty() {
    const NONE: BTreeMap<String, String> = BTreeMap::new();
    const NOTHING: BTreeSet<u8> = BTreeSet::new();
    assert_eq!((NONE.len(), NOTHING.len()), (0, 0));
}

#[test]
fn trait_functions_are_inferred() {
    let by_length = ["of", "a", "an"].map(|word| (word.len(), word));
    assert_eq!(BTreeMap::from_iter(by_length).into_values().collect::<Vec<_>>(), ["a", "an"]);
    let nested = BTreeMap::from([(1, BTreeSet::from_iter("ab".chars())), (2, BTreeSet::default())]);
    assert_eq!(nested.values().map(BTreeSet::len).sum::<usize>(), 2);
    assert_eq!(BTreeMap::clone(&nested), nested);
    assert_eq!(Into::<BTreeSet<_>>::into([2, 1]).first(), Some(&1));
}
