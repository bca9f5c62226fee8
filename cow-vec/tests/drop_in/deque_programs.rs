// Included twice, see drop_in.rs.

use std::io::{BufRead, Read, Write};

/// Breadth first: the least number of steps to each of `n` places.
fn steps(n: usize, next: impl Fn(usize) -> [usize; 2]) -> Vec<Option<u32>> {
    let mut found = vec![None; n];
    let mut queue = VecDeque::new();
    queue.push_back((0, 0));
    while let Some((place, step)) = queue.pop_front() {
        if place >= n || found[place].is_some() {
            continue;
        }
        found[place] = Some(step);
        queue.extend(next(place).map(|place| (place, step + 1)));
    }
    found
}

#[test]
fn breadth_first() {
    let steps = steps(12, |x| [x * 2 + 1, x + 3]);
    let known: Vec<u32> = steps.iter().flatten().copied().collect();
    assert_eq!(known, [0, 1, 1, 2, 2, 2, 3, 3]);
    assert_eq!(steps.iter().position(Option::is_none), Some(2));
}

/// The greatest of each `k` neighbours.
fn maxima(items: &[i32], k: usize) -> Vec<i32> {
    let mut best: VecDeque<usize> = VecDeque::with_capacity(k);
    let mut maxima = vec![];
    for (i, item) in items.iter().enumerate() {
        while best.back().is_some_and(|&b| items[b] <= *item) {
            best.pop_back();
        }
        best.push_back(i);
        if best.front() == Some(&(i.wrapping_sub(k))) {
            best.pop_front();
        }
        if i + 1 >= k {
            maxima.push(items[best[0]]);
        }
    }
    maxima
}

#[test]
fn sliding_maxima() {
    let items = [1, 3, -1, -3, 5, 3, 6, 7];
    assert_eq!(maxima(&items, 3), [3, 3, 5, 5, 6, 7]);
    let (len, width) = if cfg!(miri) { (150, 40) } else { (2000, 300) };
    let long: Vec<i32> = (0..len).map(|i| i * 7919 % 1009).collect();
    let expected: Vec<i32> = long.windows(width).map(|w| *w.iter().max().unwrap()).collect();
    assert_eq!(maxima(&long, width), expected);
}

/// What was used last is first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Recent {
    names: VecDeque<String>,
}

impl Recent {
    fn touch(&mut self, name: &str, most: usize) {
        match self.names.iter().position(|n| n == name) {
            Some(at) if at > 0 => {
                let name = self.names.swap_remove_front(at).unwrap();
                self.names.push_front(name);
            }
            Some(_) => {}
            None => self.names.push_front(name.to_owned()),
        }
        self.names.truncate(most);
    }
}

