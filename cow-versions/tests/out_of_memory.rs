//! Every allocation of a run fails once: the process ends with the allocator's message, as documented, and neither by a
//! panic nor by a fault.
#![cfg(not(miri))]

use cow_map::CowMap;
use cow_tree::CowTreeMap;
use cow_vec::CowVec;
use testkit::{FailingAllocator, must_abort_each};

#[global_allocator]
static ALLOCATOR: FailingAllocator = FailingAllocator;

fn assert_each_aborts(test: &str, work: impl Fn()) {
    let aborted = must_abort_each(
        test,
        |k| FailingAllocator::fail_at(k, &work),
        |k, said| assert!(said.contains("memory allocation of"), "allocation {k}: {said}"),
    );
    assert!(aborted > 5, "only {aborted} allocations");
}

#[test]
fn a_vector_without_memory_aborts() {
    assert_each_aborts("a_vector_without_memory_aborts", || {
        let mut vec: CowVec<String> = (0..60).map(|_| String::new()).collect();
        let old = vec.clone();
        vec.insert(30, String::new());
        vec.append(&mut old.clone());
        vec.retain(|_| false);
        assert_eq!((vec.len(), old.len()), (0, 60));
    });
}

#[test]
fn a_map_without_memory_aborts() {
    assert_each_aborts("a_map_without_memory_aborts", || {
        let mut map: CowMap<u64, String> = (0..40).map(|k| (k, String::new())).collect();
        let old = map.clone();
        map.insert(1000, String::new());
        map = map.union(old.clone());
        map.retain(|_, _| false);
        assert_eq!((map.len(), old.len()), (0, 40));
    });
}

#[test]
fn a_tree_without_memory_aborts() {
    assert_each_aborts("a_tree_without_memory_aborts", || {
        let mut map: CowTreeMap<u64, String> = (0..40).map(|k| (k, String::new())).collect();
        let old = map.clone();
        map.insert(1000, String::new());
        map.append(&mut old.clone());
        map.retain(|_, _| false);
        assert_eq!((map.len(), old.len()), (0, 40));
    });
}
