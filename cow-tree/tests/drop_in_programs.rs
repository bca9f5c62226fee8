//! Programs as people write them for std's ordered maps and sets: with the import changed they say the
//! same. (`drop_in.rs` goes through every method; here it is how they are used together.)
#![cfg(not(cow_loom))]
#![expect(clippy::incompatible_msrv, reason = "what is newest in std is compared too")]

macro_rules! programs {
    ($name:ident, $map:path, $set:path, $entry:path) => {
        mod $name {
            use std::cmp::Reverse;
            use std::fmt::Write;
            use std::ops::Bound::{Excluded, Included, Unbounded};
            use $entry as Entry;
            use $map as BTreeMap;
            use $set as BTreeSet;

            /// Numbers that look random.
            fn numbers(seed: u32) -> impl Iterator<Item = u32> {
                std::iter::successors(Some(seed), |n| {
                    Some(n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223))
                })
                .map(|n| n >> 16)
            }

            /// An order book: bids and asks by price, each a queue, matched at the best price.
            pub(super) fn order_book() -> String {
                let mut out = String::new();
                let mut bids: BTreeMap<Reverse<u32>, Vec<(u32, u32)>> = BTreeMap::default();
                let mut asks: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
                for (id, number) in numbers(1).take(3000).enumerate() {
                    let (price, mut amount) = (900 + number % 200, 1 + number % 7);
                    if number % 2 == 0 {
                        while let Some(mut best) = asks.first_entry() {
                            if *best.key() > price || amount == 0 {
                                break;
                            }
                            let queue = best.get_mut();
                            let traded = amount.min(queue[0].1);
                            (amount, queue[0].1) = (amount - traded, queue[0].1 - traded);
                            if queue[0].1 == 0 {
                                let _ = writeln!(out, "filled {:?}", queue.remove(0));
                            }
                            if queue.is_empty() {
                                best.remove_entry();
                            }
                        }
                        if amount > 0 {
                            bids.entry(Reverse(price)).or_default().push((id as u32, amount));
                        }
                    } else if bids.range(..=Reverse(price)).next().is_some() {
                        bids.retain(|_, queue| {
                            queue.retain(|order| order.0 % 5 != 0);
                            !queue.is_empty()
                        });
                    } else {
                        asks.entry(price)
                            .and_modify(|queue| queue.push((id as u32, amount)))
                            .or_insert_with(|| vec![(id as u32, amount)]);
                    }
                }
                for (_, queue) in asks.range_mut((Excluded(950), Included(1000))) {
                    queue.reverse();
                }
                let top: Vec<_> = bids.pop_first().into_iter().chain(bids.pop_last()).collect();
                let worst = asks.last_entry().map(|entry| entry.get().len());
                let _ = write!(out, "{top:?} {worst:?} {bids:?} {asks:?}");
                out
            }

            /// A calendar: meetings that are cut up, moved, merged and cancelled by the day.
            pub(super) fn calendar() -> String {
                let mut days: BTreeMap<u32, BTreeMap<String, u32>> = BTreeMap::new();
                for (i, number) in numbers(2).take(1500).enumerate() {
                    let meeting = format!("meeting {}", i % 97);
                    match days.entry(number % 366).or_default().entry(meeting) {
                        Entry::Vacant(free) => {
                            free.insert(number % 90);
                        }
                        Entry::Occupied(taken) if number % 3 == 0 => drop(taken.remove_entry()),
                        Entry::Occupied(mut taken) => *taken.get_mut() += 15,
                    }
                }
                // The second half of the year is planned anew, the first quarter moved after it.
                let mut rest = days.split_off(&183);
                let late = days.split_off(&90);
                let mut moved: BTreeMap<_, _> =
                    days.into_iter().map(|(day, list)| (day + 366, list)).collect();
                rest.append(&mut moved);
                let mut days = late;
                days.extend(rest);
                let long: Vec<_> = days
                    .extract_if(100..400, |day, list| {
                        list.retain(|_, minutes| *minutes > 20);
                        list.len() > 4 && day % 2 == 0
                    })
                    .take(30)
                    .collect();
                let busiest = days.iter().max_by_key(|(_, list)| list.values().sum::<u32>());
                let free = (0..500).filter(|day| !days.contains_key(day)).count();
                let around: Vec<_> = days
                    .range(..200)
                    .next_back()
                    .into_iter()
                    .chain(days.range(200..).next())
                    .collect();
                format!("{long:?} {busiest:?} {free} {around:?} {}", moved.is_empty())
            }

            /// An index of words: which lines have all, some, or only one of them; what begins alike.
            pub(super) fn index() -> String {
                let words =
                    ["tree", "leaf", "root", "fork", "path", "copy", "node", "left", "right"];
                let mut index: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
                for (line, number) in numbers(3).take(2000).enumerate() {
                    for word in words.iter().skip(number as usize % 4).step_by(1 + line % 3) {
                        index.entry(word).or_default().insert(line);
                    }
                }
                let of = |word: &str| &index[word];
                let all = &(of("tree") & of("leaf")) & of("path");
                let any: BTreeSet<usize> =
                    ["root", "copy"].iter().flat_map(|word| of(word)).copied().collect();
                let one = of("left") ^ of("right");
                let only: Vec<_> = of("fork").difference(of("node")).take(20).collect();
                let some: Vec<_> = any.symmetric_difference(&one).skip(100).take(9).collect();
                let mut out =
                    format!("{} {} {} {only:?} {some:?}", all.len(), any.len(), one.len());
                let _ = write!(
                    out,
                    " {} {} {} {:?}",
                    all.is_subset(of("leaf")),
                    any.is_superset(&all),
                    all.is_disjoint(&one),
                    (all.first(), one.last(), any.range(1000..).next(), any.iter().rev().nth(5)),
                );
                let prefixed: Vec<_> = index.range("le".."lf").map(|(word, _)| word).collect();
                let union = index.values().fold(BTreeSet::new(), |all, lines| &all | lines);
                let _ = write!(out, "{prefixed:?} {}", union.len());
                let inverted: BTreeMap<usize, Vec<&str>> =
                    index.iter().fold(BTreeMap::new(), |mut map, (word, lines)| {
                        for line in lines {
                            map.entry(*line).or_insert_with(Vec::new).push(*word);
                        }
                        map
                    });
                let _ = write!(out, "{:?}", inverted.into_values().nth_back(3));
                out
            }

            /// Timers: a set ordered by time, with a map to find and move them.
            pub(super) fn timers() -> String {
                let mut queue: BTreeSet<(u32, u32)> = BTreeSet::new();
                let mut times: BTreeMap<u32, u32> = BTreeMap::new();
                let mut out = String::new();
                for (now, number) in numbers(4).take(4000).enumerate() {
                    let (now, id) = (now as u32, number % 300);
                    if let Some(old) = times.insert(id, now + number % 1000) {
                        queue.remove(&(old, id));
                    }
                    queue.insert((times[&id], id));
                    if now % 50 == 0 {
                        // Everything that is due, and after that one more.
                        let later = queue.split_off(&(now + 1, 0));
                        for (at, id) in std::mem::replace(&mut queue, later) {
                            let _ = write!(out, "{at}:{id} ");
                            times.remove(&id);
                        }
                        if let Some((_, id)) = queue.pop_first() {
                            times.remove_entry(&id);
                        }
                    }
                    if now % 500 == 0 {
                        let gone: Vec<_> =
                            queue.extract_if((now, 0).., |(at, _)| at % 7 == 0).collect();
                        for (_, id) in &gone {
                            times.remove(id);
                        }
                        let _ = write!(out, "[{}] ", gone.len());
                    }
                }
                let copy = queue.clone();
                let waiting = queue.range((Excluded((4100, 0)), Unbounded)).count();
                let taken = queue.iter().next().copied().and_then(|first| queue.take(&first));
                let _ = write!(out, "{waiting} {taken:?} {:?} {}", queue.last(), copy > queue);
                queue.retain(|(_, id)| id % 2 == 0);
                assert!(queue.iter().all(|(at, id)| times[id] == *at));
                let (low, high): (BTreeSet<_>, BTreeSet<_>) =
                    queue.into_iter().partition(|t| t.0 < 4300);
                let _ = write!(out, "{low:?} {:?}", high.into_iter().rev().collect::<Vec<_>>());
                out
            }
        }
    };
}

