//! Structs that are saved field by field.
#![cfg(feature = "derive")]

use cow_map::CowMap;
use cow_store::backend::Memory;
use cow_store::{Element, Error, Store, StoredState, Value};
use cow_tree::{CowTreeMap, CowTreeSet};
use cow_vec::CowVec;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Value)]
struct State {
    users: CowMap<String, u32, StoredState>,
    r#type: CowVec<String>,
    inner: Inner,
    pair: (CowTreeSet<i64>, Unit),
    #[cow(whole)]
    settings: Settings,
    #[cow(whole)]
    title: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Value)]
struct Inner(CowTreeMap<u8, ()>, #[cow(whole)] BTreeMap<String, f64>);

#[derive(Clone, Debug, Default, PartialEq, Value)]
struct Unit;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
enum Settings {
    #[default]
    Plain,
    Wide {
        columns: Vec<u16>,
    },
}

/// With parameters.
#[derive(Clone, Debug, PartialEq, Value)]
struct Tagged<V, T: Element> {
    value: V,
    #[cow(whole)]
    tag: T,
}

fn state() -> State {
    let mut state = State::default();
    state.users.extend((0..2_000).map(|i| (i.to_string(), i)));
    state.r#type.push("first".into());
    state.inner.1.insert("pi".into(), 3.25);
    state.pair.0.insert(-4);
    state.settings = Settings::Wide { columns: vec![1, 2] };
    state.title = Some(String::new());
    state
}

#[test]
fn a_struct_comes_back() {
    let memory = Memory::new();
    let store = Store::open(memory.clone()).unwrap();
    let mut state = state();
    let first = store.save(&state).unwrap();
    let before = (store.stats(|_, _| ()).unwrap(), state.clone());
    state.settings = Settings::Plain;
    state.inner.0.insert(1, ());
    let second = store.save(&state).unwrap();
    let after = store.stats(|_, _| ()).unwrap();
    // Two plain values, a leaf and the version.
    assert!(after.nodes - before.0.nodes <= 5, "{before:?}, {after:?}");
    let store = Store::open(memory).unwrap();
    assert_eq!(store.load::<State>(first).unwrap(), before.1);
    assert_eq!(store.load::<State>(second).unwrap(), state);

    let tagged = Tagged { value: state, tag: 'x' };
    let id = store.save(&tagged).unwrap();
    assert_eq!(store.load::<Tagged<State, char>>(id).unwrap(), tagged);
}

#[test]
fn another_struct_is_an_error() {
    let store = Store::open(Memory::new()).unwrap();
    let id = store.save(&state()).unwrap();
    assert!(matches!(store.load::<Inner>(id), Err(Error::Parts { .. })));
    assert!(matches!(store.load::<(State, Unit, CowVec<u8>)>(id), Err(Error::Parts { .. })));
    // A plain value is a vector of one item.
    let id = store.save(&CowVec::from([1_u8, 2])).unwrap();
    assert!(matches!(store.load::<Tagged<(), u8>>(id), Err(Error::Parts { .. })));
    let id = store.save(&CowVec::<u8>::new()).unwrap();
    assert!(matches!(store.load::<Tagged<(), u8>>(id), Err(Error::Parts { .. })));
}

#[test]
fn a_type_that_serde_refuses_is_an_error() {
    #[derive(Clone, Debug)]
    struct Refusing;

    impl Serialize for Refusing {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("no"))
        }
    }

    impl<'de> Deserialize<'de> for Refusing {
        fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            Ok(Self)
        }
    }

    let store = Store::open(Memory::new()).unwrap();
    let refused = store.save(&Tagged { value: CowVec::from([1_u8]), tag: Refusing });
    assert!(matches!(refused, Err(Error::Serialize(_))));
    assert_eq!(store.stats(|_, _| ()).unwrap().nodes, 0);
}

#[test]
#[cfg_attr(miri, ignore = "starts a compiler")]
fn what_cannot_be_derived_is_said_on_its_line() {
    let package = testkit::Rejected {
        package: env!("CARGO_PKG_NAME"),
        library: "cow_store",
        manifest: env!("CARGO_MANIFEST_DIR"),
        scratch: env!("CARGO_TARGET_TMPDIR"),
    };
    package.assert("tests/derive");
}
