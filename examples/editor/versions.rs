//! Every version of a text, each with the one that it was made from.

use crate::document::Document;
use cow_text::conflict_markers;
use cow_versions::merge3;

/// A tree of versions that only grows. There is always one.
pub(crate) struct Versions {
    all: Vec<Version>,
    current: usize,
}

pub(crate) struct Version {
    pub(crate) document: Document,
    pub(crate) parent: Option<usize>,
    pub(crate) label: String,
    /// The version made from this one that was current last: where a redo goes.
    next: Option<usize>,
}

impl Versions {
    pub(crate) fn new(document: Document) -> Self {
        let first = Version { document, parent: None, label: "as opened".to_owned(), next: None };
        Self { all: vec![first], current: 0 }
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn get(&self, index: usize) -> &Version {
        &self.all[index]
    }

    pub(crate) fn current(&self) -> usize {
        self.current
    }

    /// The current text, for its cursor.
    pub(crate) fn document_mut(&mut self) -> &mut Document {
        &mut self.all[self.current].document
    }

    /// Keeps a version that was made from the current one, and makes it current.
    pub(crate) fn keep(&mut self, document: Document, label: String) {
        let index = self.add(self.current, document, label);
        self.go_to(index);
    }

    /// Keeps a version that was made from another one, and returns its number.
    pub(crate) fn add(&mut self, parent: usize, document: Document, label: String) -> usize {
        self.all.push(Version { document, parent: Some(parent), label, next: None });
        self.all.len() - 1
    }

    /// Makes a version current. What is typed next begins a branch there.
    pub(crate) fn go_to(&mut self, index: usize) {
        self.current = index;
        if let Some(parent) = self.all[index].parent {
            self.all[parent].next = Some(index);
        }
    }

    pub(crate) fn undo(&mut self) -> bool {
        let parent = self.all[self.current].parent;
        parent.inspect(|&parent| self.go_to(parent)).is_some()
    }

    pub(crate) fn redo(&mut self) -> bool {
        let next = self.all[self.current].next;
        next.inspect(|&next| self.go_to(next)).is_some()
    }

    /// How many versions nothing was made from.
    pub(crate) fn branches(&self) -> usize {
        self.all.iter().filter(|version| version.next.is_none()).count()
    }

    /// The newest version that both were made from.
    pub(crate) fn ancestor(&self, mut a: usize, mut b: usize) -> usize {
        // A version comes after the one that it was made from.
        while a != b {
            let later = if a > b { &mut a } else { &mut b };
            *later = self.all[*later].parent.unwrap_or(0);
        }
        a
    }

    /// Merges a version into the current one, and keeps the result. Returns how many conflicts it has.
    pub(crate) fn merge(&mut self, with: usize) -> usize {
        let base = &self.all[self.ancestor(self.current, with)].document;
        let mut document = self.all[self.current].document.clone();
        let merged = merge3(&base.text, &document.text, &self.all[with].document.text);
        let conflicts = merged.conflicts.len();
        // What both sides changed, each in its way, stands between markers; nodes that none has changed are shared.
        document.text = conflict_markers(&merged, ["ours", "base", "theirs"]);
        document.go_to(document.row);
        self.keep(document, format!("merge of {with}, conflicts: {conflicts}"));
        conflicts
    }
}
