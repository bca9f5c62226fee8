//! `#[derive(Diff, Merge, Held)]` for `cow_versions`, and `#[derive(Value)]` for `cow_store`, which
//! re-export them.
//!
//! Each derive is a file; `input` is what they have in common. The code that they make names everything
//! by its path from `::cow_versions` or `::cow_store`; what `cow_collections` re-exports, by the path
//! from there.

mod input;

mod diff;
mod held;
mod merge;
mod patch;
mod value;

use input::Input;
use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{DeriveInput, Error, Result, parse_macro_input};

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
/// * `#[cow(derive(Debug, PartialEq))]` on the type: derives for `StateDelta`, and for the `StateConflict` of `Merge`;
///   `#[cow(derive_delta(Serialize, Deserialize))]`: for `StateDelta` alone. (What `StateChanges` has is public.)
///
/// # Recursive types
/// A type may contain itself in a collection, as in `children: CowVec<Node>`, if that is written out: the
/// compiler cannot see through an alias such as `type Children = CowVec<Node>`.
#[proc_macro_derive(Diff, attributes(cow))]
pub fn derive_diff(input: TokenStream) -> TokenStream {
    expand(input, "Diff", quote!(::cow_versions), diff_and_patch)
}

/// Derives `Merge`: three-way merges, part by part.
///
/// For a type `State`, makes the enum `StateConflict` with a variant for each field, such as `Users` for
/// `users`; for fields of variants, the name of the variant is first. Enums have the variant `Whole`
/// besides, for two sides of which one became another variant. The type has to be `Clone` and `PartialEq`.
///
/// # Attributes
/// * `#[cow(whole)]` on a field: two changes of it conflict, whatever is in it, and it needs to be no
///   more than `Clone` and `PartialEq`. On the type: the same of all of it.
/// * `#[cow(derive(Debug, Clone))]` on the type: derives for `StateConflict`, and for the `StateDelta` of `Diff`;
///   `#[cow(derive_conflict(Clone))]`: for `StateConflict` alone.
#[proc_macro_derive(Merge, attributes(cow))]
pub fn derive_merge(input: TokenStream) -> TokenStream {
    expand(input, "Merge", quote!(::cow_versions), merge::expand)
}

/// Derives `Held`: which nodes a value is made of.
///
/// # Attributes
/// * `#[cow(whole)]` on a field: it has no nodes. On the type: the same of all of it.
#[proc_macro_derive(Held, attributes(cow))]
pub fn derive_held(input: TokenStream) -> TokenStream {
    expand(input, "Held", quote!(::cow_versions), |input| Ok(held::expand(input)))
}

/// Derives `Value`: what can be saved as a version in a store, field by field.
///
/// For structs whose fields are collections, tuples of them, or structs that derive it, too.
///
/// # Attributes
/// * `#[cow(whole)]` on a field: it is no collection, but a plain value that serde writes and reads. It
///   is written anew with each version.
#[proc_macro_derive(Value, attributes(cow))]
pub fn derive_value(input: TokenStream) -> TokenStream {
    expand(input, "Value", quote!(::cow_store), value::expand)
}

/// [`Diff`](derive_diff) for programs that use `cow_collections`.
#[doc(hidden)]
#[proc_macro_derive(CollectionsDiff, attributes(cow))]
pub fn derive_collections_diff(input: TokenStream) -> TokenStream {
    expand(input, "Diff", quote!(::cow_collections::versions), diff_and_patch)
}

/// [`Merge`](derive_merge) for programs that use `cow_collections`.
#[doc(hidden)]
#[proc_macro_derive(CollectionsMerge, attributes(cow))]
pub fn derive_collections_merge(input: TokenStream) -> TokenStream {
    expand(input, "Merge", quote!(::cow_collections::versions), merge::expand)
}

/// [`Held`](derive_held) for programs that use `cow_collections`.
#[doc(hidden)]
#[proc_macro_derive(CollectionsHeld, attributes(cow))]
pub fn derive_collections_held(input: TokenStream) -> TokenStream {
    expand(input, "Held", quote!(::cow_collections::versions), |input| Ok(held::expand(input)))
}

/// [`Value`](derive_value) for programs that use `cow_collections`.
#[doc(hidden)]
#[proc_macro_derive(CollectionsValue, attributes(cow))]
pub fn derive_collections_value(input: TokenStream) -> TokenStream {
    expand(input, "Value", quote!(::cow_collections::store), value::expand)
}

fn diff_and_patch(input: &Input) -> Result<Tokens> {
    let (diff, patch) = (diff::expand(input), patch::expand(input));
    Ok(quote!(#diff #patch))
}

/// Returns the code of a derive, or the error on the line that it is for. `root` is the path of what is derived.
fn expand(
    input: TokenStream,
    name: &str,
    root: Tokens,
    make: impl FnOnce(&Input) -> Result<Tokens>,
) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    Input::new(&input, name, root)
        .and_then(|input| make(&input))
        .unwrap_or_else(Error::into_compile_error)
        .into()
}
