//! Bytes read and written: as by `VecDeque<u8>`, `&[u8]` and `&mut [u8]`.
#![cfg(not(cow_loom))]

use cow_vec::{CowVec, GenericVec, Local, RefCount, Tiny};
use std::collections::VecDeque;
use std::fmt::Debug;
use std::io::{BufRead, ErrorKind, Read, Result, Write};

const TEXT: &[u8] = b"To be, or not to be:\nthat is the question.\n\nWhether 'tis nobler";

/// Bytes in leaves of many lengths.
fn ours<C: RefCount>(bytes: &[u8]) -> GenericVec<u8, C> {
    let mut vec = GenericVec::new();
    bytes.iter().skip(bytes.len() / 4).for_each(|&b| vec.push(b));
    bytes.iter().take(bytes.len() / 4).rev().for_each(|&b| vec.push_front(b));
    vec
}

/// What readers answer.
fn answer<R: PartialEq + Debug>(ours: Result<R>, theirs: Result<R>) {
    match (ours, theirs) {
        (Ok(a), Ok(b)) => assert_eq!(a, b),
        (Err(a), Err(b)) => assert_eq!(a.kind(), b.kind()),
        (a, b) => panic!("{a:?}, not {b:?}"),
    }
}

fn read_alike(mut a: impl BufRead, mut b: impl BufRead) {
    for n in [0, 1, 3, 7, 20] {
        let (mut x, mut y) = (vec![0; n], vec![0; n]);
        let whole = b.read_exact(&mut y);
        // What is in the buffer after an error is not specified.
        assert!(whole.is_err() || a.read_exact(&mut x).is_ok() && x == y);
        if whole.is_err() {
            answer(a.read_exact(&mut x), whole);
        }
    }
    let (mut x, mut y) = (vec![], vec![]);
    answer(a.read_until(b'\n', &mut x), b.read_until(b'\n', &mut y));
    let (mut line, mut other) = (String::new(), String::new());
    answer(a.read_line(&mut line), b.read_line(&mut other));
    answer(a.by_ref().take(3).read_to_end(&mut x), b.by_ref().take(3).read_to_end(&mut y));
    assert_eq!((x, line), (y, other));
    let words = |bytes: &mut dyn BufRead| bytes.lines().collect::<Result<Vec<_>>>();
    answer(words(&mut a), words(&mut b));
    answer(a.read(&mut [0; 9]), Ok(0));
    assert!(a.fill_buf().unwrap().is_empty());
}

fn reads<C: RefCount>() {
    for len in 0..TEXT.len() {
        let text = &TEXT[..len];
        let vec = ours::<C>(text);
        read_alike(vec.clone(), VecDeque::from(text.to_vec()));
        read_alike(vec.view(..), text);
        if len > 6 {
            read_alike(vec.view(3..len - 3), &text[3..len - 3]);
        }
        assert_eq!(vec, text, "a clone was read, and views");
        let mut all = vec![1];
        let (mut twin, mut view) = (vec.clone(), vec.view(..));
        assert_eq!(twin.read_to_end(&mut all).unwrap(), len);
        assert_eq!(view.read_to_end(&mut all).unwrap(), len);
        assert!(twin.is_empty() && view.is_empty());
        assert_eq!(all, [&[1], text, text].concat());
    }
}

#[test]
fn bytes_are_read() {
    reads::<Tiny>();
    reads::<Local>();
}

#[test]
fn bytes_are_appended() {
    let mut v: CowVec<u8> = CowVec::new();
    let mut w = Vec::new();
    for i in 0..1000 {
        write!(v, "{i},").unwrap();
        write!(w, "{i},").unwrap();
        assert_eq!(v.write(&w[..i % 9]).unwrap(), w.clone().write(&w[..i % 9]).unwrap());
        let twice = w[..i % 9].to_vec();
        w.extend(twice);
    }
    v.flush().unwrap();
    assert_eq!(v, w);
    std::io::copy(&mut v.clone(), &mut v).unwrap();
    assert_eq!(v, w.repeat(2));
}

#[test]
fn bytes_of_a_view_are_overwritten() {
    fn with<C: RefCount>() {
        let (mut vec, mut model) = (ours::<C>(TEXT), TEXT.to_vec());
        let old = vec.clone();
        let (mut a, mut b) = (vec.view_mut(2..50), &mut model[2..50]);
        for n in [0, 1, 5, 30, 7, 9, 4] {
            let new = vec![b'0' + n as u8; n];
            assert_eq!(a.write(&new).unwrap(), b.write(&new).unwrap());
            assert_eq!(a, *b);
        }
        let error = a.write_all(b"more").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WriteZero);
        a.flush().unwrap();
        assert_eq!(vec, model);
        assert_eq!(old, TEXT);
    }
    with::<Tiny>();
    with::<Local>();
}
