//! Which paths a source file names.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A module or item, by the names from the crate root to it; the root is empty.
pub(super) type Names = Vec<String>;

/// A path as it is written.
#[derive(Debug)]
pub(super) struct Mention {
    /// The module, file or inline, that writes it.
    pub(super) within: Names,
    /// The names, with a leading `crate`, `self` or `super`. A glob ends in `*`.
    pub(super) path: Names,
    pub(super) line: usize,
    /// The name that the path has from now on, if it is an import.
    pub(super) alias: Option<String>,
}

/// What a file says of itself.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    pub(super) paths: Vec<Mention>,
    /// Modules written out in the file.
    pub(super) inline: Vec<Names>,
    /// Modules of other files, in the order of their `mod` lines.
    pub(super) declared: Vec<Names>,
    /// Modules of other files, for tests only.
    pub(super) for_tests: Vec<Names>,
    /// Macros that the crate root has by `#[macro_export]`.
    pub(super) exported: Vec<String>,
    /// Lines with a `#[path]`, which hides where a module's file is.
    pub(super) relocated: Vec<usize>,
    within: Names,
}

impl Mentions {
    /// Returns what `file`, the text of module `module`, says.
    pub(super) fn of(module: &[String], file: &syn::File) -> Self {
        let mut mentions = Mentions { within: module.to_vec(), ..Mentions::default() };
        mentions.visit_file(file);
        mentions
    }

    fn mention(&mut self, path: Names, span: Span, alias: Option<String>) {
        let line = span.start().line;
        self.paths.push(Mention { within: self.within.clone(), path, line, alias });
    }

    fn use_tree(&mut self, mut prefix: Names, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.use_tree(prefix, &path.tree);
            }
            syn::UseTree::Name(name) => {
                // `use a::{self}` names `a`.
                if name.ident != "self" || prefix.is_empty() {
                    prefix.push(name.ident.to_string());
                }
                let alias = prefix.last().cloned();
                self.mention(prefix, name.ident.span(), alias);
            }
            syn::UseTree::Rename(rename) => {
                if rename.ident != "self" || prefix.is_empty() {
                    prefix.push(rename.ident.to_string());
                }
                self.mention(prefix, rename.ident.span(), Some(rename.rename.to_string()));
            }
            syn::UseTree::Glob(glob) => {
                prefix.push("*".into());
                self.mention(prefix, glob.star_token.spans[0], None);
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.use_tree(prefix.clone(), tree);
                }
            }
        }
    }

    /// Paths in a macro's input, which has no grammar but its own.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(ident) if ident == "use" => {
                    let len = tokens[at..].iter().take_while(|t| !is_punct(t, ';')).count();
                    // `$crate` parses without its dollar; what still is no import is scanned as everything else.
                    let import = tokens[at..].iter().take(len + 1).filter(|t| !is_punct(t, '$'));
                    if let Ok(import) = syn::parse2(import.cloned().collect()) {
                        self.visit_item_use(&import);
                        at += len;
                    }
                }
                TokenTree::Ident(ident) => {
                    let mut path = vec![ident.to_string()];
                    while let [a, b, TokenTree::Ident(next), ..] = &tokens[at + 1..]
                        && is_punct(a, ':')
                        && is_punct(b, ':')
                    {
                        path.push(next.to_string());
                        at += 3;
                    }
                    if path.len() > 1 {
                        self.mention(path, ident.span(), None);
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

/// Returns `true` if one of the attributes is `#[cfg(test)]` or `#[cfg(all(.., test, ..))]`.
fn only_for_tests(attrs: &[syn::Attribute]) -> bool {
    fn asks_for_test(meta: &syn::Meta) -> bool {
        match meta {
            syn::Meta::Path(path) => path.is_ident("test"),
            syn::Meta::List(list) if list.path.is_ident("all") => list
                .parse_args_with(syn::punctuated::Punctuated::<_, syn::Token![,]>::parse_terminated)
                .is_ok_and(|all| all.iter().any(asks_for_test)),
            _ => false,
        }
    }
    attrs.iter().any(|attr| {
        attr.path().is_ident("cfg") && attr.parse_args().is_ok_and(|meta| asks_for_test(&meta))
    })
}

fn attrs_of(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

impl<'ast> Visit<'ast> for Mentions {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if !only_for_tests(attrs_of(item)) {
            visit::visit_item(self, item);
        } else if let syn::Item::Mod(item) = item
            && item.content.is_none()
        {
            self.for_tests.push([&self.within[..], &[item.ident.to_string()]].concat());
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !only_for_tests(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let path = item.attrs.iter().find(|attr| attr.path().is_ident("path"));
        self.relocated.extend(path.map(|_| item.ident.span().start().line));
        self.within.push(item.ident.to_string());
        match item.content {
            Some(_) => self.inline.push(self.within.clone()),
            None => self.declared.push(self.within.clone()),
        }
        visit::visit_item_mod(self, item);
        self.within.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        // `use ::a` can only be another crate.
        if item.leading_colon.is_none() {
            self.use_tree(Names::new(), &item.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Names = path.segments.iter().map(|s| s.ident.to_string()).collect();
        // One name alone is local, or stands in an import that is looked at by itself.
        if names.len() > 1 && path.leading_colon.is_none() {
            self.mention(names, path.segments[0].ident.span(), None);
        }
        visit::visit_path(self, path);
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        if item.attrs.iter().any(|attr| attr.path().is_ident("macro_export")) {
            self.exported.extend(item.ident.as_ref().map(ToString::to_string));
        }
        visit::visit_item_macro(self, item);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.tokens(mac.tokens.clone());
        visit::visit_macro(self, mac);
    }

    fn visit_meta_list(&mut self, list: &'ast syn::MetaList) {
        self.tokens(list.tokens.clone());
        visit::visit_meta_list(self, list);
    }

    /// `pub(in crate::a)` names who may see, not what is seen.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}
}
