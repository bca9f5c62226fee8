//! Do the snapshots still hold what they held when they were taken?

use std::collections::BTreeMap;

use crate::document::Document;
use crate::edit::{Digest, LineId, Log, replay};
use crate::source::words;

/// How many snapshots at most are compared in full, line by line and word by word.
pub const IN_FULL: usize = 16;

/// What reading all snapshots back showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadBack {
    /// Snapshots read.
    pub read: usize,
    /// Snapshots that are right.
    pub right: usize,
    /// Snapshots compared in full.
    pub in_full: usize,
    /// The first that is wrong: taken after this edit, from 1.
    pub first_wrong: Option<usize>,
}

/// Reads every snapshot: `snapshots[i]` is to be the document after `log.edits[i]`.
///
/// The digest of each must be the one that the log's maker noted. Some of them, evenly spread, the
/// last included, are also compared in full with a replay of the log on plain lines, whose words
/// are looked up anew.
pub fn read_back<D: Document>(
    text: &[String],
    log: &Log,
    snapshots: &[D],
    mut done: impl FnMut(),
) -> ReadBack {
    let step = snapshots.len().div_ceil(IN_FULL).max(1);
    let mut lines: Vec<_> = (0..).map(LineId).zip(text.iter().cloned()).collect();
    let mut result = ReadBack { read: 0, right: 0, in_full: 0, first_wrong: None };
    for (snapshot, (edit, noted)) in snapshots.iter().zip(log.edits.iter().zip(&log.digests)) {
        replay(&mut lines, edit);
        result.read += 1;
        let mut right = Digest::new(snapshot.lines(), snapshot.index()) == *noted;
        if (snapshots.len() - result.read).is_multiple_of(step) {
            right &= equal_in_full(snapshot, &lines);
            result.in_full += 1;
        }
        if right {
            result.right += 1;
        } else {
            result.first_wrong.get_or_insert(result.read);
        }
        done();
    }
    result
}

fn equal_in_full(snapshot: &impl Document, lines: &[(LineId, String)]) -> bool {
    let mut index = BTreeMap::<String, Vec<LineId>>::new();
    for (id, line) in lines {
        for word in words(line) {
            index.entry(word).or_default().push(*id);
        }
    }
    // Lines were inserted: names are not in the order of the lines.
    index.values_mut().for_each(|ids| ids.sort_unstable());
    let held: BTreeMap<_, Vec<_>> =
        snapshot.index().map(|(word, ids)| (word, ids.collect())).collect();
    let counts = index.iter().map(|(word, ids)| (word.as_str(), ids.len()));
    let plain = lines.iter().map(|(id, line)| (*id, line.as_str()));
    snapshot.lines().eq(plain)
        && snapshot.beginning("").eq(counts)
        && held.into_iter().eq(index.iter().map(|(word, ids)| (word.as_str(), ids.clone())))
}
