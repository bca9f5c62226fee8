//! `CowCell` in one thread and in few: what each function does.
#![cfg(all(feature = "cell", not(cow_loom)))]

use arc_swap::{ArcSwapAny, ArcSwapOption};
use cow_core::cow_cell::{Changed, Generation, Guard, Version};
use cow_core::{CowBox, CowCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::thread::{self};
use std::time::Duration;
use testkit::{Counted, Ledger};

fn panic_text(f: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(f)).expect_err("no panic");
    match payload.downcast::<&str>() {
        Ok(text) => (*text).to_owned(),
        Err(payload) => *payload.downcast::<String>().expect("a text"),
    }
}

#[test]
fn a_hook_sees_every_version_before_it_is_published() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let hook = seen.clone();
    let cell = CowCell::new(0).on_publish(move |generation, &value| {
        assert!(value != 13, "refused");
        hook.lock().unwrap().push((generation, value));
    });
    cell.update(|value| *value = 1);
    cell.store(2);
    assert!(cell.try_update(|_| Err::<(), _>("nothing to publish")).is_err());
    cell.update_optimistic(|value| *value = 3);
    let numbers = seen.lock().unwrap().clone();
    assert!(numbers.iter().map(|(_, value)| *value).eq([1, 2, 3]));
    assert_eq!(numbers.last().map(|(generation, _)| *generation), Some(cell.generation()));

    // What it refuses is not published, and the cell goes on.
    let before = cell.generation();
    let refused = catch_unwind(AssertUnwindSafe(|| cell.store(13)));
    assert!(refused.is_err());
    assert_eq!((*cell.load(), cell.generation()), (3, before));
    cell.store(4);
    assert_eq!(*cell.load(), 4);
}

#[test]
fn versions_are_numbered_from_zero() {
    let cell = CowCell::new('a');
    assert_eq!(cell.generation(), Generation::default());
    cell.store('b');
    cell.swap('c');
    cell.update(|c| *c = 'd');
    assert_eq!(cell.try_update(|c| Ok::<_, ()>(std::mem::replace(c, 'e'))), Ok('d'));
    cell.update_if_unchanged(&cell.version(), |c| *c = 'f').unwrap();
    cell.update_optimistic(|c| *c = 'g');
    assert_eq!(cell.generation().get(), 6);
    assert_eq!(cell.generation().to_string(), "6");
    assert_eq!(Guard::generation(&cell.load()).get(), 6);
    assert_eq!(*cell.load(), 'g');
    assert_eq!(cell.snapshot(), 'g');
}

#[test]
fn what_fails_publishes_nothing() {
    let cell = CowCell::new(vec![1]);
    let first = cell.version();
    assert_eq!(
        cell.try_update(|list| {
            list.clear();
            Err::<(), _>("no")
        }),
        Err("no")
    );
    let text = panic_text(|| {
        cell.update(|list| {
            list.clear();
            panic!("in the closure");
        })
    });
    assert_eq!(text, "in the closure");
    let text = panic_text(|| {
        cell.update_optimistic(|list| {
            list.clear();
            panic!("in the optimist's");
        })
    });
    assert_eq!(text, "in the optimist's");
    assert!(!cell.changed_since(Version::generation(&first)));
    assert!(Version::ptr_eq(&first, &cell.version()));
    cell.update(|list| list.push(2));
    assert_eq!(*cell.load(), [1, 2]);
}

#[test]
fn a_clone_that_panics_publishes_nothing() {
    struct Stubborn;
    impl Clone for Stubborn {
        fn clone(&self) -> Self {
            panic!("no clone")
        }
    }
    let cell = CowCell::new(Stubborn);
    assert_eq!(panic_text(|| cell.update(|_| ())), "no clone");
    assert_eq!(panic_text(|| cell.update_optimistic(|_| ())), "no clone");
    assert_eq!(cell.generation().get(), 0);
    cell.store(Stubborn);
    let held = cell.version();
    assert_eq!(panic_text(|| drop(cell.into_inner())), "no clone");
    drop(held);
}

