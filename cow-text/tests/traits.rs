//! Texts under the traits of std: compared, hashed, printed, collected, read, written.
#![cfg(not(cow_loom))]

use cow_core::{Atomic, Tiny};
use cow_text::{
    CowText, CrLf, GenericText, Lf, LocalText, Position, ReadError, TextError, TextSlice, Unit,
};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};
use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind};

assert_eq_size!(CowText, usize);
assert_impl_all!(CowText: Send, Sync, UnwindSafe, RefUnwindSafe, Unpin);
assert_impl_all!(TextSlice<'static, Atomic, Lf>: Send, Sync, Copy);
assert_not_impl_any!(LocalText: Send, Sync);

type TinyText = GenericText<Tiny, Lf>;

const TEXTS: [&str; 8] = ["", "a", "ab", "née", "née\r\n", "née\r\nb", "🦀🦀🦀🦀", "z"];

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn texts_compare_and_hash_as_strings_do() {
    for one in TEXTS {
        for other in TEXTS {
            let (left, right) = (TinyText::from(one), TinyText::from(other));
            assert_eq!(left == right, one == other);
            assert_eq!(left.cmp(&right), one.cmp(other));
            assert_eq!(left == *other, one == other);
            assert_eq!(*one == right, one == other);
            assert_eq!(left.partial_cmp(other), one.partial_cmp(other));
            let owned = String::from(one);
            assert_eq!(owned < right, one < other);
            assert_eq!(left.view(..) == right, one == other);
            let wide = CowText::from(other);
            assert_eq!(left == wide, one == other);
        }
        assert_eq!(hash(TinyText::from(one)), hash(one));
        assert_eq!(hash(TinyText::from(one).view(..)), hash(one));
    }
}

#[test]
fn long_strings_are_found_as_in_a_string() {
    let mut text = "ab".repeat(3_000);
    text.replace_range(2_000..2_001, "ä");
    let (wide, tiny) = (CowText::from(&text), TinyText::from(&text));
    for len in [255, 256, 257, 900, 2_000, 5_000] {
        for start in [0, 1, 700, 1_999, text.len() - len - 1, text.len() - len] {
            let Some(pattern) = text.get(start..start + len) else { continue };
            let absent = format!("{pattern}c");
            assert_eq!(
                (wide.find(pattern), wide.rfind(pattern)),
                (text.find(pattern), text.rfind(pattern))
            );
            assert_eq!(
                (tiny.find(pattern), tiny.rfind(pattern)),
                (text.find(pattern), text.rfind(pattern))
            );
            assert_eq!((wide.find(&absent), wide.rfind(&absent)), (None, None));
        }
    }
}

#[test]
fn texts_are_printed_as_strings_are() {
    for text in TEXTS {
        let tiny = TinyText::from(text);
        assert_eq!(
            format!("{tiny}|{tiny:>9}|{tiny:.2}|{tiny:?}"),
            format!("{text}|{text:>9}|{text:.2}|{text:?}")
        );
        assert_eq!(String::from(&tiny), text);
    }
    let mut text = TinyText::new();
    write!(text, "one-{}", 2).unwrap();
    assert_eq!(text, "one-2");
}

#[test]
fn texts_are_collected() {
    let words = ["née", "\r", "\n", "", "🦀"];
    let expected = words.concat();
    let text: TinyText = words.into_iter().collect();
    text.assert_invariants();
    assert_eq!(text, expected);
    assert_eq!(words.map(String::from).into_iter().collect::<TinyText>(), expected);
    assert_eq!(expected.chars().collect::<TinyText>(), expected);
    let mut twice: TinyText = words.map(TinyText::from).into_iter().collect();
    twice.assert_invariants();
    twice.extend(words);
    twice.extend(['x', 'y']);
    twice.push('z');
    twice.assert_invariants();
    assert_eq!(twice, [&expected, &expected, "xyz"].concat());
    let long: CowText = (0..40_000).map(|n| if n % 7 == 0 { "\r\n" } else { "word " }).collect();
    long.assert_invariants();
    assert_eq!(long.len_lines(), 40_000_usize.div_ceil(7) + 1);
}

/// Gives a few bytes at a time.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.1.min(self.0.len());
        self.1 = self.1 % 3 + 1;
        buffer[..len].copy_from_slice(&self.0[..len]);
        self.0 = &self.0[len..];
        Ok(len)
    }
}

