//! `Merge`: three-way merges.

use crate::input::{Field, Input, Variant};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

/// The type of a conflict in a field.
fn type_of(field: &Field) -> TokenStream {
    let ty = field.ty;
    if field.whole {
        return quote!(::cow_versions::Conflict<#ty>);
    }
    quote_spanned!(field.span() => <#ty as ::cow_versions::Merge>::Conflict)
}

/// Merges what `base`, `ours` and `theirs` are bound to.
fn merge(variant: &Variant, this: &TokenStream, conflict: &TokenStream) -> TokenStream {
    let made = variant.make(this, |field| {
        let (base, ours) = (field.bound("base"), field.bound("ours"));
        let (theirs, name) = (field.bound("theirs"), field.camel(variant.name));
        let ty = field.ty;
        let merged = if field.whole {
            quote!(::cow_versions::merge::merge_whole(#base, #ours, #theirs))
        } else {
            quote_spanned! { field.span() =>
                <#ty as ::cow_versions::Merge>::merge3(#base, #ours, #theirs).into_parts()
            }
        };
        quote!({
            let (value, inside) = #merged;
            conflicts.extend(inside.into_iter().map(#conflict::#name));
            value
        })
    });
    quote!({
        #[allow(unused_mut)]
        let mut conflicts = ::std::vec::Vec::new();
        let value = #made;
        ::cow_versions::Merged { value, conflicts }
    })
}

pub(crate) fn expand(input: &Input) -> TokenStream {
    let Input { name, vis, .. } = input;
    let bounded = input.comparable(&quote!(::cow_versions::Merge));
    let (impl_generics, type_generics, where_clause) = bounded.split_for_impl();
    if input.whole {
        return quote! {
            #[automatically_derived]
            impl #impl_generics ::cow_versions::Merge for #name #type_generics #where_clause {
                type Conflict = ::cow_versions::Conflict<Self>;

                fn merge3(base: &Self, ours: &Self, theirs: &Self) -> ::cow_versions::Merged<Self> {
                    let (value, conflicts) = ::cow_versions::merge::merge_whole(base, ours, theirs);
                    ::cow_versions::Merged { value, conflicts }
                }

                fn settle(&mut self, conflict: Self::Conflict, take: ::cow_versions::Take) {
                    *self = conflict.take(take);
                }
            }
        };
    }
    let conflict = input.made("Conflict");
    let derives = input.derive_attribute();
    let doc = format!("What both sides of a merge changed in a [`{name}`], each in its way.");
    let parameters = &bounded.params;
    let every: Vec<(&Variant, &Field)> = input
        .variants
        .iter()
        .flat_map(|variant| variant.fields.iter().map(move |field| (variant, field)))
        .collect();
    let parts = every.iter().map(|(variant, field)| {
        let (part, ty) = (field.camel(variant.name), type_of(field));
        let doc = format!("In `{}`.", field.text());
        quote!(#[doc = #doc] #part(#ty))
    });
    let whole = |arm: TokenStream| input.is_enum.then_some(arm);
    let whole_variant = whole(quote! {
        /// One side became another variant, and the other changed, too.
        Whole(::cow_versions::Conflict<#name #type_generics>),
    });
    let this = quote!(#name);
    let made = quote!(#conflict);
    let arms = input.variants.iter().map(|variant| {
        let base = variant.pattern(&this, "base");
        let (ours, theirs) = (variant.pattern(&this, "ours"), variant.pattern(&this, "theirs"));
        let merged = merge(variant, &this, &made);
        quote!((#base, #ours, #theirs) => #merged)
    });
    let otherwise = whole(quote! {
        #[allow(unreachable_patterns)]
        _ => {
            let (value, conflicts) = ::cow_versions::merge::merge_whole(base, ours, theirs);
            let conflicts = conflicts.into_iter().map(#conflict::Whole).collect();
            ::cow_versions::Merged { value, conflicts }
        }
    });
    let settle = every.iter().map(|(variant, field)| {
        let (part, ty) = (field.camel(variant.name), field.ty);
        let (path, member) = (variant.of(&this), &field.member);
        let settle = if field.whole {
            quote!(*it = conflict.take(take))
        } else {
            quote_spanned! { field.span() =>
                <#ty as ::cow_versions::Merge>::settle(it, conflict, take)
            }
        };
        quote! {
            (#conflict::#part(conflict), #path { #member: it, .. }) => #settle,
        }
    });
    let settle_others = whole(quote! {
        (#conflict::Whole(conflict), this) => *this = conflict.take(take),
        #[allow(unreachable_patterns)]
        _ => {}
    });
    let paths = every.iter().map(|(variant, field)| {
        let (part, text) = (field.camel(variant.name), field.text());
        quote! {
            Self::#part(inside) => {
                ::cow_versions::Conflicting::path(inside).under_field(#text)
            }
        }
    });
    let path_of_whole = whole(quote!(Self::Whole(_) => ::cow_versions::Path::new(),));
    let swapped = every.iter().map(|(variant, field)| {
        let part = field.camel(variant.name);
        quote! {
            Self::#part(inside) => Self::#part(::cow_versions::Conflicting::swapped(inside)),
        }
    });
    let swapped_whole = whole(quote! {
        Self::Whole(conflict) => Self::Whole(::cow_versions::Conflicting::swapped(conflict)),
    });
    // Without fields there are no conflicts, and nothing to match.
    let nothing = every.is_empty() && !input.is_enum;
    let (path_scrutinee, settle_nothing) = (
        if nothing { quote!(*self) } else { quote!(self) },
        nothing.then(|| quote!((conflict, _) => match conflict {},)),
    );
    quote! {
        #[doc = #doc]
        #[allow(dead_code)]
        #derives
        #vis enum #conflict<#parameters> #where_clause {
            #(#parts,)*
            #whole_variant
        }

        #[automatically_derived]
        impl #impl_generics ::cow_versions::Conflicting for #conflict #type_generics #where_clause {
            fn path(&self) -> ::cow_versions::Path {
                match #path_scrutinee { #(#paths)* #path_of_whole }
            }

            fn swapped(self) -> Self {
                match self { #(#swapped)* #swapped_whole }
            }
        }

        #[automatically_derived]
        impl #impl_generics ::cow_versions::Merge for #name #type_generics #where_clause {
            type Conflict = #conflict #type_generics;

            fn merge3(base: &Self, ours: &Self, theirs: &Self) -> ::cow_versions::Merged<Self> {
                match (base, ours, theirs) { #(#arms)* #otherwise }
            }

            fn settle(&mut self, conflict: Self::Conflict, take: ::cow_versions::Take) {
                match (conflict, self) { #(#settle)* #settle_others #settle_nothing }
            }
        }
    }
}
