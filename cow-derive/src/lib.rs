//! `#[derive(Diff, Merge, Held)]` for structs and enums: see `cow_versions`, which re-exports them.
//!
//! Each derive is a file; `input` is what they have in common. The code that they make names everything
//! by its path from `::cow_versions`.

mod input;

mod diff;
mod held;
mod merge;
mod patch;

use input::Input;
use proc_macro::TokenStream;
use syn::{DeriveInput, Error, parse_macro_input};

/// Derives `Diff` and `Patchable`: what changed between two versions, part by part.
///
/// For a struct `State`, makes two structs with the same fields: `StateChanges`, which `diff` returns and
/// which borrows, and `StateDelta`, of which patches are made. For an enum, they are enums with the
/// same variants, for two versions of one variant, and with the variant `Replaced` for two of different
/// ones; an enum has to be `PartialEq`, and all types have to be `Clone`.
///
/// # Attributes
/// * `#[cow(whole)]` on a field: it changes as a whole, and needs to be no more than `Clone` and
///   `PartialEq`. On the type: all of it does.
/// * `#[cow(derive(Debug, PartialEq))]` on the type: derives for `StateDelta`. (What `StateChanges` has
///   is public.)
#[proc_macro_derive(Diff, attributes(cow))]
pub fn derive_diff(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input, "Diff", |input| {
        let (diff, patch) = (diff::expand(input), patch::expand(input));
        quote::quote!(#diff #patch)
    })
}

/// Derives `Merge`: three-way merges, part by part.
///
/// For a type `State`, makes the enum `StateConflict` with a variant for each field, such as `Users` for
/// `users`; for fields of variants, the name of the variant comes first. Enums have the variant `Whole`
/// besides, for two sides of which one became another variant. The type has to be `Clone` and `PartialEq`.
///
/// # Attributes
/// * `#[cow(whole)]` on a field: two changes of it conflict, whatever is in it, and it needs to be no
///   more than `Clone` and `PartialEq`. On the type: the same of all of it.
/// * `#[cow(derive(Debug, Clone))]` on the type: derives for `StateConflict`.
#[proc_macro_derive(Merge, attributes(cow))]
pub fn derive_merge(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input, "Merge", merge::expand)
}

/// Derives `Held`: which nodes a value is made of.
///
/// # Attributes
/// * `#[cow(whole)]` on a field: it has no nodes. On the type: the same of all of it.
#[proc_macro_derive(Held, attributes(cow))]
pub fn derive_held(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input, "Held", held::expand)
}

/// The code of a derive, or the error on the line that it is for.
fn expand(
    input: &DeriveInput,
    name: &str,
    make: impl FnOnce(&Input) -> proc_macro2::TokenStream,
) -> TokenStream {
    Input::new(input, name)
        .map(|input| make(&input))
        .unwrap_or_else(Error::into_compile_error)
        .into()
}
