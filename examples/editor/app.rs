//! The editor without a terminal: what keys do.

use crate::document::{Change, Document};
use crate::versions::Versions;
use cow_text::CowText;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub(crate) struct App {
    pub(crate) path: PathBuf,
    pub(crate) versions: Versions,
    /// The version that the file has.
    saved: usize,
    pub(crate) timeline: Option<Timeline>,
    /// What the last key did.
    pub(crate) message: String,
    pub(crate) has_ended: bool,
}

/// The walk through all versions.
#[derive(Clone, Copy)]
pub(crate) struct Timeline {
    pub(crate) shown: usize,
    /// Whether to show what differs from the current version.
    pub(crate) diff: bool,
}

const HELP: &str = "^S save  ^Z undo  ^Y redo  ^T versions  ^Q quit";

impl App {
    pub(crate) fn new(path: &Path, text: CowText) -> Self {
        Self {
            path: path.to_owned(),
            versions: Versions::new(Document::new(text)),
            saved: 0,
            timeline: None,
            message: HELP.to_owned(),
            has_ended: false,
        }
    }

    pub(crate) fn document(&self) -> &Document {
        &self.versions.get(self.versions.current()).document
    }

    /// Whether the current version is not what the file has.
    pub(crate) fn is_changed(&self) -> bool {
        self.versions.current() != self.saved
    }

    pub(crate) fn on_key(&mut self, key: KeyEvent) -> io::Result<()> {
        let before = std::mem::replace(&mut self.message, HELP.to_owned());
        match self.timeline {
            Some(timeline) => self.on_timeline_key(timeline, key),
            None if key.modifiers.contains(KeyModifiers::CONTROL) => {
                return self.on_command(key.code, &before);
            }
            None => self.on_text_key(key.code),
        }
        Ok(())
    }

    fn on_command(&mut self, key: KeyCode, before: &str) -> io::Result<()> {
        const UNSAVED: &str = "Not saved: ^Q again ends without saving, ^S saves";
        match key {
            KeyCode::Char('s') => {
                save(&self.path, &self.document().text)?;
                self.saved = self.versions.current();
                self.message = "Saved".to_owned();
            }
            KeyCode::Char('z') if !self.versions.undo() => {
                self.message = "This is how it was opened".to_owned()
            }
            KeyCode::Char('y') if !self.versions.redo() => {
                self.message = "There is nothing to redo".to_owned()
            }
            KeyCode::Char('t') => {
                self.timeline = Some(Timeline { shown: self.versions.current(), diff: false });
            }
            KeyCode::Char('q') if self.is_changed() && before != UNSAVED => {
                self.message = UNSAVED.to_owned()
            }
            KeyCode::Char('q') => self.has_ended = true,
            _ => {}
        }
        Ok(())
    }

    fn on_timeline_key(&mut self, mut timeline: Timeline, key: KeyEvent) {
        let last = self.versions.len() - 1;
        let step = if key.modifiers.contains(KeyModifiers::SHIFT) { 10 } else { 1 };
        match key.code {
            KeyCode::Left => timeline.shown = timeline.shown.saturating_sub(step),
            KeyCode::Right => timeline.shown = (timeline.shown + step).min(last),
            KeyCode::Home => timeline.shown = 0,
            KeyCode::End => timeline.shown = last,
            KeyCode::Char('d') => timeline.diff = !timeline.diff,
            KeyCode::Char('m') => {
                let conflicts = self.versions.merge(timeline.shown);
                self.timeline = None;
                self.message = format!("Merged version {}, conflicts: {conflicts}", timeline.shown);
                return;
            }
            KeyCode::Enter => {
                self.versions.go_to(timeline.shown);
                self.timeline = None;
                return;
            }
            KeyCode::Esc => {
                self.timeline = None;
                return;
            }
            _ => {}
        }
        self.timeline = Some(timeline);
    }

    fn on_text_key(&mut self, key: KeyCode) {
        let change = match key {
            KeyCode::Char(letter) => Change::Insert(letter),
            KeyCode::Tab => Change::Insert('\t'),
            KeyCode::Enter => Change::Break,
            KeyCode::Backspace => Change::Backspace,
            KeyCode::Delete => Change::Delete,
            _ => return self.move_cursor(key),
        };
        let mut next = self.document().clone();
        if next.change(change) {
            let label = format!("{change:?}, line {}", next.row + 1);
            self.versions.keep(next, label);
        }
    }

    /// A cursor belongs to its version, but to move it makes none.
    fn move_cursor(&mut self, key: KeyCode) {
        let document = self.versions.document_mut();
        let row = document.row;
        match key {
            KeyCode::Left => document.left(),
            KeyCode::Right => document.right(),
            KeyCode::Up => document.go_to(row.saturating_sub(1)),
            KeyCode::Down => document.go_to(row + 1),
            KeyCode::PageUp => document.go_to(row.saturating_sub(20)),
            KeyCode::PageDown => document.go_to(row + 20),
            KeyCode::Home => document.column = 0,
            KeyCode::End => document.end(),
            _ => {}
        }
    }
}

/// Writes a file beside the old one and puts it in its place, so that one of both is there at any time.
fn save(path: &Path, text: &CowText) -> io::Result<()> {
    // A link stays one, and what it leads to is written.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    // What the mask of the user leaves of it, as for any new file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    text.write_to(&mut file)?;
    file.as_file().sync_all()?;
    if let Ok(old) = fs::metadata(path) {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.persist(path)?;
    Ok(())
}