programs!(
    with_std,
    std::collections::BTreeMap,
    std::collections::BTreeSet,
    std::collections::btree_map::Entry
);
programs!(with_ours, cow_tree::CowTreeMap, cow_tree::CowTreeSet, cow_tree::btree_map::Entry);

mod inference_with_std {
    use std::collections::{BTreeMap, BTreeSet};
    include!("drop_in/inference.rs");
}

mod inference_with_ours {
    use cow_tree::{CowTreeMap as BTreeMap, CowTreeSet as BTreeSet};
    include!("drop_in/inference.rs");
}

mod inference_with_local {
    use cow_tree::{LocalTreeMap as BTreeMap, LocalTreeSet as BTreeSet};
    include!("drop_in/inference.rs");
}

#[expect(
    clippy::useless_conversion,
    reason = "what is superfluous with std's types is not with ours"
)]
mod conversions_with_std {
    use std::collections::{BTreeMap, BTreeSet};
    include!("drop_in/conversions.rs");
}

mod conversions_with_ours {
    use cow_tree::{CowTreeMap as BTreeMap, CowTreeSet as BTreeSet};
    include!("drop_in/conversions.rs");
}

mod conversions_with_local {
    use cow_tree::{LocalTreeMap as BTreeMap, LocalTreeSet as BTreeSet};
    include!("drop_in/conversions.rs");
}

mod modules_with_std {
    use std::collections::{btree_map, btree_set};
    include!("drop_in/modules.rs");
}

mod modules_with_ours {
    use cow_tree::{btree_map, btree_set};
    include!("drop_in/modules.rs");
}

#[test]
fn order_book() {
    assert_eq!(with_std::order_book(), with_ours::order_book());
}

#[test]
fn calendar() {
    assert_eq!(with_std::calendar(), with_ours::calendar());
}

#[test]
fn index() {
    assert_eq!(with_std::index(), with_ours::index());
}

#[test]
fn timers() {
    assert_eq!(with_std::timers(), with_ours::timers());
}
