//! What `CowBox` does, method by method and trait by trait.
#![cfg(not(cow_loom))]
#![expect(unsafe_code, reason = "`from_raw` is unsafe")]

use cow_core::{CowBox, ToCowBox, unsize};
use std::any::Any;
use std::borrow::{Borrow, Cow};
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::{self, Debug};
use std::iter;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Nothing;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(align(256))]
struct Aligned(u8);

type Page = [u64; 512];

/// The life of one value: shared, written, unshared, taken out, at every kind of element.
fn lives<T: Clone + PartialEq + Debug>(old: &T, new: &T) {
    let mut a = CowBox::new(old.clone());
    assert!(CowBox::as_ptr(&a).is_aligned());
    assert!(CowBox::is_unique(&mut a));
    let home = CowBox::as_ptr(&a);

    *CowBox::make_mut(&mut a) = new.clone();
    assert_eq!(CowBox::as_ptr(&a), home, "an unshared value is written in place");
    *CowBox::get_mut(&mut a).unwrap() = old.clone();

    let mut b = a.clone();
    assert!(CowBox::ptr_eq(&a, &b));
    assert_eq!((CowBox::strong_count(&a), CowBox::strong_count(&b)), (2, 2));
    assert!(!CowBox::is_unique(&mut a));
    assert_eq!(CowBox::get_mut(&mut a), None);

    *CowBox::make_mut(&mut b) = new.clone();
    assert!(!CowBox::ptr_eq(&a, &b));
    assert_eq!((&*a, &*b), (old, new));
    assert_eq!(CowBox::as_ptr(&a), home, "who does not write keeps the old place");
    assert!(CowBox::is_unique(&mut a) && CowBox::is_unique(&mut b));

    let shared = b.clone();
    let b = CowBox::try_unwrap(b).unwrap_err();
    assert_eq!(CowBox::into_inner(b), None);
    assert_eq!(CowBox::unwrap_or_clone(shared.clone()), *new);
    assert_eq!(CowBox::into_inner(shared).as_ref(), Some(new));
    assert_eq!(CowBox::unwrap_or_clone(a.clone()), *old);
    assert_eq!(CowBox::try_unwrap(a).as_ref(), Ok(old));
}

/// The same for `count` elements in a slice, through each of the ways to make one.
fn lives_in_slices<T: Clone + PartialEq + Debug>(old: &T, new: &T) {
    for count in [0, 1, 2, 3, 33] {
        let values = vec![old.clone(); count];
        let sources: [CowBox<[T]>; 5] = [
            values.clone().into(),
            values.clone().into_boxed_slice().into(),
            values[..].into(),
            values.iter().cloned().collect(),
            Cow::Borrowed(&values[..]).into(),
        ];
        for mut a in sources {
            assert_eq!(*a, values[..]);
            assert!(a.as_ptr().is_aligned());
            let b = a.clone();
            assert_eq!(CowBox::get_mut(&mut a), None);
            CowBox::make_mut(&mut a).fill(new.clone());
            assert_eq!(*a, vec![new.clone(); count][..]);
            assert_eq!(*b, values[..]);
            assert!(!CowBox::ptr_eq(&a, &b), "an empty slice has a count of its own, too");

            let home = a.as_ptr();
            CowBox::make_mut(&mut a).fill(old.clone());
            assert_eq!(a.as_ptr(), home);

            let raw = CowBox::into_raw(b);
            // SAFETY: the pointer is from `into_raw` and is taken back once.
            let b = unsafe { CowBox::from_raw(raw) };
            assert_eq!(a, b);
        }
    }
}

#[test]
fn elements_of_every_size_and_alignment() {
    lives(&1_u8, &2);
    lives(&String::from("old"), &String::from("new"));
    lives(&Nothing, &Nothing);
    lives(&Aligned(1), &Aligned(2));
    lives::<Page>(&[1; 512], &[2; 512]);
    lives(&vec![Some(Box::new(1))], &vec![]);

    lives_in_slices(&1_u8, &2);
    lives_in_slices(&String::from("old"), &String::from("new"));
    lives_in_slices(&Nothing, &Nothing);
    lives_in_slices(&Aligned(1), &Aligned(2));
    lives_in_slices::<Page>(&[1; 512], &[2; 512]);
}

