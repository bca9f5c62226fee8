//! Files that are written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file to be, of which nothing is there before it is whole.
#[derive(Debug)]
pub struct Draft {
    /// As it was named.
    path: PathBuf,
    /// What is put in its place: where a link leads to, for a link.
    target: PathBuf,
}

/// A file that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{}: cannot be written: {error}", path.display())]
pub struct Unwritable {
    path: PathBuf,
    error: io::Error,
}

impl Draft {
    /// Sees whether a file can be written at a path: one is begun beside it and taken away again, so
    /// that nothing is left whatever ends the program.
    ///
    /// # Errors
    ///
    /// If it cannot.
    pub fn new(path: &Path) -> Result<Self, Unwritable> {
        let draft = Self { path: path.to_owned(), target: target(path) };
        // A device or a pipe would be replaced by a file.
        let refused = fs::metadata(path).ok().and_then(|there| match there.file_type() {
            kind if kind.is_dir() => Some(io::Error::from(io::ErrorKind::IsADirectory)),
            kind if kind.is_file() => None,
            _ => Some(io::Error::other("is no regular file")),
        });
        if let Some(error) = refused {
            return Err(draft.unwritable(error));
        }
        match draft.begin() {
            Ok(begun) => drop(begun),
            Err(error) => return Err(draft.unwritable(error)),
        }
        Ok(draft)
    }

    /// Puts the file with this content into its place.
    ///
    /// # Errors
    ///
    /// If that fails, in which case nothing is left.
    pub fn finish(self, content: &[u8]) -> Result<(), Unwritable> {
        let kept = self.begin().and_then(|mut file| {
            file.as_file_mut().write_all(content)?;
            Ok(file.persist(&self.target)?)
        });
        kept.map(drop).map_err(|error| self.unwritable(error))
    }

    /// Returns the path as it was named.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns `true` if both would be one file.
    pub fn is_same(&self, other: &Self) -> bool {
        self.target == other.target
    }

    fn begin(&self) -> io::Result<NamedTempFile> {
        let folder = match self.target.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        // Opened here, for the errors of `tempfile` name a file that the caller did not name.
        tempfile::Builder::new().prefix(".benches").make_in(folder, |path| File::create_new(path))
    }

    fn unwritable(&self, error: io::Error) -> Unwritable {
        Unwritable { path: self.path.clone(), error }
    }
}

/// Returns the path without links, as far as there is something.
fn target(path: &Path) -> PathBuf {
    let below = || {
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
        Some(folder.join(path.file_name()?))
    };
    fs::canonicalize(path).ok().or_else(below).unwrap_or_else(|| path.to_owned())
}
