//! Time shared out among the rows of a comparison, so that a run ends when it was said to.
//!
//! Each row may take an equal share of what is left, and twice that for its first rounds. Rows that need
//! less, for small collections are quick, leave the rest to later ones; rows that need more,
//! for the first round has to be whole, take it from them.

use std::time::Duration;

/// How many rounds a row may have, and how long all rows together may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    least: usize,
    most: usize,
    left: Duration,
    rows: usize,
}

/// What one row may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    least: usize,
    most: usize,
    time: Duration,
    time_for_least: Duration,
}

/// The shares that a row may take to reach the least number of rounds.
const FOR_LEAST: u32 = 2;

impl Budget {
    /// `time` for `rows` rows of `least` to `most` rounds each. Where time does not suffice for that,
    /// rows have fewer rounds, and one in any case.
    pub fn new(time: Duration, rows: usize, least: usize, most: usize) -> Self {
        Self { least, most, left: time, rows }
    }

    /// Exactly so many rounds for each row, however long they take.
    pub fn exactly(rounds: usize) -> Self {
        Self { least: rounds, most: rounds, left: Duration::MAX, rows: 1 }
    }

    /// Returns what the next row may take.
    pub fn share(&self) -> Share {
        let Self { least, most, left, rows } = *self;
        let time = left / u32::try_from(rows.max(1)).unwrap_or(u32::MAX);
        Share { least, most, time, time_for_least: time.saturating_mul(FOR_LEAST).min(left) }
    }

    /// A row is done, and took so long with all that belongs to it.
    pub fn row(&mut self, took: Duration) {
        self.rows = self.rows.saturating_sub(1);
        self.besides(took);
    }

    /// Something that is no row took so long.
    pub fn besides(&mut self, took: Duration) {
        self.left = self.left.saturating_sub(took);
    }
}

impl Share {
    /// Returns `true` if there is to be a round after `rounds` rounds that took so long together: it is taken for
    /// as long as they were on average.
    pub fn another(&self, rounds: usize, took: Duration) -> bool {
        let average = took / u32::try_from(rounds.max(1)).unwrap_or(u32::MAX);
        let time = if rounds < self.least { self.time_for_least } else { self.time };
        rounds == 0 || rounds < self.most && took.saturating_add(average) <= time
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;

    const MS: Duration = Duration::from_millis(1);

    /// Rows of which a round takes so long each: how long all take, and the rounds of each.
    fn spend(mut budget: Budget, rounds: &[Duration]) -> (Duration, Vec<usize>) {
        let took_and_number = rounds.iter().map(|&one| {
            let (share, mut number, mut took) = (budget.share(), 0, Duration::ZERO);
            while share.another(number, took) {
                number += 1;
                took += one;
            }
            budget.row(took);
            (took, number)
        });
        let (took, numbers): (Vec<_>, Vec<_>) = took_and_number.unzip();
        (took.into_iter().sum(), numbers)
    }

    #[test]
    fn time_is_kept_whatever_rounds_take() {
        let mut rng = Rng::with_seed(1);
        for _ in 0..500 {
            let rounds: Vec<_> =
                (0..rng.usize(1..200)).map(|_| MS * (1 << rng.u32(..12)) / 4).collect();
            let time = MS * rng.u32(1..100_000);
            let (took, numbers) = spend(Budget::new(time, rounds.len(), 3, 50), &rounds);
            assert!(numbers.iter().all(|number| (1..=50).contains(number)));
            // What goes beyond the time had to be done: one round of each row.
            let one_of_each = rounds.iter().sum::<Duration>();
            assert!(took <= time + one_of_each, "{took:?} of {time:?}");
            // And where there is ample time, it is kept.
            let ample = one_of_each * 50;
            let (took, numbers) = spend(Budget::new(ample, rounds.len(), 3, 50), &rounds);
            assert!(took <= ample && numbers.iter().sum::<usize>() >= 3 * rounds.len());
        }
    }

    #[test]
    fn what_quick_rows_leave_goes_to_later_ones() {
        let rounds = [[MS; 10], [MS * 100; 10]].concat();
        let (took, numbers) = spend(Budget::new(MS * 10_000, 20, 3, 50), &rounds);
        assert_eq!(numbers[..10], [50; 10]);
        // An equal share would be five rounds.
        assert!(numbers[10..].iter().all(|&number| number >= 9), "{numbers:?}");
        assert!(took <= MS * 10_000);
    }

    #[test]
    fn first_rows_leave_something_to_later_ones() {
        // There is time for a round and a half of each.
        let (took, numbers) = spend(Budget::new(MS * 15_000, 100, 3, 50), &[MS * 100; 100]);
        assert!(took <= MS * 15_100, "{took:?}, {numbers:?}");
        assert!(numbers[1..45].iter().all(|&number| number == 2), "{numbers:?}");
    }

    #[test]
    fn rows_after_the_end_have_one_round() {
        let (_, numbers) = spend(Budget::new(MS * 50, 4, 3, 50), &[MS * 10; 4]);
        assert_eq!(numbers, [2, 2, 1, 1]);
        let (_, numbers) = spend(Budget::exactly(7), &[MS * 10; 4]);
        assert_eq!(numbers, [7; 4]);
    }
}
