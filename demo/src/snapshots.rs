//! The first real run: edit a text, keep a snapshot after each edit, read all of them back.

use std::collections::HashSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::document::{BoxedDocument, CowDocument, DeepDocument, Document};
use crate::edit::Log;
use crate::heap;
use crate::progress::Watch;
use crate::readback::{ReadBack, read_back};
use crate::source::words;

/// What one contender took.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The contender.
    pub name: &'static str,
    /// What its document is made of.
    pub parts: &'static str,
    /// Edits made, and as many snapshots kept. Fewer than asked for where memory ran out.
    pub kept: usize,
    /// Bytes of one whole document.
    pub document_bytes: usize,
    /// Time of all edits.
    pub edits: Duration,
    /// Time of all snapshots.
    pub snapshots: Duration,
    /// Bytes that all snapshots hold beyond the document that was edited.
    pub held_bytes: usize,
    /// What reading them back showed.
    pub read_back: ReadBack,
    /// The words that begin with the prefix asked for, in an old snapshot and in the last.
    pub found: [Found; 2],
}

/// The words of one snapshot that begin with the prefix asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The snapshot: after this edit, from 1.
    pub snapshot: usize,
    /// The words in order, each with the number of its occurrences.
    pub words: Vec<(String, usize)>,
}

/// The old snapshot that is asked, where so many were kept.
const OLD: usize = 100;

impl Outcome {
    /// Mean time of an edit.
    pub fn per_edit(&self) -> Duration {
        self.mean(self.edits)
    }

    /// Mean time of a snapshot.
    pub fn per_snapshot(&self) -> Duration {
        self.mean(self.snapshots)
    }

    /// Mean time of an edit and the snapshot after it.
    pub fn per_step(&self) -> Duration {
        self.mean(self.edits + self.snapshots)
    }

    /// Mean bytes that a snapshot holds.
    pub fn bytes_per_snapshot(&self) -> usize {
        self.held_bytes / self.kept.max(1)
    }

    fn mean(&self, sum: Duration) -> Duration {
        Duration::from_nanos((sum.as_nanos() / self.kept.max(1) as u128) as u64)
    }
}

/// The first contender is the one that the others are compared with.
const CONTENDERS: [fn(&Workload, &dyn Watch) -> Outcome; 3] =
    [run::<DeepDocument>, run::<BoxedDocument>, run::<CowDocument>];

/// A text, the edits to it, and the bytes that one contender's snapshots may hold.
#[derive(Debug)]
pub struct Workload<'a> {
    /// The lines of the text.
    pub text: &'a [String],
    /// The edits, and what each leads to.
    pub log: Log,
    /// Different words in the text.
    pub distinct_words: usize,
    /// A contender stops after the snapshot with which it holds this much or more.
    pub memory_limit: usize,
    /// How words begin that are asked for in the end.
    pub prefix: &'a str,
}

impl<'a> Workload<'a> {
    /// Makes the workload of the edits in `log`.
    pub fn new(text: &'a [String], log: Log, memory_limit: usize, prefix: &'a str) -> Self {
        let distinct_words = text.iter().flat_map(|line| words(line)).collect::<HashSet<_>>().len();
        Self { text, log, distinct_words, memory_limit, prefix }
    }

    /// Runs all contenders, one after the other, each with the memory of the one before freed.
    pub fn run(&self, watch: &dyn Watch) -> Vec<Outcome> {
        CONTENDERS.iter().map(|contender| contender(self, watch)).collect()
    }
}

/// Runs one contender. Timed are the edits and the clones; building the document, counting bytes,
/// reading back and dropping stand outside.
fn run<D: Document>(work: &Workload, watch: &dyn Watch) -> Outcome {
    let before = heap::held();
    let mut document = D::build(work.text, work.distinct_words);
    let document_bytes = (heap::held() - before).max(0) as usize + size_of::<D>();

    let mut snapshots = Vec::with_capacity(work.log.edits.len());
    let (mut edits, mut clones) = (Duration::ZERO, Duration::ZERO);
    // An edit may free more than it takes: the sum is what counts.
    let mut growth = 0;
    let mut held_bytes = 0;
    watch.begin(D::NAME, work.log.edits.len());
    for edit in &work.log.edits {
        let before = heap::held();
        let start = Instant::now();
        black_box(&mut document).apply(edit);
        let edited = Instant::now();
        let snapshot = black_box(document.clone());
        let cloned = Instant::now();
        growth += heap::held() - before + size_of::<D>() as isize;

        edits += edited - start;
        clones += cloned - edited;
        snapshots.push(snapshot);
        held_bytes = growth.max(0) as usize;
        watch.step();
        if held_bytes >= work.memory_limit {
            break;
        }
    }

    watch.begin("reading the snapshots back", snapshots.len());
    let read_back = read_back(work.text, &work.log, &snapshots, || watch.step());
    let found = [OLD.min(snapshots.len().div_ceil(2)), snapshots.len()];
    let found = found.map(|number| {
        let words = snapshots[number - 1].beginning(work.prefix);
        let words = words.map(|(word, count)| (word.to_owned(), count)).collect();
        Found { snapshot: number, words }
    });
    Outcome {
        name: D::NAME,
        parts: D::PARTS,
        kept: snapshots.len(),
        document_bytes,
        edits,
        snapshots: clones,
        held_bytes,
        read_back,
        found,
    }
}
