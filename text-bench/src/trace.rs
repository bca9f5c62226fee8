//! Editing histories in the JSON format of the public collection of editing traces,
//! <https://github.com/josephg/editing-traces>.

use flate2::read::GzDecoder;
use serde::Deserialize;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// A text, and the edits that it went through.
pub(crate) struct Trace {
    pub(crate) name: String,
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
    /// The same in bytes.
    pub(crate) bytes: (usize, usize),
}

impl From<(usize, usize, String)> for Edit {
    fn from((at, removed, inserted): (usize, usize, String)) -> Self {
        Self { at, removed, inserted, bytes: (0, 0) }
    }
}

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

/// The error of a trace that cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{path}: {error}")]
    Unreadable { path: PathBuf, error: io::Error },
    #[error("{path} is no editing trace: {error}")]
    Malformed { path: PathBuf, error: serde_json::Error },
    #[error("{path}: edit {index} is out of bounds")]
    OutOfBounds { path: PathBuf, index: usize },
    #[error("{path}: the edits do not lead to the end that the trace has")]
    WrongEnd { path: PathBuf },
}

impl Trace {
    /// Reads a trace from a file, whose name ends in `.json` or `.json.gz`.
    pub(crate) fn read(path: &Path) -> Result<Self, Error> {
        let unreadable = |error| Error::Unreadable { path: path.to_owned(), error };
        let file = BufReader::new(File::open(path).map_err(unreadable)?);
        let is_compressed = path.extension().is_some_and(|extension| extension == "gz");
        let reader: Box<dyn Read> =
            if is_compressed { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
        let json = serde_json::from_reader(BufReader::new(reader));
        let Json { start_content: start, end_content: end, txns } =
            json.map_err(|error| Error::Malformed { path: path.to_owned(), error })?;
        let mut edits: Vec<Edit> = txns.into_iter().flat_map(|each| each.patches).collect();

        // All of them are made once, to see that they can be, and where they are in bytes.
        let mut text = ropey::Rope::from_str(&start);
        for (index, edit) in edits.iter_mut().enumerate() {
            let range = edit.at..edit.at.saturating_add(edit.removed);
            if range.end > text.len_chars() {
                return Err(Error::OutOfBounds { path: path.to_owned(), index });
            }
            let [at, to] = [range.start, range.end].map(|at| text.char_to_byte(at));
            edit.bytes = (at, to - at);
            text.remove(range);
            text.insert(edit.at, &edit.inserted);
        }
        if text != end {
            return Err(Error::WrongEnd { path: path.to_owned() });
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.split('.').next().unwrap_or_default().to_owned();
        Ok(Self { name, start, edits, end })
    }
}
