//! Maps and sets whose owners are counted differently.
#![cfg(not(cow_loom))]

use cow_map::{CowMap, CowSet, LocalMap, LocalSet};

/// `==` of maps whose owners are counted differently, which never share a node: built alike, hashed
/// differently, and with values that are not equal to themselves.
#[test]
fn counts_of_any_kind_compare_equal() {
    for len in [0, 1, 20, 2000] {
        let shared: CowMap<u32, u32> = (0..len).map(|i| (i, i)).collect();
        let mut local: LocalMap<u32, u32> = (0..len).map(|i| (i, i)).collect();
        assert_eq!((shared == local, local == shared), (true, true));
        local.insert(len, 0);
        assert_eq!((shared == local, local == shared), (false, false));
        local.remove(&0);
        assert_eq!(shared == local, len == 0);
        let alike = LocalMap::with_hasher(shared.hasher().clone());
        let mut alike = shared.iter().fold(alike, |mut all, (k, v)| {
            all.insert(*k, *v);
            all
        });
        assert_eq!((shared == alike, alike == shared), (true, true));
        if let Some(value) = alike.get_mut(&(len / 2)) {
            *value += 1;
            assert_eq!((shared == alike, alike == shared), (false, false));
        }
        let keys: LocalSet<u32> = (0..len).collect();
        assert_eq!(shared.keys().copied().collect::<CowSet<u32>>(), keys);
    }
    assert!(CowMap::from([(1, f64::NAN)]) != LocalMap::from([(1, f64::NAN)]));
}
