//! Ten million entries on little stack.
#![cfg(not(any(miri, cow_loom)))]

use cow_tree::CowTreeSet;

const COUNT: u32 = 10_000_000;

#[test]
fn ten_million_entries_need_little_stack() {
    let set: CowTreeSet<u32> = CowTreeSet::from_sorted(0..COUNT);
    testkit::on_small_stack(64 * 1024, move || {
        let mut copy = set.clone();
        assert!(copy.remove(&(COUNT / 2)));
        assert!(copy.insert(COUNT));
        assert_ne!(set, copy);
        assert!(set < copy);
        assert_eq!(set.diff(&copy).count(), 2);
        assert_eq!(set.iter().step_by(4).fold(0, |sum, n| sum ^ n), copy_of_fold());
        assert!(set.range(..100).rev().eq((0..100).rev().collect::<Vec<_>>().iter()));

        // Nodes of its own: compared and dropped one by one.
        let (head, tail) = copy.split_at(COUNT as usize / 2);
        let mut own = CowTreeSet::from_sorted(COUNT / 2 + 1..=COUNT);
        assert_eq!(tail, own);
        drop((set, copy, tail));
        own.append(&mut head.clone());
        assert_eq!(own.len(), COUNT as usize);
        let end = own.split_off(&1_000_000);
        drop((head, end));
        assert_eq!(own.into_iter().rev().last(), Some(0));
    });
}

fn copy_of_fold() -> u32 {
    (0..COUNT).step_by(4).fold(0, |sum, n| sum ^ n)
}
