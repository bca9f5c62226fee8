//! The state of a server: three collections that belong together, read by many threads while one writes.
//!
//! Readers load the state without waiting, however long they use it, and always see the three of one moment.
//! To answer with a list that takes long to write, they keep the version that they have.
//!
//!     cargo run -p cow-collections --example server_state

use std::thread;

use cow_collections::{CowCell, CowMap, CowTreeMap, CowVec};

type UserId = u64;

#[derive(Clone, Default)]
struct State {
    /// Users by name.
    users: CowMap<String, UserId>,
    /// Points of users.
    points: CowTreeMap<UserId, u64>,
    /// What happened, oldest first. The points are the sum of these.
    log: CowVec<(UserId, u64)>,
}

/// What can go wrong with a request.
#[derive(Debug, PartialEq, Eq)]
enum Refused {
    NameTaken,
    NoSuchUser,
}

#[derive(Default)]
struct Server {
    state: CowCell<State>,
}

impl Server {
    fn sign_up(&self, name: &str) -> Result<UserId, Refused> {
        // Changes a clone, and publishes it if the closure returns `Ok`.
        self.state.try_update(|state| {
            if state.users.contains_key(name) {
                return Err(Refused::NameTaken);
            }
            let id = state.users.len() as UserId;
            state.users.insert(name.to_owned(), id);
            state.points.insert(id, 0);
            Ok(id)
        })
    }

    fn award(&self, id: UserId, points: u64) -> Result<(), Refused> {
        self.state.try_update(|state| {
            *state.points.get_mut(&id).ok_or(Refused::NoSuchUser)? += points;
            state.log.push((id, points));
            Ok(())
        })
    }

    fn points(&self, name: &str) -> Option<u64> {
        let state = self.state.load();
        state.points.get(state.users.get(name)?).copied()
    }

    /// Writes a report from one version. This may take long, and delays no other thread.
    fn report(&self) -> String {
        let state = self.state.version();
        let mut names: Vec<_> = state.users.iter().collect();
        names.sort_unstable();
        let lines = names.iter().map(|(name, id)| format!("{name}: {}\n", state.points[*id]));
        lines.collect::<String>() + &format!("of {} awards\n", state.log.len())
    }

    /// Whether the three collections are of one moment.
    fn is_consistent(&self) -> bool {
        let state = self.state.load();
        let awarded: u64 = state.log.iter().map(|(_, points)| points).sum();
        state.points.values().sum::<u64>() == awarded && state.users.len() == state.points.len()
    }
}

fn main() {
    let server = serve(1_000);
    print!("{}", server.report());
    println!("ann has {:?} points", server.points("ann"));
}

/// Lets one thread write while two others read.
fn serve(awards: u64) -> Server {
    let server = Server::default();
    let ids = ["ann", "bob", "eve"].map(|name| server.sign_up(name).expect("a new name"));
    thread::scope(|scope| {
        scope.spawn(|| {
            for award in 0..awards {
                let id = ids[award as usize % ids.len()];
                server.award(id, award).expect("a user");
            }
        });
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..100 {
                    assert!(server.is_consistent());
                }
            });
        }
    });
    server
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_see_whole_states_and_no_write_is_lost() {
        let server = serve(300);
        assert_eq!(server.report(), "ann: 14850\nbob: 14950\neve: 15050\nof 300 awards\n");
        assert_eq!(server.points("bob"), Some(14_950));
    }

    #[test]
    fn a_request_that_is_refused_changes_nothing() {
        let server = serve(3);
        let before = server.report();
        assert_eq!(server.sign_up("ann"), Err(Refused::NameTaken));
        assert_eq!(server.award(99, 1), Err(Refused::NoSuchUser));
        assert_eq!(server.report(), before);
        assert_eq!(server.points("joe"), None);
    }
}
