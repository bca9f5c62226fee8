//! One memory, forked in three ways.

use crate::memory::{Memory, PAGE, Resident};
use cow_draw::sharing;
use examples::{bytes, progress, table, time};
use serde::Serialize;
use std::io::{self, Write};
use std::time::{Duration, Instant};

/// What a fork took, on average.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// During which the writer stands still.
    fork_ns: f64,
    /// The first write to a page after a fork.
    write_ns: f64,
    worst_write_ns: f64,
    /// What the fork holds alone after as many pages of it were written.
    bytes_per_fork: u64,
    /// Pages that the memory and its fork still share, and not.
    resident: Option<Resident>,
    /// Whether the memory still had its own contents.
    pub(crate) unchanged: bool,
}

pub(crate) fn all(size: u64, pages: &[usize], forks: u32) -> io::Result<Vec<Row>> {
    // Before any of it is touched: what cannot be had at all is an error.
    let mut plain = Vec::new();
    plain.try_reserve_exact(size as usize).map_err(io::Error::other)?;
    let bar = progress(3 * u64::from(forks), "forks");
    let mut rows = vec![by_pages(size, pages, forks, || bar.inc(1))];
    plain.resize(size as usize, 1_u8);
    #[cfg(target_os = "linux")]
    rows.push(by_system(&mut plain, pages, forks, || bar.inc(1))?);
    rows.push(by_copy(&mut plain, pages, forks, || bar.inc(1)));
    bar.finish_and_clear();
    Ok(rows)
}

/// By a `CowVec` of pages: the memory is the writer, its fork the snapshot.
fn by_pages(size: u64, pages: &[usize], forks: u32, mut done: impl FnMut()) -> Row {
    let mut memory = Memory::new(size);
    let all_pages = memory.size() / PAGE as u64;
    let bar = progress(all_pages, "touching pages");
    for page in 0..all_pages {
        write(&mut memory, page as usize, 1);
        if page.is_multiple_of(1_024) {
            bar.set_position(page);
        }
    }
    bar.finish_and_clear();
    let mut row = Row { name: "CowVec of pages", unchanged: true, ..Row::default() };
    for _ in 0..forks {
        let start = Instant::now();
        let mut fork = memory.clone();
        row.fork_ns += start.elapsed().as_nanos() as f64;
        pages.iter().for_each(|page| write(&mut fork, page ^ 1, 2));
        let (average, worst) = timed(pages, |page| write(&mut memory, page, 1));
        row.write_ns += average.as_nanos() as f64;
        row.worst_write_ns = row.worst_write_ns.max(worst.as_nanos() as f64);
        row.bytes_per_fork = sharing(&memory, &fork).right.bytes as u64;
        row.resident = Some(fork.resident());
        row.unchanged &= pages.iter().all(|&page| memory.read(address(page ^ 1)) == Ok([1]));
        done();
    }
    averaged(row, forks)
}

#[cfg(target_os = "linux")]
fn by_system(
    memory: &mut [u8],
    pages: &[usize],
    forks: u32,
    mut done: impl FnMut(),
) -> io::Result<Row> {
    let mut row = Row { name: "fork(2)", unchanged: true, ..Row::default() };
    for _ in 0..forks {
        let forked = crate::real::fork_and_write(memory, pages)?;
        row.fork_ns += forked.fork.as_nanos() as f64;
        row.write_ns += forked.write.as_nanos() as f64;
        row.worst_write_ns = row.worst_write_ns.max(forked.worst_write.as_nanos() as f64);
        row.bytes_per_fork = forked.child_private;
        row.unchanged &= pages.iter().all(|&page| memory[(page ^ 1) * PAGE] == 1);
        done();
    }
    Ok(averaged(row, forks))
}

fn by_copy(memory: &mut [u8], pages: &[usize], forks: u32, mut done: impl FnMut()) -> Row {
    let mut row = Row { name: "plain copy", unchanged: true, ..Row::default() };
    for _ in 0..forks {
        let start = Instant::now();
        let mut fork = memory.to_vec();
        row.fork_ns += start.elapsed().as_nanos() as f64;
        pages.iter().for_each(|page| fork[(page ^ 1) * PAGE] = 2);
        let (average, worst) = timed(pages, |page| memory[page * PAGE] = 1);
        row.write_ns += average.as_nanos() as f64;
        row.worst_write_ns = row.worst_write_ns.max(worst.as_nanos() as f64);
        row.bytes_per_fork = std::hint::black_box(fork).len() as u64;
        row.unchanged &= pages.iter().all(|&page| memory[(page ^ 1) * PAGE] == 1);
        done();
    }
    averaged(row, forks)
}

fn averaged(row: Row, forks: u32) -> Row {
    let forks = f64::from(forks);
    Row { fork_ns: row.fork_ns / forks, write_ns: row.write_ns / forks, ..row }
}

fn address(page: usize) -> u64 {
    (page * PAGE) as u64
}

/// To a page that the memory has.
fn write(memory: &mut Memory, page: usize, byte: u8) {
    let written = memory.write(address(page), &[byte]);
    debug_assert!(written.is_ok(), "{written:?}");
}

/// Writes to pages, and returns the average and the longest time.
pub(crate) fn timed(pages: &[usize], mut write: impl FnMut(usize)) -> (Duration, Duration) {
    let (mut total, mut worst) = (Duration::ZERO, Duration::ZERO);
    for &page in pages {
        let start = Instant::now();
        write(page);
        let time = start.elapsed();
        total += time;
        worst = worst.max(time);
    }
    (total / pages.len().max(1) as u32, worst)
}

pub(crate) fn write_table(
    rows: &[Row],
    size: u64,
    pages: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(
        out,
        "{} of memory, forked; then {pages} pages written on both sides:\n",
        bytes(size)
    )?;
    let mut table = table(
        1,
        ["forked by", "time to fork", "first write to a page", "longest", "held by the fork"],
    );
    for row in rows {
        table.add_row([
            row.name.to_owned(),
            time(row.fork_ns),
            time(row.write_ns),
            time(row.worst_write_ns),
            bytes(row.bytes_per_fork),
        ]);
    }
    writeln!(out, "{table}")?;
    if let Some(Resident { rss, shared, private }) = rows.iter().find_map(|row| row.resident) {
        let [rss, shared, private] = [rss, shared, private].map(bytes);
        writeln!(out, "The fork, as smaps counts: Rss {rss}, Shared {shared}, Private {private}.")?;
    }
    #[cfg(not(target_os = "linux"))]
    writeln!(out, "fork(2) is not run: it is measured on Linux only.")?;
    #[cfg(target_os = "linux")]
    if let Some(huge) = crate::real::huge_pages() {
        writeln!(out, "Large pages of the system (transparent_hugepage): {huge}.")?;
    }
    Ok(())
}
