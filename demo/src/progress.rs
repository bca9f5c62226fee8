//! The progress of a run, shown on stderr.

use std::borrow::Cow;

use indicatif::{ProgressBar, ProgressStyle};

/// Something that shows the progress of the work.
pub trait Watch {
    /// A new piece of work of `steps` steps begins.
    fn begin(&self, what: &str, steps: usize);
    /// One step is done.
    fn step(&self);
}

/// A progress bar on stderr, silent where that is no terminal.
#[derive(Debug)]
pub struct Bar(ProgressBar);

impl Bar {
    /// Creates a bar that shows nothing yet.
    #[expect(clippy::new_without_default, reason = "a bar appears on the terminal")]
    pub fn new() -> Self {
        let style =
            ProgressStyle::with_template("{msg:32} {wide_bar} {human_pos}/{human_len}, {elapsed}");
        Self(ProgressBar::new(0).with_style(style.expect("a valid template")))
    }

    /// Names what is going on at present.
    pub fn say(&self, what: &str) {
        self.0.set_message(Cow::Owned(what.to_owned()));
    }

    /// Removes the bar.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}

impl Watch for Bar {
    fn begin(&self, what: &str, steps: usize) {
        self.0.reset();
        self.0.set_length(steps as u64);
        self.say(what);
    }

    fn step(&self) {
        self.0.inc(1);
    }
}
