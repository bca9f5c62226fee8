//! An order that runs in a circle.

use std::cmp::Ordering;

/// Consistent in every pair, and in no longer chain: of `N` values each is less than the half of the others that follow
/// it round the circle, as in rock, paper, scissors.
///
/// ```
/// use testkit::Cyclic;
///
/// let [rock, paper, scissors] = [0, 1, 2].map(Cyclic::<3>::new);
/// assert!(rock < paper && paper < scissors && scissors < rock);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cyclic<const N: u64>(u64);

impl<const N: u64> Cyclic<N> {
    /// Returns the value `i` modulo `N`.
    pub fn new(i: u64) -> Self {
        const { assert!(N % 2 == 1, "an even circle has opposite values that neither precedes") };
        Cyclic(i % N)
    }
}

impl<const N: u64> PartialOrd for Cyclic<N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<const N: u64> Ord for Cyclic<N> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (other.0 + N - self.0) % N {
            0 => Ordering::Equal,
            ahead if ahead <= N / 2 => Ordering::Less,
            _ => Ordering::Greater,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_agree_and_the_circle_closes() {
        for i in 0..101 {
            for j in 0..101 {
                let (a, b) = (Cyclic::<101>::new(i), Cyclic::new(j));
                assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
                assert_eq!(a == b, a.cmp(&b).is_eq());
            }
            assert!(Cyclic::<101>::new(i) < Cyclic::new(i + 1));
        }
    }
}
