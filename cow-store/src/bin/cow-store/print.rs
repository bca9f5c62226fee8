//! What is printed, for people or as JSON.

use anyhow::Result;
use comfy_table::{Table, presets};
use cow_store::format::{Kind, Part};
use cow_store::{Collected, Published, Stats, Verified, VersionId};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::time::{Duration, UNIX_EPOCH};

pub(crate) struct Printer {
    json: bool,
}

impl Printer {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Prints a line.
    fn line(&self, text: impl std::fmt::Display) -> Result<()> {
        Ok(writeln!(io::stdout(), "{text}")?)
    }

    /// Prints a value for programs, or a text for people.
    fn say(&self, value: Value, text: impl FnOnce() -> String) -> Result<()> {
        if self.json { self.line(value) } else { self.line(text()) }
    }

    pub(crate) fn names(&self, rows: Vec<(String, u64, VersionId)>) -> Result<()> {
        let mut table = table(["name", "version", "saved"]);
        for (name, saved, id) in rows {
            if self.json {
                self.line(json!({ "name": name, "version": id, "saved": saved }))?;
            }
            table.add_row([name, id.to_string(), time(saved)]);
        }
        if self.json { Ok(()) } else { self.line(table) }
    }

    pub(crate) fn history(&self, rows: Vec<(Published, u64)>) -> Result<()> {
        let mut table = table(["version", "published", "elements"]);
        for (Published { version, at, .. }, len) in rows {
            if self.json {
                self.line(json!({ "version": version, "published": at, "elements": len }))?;
            }
            table.add_row([version.to_string(), time(at), len.to_string()]);
        }
        if self.json { Ok(()) } else { self.line(table) }
    }

    pub(crate) fn version(&self, id: VersionId, saved: u64) -> Result<()> {
        self.say(json!({ "version": id, "saved": saved }), || {
            format!("{id}, saved {}", time(saved))
        })
    }

    pub(crate) fn part(&self, index: usize, part: &Part) -> Result<()> {
        let kind = Kind::from_byte(part.kind).map_or_else(|| "?".into(), |kind| kind.to_string());
        self.say(json!({ "part": index, "kind": kind, "elements": part.len }), || {
            format!("part {index}: {kind} of {} elements", part.len)
        })
    }

    pub(crate) fn item(&self, item: &Value) -> Result<()> {
        self.say(json!({ "element": item }), || format!("  {item}"))
    }

    pub(crate) fn more(&self, count: u64) -> Result<()> {
        self.say(json!({ "more": count }), || format!("  ... {count} more"))
    }

    pub(crate) fn unreadable(&self) -> Result<()> {
        self.say(json!({ "elements": Value::Null }), || {
            "  elements are not written as JSON: only a program that has their type can read them"
                .into()
        })
    }

    /// Prints an entry of a map or element of a set, before and after.
    pub(crate) fn change(
        &self,
        key: &Value,
        old: Option<&Value>,
        new: Option<&Value>,
    ) -> Result<()> {
        self.say(json!({ "key": key, "old": old, "new": new }), || match (old, new) {
            (Some(Value::Null), None) => format!("- {key}"),
            (None, Some(Value::Null)) => format!("+ {key}"),
            (Some(old), None) => format!("- {key}: {old}"),
            (None, Some(new)) => format!("+ {key}: {new}"),
            (Some(old), Some(new)) => format!("~ {key}: {old} -> {new}"),
            (None, None) => String::new(),
        })
    }

    pub(crate) fn element(&self, value: &Value, is_new: bool) -> Result<()> {
        let side = if is_new { "new" } else { "old" };
        let sign = if is_new { '+' } else { '-' };
        self.say(json!({ side: value }), || format!("{sign} {value}"))
    }

    pub(crate) fn stats(&self, stats: &Stats) -> Result<()> {
        let Stats { versions, names, nodes, bytes, shared, unshared_bytes, .. } = *stats;
        let value = json!({
            "versions": versions, "names": names, "nodes": nodes, "bytes": bytes,
            "shared_nodes": shared, "unshared_bytes": unshared_bytes,
        });
        self.say(value, || {
            format!(
                "{versions} versions, {names} names\n{nodes} nodes of {}, {shared} of them with several \
                 parents\n{} if each version were written whole",
                size(bytes),
                size(unshared_bytes),
            )
        })
    }

    pub(crate) fn verified(&self, verified: &Verified) -> Result<()> {
        let errors: Vec<String> = verified.errors.iter().map(ToString::to_string).collect();
        let value = json!({
            "versions": verified.versions, "nodes": verified.nodes,
            "unreachable": verified.unreachable, "errors": errors,
        });
        self.say(value, || {
            let (nodes, versions) = (verified.nodes, verified.versions);
            let mut text =
                format!("{nodes} nodes of {versions} versions, {} damaged", errors.len());
            if verified.unreachable > 0 {
                text += &format!("; {} belong to no version", verified.unreachable);
            }
            errors.iter().for_each(|error| text += &format!("\n  {error}"));
            text
        })
    }

    pub(crate) fn collected(&self, collected: &Collected) -> Result<()> {
        let Collected { live, deleted, bytes, condemned, .. } = *collected;
        let value = json!({
            "live": live, "deleted": deleted, "bytes": bytes, "condemned": condemned,
        });
        self.say(value, || {
            let mut text = format!("{deleted} nodes of {} deleted, {live} left", size(bytes));
            if condemned > 0 {
                text += &format!("; {condemned} to be deleted when the grace is over");
            }
            text
        })
    }
}

/// Returns whether standard output is closed.
pub(crate) fn is_closed(error: &anyhow::Error) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_header(header);
    table
}

fn size(bytes: u64) -> String {
    indicatif::HumanBytes(bytes).to_string()
}

/// Milliseconds since 1970 as date and time, UTC.
fn time(millis: u64) -> String {
    // There is no form for later years.
    const YEAR_10_000: u64 = 253_402_300_800_000;
    if millis >= YEAR_10_000 {
        return format!("{millis} ms after 1970");
    }
    humantime::format_rfc3339_seconds(UNIX_EPOCH + Duration::from_millis(millis)).to_string()
}
