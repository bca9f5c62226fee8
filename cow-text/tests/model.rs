//! Texts against `String`, with several live versions, in leaves wide and tiny, by all kinds of positions.
#![cfg(not(cow_loom))]

use cow_core::{Atomic, Local, RefCount, Tiny};
use cow_text::{CrLf, GenericText, Lf, LineBreaks, Position, TextError, TextSlice, Unicode, Unit};
use std::fmt::Debug;

/// A number from a number, looking random.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// What ends a line, in the model: the bytes after breaks.
trait Model: LineBreaks {
    fn is_break(char: char) -> bool;

    fn ends(text: &str) -> Vec<usize> {
        let ends = text.char_indices().filter(|(at, char)| {
            let next = text[at + char.len_utf8()..].chars().next();
            Self::is_break(*char) && !(*char == '\r' && next == Some('\n'))
        });
        ends.map(|(at, char)| at + char.len_utf8()).collect()
    }
}

impl Model for Lf {
    fn is_break(char: char) -> bool {
        char == '\n'
    }
}

impl Model for CrLf {
    fn is_break(char: char) -> bool {
        char == '\n' || char == '\r'
    }
}

impl Model for Unicode {
    fn is_break(char: char) -> bool {
        "\n\r\u{b}\u{c}\u{85}\u{2028}\u{2029}".contains(char)
    }
}

const PIECES: [&str; 16] = [
    "a",
    "b",
    "\n",
    "\r",
    "\r\n",
    "é",
    "€",
    "🦀",
    "e\u{301}",
    "\u{2028}",
    "\u{85}",
    "word ",
    "\n\n",
    "\r\r\n",
    "👩‍👩‍👧",
    "\u{b}",
];

/// Some text of up to so many pieces.
fn piece(random: u64, most: u64) -> String {
    (0..random % (most + 1)).map(|i| PIECES[mix(random + i) as usize % PIECES.len()]).collect()
}

