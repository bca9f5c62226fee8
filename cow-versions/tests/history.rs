//! Histories: branches, undo, ancestors, thinning, what is held.

use cow_core::CowBox;
use cow_map::CowMap;
use cow_tree::CowTreeMap;
use cow_vec::{CowVec, cow_vec};
use cow_versions::history::{CommitId, Retention, Unknown};
use cow_versions::{Held, History, Take, held_bytes};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};
use testkit::{Ledger, fresh};

/// Some second.
fn at(second: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + second)
}

#[test]
fn undo_goes_back_and_redo_forth() {
    let mut history = History::new(0);
    for i in 1..=3 {
        history.commit(format!("{i}"), i);
    }
    assert_eq!(history.redo(), None);
    assert_eq!([(); 3].map(|()| history.undo().copied()), [Some(2), Some(1), Some(0)]);
    assert_eq!(history.undo(), None);
    assert_eq!([(); 2].map(|()| history.redo().copied()), [Some(1), Some(2)]);
    // Another commit ends what can be redone; the undone one is still in the history.
    let undone = history.commit_of(history.head()).unwrap().parents()[0];
    history.commit("other", 9);
    assert_eq!((history.redo().copied(), *history.value(), history.len()), (None, 9, 5));
    assert_eq!(history.get(undone), Ok(&1));
}

#[test]
fn a_failed_update_commits_nothing() {
    let mut history = History::new(cow_vec![1]);
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        history.update("fails", |list| {
            list.push(2);
            panic!("on purpose");
        })
    }));
    assert!(result.is_err());
    assert_eq!((history.len(), history.value()), (1, &cow_vec![1]));
}

#[test]
fn branches_are_named_switched_and_removed() {
    let mut history = History::new('a');
    let first = history.head();
    let second = history.commit("b", 'b');
    history.branch("side", first).unwrap();
    assert_eq!(history.branch("side", first), Err(Unknown::Taken("side".into())));
    assert_eq!(history.switch("none"), Err(Unknown::Branch("none".into())));
    assert_eq!(history.switch("side"), Ok(&'a'));
    assert_eq!(history.current_branch(), "side");
    assert!(history.branches().eq([("main", second), ("side", first)]));
    assert_eq!(history.remove_branch("side"), Err(Unknown::Taken("side".into())));
    assert_eq!(history.remove_branch("main"), Ok(second));
    assert_eq!(history.checkout(second), Ok(&'b'));
    assert_eq!(history.head(), second);
}

#[test]
fn the_newest_commit_before_a_time_is_found() {
    let mut history = History::new_at(0, at(0));
    let ids: Vec<_> = (1..10).map(|i| history.commit_at("", i, at(10 * i))).collect();
    assert_eq!(history.as_of(at(55)), Some(ids[4]));
    assert_eq!(history.as_of(at(50)), Some(ids[4]));
    assert_eq!(history.as_of(at(1000)), Some(ids[8]));
    assert_eq!(history.as_of(at(0) - Duration::from_secs(1)), None);
}

#[test]
fn what_lies_between_two_commits_is_told() {
    let mut history = History::new(CowMap::from([(1, 'a')]));
    let first = history.head();
    history.update("b", |map| map.insert(2, 'b'));
    history.update("c", |map| map.remove(&1));
    assert_eq!(history.between(first, history.head()).unwrap().count(), 2);
    assert_eq!(history.between(first, first).unwrap().count(), 0);
}

