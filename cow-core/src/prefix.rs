//! The first bytes of strings, without a bound that says which types are strings.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::TypeId;
use core::marker::PhantomData;
use core::mem;

/// The first eight bytes of a string of text or bytes as a number, missing ones being zero; `None`
/// for all other types.
///
/// It orders as the strings do, but for those with equal prefixes: if that of `a` is less than that
/// of `b`, then `a` is less than `b`. This holds across the types `str`, `&str`, `String`,
/// `Box<str>`, and across `[u8]`, `&[u8]`, `Vec<u8>`, `Box<[u8]>`.
///
/// ```
/// use cow_core::prefix;
///
/// assert_eq!(prefix("b"), Some(0x62 << 56));
/// assert!(prefix(&String::from("Ada")) < prefix("Bob"));
/// assert_eq!(prefix(&7), None);
/// ```
#[inline]
#[must_use]
pub fn prefix<T: ?Sized>(value: &T) -> Option<u64> {
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

/// Whether [`prefix`] is `Some` for values of this type.
#[inline]
#[must_use]
pub fn has_prefix<T: ?Sized>() -> bool {
    is::<T, String>()
        || is::<T, str>()
        || is::<T, &'static str>()
        || is::<T, Box<str>>()
        || is::<T, Vec<u8>>()
        || is::<T, [u8]>()
        || is::<T, &'static [u8]>()
        || is::<T, Box<[u8]>>()
}

/// Whether `T` is `U` but for lifetimes.
///
/// `TypeId` asks for `'static`, so lifetimes are erased first, by way of a trait object. Types that
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

/// The value as a `U`, for as short as it is borrowed, if that is its type.
#[inline]
fn as_ref<T: ?Sized, U: 'static>(value: &T) -> Option<&U> {
    if !is::<T, U>() {
        return None;
    }
    let value = core::ptr::from_ref(value).cast::<U>();
    // SAFETY: `T` is `U` but for lifetimes, and what is borrowed here is handed out for no longer.
    Some(unsafe { &*value })
}

/// The same for the two types that know their length.
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
        let strings = ["", "\0", "a", "a\0", "aa", "abcdefgh", "abcdefghi", "b", "ä", "\u{10ffff}"];
        for a in strings {
            for b in strings {
                if prefix(a) < prefix(b) {
                    assert!(a < b, "{a:?} {b:?}");
                }
                assert_eq!(prefix(a) == prefix(b), prefix(&String::from(a)) == prefix(&b));
                assert_eq!(prefix(a.as_bytes()), prefix(&a.as_bytes().to_vec()));
            }
        }
    }

    #[test]
    fn sees_through_lifetimes_and_nothing_else() {
        fn of<'a>(text: &'a str) -> [Option<u64>; 3] {
            struct Wrapper<'a>(#[allow(dead_code, reason = "it is there to be borrowed")] &'a str);
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
