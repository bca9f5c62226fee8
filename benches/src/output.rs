//! Files that are written whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file to be: beside its place until it is finished, and gone if it never is.
#[derive(Debug)]
pub struct Draft {
    file: NamedTempFile,
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
    /// Begins a file, to see at once whether it can be written.
    ///
    /// # Errors
    ///
    /// If it cannot.
    pub fn new(path: &Path) -> Result<Self, Unwritable> {
        let unwritable = |error| Unwritable { path: path.to_owned(), error };
        if path.is_dir() {
            return Err(unwritable(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder.prefix(".benches").tempfile_in(folder).map_err(unwritable)?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// Puts the file with this content into its place.
    ///
    /// # Errors
    ///
    /// If that fails, in which case nothing is left.
    pub fn finish(mut self, content: &[u8]) -> Result<(), Unwritable> {
        let written = self.file.write_all(content).and_then(|()| self.file.flush());
        let kept = written.and_then(|()| Ok(self.file.persist(&self.path)?));
        kept.map(drop).map_err(|error| Unwritable { path: self.path, error })
    }
}
