//! Writers that merge what they have lost a race to, and lose nothing.

use cow_map::CowMap;
use cow_store::backend::Memory;
use cow_store::{Publish, Store, StoredState, Value, VersionId};
use cow_tree::CowTreeMap;
use cow_vec::CowVec;
use cow_versions::merge::{EntryConflict, MapConflict, VecConflict};
use cow_versions::{Diff, Merge, Take, merge3};

#[derive(Clone, Debug, Default, PartialEq, Diff, Merge, Value)]
struct Ledger {
    balances: CowTreeMap<u32, i64>,
    owners: CowMap<String, u32, StoredState>,
    log: CowVec<String>,
}

/// Adds what both sides have added, and keeps both sides' lines.
fn decide(conflict: &mut LedgerConflict) -> Take {
    match conflict {
        LedgerConflict::Balances(MapConflict { conflict: EntryConflict::Inside(sum), .. }) => {
            sum.ours += sum.theirs - sum.base;
        }
        LedgerConflict::Balances(MapConflict { conflict: EntryConflict::Whole(sum), .. }) => {
            // Both have made the account.
            sum.ours = Some(sum.ours.unwrap_or(0) + sum.theirs.unwrap_or(0));
        }
        LedgerConflict::Log(VecConflict::Range { conflict, .. }) => {
            conflict.ours.append(&mut conflict.theirs.clone());
        }
        _ => {}
    }
    Take::Ours
}

/// A working copy: what was last seen under the name, and what was made of it.
struct Copy<'a> {
    store: &'a Store,
    base: (Option<VersionId>, Ledger),
    ledger: Ledger,
    conflicts: usize,
}

impl<'a> Copy<'a> {
    fn checkout(store: &'a Store) -> Self {
        let id = store.current("ledger").unwrap();
        let ledger: Ledger = id.map_or_else(Ledger::default, |id| store.load(id).unwrap());
        Self { store, base: (id, ledger.clone()), ledger, conflicts: 0 }
    }

    /// Publishes, and merges until it has won.
    fn publish(&mut self) {
        loop {
            let id = self.store.save(&self.ledger).unwrap();
            match self.store.publish("ledger", self.base.0, id).unwrap() {
                Publish::Moved => {
                    self.base = (Some(id), self.ledger.clone());
                    return;
                }
                Publish::Conflict { current } => {
                    self.conflicts += 1;
                    let theirs: Ledger = self.store.load(current.unwrap()).unwrap();
                    self.ledger = merge3(&self.base.1, &self.ledger, &theirs).resolve(decide);
                    self.base = (current, theirs);
                }
            }
        }
    }
}

#[test]
fn a_lost_race_is_merged_and_published() {
    let memory = Memory::new();
    let (one, two) = (Store::open(memory.clone()).unwrap(), Store::open(memory.clone()).unwrap());
    let mut first = Copy::checkout(&one);
    first.ledger.balances.extend((0..20_000).map(|account| (account, 100)));
    first.ledger.log.push("opened".into());
    first.publish();

    let mut second = Copy::checkout(&two);
    first.ledger.balances.insert(7, 130);
    first.ledger.owners.insert("ann".into(), 7);
    second.ledger.balances.insert(7, 95);
    second.ledger.balances.insert(8, 1);
    second.ledger.log.push("paid".into());
    first.publish();
    let before = one.stats(|_, _| ()).unwrap().nodes;
    second.publish();
    assert_eq!((first.conflicts, second.conflicts), (0, 1));
    let merged = &second.ledger;
    assert_eq!((merged.balances[&7], merged.balances[&8], merged.owners["ann"]), (125, 1, 7));
    assert_eq!(merged.log, ["opened", "paid"]);
    // What the merge took from the other side was not written again.
    let written = one.stats(|_, _| ()).unwrap().nodes - before;
    assert!(written < before / 4, "{written} nodes, of {before}");
}

#[test]
fn writers_at_the_same_time_lose_nothing() {
    const WRITERS: u32 = 4;
    const ROUNDS: u32 = 25;
    let memory = Memory::new();
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let memory = memory.clone();
            scope.spawn(move || {
                // A store each, as if they were processes.
                let store = Store::open(memory).unwrap();
                let mut copy = Copy::checkout(&store);
                for round in 0..ROUNDS {
                    // A change that both sides make alike is made once: so no two are.
                    *copy.ledger.balances.entry(round).or_default() += 1 << writer;
                    copy.ledger.owners.insert(format!("{writer}/{round}"), round);
                    copy.ledger.log.push(format!("{writer}/{round}"));
                    copy.publish();
                }
            });
        }
    });
    let store = Store::open(memory).unwrap();
    let Ledger { balances, owners, log } = Copy::checkout(&store).ledger;
    let expected: CowTreeMap<u32, i64> =
        (0..ROUNDS).map(|round| (round, (1 << WRITERS) - 1)).collect();
    assert_eq!(balances, expected);
    assert_eq!(owners.len() as u32, WRITERS * ROUNDS);
    // Lines that two sides append at one place conflict; both are kept, and none twice.
    let mut lines: Vec<_> = log.iter().cloned().collect();
    lines.sort();
    lines.dedup();
    assert_eq!((lines.len() as u32, log.len() as u32), (WRITERS * ROUNDS, WRITERS * ROUNDS));
    assert_eq!(store.history("ledger").unwrap().len() as u32, WRITERS * ROUNDS);
}
