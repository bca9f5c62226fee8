//! Whether equality is reflexive for a type, asked on stable Rust.

use alloc::rc::Rc;
use core::marker::PhantomData;

/// Returns `true` if `T: Eq`, so that a value may be taken to equal itself without a comparison.
///
/// A collection may answer `==` by pointer for the parts that two versions share only if equality
/// is reflexive: right for `String`, wrong for `f64`, since `NAN != NAN`. With this question `==`
/// keeps std's meaning for every `T: PartialEq` and costs only what differs for every `T: Eq`.
///
/// ```
/// use cow_core::reflexive;
///
/// assert!(reflexive::<String>());
/// assert!(reflexive::<[u8]>());
/// assert!(!reflexive::<f64>());
/// assert!(!reflexive::<Vec<Option<f32>>>());
/// ```
///
/// # How
///
/// [`Rc`]'s `==` is documented to answer by pointer exactly if its content is `Eq`: "Two `Rc`s are
/// equal if their inner values are equal, even if they are stored in different allocation. If `T`
/// also implements `Eq` (implying reflexivity of equality), two `Rc`s that point to the same
/// allocation are always equal." Here the content is a probe that is `Eq` if `T` is, and which
/// never equals itself when it is asked. A test fails if std ever changes this; the answer would
/// then be `false`, and comparisons slower but not wrong.
///
/// # Cost
///
/// None in an optimised build: the probe's allocation is elided and the answer is a constant.
/// Otherwise one small allocation, so call this only after the pointers were found equal.
///
/// An `impl Eq` that holds only for some lifetimes (`impl Eq for X<'static>`) counts as one for all.
#[inline]
#[expect(clippy::eq_op, reason = "whether a value equals itself is the question")]
pub fn reflexive<T: ?Sized>() -> bool {
    let probe = Rc::new(Probe::<T>(PhantomData));
    let reflexive = probe == probe;
    // Unlike `drop`, this is inlined whole, so that the optimiser sees the probe allocated and freed.
    Rc::into_inner(probe);
    reflexive
}

/// `Eq` if and only if `T` is; a comparison that reaches it answers `false`.
struct Probe<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized> PartialEq for Probe<T> {
    #[inline]
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

// Not a lawful `Eq`, and never seen outside this file: the point is that `Rc` believes it.
impl<T: ?Sized + Eq> Eq for Probe<T> {}

#[cfg(test)]
mod tests {
    use super::reflexive;
    use alloc::borrow::Cow;
    use alloc::string::String;
    use alloc::vec::Vec;
    use core::cell::Cell;
    use core::cmp::Ordering;

    struct NoEquality;

    #[derive(PartialEq)]
    struct Partial;

    #[derive(PartialEq, Eq)]
    struct Borrowing<'a, T>(&'a T);

    /// The whole of what `==` by pointer rests on. If this fails, std has changed what it documents.
    #[test]
    fn answers_whether_the_type_is_eq() {
        assert!(reflexive::<u64>());
        assert!(reflexive::<()>());
        assert!(reflexive::<String>());
        assert!(reflexive::<(String, Vec<[u8; 3]>)>());
        assert!(reflexive::<Cell<u8>>());
        assert!(reflexive::<Ordering>());
        assert!(reflexive::<fn(&u8) -> u8>());

        assert!(!reflexive::<f32>());
        assert!(!reflexive::<(u8, f64)>());
        assert!(!reflexive::<Vec<Option<f64>>>());
        assert!(!reflexive::<Cell<f64>>());
        assert!(!reflexive::<Partial>());
        assert!(!reflexive::<NoEquality>());
    }

    #[test]
    fn answers_for_unsized_types() {
        assert!(reflexive::<str>());
        assert!(reflexive::<[String]>());
        assert!(!reflexive::<[f64]>());
        assert!(!reflexive::<dyn Send>());
    }

    #[test]
    fn answers_for_types_that_borrow() {
        fn ask<T>(value: &T) -> [bool; 3] {
            fn of<U>(_: &U) -> bool {
                reflexive::<U>()
            }
            let by_reference = of(&value);
            [by_reference, of(&Borrowing(value)), of(&Cow::Borrowed("text"))]
        }
        let (text, number) = (String::from("local"), 1.0_f64);
        assert_eq!(ask(&text), [true, true, true]);
        assert_eq!(ask(&number), [false, false, true]);
    }
}
