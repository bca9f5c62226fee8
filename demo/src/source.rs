//! The source of the text: the works that the repository ships, or files and folders named.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// The shipped works: `data/README.md` says whose they are and where they came from.
const SHIPPED: [(&str, &str); 2] = [
    ("alice.txt", include_str!("../data/alice.txt")),
    ("as-you-like-it.txt", include_str!("../data/as-you-like-it.txt")),
];

/// A text and its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The lines, without their ends. At least one of them holds a word.
    pub lines: Vec<String>,
    /// Bytes read, line ends included.
    pub bytes: usize,
    /// The files read, in reading order.
    pub files: Vec<PathBuf>,
    /// Files in named folders that were left out: empty, or not UTF-8.
    pub left_out: usize,
}

/// Why a text cannot be had. Each message names the path it is about.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// Nothing stands at the path.
    #[error("{}: no such file or folder", .0.display())]
    Missing(PathBuf),
    /// The system refuses to open or to read it.
    #[error("{}: cannot be read: {error}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// Neither a file nor a folder: a socket, a device, a pipe.
    #[error("{}: neither a file nor a folder", .0.display())]
    Special(PathBuf),
    /// A file of no bytes.
    #[error("{}: the file is empty", .0.display())]
    Empty(PathBuf),
    /// A file with bytes that are not UTF-8.
    #[error("{}: not UTF-8 text: the byte at offset {offset} fits no character", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Where its first wrong byte stands.
        offset: usize,
    },
    /// A folder in which no file could be used.
    #[error("{}: the folder holds no UTF-8 text file", .0.display())]
    NoTextFiles(PathBuf),
    /// Files were read, but there is not one word to index.
    #[error("{}: there is not one word in the text", .0.display())]
    NoWords(PathBuf),
    /// More text than may be held in memory.
    #[error("{}: more text than the memory limit of {limit} bytes", path.display())]
    TooLarge {
        /// The file that crossed the limit.
        path: PathBuf,
        /// The limit in bytes.
        limit: usize,
    },
}

/// Returns the works that the repository ships.
pub fn shipped() -> Text {
    let mut text = Text::new();
    for (name, content) in SHIPPED {
        text.add(Path::new(name), content);
    }
    text
}

/// Reads files, and folders with all below them, in the order named; names inside a folder are
/// taken in order of bytes, hidden ones and links are passed over.
///
/// A file that is named must be text. A folder may hold other files too; it must hold one text.
///
/// # Errors
///
/// The first thing that is wrong, see [`TextError`]. No more than `limit` bytes are read.
pub fn read(paths: &[PathBuf], limit: usize) -> Result<Text, TextError> {
    let mut text = Text::new();
    for path in paths {
        let meta = path.metadata().map_err(|error| cannot_read(path, error))?;
        if meta.is_dir() {
            text.read_folder(path, limit)?;
        } else if meta.is_file() {
            text.read_file(path, limit)?;
        } else {
            return Err(TextError::Special(path.clone()));
        }
    }
    match text.lines.iter().any(|line| words(line).next().is_some()) {
        true => Ok(text),
        false => Err(TextError::NoWords(paths.first().cloned().unwrap_or_default())),
    }
}

/// Returns the words of a line, in lower case: runs of letters and digits, an apostrophe between
/// two letters included.
pub fn words(line: &str) -> impl Iterator<Item = String> {
    raw_words(line).map(str::to_lowercase)
}

/// Returns the words of a line as they stand there.
pub fn raw_words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
}

impl Text {
    fn new() -> Self {
        Self { lines: Vec::new(), bytes: 0, files: Vec::new(), left_out: 0 }
    }

    fn add(&mut self, path: &Path, content: &str) {
        self.lines.extend(content.lines().map(str::to_owned));
        self.bytes += content.len();
        self.files.push(path.to_owned());
    }

    fn read_folder(&mut self, folder: &Path, limit: usize) -> Result<(), TextError> {
        let before = self.files.len();
        let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
        let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|entry| entry.depth() == 0 || !hidden(entry.file_name())) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(folder).to_owned();
                let error = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
                cannot_read(&path, error)
            })?;
            if !entry.file_type().is_file() {
                continue;
            }
            match self.read_file(entry.path(), limit) {
                Err(TextError::Empty(_) | TextError::NotUtf8 { .. }) => self.left_out += 1,
                other => other?,
            }
        }
        match self.files.len() > before {
            true => Ok(()),
            false => Err(TextError::NoTextFiles(folder.to_owned())),
        }
    }

    fn read_file(&mut self, path: &Path, limit: usize) -> Result<(), TextError> {
        // One byte more than may be read tells a file that is too large from one that just fits,
        // whatever size the system claims for it.
        let room = limit.saturating_sub(self.bytes);
        let mut content = Vec::new();
        File::open(path)
            .and_then(|file| file.take(room as u64 + 1).read_to_end(&mut content))
            .map_err(|error| cannot_read(path, error))?;
        if content.is_empty() {
            return Err(TextError::Empty(path.to_owned()));
        }
        if content.len() > room {
            return Err(TextError::TooLarge { path: path.to_owned(), limit });
        }
        let content = str::from_utf8(&content).map_err(|error| TextError::NotUtf8 {
            path: path.to_owned(),
            offset: error.valid_up_to(),
        })?;
        self.add(path, content.strip_prefix('\u{feff}').unwrap_or(content));
        Ok(())
    }
}

fn cannot_read(path: &Path, error: io::Error) -> TextError {
    match error.kind() {
        io::ErrorKind::NotFound => TextError::Missing(path.to_owned()),
        _ => TextError::Unreadable { path: path.to_owned(), error },
    }
}
