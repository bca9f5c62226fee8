//! Old values that are dropped a bit at a time.

use crate::Dismantle;
use alloc::boxed::Box;
use alloc::sync::Arc;
use core::fmt;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};

/// A value of which some may be dropped already.
type Begun = Box<dyn Iterator<Item = ()> + Send>;

/// A queue of values that are dropped a bit at a time, by any thread that has time for it.
///
/// To drop a large value takes long, but a program that draws frames or serves requests has some
/// microseconds between two of them. A value that is no longer needed is passed to
/// [`retire`](Self::retire), by hand or from a cell made by
/// [`CowCell::with_retire`](super::CowCell::with_retire), and [`drop_some`](Self::drop_some) is called
/// now and then, with what that may cost. Where a thread can be
/// spared for it, a [`Reaper`](super::Reaper) is less trouble.
///
/// `clone` makes one more handle to the same queue. The last handle to go drops what is left.
///
/// ```
/// use cow_core::cow_cell::{CowCell, Leftovers};
/// # use cow_core::Dismantle;
/// # struct CowMap(Vec<u8>);
/// # impl Dismantle for CowMap {
/// #     type Pieces = Box<dyn Iterator<Item = ()> + Send>;
/// #     fn dismantle(self) -> Self::Pieces { Box::new(self.0.into_iter().map(drop)) }
/// # }
/// # let million = || CowMap(vec![0; 1000]);
///
/// let leftovers = Leftovers::new();
/// let cell = CowCell::with_retire(million(), {
///     let leftovers = leftovers.clone();
///     move |old| leftovers.retire(old)
/// });
/// cell.store(million()); // nothing of the old map is dropped yet
///
/// let mut frames = 0;
/// while leftovers.drop_some(100) == 100 {
///     frames += 1;
/// }
/// assert_eq!(frames, 10);
/// ```
#[derive(Clone)]
pub struct Leftovers {
    queue: Sender<Begun>,
    /// Locked for no longer than it takes to get one value out.
    values: Arc<Mutex<Receiver<Begun>>>,
}

impl Leftovers {
    /// Returns an empty queue.
    #[must_use]
    pub fn new() -> Self {
        let (queue, values) = channel();
        Self { queue, values: Arc::new(Mutex::new(values)) }
    }

    /// Hands `value` over to be dropped. O(1): an allocation or two. Does not wait.
    ///
    /// The queue has no bound: the memory of what is handed over is taken until enough has been
    /// dropped.
    pub fn retire<T>(&self, value: T)
    where
        T: Dismantle<Pieces: Send + 'static>,
    {
        self.put(Box::new(value.dismantle()));
    }

    /// Drops up to `budget` pieces and returns how many: fewer if nothing is left.
    ///
    /// A piece is what one step of [`Dismantle`] drops: a node of a collection, with what one leaf
    /// holds at most. The end of a value counts as one more, so that empty values are not free. Several
    /// threads may do this at once, each with a value of its own.
    ///
    /// # Panics
    ///
    /// If the `Drop` of an element panics. The rest of its value is back in the queue by then.
    pub fn drop_some(&self, budget: usize) -> usize {
        let mut dropped = 0;
        while dropped < budget
            && let Some(value) = self.next()
        {
            let mut work = Work { value: Some(value), leftovers: self };
            while dropped < budget && work.step() {
                dropped += 1;
            }
        }
        dropped
    }

    fn next(&self) -> Option<Begun> {
        let values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        values.try_recv().ok()
    }

    fn put(&self, value: Begun) {
        // An error gives the value back, to be dropped. There is none: the other end lives as long.
        drop(self.queue.send(value));
    }
}

/// A value out of the queue. What is left of it goes back there when this is dropped.
struct Work<'a> {
    value: Option<Begun>,
    leftovers: &'a Leftovers,
}

impl Work<'_> {
    /// Drops a piece, or finds that there is none left. `false` if that was found before.
    fn step(&mut self) -> bool {
        let Some(value) = &mut self.value else { return false };
        if value.next().is_none() {
            self.value = None;
        }
        true
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        if let Some(value) = self.value.take() {
            self.leftovers.put(value);
        }
    }
}

impl Default for Leftovers {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Leftovers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Leftovers").finish_non_exhaustive()
    }
}