#[test]
fn strings_are_written_as_text() {
    for text in ["", "x", "Grüße", "a longer text that is not kept within a pointer"] {
        let mut a: CowBox<str> = text.into();
        let b = a.clone();
        CowBox::make_mut(&mut a).make_ascii_uppercase();
        assert_eq!((&*a, &*b), (&*text.to_ascii_uppercase(), text));
        let home = a.as_ptr();
        CowBox::make_mut(&mut a).make_ascii_lowercase();
        assert_eq!(a.as_ptr(), home);
        assert!(CowBox::get_mut(&mut a).is_some());
    }
}

#[test]
fn make_mut_is_generic() {
    fn write<T: ?Sized + ToCowBox>(value: &mut CowBox<T>, change: impl Fn(&mut T)) -> CowBox<T> {
        let before = value.clone();
        change(CowBox::make_mut(value));
        before
    }
    let (mut sized, mut slice, mut text) =
        (CowBox::new(1), CowBox::from([1, 2]), CowBox::<str>::from("a"));
    assert_eq!((*write(&mut sized, |n| *n += 1), *sized), (1, 2));
    assert_eq!((&*write(&mut slice, <[i32]>::reverse), &*slice), (&[1, 2][..], &[2, 1][..]));
    assert_eq!((&*write(&mut text, str::make_ascii_uppercase), &*text), ("a", "A"));
}

#[test]
fn values_that_cannot_be_cloned_are_still_shared_and_taken_out() {
    struct Unique(Box<u8>);
    let mut a = CowBox::from(Unique(Box::new(1)));
    *CowBox::get_mut(&mut a).unwrap().0 += 1;
    let b = a.clone();
    assert!(CowBox::get_mut(&mut a).is_none());
    assert!(CowBox::into_inner(a).is_none());
    assert_eq!(*CowBox::into_inner(b).unwrap().0, 2);
}

#[test]
fn into_inner_gives_the_value_to_exactly_one_of_many_threads() {
    for _ in 0..if cfg!(miri) { 2 } else { 50 } {
        let first = CowBox::new(String::from("value"));
        let handles: Vec<_> = (0..4).map(|_| first.clone()).collect();
        drop(first);
        let threads: Vec<_> = handles
            .into_iter()
            .map(|handle| std::thread::spawn(|| CowBox::into_inner(handle)))
            .collect();
        let won = threads.into_iter().filter_map(|thread| thread.join().unwrap()).count();
        assert_eq!(won, 1);
    }
}

#[test]
fn the_same_box_as_triomphes_arc() {
    let handle: CowBox<[u8]> = CowBox::from([1, 2, 3]);
    let place = CowBox::as_ptr(&handle);
    let arc: triomphe::Arc<[u8]> = handle.clone().into();
    assert_eq!(triomphe::Arc::as_ptr(&arc), place);
    assert_eq!(CowBox::strong_count(&handle), 2);
    let back = CowBox::from(arc);
    assert!(CowBox::ptr_eq(&handle, &back));

    let text: CowBox<str> = triomphe::Arc::<str>::from("text").into();
    assert_eq!(&*text, "text");
    let unsized_: CowBox<dyn Debug> = unsize!(CowBox::new(1) => dyn Debug);
    let _: triomphe::Arc<dyn Debug> = unsized_.into();
}

#[test]
fn conversions_move_or_copy_the_content() {
    assert_eq!(*CowBox::from(5), 5);
    assert_eq!(*CowBox::<Page>::from(Box::new([7; 512])), [7; 512]);
    assert_eq!(*CowBox::<[_]>::from(["a", "b"]), ["a", "b"]);
    assert_eq!(*CowBox::<[_]>::from(&mut [1, 2][..]), [1, 2]);
    assert_eq!(*CowBox::<[u8]>::from(Cow::Owned(vec![1, 2])), [1, 2]);
    assert_eq!(*CowBox::<[u8]>::from(CowBox::<str>::from("ab")), *b"ab");

    let mut text = String::from("text");
    assert_eq!(&*CowBox::<str>::from(text.as_mut_str()), "text");
    assert_eq!(&*CowBox::<str>::from(text.clone()), "text");
    assert_eq!(&*CowBox::<str>::from(text.clone().into_boxed_str()), "text");
    assert_eq!(&*CowBox::<str>::from(Cow::Borrowed("text")), "text");
    assert_eq!(&*CowBox::<str>::from(Cow::<str>::Owned(text)), "text");
    assert_eq!(&*"text".chars().rev().collect::<CowBox<str>>(), "txet");

    assert_eq!(&*CowBox::<str>::default(), "");
    assert!(CowBox::<[String]>::default().is_empty());
    assert_eq!(*CowBox::<(u8, Option<u8>)>::default(), (0, None));
}

