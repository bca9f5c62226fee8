//! A program under test.

use std::process::{Command, Output, Stdio};

/// The path of a program.
pub(crate) struct Program(pub(crate) &'static str);

#[allow(dead_code, reason = "not every test uses all of them")]
impl Program {
    /// Runs the program, which succeeds, and returns what it printed.
    #[track_caller]
    pub(crate) fn prints(&self, args: &[&str]) -> String {
        let output = self.output(args);
        let error = text(&output.stderr);
        assert!(output.status.success(), "{} {args:?}: {} {error}", self.0, output.status);
        text(&output.stdout)
    }

    /// Runs the program, which succeeds, and returns what it wrote to standard error.
    #[track_caller]
    pub(crate) fn messages(&self, args: &[&str]) -> String {
        let output = self.output(args);
        assert!(output.status.success(), "{args:?}: {}", output.status);
        text(&output.stderr)
    }

    /// Runs the program, which ends with an exit code and prints nothing, and returns its message.
    #[track_caller]
    pub(crate) fn fails(&self, code: i32, args: &[&str]) -> String {
        let output = self.output(args);
        let (printed, message) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{args:?}: {printed}\n{message}");
        message
    }

    /// Runs the program, and returns what it printed and its messages.
    pub(crate) fn shows(&self, args: &[&str]) -> (String, String) {
        let output = self.output(args);
        (text(&output.stdout), text(&output.stderr))
    }

    fn output(&self, args: &[&str]) -> Output {
        Command::new(self.0).args(args).stdin(Stdio::null()).output().unwrap()
    }
}

/// Changes a byte wherever a text stands in a file, and returns how often it does.
#[allow(dead_code, reason = "not every test uses it")]
pub(crate) fn damage(file: &mut [u8], text: &[u8]) -> usize {
    let found = |file: &[u8]| file.windows(text.len()).position(|window| window == text);
    let mut times = 0;
    while let Some(at) = found(file) {
        file[at] ^= 1;
        times += 1;
    }
    times
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
