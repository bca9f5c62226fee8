//! The counting allocator counts what this thread holds, and nothing else.

use std::thread;

use demo::heap::{Counting, blocks, held};

#[global_allocator]
static HEAP: Counting = Counting;

#[test]
fn what_is_freed_leaves_nothing() {
    let before = held();
    let mut grown = Vec::new();
    // Under 128 KiB, from which on glibc may map pages of its own for a block, and shrinks it to one page at the least.
    for n in 0..5_000_u64 {
        grown.push(n);
    }
    assert!(held() - before >= 40_000, "{}", held() - before);
    grown.truncate(10);
    grown.shrink_to_fit();
    let left = held() - before;
    assert!((80..1_000).contains(&left), "{left}");
    let zeroed = vec![0_u8; 1 << 20];
    assert!(held() - before >= left + (1 << 20));
    drop((grown, zeroed));
    assert_eq!(held(), before);
}

#[test]
fn blocks_are_counted() {
    let before = blocks();
    let mut boxes: Vec<_> = (0..99).map(Box::new).collect();
    assert_eq!(blocks() - before, 100);
    boxes.reserve(10_000);
    assert_eq!(blocks() - before, 100);
    boxes.truncate(9);
    assert_eq!(blocks() - before, 10);
    drop(boxes);
    assert_eq!(blocks(), before);
}

#[test]
fn alignment_is_passed_on() {
    #[repr(align(4096))]
    struct Page([u8; 4096]);
    let before = held();
    let page = Box::new(Page([1; 4096]));
    assert_eq!((&raw const *page).addr() % 4096, 0);
    assert!(page.0.iter().all(|&byte| byte == 1));
    assert!(held() - before >= 4096);
    drop(page);
    assert_eq!(held(), before);
}

#[test]
fn other_threads_count_for_themselves() {
    let before = held();
    let other = thread::spawn(|| {
        let block = vec![0_u8; 1 << 24];
        (held(), block.len())
    });
    let (theirs, len) = other.join().unwrap();
    assert!(theirs >= len as isize);
    assert!((held() - before).abs() < 1 << 20);
}
