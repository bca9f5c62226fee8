//! The trie of `cow-core/tests/trie` on raw pointers: the same nodes, the same steps, every rule kept
//! by hand. What the kit's safety is measured against.
#![expect(unsafe_code, reason = "the point of this file; it is compiled into one bench only")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    clippy::multiple_unsafe_ops_per_block,
    clippy::disallowed_methods,
    reason = "it is not published, and no model checks it"
)]

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering};

type Entry = (u64, u64);
const FULL: usize = 32;

/// A leaf's address plus 1 plus twice (slots - 1), or a branch's address.
type Word = *mut u8;

#[repr(C)]
struct Branch {
    count: AtomicU32,
    words: [Word; 16],
}

#[repr(C)]
struct Leaf {
    count: AtomicU32,
    len: u16,
    cap: u16,
    tags: [u8; FULL],
    // Then `cap` entries.
}

pub(crate) struct RawTrie {
    root: Word,
}

fn tag(key: u64) -> u8 {
    let byte = key as u8;
    byte + u8::from(byte == 0)
}

fn slot(bits: u64) -> usize {
    (bits >> 60) as usize
}

fn is_leaf(word: Word) -> bool {
    word.addr() & 1 != 0
}

fn span(word: Word) -> usize {
    (word.addr() & 15) >> 1
}

fn address<T>(word: Word) -> *mut T {
    word.map_addr(|a| a & !15).cast()
}

fn leaf_word(leaf: *mut Leaf, span: usize) -> Word {
    leaf.cast::<u8>().map_addr(|a| a | span << 1 | 1)
}

fn leaf_layout(cap: usize) -> Layout {
    Layout::from_size_align(size_of::<Leaf>() + cap * size_of::<Entry>(), 16).unwrap()
}

fn branch_layout() -> Layout {
    Layout::new::<Branch>().align_to(16).unwrap()
}

unsafe fn allocate<T>(layout: Layout) -> *mut T {
    let ptr = unsafe { alloc(layout) };
    if ptr.is_null() {
        handle_alloc_error(layout);
    }
    ptr.cast()
}

unsafe fn new_leaf(cap: usize) -> *mut Leaf {
    unsafe {
        let leaf: *mut Leaf = allocate(leaf_layout(cap));
        leaf.write(Leaf { count: AtomicU32::new(1), len: 0, cap: cap as u16, tags: [0; FULL] });
        leaf
    }
}

unsafe fn entries(leaf: *mut Leaf) -> *mut Entry {
    unsafe { leaf.add(1).cast() }
}

#[cfg(target_arch = "x86_64")]
unsafe fn hits(tags: *const u8, tag: u8) -> u32 {
    use std::arch::x86_64::{_mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_set1_epi8};
    unsafe {
        let wanted = _mm_set1_epi8(tag as i8);
        let low = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(tags.cast()), wanted));
        let high = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(tags.add(16).cast()), wanted));
        low as u32 | (high as u32) << 16
    }
}

#[cfg(not(target_arch = "x86_64"))]
unsafe fn hits(tags: *const u8, tag: u8) -> u32 {
    (0..FULL).fold(0, |hits, i| hits | u32::from(unsafe { *tags.add(i) } == tag) << i)
}

unsafe fn find(leaf: *mut Leaf, key: u64) -> *mut Entry {
    unsafe {
        let mut hits = hits((&raw const (*leaf).tags).cast(), tag(key));
        while hits != 0 {
            let entry = entries(leaf).add(hits.trailing_zeros() as usize);
            if (*entry).0 == key {
                return entry;
            }
            hits &= hits - 1;
        }
        ptr::null_mut()
    }
}

unsafe fn push(leaf: *mut Leaf, entry: Entry) {
    unsafe {
        let len = usize::from((*leaf).len);
        (*leaf).tags[len] = tag(entry.0);
        entries(leaf).add(len).write(entry);
        (*leaf).len += 1;
    }
}

unsafe fn count<'a>(word: Word) -> &'a AtomicU32 {
    unsafe { &*address::<AtomicU32>(word) }
}

unsafe fn unique(word: Word) -> bool {
    unsafe { count(word) }.load(Ordering::Acquire) == 1
}

unsafe fn release(word: Word) {
    unsafe {
        let count = count(word);
        if count.load(Ordering::Acquire) == 1 || count.fetch_sub(1, Ordering::Release) == 1 {
            count.load(Ordering::Acquire);
            if is_leaf(word) {
                let leaf: *mut Leaf = address(word);
                dealloc(leaf.cast(), leaf_layout(usize::from((*leaf).cap)));
            } else {
                let branch: *mut Branch = address(word);
                let mut last = ptr::null_mut();
                for word in (*branch).words {
                    if word != last {
                        release(word);
                    }
                    last = word;
                }
                dealloc(branch.cast(), branch_layout());
            }
        }
    }
}

