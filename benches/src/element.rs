//! What stands in the collections, and the input that all contenders are given alike.

use std::fmt::{self, Debug, Display};
use std::hash::Hash;
use std::rc::Rc;

use clap::ValueEnum;
use cow_versions::Merge;
use fastrand::Rng;
use serde::{Deserialize, Serialize};

/// The two kinds of elements: of vectors, and of keys. The values of maps are `u64`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `u64`: cheap to clone, nothing to drop.
    U64,
    /// `String` of 12 to 24 bytes: each clone allocates.
    String,
}

impl Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::U64 => "u64",
            Self::String => "string",
        })
    }
}

/// An element or a key.
pub trait Element: Clone + Debug + Eq + Hash + Merge + Ord + Send + Sync + 'static {
    /// Its kind.
    const KIND: Kind;

    /// Returns the element of a number below 2^40. Different numbers have different elements, and
    /// the order of the elements has nothing to do with that of the numbers.
    fn of(number: u64) -> Self;

    /// Returns a number that is read off the element itself.
    fn read(&self) -> u64;
}

/// Returns a permutation of the numbers below 2^48.
fn scatter(number: u64) -> u64 {
    const MASK: u64 = (1 << 48) - 1;
    let once = number.wrapping_mul(0x9E37_79B9_7F4B) & MASK;
    let folded = once ^ (once >> 24);
    folded.wrapping_mul(0xD6E8_FEB8_6659) & MASK
}

impl Element for u64 {
    const KIND: Kind = Kind::U64;

    fn of(number: u64) -> Self {
        scatter(number)
    }

    #[inline]
    fn read(&self) -> u64 {
        *self
    }
}

impl Element for String {
    const KIND: Kind = Kind::String;

    fn of(number: u64) -> Self {
        let digits = scatter(number);
        let tail = "abcdefghijkl";
        format!("{digits:012x}{}", &tail[..(digits % 13) as usize])
    }

    #[inline]
    fn read(&self) -> u64 {
        self.len() as u64
    }
}

/// Look-ups, edits in place and so on per round. Small collections are met repeatedly, of large
/// ones each round meets another part.
pub const PROBES: usize = 10_000;

/// The same elements and the same random choices for all contenders.
#[derive(Debug)]
pub struct Input<K> {
    /// `keys[i]` is the element of `i`, in random order of elements.
    pub keys: Vec<K>,
    /// Elements of the numbers from `keys.len()` on: in no collection until inserted. As many as
    /// `keys`, and at least [`PROBES`].
    pub absent: Vec<K>,
    /// Places in `keys` at random.
    pub places: Vec<usize>,
    /// The keys at `places`, in blocks of memory of their own.
    pub hits: Vec<K>,
}

impl<K: Element> Input<K> {
    /// Returns the input of collections of `size` elements, which is not 0.
    pub fn new(size: usize) -> Rc<Self> {
        let numbers =
            |from: usize, len: usize| (from..from + len).map(|number| K::of(number as u64));
        let keys: Vec<K> = numbers(0, size).collect();
        let mut rng = Rng::with_seed(size as u64);
        let places: Vec<_> = (0..10 * PROBES).map(|_| rng.usize(..size)).collect();
        let hits = places.iter().map(|&at| keys[at].clone()).collect();
        Rc::new(Self { absent: numbers(size, size.max(PROBES)).collect(), keys, places, hits })
    }

    /// Returns the number of elements.
    pub fn size(&self) -> usize {
        self.keys.len()
    }

    /// Keys with their values, which are their numbers.
    pub fn entries(&self) -> impl Iterator<Item = (K, u64)> {
        self.keys.iter().cloned().zip(0..)
    }

    /// Entries of which half are in [`entries`](Self::entries) too, under other values.
    pub fn overlapping(&self) -> impl Iterator<Item = (K, u64)> {
        let half = self.size() / 2;
        let keys = self.keys[half..].iter().chain(&self.absent[..half]);
        keys.cloned().zip(1_000_000_000..)
    }

    /// Returns those of [`entries`](Self::entries), by key.
    pub fn sorted(&self) -> Vec<(K, u64)> {
        let mut entries: Vec<_> = self.entries().collect();
        entries.sort_unstable();
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn elements_differ_and_are_as_long_as_said() {
        let numbers: Vec<u64> = (0..50_000).chain((1 << 40) - 50_000..1 << 40).collect();
        assert_eq!(numbers.iter().map(|&n| u64::of(n)).collect::<HashSet<_>>().len(), 100_000);
        let strings: HashSet<_> = numbers.iter().map(|&n| String::of(n)).collect();
        assert_eq!(strings.len(), 100_000);
        let lengths: HashSet<_> = strings.iter().map(String::len).collect();
        assert_eq!(lengths, (12..=24).collect());
    }

    #[test]
    fn overlapping_entries_are_half_common() {
        for size in [1, 2, 9, 10] {
            let input = Input::<u64>::new(size);
            let common = input.overlapping().filter(|(key, _)| input.keys.contains(key)).count();
            assert_eq!((input.overlapping().count(), common), (size, size - size / 2));
        }
    }
}
