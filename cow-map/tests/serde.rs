//! Maps as maps, sets as sequences.
#![cfg(all(feature = "serde", not(cow_loom)))]

use cow_map::{CowMap, CowSet, LocalMap};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::RandomState;

#[test]
fn a_map_is_a_map() {
    let map: CowMap<String, Vec<u8>> = (0..100).map(|i| (i.to_string(), vec![i, i])).collect();
    let text = serde_json::to_string(&map).unwrap();
    let std: HashMap<String, Vec<u8>> = serde_json::from_str(&text).unwrap();
    assert!(std.len() == 100 && std.iter().all(|(k, v)| map.get(k) == Some(v)));
    let back: LocalMap<String, Vec<u8>, RandomState> = serde_json::from_str(&text).unwrap();
    back.assert_invariants();
    let sorted: BTreeMap<_, _> = back.into_iter().collect();
    assert_eq!(sorted, std.into_iter().collect());
    assert_eq!(serde_json::to_string(&CowMap::<u8, u8>::new()).unwrap(), "{}");
    assert_eq!(serde_json::to_string(&CowMap::from([(1, 'a')])).unwrap(), r#"{"1":"a"}"#);
    let last: CowMap<u8, u8> = serde_json::from_str(r#"{"1": 2, "1": 3}"#).unwrap();
    assert_eq!(last, CowMap::from([(1, 3)]));
}

#[test]
fn a_set_is_a_sequence() {
    let set: CowSet<u16> = (0..1000).collect();
    let text = serde_json::to_string(&set).unwrap();
    let std: HashSet<u16> = serde_json::from_str(&text).unwrap();
    assert_eq!(std, set.iter().copied().collect());
    assert_eq!(serde_json::from_str::<CowSet<u16>>(&text).unwrap(), set);
    assert_eq!(serde_json::to_string(&CowSet::from(["x"])).unwrap(), r#"["x"]"#);
}

#[test]
fn what_is_something_else_is_refused() {
    assert!(serde_json::from_str::<CowMap<u8, u8>>("[1]").is_err());
    assert!(serde_json::from_str::<CowMap<u8, u8>>(r#"{"1": "x"}"#).is_err());
    assert!(serde_json::from_str::<CowSet<u8>>("{}").is_err());
    assert!(serde_json::from_str::<CowSet<u8>>("[1, 2, 300]").is_err());
}

/// A sequence that says it is endless.
#[test]
fn a_length_is_not_trusted() {
    use serde::de::Deserialize;
    use serde::de::value::{Error, SeqDeserializer};

    struct Liar(std::ops::Range<u32>);
    impl Iterator for Liar {
        type Item = u32;
        fn next(&mut self) -> Option<u32> {
            self.0.next()
        }
        fn size_hint(&self) -> (usize, Option<usize>) {
            (usize::MAX, Some(usize::MAX))
        }
    }
    let elements = SeqDeserializer::<_, Error>::new(Liar(0..3));
    let set: CowSet<u32> = Deserialize::deserialize(elements).unwrap();
    assert_eq!(set, CowSet::from([0, 1, 2]));
}
