//! Keys that are strings, whose first bytes are compared before they are: the order is the same.
#![cfg(not(cow_loom))]

use cow_tree::CowTreeMap;
use proptest::prelude::*;
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// Strings that often have a prefix in common, of any length, with bytes that are zero.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a\0]{0,12}", "common prefix [ab\0]{0,5}", "\\PC{0,3}"]
}

/// A key that lends a string, and is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name(String);

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

fn run<K: Ord + Clone + std::fmt::Debug>(
    steps: &[(bool, String)],
    key: impl for<'a> Fn(&'a str) -> K,
    get: impl for<'a> Fn(&'a CowTreeMap<K, usize>, &str) -> Option<&'a usize>,
) {
    let (mut map, mut model) = (CowTreeMap::new(), BTreeMap::new());
    for (i, (inserts, text)) in steps.iter().enumerate() {
        let kept = map.clone();
        if *inserts {
            assert_eq!(map.insert(key(text), i), model.insert(text.clone(), i));
        } else {
            assert_eq!(map.remove(&key(text)), model.remove(text));
        }
        assert_eq!(get(&map, text), model.get(text));
        if i.is_multiple_of(8) {
            map.assert_invariants();
        }
        assert!(kept.len().abs_diff(map.len()) <= 1);
    }
    assert!(map.keys().eq(model.keys().map(|text| key(text)).collect::<Vec<_>>().iter()));
    for (_, text) in steps {
        assert_eq!(get(&map, text), model.get(text));
    }
}

proptest! {
    #[test]
    fn order_is_that_of_the_strings(steps in prop::collection::vec((prop::bool::weighted(0.7), text()), 0..150)) {
        run(&steps, str::to_owned, |map, text| map.get(text));
        run(&steps, |text| Name(text.to_owned()), |map, text| map.get(text));
        run(&steps, |text| text.as_bytes().to_vec(), |map, text| map.get(text.as_bytes()));
        run(&steps, |text| Box::<str>::from(text), |map, text| map.get(text));
    }
}

#[test]
fn borrowed_keys() {
    let texts: Vec<String> = (0..1000).map(|i| format!("{:x}", i * 7919 % 1009)).collect();
    let map: CowTreeMap<&str, usize> =
        texts.iter().enumerate().map(|(i, t)| (t.as_str(), i)).collect();
    for (i, text) in texts.iter().enumerate() {
        assert_eq!(map.get(text.as_str()), Some(&i));
        assert_eq!(map.get(&text.as_str()), Some(&i));
    }
    assert_eq!(map.get("nowhere"), None);
}
