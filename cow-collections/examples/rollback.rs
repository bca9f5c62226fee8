//! A game whose players are far away: each tick runs on a guess of what the others do, is rolled back when their
//! input arrives and differs, and run again. What changed on the screen is the diff of two worlds.
//!
//! Keeping the world of every tick costs what the tick has changed, and not the size of the world.
//!
//!     cargo run -p cow-collections --example rollback

use std::collections::VecDeque;

use cow_collections::{CowMap, DiffItem};

type Position = (i32, i32);

/// Where the entities are.
type World = CowMap<u32, Position>;

/// What each of two players does in a tick: how its entity moves.
type Input = [Position; 2];

/// The worlds of the last ticks, with the inputs that lead from each to the next.
struct Game {
    world: World,
    tick: u32,
    /// The oldest tick first; at most [`KEPT`].
    past: VecDeque<(World, Input)>,
}

/// How many ticks late an input may be.
const KEPT: usize = 60;

impl Game {
    /// Creates a world of two players and of `stones` that do not move.
    fn new(stones: u32) -> Self {
        let stones = (2..stones + 2).map(|id| (id, (id as i32 % 100, id as i32 / 100)));
        let world = [(0, (0, 0)), (1, (50, 50))].into_iter().chain(stones).collect();
        Self { world, tick: 0, past: VecDeque::new() }
    }

    /// Runs one tick.
    fn step(&mut self, input: Input) {
        if self.past.len() == KEPT {
            self.past.pop_front();
        }
        self.past.push_back((self.world.clone(), input)); // one count
        for (player, (dx, dy)) in (0..).zip(input) {
            let (x, y) = self.world.get_mut(&player).expect("a player");
            (*x, *y) = (*x + dx, *y + dy);
        }
        self.tick += 1;
    }

    /// Corrects what a player did in a tick: goes back there, and runs all ticks since again. Returns `false` if
    /// that world is no longer kept.
    fn correct(&mut self, tick: u32, player: usize, moved: Position) -> bool {
        let ago = (self.tick - tick) as usize;
        let Some(at) = self.past.len().checked_sub(ago) else { return false };
        let mut inputs: Vec<_> = self.past.drain(at..).collect();
        inputs[0].1[player] = moved;
        self.world = inputs[0].0.clone();
        self.tick = tick;
        inputs.into_iter().for_each(|(_, input)| self.step(input));
        true
    }
}

/// The entities to draw anew, and where: in the time of what differs.
fn moved(shown: &World, now: &World) -> Vec<(u32, Position)> {
    let mut moved: Vec<_> = shown
        .diff(now)
        .filter_map(|item| match item {
            DiffItem::Add(id, position) | DiffItem::Update { new: (id, position), .. } => {
                Some((*id, *position))
            }
            DiffItem::Remove(..) => None,
        })
        .collect();
    moved.sort_unstable();
    moved
}

fn main() {
    let mut game = Game::new(100_000);
    let guess = [(1, 0), (0, 0)];
    (0..50).for_each(|_| game.step(guess));
    let shown = game.world.clone();
    // The other player has turned in tick 20, and this is heard only now.
    assert!(game.correct(20, 1, (0, -9)));
    println!("tick {}: redraw {:?}", game.tick, moved(&shown, &game.world));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corrected_game_is_one_that_was_played_so() {
        let inputs: Vec<Input> = (0..40).map(|tick| [(tick, 1), (-tick, 2)]).collect();
        let mut right = Game::new(100);
        inputs.iter().for_each(|input| right.step(*input));

        let mut guessed = Game::new(100);
        for (tick, input) in inputs.iter().enumerate() {
            let wrong = tick % 7 == 3;
            guessed.step(if wrong { [input[0], (0, 0)] } else { *input });
        }
        assert_ne!(guessed.world, right.world);
        for tick in (3..40).step_by(7).rev() {
            assert!(guessed.correct(tick, 1, inputs[tick as usize][1]));
        }
        assert_eq!((guessed.tick, &guessed.world), (40, &right.world));
    }

    #[test]
    fn only_what_moved_is_drawn_anew() {
        let mut game = Game::new(10_000);
        let shown = game.world.clone();
        game.step([(1, 2), (0, 0)]);
        assert_eq!(moved(&shown, &game.world), [(0, (1, 2))]);
    }

    #[test]
    fn what_is_too_old_cannot_be_corrected() {
        let mut game = Game::new(1);
        (0..=KEPT).for_each(|_| game.step([(1, 0), (0, 1)]));
        assert!(!game.correct(0, 0, (0, 0)));
        assert!(game.correct(1, 0, (0, 0)));
        assert_eq!(game.world[&0], (KEPT as i32, 0));
    }
}
