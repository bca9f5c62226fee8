//! The first bytes of strings, and integers, as numbers in the order of the values; without a bound
//! that says which types these are.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::TypeId;
use core::marker::PhantomData;
use core::mem;

/// Returns the first eight bytes of a string of text or bytes as a number, missing ones being zero;
/// `None` for all other types.
///
/// It orders as the strings do, but for those with equal prefixes: if that of `a` is less than that
/// of `b`, then `a` is less than `b`. This holds across the types `str`, `&str`, `String`,
/// `Box<str>`, and across `[u8]`, `&[u8]`, `Vec<u8>`, `Box<[u8]>`.
#[inline]
#[must_use]
fn prefix<T: ?Sized>(value: &T) -> Option<u64> {
    let bytes: &[u8] = if let Some(text) = as_ref::<T, String>(value) {
        text.as_bytes()
    } else if let Some(text) = as_slice::<T, str>(value) {
        text.as_bytes()
    } else if let Some(text) = as_ref::<T, &'static str>(value) {
        text.as_bytes()
    } else if let Some(text) = as_ref::<T, Box<str>>(value) {
        text.as_bytes()
    } else if let Some(bytes) = as_ref::<T, Vec<u8>>(value) {
        bytes
    } else if let Some(bytes) = as_slice::<T, [u8]>(value) {
        bytes
    } else if let Some(bytes) = as_ref::<T, &'static [u8]>(value) {
        bytes
    } else {
        as_ref::<T, Box<[u8]>>(value)?
    };
    Some(match bytes.first_chunk() {
        Some(first) => u64::from_be_bytes(*first),
        None => {
            let mut first = [0; 8];
            first[..bytes.len()].copy_from_slice(bytes);
            u64::from_be_bytes(first)
        }
    })
}

/// The [prefix] of a string with eight bytes at least; `None` for shorter ones and for all other types.
///
/// Its first eight bytes, read by one instruction.
#[inline]
#[must_use]
pub(crate) fn first_bytes<T: ?Sized>(value: &T) -> Option<u64> {
    let first = if let Some(text) = as_ref::<T, String>(value) {
        text.as_bytes().first_chunk()
    } else if let Some(text) = as_ref::<T, &'static str>(value) {
        text.as_bytes().first_chunk()
    } else if let Some(text) = as_ref::<T, Box<str>>(value) {
        text.as_bytes().first_chunk()
    } else if let Some(bytes) = as_ref::<T, Vec<u8>>(value) {
        bytes.first_chunk()
    } else {
        None
    };
    first.map(|first| u64::from_be_bytes(*first))
}

/// Returns `true` if [`prefix`] is `Some` for values of this type.
#[inline]
#[must_use]
fn has_prefix<T: ?Sized>() -> bool {
    is::<T, String>()
        || is::<T, str>()
        || is::<T, &'static str>()
        || is::<T, Box<str>>()
        || is::<T, Vec<u8>>()
        || is::<T, [u8]>()
        || is::<T, &'static [u8]>()
        || is::<T, Box<[u8]>>()
}

/// The sign bit: to flip it puts negative numbers before the others.
const SIGN: u64 = 1 << 63;

/// Returns the [prefix] of a string, or a number that orders as an integer does; `None` for all other types.
///
/// Of integers it tells all: [`is_integer`]. It holds across the types of strings that `prefix`
/// names.
#[inline]
#[must_use]
pub(crate) fn order<T: ?Sized>(value: &T) -> Option<u64> {
    macro_rules! integer {
        ($($unsigned:ty)*; $($signed:ty)*) => {
            $(if let Some(value) = as_ref::<T, $unsigned>(value) {
                return Some(*value as u64);
            })*
            $(if let Some(value) = as_ref::<T, $signed>(value) {
                return Some(*value as i64 as u64 ^ SIGN);
            })*
        };
    }
    integer!(u64 u32 u16 u8 usize char; i64 i32 i16 i8 isize);
    prefix(value)
}

/// Returns the integer of which [`order`] gave this number; `None` for all other types.
#[inline]
#[must_use]
pub(crate) fn from_order<T>(order: u64) -> Option<T> {
    macro_rules! integer {
        ($($integer:ty = $value:expr;)*) => {
            $(if is::<T, $integer>() {
                let value: $integer = $value;
                // SAFETY: `T` is that integer.
                return Some(unsafe { mem::transmute_copy::<$integer, T>(&value) });
            })*
        };
    }
    let signed = (order ^ SIGN) as i64;
    integer!(
        u64 = order;
        u32 = order as u32;
        u16 = order as u16;
        u8 = order as u8;
        usize = order as usize;
        char = char::from_u32(order as u32)?;
        i64 = signed;
        i32 = signed as i32;
        i16 = signed as i16;
        i8 = signed as i8;
        isize = signed as isize;
    );
    None
}

/// Returns `true` if [`order`] is `Some` for values of this type.
#[inline]
#[must_use]
pub(crate) fn has_order<T: ?Sized>() -> bool {
    is_integer::<T>() || has_prefix::<T>()
}

