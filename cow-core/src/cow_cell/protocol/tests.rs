//! What cannot be seen from outside: the line of waiting threads.

use super::*;
use std::sync::{Barrier, Mutex as StdMutex};
use std::thread;
use std::vec::Vec;

fn in_line(turns: &Turns) -> u32 {
    writers(turns.line.load(Ordering::Relaxed))
}

/// Waits until so many writers are in line. They draw their tickets without our help.
fn until_in_line(turns: &Turns, count: u32) {
    while in_line(turns) < count {
        thread::yield_now();
    }
}

#[test]
fn writers_are_served_in_the_order_in_which_they_came() {
    let turns = Turns::new();
    let served = StdMutex::new(Vec::new());
    thread::scope(|scope| {
        let first = turns.take();
        for i in 0..8 {
            let (turns, served) = (&turns, &served);
            scope.spawn(move || {
                let _turn = turns.take();
                served.lock().unwrap().push(i);
            });
            until_in_line(turns, i + 2);
        }
        drop(first);
    });
    assert_eq!(*served.lock().unwrap(), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(in_line(&turns), 0);
}

/// A thread that writes again and again cannot overtake one that waits.
#[test]
fn a_greedy_writer_gets_one_turn_at_most_before_one_that_waits() {
    let turns = Turns::new();
    for _ in 0..100 {
        let mine = turns.take();
        thread::scope(|scope| {
            scope.spawn(|| drop(turns.take()));
            until_in_line(&turns, 2);
            drop(mine);
            // Whoever waited has been served before this.
            drop(turns.take());
            assert_eq!(in_line(&turns), 0);
        });
    }
}

/// The loom model of the same name sees every interleaving of two; this sees many turns of four.
#[test]
fn a_turn_is_known_to_be_ones_own_while_another_passes() {
    let (turns, start) = (Turns::new(), Barrier::new(4));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                start.wait();
                for _ in 0..if cfg!(miri) { 20 } else { 5_000 } {
                    let turn = turns.take();
                    assert!(turns.is_mine());
                    // Meanwhile others begin to wait.
                    thread::yield_now();
                    assert!(turns.is_mine());
                    drop(turn);
                    assert!(!turns.is_mine());
                }
            });
        }
    });
}

#[test]
fn tickets_wrap() {
    let turns = Turns::new();
    turns.line.store(u64::from(u32::MAX) << 32, Ordering::Relaxed);
    thread::scope(|scope| {
        let last_before = turns.take();
        scope.spawn(|| drop(turns.take()));
        until_in_line(&turns, 2);
        drop(last_before);
    });
    assert_eq!(turns.line.load(Ordering::Relaxed), 1 << 32);
}

#[test]
fn no_thread_waits_any_more_after_a_time_out() {
    let clock = Clock::new();
    assert!(!clock.wait_past(clock.now(), Duration::ZERO));
    assert!(!clock.wait_past(clock.now(), Duration::from_micros(10)));
    assert_eq!(clock.waiting.load(Ordering::Relaxed), 0);
}

#[test]
fn tokens_differ() {
    let mine = thread_token();
    assert_ne!(mine, 0);
    assert_eq!(mine, thread_token());
    thread::scope(|scope| {
        scope.spawn(|| assert_ne!(thread_token(), mine));
    });
}
