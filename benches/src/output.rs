//! Files that are written whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file to be, of which nothing is there before it is whole.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
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
        let draft = Self { path: path.to_owned() };
        if path.is_dir() {
            return Err(draft.unwritable(io::Error::from(io::ErrorKind::IsADirectory)));
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
            file.write_all(content)?;
            file.flush()?;
            Ok(file.persist(&self.path)?)
        });
        kept.map(drop).map_err(|error| self.unwritable(error))
    }

    fn begin(&self) -> io::Result<NamedTempFile> {
        let folder = match self.path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        builder.prefix(".benches").tempfile_in(folder)
    }

    fn unwritable(&self, error: io::Error) -> Unwritable {
        Unwritable { path: self.path.clone(), error }
    }
}
