//! Comparisons, hashes and conversions.

use cow_vec::{CowVec, GenericVec, Tiny, cow_vec};
use std::borrow::Cow;
use std::collections::{BinaryHeap, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

fn both<A: PartialEq<B>, B: PartialEq<A>>(a: A, b: B, equal: bool) {
    assert_eq!((a == b, b == a), (equal, equal));
}

#[test]
fn comparisons_go_both_ways() {
    let v: CowVec<u32> = cow_vec![1, 2, 3];
    for (std, equal) in [(vec![1, 2, 3], true), (vec![1, 2], false), (vec![1, 2, 4], false)] {
        both(&v, &std, equal);
        both(v.clone(), std.as_slice(), equal);
        both(v.clone(), &mut *std.clone(), equal);
        both(&v, &*std, equal);
        both(v.clone(), VecDeque::from(std.clone()), equal);
        both(v.clone(), std.into_boxed_slice(), equal);
    }
    both(v.clone(), [1, 2, 3], true);
    let array = &[1, 2, 3];
    both(v.clone(), array, true);
    let array = &mut [1, 2, 3];
    both(v.clone(), array, true);
    both(v, [1, 2, 3, 4], false);
    assert_eq!(cow_vec![String::from("x")], ["x"]);
}

#[test]
fn order_is_that_of_slices() {
    let items: Vec<Vec<f64>> = vec![
        vec![],
        vec![1.0],
        vec![1.0, 2.0],
        vec![2.0],
        vec![f64::NAN],
        vec![1.0; 400],
        vec![1.0; 401],
    ];
    for a in &items {
        for b in &items {
            let (x, y): (CowVec<f64>, CowVec<f64>) = (a.as_slice().into(), b.as_slice().into());
            assert_eq!(x.partial_cmp(&y), a.partial_cmp(b));
            assert_eq!(x == y, a == b);
            let bits = |v: &[f64]| v.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
            let (x, y): (CowVec<u64>, CowVec<u64>) = (bits(a).into(), bits(b).into());
            assert_eq!(x.cmp(&y), bits(a).cmp(&bits(b)));
        }
    }
}

#[test]
fn nan_is_not_itself_however_it_is_shared() {
    for n in [1, 10, 1000] {
        let v: CowVec<f64> = (0..n).map(|i| if i == n / 2 { f64::NAN } else { 0.0 }).collect();
        assert!(v != v.clone());
        assert_eq!(v.partial_cmp(&v.clone()), None);
    }
}

#[test]
fn hashes_are_those_of_vec() {
    use std::hash::{BuildHasher, RandomState};
    let state = RandomState::new();
    let words = ["a", "bc", ""];
    assert_eq!(state.hash_one(CowVec::<&str>::from(words)), state.hash_one(words.to_vec()));
    assert_eq!(state.hash_one(CowVec::<u8>::from(*b"bytes")), state.hash_one(b"bytes".to_vec()));
}

#[test]
fn conversions() {
    let std: Vec<u64> = (0..300).collect();
    assert_eq!(CowVec::<u64>::from(std.clone()), std);
    assert_eq!(CowVec::<u64>::from(std.as_slice()), std);
    assert_eq!(CowVec::<u64>::from(std.clone().into_boxed_slice()), std);
    assert_eq!(CowVec::<u64>::from(VecDeque::from(std.clone())), std);
    assert_eq!(CowVec::from([1, 2]), [1, 2]);
    assert_eq!((CowVec::from(&[1, 2]), CowVec::from(&mut [1, 2])), ([1, 2].into(), [1, 2].into()));
    assert_eq!(CowVec::from(&mut *std.clone()), std);
    assert_eq!((CowVec::from("text"), CowVec::from(String::from("text"))), {
        let bytes = CowVec::from(b"text");
        (bytes.clone(), bytes)
    });
    assert_eq!(CowVec::from(c"text".to_owned()), b"text");
    for cow in [Cow::Borrowed(std.as_slice()), Cow::Owned(std.clone())] {
        let ours = CowVec::from(cow.clone());
        both(&ours, &cow, true);
        both(ours, Cow::Borrowed(&std[1..]), false);
    }
    let mut heap = CowVec::from(BinaryHeap::from(std.clone()));
    heap.sort();
    assert_eq!(heap, std);
    assert_eq!(cow_vec![7; 300], vec![7; 300]);
    let none: CowVec<i32> = cow_vec![];
    assert!(none.is_empty());
    assert_eq!(cow_vec![1, 2, 3,].len(), 3);
}

#[test]
fn bytes_are_written() {
    use std::io::Write;
    let mut v: CowVec<u8> = CowVec::new();
    for i in 0..1000 {
        write!(v, "{i},").unwrap();
    }
    v.flush().unwrap();
    assert_eq!(v.last(), Some(&b','));
    assert_eq!(v.len(), 2890 + 1000);
}

#[test]
fn conversions_to_std() {
    for n in [0, 1, 5, 300] {
        let std: Vec<u64> = (0..n).collect();
        for shared in [false, true] {
            let ours = || std.iter().copied().collect::<GenericVec<u64, Tiny>>();
            let held = std::cell::RefCell::new(vec![]);
            let ours = || {
                let ours = ours();
                held.borrow_mut().extend(shared.then(|| ours.clone()));
                ours
            };
            assert_eq!(Vec::from(ours()), std);
            assert_eq!(*Box::<[u64]>::from(ours()), std);
            assert_eq!(VecDeque::from(ours()), std);
            assert_eq!(BinaryHeap::from(ours()).into_sorted_vec(), std);
            assert_eq!(*Rc::<[u64]>::from(ours()), std);
            assert_eq!(*Arc::<[u64]>::from(ours()), std);
            assert_eq!(Cow::<[u64]>::from(ours()), std);
            let array = <[u64; 5]>::try_from(ours());
            assert_eq!(array.is_ok(), n == 5);
            assert!(array.map_or_else(|rest| rest == std, |array| array[..] == std));
            assert!(held.borrow().iter().all(|held| *held == std));
        }
    }
    let mut v = CowVec::from([1]);
    AsMut::<CowVec<i32>>::as_mut(&mut v).push(2);
    assert_eq!(AsRef::<CowVec<i32>>::as_ref(&v).len(), 2);
}
