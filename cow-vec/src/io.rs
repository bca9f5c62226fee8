//! Bytes read and written.

use crate::GenericVec;
use crate::slice::{CowSlice, CowSliceMut};
use cow_core::RefCount;
use std::io;

impl<C: RefCount> io::Write for GenericVec<u8, C> {
    /// Appends the bytes; never fails.
    #[inline]
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.tree.append_slice(buf);
        Ok(buf.len())
    }

    #[inline]
    fn write_all(&mut self, buf: &[u8]) -> io::Result<()> {
        self.tree.append_slice(buf);
        Ok(())
    }

    #[inline]
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<C: RefCount> io::Read for GenericVec<u8, C> {
    /// Removes bytes from the front, as of a `VecDeque`; never fails.
    ///
    /// To read and keep them, read a [`view`](Self::view).
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.view(..).read(buf)?;
        io::BufRead::consume(self, read);
        Ok(read)
    }
}

impl<C: RefCount> io::BufRead for GenericVec<u8, C> {
    /// Returns the bytes of the first leaf.
    #[inline]
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(self.leaves().next().unwrap_or_default())
    }

    #[inline]
    fn consume(&mut self, amount: usize) {
        drop(self.drain(..amount));
    }
}

impl<C: RefCount> io::Read for CowSlice<'_, u8, C> {
    /// Removes bytes from the front of the view, as of a `&[u8]`; never fails.
    fn read(&mut self, mut buf: &mut [u8]) -> io::Result<usize> {
        let len = buf.len().min(self.len());
        let (bytes, rest) = self.split_at(len);
        for leaf in bytes.leaves() {
            let (now, later) = buf.split_at_mut(leaf.len());
            now.copy_from_slice(leaf);
            buf = later;
        }
        *self = rest;
        Ok(len)
    }
}

impl<C: RefCount> io::BufRead for CowSlice<'_, u8, C> {
    /// Returns the bytes of the first leaf.
    #[inline]
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(self.leaves().next().unwrap_or_default())
    }

    #[inline]
    fn consume(&mut self, amount: usize) {
        *self = self.view(amount..);
    }
}

impl<C: RefCount> io::Write for CowSliceMut<'_, u8, C> {
    /// Overwrites the first bytes, and takes them off, as of a `&mut [u8]`: writes no more than there
    /// is room for.
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let len = buf.len().min(self.len());
        if let Some(mut place) = self.split_off_mut(..len) {
            place.copy_from_slice(&buf[..len]);
        }
        Ok(len)
    }

    #[inline]
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
