// Included twice, see drop_in.rs.

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, VecDeque};
use std::io::Write;
use std::rc::Rc;
use std::sync::Arc;

/// A text as an editor has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Text {
    lines: Vec<String>,
    undo: Vec<Vec<String>>,
}

impl Text {
    fn open(text: &str) -> Self {
        Text { lines: text.lines().map(str::to_owned).collect(), undo: Vec::new() }
    }

    fn save(&self) -> String {
        self.lines.join("\n")
    }

    fn edit(&mut self, change: impl FnOnce(&mut Vec<String>)) {
        self.undo.push(self.lines.clone());
        change(&mut self.lines);
    }

    fn undo(&mut self) -> bool {
        let Some(lines) = self.undo.pop() else { return false };
        self.lines = lines;
        true
    }

    fn cut(&mut self, from: usize, to: usize) -> Vec<String> {
        self.undo.push(self.lines.clone());
        self.lines.drain(from..to).collect()
    }
}

#[test]
fn an_editor() {
    let mut text = Text::open("one\ntwo\nthree\nfour\nfive");
    text.edit(|lines| lines.insert(2, "two and a half".into()));
    text.edit(|lines| {
        let removed = lines.remove(0);
        lines.push(removed);
    });
    assert_eq!(text.save(), "two\ntwo and a half\nthree\nfour\nfive\none");
    let clipboard = text.cut(1, 3);
    assert_eq!(clipboard, ["two and a half", "three"]);
    text.edit(|lines| drop(lines.splice(1..2, clipboard.iter().map(|line| line.to_uppercase()))));
    assert_eq!(text.lines.concat(), "twoTWO AND A HALFTHREEfiveone");
    text.edit(|lines| {
        let mut end = lines.split_off(3);
        end.reverse();
        lines.append(&mut end);
        assert!(end.is_empty());
    });
    assert_eq!((text.lines.len(), text.undo.len()), (5, 5));
    text.edit(|lines| lines.truncate(2));
    text.edit(|lines| {
        if let Some(last) = lines.last_mut() {
            last.push('!');
        }
        if let Some(first) = lines.first_mut() {
            first.insert(0, '>');
        }
        lines.swap(0, 1);
    });
    assert_eq!(text.save(), "TWO AND A HALF!\n>two");
    let copy = text.clone();
    assert!(copy == text && copy.cmp(&text).is_eq());
    while text.undo() {}
    assert_eq!(text.lines, ["one", "two", "three", "four", "five"]);
    assert!(text.lines.first().is_some_and(|l| l == "one") && text.lines.last().unwrap() == "five");
    assert!(copy != text && format!("{:?}", copy.lines) == r#"["TWO AND A HALF!", ">two"]"#);
}

#[test]
fn a_sieve() {
    let mut prime: Vec<bool> = vec![true; 50];
    prime.fill(true);
    (prime[0], prime[1]) = (false, false);
    for n in 2..50 {
        if prime[n] {
            for multiple in (n * n..50).step_by(n) {
                prime[multiple] = false;
            }
        }
    }
    let primes: Vec<usize> =
        prime.iter().enumerate().filter(|(_, p)| **p).map(|(n, _)| n).collect();
    assert_eq!(primes, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47]);
    assert!(primes.contains(&43) && !primes.contains(&49));
    assert_eq!((primes.binary_search(&13), primes.binary_search(&14)), (Ok(5), Err(6)));
    assert_eq!(primes.partition_point(|p| *p < 20), 8);
    let gaps: Vec<usize> = primes.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let twins = primes.array_windows().filter(|&[a, b]| b - a == 2).count();
    assert_eq!((gaps.iter().max(), twins), (Some(&6), 6));
    let mut squares = primes.clone();
    squares.iter_mut().for_each(|p| *p *= *p);
    squares.resize(18, 0);
    let mut next = 0;
    squares.resize_with(20, || {
        next += 1;
        next
    });
    assert_eq!(
        squares.get(13..).map(|s| s.to_vec()),
        Some(vec![43 * 43, 47 * 47, 0, 0, 0, 1, 2].to_vec())
    );
    assert_eq!((squares.get(20), squares.get(..21).is_some()), (None, false));
    squares.fill_with(Default::default);
    assert!(squares.iter().all(|x| *x == 0));
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: String,
    age: u32,
    score: f64,
}

fn rows() -> Vec<Row> {
    let row = |name: &str, age, score| Row { name: name.into(), age, score };
    vec![row("Eve", 40, 1.5), row("Bob", 25, 9.0), row("Dan", 40, 3.0), row("Ann", 31, 9.0)]
}

