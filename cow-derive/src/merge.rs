//! `Merge`: three-way merges.

use crate::input::{Field, Input, Variant};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use std::collections::HashSet;
use syn::{Error, Generics, Result};

/// Returns the type of a conflict in a field.
fn type_of(field: &Field) -> TokenStream {
    let Field { ty, root, .. } = field;
    if field.whole {
        return quote!(#root::Conflict<#ty>);
    }
    quote_spanned!(field.span() => <#ty as #root::Merge>::Conflict)
}

/// Merges what `base`, `ours` and `theirs` are bound to.
fn merge(input: &Input, variant: &Variant, conflict: &TokenStream) -> TokenStream {
    let Input { name, root, .. } = input;
    let made = variant.make(&quote!(#name), |field| {
        let (base, ours) = (field.bound("base"), field.bound("ours"));
        let (theirs, name) = (field.bound("theirs"), field.camel(variant.name));
        let Field { ty, root, .. } = field;
        let merged = if field.whole {
            quote!(#root::merge::merge_whole(#base, #ours, #theirs))
        } else {
            quote_spanned! { field.span() =>
                #root::Merged::into_parts(<#ty as #root::Merge>::merge3(#base, #ours, #theirs))
            }
        };
        quote!({
            let (value, inside) = #merged;
            conflicts.extend(inside.into_iter().map(#conflict::#name));
            value
        })
    });
    quote!({
        let mut conflicts = ::std::vec::Vec::new();
        let value = #made;
        #root::Merged { value, conflicts }
    })
}

/// Checks that each field gets a name of its own in the conflict.
fn check_names(input: &Input, every: &[(&Variant, &Field)]) -> Result<()> {
    let mut taken: HashSet<Ident> = HashSet::new();
    taken.extend(input.is_enum.then(|| Ident::new("Whole", input.name.span())));
    for (variant, field) in every {
        let name = field.camel(variant.name);
        if taken.contains(&name) {
            let message = format!(
                "`Merge` calls a conflict in this field `{name}`, as it calls another one: rename the field, or put \
                 `#[cow(whole)]` on the type",
            );
            return Err(Error::new(field.span(), message));
        }
        taken.insert(name);
    }
    Ok(())
}

pub(crate) fn expand(input: &Input) -> Result<TokenStream> {
    let Input { name, root, .. } = input;
    let bounded = input.comparable("Merge");
    let (impl_generics, type_generics, where_clause) = bounded.split_for_impl();
    if input.whole {
        return Ok(quote! {
            #[automatically_derived]
            impl #impl_generics #root::Merge for #name #type_generics #where_clause {
                type Conflict = #root::Conflict<Self>;

                fn merge3(base: &Self, ours: &Self, theirs: &Self) -> #root::Merged<Self> {
                    let (value, conflicts) = #root::merge::merge_whole(base, ours, theirs);
                    #root::Merged { value, conflicts }
                }

                fn settle(&mut self, conflict: Self::Conflict, take: #root::Take) {
                    *self = conflict.take(take);
                }
            }
        });
    }
    let every: Vec<(&Variant, &Field)> = input
        .variants
        .iter()
        .flat_map(|variant| variant.fields.iter().map(move |field| (variant, field)))
        .collect();
    check_names(input, &every)?;
    let conflict = input.made("Conflict");
    let code = Code { input, every, conflict: quote!(#conflict), ty: quote!(#name #type_generics) };
    let (declaration, merge, settle) = (code.declaration(&bounded), code.merge(), code.settle());
    let (path, swapped) = (code.path(), code.swapped());
    Ok(quote! {
        #declaration

        #[automatically_derived]
        impl #impl_generics #root::Conflicting for #conflict #type_generics #where_clause {
            fn path(&self) -> #root::Path {
                match #path
            }

            fn swapped(self) -> Self {
                match self { #swapped }
            }
        }

        #[automatically_derived]
        #[allow(unreachable_patterns, unused_mut)]
        impl #impl_generics #root::Merge for #name #type_generics #where_clause {
            type Conflict = #conflict #type_generics;

            fn merge3(base: &Self, ours: &Self, theirs: &Self) -> #root::Merged<Self> {
                match (base, ours, theirs) { #merge }
            }

            fn settle(&mut self, conflict: Self::Conflict, take: #root::Take) {
                match (conflict, self) { #settle }
            }
        }
    })
}

/// The parts of the code for a type that is looked into.
struct Code<'a> {
    input: &'a Input<'a>,
    /// All fields.
    every: Vec<(&'a Variant<'a>, &'a Field<'a>)>,
    /// The name of the type of conflicts.
    conflict: TokenStream,
    /// The type, with its parameters.
    ty: TokenStream,
}

impl Code<'_> {
    /// Returns the declaration of the conflict.
    fn declaration(&self, bounded: &Generics) -> TokenStream {
        let Self { input: Input { name, vis, root, .. }, conflict, ty, .. } = self;
        let (parameters, where_clause) = (&bounded.params, &bounded.where_clause);
        let derives = self.input.derives.conflict();
        let doc = format!("What both sides of a merge changed in a [`{name}`], each in its way.");
        let part = |part: &Ident, field: &Field| {
            let (ty, doc) = (type_of(field), format!("In `{}`.", field.text()));
            quote!(#[doc = #doc] #part(#ty),)
        };
        let whole = quote! {
            /// One side became another variant, and the other changed, too.
            Whole(#root::Conflict<#ty>),
        };
        let variants = self.arms(part, whole);
        quote! {
            #[doc = #doc]
            #[allow(dead_code, private_bounds, private_interfaces)]
            #derives
            #vis enum #conflict<#parameters> #where_clause {
                #variants
            }
        }
    }

    /// Returns something for each variant of the conflict, by its name, and for that of two variants, which only an
    /// enum needs.
    fn arms(&self, arm: impl Fn(&Ident, &Field) -> TokenStream, whole: TokenStream) -> TokenStream {
        let arms = self.every.iter().map(|(variant, field)| arm(&field.camel(variant.name), field));
        let whole = self.input.is_enum.then_some(whole);
        quote!(#(#arms)* #whole)
    }

    fn merge(&self) -> TokenStream {
        let Self { input: Input { name, root, .. }, conflict, .. } = self;
        let this = quote!(#name);
        let arms = self.input.variants.iter().map(|variant| {
            let base = variant.pattern(&this, "base");
            let (ours, theirs) = (variant.pattern(&this, "ours"), variant.pattern(&this, "theirs"));
            let merged = merge(self.input, variant, conflict);
            quote!((#base, #ours, #theirs) => #merged)
        });
        let whole = self.input.is_enum.then(|| {
            quote! {
                _ => {
                    let (value, conflicts) = #root::merge::merge_whole(base, ours, theirs);
                    let conflicts = conflicts.into_iter().map(#conflict::Whole).collect();
                    #root::Merged { value, conflicts }
                }
            }
        });
        quote!(#(#arms)* #whole)
    }

    fn settle(&self) -> TokenStream {
        let Self { input: Input { name, .. }, conflict, .. } = self;
        let this = quote!(#name);
        let arms = self.every.iter().map(|(variant, field)| {
            let (part, Field { ty, root, .. }) = (field.camel(variant.name), field);
            let (path, member) = (variant.of(&this), &field.member);
            let settle = if field.whole {
                quote!(*it = conflict.take(take))
            } else {
                quote_spanned!(field.span() => <#ty as #root::Merge>::settle(it, conflict, take))
            };
            quote!((#conflict::#part(conflict), #path { #member: it, .. }) => #settle,)
        });
        let others = self.input.is_enum.then(|| {
            quote! {
                (#conflict::Whole(conflict), this) => *this = conflict.take(take),
                _ => {}
            }
        });
        let nothing = self.is_nothing().then(|| quote!((conflict, _) => match conflict {},));
        quote!(#(#arms)* #others #nothing)
    }

    fn path(&self) -> TokenStream {
        let Input { root, .. } = self.input;
        let part = |part: &Ident, field: &Field| {
            let text = field.text();
            quote!(Self::#part(inside) => #root::Conflicting::path(inside).under_field(#text),)
        };
        let arms = self.arms(part, quote!(Self::Whole(_) => #root::Path::new(),));
        let conflict = if self.is_nothing() { quote!(*self) } else { quote!(self) };
        quote!(#conflict { #arms })
    }

    fn swapped(&self) -> TokenStream {
        let Input { root, .. } = self.input;
        let swap = |part: &Ident| quote!(Self::#part(inside) => Self::#part(#root::Conflicting::swapped(inside)),);
        self.arms(|part, _| swap(part), swap(&format_ident!("Whole")))
    }

    /// Returns `true` if there are no conflicts, for there are no fields: then there is nothing to match.
    fn is_nothing(&self) -> bool {
        self.every.is_empty() && !self.input.is_enum
    }
}
