//! Cells whose writers merge, and cells whose versions are kept.

use crate::history::History;
use crate::merge::{Merge, Merged, Take, merge3};
use core::convert::Infallible;
use cow_core::CowCell;
use cow_core::cow_cell::Version;
use std::sync::{Arc, Mutex, PoisonError};

/// Updates of a [`CowCell`] that run side by side and are merged.
pub trait UpdateMerging<T: Merge> {
    /// Runs `f` on a private clone of the value while other writers run theirs, and publishes what
    /// it leaves: merged with what they have published meanwhile.
    ///
    /// Where [`update_optimistic`](CowCell::update_optimistic) runs `f` again after a lost race, this
    /// runs it once, and the loser merges. The merge is done in the writer's turn; it takes the time of
    /// what both sides changed.
    ///
    /// ```
    /// use cow_core::CowCell;
    /// use cow_map::CowMap;
    /// use cow_versions::UpdateMerging;
    /// use std::thread;
    ///
    /// let cell = CowCell::new(CowMap::new());
    /// thread::scope(|scope| {
    ///     for i in 0..4 {
    ///         let cell = &cell;
    ///         scope.spawn(move || cell.update_merging(|map| map.insert(i, "done")).unwrap());
    ///     }
    /// });
    /// assert_eq!(cell.load().len(), 4);
    /// ```
    ///
    /// # Errors
    /// If both sides changed the same. Nothing is published; the error is the merge, of which this
    /// update is our side.
    ///
    /// # Panics
    /// The same as for [`update`](CowCell::update).
    fn update_merging<R>(&self, f: impl FnOnce(&mut T) -> R) -> Result<R, Merged<T>>;

    /// Updates like [`update_merging`](Self::update_merging); `decide` says what to take at each conflict, in
    /// which this update is our side.
    ///
    /// # Panics
    /// The same as for [`update`](CowCell::update); also if `decide` panics.
    fn update_merging_with<R>(
        &self,
        f: impl FnOnce(&mut T) -> R,
        decide: impl FnMut(&mut T::Conflict) -> Take,
    ) -> R;
}

/// Runs `f` on a clone, and publishes what `settle` makes of a merge with what was published meanwhile.
fn update<T: Merge, R, E>(
    cell: &CowCell<T>,
    f: impl FnOnce(&mut T) -> R,
    settle: impl FnOnce(Merged<T>) -> Result<T, E>,
) -> Result<R, E> {
    let base = cell.version();
    let mut ours = T::clone(&base);
    let result = f(&mut ours);
    cell.try_update(|current| {
        // In a turn, the current version stays so.
        *current = if Version::ptr_eq(&cell.version(), &base) {
            ours
        } else {
            settle(merge3(&base, &ours, current))?
        };
        Ok(result)
    })
}

impl<T: Merge> UpdateMerging<T> for CowCell<T> {
    fn update_merging<R>(&self, f: impl FnOnce(&mut T) -> R) -> Result<R, Merged<T>> {
        update(self, f, |merged| if merged.is_clean() { Ok(merged.value) } else { Err(merged) })
    }

    fn update_merging_with<R>(
        &self,
        f: impl FnOnce(&mut T) -> R,
        decide: impl FnMut(&mut T::Conflict) -> Take,
    ) -> R {
        let Ok(result) = update(self, f, |merged| Ok::<_, Infallible>(merged.resolve(decide)));
        result
    }
}

/// The history of a cell: each published version is a commit, with its number as the label.
///
/// Made by [`recorded`]. A clone is the same history.
#[derive(Clone, Debug)]
pub struct Recording<T>(Arc<Mutex<History<T>>>);

impl<T> Recording<T> {
    /// Runs `f` on the history. The cell's writers wait meanwhile; its readers do not. So `f` must not
    /// write to the cell: it would wait for itself.
    ///
    /// Whatever `f` does to the history, the next version is committed after its head.
    pub fn with<R>(&self, f: impl FnOnce(&mut History<T>) -> R) -> R {
        // A history is whole after a panic: each change of it is.
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Keeps every version that a cell publishes from now on, in a history that begins with the present
/// one.
///
/// It takes the place of another hook of the cell.
///
/// ```
/// use cow_core::CowCell;
/// use cow_versions::recorded;
///
/// let (cell, recording) = recorded(CowCell::new(1));
/// cell.update(|value| *value += 1);
/// cell.update(|value| *value *= 5);
/// assert_eq!(recording.with(|history| history.undo().copied()), Some(2));
/// assert_eq!(*cell.load(), 10); // The cell is where it was.
/// ```
pub fn recorded<T: Clone + Send + 'static>(cell: CowCell<T>) -> (CowCell<T>, Recording<T>) {
    let history = History::new(cell.snapshot());
    let recording = Recording(Arc::new(Mutex::new(history)));
    let hook = recording.clone();
    let cell = cell.on_publish(move |generation, value| {
        hook.with(|history| history.commit(generation.to_string(), value.clone()));
    });
    (cell, recording)
}
