//! Bytes written behind others.

use crate::CowVec;
use cow_core::Kind;
use std::io;

impl<P: Kind> io::Write for CowVec<u8, P> {
    /// Appends the bytes; never fails.
    #[inline]
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.extend_from_slice(buf);
        Ok(buf.len())
    }

    #[inline]
    fn write_all(&mut self, buf: &[u8]) -> io::Result<()> {
        self.extend_from_slice(buf);
        Ok(())
    }

    #[inline]
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