#[test]
fn update_if_unchanged_refuses_the_second() {
    let cell = CowCell::new(0);
    let seen = cell.version();
    assert_eq!(cell.update_if_unchanged(&seen, |n| *n += 1), Ok(()));
    let refused: Changed = cell.update_if_unchanged(&seen, |_| unreachable!()).unwrap_err();
    assert_eq!(refused.current(), cell.generation());
    assert_eq!(refused.to_string(), "the cell has changed: it is at generation 1");
    assert_eq!(*cell.load(), 1);
}

/// Cells count alike, so the number alone would not tell.
#[test]
fn update_if_unchanged_refuses_versions_of_other_cells() {
    let (cell, other) = (CowCell::new(0), CowCell::new(0));
    let seen = other.version();
    assert_eq!(Version::generation(&seen), cell.generation());
    let refused = cell.update_if_unchanged(&seen, |_| unreachable!()).unwrap_err();
    assert_eq!(refused.current(), cell.generation());
    assert_eq!(cell.update_if_unchanged(&cell.version(), |n| *n += 1), Ok(()));
    assert_eq!((*cell.load(), *other.load()), (1, 0));
}

/// Neither in the turn nor at all: what the closure captured may write to the cell when it goes.
#[test]
fn a_refusal_clones_nothing_and_ends_its_turn_first() {
    struct Writes<'a>(&'a CowCell<Counted<u8>>, Option<Counted<u8>>);
    impl Drop for Writes<'_> {
        fn drop(&mut self) {
            self.0.store(self.1.take().unwrap());
        }
    }
    let ledger = Ledger::new();
    let cell = CowCell::new(ledger.counted(0));
    let seen = cell.version();
    cell.store(ledger.counted(1));
    let captured = Writes(&cell, Some(ledger.counted(2)));
    let refused = cell.update_if_unchanged(&seen, move |_| drop(captured)).unwrap_err();
    assert_eq!((refused.current().get(), cell.generation().get()), (1, 2));
    assert_eq!(ledger.clones(), 0);
    drop((cell, seen));
    ledger.assert_balanced();
}

#[test]
fn an_optimist_that_loses_runs_again_on_the_newer_version() {
    let cell = CowCell::new(Vec::new());
    let mut runs = 0;
    cell.update_optimistic(|list| {
        runs += 1;
        if runs == 1 {
            cell.update(|list| list.push("other"));
        }
        list.push("mine");
    });
    assert_eq!(runs, 2);
    assert_eq!(*cell.load(), ["other", "mine"]);
}

/// However many writers are faster, the closure runs a bounded number of times.
#[test]
fn an_optimist_does_not_starve() {
    let cell = CowCell::new(0);
    let mut runs = 0;
    cell.update_optimistic(|n| {
        runs += 1;
        if runs < 5 {
            // In the last run the cell is ours, and this would panic.
            cell.store(100 * runs);
        }
        *n += 1;
    });
    assert_eq!(runs, 5);
    assert_eq!(*cell.load(), 401);
}

#[test]
fn to_write_inside_the_own_update_panics_and_leaves_the_cell_usable() {
    let cell = CowCell::new(0);
    let inside = "a CowCell was written to inside its own update";
    assert_eq!(panic_text(|| cell.update(|_| cell.store(1))), inside);
    assert_eq!(panic_text(|| cell.update(|_| cell.update(|n| *n += 1))), inside);
    assert_eq!(panic_text(|| cell.update(|_| drop(cell.swap(1)))), inside);
    assert_eq!(panic_text(|| cell.update(|_| cell.update_optimistic(|n| *n += 1))), inside);
    let text = panic_text(|| {
        cell.update(|_| {
            cell.wait_for_change(cell.generation(), Duration::MAX);
        })
    });
    assert_eq!(text, "a CowCell was waited for inside its own update");
    assert_eq!(cell.generation().get(), 0);

    // To look is fine, and so is another cell.
    let other = CowCell::new(0);
    cell.update(|n| {
        other.update(|m| *m += 1);
        *n += 1 + *cell.load();
    });
    assert_eq!((*cell.load(), *other.load()), (1, 1));
}

