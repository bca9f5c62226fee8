//! Differences, patches, merges and histories of texts: their laws, on random edits, in leaves wide and tiny.
#![cfg(not(cow_loom))]

use cow_core::{Atomic, RefCount, Tiny};
use cow_text::{
    Anchor, Bias, CowText, CrLf, GenericText, Lf, LineBreaks, TextHistory, Unicode,
    conflict_markers,
};
use cow_versions::patch::Reason;
use cow_versions::{Conflicting, Merged, Patch, Patchable, Take, held_bytes, merge3};
use std::time::{Duration, SystemTime};
use testkit::assert_fresh_at_most;

/// A number from a number, looking random.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

const PIECES: [&str; 8] = ["a", "b", "\n", "\r\n", "é", "🦀", "word ", "\n\n"];

fn piece(random: u64, most: u64) -> String {
    (0..random % (most + 1)).map(|i| PIECES[mix(random + i) as usize % PIECES.len()]).collect()
}

/// The text after some random edits.
fn edited<C: RefCount, B: LineBreaks>(
    text: &GenericText<C, B>,
    random: u64,
    edits: u64,
) -> GenericText<C, B> {
    let mut text = text.clone();
    for random in (0..edits).map(|i| mix(random + i)) {
        let len = text.len_chars();
        let start = (random >> 8) as usize % (len + 1);
        let end = start + (random >> 40) as usize % (len - start + 1).min(7);
        match random % 8 {
            0 if len > 0 => {
                // A part is moved, with its nodes.
                let mut part = text.slice_chars(start..);
                text.remove_chars(start..);
                part.append(&mut text);
                text = part;
            }
            1 => text.remove_chars(start..end),
            _ => text.replace_chars(start..end, &piece(mix(random), 4)),
        }
    }
    text
}

/// Checks a diff, and what it promises.
fn check_diff<C: RefCount, B: LineBreaks>(old: &GenericText<C, B>, new: &GenericText<C, B>) {
    let (mut rebuilt, mut at, mut newer_at) = (String::new(), 0, 0);
    for hunk in old.diff(new) {
        assert!(!hunk.removed.is_empty() || !hunk.inserted.is_empty());
        assert!(at == 0 || hunk.at > at, "changes touch");
        let kept = String::from(old.view(at..hunk.at));
        assert_eq!(hunk.newer_at - newer_at, kept.len());
        rebuilt += &kept;
        rebuilt += &String::from(hunk.inserted);
        (at, newer_at) = (hunk.range().end, hunk.newer_range().end);
    }
    rebuilt += &String::from(old.view(at..));
    assert_eq!(*new, rebuilt);
    assert_eq!(old.diff(new).len() == 0, old == new);
}

fn laws<C: RefCount, B: LineBreaks>(seed: u64, steps: u64, len: u64) {
    for step in 0..steps {
        let random = mix(seed << 32 | step);
        let a = GenericText::<C, B>::from(piece(random, len));
        let b = edited(&a, mix(random), random % 5);
        let c = edited(if random & 64 == 0 { &a } else { &b }, random / 3, random % 7);
        for (old, new) in [(&a, &b), (&b, &c), (&c, &a), (&a, &a)] {
            check_diff(old, new);
            let patch = old.patch(new);
            assert_eq!(patch.is_empty(), old == new);
            assert_eq!(patch.apply(old).unwrap(), *new);
            patch.apply(old).unwrap().assert_invariants();
            assert_eq!(patch.invert().apply(new).unwrap(), *old);
        }
        let both = a.patch(&b).then(b.patch(&c)).unwrap();
        assert_eq!(both.apply(&a).unwrap(), c, "{a:?} {b:?} {c:?}");
        assert_eq!(both.invert().apply(&c).unwrap(), a);

        let merged = merge3(&a, &b, &c);
        merged.value.assert_invariants();
        let swapped = merge3(&a, &c, &b);
        let conflicts: Vec<_> = merged.conflicts.iter().map(|each| each.conflict.clone()).collect();
        let back: Vec<_> =
            swapped.conflicts.iter().map(|each| each.clone().swapped().conflict).collect();
        assert_eq!(conflicts, back);
        if conflicts.is_empty() {
            assert_eq!(merged.value, swapped.value);
        }
        assert_eq!(merged.resolve(|_| Take::Theirs), swapped.value);
        assert_eq!(merge3(&a, &b, &a).value, b);
        let theirs = merge3(&a, &a, &c).value;
        assert!(theirs.ptr_eq(if a == c { &a } else { &c }));
        assert!(merge3(&a, &b, &b).conflicts.is_empty());
    }
}

