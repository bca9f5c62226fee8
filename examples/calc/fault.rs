//! What goes wrong in a program, and where.

use crate::syntax::Span;
use ariadne::{Color, Config, IndexType, Label, Report, ReportKind, Source};
use std::io::{self, IsTerminal};

/// A message, and the place in the text that it is about.
#[derive(Debug)]
pub(crate) struct Fault {
    message: String,
    pub(crate) span: Span,
}

impl Fault {
    pub(crate) fn new(message: impl Into<String>, span: Span) -> Self {
        Self { message: message.into(), span }
    }

    /// Writes the message with line and column, and the lines that it is about.
    pub(crate) fn show(&self, file: &str, text: &str) -> io::Result<()> {
        let Span { start, end } = self.span;
        // The parser reports where a fault starts, and not the length of the character there.
        let end = (end..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
        let span = (file, start.min(end)..end);
        let config = Config::default()
            .with_index_type(IndexType::Byte)
            .with_color(io::stderr().is_terminal());
        Report::build(ReportKind::Error, span.clone())
            .with_config(config)
            .with_message(&self.message)
            .with_label(Label::new(span).with_message("here").with_color(Color::Red))
            .finish()
            .eprint((file, Source::from(text)))
    }
}
