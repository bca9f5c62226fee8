//! The layer check: imports go one way.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// The names from the crate root to a module or item.
type Names = Vec<String>;

/// Asserts that no file under `src` imports upward.
///
/// `manifest_dir` is the package's folder. The order is that of the `mod` lines, lowest first (`rustfmt` sorts only lines
/// without an empty one between them). By a path that begins with `crate`, `super` or `self`, a module may name
/// * modules that are declared before it by their common parent,
/// * its children, and its parents but the crate root,
/// * what the crate root re-exports of a module that it may name, and macros of one.
///
/// What a module imports counts as named where it is defined. Exempt are the crate root, `src/bin`, and what is
/// `#[cfg(test)]`.
///
/// ```no_run
/// testkit::assert_layers(env!("CARGO_MANIFEST_DIR"));
/// ```
///
/// # Panics
///
/// If there are such imports, with all of them; if a file cannot be read or is not Rust.
#[track_caller]
pub fn assert_layers(manifest_dir: impl AsRef<Path>) {
    let upward = upward_imports(manifest_dir);
    let (count, list) = (upward.len(), upward.join("\n"));
    assert!(upward.is_empty(), "{count} imports break the order of layers:\n{list}");
}

/// Returns what [`assert_layers`] asserts to be empty: a line for each path.
///
/// # Panics
///
/// If a file cannot be read or is not Rust.
#[must_use = "these are what breaks the order"]
pub fn upward_imports(manifest_dir: impl AsRef<Path>) -> Vec<String> {
    let src = manifest_dir.as_ref().join("src");
    let mut krate = Crate::default();
    for root in ["lib", "main"].map(|name| src.join(name).with_extension("rs")) {
        if root.exists() {
            krate.read(&root, &src, Vec::new());
        }
    }
    krate.paths.iter().filter_map(|path| krate.fault(path)).collect()
}

/// A path that begins with `crate`, `super` or `self`.
struct Mention {
    /// The file that has it is this module.
    module: Names,
    line: usize,
    path: Names,
}

#[derive(Default)]
struct Crate {
    /// The place of each module with a file among those of its parent.
    places: HashMap<Names, usize>,
    /// What imports give names to.
    aliases: HashMap<Names, Names>,
    paths: Vec<Mention>,
}

/// A file that is read.
struct Reader<'a> {
    krate: &'a mut Crate,
    module: Names,
    /// The innermost module that is read.
    within: Names,
    /// Modules that have a `mod` line.
    declared: Vec<String>,
}

impl Crate {
    /// Reads a file, which is `module`, and its children, which are in `folder`.
    fn read(&mut self, file: &Path, folder: &Path, module: Names) {
        let text = fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let tokens = text.parse().unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let within = module.clone();
        let mut reader = Reader { krate: self, module, within, declared: Vec::new() };
        reader.scan(tokens);
        let Reader { module, declared, .. } = reader;
        for (place, name) in declared.into_iter().enumerate() {
            let (child, folder) = (below(&module, &name), folder.join(name));
            self.places.insert(child.clone(), place);
            self.read(&folder.with_extension("rs"), &folder, child);
        }
    }

    /// Returns what is wrong with a path, if something is.
    fn fault(&self, Mention { module: from, line, path }: &Mention) -> Option<String> {
        let mut target = path.clone();
        // A chain of imports is at most as long as there are names.
        for _ in 0..self.aliases.len() {
            let alias =
                (1..=target.len()).find_map(|len| Some((len, self.aliases.get(&target[..len])?)));
            let Some((len, meant)) = alias else { break };
            target = [meant, &target[len..]].concat();
        }
        let to = (1..=target.len()).rev().map(|len| &target[..len]);
        let to = to.into_iter().find(|to| self.places.contains_key(*to)).unwrap_or(&[]);
        // The first names in which they differ are siblings. A module may name its parents and its children.
        let common = from.iter().zip(to).take_while(|(from, to)| from == to).count();
        let fault = match (from.get(..=common)?, to.get(..=common)) {
            _ if to.is_empty() => "is of the crate root, above every layer".to_owned(),
            (from, Some(to)) if self.places[to] >= self.places[from] => {
                format!("is of `{}`, declared after `{}`", to.join("::"), from.join("::"))
            }
            _ => return None,
        };
        Some(format!("src/{}.rs:{line}: `{}` {fault}", from.join("/"), path.join("::")))
    }
}

