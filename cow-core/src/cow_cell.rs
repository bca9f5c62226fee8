//! `CowCell`: the current version of a value, for many threads.
//!
//! A clone of a copy-on-write value is a snapshot. What is left to do, to share such a value between
//! threads, is to say which version is the current one. That is what a [`CowCell`] does: readers load
//! the current version without waiting and keep it for as long as they like; a writer changes a private
//! clone and publishes it whole.
//!
//! # In place of `RwLock`
//!
//! ```
//! use std::collections::HashMap;
//! use std::sync::RwLock;
//!
//! let users = RwLock::new(HashMap::new());
//!
//! users.write().unwrap().insert("ann", 1); // waits for all readers
//! let guard = users.read().unwrap(); // waits for the writer
//! assert_eq!(guard["ann"], 1); // and makes the next one wait
//! ```
//!
//! With a cell, reads look the same and writes are closures. `users` may be in an `Arc`, borrowed by
//! scoped threads, or in a [`static`](#in-a-static), as before.
//!
//! ```
//! use cow_core::CowCell;
//! # // A map of the family in a real program.
//! # use std::collections::HashMap as CowMap;
//!
//! let users = CowCell::new(CowMap::new());
//!
//! users.update(|users| users.insert("ann", 1)); // waits for other writers only
//! let guard = users.load(); // does not wait
//! assert_eq!(guard["ann"], 1); // and makes no one wait
//! ```
//!
//! The value should be one whose clone is cheap: a collection of this family, a
//! [`CowBox`], a struct of them. Others work, and are copied by each update; the cell
//! then is a convenient form of "clone the map and swap".
//!
//! What should change together goes into one cell. It is always seen whole:
//!
//! ```
//! use cow_core::{CowBox, CowCell};
//!
//! #[derive(Clone, Default)]
//! struct State {
//!     users: CowBox<Vec<&'static str>>,
//!     log: CowBox<Vec<String>>,
//! }
//!
//! let state = CowCell::new(State::default());
//! state.update(|state| {
//!     CowBox::make_mut(&mut state.users).push("ann");
//!     CowBox::make_mut(&mut state.log).push("ann came".into());
//! });
//! let now = state.load();
//! assert_eq!(now.users.len(), now.log.len()); // at any time, in any thread
//! ```
//!
//! # In a `static`
//! [`CowCell::new`] is not `const`: a published version has an allocation of its own, which cannot be
//! made at compile time. [`LazyLock`](std::sync::LazyLock) makes it at the first use:
//!
//! ```
//! use cow_core::CowCell;
//! use std::sync::LazyLock;
//! # // A map of the family in a real program.
//! # use std::collections::HashMap as CowMap;
//!
//! static USERS: LazyLock<CowCell<CowMap<&str, u32>>> = LazyLock::new(Default::default);
//!
//! USERS.update(|users| users.insert("ann", 1));
//! assert_eq!(USERS.load()["ann"], 1);
//! ```
//!
//! That costs one more load for each access. A function that needs none takes a `&CowCell`, which
//! `&*USERS` is.
//!
//! # Waits and costs
//!
//! | | waits for | costs |
//! |---|---|---|
//! | [`load`](CowCell::load), read, drop | nothing | `arc_swap`'s load: some nanoseconds, no shared count is touched |
//! | [`version`](CowCell::version) | nothing | a load and an atomic addition |
//! | [`snapshot`](CowCell::snapshot) | nothing | a load and a `T::clone` |
//! | [`changed_since`](CowCell::changed_since) | nothing | one plain load |
//! | [`store`](CowCell::store), [`swap`](CowCell::swap) | earlier writers | an allocation and some atomic operations |
//! | [`update`](CowCell::update), [`try_update`](CowCell::try_update), [`update_if_unchanged`](CowCell::update_if_unchanged) | writers that came before | the same, `T::clone`, the closure, and what it copies of what the version before shares |
//! | [`update_optimistic`](CowCell::update_optimistic) | writers, while they publish; after some lost races, those that came before | the same, for each attempt |
//! | [`wait_for_change`](CowCell::wait_for_change) | the next version | sleeps |
//! | [`changes`](CowCell::changes) | nothing | two additions; then what the value's [`diff`](crate::Diff) costs |
//!
//! Readers never wait for writers and writers never wait for readers. (In `arc_swap`, a writer reads
//! the slots of all threads that ever loaded, one by one.)
//!
//! # Writers
//!
//! * One writer at a time, in the order in which they came, so that **none starves**: a writer waits
//!   for at most one turn of each thread that was in line before it. The price of this order is a
//!   change of threads at each turn that is contended.
//! * **No update is lost.** Each works on the version that the one before it published.
//! * **No poisoning.** A closure that panics publishes nothing, and the next writer goes on from the
//!   version before. Readers never see half of an update, so there is nothing to be warned of.
//! * **No silent deadlock.** A cell that is written to inside its own update panics and says so, also
//!   through updates of other cells in between. But two threads that update two cells inside each
//!   other's updates, in opposite order, wait for each other, as with any two locks; so does a closure
//!   that waits for another writer, or for a pool of threads (`rayon`'s) whose tasks write to the cell.
//!
//! # Watching
//!
//! Versions are numbered: see [`Generation`]. Numbers never go back. A reader that keeps a [`Version`]
//! polls [`changed_since`](CowCell::changed_since), about a nanosecond, or sleeps in
//! [`wait_for_change`](CowCell::wait_for_change), and computes what is different from the two versions
//! themselves, by [`changes`](CowCell::changes):
//!
//! ```
//! use cow_core::CowCell;
//! use cow_core::cow_cell::Version;
//! use std::thread;
//! use std::time::Duration;
//!
//! let lines = CowCell::new(Vec::new());
//! let mut held = lines.version();
//! thread::scope(|scope| {
//!     scope.spawn(|| {
//!         for line in ["one", "two", "three"] {
//!             lines.update(|lines| lines.push(line));
//!         }
//!     });
//!     while held.len() < 3 {
//!         let newer = lines.wait_for_change(Version::generation(&held), Duration::MAX).unwrap();
//!         for line in &newer[held.len()..] {
//!             println!("{line}");
//!         }
//!         held = newer; // whatever was published meanwhile is next
//!     }
//! });
//! ```
//!
//! # How old versions leave
//!
//! A version lives as long as the cell, a [`Guard`], a [`Version`] or a clone of its value has it. The
//! last to let go drops it: as a rule the writer that replaces it, and after its turn, so that other
//! writers do not wait. But it may be a reader that happened to read at that time. What it drops is what
//! no other version shares: after an update a path, after a [`store`](CowCell::store) perhaps a million
//! entries, which takes many milliseconds.
//!
//! A cell made by [`with_retire`](CowCell::with_retire) gives the value to a function instead, in
//! whatever thread it is let go. That may hand it to
//!
//! * a [`Reaper`], which drops it in a thread of its own,
//! * or [`Leftovers`], a queue that is worked off where there is time, a few nodes a call.
//!
//! `cargo run --release -p cow-collections-map --example quiet_drop` shows how long a reader pauses with each.
//!
//! All that goes for guards and versions. Clones that [`snapshot`](CowCell::snapshot) made are plain
//! values: what they alone still hold is dropped where they are, unless they too are retired by hand.
//! Readers that must never stall keep versions.
//!
//! # Limits
//!
//! * A [`Guard`] is for a short look. `arc_swap` has eight slots per thread for them; with more at a
//!   time, loads fall back to counting.
//! * The contents of the value's own `Cell`s, `Mutex`es and atomics are shared between the versions. Only
//!   what changes through `&mut T` in an update belongs to one.
//! * An update always allocates, and copies the path to what it changes, for the version before is
//!   alive while it runs. Many small updates are better done as one.
//! * The feature `cell` needs `std`, and 64-bit atomics.
//!
//! # How it was checked
//!
//! The orderings of the cell's own protocol, turns and numbers, stand in one file, argued one by one,
//! and `tools/weaken-orderings` shows for each a loom model that fails when it is weakened. loom cannot
//! see into `arc_swap`. The models run over a stand-in with its contract: swaps are ordered, a load
//! returns a version with all that was done before it was published, and may return an old one as long
//! as nothing else orders it after the swap. So they check that the cell relies on no more than that, and
//! they check `CowBox`'s counts in that use, but not `arc_swap` itself, its slots or its own orderings, and
//! not time-outs, which loom does not have. The real thing runs under ThreadSanitizer, and in tests that
//! record what threads did and saw, and check that there is an order of the updates that explains it.
//!
//! Each file imports only those above it in the list of modules, and the cell itself.

