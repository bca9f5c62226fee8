//! Each contender does the same work and its snapshots stay what they were; and the check that says
//! so can fail.

use demo::document::{BoxedDocument, CowDocument, DeepDocument, Document};
use demo::edit::{Change, Edit, LineId, Log, replay};
use demo::readback::read_back;
use demo::source::{raw_words, words};

const POEM: &str = "\
    'Twas brillig, and the slithy toves\n\
    \n\
    Did gyre and gimble in the wabe:\n\
    ***\n\
    All mimsy were the borogoves,\n\
    And the mome raths outgrabe, and the raths' and THE wabe.\n";

fn texts() -> [Vec<String>; 4] {
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    [lines("word"), lines("\n\nÉtude, straße\n\n"), lines(POEM), lines(&POEM.repeat(40))]
}

/// Takes a snapshot after each edit of a log.
fn snapshots<D: Document>(text: &[String], log: &Log) -> Vec<D> {
    let mut document = D::build(text, 4);
    let step = |edit| {
        document.apply(edit);
        document.clone()
    };
    log.edits.iter().map(step).collect()
}

fn every_snapshot_reads_back<D: Document>() {
    for text in texts() {
        for seed in 0..8 {
            let log = Log::random(&text, 300, seed, || ());
            let result = read_back(&text, &log, &snapshots::<D>(&text, &log), || ());
            assert_eq!((result.read, result.right, result.first_wrong), (300, 300, None));
            assert!(result.in_full >= 15, "{result:?}");
        }
    }
}

#[test]
fn deep_snapshots_read_back() {
    every_snapshot_reads_back::<DeepDocument>();
}

#[test]
fn boxed_snapshots_read_back() {
    every_snapshot_reads_back::<BoxedDocument>();
}

#[test]
fn cow_snapshots_read_back() {
    every_snapshot_reads_back::<CowDocument>();
}

#[test]
fn a_wrong_snapshot_is_found() {
    let [.., text] = texts();
    let log = Log::random(&text, 100, 7, || ());
    let damages: [fn(&mut BoxedDocument); 5] = [
        |document| document.set_line(3, "Beware"),
        |document| document.remove_line(0),
        |document| document.insert_line(0, LineId(9_999), ""),
        |document| document.post("jabberwock", LineId(0)),
        |document| document.unpost("wabe", LineId(2)),
    ];
    for damage in damages {
        let mut damaged = snapshots::<BoxedDocument>(&text, &log);
        damage(&mut damaged[41]);
        damage(&mut damaged[77]);
        let result = read_back(&text, &log, &damaged, || ());
        assert_eq!((result.read, result.right, result.first_wrong), (100, 98, Some(42)));
    }
}

fn old_snapshots_answer_for_prefixes<D: Document>() {
    let [.., text] = texts();
    let log = Log::random(&text, 200, 3, || ());
    for snapshot in snapshots::<D>(&text, &log) {
        for prefix in ["", "b", "th", "the", "wabe", "zz", "\u{10ffff}"] {
            let mut expected: Vec<_> = snapshot
                .index()
                .filter(|(word, _)| word.starts_with(prefix))
                .map(|(word, ids)| (word, ids.count()))
                .collect();
            expected.sort_unstable();
            assert_eq!(snapshot.beginning(prefix).collect::<Vec<_>>(), expected, "{prefix}");
        }
    }
}

#[test]
fn old_snapshots_of_all_answer_for_prefixes() {
    old_snapshots_answer_for_prefixes::<DeepDocument>();
    old_snapshots_answer_for_prefixes::<BoxedDocument>();
    old_snapshots_answer_for_prefixes::<CowDocument>();
}

#[test]
fn a_log_with_a_wrong_index_is_found_by_the_full_comparison() {
    // The digest is the log's own word; only the replay can catch it.
    let text = ["one two".to_owned()];
    let mut log = Log::random(&text, 1, 0, || ());
    let edit = Edit {
        at: 0,
        id: LineId(0),
        change: Change::Set("one".to_owned()),
        removed: vec![],
        added: vec![],
    };
    log.edits = vec![edit];
    let snapshots = snapshots::<DeepDocument>(&text, &log);
    log.digests = vec![demo::edit::Digest::new(snapshots[0].lines(), snapshots[0].index())];
    assert_eq!(read_back(&text, &log, &snapshots, || ()).first_wrong, Some(1));
}

#[test]
fn a_log_is_the_same_for_the_same_seed_and_another_for_another() {
    let [.., text] = texts();
    let log = |seed| Log::random(&text, 50, seed, || ());
    assert_eq!((log(3).edits, log(3).digests), (log(3).edits, log(3).digests));
    assert_ne!(log(3).edits, log(4).edits);
}

#[test]
fn edits_name_the_words_that_come_and_go() {
    for text in texts() {
        let mut lines: Vec<_> = (0..).map(LineId).zip(text.iter().cloned()).collect();
        for edit in Log::random(&text, 500, 1, || ()).edits {
            let words_at = |lines: &[(LineId, String)]| -> Vec<String> {
                let line = lines.iter().find(|(id, _)| *id == edit.id);
                line.map(|(_, line)| words(line).collect()).unwrap_or_default()
            };
            let mut expected = words_at(&lines);
            replay(&mut lines, &edit);
            for word in &edit.removed {
                let at = expected.iter().position(|other| other == word);
                expected.swap_remove(at.expect("a word that goes was there"));
            }
            expected.extend(edit.added.iter().cloned());
            expected.sort_unstable();
            let mut found = words_at(&lines);
            found.sort_unstable();
            assert_eq!(found, expected, "{edit:?}");
        }
    }
}

#[test]
fn words_are_runs_of_letters_and_digits() {
    let line = "'Don't -- he'd said, `never 1st' STRASSE straße '' l'été";
    let raw: Vec<_> = raw_words(line).collect();
    assert_eq!(raw, ["Don't", "he'd", "said", "never", "1st", "STRASSE", "straße", "l'été"]);
    assert_eq!(words("And THE").collect::<Vec<_>>(), ["and", "the"]);
    assert_eq!(raw_words("*** '' --").count(), 0);
}
