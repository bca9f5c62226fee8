//! Where ropey's methods mean something else than ours of the same name, the stand-in does as ropey.

use ropey::{Error, Rope, RopeBuilder, RopeSlice, Text};
use std::collections::HashSet;

#[test]
fn a_position_within_a_character_is_that_of_the_character() {
    let rope = Rope::from_str("né🦀\n");
    assert_eq!((rope.byte_to_char(2), rope.byte_to_char(3)), (1, 2));
    assert_eq!((rope.utf16_cu_to_char(3), rope.utf16_cu_to_char(4)), (2, 3));
    assert_eq!(rope.byte(2), 0xa9);
    assert!(rope.get_byte_slice(2..).is_none() && rope.get_byte_slice(1..3).is_some());
}

#[test]
fn lines_have_their_breaks_and_one_follows_the_last() {
    let rope = Rope::from_str("one\r\ntwo\u{2028}");
    assert!(rope.lines().eq(["one\r\n", "two\u{2028}", ""]));
    assert_eq!(rope.lines().len(), 3);
    assert_eq!((rope.line_to_byte(3), rope.line_to_char(3)), (11, 9));
    assert!(matches!(rope.try_line_to_byte(4), Err(Error::LineIndexOutOfBounds(4, 3))));
    // Parted, both have a break.
    assert_eq!((rope.slice(..4).len_lines(), rope.slice(4..).len_lines()), (2, 3));
}

#[test]
fn iterators_go_both_ways() {
    let rope = Rope::from_str("ab\ncd");
    let slices = [rope.slice(..), RopeSlice::from("ab\ncd")];
    for slice in slices {
        let mut chars = slice.chars_at(2);
        assert_eq!((chars.prev(), chars.prev(), chars.prev()), (Some('b'), Some('a'), None));
        assert_eq!((chars.next(), chars.len()), (Some('a'), 4));
        let mut back = slice.bytes_at(5).reversed();
        assert_eq!((back.next(), back.prev(), back.prev()), (Some(b'd'), Some(b'd'), None));
        let mut lines = slice.lines_at(2).reversed();
        assert_eq!((lines.next(), lines.len()), (Some("cd".into()), 1));
        lines.reverse();
        assert_eq!((lines.next(), lines.next()), (Some("cd".into()), None));
        let mut chunks = slice.chunks();
        assert_eq!((chunks.next(), chunks.next()), (Some("ab\ncd"), None));
        assert_eq!(chunks.prev(), Some("ab\ncd"));
    }
}

#[test]
fn strings_take_the_place_of_slices() {
    let rope = Rope::from_str("grün\n🦀");
    let (ours, string) = (rope.slice(..), RopeSlice::from("grün\n🦀"));
    assert_eq!((ours, ours.cmp(&string)), (string, std::cmp::Ordering::Equal));
    assert_eq!(HashSet::from([ours, string]).len(), 1);
    for slice in [ours, string] {
        assert_eq!((slice.len_chars(), slice.len_utf16_cu(), slice.len_lines()), (6, 7, 2));
        assert_eq!((slice.char_to_utf16_cu(6), slice.utf16_cu_to_char(6)), (7, 5));
        assert_eq!((slice.char_to_line(5), slice.line_to_char(1)), (1, 5));
        assert_eq!((slice.byte_to_char(3), slice.byte_to_line(6)), (2, 1));
        assert_eq!((slice.line(1), slice.char(2)), ("🦀".into(), 'ü'));
        assert_eq!(slice.chunk_at_char(6), ("grün\n🦀", 0, 0, 0));
        assert_eq!(slice.slice(1..=2), "rü");
        assert_eq!(Rope::from(slice), rope);
    }
}

#[test]
fn errors_say_what_there_is() {
    let mut rope = Rope::from_str("é");
    assert!(matches!(rope.try_insert(2, "x"), Err(Error::CharIndexOutOfBounds(2, 1))));
    let reversed = std::ops::Range { start: 1, end: 0 };
    assert!(matches!(rope.try_remove(reversed), Err(Error::CharRangeInvalid(1, 0))));
    let error = rope.try_remove(..3).unwrap_err();
    assert!(matches!(error, Error::CharRangeOutOfBounds(None, Some(3), 1)));
    assert_eq!(error.to_string(), "char range ..3 is out of bounds: there are 1 chars");
    assert_eq!(rope, "é");
}

#[test]
fn a_rope_is_a_text_and_back() {
    let mut builder = RopeBuilder::new();
    (0..1000).for_each(|line| builder.append(&format!("line {line}\n")));
    let mut rope = builder.finish();
    let before = rope.clone();
    assert!(rope.is_instance(&before));
    rope.replace_utf16(0..4, "LINE"); // a method of the text
    assert!(!rope.is_instance(&before));
    let text = Text::from(rope);
    assert_eq!(text.line(0), "LINE 0");
    assert_eq!((Rope::from(text).line(0), before.line(0)), ("LINE 0\n".into(), "line 0\n".into()));
}
