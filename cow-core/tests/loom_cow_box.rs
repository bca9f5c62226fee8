//! Every interleaving of two or three threads that meet in a `CowBox`:
//! `RUSTFLAGS="--cfg cow_loom" cargo test -p cow-collections-core --release --test loom_cow_box`.
//!
//! loom reports every access that is not ordered after another thread's, and at the end of
//! every execution what was not freed: the blocks, which are of its allocator, and the elements.
#![cfg(cow_loom)]

use cow_core::{CowBox, ToCowBox};
use loom::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use loom::thread;
use testkit::Watched;

fn watched(number: usize) -> CowBox<Watched<usize>> {
    CowBox::new(Watched::new(number))
}

#[test]
fn clone_against_drop() {
    loom::model(|| {
        let ours = watched(1);
        let theirs = ours.clone();
        let thread = thread::spawn(move || {
            let another = theirs.clone();
            drop(theirs);
            assert_eq!(another.get(), 1);
        });
        assert_eq!(ours.get(), 1);
        drop(ours);
        thread.join().unwrap();
    });
}

#[test]
fn the_last_of_three_drops_frees_once() {
    loom::model(|| {
        let handle = watched(1);
        let threads = [handle.clone(), handle.clone()]
            .map(|handle| thread::spawn(move || assert_eq!(handle.get(), 1)));
        drop(handle);
        for thread in threads {
            thread.join().unwrap();
        }
    });
}

/// A handle that is written while another thread clones, reads and drops its own.
fn writes_against_a_clone<T, R, W>(new: fn() -> CowBox<T>, read: R, write: W)
where
    T: ?Sized + ToCowBox + 'static,
    CowBox<T>: Send,
    R: Fn(&T) -> usize + Copy + Send + Sync + 'static,
    W: Fn(&mut T, usize) + Send + Sync + 'static,
{
    loom::model(move || {
        let mut ours = new();
        let theirs = ours.clone();
        let thread = thread::spawn(move || {
            let another = theirs.clone();
            drop(theirs);
            assert_eq!(read(&another), 1);
        });
        write(CowBox::make_mut(&mut ours), 2);
        assert_eq!(read(&ours), 2);
        thread.join().unwrap();
        write(CowBox::make_mut(&mut ours), 3);
        assert_eq!(read(&ours), 3);
    });
}

#[test]
fn make_mut_against_a_clone() {
    writes_against_a_clone(|| watched(1), Watched::get, Watched::set);
}

#[test]
fn make_mut_of_a_slice_against_a_clone() {
    writes_against_a_clone::<[Watched<usize>], _, _>(
        || [Watched::new(1), Watched::new(0)].into(),
        |slice| slice[0].get() + slice[1].get(),
        |slice, to| slice[0].set(to),
    );
}

#[test]
fn make_mut_of_a_string_against_a_clone() {
    loom::model(|| {
        let mut ours: CowBox<str> = "text".into();
        let theirs = ours.clone();
        let thread = thread::spawn(move || {
            let another = theirs.clone();
            drop(theirs);
            assert_eq!(&*another, "text");
        });
        CowBox::make_mut(&mut ours).make_ascii_uppercase();
        assert_eq!(&*ours, "TEXT");
        thread.join().unwrap();
        assert!(CowBox::get_mut(&mut ours).is_some());
    });
}

#[test]
fn two_threads_write_their_own() {
    loom::model(|| {
        let mut ours = watched(0);
        let mut theirs = ours.clone();
        let thread = thread::spawn(move || {
            CowBox::make_mut(&mut theirs).set(1);
            assert_eq!(theirs.get(), 1);
        });
        CowBox::make_mut(&mut ours).set(2);
        assert_eq!(ours.get(), 2);
        thread.join().unwrap();
    });
}

#[test]
fn get_mut_sees_what_the_other_did_before_it_dropped() {
    loom::model(|| {
        let mut ours = CowBox::new((Watched::new(1), AtomicUsize::new(0)));
        let theirs = ours.clone();
        let thread = thread::spawn(move || {
            let (value, note) = &*theirs;
            assert_eq!(value.get(), 1);
            note.store(7, Relaxed);
        });
        if let Some((value, note)) = CowBox::get_mut(&mut ours) {
            assert_eq!(note.load(Relaxed), 7);
            value.set(2);
        }
        thread.join().unwrap();
        let (_, note) = CowBox::get_mut(&mut ours).unwrap();
        assert_eq!(note.load(Relaxed), 7);
    });
}

#[test]
fn into_inner_gives_the_value_to_one() {
    loom::model(|| {
        let ours = watched(1);
        let theirs = ours.clone();
        let take = |handle: CowBox<Watched<usize>>| {
            assert_eq!(handle.get(), 1);
            CowBox::into_inner(handle).map(|mut value| value.set(2)).is_some()
        };
        let thread = thread::spawn(move || take(theirs));
        let won = take(ours);
        assert_ne!(won, thread.join().unwrap());
    });
}

#[test]
fn unwrap_or_clone_gives_a_value_to_both() {
    loom::model(|| {
        let ours = watched(1);
        let theirs = ours.clone();
        let take = |handle| {
            let mut value: Watched<usize> = CowBox::unwrap_or_clone(handle);
            value.set(value.get() + 1);
            value.get()
        };
        let thread = thread::spawn(move || take(theirs));
        assert_eq!(take(ours), 2);
        assert_eq!(thread.join().unwrap(), 2);
    });
}

/// Another thread clones through a shared reference to the very handle, not through its own.
#[test]
fn a_clone_through_a_shared_handle() {
    loom::model(|| {
        let shared = loom::sync::Arc::new(watched(1));
        let reference = shared.clone();
        let thread = thread::spawn(move || {
            let mut own = CowBox::clone(&reference);
            drop(reference);
            CowBox::make_mut(&mut own).set(2);
        });
        let mut own = CowBox::clone(&shared);
        drop(shared);
        CowBox::make_mut(&mut own).set(3);
        thread.join().unwrap();
        assert_eq!(own.get(), 3);
    });
}

#[test]
fn raw_pointers_and_trait_objects_keep_the_count() {
    trait Look: Send + Sync {
        fn look(&self) -> usize;
    }
    impl Look for Watched<usize> {
        fn look(&self) -> usize {
            self.get()
        }
    }
    loom::model(|| {
        let ours = watched(1);
        let theirs = cow_core::unsize!(ours.clone() => dyn Look);
        let thread = thread::spawn(move || assert_eq!(theirs.look(), 1));
        if let Ok(mut value) = CowBox::try_unwrap(ours) {
            value.set(2);
        }
        thread.join().unwrap();
    });
}
