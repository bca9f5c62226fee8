//! Maps and sets as JSON: what std's are, there and back.
#![cfg(feature = "serde")]

use cow_tree::{BinaryTree, CowTreeMap, CowTreeSet, LocalTreeSet};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn there_and_back() {
    for n in [0, 1, 100, 10_000] {
        let map: CowTreeMap<String, u32> = (0..n).map(|i| (i.to_string(), i)).collect();
        let model: BTreeMap<String, u32> = (0..n).map(|i| (i.to_string(), i)).collect();
        let text = serde_json::to_string(&map).unwrap();
        assert_eq!(text, serde_json::to_string(&model).unwrap());
        let back: CowTreeMap<String, u32> = serde_json::from_str(&text).unwrap();
        back.assert_invariants();
        assert_eq!(back, map);

        let set: LocalTreeSet<u32> = (0..n).collect();
        let model: BTreeSet<u32> = (0..n).collect();
        let text = serde_json::to_string(&set).unwrap();
        assert_eq!(text, serde_json::to_string(&model).unwrap());
        let back: LocalTreeSet<u32> = serde_json::from_str(&text).unwrap();
        back.assert_invariants();
        assert_eq!(back, set);
    }
}

#[test]
fn any_order_and_doubles() {
    let text = r#"{"b": 1, "a": 2, "b": 3}"#;
    let map: CowTreeMap<String, u32> = serde_json::from_str(text).unwrap();
    let model: BTreeMap<String, u32> = serde_json::from_str(text).unwrap();
    assert!(map.iter().eq(&model));
    let set: CowTreeSet<u32> = serde_json::from_str("[3, 1, 2, 3, 1]").unwrap();
    assert!(set.iter().eq(&[1, 2, 3]));
}

#[test]
fn what_is_wrong_is_refused() {
    assert!(serde_json::from_str::<CowTreeMap<String, u32>>("[1]").is_err());
    assert!(serde_json::from_str::<CowTreeMap<String, u32>>(r#"{"a": "b"}"#).is_err());
    assert!(serde_json::from_str::<CowTreeSet<u32>>("[1, -2]").is_err());
}

#[test]
fn trees_in_level_order() {
    let tree = BinaryTree::from_level_order([Some("1"), Some("2"), Some("3"), None, Some("4")]);
    let tree = tree.unwrap().map(|text| (*text).to_owned());
    let text = serde_json::to_string(&tree).unwrap();
    assert_eq!(text, r#"["1","2","3",null,"4"]"#);
    assert_eq!(serde_json::from_str::<BinaryTree<String>>(&text).unwrap(), tree);
    assert_eq!(serde_json::to_string(&BinaryTree::<u8>::empty()).unwrap(), "[]");
    assert_eq!(serde_json::from_str::<BinaryTree<u8>>("[]").unwrap(), BinaryTree::empty());

    // Degenerate: neither way recurses.
    let list = (0..20_000)
        .fold(BinaryTree::empty(), |list, n| BinaryTree::new(n, list, BinaryTree::empty()));
    let back = testkit::on_small_stack(64 * 1024, move || {
        let text = serde_json::to_string(&list).unwrap();
        let back: BinaryTree<u32> = serde_json::from_str(&text).unwrap();
        assert_eq!(back, list);
        back
    });
    assert_eq!(back.len(), 20_000);

    let error = serde_json::from_str::<BinaryTree<u8>>("[1, null, null, 4]").unwrap_err();
    assert_eq!(error.to_string(), "the value at index 3 of the level order has no parent");
    assert!(serde_json::from_str::<BinaryTree<u8>>("[null, 1]").is_err());
    assert!(serde_json::from_str::<BinaryTree<u8>>("[300]").is_err());
}
