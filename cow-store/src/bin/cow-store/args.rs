//! The command line.

use clap::{Parser, Subcommand};
use std::time::Duration;

/// Inspects a store of versions, and keeps it in order.
///
/// Elements are shown of stores that are written as JSON (`Codec::Json`); of others, only nodes and numbers are.
#[derive(Debug, Parser)]
#[command(name = "cow-store", version)]
pub(crate) struct Args {
    /// A redb file, a folder of objects, or a URL such as s3://bucket/folder.
    pub(crate) store: String,

    /// Print JSON, one value a line.
    #[arg(long, global = true)]
    pub(crate) json: bool,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the names, or what a name has pointed to, the newest first.
    Log {
        /// A name.
        name: Option<String>,
    },
    /// Show what a version holds.
    Show {
        /// A version, such as v17, or a name.
        version: String,
        /// Which of its collections, from 0; all of them by default.
        #[arg(long)]
        part: Option<usize>,
        /// Show at most so many elements of each.
        #[arg(long, default_value_t = 100)]
        limit: usize,
    },
    /// Show what has to be changed to get one version from another.
    Diff {
        /// A version or name.
        old: String,
        /// Another one.
        new: String,
        /// Which of their collections, from 0.
        #[arg(long, default_value_t = 0)]
        part: usize,
    },
    /// Count versions, nodes and bytes.
    Stats,
    /// Check every node and record. Fails if anything is damaged.
    Verify,
    /// Delete what nothing needs.
    Gc {
        /// Leave what has been saved so lately: 90s, 15m, 24h, 7d.
        #[arg(long, default_value = "24h", value_parser = humantime::parse_duration)]
        grace: Duration,
        /// First forget all but so many of the versions to which each name has pointed.
        #[arg(long)]
        keep: Option<usize>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }
}
