//! What `CowBox` uses of `triomphe::Arc`, standing on this crate's count, so that loom sees it.
//!
//! Only under `--cfg cow_loom`. Each function does to the count what triomphe's does, by the
//! protocol of [`count`](crate::count).

use crate::count::{Atomic, Counter, RefCount};
use crate::node::Memory;
use crate::sync::{self, Watch};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ops::{Deref, DerefMut};
use core::ptr::{self, NonNull};

struct Header {
    count: <Atomic as RefCount>::Counter,
    watch: Watch,
}

#[repr(C)]
struct Inner<T: ?Sized> {
    header: Header,
    value: T,
}

/// See `triomphe::Arc`.
pub(super) struct Arc<T: ?Sized> {
    /// Came from `sync::allocate` with the layout of the `Inner<T>`, which is initialised. The count
    /// is the number of `Arc`s with this pointer; the last one frees it.
    inner: NonNull<Inner<T>>,
    phantom: PhantomData<T>,
}

// SAFETY: the value is reached by `&T` from every thread that has a handle, and moved out or dropped
// by the last one, which may be in any of them.
unsafe impl<T: ?Sized + Send + Sync> Send for Arc<T> {}
// SAFETY: as above; through `&Arc<T>`, a thread gets a handle by `clone`.
unsafe impl<T: ?Sized + Send + Sync> Sync for Arc<T> {}

/// See `triomphe::UniqueArc`.
pub(super) struct UniqueArc<T: ?Sized>(
    /// Its count is one.
    Arc<T>,
);

/// Allocates for a value of this layout and writes the header. `typed` gives the pointer its type.
fn allocate<T: ?Sized>(
    value: Layout,
    typed: impl FnOnce(*mut u8) -> *mut Inner<T>,
) -> NonNull<Inner<T>> {
    let (block, _) = Layout::new::<Header>().extend(value).expect("layout too big");
    // SAFETY: the header makes the size greater than zero.
    let memory = unsafe { sync::allocate(block.pad_to_align()) };
    let header = Header { count: Counter::one(), watch: Watch::new() };
    // SAFETY: the block begins with a header, as `Inner` is `repr(C)`, and is ours to write.
    unsafe { memory.cast().write(header) };
    NonNull::new(typed(memory.as_ptr())).expect("`typed` keeps the address")
}

impl<T> Arc<T> {
    pub(super) fn new(value: T) -> Self {
        let inner = allocate::<T>(Layout::new::<T>(), |memory| memory.cast());
        // SAFETY: the place is within the new block.
        let place = unsafe { &raw mut (*inner.as_ptr()).value };
        // SAFETY: it is aligned, uninitialised and ours to write.
        unsafe { place.write(value) };
        Self { inner, phantom: PhantomData }
    }

    pub(super) fn try_unwrap(this: Self) -> Result<T, Self> {
        if this.is_unique() { Ok(UniqueArc(this).into_inner()) } else { Err(this) }
    }

    pub(super) fn into_unique(this: Self) -> Option<UniqueArc<T>> {
        let this = ManuallyDrop::new(this);
        if !this.header().count.decrement_shared() {
            return None;
        }
        // It was the last: the count is zero, and one again for the unique handle.
        this.header().count.increment();
        Some(UniqueArc(ManuallyDrop::into_inner(this)))
    }
}

impl<T: ?Sized> Arc<T> {
    fn header(&self) -> &Header {
        // SAFETY: "which is initialised", and not freed while `self` counts.
        unsafe { &(*self.inner.as_ptr()).header }
    }

    pub(super) fn as_ptr(&self) -> *const T {
        // SAFETY: the place is within the block, and no reference to it is made.
        unsafe { &raw const (*self.inner.as_ptr()).value }
    }

    /// # Safety
    /// As `CowBox::from_raw`.
    pub(super) unsafe fn from_raw(value: *const T) -> Self {
        // SAFETY: the caller has the handle that keeps the value alive.
        let layout = Layout::for_value(unsafe { &*value });
        let (_, offset) = Layout::new::<Header>().extend(layout).expect("an allocated layout");
        // SAFETY: a value of this layout is so far after the start of its block.
        let inner = unsafe { value.byte_sub(offset) } as *mut Inner<T>;
        Self { inner: NonNull::new(inner).expect("within a block"), phantom: PhantomData }
    }

