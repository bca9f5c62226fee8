/// A value that is shared by its clones until one of them is written. A clone is a snapshot.
pub trait Shared<T: Clone>: Clone + 'static {
    /// The contender's name.
    const NAME: &'static str;

    /// Whether a clone copies the value.
    const DEEP: bool = false;

    /// Makes a pointer to a value.
    fn new(value: T) -> Self;

    /// Returns the value.
    fn read(&self) -> &T;

    /// Returns the value to write to, copied first where it is shared.
    fn make_mut(&mut self) -> &mut T;
}