#[test]
fn branches_merge_from_where_they_parted() {
    let mut history = History::new(CowTreeMap::from([("a", 1), ("b", 2)]));
    history.branch("side", history.head()).unwrap();
    history.update("", |map| map.insert("a", 10));
    history.switch("side").unwrap();
    history.update("", |map| map.insert("b", 20));
    history.update("", |map| map.insert("c", 30));
    history.switch("main").unwrap();
    let head = history.merge("side", "merge").unwrap().unwrap();
    assert_eq!(history.value(), &CowTreeMap::from([("a", 10), ("b", 20), ("c", 30)]));
    assert_eq!(history.commit_of(head).unwrap().parents().len(), 2);
    // There is nothing new any more.
    assert_eq!(history.merge("side", "again").unwrap().unwrap(), head);
    // The other way round, everything is new, and the result is ours.
    history.switch("side").unwrap();
    history.merge("main", "back").unwrap().unwrap();
    assert_eq!(history.value(), history.get(head).unwrap());

    // A conflict commits nothing; decided, it is committed with both parents.
    history.update("", |map| map.insert("a", 11));
    history.switch("main").unwrap();
    history.update("", |map| map.insert("a", 12));
    let before = history.len();
    let merged = history.merge("side", "conflict").unwrap().unwrap_err();
    assert_eq!((history.len(), merged.conflicts.len()), (before, 1));
    let decided = merged.resolve(|_| Take::Theirs);
    history.commit_merge("side", "decided", decided).unwrap();
    assert_eq!(history.value()["a"], 11);
    assert!(history.merge("side", "").unwrap().is_ok());
}

/// All commits from which one came, and itself.
fn ancestors<T>(history: &History<T>, id: CommitId) -> BTreeSet<CommitId> {
    let mut found = BTreeSet::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(history.commit_of(id).unwrap().parents());
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(60)))]

    #[test]
    fn the_common_ancestor_is_the_newest(
        steps in prop::collection::vec((0..6_u8, any::<u8>()), 1..40),
        kept in any::<u64>(),
    ) {
        let mut history = History::new_at(cow_vec![0_u8], at(0));
        let mut ids = vec![history.head()];
        for (i, &(verb, which)) in steps.iter().enumerate() {
            let name = format!("{}", which % 4);
            match verb {
                0 => drop(history.branch(name, ids[usize::from(which) % ids.len()])),
                1 => drop(history.switch(&name)),
                2 if history.at(&name).is_ok() => {
                    let value = history.value().clone();
                    ids.push(history.commit_merge(&name, "", value).unwrap());
                }
                _ => ids.push(history.commit_at("", cow_vec![which], at(i as u64))),
            }
        }
        let check = |history: &History<CowVec<u8>>, ids: &[CommitId]| {
            for &a in ids {
                for &b in ids {
                    let newest = ancestors(history, a)
                        .intersection(&ancestors(history, b)).copied().max();
                    assert_eq!(history.common_ancestor(a, b).unwrap(), newest);
                }
            }
        };
        check(&history, &ids);

        // Thinned, what is left has come from what it came from.
        let before: Vec<_> = ids.iter().map(|&id| ancestors(&history, id)).collect();
        let step = Duration::from_secs(kept % 9 + 1);
        let rules = Retention::keep_all_for(Duration::from_secs(kept % 7)).then_every(step, 30 * step);
        let (now, count) = (at(40), history.len());
        let gone = history.retain(&rules, now);
        prop_assert_eq!(history.len(), count - gone);
        let left: Vec<_> = ids.iter().copied().filter(|&id| history.get(id).is_ok()).collect();
        for (id, before) in ids.iter().zip(before) {
            if history.get(*id).is_ok() {
                let expected: BTreeSet<_> =
                    before.into_iter().filter(|&id| history.get(id).is_ok()).collect();
                prop_assert_eq!(ancestors(&history, *id), expected);
            }
        }
        check(&history, &left);
        // Again at the same time, nothing goes.
        prop_assert_eq!(history.retain(&rules, now), 0);
    }
}

#[test]
fn thinning_keeps_what_the_rules_say() {
    let mut history = History::new_at(0_u64, at(0));
    for second in 1..=7200 {
        history.commit_at("", second, at(second));
    }
    let (minute, hour) = (Duration::from_secs(60), Duration::from_secs(3600));
    let rules = Retention::keep_all_for(minute).then_every(minute, hour);
    history.retain(&rules, at(7200));
    let seconds: Vec<u64> = history.log().map(|(_, commit)| *commit.value()).collect();
    assert_eq!(seconds[..61], (7140..=7200).rev().collect::<Vec<_>>());
    // One a minute, an hour long, and nothing older. The first minute is not over.
    assert!(seconds[62..].windows(2).all(|pair| pair[0] - pair[1] == 60));
    assert!((59..=61).contains(&(seconds.len() - 61)));
    assert!(seconds.last() >= Some(&3600));
}

