//! `Merge`: three-way merges.

use crate::input::{Field, Input, Variant};
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use std::collections::HashSet;
use syn::{Error, Result};

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
    let Input { name, vis, root, .. } = input;
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
    let conflict = input.made("Conflict");
    let derives = input.derives.conflict();
    let doc = format!("What both sides of a merge changed in a [`{name}`], each in its way.");
    let parameters = &bounded.params;
    let every: Vec<(&Variant, &Field)> = input
        .variants
        .iter()
        .flat_map(|variant| variant.fields.iter().map(move |field| (variant, field)))
        .collect();
    check_names(input, &every)?;
    let parts = every.iter().map(|(variant, field)| {
        let (part, ty) = (field.camel(variant.name), type_of(field));
        let doc = format!("In `{}`.", field.text());
        quote!(#[doc = #doc] #part(#ty))
    });
    let whole = |arm: TokenStream| input.is_enum.then_some(arm);
    let whole_variant = whole(quote! {
        /// One side became another variant, and the other changed, too.
        Whole(#root::Conflict<#name #type_generics>),
    });
    let this = quote!(#name);
    let made = quote!(#conflict);
    let arms = input.variants.iter().map(|variant| {
        let base = variant.pattern(&this, "base");
        let (ours, theirs) = (variant.pattern(&this, "ours"), variant.pattern(&this, "theirs"));
        let merged = merge(input, variant, &made);
        quote!((#base, #ours, #theirs) => #merged)
    });
    let otherwise = whole(quote! {
        _ => {
            let (value, conflicts) = #root::merge::merge_whole(base, ours, theirs);
            let conflicts = conflicts.into_iter().map(#conflict::Whole).collect();
            #root::Merged { value, conflicts }
        }
    });
    let settle = every.iter().map(|(variant, field)| {
        let (part, Field { ty, root, .. }) = (field.camel(variant.name), field);
        let (path, member) = (variant.of(&this), &field.member);
        let settle = if field.whole {
            quote!(*it = conflict.take(take))
        } else {
            quote_spanned! { field.span() =>
                <#ty as #root::Merge>::settle(it, conflict, take)
            }
        };
        quote! {
            (#conflict::#part(conflict), #path { #member: it, .. }) => #settle,
        }
    });
    let settle_others = whole(quote! {
        (#conflict::Whole(conflict), this) => *this = conflict.take(take),
        _ => {}
    });
    let paths = every.iter().map(|(variant, field)| {
        let (part, text) = (field.camel(variant.name), field.text());
        quote! {
            Self::#part(inside) => {
                #root::Conflicting::path(inside).under_field(#text)
            }
        }
    });
    let path_of_whole = whole(quote!(Self::Whole(_) => #root::Path::new(),));
    let swapped = every.iter().map(|(variant, field)| {
        let part = field.camel(variant.name);
        quote! {
            Self::#part(inside) => Self::#part(#root::Conflicting::swapped(inside)),
        }
    });
    let swapped_whole = whole(quote! {
        Self::Whole(conflict) => Self::Whole(#root::Conflicting::swapped(conflict)),
    });
    // Without fields there are no conflicts, and nothing to match.
    let nothing = every.is_empty() && !input.is_enum;
    let (path_scrutinee, settle_nothing) = (
        if nothing { quote!(*self) } else { quote!(self) },
        nothing.then(|| quote!((conflict, _) => match conflict {},)),
    );
    Ok(quote! {
        #[doc = #doc]
        #[allow(dead_code, private_bounds, private_interfaces)]
        #derives
        #vis enum #conflict<#parameters> #where_clause {
            #(#parts,)*
            #whole_variant
        }

        #[automatically_derived]
        impl #impl_generics #root::Conflicting for #conflict #type_generics #where_clause {
            fn path(&self) -> #root::Path {
                match #path_scrutinee { #(#paths)* #path_of_whole }
            }

            fn swapped(self) -> Self {
                match self { #(#swapped)* #swapped_whole }
            }
        }

        #[automatically_derived]
        #[allow(unreachable_patterns, unused_mut)]
        impl #impl_generics #root::Merge for #name #type_generics #where_clause {
            type Conflict = #conflict #type_generics;

            fn merge3(base: &Self, ours: &Self, theirs: &Self) -> #root::Merged<Self> {
                match (base, ours, theirs) { #(#arms)* #otherwise }
            }

            fn settle(&mut self, conflict: Self::Conflict, take: #root::Take) {
                match (conflict, self) { #(#settle)* #settle_others #settle_nothing }
            }
        }
    })
}
