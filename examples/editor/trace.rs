//! Editing histories: traces in JSON, and the history that git has of a file.

use crate::Error;
use flate2::read::GzDecoder;
use serde::Deserialize;
use similar::{DiffTag, TextDiff};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A text, and the edits that it went through.
pub(crate) struct Trace {
    pub(crate) start: String,
    pub(crate) edits: Vec<Edit>,
    /// What it is in the end.
    pub(crate) end: String,
}

/// Some characters that are replaced by others.
#[derive(Debug, Deserialize)]
#[serde(from = "(usize, usize, String)")]
pub(crate) struct Edit {
    /// Before which character.
    pub(crate) at: usize,
    pub(crate) removed: usize,
    pub(crate) inserted: String,
}

impl From<(usize, usize, String)> for Edit {
    fn from((at, removed, inserted): (usize, usize, String)) -> Self {
        Self { at, removed, inserted }
    }
}

/// The format of the public collection of editing traces: <https://github.com/josephg/editing-traces>.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Json {
    start_content: String,
    end_content: String,
    txns: Vec<Transaction>,
}

#[derive(Deserialize)]
struct Transaction {
    patches: Vec<Edit>,
}

impl Trace {
    /// Reads a trace, if the name ends in `.json` or `.json.gz`, or else the git history of the file.
    pub(crate) fn read(path: &Path) -> Result<Self, Error> {
        let name = path.to_string_lossy();
        let trace = match (name.strip_suffix(".json"), name.strip_suffix(".json.gz")) {
            (None, None) => Self::from_git(path)?,
            (_, gz) => Self::from_json(path, gz.is_some())?,
        };
        // An edit out of bounds is found here, and not by a panic later.
        let mut len = trace.start.chars().count();
        for (index, edit) in trace.edits.iter().enumerate() {
            if edit.at.saturating_add(edit.removed) > len {
                return Err(Error::BadEdit { path: path.to_owned(), index, len });
            }
            len = len - edit.removed + edit.inserted.chars().count();
        }
        Ok(trace)
    }

    fn from_json(path: &Path, is_compressed: bool) -> Result<Self, Error> {
        let unreadable = |error| Error::Unreadable { path: path.to_owned(), error };
        let file = BufReader::new(File::open(path).map_err(unreadable)?);
        let reader: Box<dyn Read> =
            if is_compressed { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
        let json = serde_json::from_reader(BufReader::new(reader));
        let Json { start_content, end_content, txns } =
            json.map_err(|error| Error::BadTrace { path: path.to_owned(), error })?;
        let edits = txns.into_iter().flat_map(|transaction| transaction.patches).collect();
        Ok(Self { start: start_content, edits, end: end_content })
    }

    fn from_git(path: &Path) -> Result<Self, Error> {
        let path = path
            .canonicalize()
            .map_err(|error| Error::Unreadable { path: path.to_owned(), error })?;
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(Error::NoHistory { path, message: "it is no file".to_owned() });
        };
        let name = Path::new(name);
        let log = git(folder, &["log", "--reverse", "--format=%H", "--"], name)?;
        let mut versions = log.lines().map(|commit| {
            let mut object = PathBuf::from(format!("{commit}:."));
            object.push(name);
            // A commit that removed the file has none.
            git(folder, &["show"], &object).unwrap_or_default()
        });
        let Some(start) = versions.next() else {
            return Err(Error::NoHistory { path, message: "no commit has it".to_owned() });
        };
        let (mut edits, mut end) = (Vec::new(), start.clone());
        for next in versions {
            edits.extend(changes(&end, &next));
            end = next;
        }
        Ok(Self { start, edits, end })
    }
}

/// What git prints.
fn git(folder: &Path, arguments: &[&str], last: &Path) -> Result<String, Error> {
    let failed = |message| Error::NoHistory { path: folder.join(last), message };
    let output = Command::new("git").current_dir(folder).args(arguments).arg(last).output();
    let output = output.map_err(|error| failed(format!("git cannot be run: {error}")))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The edits from one text to another, line by line.
fn changes(old: &str, new: &str) -> Vec<Edit> {
    let diff = TextDiff::from_lines(old, new);
    let letters = |lines: &[&str]| lines.iter().map(|line| line.chars().count()).sum::<usize>();
    let (mut at, mut edits) = (0, Vec::new());
    let old_lines: Vec<&str> = diff.iter_old_slices().collect();
    let new_lines: Vec<&str> = diff.iter_new_slices().collect();
    for op in diff.ops() {
        let (removed, inserted) = (&old_lines[op.old_range()], &new_lines[op.new_range()]);
        if op.tag() != DiffTag::Equal {
            edits.push(Edit { at, removed: letters(removed), inserted: inserted.concat() });
        }
        at += letters(inserted);
    }
    edits
}