    pub(super) fn strong_count(this: &Self) -> usize {
        this.header().count.get()
    }

    pub(super) fn ptr_eq(this: &Self, other: &Self) -> bool {
        ptr::addr_eq(this.inner.as_ptr(), other.inner.as_ptr())
    }

    pub(super) fn is_unique(&self) -> bool {
        let unique = self.header().count.is_unique();
        if unique {
            // `CowBox` tests in order to write.
            self.header().watch.write();
        }
        unique
    }

    pub(super) fn get_mut(this: &mut Self) -> Option<&mut T> {
        // SAFETY: the count is one, and `this` is borrowed exclusively while the reference lives.
        this.is_unique().then(|| unsafe { &mut *this.as_ptr().cast_mut() })
    }
}

impl<T: ?Sized> Clone for Arc<T> {
    fn clone(&self) -> Self {
        self.header().count.increment();
        Self { inner: self.inner, phantom: PhantomData }
    }
}

impl<T: ?Sized> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.header().watch.read();
        // SAFETY: "which is initialised", not freed while `self` counts, and written only through
        // an exclusive borrow of the only handle.
        unsafe { &*self.as_ptr() }
    }
}

impl<T: ?Sized> Drop for Arc<T> {
    fn drop(&mut self) {
        if !self.header().count.decrement_shared() {
            return;
        }
        self.header().watch.write();
        // SAFETY: initialised until it is dropped below.
        let layout = Layout::for_value(unsafe { self.inner.as_ref() });
        // SAFETY: "came from `sync::allocate`" with this layout, and is not used any more.
        let _memory = unsafe { Memory::new(self.inner.cast(), layout) };
        // SAFETY: "the last one frees it": there is no other copy of this pointer any more.
        unsafe { self.inner.drop_in_place() };
    }
}

impl<T> UniqueArc<T> {
    pub(super) fn into_inner(self) -> T {
        let arc = ManuallyDrop::new(self.0);
        let layout = Layout::new::<Inner<T>>();
        // SAFETY: "came from `sync::allocate`" with this layout, and is not used any more.
        let _memory = unsafe { Memory::new(arc.inner.cast(), layout) };
        // SAFETY: the block is initialised, "its count is one", and it is freed without being
        // dropped, so this is the only copy.
        let Inner { header: _, value } = unsafe { arc.inner.read() };
        value
    }
}

impl<T: ?Sized> UniqueArc<T> {
    pub(super) fn shareable(self) -> Arc<T> {
        self.0
    }
}

impl<T> UniqueArc<[MaybeUninit<T>]> {
    pub(super) fn new_uninit_slice(len: usize) -> Self {
        let layout = Layout::array::<T>(len).expect("layout too big");
        let inner = allocate::<[MaybeUninit<T>]>(layout, |memory| {
            ptr::slice_from_raw_parts_mut(memory.cast::<T>(), len) as *mut Inner<_>
        });
        Self(Arc { inner, phantom: PhantomData })
    }

    /// # Safety
    /// Every element is initialised.
    pub(super) unsafe fn assume_init_slice(self) -> UniqueArc<[T]> {
        let inner = ManuallyDrop::new(self.0).inner.as_ptr() as *mut Inner<[T]>;
        let inner = NonNull::new(inner).expect("it was not null before");
        UniqueArc(Arc { inner, phantom: PhantomData })
    }
}

impl<T: ?Sized> Deref for UniqueArc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: ?Sized> DerefMut for UniqueArc<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: "its count is one", and it is borrowed exclusively while the reference lives.
        unsafe { &mut *self.0.as_ptr().cast_mut() }
    }
}

impl<T> From<Box<T>> for Arc<T> {
    fn from(value: Box<T>) -> Self {
        Self::new(*value)
    }
}

impl<T> From<Vec<T>> for Arc<[T]> {
    fn from(values: Vec<T>) -> Self {
        let mut slots = UniqueArc::new_uninit_slice(values.len());
        for (slot, value) in slots.iter_mut().zip(values) {
            slot.write(value);
        }
        // SAFETY: there are as many slots as there were values, and moving a value cannot panic.
        unsafe { slots.assume_init_slice() }.shareable()
    }
}
