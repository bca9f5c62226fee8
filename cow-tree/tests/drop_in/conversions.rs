// Included three times, see drop_in_programs.rs.

type Std<K, V> = std::collections::BTreeMap<K, V>;
type StdSet<T> = std::collections::BTreeSet<T>;

#[test]
fn maps_come_from_std_and_go_back() {
    let std = Std::from_iter(["bc", "a"].map(|word| (word.to_owned(), word.len())));
    let mut map = BTreeMap::from(std.clone());
    assert_eq!((map.len(), map["bc"]), (2, 2));
    assert_eq!(Std::from(map.clone()), std);
    map.insert("d".to_owned(), 1);
    let back: Std<_, _> = map.into();
    assert!(back.into_keys().eq(["a", "bc", "d"]));
    let none: BTreeMap<u8, u8> = Std::new().into();
    assert!(none.is_empty());
}

#[test]
fn sets_come_from_std_and_go_back() {
    let std: StdSet<u32> = (0..1000).rev().collect();
    let mut set = BTreeSet::from(std.clone());
    assert_eq!(StdSet::from(set.clone()), std);
    set.remove(&500);
    assert_eq!(StdSet::from(set).len(), 999);
}
