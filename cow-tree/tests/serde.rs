//! Maps and sets as JSON: what std's are, there and back.
#![cfg(feature = "serde")]

use cow_core::Local;
use cow_tree::{CowTreeMap, CowTreeSet};
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

        let set: CowTreeSet<u32, Local> = (0..n).collect();
        let model: BTreeSet<u32> = (0..n).collect();
        let text = serde_json::to_string(&set).unwrap();
        assert_eq!(text, serde_json::to_string(&model).unwrap());
        let back: CowTreeSet<u32, Local> = serde_json::from_str(&text).unwrap();
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