#[test]
fn texts_are_read_and_written() {
    let long = "née 🦀\r\n".repeat(20_000);
    for text in TEXTS.into_iter().chain([&*long]) {
        let read = CowText::from_reader(Slow(text.as_bytes(), 1)).unwrap();
        read.assert_invariants();
        assert_eq!(read, text);
        let mut written = Vec::new();
        read.write_to(&mut written).unwrap();
        assert_eq!(written, text.as_bytes());
    }
    for (bytes, at) in
        [(&b"abc\xff"[..], 3), (b"\xf0\x9f\xa6", 0), (b"a\xc3", 1), (b"\xc3\xa9\x80z", 2)]
    {
        let error = CowText::from_reader(Slow(bytes, 2)).unwrap_err();
        assert!(matches!(error, ReadError::InvalidUtf8 { byte } if byte == at), "{error}");
        assert_eq!(io::Error::from(error).kind(), io::ErrorKind::InvalidData);
    }
}

#[test]
fn what_is_not_there_panics() {
    fn message(f: impl FnOnce(&mut CowText) + UnwindSafe) -> String {
        let panic = catch_unwind(|| f(&mut CowText::from("née"))).unwrap_err();
        *panic.downcast::<String>().unwrap()
    }
    assert_eq!(message(|text| text.insert(2, "x")), "byte index 2 is not a char boundary");
    assert_eq!(message(|text| text.remove(..9)), "byte index 9 is out of bounds, the last is 4");
    assert_eq!(
        message(|text| text.insert_chars(4, "x")),
        "char index 4 is out of bounds, the last is 3"
    );
    assert_eq!(message(|text| _ = text.line(1)), "line index 1 is out of bounds, the last is 0");
    assert_eq!(message(|text| drop(text.split_off(2))), "byte index 2 is not a char boundary");
    let reversed = TextError::Reversed { start: 2, end: 1 };
    #[expect(clippy::reversed_empty_ranges, reason = "that is what is tested")]
    let result = CowText::from("née").try_remove(2..1);
    assert_eq!(result, Err(reversed));
    let mut text = CowText::from("one\n🦀two");
    let at = |line, column| Position { line, column };
    let within = TextError::WithinChar { unit: Unit::Utf16, index: 1 };
    assert_eq!(text.try_position_to_byte(at(1, 1), Unit::Utf16), Err(within));
    assert_eq!(text.position_to_byte(at(0, 99), Unit::Utf16), 3);
    assert_eq!(text.try_insert_at(at(1, 1), Unit::Utf16, "x"), Err(within));
    assert_eq!(text.try_remove_at(at(0, 0)..at(1, 1), Unit::Utf16), Err(within));
    assert_eq!(
        text.try_split_off_utf16(5),
        Err(TextError::WithinChar { unit: Unit::Utf16, index: 5 })
    );
    let after = TextError::OutOfBounds { unit: Unit::Chars, index: 9, len: 8 };
    assert_eq!(text.try_split_off_chars(9), Err(after));
    assert_eq!(text, "one\n🦀two");
    text.try_remove_at(at(0, 1)..at(1, 2), Unit::Utf16).unwrap();
    assert!(text.try_chunk_at(5).is_err() && text.try_truncate(5).is_ok());
    assert_eq!((text.try_split_off(1).unwrap(), text), ("two".into(), "o".into()));
    assert!(CowText::from("é").try_truncate(1).is_err());
}

/// Lines end at LF, CR LF and CR, and columns at the end of the line.
#[test]
fn positions_are_those_of_language_servers() {
    let at = |line, column| Position { line, column };
    let text = GenericText::<Atomic, CrLf>::from("a\rb\r\n🦀c\nd");
    for (byte, position) in
        [(1, at(0, 1)), (2, at(1, 0)), (3, at(1, 1)), (5, at(2, 0)), (9, at(2, 2)), (11, at(3, 0))]
    {
        assert_eq!(text.byte_to_position(byte, Unit::Utf16), position, "{byte}");
        assert_eq!(text.position_to_byte(position, Unit::Utf16), byte);
    }
    // Between CR and LF.
    assert_eq!(text.byte_to_position(4, Unit::Utf16), at(1, 2));
    assert_eq!(text.position_to_byte(at(1, 2), Unit::Utf16), 3);
    assert_eq!(CowText::from("a\rb").byte_to_position(2, Unit::Utf16), at(0, 2));
}

