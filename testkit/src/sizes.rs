//! Elements with sizes and alignments that layout code forgets. The one without a size is [`Zst`](crate::Zst).

use std::hint::black_box;
use std::ops::{Deref, DerefMut};
use std::ptr;

/// Any element, aligned to 256.
///
/// Every access checks the address that it has in truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(align(256))]
pub struct Aligned<T> {
    value: T,
}

impl<T> Aligned<T> {
    /// Returns the element, aligned.
    pub fn new(value: T) -> Self {
        Aligned { value }
    }
}

impl<T> Deref for Aligned<T> {
    type Target = T;

    /// # Panics
    ///
    /// If the element is not at a multiple of 256.
    fn deref(&self) -> &T {
        assert_aligned(ptr::from_ref(self).addr());
        &self.value
    }
}

impl<T> DerefMut for Aligned<T> {
    fn deref_mut(&mut self) -> &mut T {
        assert_aligned(ptr::from_ref(self).addr());
        &mut self.value
    }
}

/// The compiler may take a reference's alignment for granted; after `black_box` it cannot.
#[track_caller]
fn assert_aligned(address: usize) {
    assert_eq!(black_box(address) % align_of::<Aligned<()>>(), 0, "misaligned: {address:#x}");
}

const WORDS: usize = 512;

/// An element of 4 KiB, of which every word says the same number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Page {
    words: [u64; WORDS],
}

impl Page {
    /// Returns the page of `number`.
    pub fn new(number: u64) -> Self {
        Page { words: [number; WORDS] }
    }

    /// Returns the number.
    ///
    /// # Panics
    ///
    /// If the words differ: the element was torn.
    pub fn number(&self) -> u64 {
        let number = self.words[0];
        if let Some(at) = self.words.iter().position(|&word| word != number) {
            panic!("torn page: word 0 is {number}, word {at} is {}", self.words[at]);
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_as_said() {
        assert_eq!((size_of::<Page>(), align_of::<Aligned<u8>>()), (4096, 256));
        assert_eq!(size_of::<Aligned<[u8; 257]>>(), 512);
    }

    #[test]
    fn vec_aligns_and_keeps() {
        let mut v: Vec<_> = (0..9).map(Aligned::new).collect();
        v.iter_mut().for_each(|e| **e += 1);
        assert!(v.iter().map(|e| **e).eq(1..10));
        assert!((0..9).map(Page::new).collect::<Vec<_>>().iter().map(Page::number).eq(0..9));
    }

    #[test]
    #[should_panic(expected = "misaligned: 0x110")]
    fn a_wrong_address_is_found() {
        assert_aligned(0x110);
    }

    #[test]
    #[should_panic(expected = "word 500 is 8")]
    fn a_torn_page_is_found() {
        let mut page = Page::new(7);
        page.words[500..].fill(8);
        page.number();
    }
}