#[test]
fn arrays_and_slices_are_converted_in_place() {
    let array = CowBox::new([String::from("a"), String::from("b")]);
    let place = array.as_ptr();
    let slice: CowBox<[String]> = array.clone().into();
    assert_eq!((slice.as_ptr(), CowBox::strong_count(&slice)), (place, 2));
    let slice = CowBox::<[String; 3]>::try_from(slice).unwrap_err();
    let back: CowBox<[String; 2]> = slice.try_into().unwrap();
    assert!(CowBox::ptr_eq(&array, &back));
    assert_eq!(*CowBox::<[u8; 0]>::try_from(CowBox::<[u8]>::default()).unwrap(), []);
}

#[test]
fn trait_objects_share_and_keep_the_value() {
    trait Shape: Debug + Any + Send + Sync {
        fn sides(&self) -> usize;
    }
    #[derive(Debug)]
    struct Polygon(Vec<u8>);
    impl Shape for Polygon {
        fn sides(&self) -> usize {
            self.0.len()
        }
    }
    let sized = CowBox::new(Polygon(vec![1, 2, 3]));
    let mut shape: CowBox<dyn Shape> = unsize!(sized.clone() => dyn Shape);
    assert_eq!((shape.sides(), CowBox::strong_count(&sized)), (3, 2));
    assert!(CowBox::get_mut(&mut shape).is_none());
    drop(sized);
    assert!(CowBox::get_mut(&mut shape).is_some());

    let shown = unsize!(shape.clone() => dyn Debug);
    assert_eq!(format!("{shown:?}"), "Polygon([1, 2, 3])");
    let any = unsize!(shape => dyn Any + Send + Sync);
    let any = any.downcast::<String>().unwrap_err();
    assert_eq!(any.downcast::<Polygon>().unwrap().0, [1, 2, 3]);

    // A value aligned beyond the count is elsewhere in its block: the vtable says where.
    let aligned = CowBox::new(Aligned(9));
    let place = CowBox::as_ptr(&aligned).cast::<u8>();
    let shown = unsize!(aligned => dyn Debug);
    assert_eq!(CowBox::as_ptr(&shown).cast(), place);
    assert_eq!(format!("{shown:?}"), "Aligned(9)");

    let call = unsize!(CowBox::new(|n: u8| n + 1) => dyn Fn(u8) -> u8);
    assert_eq!(call(1), 2);
}

#[test]
fn iterators_may_lie_about_their_length() {
    struct Lie<I>(I, usize, Option<usize>);
    impl<I: Iterator> Iterator for Lie<I> {
        type Item = I::Item;
        fn next(&mut self) -> Option<I::Item> {
            self.0.next()
        }
        fn size_hint(&self) -> (usize, Option<usize>) {
            (self.1, self.2)
        }
    }
    impl<I: Iterator> ExactSizeIterator for Lie<I> {}

    for told in [0, 1, 4, 5, 6, 40] {
        for upper in [None, Some(told), Some(0)] {
            let words = iter::repeat_with(|| String::from("w")).take(5);
            let words: CowBox<[String]> = Lie(words, told, upper).collect();
            assert_eq!(*words, ["w"; 5]);
            let nothings: CowBox<[Nothing]> =
                Lie(iter::repeat_n(Nothing, 5), told, upper).collect();
            assert_eq!(nothings.len(), 5);
        }
    }
}