const STEPS: u64 = if cfg!(miri) { 5 } else { 300 };

#[test]
fn laws_hold_in_tiny_leaves() {
    laws::<Tiny, Lf>(1, STEPS, 60);
    laws::<Tiny, Unicode>(2, STEPS, 25);
}

#[test]
fn laws_hold_in_wide_leaves() {
    laws::<Atomic, Lf>(3, STEPS / 10, 3_000);
}

/// Leaves that are at another place of an equal text, as where blank lines are cut and pasted.
#[test]
fn texts_that_share_leaves_elsewhere_are_equal() {
    let old: CowText = std::iter::repeat_n("\n", 10_000).collect();
    let mut new = old.clone();
    new.remove(0..2_000);
    new.push_str(&"\n".repeat(2_000));
    check_diff(&old, &new);
    assert!(old.patch(&new).is_empty());

    let mut theirs = old.clone();
    theirs.replace(500..501, "theirs");
    let merged = merge3(&old, &new, &theirs);
    assert!(merged.is_clean());
    assert_eq!(merged.value, theirs);
    new.push_str("more");
    check_diff(&old, &new);
}

#[test]
fn a_patch_that_does_not_fit_names_the_place() {
    let (old, new) = (CowText::from("one two"), CowText::from("one 2"));
    let patch = Patch::between(&old, &new);
    for (other, message) in [
        ("one xxx", "the patch does not fit at [4]: there is another value"),
        ("on", "the patch does not fit at [4]: there is no such place"),
    ] {
        assert_eq!(patch.apply(&other.into()).unwrap_err().to_string(), message);
    }
    assert!(patch.clone().then(patch).is_err());
}

