use std::marker::PhantomData;
use std::rc::Rc;

use cow_core::{Atomic, Local};

use super::entries::{self, State};
use super::{Operation, Start, Work, start};
use crate::contender::{CowHashMap, HashbrownMap, ImMap, ImblMap, RpdsMap, StdMap};
use crate::element::{Element, Input};
use crate::shape::Map;

pub(super) fn starts<K: Element>() -> Vec<Start<K>> {
    vec![
        start::<MapWork<K, StdMap<K>>>(),
        start::<MapWork<K, HashbrownMap<K>>>(),
        start::<MapWork<K, ImblMap<K>>>(),
        start::<MapWork<K, ImMap<K>>>(),
        start::<MapWork<K, RpdsMap<K>>>(),
        start::<MapWork<K, CowHashMap<K, Atomic>>>(),
        start::<MapWork<K, CowHashMap<K, Local>>>(),
    ]
}

/// The work of hash maps.
#[derive(Debug)]
pub struct MapWork<K, M>(PhantomData<(K, M)>);

impl<K: Element, M: Map<K>> Work for MapWork<K, M> {
    type Element = K;
    type State = State<K, M>;
    const NAME: &'static str = M::NAME;

    fn start(input: &Rc<Input<K>>) -> Self::State {
        State::new(input)
    }

    fn operations() -> Vec<Operation<Self::State>> {
        entries::operations()
    }
}
