//! `cow-store`: inspects a store of versions, and keeps it in order.

mod args;
mod changes;
mod items;
mod print;

use anyhow::{Context, Result, bail};
use args::{Args, Command};
use clap::Parser;
use cow_store::backend::{Objects, Redb};
use cow_store::{Codec, Store, VersionId};
use indicatif::{ProgressBar, ProgressStyle};
use print::Printer;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // Who reads the output has seen enough.
        Err(error) if print::is_closed(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cow-store: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether all is well.
fn run(args: &Args) -> Result<bool> {
    let store = open(&args.store).with_context(|| format!("cannot open {}", args.store))?;
    let print = Printer::new(args.json);
    match &args.command {
        Command::Log { name } => log(&store, name.as_deref(), &print)?,
        Command::Show { version, part, limit } => {
            let id = find(&store, version)?;
            items::show(&store, id, *part, *limit, &print)?;
        }
        Command::Diff { old, new, part } => {
            let (old, new) = (find(&store, old)?, find(&store, new)?);
            changes::diff(&store, [old, new], *part, &print)?;
        }
        Command::Stats => {
            let bar = bar();
            let stats = store.stats(|done, all| advance(&bar, done, all))?;
            bar.finish_and_clear();
            print.stats(&stats)?;
        }
        Command::Verify => {
            let bar = bar();
            let verified = store.verify(|done, all| advance(&bar, done, all))?;
            bar.finish_and_clear();
            let printed = print.verified(&verified);
            // Also if the output is closed.
            if verified.errors.is_empty() {
                printed?;
            } else {
                return Ok(false);
            }
        }
        Command::Gc { grace, keep } => {
            let bar = ProgressBar::new_spinner();
            bar.enable_steady_tick(std::time::Duration::from_millis(100));
            if let Some(keep) = keep {
                for (name, _) in store.names()? {
                    store.trim_history(&name, *keep)?;
                }
            }
            let collected = store.gc(*grace)?;
            bar.finish_and_clear();
            print.collected(&collected)?;
        }
    }
    Ok(true)
}

/// Opens a file of redb, a folder of objects, or a URL of objects.
fn open(what: &str) -> Result<Store> {
    if what.contains("://") {
        let objects = Objects::from_url(what, std::env::vars().filter(|(key, _)| service(key)));
        return Ok(Store::open_with(objects?, Codec::Json)?);
    }
    let path = std::path::Path::new(what);
    if !path.exists() {
        bail!("there is no such file or folder");
    }
    if path.is_dir() {
        return Ok(Store::open_with(Objects::local(path)?, Codec::Json)?);
    }
    Ok(Store::open_with(Redb::open(path)?, Codec::Json)?)
}

/// Returns `true` if an environment variable configures a cloud service.
fn service(key: &str) -> bool {
    ["AWS_", "GOOGLE_", "AZURE_"].iter().any(|prefix| key.starts_with(prefix))
}

/// Finds a version by its number or by a name that points to it.
fn find(store: &Store, text: &str) -> Result<VersionId> {
    let Ok(id) = text.parse::<VersionId>() else {
        let current = store.current(text)?;
        return current.with_context(|| format!("there is no version or name `{text}`"));
    };
    match store.current(text)? {
        Some(current) if current != id => {
            let other = text.strip_prefix('v').map_or(format!("v{text}"), String::from);
            bail!("`{text}` is a name, of {current}: write {other} for the version of this number")
        }
        _ => Ok(id),
    }
}

fn log(store: &Store, name: Option<&str>, print: &Printer) -> Result<()> {
    let Some(name) = name else {
        let names = store.names()?.into_iter();
        let rows = names.map(|(name, id)| Ok((name, store.contents(id)?.0.saved, id)));
        return print.names(rows.collect::<Result<_>>()?);
    };
    let history = store.history(name)?;
    if history.is_empty() {
        bail!("there is no name `{name}`");
    }
    let rows = history.into_iter().rev().map(|published| {
        let len = store
            .contents(published.version)
            .map(|(contents, _)| contents.parts.iter().map(|part| part.len).sum::<u64>());
        Ok((published, len?))
    });
    print.history(rows.collect::<Result<_>>()?)
}

/// On standard error, and only on a terminal.
fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} nodes, {eta} left");
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn advance(bar: &ProgressBar, done: u64, all: u64) {
    // A bar draws at most twenty times a second, but reads the clock each time.
    if done.is_multiple_of(256) || done == all {
        bar.set_length(all);
        bar.set_position(done);
    }
}