fn names(rows: &Vec<Row>) -> String {
    rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_table() {
    let mut table = rows();
    table.sort_by_key(|row| row.age);
    assert_eq!(names(&table), "Bob Ann Eve Dan");
    table.sort_by(|a, b| b.score.total_cmp(&a.score));
    assert_eq!(names(&table), "Bob Ann Dan Eve");
    table.sort_by_cached_key(|row| row.name.to_lowercase());
    assert_eq!(names(&table), "Ann Bob Dan Eve");
    assert!(table.is_sorted_by_key(|row| &row.name) && !table.is_sorted_by_key(|row| row.age));
    assert!(table.is_sorted_by(|a, b| a.name < b.name));
    assert_eq!(table.binary_search_by_key(&"Dan", |row| row.name.as_str()), Ok(2));
    assert_eq!(table.binary_search_by(|row| row.name.as_str().cmp("Carl")), Err(2));
    table.sort_unstable_by_key(|row| Reverse((row.age, row.name.clone())));
    assert_eq!(names(&table), "Eve Dan Ann Bob");
    table.sort_unstable_by(|a, b| a.name.len().cmp(&b.name.len()).then(b.name.cmp(&a.name)));
    assert_eq!(names(&table), "Eve Dan Bob Ann");
    let by_age: Vec<(u32, usize)> = {
        let mut ages: Vec<u32> = table.iter().map(|row| row.age).collect();
        ages.sort_unstable();
        assert!(ages.is_sorted());
        ages.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect()
    };
    assert_eq!(by_age, [(25, 1), (31, 1), (40, 2)]);
    table.dedup_by_key(|row| row.age);
    assert_eq!(names(&table), "Eve Bob Ann");
    table.dedup_by(|a, b| a.score == b.score);
    let mut ages: Vec<_> = table.iter().map(|row| row.age).chain([25, 25, 40]).collect();
    ages.dedup();
    assert_eq!((names(&table).as_str(), ages), ("Eve Bob", vec![40, 25, 40]));
}

#[test]
fn statistics() {
    let mut samples: Vec<i64> = (0..101).map(|i| i * 7919 % 101).collect();
    let (lesser, median, greater) = samples.select_nth_unstable(50);
    assert_eq!((lesser.len(), *median, greater.len()), (50, 50, 50));
    assert!(lesser.iter().all(|x| *x < 50) && greater.iter().all(|x| *x > 50));
    assert_eq!(*samples.select_nth_unstable_by(0, |a, b| b.cmp(a)).1, 100);
    let third = *samples.select_nth_unstable_by_key(3, |x| (x - 50).abs()).1;
    assert_eq!((third - 50).abs(), 2);
    samples.sort();
    let means: Vec<i64> =
        samples.chunks(25).map(|c| c.iter().sum::<i64>() / c.len() as i64).collect();
    assert_eq!(means, [12, 37, 62, 87, 100]);
    let mut exact = samples.chunks_exact(25);
    assert_eq!(exact.by_ref().map(|c| c[0]).collect::<Vec<_>>(), [0, 25, 50, 75]);
    assert_eq!(exact.remainder(), [100]);
    assert_eq!(samples.rchunks(50).map(|c| c[0]).collect::<Vec<_>>(), [51, 1, 0]);
    assert_eq!(samples.rchunks_exact(50).map(|c| c[0]).collect::<Vec<_>>(), [51, 1]);
    let top = samples.iter().rev().take(3).copied().collect::<Vec<i64>>();
    assert_eq!(top, [100, 99, 98]);
    let (low, high) = samples.split_at(samples.len() / 2);
    assert_eq!((low.iter().sum::<i64>(), high.first().copied()), (1225, Some(50)));
    assert!(samples.split_at_checked(102).is_none());
}

#[test]
fn a_log() {
    let log: Vec<&str> = "start|a=1|b=2|--|a=3|--|stop".split('|').collect();
    let sections: Vec<usize> = log.split(|l| *l == "--").map(|s| s.len()).collect();
    assert_eq!(sections, [3, 1, 1]);
    let last = log.rsplit(|l| *l == "--").next().map(|s| s.to_vec());
    assert_eq!(last.unwrap(), ["stop"]);
    let ends: Vec<&str> = log.split_inclusive(|l| *l == "--").map(|s| *s.last().unwrap()).collect();
    assert_eq!(ends, ["--", "--", "stop"]);
    assert_eq!(log.splitn(2, |l| *l == "--").last().unwrap().len(), 3);
    assert_eq!(log.rsplitn(2, |l| *l == "--").last().unwrap().len(), 5);
    assert!(log.starts_with(&["start"]) && log.ends_with(&["--", "stop"]));
    assert!(!log.starts_with(&vec!["stop"]));
    let body = log.strip_prefix(&["start"]).and_then(|l| l.strip_suffix(&["stop"]));
    assert_eq!(body.unwrap().len(), 5);
    let (first, rest) = log.split_first().unwrap();
    let (end, rest) = rest.split_last().unwrap();
    assert_eq!(
        (*first, *end, rest.iter().filter(|l| l.contains('=')).count()),
        ("start", "stop", 3)
    );
    let at = log.iter().find(|l| **l == "a=3").and_then(|found| log.element_offset(found));
    assert_eq!(at, Some(4));
    let [a, b]: [usize; 2] = ["start", "stop"].map(|s| log.iter().position(|l| *l == s).unwrap());
    assert_eq!((a, b), (0, 6));
    assert!(log.iter().rposition(|l| l.starts_with("a=")) == Some(4) && log > vec!["a"]);
}

#[test]
fn a_picture() {
    const WIDTH: usize = 4;
    let mut pixels: Vec<u8> = (0..16).collect();
    // Each row the other way round, and then all rows.
    for mut row in pixels.chunks_mut(WIDTH) {
        row.reverse();
    }
    let (mut top, mut bottom) = pixels.split_at_mut(2 * WIDTH);
    top.swap_with_slice(&mut bottom);
    assert_eq!(pixels, [11, 10, 9, 8, 15, 14, 13, 12, 3, 2, 1, 0, 7, 6, 5, 4]);
    pixels.rotate_left(WIDTH);
    pixels.rotate_right(1);
    assert_eq!((pixels[0], pixels[1], pixels[15]), (8, 15, 9));
    pixels.copy_within(1..4, 13);
    assert_eq!(pixels.get(13..).unwrap().iter().sum::<u8>(), 15 + 14 + 13);
    for mut row in pixels.chunks_exact_mut(WIDTH) {
        row[0] = 0;
        row.last_mut().into_iter().for_each(|x| *x = 1);
    }
    for mut row in pixels.rchunks_mut(WIDTH).take(1) {
        row.fill(9);
    }
    for mut row in pixels.rchunks_exact_mut(2 * WIDTH).skip(1) {
        row.copy_from_slice(&[7; 2 * WIDTH]);
    }
    assert_eq!(pixels, [7, 7, 7, 7, 7, 7, 7, 7, 0, 7, 6, 1, 9, 9, 9, 9]);
    for mut run in pixels.chunk_by_mut(|a, b| a == b) {
        let len = run.len() as u8;
        run.fill(len);
    }
    assert_eq!(pixels, [8, 8, 8, 8, 8, 8, 8, 8, 1, 1, 1, 1, 4, 4, 4, 4]);
    for mut piece in pixels.split_mut(|x| *x == 1) {
        piece.reverse();
    }
    for mut piece in pixels.split_inclusive_mut(|x| *x == 1) {
        piece[0] += 1;
    }
    assert_eq!(pixels, [9, 8, 8, 8, 8, 8, 8, 8, 1, 2, 2, 2, 5, 4, 4, 4]);
    for mut piece in pixels.splitn_mut(2, |x| *x == 5).skip(1) {
        piece.fill(0);
    }
    for mut piece in pixels.rsplitn_mut(2, |x| *x == 5).skip(1) {
        piece.fill(3);
    }
    pixels.rsplit_mut(|x| *x == 5).next().unwrap()[0] = 1;
    if let Some((first, mut rest)) = pixels.split_first_mut() {
        *first = rest.iter().sum();
        rest[0] = 0;
    }
    if let Some((last, mut rest)) = pixels.split_last_mut() {
        *last = rest.len() as u8;
        rest.swap(2, 3);
    }
    assert_eq!(pixels, [39, 0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 5, 1, 0, 15]);
    if let Ok([a, b]) = pixels.get_disjoint_mut([0, 15]) {
        std::mem::swap(a, b);
    }
    assert!(pixels.get_disjoint_mut([1, 1]).is_err() && pixels.get_disjoint_mut([16]).is_err());
    if let Some(mut half) = pixels.get_mut(8..) {
        half.clone_from_slice(&[1; 8]);
    }
    assert!(pixels.split_at_mut_checked(17).is_none());
    let other = vec![5; 16];
    pixels.clone_from_slice(&other);
    assert_eq!(pixels, other);
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Job {
    id: u32,
    left: u32,
}

#[test]
fn a_scheduler() {
    let mut jobs: Vec<Job> = Vec::with_capacity(4);
    for id in 0..8 {
        jobs.push_mut(Job { id, left: id % 3 }).left += 1;
    }
    jobs.insert_mut(0, Job { id: 100, left: 0 }).left = 9;
    let mut order = vec![];
    while !jobs.is_empty() {
        jobs.iter_mut().for_each(|job| job.left -= 1);
        order.extend(jobs.extract_if(.., |job| job.left == 0).map(|job| job.id));
    }
    assert_eq!(order, [0, 3, 6, 1, 4, 7, 2, 5, 100]);
    assert_eq!(order.pop_if(|id| *id < 10), None);
    assert_eq!(order.pop_if(|id| *id > 10), Some(100));
    assert_eq!(order.swap_remove(1), 3);
    order.retain(|id| id % 2 == 1);
    order.retain_mut(|id| {
        *id *= 10;
        *id != 10
    });
    assert_eq!(order, [50, 70]);
    order.extend_from_slice(&[1, 2]);
    let again = order.clone();
    order.extend_from_slice(&again);
    order.extend_from_within(1..3);
    order.extend(&[3, 4]);
    assert_eq!(order, [50, 70, 1, 2, 50, 70, 1, 2, 70, 1, 3, 4]);
    let mut queue: BinaryHeap<u32> = order.drain(4..).filter(|x| *x < 50).collect();
    assert_eq!((queue.pop(), order.len()), (Some(4), 4));
    order.clear();
    assert_eq!(order.pop(), None);
}

#[test]
fn memory() {
    let mut v: Vec<u64> = Vec::new();
    assert_eq!(v.capacity(), 0);
    v.reserve(10);
    assert!(v.capacity() >= 10);
    v.reserve_exact(12);
    assert!(v.try_reserve(3).is_ok() && v.try_reserve_exact(3).is_ok());
    assert!(v.try_reserve(usize::MAX).is_err() && v.try_reserve_exact(usize::MAX).is_err());
    v.push(1);
    v.shrink_to(4);
    assert!(v.capacity() >= 1);
    v.shrink_to_fit();
    assert_eq!((v.capacity(), v.repeat(3)), (1, vec![1, 1, 1]));
    let boxed: Box<[u64]> = v.clone().into_boxed_slice();
    assert_eq!((boxed.len(), v.to_vec().len()), (1, 1));
    assert_eq!(vec![[1, 2], [3, 4]].into_flattened(), [1, 2, 3, 4]);
    let rc: Rc<[u64]> = v.clone().into();
    let arc: Arc<[u64]> = v.clone().into();
    assert_eq!((&*rc, &*arc), (&[1][..], &[1][..]));
    let deque: VecDeque<u64> = v.clone().into();
    let heap: BinaryHeap<u64> = v.clone().into();
    assert_eq!(Vec::from(deque), Vec::from(heap));
    let array: [u64; 1] = v.clone().try_into().unwrap();
    let failed: Result<[u64; 2], _> = v.clone().try_into();
    assert_eq!((array, failed.unwrap_err()), ([1], v.clone()));
    let cow: Cow<'_, [u64]> = Cow::Borrowed(&[1]);
    assert!(cow == v && Vec::from(cow) == v && v == Vec::from([1]) && v == Vec::from(&[1]));
    assert_eq!(
        (Vec::from("text"), Vec::from(String::from("text"))),
        (b"text".into(), b"text".into())
    );
}

#[test]
fn bytes() {
    let mut bytes: Vec<u8> = Vec::new();
    for i in 0..300 {
        writeln!(bytes, "line {i}").unwrap();
    }
    bytes.write_all(b"end").unwrap();
    assert_eq!(bytes.split(|b| *b == b'\n').count(), 301);
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(
        text.ends_with("line 299\nend") && bytes.len() == text.len() && bytes == text.as_bytes()
    );
}

fn fold<T: Clone, A>(items: &Vec<T>, init: A, f: impl Fn(A, T) -> A) -> A {
    items.iter().cloned().fold(init, f)
}

#[test]
fn generic_code() {
    assert_eq!(fold(&vec![1, 2, 3], 0, |a, b| a * 10 + b), 123);
    let (even, odd): (Vec<i32>, Vec<i32>) = (0..10).partition(|x| x % 2 == 0);
    assert_eq!(even.iter().zip(&odd).map(|(a, b)| a * b).sum::<i32>(), 140);
    let parsed: Result<Vec<u8>, _> = "1 2 x".split(' ').map(str::parse::<u8>).collect();
    assert!(parsed.is_err());
    let nested: Vec<Vec<i32>> = (0..4).map(|n| (0..n).collect()).collect();
    assert_eq!(nested.into_iter().flatten().rev().collect::<Vec<_>>(), [2, 1, 0, 1, 0, 0]);
    assert_eq!(vec![1, 2].cmp(&vec![1, 3]), Ordering::Less);
    let mut sum = 0;
    for x in &vec![1, 2, 3] {
        sum += x;
    }
    let mut list = vec![1; 3];
    for x in &mut list {
        *x += sum;
    }
    let [a, ref rest @ ..] = *list.to_vec() else { unreachable!() };
    assert_eq!((a, rest.len(), Vec::<u8>::default().len()), (7, 2, 0));
    assert!(matches!(list.iter().max_by_key(|x| **x), Some(7)));
}
