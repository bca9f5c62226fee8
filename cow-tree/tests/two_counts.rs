//! Maps and sets whose owners are counted differently, which never share a node.
#![cfg(not(cow_loom))]

use cow_tree::{CowTreeMap, CowTreeSet, LocalTreeMap, LocalTreeSet};
use std::cmp::Ordering;

#[test]
fn they_compare_by_their_entries() {
    for len in [0, 1, 20, 2000] {
        let shared: CowTreeMap<u32, u32> = (0..len).map(|i| (i, i)).collect();
        let mut local: LocalTreeMap<u32, u32> = (0..len).map(|i| (i, i)).collect();
        assert_eq!((shared == local, local == shared), (true, true));
        assert_eq!(shared.partial_cmp(&local), Some(Ordering::Equal));
        local.insert(len, 0);
        assert_eq!((shared == local, local == shared), (false, false));
        assert_eq!((shared < local, local > shared), (true, true));
        local.remove(&0);
        assert_eq!(shared == local, len == 0);
        local.insert(0, 1);
        assert!(shared != local && shared < local);
    }
    let nan = (CowTreeMap::from([(1, f64::NAN)]), LocalTreeMap::from([(1, f64::NAN)]));
    assert!(nan.0 != nan.1 && nan.0.partial_cmp(&nan.1).is_none());
}

#[test]
fn sets_compare_by_their_elements() {
    let (shared, local) = (CowTreeSet::from([1, 2]), LocalTreeSet::from([1, 2]));
    assert_eq!((shared == local, local == shared), (true, true));
    assert!(shared < LocalTreeSet::from([1, 3]) && local > CowTreeSet::from([1]));
}