/// Returns `true` if values with the same [`order`] are equal.
#[inline]
#[must_use]
pub(crate) fn is_integer<T: ?Sized>() -> bool {
    is::<T, u64>()
        || is::<T, u32>()
        || is::<T, u16>()
        || is::<T, u8>()
        || is::<T, usize>()
        || is::<T, char>()
        || is::<T, i64>()
        || is::<T, i32>()
        || is::<T, i16>()
        || is::<T, i8>()
        || is::<T, isize>()
}

/// Returns `true` if `T` is `U` but for lifetimes.
///
/// `TypeId` requires `'static`, so lifetimes are erased first, by way of a trait object. Types that
/// differ in lifetimes only are then the same.
#[inline]
fn is<T: ?Sized, U: ?Sized + 'static>() -> bool {
    trait Id {
        fn id(&self) -> TypeId
        where
            Self: 'static;
    }
    impl<T: ?Sized> Id for PhantomData<T> {
        #[inline]
        fn id(&self) -> TypeId
        where
            Self: 'static,
        {
            TypeId::of::<T>()
        }
    }
    let phantom: PhantomData<T> = PhantomData;
    // SAFETY: only the lifetime bound of the trait object changes, which its code does not depend on.
    let erased = unsafe { mem::transmute::<&dyn Id, &(dyn Id + 'static)>(&phantom) };
    erased.id() == TypeId::of::<U>()
}

/// Returns the value as a `U`, if that is its type.
#[inline]
fn as_ref<T: ?Sized, U: 'static>(value: &T) -> Option<&U> {
    if !is::<T, U>() {
        return None;
    }
    let value = core::ptr::from_ref(value).cast::<U>();
    // SAFETY: `T` is `U` but for lifetimes, and what is borrowed here is handed out for no longer.
    Some(unsafe { &*value })
}

/// Returns the same for the two types that have a length.
#[inline]
fn as_slice<T: ?Sized, U: ?Sized + 'static>(value: &T) -> Option<&U> {
    if !is::<T, U>() {
        return None;
    }
    // SAFETY: `T` is `U`, so both references are of the same type.
    Some(unsafe { mem::transmute_copy::<&T, &U>(&value) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_as_strings_do() {
        assert_eq!(prefix("b"), Some(0x62 << 56));
        let strings = ["", "\0", "a", "a\0", "aa", "abcdefgh", "abcdefghi", "b", "ä", "\u{10ffff}"];
        for a in strings {
            for b in strings {
                if prefix(a) < prefix(b) {
                    assert!(a < b, "{a:?} {b:?}");
                }
                assert_eq!(prefix(a) == prefix(b), prefix(&String::from(a)) == prefix(&b));
                assert_eq!(prefix(a.as_bytes()), prefix(&a.as_bytes().to_vec()));
                let first = (a.len() >= 8).then(|| prefix(a).unwrap());
                assert_eq!(first_bytes(&String::from(a)), first);
                assert_eq!(first_bytes(&a.as_bytes().to_vec()), first);
            }
        }
    }

    #[test]
    fn orders_as_integers_do() {
        let signed = [i64::MIN, -2, -1, 0, 1, i64::MAX];
        assert!(signed.windows(2).all(|pair| order(&pair[0]) < order(&pair[1])));
        assert!(order(&-1_i8) < order(&0_i8) && order(&'a') < order(&'b'));
        assert_eq!((order(&0_u64), order(&u64::MAX)), (Some(0), Some(u64::MAX)));
        assert_eq!((order("b"), order(&(1_u8, 2_u8))), (prefix("b"), None));
        assert!(signed.iter().all(|n| order(n).and_then(from_order) == Some(*n)));
        assert_eq!(order(&-1_i8).and_then(from_order), Some(-1_i8));
        assert_eq!(order(&'x').and_then(from_order), Some('x'));
        assert_eq!(from_order::<String>(7), None);
        assert!(has_order::<usize>() && has_order::<str>() && !has_order::<u128>());
        assert!(is_integer::<i16>() && !is_integer::<String>());
    }

    #[test]
    fn sees_through_lifetimes_and_nothing_else() {
        fn of<'a>(text: &'a str) -> [Option<u64>; 3] {
            struct Wrapper<'a>(#[expect(dead_code, reason = "it is there to be borrowed")] &'a str);
            let boxed: Box<&'a str> = Box::new(text);
            [prefix::<&'a str>(&text), prefix(&Wrapper(text)), prefix(&boxed)]
        }
        let text = String::from("local");
        assert_eq!(of(&text), [prefix("local"), None, None]);
        assert!(has_prefix::<&str>() && has_prefix::<[u8]>() && !has_prefix::<&String>());
        assert_eq!((prefix(&5_u64), prefix(&()), prefix(&[1_u8, 2])), (None, None, None));
        assert_eq!(prefix(&[1_u8, 2][..]), Some(0x0102 << 48));
    }
}
