//! The editor without a terminal: what keys do.

use crate::document::{Change, Document};
use crate::versions::Versions;
use cow_text::CowText;
use cow_text::ReadError;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

pub(crate) struct App {
    pub(crate) path: PathBuf,
    pub(crate) versions: Versions,
    /// The version that the file has, as far as is known.
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

/// Why the text could not be saved. It is still here.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SaveError {
    #[error("not saved, for another program may have changed it: {0}")]
    Unreadable(ReadError),

    #[error(transparent)]
    Unwritable(#[from] io::Error),
}

const UNSAVED: &str = "Not saved: ^Q again ends without saving, ^S saves";

pub(crate) const HELP: &str = "^S save  ^Z undo  ^Y redo  ^T versions  ^Q quit";

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

    /// Handles a key that was pressed while the screen was too small to show the text: saves and ends, but does not edit.
    pub(crate) fn on_blind_key(&mut self, key: KeyEvent) -> Result<(), SaveError> {
        let is_allowed = matches!(key.code, KeyCode::Char('s' | 'q'));
        if is_allowed && is_command(key) { self.on_key(key) } else { Ok(()) }
    }

    pub(crate) fn on_key(&mut self, key: KeyEvent) -> Result<(), SaveError> {
        let before = std::mem::replace(&mut self.message, HELP.to_owned());
        match self.timeline {
            _ if is_command(key) => return self.on_command(key.code, &before),
            Some(timeline) => self.on_timeline_key(timeline, key),
            None => self.on_text_key(key.code),
        }
        Ok(())
    }

    fn on_command(&mut self, key: KeyCode, before: &str) -> Result<(), SaveError> {
        match key {
            KeyCode::Char('q') if self.is_changed() && before != UNSAVED => {
                self.message = UNSAVED.to_owned();
            }
            KeyCode::Char('q') => self.has_ended = true,
            // The walk through the versions has its own keys.
            _ if self.timeline.is_some() => {}
            KeyCode::Char('s') => self.save()?,
            KeyCode::Char('z') if !self.versions.undo() => {
                self.message = "This is how it was opened".to_owned()
            }
            KeyCode::Char('y') if !self.versions.redo() => {
                self.message = "There is nothing to redo".to_owned()
            }
            KeyCode::Char('t') => {
                self.timeline = Some(Timeline { shown: self.versions.current(), diff: false });
            }
            _ => {}
        }
        Ok(())
    }

    /// Writes the current version. If another program has changed the file, that text becomes a version instead, to be
    /// looked at and merged; the next time this one is written.
    fn save(&mut self) -> Result<(), SaveError> {
        let known = &self.versions.get(self.saved).document.text;
        match File::open(&self.path).map_err(ReadError::from).and_then(CowText::from_reader) {
            Ok(found) if found != *known => {
                let label = "the file, changed by another program".to_owned();
                self.saved = self.versions.add(self.saved, Document::new(found), label);
                self.message = format!(
                    "Changed by another program: that is version {}. ^S again writes over it",
                    self.saved
                );
                return Ok(());
            }
            // What is not there cannot be lost.
            Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(SaveError::Unreadable(error)),
            Ok(_) => {}
        }
        write(&self.path, &self.document().text)?;
        self.saved = self.versions.current();
        self.message = "Saved".to_owned();
        Ok(())
    }

    /// Writes the current version to a new file beside that of the text, unless it is saved or the user has ended the
    /// editor. Returns the name of that file.
    pub(crate) fn rescue(&self) -> io::Result<Option<PathBuf>> {
        if self.has_ended || !self.is_changed() {
            return Ok(None);
        }
        let mut number = 1;
        loop {
            let mut path = self.path.clone().into_os_string();
            path.push(format!(".unsaved-{number}"));
            match File::create_new(&path) {
                Ok(file) => {
                    self.document().text.write_to(&file)?;
                    file.sync_all()?;
                    return Ok(Some(path.into()));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error),
            }
        }
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

fn is_command(key: KeyEvent) -> bool {
    key.modifiers.contains(KeyModifiers::CONTROL)
}

/// Writes a file beside the old one and puts it in its place, so that one of both is there at any time.
fn write(path: &Path, text: &CowText) -> io::Result<()> {
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
