//! What methods take that take slices of std: also what only coerces to one.
#![cfg(not(cow_loom))]

use cow_vec::{CowSlice, CowVec, cow_vec};
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

/// Once with std's type, and once with ours.
macro_rules! takes {
    ($name:ident, $vec:ident) => {
        fn $name() -> $vec<u8> {
            let mut v = <$vec<u8>>::new();
            let mut buffer = [1, 2];
            let written: &mut [u8] = &mut buffer;
            let (slice, array): (&[u8], &mut [u8; 2]) = (b"ab", &mut [3, 4]);
            v.extend_from_slice(&slice);
            v.extend_from_slice(&mut array[..1]);
            v.extend_from_slice(array);
            v.extend_from_slice(written);
            v.extend_from_slice(&mut vec![5]);
            v.extend_from_slice(&&vec![6]);
            v.extend_from_slice(&Rc::<[u8]>::from(slice));
            v.extend_from_slice(&Arc::<[u8]>::from(slice));
            v.extend_from_slice(&Cow::Borrowed(slice));
            v.extend_from_slice(&"cd".as_bytes());
            v.extend_from_slice(&[]);
            let len = v.len();
            assert!(v.starts_with(&slice) && v.ends_with(&"cd".as_bytes()));
            v.copy_from_slice(&mut vec![7; len]);
            v
        }
    };
}

takes!(std_takes, Vec);
takes!(ours_takes, CowVec);

#[test]
#[expect(clippy::needless_borrows_for_generic_args, reason = "it is taken, too")]
fn what_coerces_to_a_slice() {
    assert_eq!(ours_takes(), std_takes());
    let (mut v, mut w) = (cow_vec![1], cow_vec![2]);
    v.extend_from_slice(&mut w);
    v.extend_from_slice(w.view_mut(..).reborrow().as_view());
    v.extend_from_slice(&mut w.view_mut(..));
    v.extend_from_slice(&&w);
    assert_eq!(v, [1, 2, 2, 2, 2]);
}

#[test]
fn windows_of_as_many_items_as_there_can_be() {
    let all = [(); usize::MAX];
    let view: CowSlice<'_, ()> = CowSlice::from(&all[..]);
    for size in [1, 2, usize::MAX] {
        assert_eq!(view.windows(size).len(), all.windows(size).len());
    }
    assert_eq!(view.view(1..).windows(usize::MAX).len(), 0);
}