/// It is clear whose turn it is however many other cells' updates are between.
#[test]
fn to_write_inside_the_own_update_panics_also_through_other_cells() {
    let cells: [CowCell<u32>; 3] = Default::default();
    let [cell, other, third] = &cells;
    let inside = "a CowCell was written to inside its own update";
    let writes: [&dyn Fn(); 5] = [
        &|| cell.store(1),
        &|| cell.update(|n| *n += 1),
        &|| cell.update_optimistic(|n| *n += 1),
        &|| cell.update_if_unchanged(&cell.version(), |n| *n += 1).unwrap(),
        &|| cell.try_update(|_| Ok::<_, ()>(())).unwrap(),
    ];
    for write in writes {
        let text = panic_text(|| cell.update(|_| other.update(|_| third.update(|_| write()))));
        assert_eq!(text, inside);
    }
    let text = panic_text(|| {
        cell.update(|_| {
            other.update(|_| drop(cell.wait_for_change(cell.generation(), Duration::MAX)))
        })
    });
    assert_eq!(text, "a CowCell was waited for inside its own update");

    // Nothing was published, and every turn has ended: another thread can take it.
    thread::scope(|scope| {
        scope.spawn(|| cells.each_ref().map(|cell| cell.update(|n| *n += 1)));
    });
    assert!(cells.iter().all(|cell| (*cell.load(), cell.generation().get()) == (1, 1)));

    // An update in between that catches the panic may go on.
    cell.update(|n| {
        other.update(|m| {
            assert_eq!(panic_text(|| cell.store(7)), inside);
            *m = 2;
        });
        *n = 2;
    });
    assert_eq!((*cell.load(), *other.load()), (2, 2));
}

/// The turn is over when what was replaced is dropped.
#[test]
fn a_drop_may_write_to_the_cell() {
    #[derive(Clone, Default)]
    struct Last(Option<Arc<CowCell<u32>>>, Option<Arc<CowCell<Last>>>);
    impl Drop for Last {
        fn drop(&mut self) {
            if let Some(count) = &self.0 {
                count.update(|n| *n += 1);
            }
            if let Some(own) = self.1.take() {
                own.store(Last(None, None));
            }
        }
    }
    let count = Arc::new(CowCell::new(0));
    let cell = Arc::new(CowCell::new(Last::default()));
    cell.store(Last(Some(count.clone()), Some(cell.clone())));
    cell.store(Last::default()); // drops the one above, which stores again
    assert_eq!(*count.load(), 1);
    assert_eq!(cell.generation().get(), 3);

    // A draft that is given up, too.
    let own = cell.clone();
    let result = cell.try_update(|last| {
        last.1 = Some(own);
        Err::<(), ()>(())
    });
    assert_eq!(result, Err(()));
    assert_eq!(cell.generation().get(), 4);
    let own = cell.clone();
    let text = panic_text(|| {
        cell.update(|last| {
            last.1 = Some(own);
            panic!("given up");
        })
    });
    assert_eq!(text, "given up");
    assert_eq!(cell.generation().get(), 5);
}

#[test]
fn a_panicking_drop_of_the_old_version_comes_after_the_new_one_is_published() {
    #[derive(Clone)]
    struct Loud(bool);
    impl Drop for Loud {
        fn drop(&mut self) {
            assert!(!self.0 || thread::panicking(), "loud");
        }
    }
    let cell = CowCell::new(Loud(true));
    assert_eq!(panic_text(|| cell.store(Loud(false))), "loud");
    assert!(!cell.load().0);
    assert!(cell.changed_since(Generation::default()));
    cell.store(Loud(true));
    assert_eq!(panic_text(|| cell.update(|loud| loud.0 = false)), "loud");
    assert_eq!((cell.load().0, cell.generation().get()), (false, 3));
    cell.store(Loud(true));
    assert_eq!(panic_text(|| cell.update_optimistic(|loud| loud.0 = false)), "loud");
    assert_eq!((cell.load().0, cell.generation().get()), (false, 5));
    cell.store(Loud(false));
}

