//! `cow-core/tests/cow_cell_linear` with the collections of the family in the cell: some order of the
//! updates explains what every thread saw, when it saw it.

use cow_map::CowMap;
use cow_tree::CowTreeMap;
use cow_vec::CowVec;
use proptest::prelude::*;

#[path = "../../cow-core/tests/cow_cell_linear/history.rs"]
mod history;

use history::{Name, Value, Write, record, scripts};

#[derive(Clone, Debug, Default, PartialEq)]
struct State {
    map: CowMap<u8, Name>,
    index: CowTreeMap<Name, u8>,
    log: CowVec<(Name, Write)>,
}

impl Value for State {
    fn apply(&mut self, name: Name, write: Write) {
        let (Write::Insert(key) | Write::Remove(key)) = write;
        if let Some(old) = self.map.remove(&key) {
            self.index.remove(&old);
        }
        if let Write::Insert(key) = write {
            self.map.insert(key, name);
            self.index.insert(name, key);
        }
        self.log.push((name, write));
    }

    fn log(&self) -> Vec<(Name, Write)> {
        self.log.to_vec()
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.min(32),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_history_has_an_order(scripts in scripts()) {
        if let Err(reason) = record::<State>(&scripts).check() {
            prop_assert!(false, "{}", reason);
        }
    }
}
