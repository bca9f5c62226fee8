//! A real `fork(2)` of this process, with a memory of as many bytes.
//!
//! The crate `fork` wraps the call in a safe function: the child only writes to memory that it has, reads a file and writes
//! to a pipe. No other thread runs meanwhile that could hold a lock.

use crate::forks::timed;
use crate::memory::PAGE;
use fork::{Fork, fork, waitpid};
use std::fs;
use std::io::{self, PipeReader, PipeWriter, Read, Write, pipe};
use std::process;
use std::time::{Duration, Instant};

/// What one fork took.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Forked {
    /// The call, during which the parent stands still.
    pub(crate) fork: Duration,
    /// The parent's first write to a page, while the child lives: on average, and at worst.
    pub(crate) write: Duration,
    pub(crate) worst_write: Duration,
    /// What the child has alone after it wrote as many pages, by `/proc/self/smaps_rollup`.
    pub(crate) child_private: u64,
}

/// Forks; the child writes to the pages beside `pages` of `memory`, and then the parent to these.
pub(crate) fn fork_and_write(memory: &mut [u8], pages: &[usize]) -> io::Result<Forked> {
    let (mut from_child, to_parent) = pipe()?;
    let (from_parent, to_child) = pipe()?;
    let start = Instant::now();
    let Fork::Parent(child) = fork()? else {
        drop((from_child, to_child));
        let code = i32::from(in_child(memory, pages, from_parent, to_parent).is_err());
        // What is to be dropped is the parent's.
        process::exit(code)
    };
    let fork = start.elapsed();
    drop((to_parent, from_parent));
    from_child.read_exact(&mut [0])?;
    let (write, worst_write) = timed(pages, |page| memory[page * PAGE] = 1);
    // Until now the child has waited, and shared the pages.
    drop(to_child);
    let mut private = [0; 8];
    let answer = from_child.read_exact(&mut private);
    waitpid(child)?;
    answer?;
    Ok(Forked { fork, write, worst_write, child_private: u64::from_le_bytes(private) })
}

fn in_child(
    memory: &mut [u8],
    pages: &[usize],
    mut from_parent: PipeReader,
    mut to_parent: PipeWriter,
) -> io::Result<()> {
    let before = private_bytes()?;
    pages.iter().for_each(|page| memory[(page ^ 1) * PAGE] = 2);
    to_parent.write_all(&[1])?;
    from_parent.read_to_end(&mut Vec::new())?;
    let private = private_bytes()?.saturating_sub(before);
    to_parent.write_all(&private.to_le_bytes())
}

/// The bytes that this process has alone.
fn private_bytes() -> io::Result<u64> {
    let rollup = fs::read_to_string("/proc/self/smaps_rollup")?;
    let private = rollup.lines().filter(|line| line.starts_with("Private_"));
    let kilobytes = private.filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    Ok(kilobytes.sum::<u64>() * 1024)
}

/// The bytes that this process can still get, by the system or by the limit of its container.
pub(crate) fn available() -> Option<u64> {
    let info = fs::read_to_string("/proc/meminfo").ok()?;
    let line = info.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    let limit = fs::read_to_string("/sys/fs/cgroup/memory.max");
    let limit = limit.ok().and_then(|limit| limit.trim().parse().ok());
    Some(limit.unwrap_or(u64::MAX).min(kilobytes * 1024))
}

/// Whether the system gives large pages, of which a fork copies fewer entries, and a write more bytes.
pub(crate) fn huge_pages() -> Option<String> {
    let setting = fs::read_to_string("/sys/kernel/mm/transparent_hugepage/enabled").ok()?;
    let chosen = setting.split('[').nth(1)?.split(']').next()?;
    Some(chosen.to_owned())
}
