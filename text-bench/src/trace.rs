//! Editing histories: in the JSON format of the public collection of editing traces,
//! <https://github.com/josephg/editing-traces>, and as git has them of a file.

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use similar::{DiffTag, TextDiff};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A text, and the edits that it went through.
pub struct Trace {
    /// The name of its file, without what follows a dot.
    pub name: String,
    /// The text before the first edit.
    pub start: String,
    /// The edits, in order.
    pub edits: Vec<Edit>,
    /// The text after the last edit.
    pub end: String,
}

/// Some characters that are replaced by others.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(from = "(usize, usize, String)", into = "(usize, usize, String)")]
pub struct Edit {
    /// The character before which the edit is made.
    pub at: usize,
    /// How many characters are removed there.
    pub removed: usize,
    /// The text that is inserted.
    pub inserted: String,
    /// The first two in bytes.
    pub bytes: (usize, usize),
}

impl From<(usize, usize, String)> for Edit {
    fn from((at, removed, inserted): (usize, usize, String)) -> Self {
        Self { at, removed, inserted, bytes: (0, 0) }
    }
}

impl From<Edit> for (usize, usize, String) {
    fn from(edit: Edit) -> Self {
        (edit.at, edit.removed, edit.inserted)
    }
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Json {
    start_content: String,
    end_content: String,
    txns: Vec<Transaction>,
}

#[derive(Deserialize, Serialize)]
struct Transaction {
    patches: Vec<Edit>,
}

/// The error of a history that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read, or not be written.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The file is no trace in JSON.
    #[error("{}: {error}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        error: serde_json::Error,
    },
    /// An edit is out of bounds.
    #[error("{}: edit {index} does not fit a text of {len} characters", path.display())]
    BadEdit {
        /// The file.
        path: PathBuf,
        /// The edit's number, from 0.
        index: usize,
        /// How long the text is before that edit.
        len: usize,
    },
    /// The edits do not lead to the text that the trace has as its end.
    #[error("{}: the edits lead to another text than the trace has at its end", path.display())]
    WrongEnd {
        /// The file.
        path: PathBuf,
    },
    /// Git has no history of the file.
    #[error("{}: no history in git: {message}", path.display())]
    NoHistory {
        /// The file.
        path: PathBuf,
        /// What git says.
        message: String,
    },
}

impl Trace {
    /// Reads a history: a trace if the name of the file ends in `.json` or `.json.gz`, and otherwise what git has.
    ///
    /// # Errors
    /// If there is none, or if it cannot be made.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_compressed = name.ends_with(".json.gz");
        let json = if is_compressed || name.ends_with(".json") {
            from_json(path, is_compressed)?
        } else {
            from_git(path)?
        };
        Self::checked(path, &name, json)
    }

    /// Makes all edits once, to see that they can be, and where they are in bytes.
    fn checked(path: &Path, name: &str, json: Json) -> Result<Self, Error> {
        let Json { start_content: start, end_content: end, txns } = json;
        let mut edits: Vec<Edit> = txns.into_iter().flat_map(|each| each.patches).collect();
        let mut text = ropey::Rope::from_str(&start);
        for (index, edit) in edits.iter_mut().enumerate() {
            let range = edit.at..edit.at.saturating_add(edit.removed);
            let len = text.len_chars();
            if range.end > len {
                return Err(Error::BadEdit { path: path.to_owned(), index, len });
            }
            let [at, to] = [range.start, range.end].map(|at| text.char_to_byte(at));
            edit.bytes = (at, to - at);
            text.remove(range);
            text.insert(edit.at, &edit.inserted);
        }
        if text != end {
            return Err(Error::WrongEnd { path: path.to_owned() });
        }
        let name = name.split('.').next().unwrap_or_default().to_owned();
        Ok(Self { name, start, edits, end })
    }

    /// Writes the history as a trace in JSON, which is compressed if the name of the file ends in `.gz`.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        let failed = |error| Error::File { path: path.to_owned(), error };
        let json = Json {
            start_content: self.start.clone(),
            end_content: self.end.clone(),
            txns: vec![Transaction { patches: self.edits.clone() }],
        };
        let file = BufWriter::new(File::create(path).map_err(failed)?);
        if path.extension().is_some_and(|extension| extension == "gz") {
            let mut file = GzEncoder::new(file, Compression::best());
            serde_json::to_writer(&mut file, &json).map_err(io::Error::from).map_err(failed)?;
            return file.finish().and_then(|mut file| file.flush()).map_err(failed);
        }
        serde_json::to_writer(file, &json).map_err(io::Error::from).map_err(failed)
    }
}

fn from_json(path: &Path, is_compressed: bool) -> Result<Json, Error> {
    let file = File::open(path).map_err(|error| Error::File { path: path.to_owned(), error })?;
    let file = BufReader::new(file);
    let reader: Box<dyn Read> =
        if is_compressed { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    serde_json::from_reader(BufReader::new(reader))
        .map_err(|error| Error::Malformed { path: path.to_owned(), error })
}

fn from_git(path: &Path) -> Result<Json, Error> {
    let path = path.canonicalize().map_err(|error| Error::File { path: path.to_owned(), error })?;
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
    let (mut txns, mut end) = (Vec::new(), start.clone());
    for next in versions {
        txns.push(Transaction { patches: changes(&end, &next) });
        end = next;
    }
    Ok(Json { start_content: start, end_content: end, txns })
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
            edits.push(Edit::from((at, letters(removed), inserted.concat())));
        }
        at += letters(inserted);
    }
    edits
}