mod ref_cnt;

mod protocol;

#[cfg(cow_loom)]
mod loom_slot;

mod slot;

mod version;

mod guard;

mod read;

mod write;

mod changes;

mod reaper;

mod leftovers;

mod traits;

#[cfg(feature = "serde")]
mod serde;

pub use self::changes::Changes;
pub use self::guard::Guard;
pub use self::leftovers::Leftovers;
pub use self::protocol::Generation;
pub use self::reaper::Reaper;
pub use self::version::Version;
pub use self::write::Changed;

use self::protocol::{Clock, Turns};
use self::slot::Slot;
use self::version::{Numbered, Retire};
use crate::CowBox;
use alloc::sync::Arc;

/// The current version of a value: readers load it without waiting, writers replace it whole.
///
/// See the [module documentation](self) for how to use it, what it costs, and what waits.
///
/// ```
/// use cow_core::CowCell;
/// use std::thread;
///
/// let cell = CowCell::new(vec![0]);
/// thread::scope(|scope| {
///     scope.spawn(|| cell.update(|list| list.push(1)));
///     scope.spawn(|| cell.update(|list| list.push(2)));
///     let seen = cell.version(); // with none, one or both of them, and it stays so
///     assert_eq!(seen[0], 0);
/// });
/// assert_eq!(cell.load().len(), 3);
/// ```
pub struct CowCell<T> {
    /// The current version. Replaced in turns only.
    slot: Slot<Numbered<T>>,
    /// Shows the generation of the version in the slot, or, in the moment after that was replaced, the
    /// one before.
    clock: Clock,
    turns: Turns,
    /// Part of every version.
    retire: Option<Retire<T>>,
    /// Called in each turn that publishes, before it does.
    publish_hook: Option<PublishHook<T>>,
}