/// Doubled again and again, a text takes no memory; but its length has a limit.
#[test]
fn a_text_is_not_too_long() {
    let mut text = CowText::from("ab\n");
    loop {
        let mut copy = text.clone();
        if text.len() + copy.len() > CowText::MAX_LEN {
            break;
        }
        text.append(&mut copy);
    }
    assert_eq!((text.len_chars(), text.len_lines()), (text.len(), text.len() / 3 + 1));
    assert_eq!(text.byte_to_line(text.len() / 6 * 3), text.len() / 6);
    assert!(catch_unwind(|| text.clone().append(&mut text.clone())).is_err());
    let (len, mut copy) = (text.len(), text.clone());
    assert_eq!(text.try_append(&mut copy), Err(TextError::TooLong));
    assert_eq!((text.len(), copy.len()), (len, len));
    assert!(copy.try_truncate(1).is_ok() && text.try_append(&mut copy).is_ok());
    assert_eq!((text.len(), copy.len()), (len + 1, 0));
}

/// The length is that of the result, and a position that is not there is the error whatever is inserted.
#[test]
fn a_text_of_the_greatest_length_can_be_edited() {
    const MAX: usize = CowText::MAX_LEN;
    let mut text = CowText::from("x".repeat(1024));
    while text.len() < MAX {
        let mut more = text.slice(..text.len().min(MAX - text.len()));
        text.append(&mut more);
    }
    let full = text.clone();
    assert_eq!(text.try_push('y'), Err(TextError::TooLong));
    assert_eq!(text.try_push_str("yy"), Err(TextError::TooLong));
    let mut all = CowText::from("x");
    let panic = catch_unwind(AssertUnwindSafe(|| all.extend([CowText::from("y"), full.clone()])));
    assert_eq!(panic.unwrap_err().downcast_ref(), Some(&"capacity overflow".to_owned()));
    assert_eq!(all, "xy");
    let after = |index| TextError::OutOfBounds { unit: Unit::Bytes, index, len: MAX };
    assert_eq!(text.try_insert(usize::MAX, "y"), Err(after(usize::MAX)));
    assert_eq!(text.try_replace(5..usize::MAX, "y"), Err(after(usize::MAX)));
    let long = "y".repeat(9_000);
    assert_eq!(text.try_insert(MAX + 1, &long), Err(after(MAX + 1)));
    for (range, new) in [(7..7, "y"), (0..1, "yy"), (MAX..MAX, "y"), (50..9_049, &*long)] {
        assert_eq!(text.try_replace(range.clone(), new), Err(TextError::TooLong));
        let at = |column| Position { line: 0, column };
        let range = at(range.start)..at(range.end);
        assert_eq!(text.try_replace_at(range, Unit::Bytes, new), Err(TextError::TooLong));
    }
    assert!(text.ptr_eq(&full));
    assert_eq!(text.try_insert(9, ""), Ok(()));
    let edits =
        [(0..1, "y"), (MAX - 1..MAX, "z"), (50..9_050, &*long), (1_000..1_100, &long[..100])];
    for (range, new) in edits {
        assert_eq!(text.try_replace(range, new), Ok(()));
        assert_eq!((text.len(), text.len_chars(), text.len_utf16()), (MAX, MAX, MAX));
    }
    assert_eq!((text.char_at(0), text.char_at(9_049)), (Some('y'), Some('y')));
    assert_eq!(text.try_replace_chars(0..9, "é"), Ok(()));
    assert_eq!((text.len(), text.len_chars()), (MAX - 7, MAX - 8));
    assert_eq!(text.try_replace_utf16(0..1, "🦀1234567"), Err(TextError::TooLong));
    assert_eq!(text.try_replace_utf16(0..1, "🦀12345"), Ok(()));
    assert_eq!(text.len(), MAX);
    text.truncate(MAX - 3);
    assert_eq!((text.try_push('é'), text.try_push('é')), (Ok(()), Err(TextError::TooLong)));
    assert_eq!((text.try_push_str("y"), text.len()), (Ok(()), MAX));
}

#[test]
fn iterators_that_panic_leave_the_text() {
    let mut text = TinyText::from("née");
    let panicking = || ["x"].into_iter().chain(std::iter::from_fn(|| panic!("stop")));
    assert!(catch_unwind(AssertUnwindSafe(|| text.extend(panicking()))).is_err());
    assert_eq!(text, "née");
    text.assert_invariants();
}