/// Two boundaries between characters, in order, mostly near to each other.
fn range(text: &str, random: u64) -> (usize, usize) {
    let boundaries: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
    let start = (random >> 8) as usize % boundaries.len();
    let far = random.is_multiple_of(11);
    let most = if far { boundaries.len() - start } else { (boundaries.len() - start).min(6) };
    let len = (random >> 40) as usize % most;
    (boundaries[start], boundaries[start + len])
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

/// How many breaks there are before a byte.
fn line<B: Model>(text: &str, byte: usize) -> usize {
    B::ends(text).iter().filter(|end| **end <= byte).count()
}

/// Checks all conversions at a byte, and what is read there.
fn check_at<C: RefCount, B: Model>(text: &GenericText<C, B>, model: &str, byte: usize) {
    if !model.is_char_boundary(byte) {
        let unit = Unit::Bytes;
        let error = if byte > model.len() {
            TextError::OutOfBounds { unit, index: byte, len: model.len() }
        } else {
            TextError::WithinChar { unit, index: byte }
        };
        assert_eq!(text.try_byte_to_char(byte), Err(error));
        assert_eq!(text.try_view(byte..).map(TextSlice::len), Err(error));
        assert_eq!(text.clone().try_insert(byte, "x"), Err(error));
        assert_eq!(text.char_at(byte), None);
        assert!(!text.is_char_boundary(byte));
        return;
    }
    let (before, after) = model.split_at(byte);
    let (chars, utf16, line) = (chars(before), utf16(before), line::<B>(model, byte));
    assert!(text.is_char_boundary(byte));
    assert_eq!(text.byte(byte), after.bytes().next());
    assert_eq!(text.char_at(byte), after.chars().next());
    assert_eq!(text.nth_char(chars), after.chars().next());
    assert_eq!(text.byte_to_char(byte), chars);
    assert_eq!(text.byte_to_utf16(byte), utf16);
    assert_eq!(text.byte_to_line(byte), line);
    assert_eq!(text.char_to_byte(chars), byte);
    assert_eq!(text.char_to_utf16(chars), utf16);
    assert_eq!(text.char_to_line(chars), line);
    assert_eq!(text.utf16_to_byte(utf16), byte);
    assert_eq!(text.utf16_to_char(utf16), chars);
    assert_eq!(text.utf16_to_line(utf16), line);
    let (chunk, first) = text.chunk_at(byte);
    assert!(model[first..].starts_with(chunk) && (first..=first + chunk.len()).contains(&byte));
    if after.chars().next().is_some_and(|char| char.len_utf16() == 2) {
        let index = utf16 + 1;
        let within = TextError::WithinChar { unit: Unit::Utf16, index };
        assert_eq!(text.try_utf16_to_byte(index), Err(within));
    }

    let start = *B::ends(model).iter().rev().find(|end| **end <= byte).unwrap_or(&0);
    assert_eq!(text.line_to_byte(line), start);
    assert_eq!(text.line_to_char(line), self::chars(&model[..start]));
    assert_eq!(text.line_to_utf16(line), self::utf16(&model[..start]));
    for (unit, column) in [
        (Unit::Bytes, byte - start),
        (Unit::Chars, self::chars(&model[start..byte])),
        (Unit::Utf16, self::utf16(&model[start..byte])),
    ] {
        let position = Position { line, column };
        assert_eq!(text.byte_to_position(byte, unit), position);
        // Between a CR and an LF is a position after the line.
        let between = before.ends_with('\r') && after.starts_with('\n');
        assert_eq!(text.position_to_byte(position, unit), byte - usize::from(between));
        assert_eq!(text.char_to_position(chars, unit), position);
        assert_eq!(text.utf16_to_position(utf16, unit), position);
        if !between {
            assert_eq!(text.position_to_char(position, unit), chars);
            assert_eq!(text.position_to_utf16(position, unit), utf16);
        }
    }
}

/// Checks all of a text.
fn check<C: RefCount, B: Model>(text: &GenericText<C, B>, model: &str, random: u64) {
    text.assert_invariants();
    assert_eq!(text, model);
    assert_eq!((text.len(), text.is_empty()), (model.len(), model.is_empty()));
    assert_eq!((text.len_chars(), text.len_utf16()), (chars(model), utf16(model)));
    assert_eq!(text.len_lines(), B::ends(model).len() + 1);
    let at = random as usize % (model.len() + 3);
    check_at(text, model, at);
    check_at(text, model, model.len());

    let (start, end) = range(model, random);
    check_part(text.view(start..end), &model[start..end], mix(random));
    assert_eq!(text.slice(start..end), model[start..end]);
}

/// Checks what is read of a part.
fn check_part<C: RefCount, B: Model>(part: TextSlice<'_, C, B>, model: &str, random: u64) {
    assert_eq!(part, *model);
    assert_eq!(part.to_text(), *model);
    assert_eq!(part.len_chars(), chars(model));
    assert_eq!(part.len_utf16(), utf16(model));
    assert!(part.chars().eq(model.chars()) && part.chars().rev().eq(model.chars().rev()));
    assert!(part.bytes().eq(model.bytes()) && part.bytes().rev().eq(model.bytes().rev()));
    assert_eq!(part.bytes().len(), model.len());
    assert!(part.char_indices().eq(model.char_indices()));
    assert!(part.char_indices().rev().eq(model.char_indices().rev()));
    let steps = (random as usize % 3, (random >> 8) as usize % 3);
    check_rest(part.chars(), model.chars(), steps);
    check_rest(part.char_indices(), model.char_indices(), steps);
    check_rest(part.bytes(), model.bytes(), steps);
    assert_eq!(part.chunks().collect::<String>(), *model);
    let mut back: Vec<&str> = part.chunks().rev().collect();
    back.reverse();
    assert_eq!(back.concat(), *model);
    assert_eq!(part.to_string(), *model);
    assert_eq!(format!("{part:?}"), format!("{model:?}"));

    let (start, end) = range(model, random);
    assert_eq!(part.view(start..end), model[start..end]);
    let range = chars(&model[..start])..chars(&model[..end]);
    assert_eq!(part.view_chars(range), model[start..end]);
    let range = utf16(&model[..start])..utf16(&model[..end]);
    assert_eq!(part.view_utf16(range), model[start..end]);
    assert_eq!(part.byte_to_char(start), chars(&model[..start]));
    assert_eq!(part.utf16_to_byte(utf16(&model[..end])), end);
    let pattern = &model[start..end];
    assert_eq!(part.find(pattern), model.find(pattern));
    assert_eq!(part.rfind(pattern), model.rfind(pattern));
    let found: Vec<usize> = model.match_indices(pattern).map(|(at, _)| at).collect();
    assert!(part.matches(pattern).eq(found));
    assert!(part.view(..end).ends_with(pattern) && part.view(start..).starts_with(pattern));
    assert!(part.find("not there").is_none() && part.rfind("not there").is_none());
    for len in [part.len() + 1, usize::MAX] {
        assert!(part.try_view(..len).is_err() && part.try_view(len..).is_err());
        assert!(part.try_view_chars(..len).is_err() && part.try_view_utf16(len..).is_err());
        assert!(part.try_line(len).is_err() && part.byte(len).is_none());
    }
    check_lines(part, model);
}

/// Checks what is left after some steps from both ends: step by step, and all at once.
fn check_rest<T: PartialEq + Debug>(
    mut items: impl DoubleEndedIterator<Item = T> + Clone,
    mut model: impl DoubleEndedIterator<Item = T> + Clone,
    (front, back): (usize, usize),
) {
    for _ in 0..front {
        assert_eq!(items.next(), model.next());
    }
    for _ in 0..back {
        assert_eq!(items.next_back(), model.next_back());
    }
    assert!(items.clone().eq(model.clone()));
    assert_eq!(items.clone().count(), model.clone().count());
    assert_eq!(items.clone().last(), model.clone().last());
    let (mut forward, mut backward) = (Vec::new(), Vec::new());
    items.clone().for_each(|item| forward.push(item));
    items.rev().for_each(|item| backward.push(item));
    assert!(forward.into_iter().eq(model.clone()) && backward.into_iter().eq(model.rev()));
}

fn check_lines<C: RefCount, B: Model>(part: TextSlice<'_, C, B>, model: &str) {
    let mut ends = B::ends(model);
    assert_eq!(part.len_lines(), ends.len() + 1);
    let starts: Vec<usize> = [0].into_iter().chain(ends.iter().copied()).collect();
    for (line, start) in starts.iter().enumerate() {
        assert_eq!(part.line_to_byte(line), *start);
        assert_eq!(part.line_to_char(line), chars(&model[..*start]));
        assert_eq!(part.byte_to_line(*start), line);
    }
    assert_eq!(part.byte_to_line(model.len()), ends.len());
    assert!(part.try_line_to_byte(starts.len()).is_err());
    if ends.last() != Some(&model.len()) {
        ends.push(model.len());
    }
    let mut lines: Vec<&str> =
        starts.iter().zip(&ends).map(|(start, end)| &model[*start..*end]).collect();
    if lines.last() == Some(&"") {
        lines.pop();
    }
    let trimmed: Vec<&str> = lines
        .iter()
        .map(|line| {
            let Some(rest) = line.strip_suffix(B::is_break) else { return *line };
            if line.ends_with('\n') { rest.strip_suffix('\r').unwrap_or(rest) } else { rest }
        })
        .collect();
    assert!(
        part.lines_with_breaks().eq(lines.iter().copied()),
        "{model:?} {:?}",
        part.lines_with_breaks()
    );
    assert!(part.lines().eq(trimmed.iter().copied()));
    assert!(
        part.lines().rev().eq(trimmed.iter().rev().copied()),
        "{model:?} {:?}",
        part.lines().rev().collect::<Vec<_>>()
    );
    let mut both = part.lines();
    for i in 0..trimmed.len().div_ceil(2) {
        assert_eq!(both.next().unwrap(), trimmed[i]);
        assert_eq!(
            both.next_back().map_or(String::new(), String::from),
            if trimmed.len() - 1 - i > i { trimmed[trimmed.len() - 1 - i] } else { "" }
        );
    }
    assert!(both.next().is_none() && both.next_back().is_none());
    for line in part.lines() {
        assert_eq!(
            line,
            part.view(line.range_in_text().start - part.range_in_text().start..).view(..line.len())
        );
    }
    for (index, line) in trimmed.iter().enumerate() {
        assert_eq!(part.line(index), *line);
        assert_eq!(part.line_with_break(index), lines[index]);
    }
}

/// Edits at random.
fn edit<C: RefCount, B: Model>(
    text: &mut GenericText<C, B>,
    model: &mut String,
    random: u64,
    longest: u64,
) {
    let (start, end) = range(model, random);
    let new = piece(mix(random), longest);
    let before = model.clone();
    match random >> 16 & 15 {
        0 => text.insert(start, &new),
        1 => text.insert_chars(chars(&before[..start]), &new),
        2 => text.insert_utf16(utf16(&before[..start]), &new),
        3 => {
            let position = text.byte_to_position(start, Unit::Utf16);
            if text.position_to_byte(position, Unit::Utf16) != start {
                return;
            }
            text.insert_at(position, Unit::Utf16, &new);
        }
        4 => text.remove(start..end),
        5 => text.remove_chars(chars(&before[..start])..chars(&before[..end])),
        6 => text.remove_utf16(utf16(&before[..start])..utf16(&before[..end])),
        7 => text.replace(start..end, &new),
        8 => text.replace_chars(chars(&before[..start])..chars(&before[..end]), &new),
        9 => text.replace_utf16(utf16(&before[..start])..utf16(&before[..end]), &new),
        10 => text.push_str(&new),
        11 => {
            assert_eq!(text.pop(), model.pop());
            return;
        }
        12 => {
            let mut after = text.split_off(start);
            assert_eq!(after, before[start..]);
            check(text, &before[..start], random);
            check(&after, &before[start..], random);
            text.extend([&*new]);
            text.append(&mut after);
            assert!(after.is_empty());
        }
        13 => text.truncate(end),
        14 => {
            let mut part = text.slice(start..end);
            text.append(&mut part);
        }
        _ => {
            let part = text.slice_chars(..chars(&before[..end]));
            *text = part;
        }
    }
    match random >> 16 & 15 {
        0..=3 | 12 => model.insert_str(start, &new),
        4..=6 => model.replace_range(start..end, ""),
        7..=9 => model.replace_range(start..end, &new),
        10 => model.push_str(&new),
        14 => model.push_str(&before[start..end]),
        _ => model.truncate(end),
    }
}

fn run<C: RefCount, B: Model>(seed: u64, steps: u64, (largest, longest): (usize, u64)) {
    let (mut text, mut model) = (GenericText::<C, B>::new(), String::new());
    let mut versions: Vec<(GenericText<C, B>, String)> = Vec::new();
    for step in 0..steps {
        let random = mix(seed << 32 | step);
        if random.is_multiple_of(4) {
            versions.push((text.clone(), model.clone()));
        }
        // Too large: on with another version, or with a part.
        if model.len() > largest {
            let (start, end) = range(&model, random / 11 * 11);
            (text, model) = (text.slice(start..end), model[start..end].to_owned());
        }
        edit(&mut text, &mut model, random, longest);
        check(&text, &model, random >> 7);
        if versions.len() > 4 {
            let (old, old_model) = versions.swap_remove(random as usize % 4);
            check(&old, &old_model, random >> 3);
            if random.is_multiple_of(13) {
                (text, model) = (old, old_model);
            }
        }
    }
}

fn steps() -> u64 {
    if cfg!(miri) { 20 } else { testkit::full_or(500, 100) }
}

#[test]
fn agrees_with_a_string_in_tiny_leaves() {
    for seed in 0..3 {
        run::<Tiny, Lf>(seed, steps(), (300, 8));
        run::<Tiny, CrLf>(seed, steps(), (200, 8));
        run::<Tiny, Unicode>(seed, steps(), (200, 8));
    }
}

#[test]
fn agrees_with_a_string_in_wide_leaves() {
    let (steps, size) =
        if cfg!(miri) { (3, (2_000, 300)) } else { (testkit::full_or(120, 40), (8_000, 700)) };
    run::<Atomic, Lf>(4, steps, size);
    run::<Local, CrLf>(5, steps, size);
    run::<Atomic, Unicode>(6, steps, size);
}

/// Characters and pairs of CR and LF of every kind, at every distance from a border of leaves.
#[test]
fn what_must_not_be_cut_never_is() {
    for inside in ["é", "€", "🦀", "\r\n", "e\u{301}", "\r\r\n"] {
        for before in 0..9 {
            let model = ["x".repeat(before), inside.repeat(5), "y".repeat(7)].concat();
            let text = GenericText::<Tiny, Unicode>::from(&*model);
            text.assert_invariants();
            for at in (0..=model.len()).filter(|at| model.is_char_boundary(*at)) {
                for new in ["\r", "\n", "\r\n", "z", "€"] {
                    let (mut text, mut model) = (text.clone(), model.clone());
                    text.insert(at, new);
                    model.insert_str(at, new);
                    text.assert_invariants();
                    assert_eq!(text, model);
                    if let Some(char) = model[at..].chars().nth(1) {
                        let start = at + new.len();
                        text.remove(at..start);
                        text.assert_invariants();
                        assert_eq!(
                            text.len_lines(),
                            Unicode::ends(&String::from(&text)).len() + 1,
                            "{char}"
                        );
                    }
                }
            }
        }
    }
}

/// The whole text takes a CR and an LF as one break; a part that ends between them has one, too.
#[test]
fn a_part_has_the_lines_of_a_text_of_its_own() {
    let text = GenericText::<Atomic, Unicode>::from("a\r\nb");
    assert_eq!((text.len_lines(), text.byte_to_line(2)), (2, 0));
    let (part, rest) = (text.view(..2), text.view(2..));
    assert_eq!((part.len_lines(), rest.len_lines()), (2, 2));
    assert_eq!((part.byte_to_line(2), part.char_to_line(2)), (1, 1));
    assert_eq!((part.line_to_byte(1), part.line_to_char(1)), (2, 2));
    assert_eq!(
        (part.line(1).to_string(), part.line_with_break(0).to_string()),
        (String::new(), "a\r".into())
    );
    assert_eq!(
        part.try_line(2).map(TextSlice::len),
        Err(TextError::OutOfBounds { unit: Unit::Lines, index: 2, len: 1 })
    );
    assert_eq!(part.byte_to_position(2, Unit::Chars), Position { line: 1, column: 0 });
    assert_eq!(text.view(2..2).len_lines(), 1);
}