/// What is called with each version before it is published.
type PublishHook<T> = Arc<dyn Fn(Generation, &T) + Send + Sync>;

impl<T> CowCell<T> {
    /// Returns a cell whose first version is `value`, at generation zero.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self::from_parts(value, None)
    }

    /// Does what [`new`](Self::new) does, for a cell that calls `retire` with the value of every
    /// version that is let go.
    ///
    /// Called by whoever drops the last [`Guard`] or [`Version`] of a version that is current no more,
    /// or of the last one once the cell is gone too. It should be short and not panic, for it is part
    /// of a drop. It is not called for values that are moved out, by
    /// [`into_inner`](Self::into_inner) or [`Version::unwrap_or_clone`], nor for drafts that no version
    /// was made of: their writer drops them.
    ///
    /// ```
    /// use cow_core::CowCell;
    /// use std::sync::mpsc;
    ///
    /// let (sender, old) = mpsc::channel();
    /// let cell = CowCell::with_retire(1, move |value| sender.send(value).unwrap());
    /// let held = cell.version();
    /// cell.store(2);
    /// cell.store(3);
    /// drop(held);
    /// drop(cell);
    /// assert!(old.iter().eq([2, 1, 3]));
    /// ```
    #[must_use]
    pub fn with_retire(value: T, retire: impl Fn(T) + Send + Sync + 'static) -> Self {
        Self::from_parts(value, Some(Arc::new(retire)))
    }

    fn from_parts(value: T, retire: Option<Retire<T>>) -> Self {
        let clock = Clock::new();
        let first = Numbered::new(clock.now(), value, retire.clone());
        let slot = Slot::new(CowBox::new(first));
        Self { slot, clock, turns: Turns::new(), retire, publish_hook: None }
    }

    /// Calls `hook` with the number and the value of every version from now on, just before it is
    /// published.
    ///
    /// Versions are passed one at a time and in their order, for the hook is part of the writer's turn: other
    /// writers wait for it, readers do not. If it panics, nothing is published, as if the update had
    /// panicked. A hook that writes to the cell panics, too. There is one hook; a second call of this
    /// replaces it.
    ///
    /// ```
    /// use cow_core::CowCell;
    /// use std::sync::mpsc;
    ///
    /// let (sender, versions) = mpsc::channel();
    /// let cell = CowCell::new(1).on_publish(move |_, value| drop(sender.send(*value)));
    /// cell.update(|value| *value += 1);
    /// cell.store(7);
    /// assert!(versions.try_iter().eq([2, 7]));
    /// ```
    #[must_use]
    pub fn on_publish(mut self, hook: impl Fn(Generation, &T) + Send + Sync + 'static) -> Self {
        self.publish_hook = Some(Arc::new(hook));
        self
    }

    /// Returns the current value: moved out if there is no other version of it, cloned if
    /// there is.
    ///
    /// ```
    /// use cow_core::CowCell;
    ///
    /// let cell = CowCell::new(vec![1]);
    /// cell.update(|list| list.push(2));
    /// assert_eq!(cell.into_inner(), [1, 2]);
    /// ```
    #[must_use]
    pub fn into_inner(self) -> T
    where
        T: Clone,
    {
        Version::unwrap_or_clone(Version::from_box(self.slot.into_inner()))
    }
}
