//! `threads`: readers beside a writer.

use std::time::Duration;

use clap::{Args, ValueEnum, value_parser};
use demo::format::counted;
use demo::progress::{Bar, Watch};

use super::files::FileArgs;
use super::{Failure, distinct, print};
use crate::interrupt;
use crate::results::Findings;
use crate::threads::{Crowd, Load, Reading, StateRun, States, Threads, measure, measure_states};

const READERS: [u32; 5] = [0, 1, 2, 4, 8];

#[derive(Debug, Default, Args)]
pub(super) struct ThreadsArgs {
    /// Numbers of threads that read [default: 0,1,2,4,8]
    #[arg(long, value_name = "N", value_delimiter = ',')]
    #[arg(value_parser = value_parser!(u32).range(..=256))]
    readers: Vec<u32>,

    /// Seconds that each contender has for each number of readers [default: 1.5; with --quick 0.3]
    #[arg(long, value_name = "S", value_parser = seconds)]
    seconds: Option<Duration>,

    /// Numbers of entries [default: 1000,100000; with --quick 10000]
    #[arg(long, value_name = "N", value_delimiter = ',')]
    #[arg(value_parser = value_parser!(u32).range(1..=10_000_000))]
    entries: Vec<u32>,

    /// What readers do with a state of three collections, beside single reads of one map [default: all]
    #[arg(long, value_enum, value_name = "READING", value_delimiter = ',')]
    readings: Vec<Reading>,

    /// Less time and fewer sizes: done in a minute
    #[arg(long)]
    quick: bool,

    #[command(flatten)]
    files: FileArgs,
}

/// Returns a time of a hundredth of a second to an hour.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    match (0.01..=3600.0).contains(&seconds) {
        true => Ok(Duration::from_secs_f64(seconds)),
        false => Err("not in 0.01 to 3600".to_owned()),
    }
}

impl ThreadsArgs {
    /// With nothing chosen.
    pub(super) fn all(quick: bool) -> Self {
        Self { quick, ..Self::default() }
    }

    fn loads(&self) -> Vec<Load> {
        let (entries, millis) =
            if self.quick { (&[10_000][..], 300) } else { (&[1_000, 100_000][..], 1_500) };
        let entries = if self.entries.is_empty() { entries } else { &self.entries };
        let readers = if self.readers.is_empty() { &READERS[..] } else { &self.readers };
        let time = self.seconds.unwrap_or(Duration::from_millis(millis));
        let (entries, readers) = (distinct(entries), distinct(readers));
        let loads = entries.iter().flat_map(|&entries| {
            let load = move |&readers: &u32| Load {
                entries: entries as usize,
                readers: readers as usize,
                time,
            };
            readers.iter().map(load)
        });
        loads.collect()
    }
}

pub(super) fn threads(args: &ThreadsArgs) -> Result<(), Failure> {
    interrupt::listen();
    let files = args.files.begin()?;
    let (crowds, states) = (find(args)?, find_states(args)?);
    let printed = print(&format_args!("{}\n{}", Threads(&crowds), States(&states)));
    files.finish(Findings { crowds, states, ..Findings::default() })?;
    printed
}

pub(super) fn find(args: &ThreadsArgs) -> Result<Vec<Crowd>, Failure> {
    let loads = args.loads();
    let bar = Bar::new();
    bar.begin("threads", loads.len());
    let mut crowds = Vec::new();
    for load in loads {
        if interrupt::asked() {
            break;
        }
        bar.say(&format!("a writer, {}", counted(load.readers, "reader")));
        crowds.extend(measure(load)?);
        bar.step();
    }
    bar.finish();
    Ok(crowds)
}

/// Long and consistent reads: by one reader and by as many as at most.
pub(super) fn find_states(args: &ThreadsArgs) -> Result<Vec<StateRun>, Failure> {
    let most = args.loads().iter().map(|load| load.readers).max().unwrap_or(0);
    let loads = args.loads().into_iter().filter(|load| load.readers == 1 || load.readers == most);
    let loads: Vec<_> = loads.filter(|load| load.readers > 0).collect();
    let readings = match args.readings.as_slice() {
        [] => Reading::value_variants().to_vec(),
        readings => distinct(readings),
    };
    let bar = Bar::new();
    bar.begin("states", loads.len() * readings.len());
    let mut runs = Vec::new();
    for reading in readings {
        for &load in &loads {
            if interrupt::asked() {
                break;
            }
            bar.say(&format!("{}, of {}", counted(load.readers, "reader"), reading.words()));
            runs.extend(measure_states(reading, load)?);
            bar.step();
        }
    }
    bar.finish();
    Ok(runs)
}
