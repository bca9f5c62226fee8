//! Copying a borrowed value into a `CowBox` of its own.

use super::handle::{CowBox, UniqueArc};
use core::mem::{self, MaybeUninit};
use core::ptr;

/// Values that can be copied into a [`CowBox`]: every `T: Clone`, `[T]` with `T: Clone`, and `str`.
///
/// Required of a value by [`CowBox::make_mut`]. The trait is sealed.
///
/// ```
/// use cow_core::{CowBox, ToCowBox};
///
/// let word: CowBox<str> = "word".to_cow_box();
/// let row: CowBox<[u8]> = [1, 2, 3][..].to_cow_box();
/// let pair: CowBox<(u8, char)> = (1, 'a').to_cow_box();
///
/// fn edit<T: ?Sized + ToCowBox>(value: &mut CowBox<T>, change: impl FnOnce(&mut T)) {
///     change(CowBox::make_mut(value));
/// }
/// # edit(&mut word.clone(), |word| word.make_ascii_uppercase());
/// # edit(&mut row.clone(), |row| row[0] = 0);
/// # edit(&mut pair.clone(), |pair| pair.0 = 0);
/// ```
pub trait ToCowBox: sealed::Sealed {
    /// Copies the value, with its own `Clone`, into a new allocation. O(size).
    #[must_use]
    fn to_cow_box(&self) -> CowBox<Self>;
}

mod sealed {
    // `make_mut` relies on `to_cow_box` for a value that is not shared yet, hence sealed.
    pub trait Sealed {}

    impl<T: Clone> Sealed for T {}
    impl<T: Clone> Sealed for [T] {}
    impl Sealed for str {}
}

impl<T: Clone> ToCowBox for T {
    #[inline]
    fn to_cow_box(&self) -> CowBox<T> {
        CowBox::new(self.clone())
    }
}

impl<T: Clone> ToCowBox for [T] {
    fn to_cow_box(&self) -> CowBox<[T]> {
        let mut slots = UniqueArc::new_uninit_slice(self.len());
        let mut filled = Filled { slots: &mut slots, len: 0 };
        while let Some(value) = self.get(filled.len) {
            filled.push(value.clone());
        }
        assert_eq!(filled.len, self.len());
        mem::forget(filled);
        // SAFETY: the assertion says that `filled` had initialised as many slots as there are.
        let copy = unsafe { UniqueArc::assume_init_slice(slots) };
        CowBox(copy.shareable())
    }
}

impl ToCowBox for str {
    fn to_cow_box(&self) -> CowBox<str> {
        let bytes = CowBox::into_raw(self.as_bytes().to_cow_box());
        // SAFETY: `str` has the layout of `[u8]`, the bytes are copied from a `str`, and the handle
        // given up in the line above is the only one.
        unsafe { CowBox::from_raw(bytes as *const str) }
    }
}

/// The elements copied so far, which it drops unless it is forgotten.
struct Filled<'a, T> {
    slots: &'a mut [MaybeUninit<T>],
    /// `slots[..len]` are initialised. Raised only after a slot was written.
    len: usize,
}

impl<T> Filled<'_, T> {
    #[inline]
    fn push(&mut self, value: T) {
        self.slots[self.len].write(value);
        self.len += 1;
    }
}

impl<T> Drop for Filled<'_, T> {
    fn drop(&mut self) {
        let filled = ptr::from_mut(&mut self.slots[..self.len]) as *mut [T];
        // SAFETY: "`slots[..len]` are initialised", `MaybeUninit<T>` has the layout of `T`, and as
        // the slots are not read again, each element is dropped once.
        unsafe { filled.drop_in_place() }
    }
}