#[test]
fn equality_asks_the_values_unless_they_are_eq_and_the_same() {
    thread_local!(static ASKED: Cell<usize> = const { Cell::new(0) });
    macro_rules! counting {
        ($name:ident) => {
            struct $name;
            impl PartialEq for $name {
                fn eq(&self, _: &Self) -> bool {
                    ASKED.set(ASKED.get() + 1);
                    true
                }
            }
        };
    }
    counting!(Partial);
    counting!(Total);
    impl Eq for Total {}

    let (partial, total) = (CowBox::new(Partial), CowBox::new(Total));
    assert!(partial == partial.clone());
    assert_eq!(ASKED.take(), 1);
    assert!(total == total.clone());
    assert_eq!(ASKED.take(), 0);
    assert!(total == CowBox::new(Total));
    assert_eq!(ASKED.take(), 1);

    let nan = CowBox::new(f64::NAN);
    assert!(nan != nan.clone());
    let nans: CowBox<[f64]> = [1.0, f64::NAN].into();
    assert!(nans != nans.clone());
    assert_eq!(nan.partial_cmp(&nan.clone()), None);
}

#[test]
fn comparing_and_hashing_are_the_values() {
    let words: [CowBox<str>; 3] = ["a".into(), "b".into(), "c".into()];
    assert!(words.is_sorted());
    assert_eq!(words[0], "a".into());
    assert!(CowBox::new(1) < CowBox::new(2) && CowBox::new(1.0) <= CowBox::new(1.0));

    let by_hash: HashMap<CowBox<str>, usize> = words.iter().cloned().zip(0..).collect();
    let by_order: BTreeMap<CowBox<str>, usize> = words.iter().cloned().zip(0..).collect();
    assert_eq!((by_hash.get("b"), by_hash.get("d")), (Some(&1), None));
    assert_eq!((by_order.get("c"), by_order.get("")), (Some(&2), None));

    let numbers: CowBox<[u8]> = [1, 2].into();
    let borrowed: &[u8] = numbers.borrow();
    assert_eq!(borrowed.as_ptr(), AsRef::<[u8]>::as_ref(&numbers).as_ptr());
    assert_eq!((&numbers).into_iter().sum::<u8>(), 3);
}

#[test]
fn formatting_is_the_values() {
    let pair = CowBox::new((1, "a"));
    assert_eq!(format!("{pair:?} {pair:#?}"), format!("{:?} {:#?}", (1, "a"), (1, "a")));
    assert_eq!(format!("{:>4}|{:04.1}", CowBox::<str>::from("ab"), CowBox::new(1.25)), "  ab|01.2");
    assert_eq!(format!("{pair:p}"), format!("{:p}", CowBox::as_ptr(&pair)));
}

#[test]
fn errors_keep_their_source() {
    #[derive(Debug)]
    struct Outer(fmt::Error);
    impl fmt::Display for Outer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("outer")
        }
    }
    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }
    let error: Box<dyn Error> = Box::new(CowBox::new(Outer(fmt::Error)));
    assert_eq!(error.to_string(), "outer");
    assert!(error.source().unwrap().is::<fmt::Error>());
    let error: CowBox<dyn Error> = unsize!(CowBox::new(Outer(fmt::Error)) => dyn Error);
    assert!(error.source().is_some());
}

#[test]
fn raw_pointers_come_back_as_the_same_handle() {
    fn round_trip<T: ?Sized>(handle: CowBox<T>) {
        let kept = handle.clone();
        let pointer = CowBox::into_raw(handle);
        assert!(std::ptr::addr_eq(pointer, CowBox::as_ptr(&kept)));
        // SAFETY: the pointer is from `into_raw` and is taken back once.
        let back = unsafe { CowBox::from_raw(pointer) };
        assert!(CowBox::ptr_eq(&kept, &back));
        assert_eq!(CowBox::strong_count(&kept), 2);
    }
    round_trip(CowBox::new(String::from("sized")));
    round_trip(CowBox::new(Nothing));
    round_trip(CowBox::new(Aligned(1)));
    round_trip(CowBox::<[Aligned]>::from([Aligned(1), Aligned(2)]));
    round_trip(CowBox::<[Aligned]>::default());
    round_trip(CowBox::<str>::from("text"));
    round_trip(unsize!(CowBox::new(Aligned(1)) => dyn Debug));
}
