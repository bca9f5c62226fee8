//! A thread that drops what others let go.

use alloc::boxed::Box;
use alloc::string::String;
use core::mem;
use core::panic::AssertUnwindSafe;
use std::io;
use std::panic::catch_unwind;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// A handle to a background thread that drops values.
///
/// To drop a large value takes long: a map of a million entries, many milliseconds. A thread that only
/// happened to be the last reader should not have to do that. Give the value to [`retire`](Self::retire)
/// instead, by hand, or from a cell made by
/// [`CowCell::with_retire`](super::CowCell::with_retire).
///
/// Where no thread can be spared, there are [`Leftovers`](super::Leftovers).
///
/// `clone` makes one more handle to the same thread. The thread ends when the last handle is gone and
/// everything handed over is dropped; no one waits for that.
///
/// ```
/// use cow_core::cow_cell::{CowCell, Reaper};
///
/// let reaper = Reaper::new(16)?;
/// let cell = CowCell::with_retire(vec![1, 2, 3], move |old| reaper.retire(old));
/// cell.store(vec![]); // the old list is dropped by the reaper
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reaper {
    queue: SyncSender<Box<dyn Send>>,
}

impl Reaper {
    /// Starts the thread. Its queue holds up to `room` values that wait to be dropped, for which the
    /// memory is taken at once.
    ///
    /// # Errors
    ///
    /// If the system gives no thread.
    ///
    /// # Panics
    ///
    /// If there is no memory for so much room.
    pub fn new(room: usize) -> io::Result<Self> {
        let (queue, values) = sync_channel(room);
        thread::Builder::new().name(String::from("cow reaper")).spawn(move || run(&values))?;
        Ok(Self { queue })
    }

    /// Hands `value` over to be dropped. O(1): one allocation. Never waits.
    ///
    /// When the queue is full, the value is dropped here and now: a caller that retires values faster than
    /// one thread can drop them pays for it, and memory stays bounded.
    pub fn retire<T: Send + 'static>(&self, value: T) {
        // An error gives the value back, to be dropped.
        drop(self.queue.try_send(Box::new(value)));
    }
}

fn run(values: &Receiver<Box<dyn Send>>) {
    for value in values {
        // A panic has been reported by the hook, as of any thread. The other values need the thread.
        let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(value))) else { continue };
        // Its drop might panic as well, and so might that of the next payload: this one is leaked.
        if let Err(again) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            mem::forget(again);
        }
    }
}