#[test]
fn into_inner_moves_or_clones() {
    let ledger = Ledger::new();
    let cell = CowCell::new(ledger.counted(1));
    let id = cell.load().id();
    assert_eq!(cell.into_inner().id(), id);

    let cell = CowCell::new(ledger.counted(1));
    let held = cell.version();
    let inner = cell.into_inner();
    assert_ne!(inner.id(), held.id());
    assert_eq!(*inner, **held);
    assert_eq!(Version::unwrap_or_clone(held.clone()).id(), held.id() + 2);
    drop((held, inner));
    ledger.assert_balanced();
}

#[test]
fn readers_keep_what_they_hold() {
    let ledger = Ledger::new();
    let cell = CowCell::new(ledger.counted(0));
    let mut guards = Vec::new();
    let mut versions = Vec::new();
    // More guards than arc-swap has slots.
    for i in 0..20 {
        guards.push(cell.load());
        versions.push(cell.version());
        cell.store(ledger.counted(i + 1));
    }
    ledger.assert_live(21);
    drop(cell);
    ledger.assert_live(20);
    for (i, (guard, version)) in guards.iter().zip(&versions).enumerate() {
        assert_eq!((**guard.as_ref(), **version.as_ref()), (i, i));
        assert_eq!(Guard::generation(guard), Version::generation(version));
    }
    drop(versions);
    ledger.assert_live(20);
    let kept = Guard::into_version(guards.pop().unwrap());
    drop(guards);
    ledger.assert_live(1);
    assert_eq!(**kept, 19);
    drop(kept);
    ledger.assert_balanced();
}

#[test]
fn an_update_clones_once_and_a_store_never() {
    let ledger = Ledger::new();
    let cell = CowCell::new(ledger.counted(0));
    cell.store(ledger.counted(1));
    drop(cell.version());
    assert_eq!(ledger.clones(), 0);
    cell.update(|n| **n += 1);
    assert_eq!(ledger.clones(), 1);
    drop(cell.snapshot());
    assert_eq!(ledger.clones(), 2);
    drop(cell);
    ledger.assert_balanced();
}

#[test]
fn standard_traits() {
    let cell = CowCell::from(1);
    assert_eq!(format!("{cell:?}"), "CowCell { generation: Generation(0), value: 1 }");
    assert_eq!(format!("{:?}", cell.load()), "Guard { generation: Generation(0), value: 1 }");
    assert_eq!(format!("{:?}", cell.version()), "Version { generation: Generation(0), value: 1 }");
    assert_eq!(format!("{:>3}|{:<3}|", cell.load(), cell.version()), "  1|1  |");
    assert_eq!(*CowCell::<u8>::default().load(), 0);
    assert!(cell.update(|_| format!("{cell:?}")).contains("value: 1"));
}

#[test]
fn a_cow_box_lies_in_arc_swap_itself() {
    let ledger = Ledger::new();
    let swap: ArcSwapAny<CowBox<Counted<u8>>> = ArcSwapAny::new(CowBox::new(ledger.counted(0)));
    let guards: Vec<_> = (0..20).map(|_| swap.load()).collect();
    assert_eq!(**swap.swap(CowBox::new(ledger.counted(1))), 0);
    swap.rcu(|old| CowBox::new(ledger.counted(***old + 1)));
    assert_eq!(***swap.load(), 2);
    assert!(guards.iter().all(|guard| ****guard == 0));
    let full = swap.load_full();
    assert!(CowBox::ptr_eq(&swap.compare_and_swap(&full, full.clone()), &full));
    drop((guards, full, swap));
    ledger.assert_balanced();

    // Values of size zero, and more strictly aligned than their count.
    #[repr(align(128))]
    struct Wide;
    for _ in 0..2 {
        let unit: ArcSwapAny<CowBox<()>> = ArcSwapAny::new(CowBox::new(()));
        let wide: ArcSwapAny<CowBox<Wide>> = ArcSwapAny::new(CowBox::new(Wide));
        let (one, two) = (unit.load(), wide.load());
        unit.store(CowBox::new(()));
        wide.store(CowBox::new(Wide));
        drop((one, two));
    }
    let none: ArcSwapAny<Option<CowBox<u8>>> = ArcSwapAny::new(None);
    none.store(Some(CowBox::new(1)));
    assert_eq!(none.load().as_deref(), Some(&1));
    assert!(ArcSwapOption::<u8>::empty().load().is_none());
}