impl Reader<'_> {
    /// Notes which paths and modules there are in some tokens.
    fn scan(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        // `pub(in crate::a)` names who may see, not what is seen.
        while at < tokens.len() && !is(&tokens[0], "in") {
            match &tokens[at..] {
                [sharp, attr, item @ ..] if is(sharp, "#") && is_for_tests(attr) => {
                    at += 2 + item.iter().position(ends_item).unwrap_or(item.len());
                }
                [word, TokenTree::Ident(name), TokenTree::Group(body), ..] if is(word, "mod") => {
                    self.within.push(name.to_string());
                    self.scan(body.stream());
                    self.within.pop();
                    at += 2;
                }
                [word, TokenTree::Ident(name), ..] if is(word, "mod") => {
                    self.declared.push(name.to_string())
                }
                [word, _, name, ..] if is(word, "macro_rules") => {
                    let name = name.to_string();
                    let meant = below(&self.module, &name);
                    self.krate.aliases.insert(vec![name], meant);
                }
                [word, after @ ..]
                    if is_base(word)
                        && goes_on(after)
                        && !goes_on(&tokens[at.saturating_sub(2)..]) =>
                {
                    let imports = at > 0 && is(&tokens[at - 1], "use");
                    self.path(&tokens[at..], self.within.clone(), imports);
                }
                [TokenTree::Group(group), ..] => self.scan(group.stream()),
                _ => {}
            }
            at += 1;
        }
    }

    /// Notes the path at the start of some tokens, which begins in `base`, or each of a tree of imports.
    fn path(&mut self, tokens: &[TokenTree], mut base: Names, imports: bool) {
        match &tokens[0] {
            TokenTree::Group(tree) => {
                let tree: Vec<TokenTree> = tree.stream().into_iter().collect();
                for path in tree.split(|token| is(token, ",")).filter(|path| !path.is_empty()) {
                    self.path(path, base.clone(), imports);
                }
                return;
            }
            token if is(token, "crate") => base.clear(),
            token if is(token, "super") => drop(base.pop()),
            TokenTree::Ident(name) if name != "self" => base.push(name.to_string()),
            _ => {}
        }
        if goes_on(&tokens[1..]) {
            return self.path(&tokens[3..], base, imports);
        }
        let name = match tokens {
            [_, word, name, ..] if is(word, "as") => Some(name.to_string()),
            _ => base.last().cloned(),
        };
        if let Some(alias) = name.filter(|_| imports).map(|name| below(&self.within, &name))
            && alias != base
        {
            self.krate.aliases.insert(alias, base.clone());
        }
        let line = tokens[0].span().start().line;
        self.krate.paths.push(Mention { module: self.module.clone(), line, path: base });
    }
}

fn below(module: &[String], name: &str) -> Names {
    [module, &[name.to_owned()]].concat()
}

/// Returns `true` if a token is this word or punctuation mark.
fn is(token: &TokenTree, text: &str) -> bool {
    !matches!(token, TokenTree::Group(_)) && token.to_string() == text
}

/// Returns `true` for the words that a path within the crate begins with.
fn is_base(token: &TokenTree) -> bool {
    ["crate", "super", "self"].iter().any(|base| is(token, base))
}

/// Returns `true` if a path goes on with these tokens.
fn goes_on(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [a, b, _, ..] if is(a, ":") && is(b, ":"))
}

/// Returns `true` for `[cfg(test)]` and `[cfg(all(test, ..))]`.
fn is_for_tests(attr: &TokenTree) -> bool {
    let attr = attr.to_string().replace(' ', "");
    attr.starts_with("[cfg(test)") || attr.starts_with("[cfg(all(test,")
}

fn ends_item(token: &TokenTree) -> bool {
    is(token, ";") || matches!(token, TokenTree::Group(g) if g.delimiter() == Delimiter::Brace)
}

#[cfg(test)]
mod tests;
