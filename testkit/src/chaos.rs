//! Keys that contradict themselves.

use std::cmp::Ordering;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::hashers::Seeded;

/// The source of the lies of [`ChaosKey`]s. A clone is the same source.
///
/// The n-th question gets the same answer for the same seed, so a failure on one thread can be repeated.
#[derive(Clone, Debug)]
pub struct Chaos {
    seed: Seeded,
    asked: Arc<AtomicU64>,
    /// One answer in this many is a lie.
    one_in: u64,
    ord: bool,
    eq: bool,
    hash: bool,
}

impl Chaos {
    fn new(seed: u64, [ord, eq, hash]: [bool; 3]) -> Self {
        Chaos { seed: Seeded::new(seed), asked: Arc::default(), one_in: 1, ord, eq, hash }
    }

    /// Any order at every comparison; `Eq` and `Hash` by value.
    pub fn ord(seed: u64) -> Self {
        Chaos::new(seed, [true, false, false])
    }

    /// Equal or not, at random; `Ord` and `Hash` by value.
    pub fn eq(seed: u64) -> Self {
        Chaos::new(seed, [false, true, false])
    }

    /// Another hash each time; `Ord` and `Eq` by value.
    pub fn hash(seed: u64) -> Self {
        Chaos::new(seed, [false, false, true])
    }

    /// `Ord`, `Eq` and `Hash` all at random.
    pub fn all(seed: u64) -> Self {
        Chaos::new(seed, [true; 3])
    }

    /// Lies only once in `n` answers, at random: big structures grow before they are lied to.
    ///
    /// # Panics
    ///
    /// If `n` is zero.
    #[must_use]
    pub fn one_in(self, n: u64) -> Self {
        assert!(n > 0, "one in zero");
        Chaos { one_in: n, ..self }
    }

    /// Returns a key of this source.
    pub fn key(&self, value: u64) -> ChaosKey {
        ChaosKey { value, chaos: self.clone() }
    }

    /// Returns a random number if a lie is due.
    fn lie(&self, lies: bool) -> Option<u64> {
        if !lies {
            return None;
        }
        let draw = self.seed.hash_one(self.asked.fetch_add(1, Relaxed));
        draw.is_multiple_of(self.one_in).then(|| draw / self.one_in)
    }
}

/// A key whose `Ord`, `Eq` or `Hash` is inconsistent, as its [`Chaos`] says.
///
/// ```
/// use std::collections::BTreeSet;
///
/// let chaos = testkit::Chaos::ord(1);
/// let mut set = BTreeSet::new();
/// for i in 0..100 {
///     set.insert(chaos.key(i));
/// }
/// assert!(set.len() <= 100);
/// ```
#[derive(Clone, Debug)]
pub struct ChaosKey {
    value: u64,
    chaos: Chaos,
}

impl ChaosKey {
    /// Returns the true value.
    pub fn value(&self) -> u64 {
        self.value
    }
}

impl PartialEq for ChaosKey {
    fn eq(&self, other: &Self) -> bool {
        match self.chaos.lie(self.chaos.eq) {
            Some(draw) => draw.is_multiple_of(2),
            None => self.value == other.value,
        }
    }
}

impl Eq for ChaosKey {}

impl PartialOrd for ChaosKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ChaosKey {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.chaos.lie(self.chaos.ord) {
            Some(draw) => [Ordering::Less, Ordering::Equal, Ordering::Greater][(draw % 3) as usize],
            None => self.value.cmp(&other.value),
        }
    }
}

impl Hash for ChaosKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.chaos.lie(self.chaos.hash).unwrap_or(self.value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hashers::Identity;
    use std::collections::HashSet;

    /// 200 answers to the same three questions.
    fn answers(chaos: &Chaos) -> Vec<(Ordering, bool, u64)> {
        let (a, b) = (chaos.key(1), chaos.key(2));
        (0..200).map(|_| (a.cmp(&b), a == b, Identity.hash_one(&a))).collect()
    }

    fn kinds(chaos: &Chaos) -> (usize, usize, usize) {
        let answers = answers(chaos);
        let orders: HashSet<_> = answers.iter().map(|a| a.0).collect();
        let equals: HashSet<_> = answers.iter().map(|a| a.1).collect();
        let hashes: HashSet<_> = answers.iter().map(|a| a.2).collect();
        (orders.len(), equals.len(), hashes.len())
    }

    #[test]
    fn each_lies_where_it_says() {
        assert_eq!(kinds(&Chaos::ord(1)), (3, 1, 1));
        assert_eq!(kinds(&Chaos::eq(1)), (1, 2, 1));
        assert_eq!(kinds(&Chaos::hash(1)), (1, 1, 200));
        assert_eq!(kinds(&Chaos::all(1)), (3, 2, 200));
    }

    #[test]
    fn seeds_decide() {
        assert_eq!(answers(&Chaos::all(5)), answers(&Chaos::all(5)));
        assert_ne!(answers(&Chaos::all(5)), answers(&Chaos::all(6)));
    }

    #[test]
    fn rare_lies_are_rare() {
        let lies = |chaos: &Chaos| answers(chaos).iter().filter(|a| a.2 != 1).count();
        assert_eq!(lies(&Chaos::hash(1)), 200);
        assert!((1..60).contains(&lies(&Chaos::hash(1).one_in(10))));
    }
}