#[test]
fn recently_used() {
    let mut recent = Recent::default();
    for name in ["a", "b", "c", "a", "d", "b"] {
        recent.touch(name, 3);
    }
    assert_eq!(recent.names, ["b", "a", "d"]);
    assert!(recent.names.contains(&"a".to_string()) && !recent.names.contains(&"c".to_string()));
    assert_eq!(recent.names.swap_remove_back(0).as_deref(), Some("b"));
    assert_eq!(recent.names.swap_remove_back(2), None);
    assert_eq!(recent.names.swap_remove_front(2), None);
    assert_eq!(format!("{recent:?}"), r#"Recent { names: ["d", "a"] }"#);
    let before = recent.clone();
    recent.names.front_mut().into_iter().chain([]).for_each(|n| n.push('!'));
    recent.names.back_mut().into_iter().for_each(|n| n.push('?'));
    assert_eq!(recent.names, ["d!", "a?"]);
    assert!(before < recent);
}

#[test]
fn a_ring() {
    let mut ring: VecDeque<u32> = (1..=41).collect();
    let mut last = 0;
    // Every third leaves.
    while !ring.is_empty() {
        let len = ring.len();
        ring.rotate_left(2 % len);
        last = ring.pop_front().unwrap();
    }
    assert_eq!(last, 31);
    let mut notes = VecDeque::from([0, 2, 4, 5, 7, 9, 11]);
    notes.rotate_right(2);
    notes.swap(0, 6);
    assert_eq!(notes, [7, 11, 0, 2, 4, 5, 9]);
    notes.iter_mut().for_each(|note| *note += 1);
    if let Some(note) = notes.get_mut(2) {
        *note = 12;
    }
    notes[1] -= 1;
    assert_eq!((notes.get(2), notes.get(7), notes[1]), (Some(&12), None, 11));
    assert_eq!(notes.iter().rev().copied().collect::<Vec<i32>>(), [10, 6, 5, 3, 12, 11, 8]);
    assert_eq!(notes.range(2..4).sum::<i32>(), 15);
    notes.range_mut(..2).for_each(|note| *note = 0);
    assert_eq!(notes.drain(1..3).collect::<Vec<_>>(), [0, 12]);
    notes.insert(1, 7);
    *notes.insert_mut(6, 20) += 1;
    assert_eq!(notes, [0, 7, 3, 5, 6, 10, 21]);
    // `remove` is the one name that `Vec` and `VecDeque` use differently.
    notes.retain(|note| *note != 7);
    let mut high = notes.split_off(3);
    notes.append(&mut high);
    assert!(high.is_empty() && notes.iter().is_sorted());
    assert_eq!((notes.binary_search(&5), notes.binary_search(&4)), (Ok(2), Err(2)));
    assert_eq!(notes.binary_search_by(|x| x.cmp(&21)), Ok(5));
    assert_eq!(notes.binary_search_by_key(&12, |x| x * 2), Ok(3));
    assert_eq!(notes.partition_point(|x| *x < 10), 4);
}

#[derive(Clone, Debug, PartialEq)]
struct Message {
    at: u32,
    text: &'static str,
}

#[test]
fn a_mailbox() {
    let mut mail: VecDeque<Message> = VecDeque::new();
    for (at, text) in [(3, "c"), (4, "d"), (9, "i")] {
        mail.push_back(Message { at, text });
    }
    mail.push_front_mut(Message { at: 9, text: "a" }).at = 1;
    mail.push_back_mut(Message { at: 9, text: "z" }).at += 1;
    let mut due = vec![];
    while let Some(message) = mail.pop_front_if(|m| m.at < 4) {
        due.push(message.text);
    }
    assert_eq!(due, ["a", "c"]);
    assert_eq!(mail.pop_back_if(|m| m.at > 9).map(|m| m.text), Some("z"));
    assert_eq!(mail.pop_back_if(|m| m.at > 9), None);
    mail.retain(|m| m.text != "i");
    mail.retain_mut(|m| {
        m.at *= 2;
        m.at == 8
    });
    assert_eq!(mail, [Message { at: 8, text: "d" }]);
    mail.resize(3, Message { at: 0, text: "" });
    let mut next = 0;
    mail.resize_with(5, || {
        next += 1;
        Message { at: next, text: "new" }
    });
    assert_eq!(mail.iter().map(|m| m.at).collect::<Vec<_>>(), [8, 0, 0, 1, 2]);
    mail.clear();
    assert_eq!(mail.pop_back(), None);
}

#[test]
fn room() {
    let mut v: VecDeque<u8> = VecDeque::with_capacity(10);
    assert!(v.capacity() >= 10 && v.is_empty());
    v.reserve(20);
    v.reserve_exact(20);
    assert!(v.capacity() >= 20);
    assert!(v.try_reserve(1).is_ok() && v.try_reserve_exact(1).is_ok());
    assert!(v.try_reserve(usize::MAX).is_err() && v.try_reserve_exact(usize::MAX).is_err());
    v.extend([1, 2, 3]);
    v.shrink_to(4);
    v.shrink_to_fit();
    assert!(v.capacity() >= 3);
    let list: Vec<u8> = v.clone().into();
    assert_eq!((v.len(), list), (3, vec![1, 2, 3]));
    let (a, b): (VecDeque<u8>, VecDeque<u8>) = v.into_iter().partition(|x| x % 2 == 0);
    assert!(a == [2] && b == vec![1, 3] && a > b);
}

#[test]
fn a_pipe() {
    let mut pipe: VecDeque<u8> = VecDeque::new();
    for i in 0..200 {
        writeln!(pipe, "{i}").unwrap();
    }
    let mut line = String::new();
    pipe.read_line(&mut line).unwrap();
    assert_eq!(line, "0\n");
    let mut head = [0; 7];
    pipe.read_exact(&mut head).unwrap();
    assert_eq!(&head, b"1\n2\n3\n4");
    pipe.write_all(b"end").unwrap();
    pipe.rotate_left(1);
    let lines: Vec<String> = (&mut pipe).lines().map(Result::unwrap).collect();
    assert_eq!((lines.len(), lines[0].as_str(), lines[195].as_str()), (196, "5", "end"));
    let mut rest = String::new();
    pipe.read_to_string(&mut rest).unwrap();
    assert!(rest.is_empty() && pipe.is_empty());
}
