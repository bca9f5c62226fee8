//! How much `unsafe` there is, by file.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};

/// What a source has of `unsafe`, tests excepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnsafeCode {
    /// Blocks: each is a place where a promise is relied on.
    pub blocks: usize,
    /// Functions and traits: each requires a promise of its callers or implementors.
    pub functions: usize,
    /// Implementations of unsafe traits.
    pub impls: usize,
    /// Lines with code on them, whether unsafe or not.
    pub lines: usize,
}

impl UnsafeCode {
    /// Returns `true` if there is none.
    pub fn is_none(&self) -> bool {
        self.blocks + self.functions + self.impls == 0
    }

    /// Counts in the text of one file. What is under `#[cfg(test)]` is left out; what macros contain is not.
    ///
    /// # Errors
    ///
    /// If the text is not Rust.
    pub fn of_source(text: &str) -> Result<Self, proc_macro2::LexError> {
        let mut count = Self::default();
        let mut lines = HashSet::new();
        count.tokens(text.parse()?, &mut lines);
        count.lines = lines.len();
        Ok(count)
    }

    /// Counts in each Rust file below a folder whose text `pick` picks, by its path from there. Files and folders named
    /// `test`, `tests`, `benches` and `examples` are left out.
    ///
    /// # Panics
    ///
    /// If something cannot be read, or is not Rust.
    pub fn of_folder(folder: &Path, pick: fn(&str) -> bool) -> BTreeMap<PathBuf, Self> {
        let mut files = BTreeMap::new();
        let mut rest = vec![folder.to_path_buf()];
        while let Some(at) = rest.pop() {
            let name = at.file_stem().unwrap_or_default();
            if ["test", "tests", "benches", "examples", "target"]
                .iter()
                .any(|left_out| name == *left_out)
            {
                continue;
            }
            if at.is_dir() {
                let entries = fs::read_dir(&at).unwrap_or_else(|e| panic!("{}: {e}", at.display()));
                rest.extend(entries.map(|entry| entry.expect("an entry").path()));
            } else if at.extension().is_some_and(|extension| extension == "rs") {
                let text =
                    fs::read_to_string(&at).unwrap_or_else(|e| panic!("{}: {e}", at.display()));
                if !pick(&text) {
                    continue;
                }
                let count =
                    Self::of_source(&text).unwrap_or_else(|e| panic!("{}: {e}", at.display()));
                let path = at.strip_prefix(folder).expect("a path below the folder");
                files.insert(path.to_path_buf(), count);
            }
        }
        files
    }

    fn tokens(&mut self, tokens: TokenStream, lines: &mut HashSet<usize>) {
        let mut tokens = tokens.into_iter().peekable();
        let mut skips = false;
        while let Some(token) = tokens.next() {
            let ends_item = match &token {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                TokenTree::Punct(punct) => punct.as_char() == ';',
                _ => false,
            };
            match token {
                _ if skips => skips = !ends_item,
                TokenTree::Group(group) if is_for_tests(&group.stream()) => skips = true,
                TokenTree::Group(group) => {
                    lines.extend([group.span_open().start().line, group.span_close().end().line]);
                    self.tokens(group.stream(), lines);
                }
                TokenTree::Ident(word) => {
                    lines.insert(word.span().start().line);
                    if word == "unsafe" {
                        match tokens.peek() {
                            Some(TokenTree::Group(next))
                                if next.delimiter() == Delimiter::Brace =>
                            {
                                self.blocks += 1;
                            }
                            Some(TokenTree::Ident(next)) if next == "impl" => self.impls += 1,
                            Some(TokenTree::Ident(_)) => self.functions += 1,
                            _ => {}
                        }
                    }
                }
                token => {
                    lines.insert(token.span().start().line);
                }
            }
        }
    }
}

impl AddAssign<&UnsafeCode> for UnsafeCode {
    fn add_assign(&mut self, other: &Self) {
        self.blocks += other.blocks;
        self.functions += other.functions;
        self.impls += other.impls;
        self.lines += other.lines;
    }
}

/// Returns `true` if an attribute says that what follows is compiled for tests only: `cfg(test)`, or `cfg(all(test,
/// ...))`.
fn is_for_tests(attribute: &TokenStream) -> bool {
    let text: String = attribute.to_string().chars().filter(|c| !c.is_whitespace()).collect();
    text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> [usize; 4] {
        let count = UnsafeCode::of_source(text).unwrap();
        [count.blocks, count.functions, count.impls, count.lines]
    }

    #[test]
    fn each_kind_is_counted() {
        assert_eq!(count("fn f() { unsafe { g() } }"), [1, 0, 0, 1]);
        assert_eq!(count("unsafe fn f() {\n unsafe { unsafe { g() } }\n}"), [2, 1, 0, 3]);
        assert_eq!(count("unsafe impl Send for A {}\n\nunsafe trait B {}"), [0, 1, 1, 2]);
        assert_eq!(count("macro_rules! m { () => { unsafe { f() } } }"), [1, 0, 0, 1]);
    }

    #[test]
    fn what_is_no_code_is_not_counted() {
        assert_eq!(count("// unsafe {}\n/// unsafe {}\nconst A: &str = \"unsafe {}\";")[0], 0);
        assert_eq!(count("#[unsafe(no_mangle)] fn f() {}")[..3], [0, 0, 0]);
        assert_eq!(count("#[cfg(test)] mod tests { fn f() { unsafe {} } }")[..3], [0, 0, 0]);
        assert_eq!(
            count("#[cfg(all(test, not(a)))]\nmod tests;\nfn f() { unsafe {} }")[..3],
            [1, 0, 0]
        );
        assert_eq!(count("#[cfg(not(test))] fn f() { unsafe {} }")[..3], [1, 0, 0]);
    }
}