unsafe fn copy_path(word: Word, bits: u64) -> Word {
    unsafe {
        if is_leaf(word) {
            let old: *mut Leaf = address(word);
            let len = usize::from((*old).len);
            let new = new_leaf((len + 1).min(FULL));
            (*new).tags = (*old).tags;
            ptr::copy_nonoverlapping(entries(old), entries(new), len);
            (*new).len = len as u16;
            return leaf_word(new, span(word));
        }
        let old: *mut Branch = address(word);
        let child = (*old).words[slot(bits)];
        let new_child = copy_path(child, bits << 4);
        let new: *mut Branch = allocate(branch_layout());
        new.write(Branch { count: AtomicU32::new(1), words: (*old).words });
        let mut last = child;
        for word in &mut (*new).words {
            if *word == child {
                *word = new_child;
            } else if *word != last {
                last = *word;
                count(*word).fetch_add(1, Ordering::Relaxed);
            }
        }
        new.cast()
    }
}

impl RawTrie {
    pub(crate) fn new() -> Self {
        Self { root: ptr::null_mut() }
    }

    #[inline]
    pub(crate) fn get(&self, key: u64) -> Option<u64> {
        let (mut word, mut bits) = (self.root, key);
        if word.is_null() {
            return None;
        }
        unsafe {
            while !is_leaf(word) {
                word = (*address::<Branch>(word)).words[slot(bits)];
                bits <<= 4;
            }
            let entry = find(address(word), key);
            (!entry.is_null()).then(|| (*entry).1)
        }
    }

    #[inline]
    pub(crate) fn insert(&mut self, key: u64, value: u64) -> Option<u64> {
        unsafe {
            if self.root.is_null() {
                let leaf = new_leaf(FULL);
                push(leaf, (key, value));
                self.root = leaf_word(leaf, 0);
                return None;
            }
            let (mut place, mut bits, mut used) = (&raw mut self.root, key, 0);
            loop {
                let word = *place;
                if !unique(word) {
                    let copy = copy_path(word, bits);
                    for i in 0..=span(word) {
                        *place.add(i) = copy;
                    }
                    release(word);
                } else if !is_leaf(word) {
                    let words = (&raw mut (*address::<Branch>(word)).words).cast::<Word>();
                    let child = slot(bits);
                    place = words.add(child & !span(*words.add(child)));
                    (bits, used) = (bits << 4, used + 4);
                } else {
                    let leaf: *mut Leaf = address(word);
                    let found = find(leaf, key);
                    if !found.is_null() {
                        return Some(std::mem::replace(&mut (*found).1, value));
                    }
                    if (*leaf).len < (*leaf).cap {
                        push(leaf, (key, value));
                        return None;
                    }
                    let (new_place, down) = split(place, leaf, used, key);
                    place = new_place;
                    if down {
                        (bits, used) = (bits << 4, used + 4);
                    }
                }
            }
        }
    }
}

/// Splits the leaf in `place`, or grows it if it is a copy with less room than a full one.
unsafe fn split(place: *mut Word, leaf: *mut Leaf, used: u32, key: u64) -> (*mut Word, bool) {
    unsafe {
        let span = span(*place);
        if usize::from((*leaf).cap) < FULL {
            let new = new_leaf(FULL);
            for i in 0..usize::from((*leaf).len) {
                push(new, *entries(leaf).add(i));
            }
            for i in 0..=span {
                *place.add(i) = leaf_word(new, span);
            }
            dealloc(leaf.cast(), leaf_layout(usize::from((*leaf).cap)));
            return (place, false);
        }
        let depth = 4 - (span as u32 + 1).ilog2();
        let at = used + depth - 4;
        let (lower, upper) = (new_leaf(FULL), new_leaf(FULL));
        for i in 0..usize::from((*leaf).len) {
            let entry = *entries(leaf).add(i);
            push(if entry.0 << at >> 63 != 0 { upper } else { lower }, entry);
        }
        dealloc(leaf.cast(), leaf_layout(FULL));
        let (first, half) = if span == 0 {
            let branch: *mut Branch = allocate(branch_layout());
            branch.write(Branch { count: AtomicU32::new(1), words: [ptr::null_mut(); 16] });
            *place = branch.cast();
            ((&raw mut (*branch).words).cast::<Word>(), 7)
        } else {
            (place, span / 2)
        };
        for i in 0..=half {
            *first.add(i) = leaf_word(lower, half);
            *first.add(half + 1 + i) = leaf_word(upper, half);
        }
        let place = if key << at >> 63 != 0 { first.add(half + 1) } else { first };
        (place, span == 0)
    }
}

impl Clone for RawTrie {
    #[inline]
    fn clone(&self) -> Self {
        if !self.root.is_null() {
            unsafe { count(self.root) }.fetch_add(1, Ordering::Relaxed);
        }
        Self { root: self.root }
    }
}

impl Drop for RawTrie {
    #[inline]
    fn drop(&mut self) {
        if !self.root.is_null() {
            unsafe { release(self.root) }
        }
    }
}