#[cfg(feature = "serde")]
#[test]
fn a_patch_from_elsewhere_does_not_panic() {
    let read = |json: &str| -> Patch<CowText> {
        serde_json::from_str(&json.replace("LAST", &usize::MAX.to_string())).unwrap()
    };
    let text = CowText::from("abcdef");
    let reversed =
        read(r#"[{"at":4,"removed":"e","inserted":""},{"at":1,"removed":"b","inserted":"B"}]"#);
    assert_eq!(reversed.apply(&text).unwrap_err().reason(), Reason::Malformed);
    let patches = [
        r#"[{"at":0,"removed":"","inserted":"ab"},{"at":LAST,"removed":"a","inserted":""}]"#,
        r#"[{"at":LAST,"removed":"","inserted":"abc"}]"#,
        r#"[{"at":LAST,"removed":"a","inserted":"b"}]"#,
        r#"[{"at":1,"removed":"b","inserted":""},{"at":LAST,"removed":"","inserted":"a"}]"#,
    ]
    .map(read);
    let fits = text.patch(&CowText::from("abc!"));
    for patch in &patches {
        assert_eq!(patch.apply(&text).unwrap_err().reason(), Reason::Missing);
        assert!(patch.clone().invert().apply(&text).is_err());
        for other in patches.iter().chain([&fits]) {
            for (first, next) in [(patch, other), (other, patch)] {
                let error = first.clone().then(next.clone()).unwrap_err();
                assert_eq!(error.reason(), Reason::Malformed);
            }
            drop(patch.clone().invert().then(other.clone().invert()));
        }
    }
}

#[test]
fn a_patch_that_makes_a_text_too_long_does_not_fit() {
    let mut half = CowText::from("x".repeat(1024));
    while half.len() * 2 <= CowText::MAX_LEN {
        half.append(&mut half.clone());
    }
    let empty = CowText::new();
    let patch = empty.patch(&half);
    let error = patch.apply(&half).unwrap_err();
    assert_eq!(error.reason(), Reason::TooLong);
    assert_eq!(error.to_string(), "the patch does not fit at [0]: the value would be too long");
    assert_eq!(patch.apply(&empty).unwrap().len(), half.len());
    assert_eq!(patch.clone().then(patch).unwrap_err().reason(), Reason::TooLong);
}

#[test]
fn unrelated_texts_are_compared() {
    for (old, new) in [
        ("", "abc".repeat(5_000)),
        ("x", "abc\n".repeat(5_000)),
        ("née\n", "ñee\n".repeat(3)),
        ("é", "è".to_owned()),
    ] {
        let old = GenericText::<Tiny>::from(old);
        let new = GenericText::<Tiny>::from(new);
        check_diff(&old, &new);
        check_diff(&new, &old);
    }
    let lines = |step: usize| -> CowText {
        (0..3_000).map(|n| format!("line {}\n", n / step * step)).collect()
    };
    check_diff(&lines(1), &lines(2));
    assert!(lines(1).diff(&lines(2)).len() > 1_000);
    let long =
        |step: usize| -> CowText { (0..30_000).map(|n| format!("{}\n", n / step)).collect() };
    check_diff(&long(1), &long(2));
}

/// A diff of a large text, and a patch and a merge of it, leave what is shared alone.
#[test]
fn what_is_shared_stays_so() {
    let nodes = |text: &CowText| testkit::addresses!(text);
    let base: CowText = (0..20_000).map(|n| format!("line {n}\n")).collect();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.insert_chars(100, "ours");
    theirs.replace_chars(150_000..150_010, "theirs");
    assert_eq!(base.diff(&ours).len(), 1);
    let known = [nodes(&base), nodes(&ours), nodes(&theirs)].concat();
    let merged = merge3(&base, &ours, &theirs);
    assert!(merged.is_clean());
    assert_fresh_at_most(20, "a merge", known.iter().copied(), nodes(&merged.value));
    let again = base.patch(&ours).apply(&base).unwrap();
    assert_fresh_at_most(20, "a patch", known.iter().copied(), nodes(&again));
    assert!(held_bytes([&base, &ours]) < held_bytes([&base]) + 5_000);
}

#[test]
fn conflicts_are_shown_in_whole_lines() {
    let merged = |base: &str, ours: &str, theirs: &str| {
        let merged = merge3(&CowText::from(base), &ours.into(), &theirs.into());
        (merged.conflicts.len(), String::from(conflict_markers(&merged, ["us", "base", "them"])))
    };
    assert_eq!(merged("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n"), (0, "A\nb\nC\n".to_owned()));
    assert_eq!(
        merged("a\nxyz", "a\nxUz", "a\nxTz"),
        (1, "a\n<<<<<<< us\nxUz\n||||||| base\nxyz\n=======\nxTz\n>>>>>>> them\n".to_owned())
    );
    // Two in one line are shown together.
    assert_eq!(
        merged("a-b\nc\n", "1-2\nc\n", "3-4\nc\n"),
        (2, "<<<<<<< us\n1-2\n||||||| base\na-b\n=======\n3-4\n>>>>>>> them\nc\n".to_owned())
    );
}

/// Returns what is left of a text with markers if one part of each block is taken: the first, second or third.
///
/// Every marker is a line.
fn without_markers<C: RefCount, B: LineBreaks>(shown: &GenericText<C, B>, part: usize) -> String {
    let all = String::from(shown);
    let (mut text, mut rest) = (String::new(), all.as_str());
    while let Some((before, block)) = rest.split_once("<<<<<<< us\n") {
        let (ours, block) = block.split_once("||||||| base\n").unwrap();
        let (base, block) = block.split_once("=======\n").unwrap();
        let (theirs, after) = block.split_once(">>>>>>> them\n").unwrap();
        text += before;
        text += [ours, base, theirs][part];
        rest = after;
    }
    for marker in ["<<<<<<<", "|||||||", "=======", ">>>>>>>"] {
        for (at, _) in all.match_indices(marker) {
            assert_eq!(shown.line_to_byte(shown.byte_to_line(at)), at, "{all:?}");
        }
    }
    text + rest
}

fn check_markers<C: RefCount, B: LineBreaks>(merged: &Merged<GenericText<C, B>>) {
    let shown = conflict_markers(merged, ["us", "base", "them"]);
    shown.assert_invariants();
    for (part, take) in [Take::Ours, Take::Base, Take::Theirs].into_iter().enumerate() {
        let copy = Merged { value: merged.value.clone(), conflicts: merged.conflicts.clone() };
        let taken = String::from(copy.resolve(|_| take));
        let left = without_markers(&shown, part);
        // A last line without a break has one before the next marker.
        let with_break = || shown.ends_with(">>>>>>> them\n") && left == format!("{taken}\n");
        assert!(left == taken || with_break(), "{take:?} of {shown:?} is {left:?}, not {taken:?}");
    }
}

#[test]
fn markers_are_around_whole_lines_of_every_side() {
    let merged = |base: &str, ours: &str, theirs: &str| {
        let merged = merge3(&CowText::from(base), &ours.into(), &theirs.into());
        check_markers(&merged);
        String::from(conflict_markers(&merged, ["us", "base", "them"]))
    };
    // A side joins lines.
    assert_eq!(
        merged("one\ntwo\n", "one!\ntwo\n", "onetwo\n"),
        "<<<<<<< us\none!\ntwo\n||||||| base\none\ntwo\n=======\nonetwo\n>>>>>>> them\n"
    );
    // Whole lines, of which a side has none.
    assert_eq!(
        merged("a\nb\nc\n", "a\nc\n", "a\nB\nc\n"),
        "a\n<<<<<<< us\n||||||| base\nb\n=======\nB\n>>>>>>> them\nc\n"
    );
    // Two conflicts that only one side has in one line.
    assert_eq!(
        merged("a\nb\nc\nd\n", "A\nb\nC\nd\n", "xb\ny\nd\n"),
        "<<<<<<< us\nA\nb\n||||||| base\na\nb\n=======\nxb\n>>>>>>> them\n\
         <<<<<<< us\nC\n||||||| base\nc\n=======\ny\n>>>>>>> them\nd\n"
    );
}

fn markers_of_random_merges<B: LineBreaks>(seed: u64) {
    let mut blocks = 0;
    for step in 0..STEPS {
        let random = mix(seed << 32 | step);
        let breaks = ["\r", "\n", "\r\n", "\u{2028}"].into_iter().cycle();
        let words = (0..random % 12).map(|i| &"abcd"[..mix(random + i) as usize % 5]);
        let lines = words.zip(breaks).flat_map(|(word, end)| [word, end]);
        let base: GenericText<Tiny, B> = lines.collect();
        let sides = [1, 2].map(|side| edited(&base, mix(random + side), 1 + random % 3));
        let merged = merge3(&base, &sides[0], &sides[1]);
        check_markers(&merged);
        blocks += merged.conflicts.len();
    }
    assert!(cfg!(miri) || blocks > 50);
}

#[test]
fn markers_are_around_lines_whatever_ends_them() {
    markers_of_random_merges::<Lf>(4);
    markers_of_random_merges::<CrLf>(5);
    markers_of_random_merges::<Unicode>(6);
}

#[test]
fn anchors_stay_with_their_text() {
    let old = CowText::from("0123456789");
    let mut new = old.clone();
    new.replace(6..8, "abc");
    new.insert(2, "..");
    new.remove(0..1);
    assert_eq!(new, "1..2345abc89");
    let carried = |byte, bias| Anchor::new(byte, bias).carried(old.diff(&new)).byte();
    for (byte, before, after) in [
        (0, 0, 0),
        (1, 0, 0),
        (2, 1, 3),
        (3, 4, 4),
        (6, 7, 10),
        (7, 7, 10),
        (8, 10, 10),
        (10, 12, 12),
    ] {
        assert_eq!(carried(byte, Bias::Before), before, "{byte}");
        assert_eq!(carried(byte, Bias::After), after, "{byte}");
    }
}

#[test]
fn keystrokes_are_undone_in_groups() {
    let at = |millis| SystemTime::UNIX_EPOCH + Duration::from_millis(millis);
    let mut history = TextHistory::new(CowText::new(), at(0));
    for (time, letter) in [(0, "a"), (100, "b"), (2_000, "c"), (2_100, "d")] {
        history.edit(at(time), |text| text.push_str(letter));
    }
    history.edit(at(2_200), |_| ());
    assert_eq!(history.text(), "abcd");
    assert_eq!(history.undo().unwrap(), "ab");
    history.branch("other").unwrap();
    history.edit(at(9_000), |text| text.push_str("!"));
    assert!(history.redo().is_none());
    assert_eq!(history.text(), "ab!");
    assert_eq!(history.switch("main").unwrap(), "ab");
    history.edit(at(9_100), |text| text.insert(0, "?"));
    let merged = history.versions().merge("other", "both").unwrap().unwrap();
    assert_eq!(*history.versions().get(merged).unwrap(), "?ab!");
    assert_eq!(history.text(), "?ab!");
    assert!(history.switch("none").is_err());
}

/// What is typed and deleted again is no step.
#[test]
fn an_undo_always_changes_the_text() {
    let at = |millis| SystemTime::UNIX_EPOCH + Duration::from_millis(millis);
    let mut history = TextHistory::new(CowText::from("x"), at(0));
    history.edit(at(0), |text| text.push_str("a"));
    history.edit(at(100), |text| _ = text.pop());
    assert_eq!(history.text(), "x");
    assert!(history.undo().is_none());
    assert_eq!(history.versions().len(), 1);

    history.edit(at(200), |text| text.push_str("b"));
    assert_eq!(history.undo().unwrap(), "x");
    // Nor does it end what can be redone.
    history.edit(at(300), |text| text.push_str("c"));
    history.edit(at(400), |text| _ = text.pop());
    assert_eq!(history.redo().unwrap(), "xb");
}
