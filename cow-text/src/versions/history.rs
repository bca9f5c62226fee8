//! A history of a text, with undo by groups of keystrokes.

use crate::breaks::{Lf, LineBreaks};
use crate::generic_text::GenericText;
use core::time::Duration;
use cow_core::{Atomic, RefCount};
use cow_versions::History;
use cow_versions::history::{CommitId, Unknown};
use std::string::String;
use std::time::SystemTime;

/// A text and its versions, of which edits that follow each other quickly are one.
///
/// What is being typed is the *draft*. It becomes a commit of the [`History`] when there was no edit for a while, or
/// when something else is done: undo, another branch, a merge.
///
/// ```
/// use cow_text::{CowText, TextHistory};
/// use std::time::{Duration, SystemTime};
///
/// let start = SystemTime::UNIX_EPOCH;
/// let mut history = TextHistory::new(CowText::new(), start);
/// for (index, letter) in ["o", "n", "e"].into_iter().enumerate() {
///     let time = start + Duration::from_millis(100 * index as u64);
///     history.edit(time, |text| text.push_str(letter));
/// }
/// history.edit(start + Duration::from_secs(9), |text| text.push_str(" two"));
///
/// assert_eq!(history.undo().unwrap(), "one");
/// assert_eq!(history.undo().unwrap(), "");
/// assert!(history.undo().is_none());
/// assert_eq!(history.redo().unwrap(), "one");
/// ```
#[derive(Clone, Debug)]
pub struct TextHistory<C: RefCount = Atomic, B: LineBreaks = Lf> {
    history: History<GenericText<C, B>>,
    /// What has been edited since the last commit, and when last.
    draft: Option<(GenericText<C, B>, SystemTime)>,
    pause: Duration,
}

impl<C: RefCount, B: LineBreaks> TextHistory<C, B> {
    /// After how long a pause an edit begins a new version, if nothing else is said.
    pub const PAUSE: Duration = Duration::from_millis(500);

    /// Returns a history that begins with a text.
    #[must_use]
    pub fn new(text: GenericText<C, B>, time: SystemTime) -> Self {
        Self { history: History::new_at(text, time), draft: None, pause: Self::PAUSE }
    }

    /// Sets after how long a pause an edit begins a new version.
    pub fn set_pause(&mut self, pause: Duration) {
        self.pause = pause;
    }

    /// Returns the text as it is now.
    #[must_use]
    pub fn text(&self) -> &GenericText<C, B> {
        self.draft.as_ref().map_or_else(|| self.history.value(), |(text, _)| text)
    }

    /// Edits the text. If the last edit was longer ago than the pause, what was there before becomes a version.
    ///
    /// If `edit` panics, the text is as it was.
    pub fn edit<R>(
        &mut self,
        time: SystemTime,
        edit: impl FnOnce(&mut GenericText<C, B>) -> R,
    ) -> R {
        let is_late = |last| time.duration_since(last).is_ok_and(|passed| passed > self.pause);
        if self.draft.as_ref().is_some_and(|(_, last)| is_late(*last)) {
            self.commit("");
        }
        let mut text = self.text().clone();
        let result = edit(&mut text);
        if text != *self.text() {
            self.draft = Some((text, time));
        }
        result
    }

    /// Makes a version of what has been edited, with a label. Returns it, or the last one if that has the same text.
    pub fn commit(&mut self, label: impl Into<String>) -> CommitId {
        match self.draft.take() {
            // What was typed may have been deleted again.
            Some((text, time)) if text != *self.history.value() => {
                self.history.commit_at(label, text, time)
            }
            _ => self.history.head(),
        }
    }

    /// Goes back to the version before, and returns it; `None` at the first.
    pub fn undo(&mut self) -> Option<&GenericText<C, B>> {
        self.commit("");
        self.history.undo()
    }

    /// Takes an undo back; `None` if there is none, or if edits since then have changed the text.
    pub fn redo(&mut self) -> Option<&GenericText<C, B>> {
        self.commit("");
        self.history.redo()
    }

    /// Makes a branch where the current one is, and goes on there.
    ///
    /// # Errors
    /// If there is such a branch.
    pub fn branch(&mut self, name: &str) -> Result<(), Unknown> {
        let head = self.commit("");
        self.history.branch(name, head)?;
        self.history.switch(name).map(drop)
    }

    /// Goes on with another branch, and returns its text.
    ///
    /// # Errors
    /// If there is no such branch.
    pub fn switch(&mut self, name: &str) -> Result<&GenericText<C, B>, Unknown> {
        self.commit("");
        self.history.switch(name)
    }

    /// Returns the versions, to be looked at, labelled, compared and merged. What is being edited becomes one.
    pub fn versions(&mut self) -> &mut History<GenericText<C, B>> {
        self.commit("");
        &mut self.history
    }
}