#[test]
fn thinning_keeps_branches_and_what_can_be_redone() {
    let mut history = History::new_at(0, at(0));
    history.branch("old", history.head()).unwrap();
    for i in 1..5 {
        history.commit_at("", i, at(i));
    }
    history.undo();
    let gone = history.retain(&Retention::keep_all_for(Duration::ZERO), at(1_000_000));
    assert_eq!((gone, history.len()), (2, 3));
    assert_eq!(
        (*history.value(), history.redo().copied(), history.get(history.at("old").unwrap())),
        (3, Some(4), Ok(&0))
    );
}

#[test]
fn branches_merge_after_thinning() {
    let mut history = History::new_at(CowTreeMap::from([("a", 0)]), at(0));
    history.commit_at("", CowTreeMap::from([("a", 1)]), at(1));
    history.branch("side", history.head()).unwrap();
    history.commit_at("", CowTreeMap::from([("a", 1), ("ours", 2)]), at(1000));
    history.switch("side").unwrap();
    history.commit_at("", CowTreeMap::from([("a", 1), ("theirs", 3)]), at(1000));
    history.switch("main").unwrap();

    // The commit that both came from is kept, whatever its age.
    let rules = Retention::keep_all_for(Duration::from_secs(100));
    assert_eq!(history.retain(&rules, at(1000)), 1);
    let mut merged = history.clone();
    merged.merge("side", "").unwrap().unwrap();
    assert_eq!(merged.value(), &CowTreeMap::from([("a", 1), ("ours", 2), ("theirs", 3)]));

    // Without it, neither side is taken for the newer one.
    let (ours, theirs) = (history.head(), history.remove_branch("side").unwrap());
    assert_eq!(history.retain(&rules, at(1000)), 1);
    let unrelated = Err(Unknown::Unrelated(ours, theirs));
    assert_eq!(history.merged(ours, theirs), unrelated);
    history.branch("side", theirs).unwrap();
    assert_eq!(history.merge("side", ""), Err(Unknown::Unrelated(ours, theirs)));
}

#[test]
fn thinning_drops_what_no_version_needs() {
    let ledger = Ledger::new();
    let mut history =
        History::new_at((0..100).map(|i| ledger.counted(i)).collect::<CowVec<_>>(), at(0));
    for i in 1..50_u64 {
        let mut list = history.value().clone();
        list[usize::try_from(i).unwrap()] = ledger.counted(1_000);
        history.commit_at("", list, at(i));
    }
    let held = ledger.live();
    history.retain(&Retention::keep_all_for(Duration::ZERO), at(1_000));
    assert_eq!((history.len(), ledger.live()), (1, 100));
    assert!(held > 100);
    drop(history);
    ledger.assert_balanced();
}

fn nodes<T: Held>(value: &T) -> Vec<usize> {
    testkit::addresses!(value)
}

#[test]
fn bytes_are_held_once() {
    let mut history = History::new((0..100_000).collect::<CowVec<u64>>());
    let one = history.held_bytes();
    assert!((800_000..1_000_000).contains(&one));
    for i in 0..100 {
        history.update("", |list| list[i * 900] = 0);
    }
    let path = (history.held_bytes() - one) / 100;
    assert!((1_000..3_000).contains(&path), "{path} bytes for a leaf and its path");
    history.retain(
        &Retention::keep_all_for(Duration::ZERO),
        SystemTime::now() + Duration::from_secs(9),
    );
    assert!(history.held_bytes() < one + 10_000);
}

#[test]
fn nodes_inside_of_values_are_found() {
    let inner: CowVec<u64> = (0..1_000).collect();
    type Lists = CowMap<u8, (CowVec<u64>, Option<u8>)>;
    let old: CowBox<Lists> = CowBox::new((0..10).map(|i| (i, (inner.clone(), None))).collect());
    let mut new = old.clone();
    assert_eq!(fresh(nodes(&old), nodes(&new)), 0);
    CowBox::make_mut(&mut new).get_mut(&3).unwrap().0[5] = 0;
    // The box, a path of the map, and one of the vector.
    assert!((4..=6).contains(&fresh(nodes(&old), nodes(&new))));
    assert!(held_bytes([&old]) > 8_000);
    assert!(held_bytes([&old, &new]) < held_bytes([&old]) + 4_000);
}
