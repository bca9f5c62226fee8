//! A short history of each collection with several versions, vectors and ordered maps in the smallest nodes: Miri runs it in
//! minutes (`tools/miri tree cow-collections`).

use cow_collections::{CowMap, GenericTreeMap, GenericVec};
use cow_core::Tiny;
use std::collections::BTreeMap;
use std::fmt::Debug;

fn text(number: usize) -> String {
    format!("{number:03}")
}

#[test]
fn vectors() {
    let (mut vec, mut model) = (GenericVec::<String, Tiny>::default(), Vec::new());
    let mut versions = Vec::new();
    for n in 0..70 {
        vec.push(text(n));
        model.push(text(n));
        if n % 3 == 0 {
            vec.push_front(text(n));
            model.insert(0, text(n));
        }
        if n % 11 == 0 {
            versions.push((vec.clone(), model.clone()));
        }
    }
    for at in (0..model.len()).step_by(7) {
        vec[at].push('x');
        model[at].push('x');
        if at % 2 == 0 {
            versions.push((vec.clone(), model.clone()));
        }
        vec.insert(at, text(at));
        model.insert(at, text(at));
    }
    for at in (0..model.len()).rev().step_by(5) {
        assert_eq!(vec.remove(at), model.remove(at));
    }
    vec.iter_mut().for_each(|item| item.push('y'));
    model.iter_mut().for_each(|item| item.push('y'));
    let mut rest = vec.split_off(40);
    versions.push((rest.clone(), model[40..].to_vec()));
    vec.append(&mut rest);
    for _ in 0..30 {
        assert_eq!(vec.pop(), model.pop());
        assert_eq!(vec.pop_front(), Some(model.remove(0)));
    }
    assert_eq!(vec, model);
    for (vec, model) in versions {
        assert_eq!(vec, model);
        assert!(vec.into_iter().eq(model));
    }
}

#[test]
fn hash_maps() {
    let (mut map, mut model) = (CowMap::new(), BTreeMap::new());
    let mut versions = Vec::new();
    for n in 0..150 {
        assert_eq!(map.insert(text(n), n), model.insert(text(n), n));
        if n % 29 == 0 {
            versions.push((map.clone(), model.clone()));
        }
    }
    for n in (0..150).step_by(2) {
        assert_eq!(map.remove(&text(n)), model.remove(&text(n)));
        if n % 40 == 0 {
            versions.push((map.clone(), model.clone()));
        }
    }
    let (other, others) = versions[3].clone();
    let union: BTreeMap<_, _> = map.union(other).into_iter().collect();
    others.into_iter().for_each(|(key, value)| _ = model.entry(key).or_insert(value));
    assert_eq!(union, model);
    for (map, model) in versions {
        assert!(model.iter().all(|(key, value)| map.get(key) == Some(value)));
        assert_eq!(map.into_iter().collect::<BTreeMap<_, _>>(), model);
    }
}

fn ordered_map<K: Ord + Clone + Debug>(key: impl Fn(usize) -> K) {
    let mut map = GenericTreeMap::<K, String, (), Tiny>::default();
    let (mut model, mut versions) = (BTreeMap::new(), Vec::new());
    for n in (0..90).map(|n| n * 37 % 90) {
        assert_eq!(map.insert(key(n), text(n)), model.insert(key(n), text(n)));
        if n % 17 == 0 {
            versions.push((map.clone(), model.clone()));
        }
    }
    for n in (0..90).step_by(2) {
        assert_eq!(map.remove(&key(n)), model.remove(&key(n)));
        if n % 20 == 0 {
            versions.push((map.clone(), model.clone()));
        }
    }
    map.iter_mut().for_each(|(_, value)| value.push('y'));
    model.values_mut().for_each(|value| value.push('y'));
    assert!(map.iter().eq(&model));
    let (other, others) = versions[2].clone();
    others.into_iter().for_each(|(key, value)| _ = model.entry(key).or_insert(value));
    assert!(map.union(other).into_iter().eq(model));
    for (map, model) in versions {
        assert!(map.iter().eq(&model));
        assert!(map.into_iter().eq(model));
    }
}

#[test]
fn ordered_maps_of_numbers() {
    ordered_map(|n| n);
}

#[test]
fn ordered_maps_of_texts() {
    ordered_map(text);
}

#[test]
fn ordered_maps_of_keys_without_prefixes() {
    ordered_map(|n| (n as u8, 0_u8));
}
