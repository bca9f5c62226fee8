//! Texts read and written.

use crate::breaks::LineBreaks;
use crate::convert::Loader;
use crate::generic_text::GenericText;
use crate::text_slice::TextSlice;
use alloc::vec;
use core::{fmt, str};
use cow_core::RefCount;
use std::io::{self, Read, Write};

/// The error of a text that cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// The reader failed.
    Io(io::Error),
    /// What it gave is not UTF-8.
    InvalidUtf8 {
        /// At which byte: all before it is text.
        byte: usize,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::InvalidUtf8 { byte } => write!(f, "invalid UTF-8 at byte {byte}"),
        }
    }
}

impl core::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::InvalidUtf8 { .. } => None,
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<ReadError> for io::Error {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Io(error) => error,
            invalid @ ReadError::InvalidUtf8 { .. } => {
                Self::new(io::ErrorKind::InvalidData, invalid)
            }
        }
    }
}

/// How much is read at once.
const BUFFER: usize = 1 << 16;

impl<C: RefCount, B: LineBreaks> GenericText<C, B> {
    /// Reads a text to its end. Takes the memory of the text and about 260 KiB, whatever its length.
    ///
    /// # Errors
    /// If the reader fails, or gives what is not UTF-8.
    ///
    /// ```
    /// use cow_text::{CowText, ReadError};
    ///
    /// let text = CowText::from_reader("née".as_bytes())?;
    /// assert_eq!(text, "née");
    ///
    /// let error = CowText::from_reader(&b"n\xc3"[..]).unwrap_err();
    /// assert!(matches!(error, ReadError::InvalidUtf8 { byte: 1 }));
    /// # Ok::<(), ReadError>(())
    /// ```
    pub fn from_reader(mut reader: impl Read) -> Result<Self, ReadError> {
        let mut loader = Loader::new();
        let mut buffer = vec![0; BUFFER];
        // So many bytes of the buffer are the start of a character; so many were text.
        let (mut kept, mut read) = (0, 0);
        loop {
            let more = match reader.read(&mut buffer[kept..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                result => result?,
            };
            let bytes = &buffer[..kept + more];
            let text = match str::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => {
                    let valid = error.valid_up_to();
                    if error.error_len().is_some() || more == 0 {
                        return Err(ReadError::InvalidUtf8 { byte: read + valid });
                    }
                    str::from_utf8(&bytes[..valid]).unwrap_or_default()
                }
            };
            if more == 0 {
                return Ok(loader.finish());
            }
            loader.push(text);
            let (valid, len) = (text.len(), bytes.len());
            read += valid;
            kept = len - valid;
            buffer.copy_within(valid..len, 0);
        }
    }

    /// Writes the text.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write_to(&self, writer: impl Write) -> io::Result<()> {
        self.as_slice().write_to(writer)
    }
}

impl<C: RefCount, B: LineBreaks> TextSlice<'_, C, B> {
    /// Writes the text.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write_to(self, mut writer: impl Write) -> io::Result<()> {
        self.chunks().try_for_each(|chunk| writer.write_all(chunk.as_bytes()))
    }
}
