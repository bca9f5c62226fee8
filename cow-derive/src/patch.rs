//! `Patchable`: what changed between two versions, as a value.

use crate::input::{Field, Input};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

/// Returns the type of the delta of a field.
fn type_of(field: &Field) -> TokenStream {
    let Field { ty, root, .. } = field;
    if field.whole {
        return quote!(#root::patch::WholeDelta<#ty>);
    }
    quote_spanned!(field.span() => <#ty as #root::Patchable>::Delta)
}

/// Returns the delta of a field, called by name as one of its type.
fn delta_of(field: &Field) -> TokenStream {
    let (Field { ty, root, .. }, delta) = (field, type_of(field));
    quote_spanned!(field.span() => <#delta as #root::patch::Delta<#ty>>)
}

/// Returns what names the place of an error in a field.
fn named(field: &Field) -> TokenStream {
    let text = field.text();
    quote!(map_err(|misfit| misfit.under(|path| path.under_field(#text)))?)
}

pub(crate) fn expand(input: &Input) -> TokenStream {
    let Input { name, vis, root, .. } = input;
    let bounded = input.comparable("Patchable");
    let (impl_generics, type_generics, where_clause) = bounded.split_for_impl();
    if input.whole {
        return quote! {
            #[automatically_derived]
            impl #impl_generics #root::Patchable for #name #type_generics #where_clause {
                type Delta = #root::patch::WholeDelta<Self>;

                fn delta(&self, newer: &Self) -> Self::Delta {
                    #root::patch::WholeDelta::between(self, newer)
                }
            }
        };
    }
    let delta = input.made("Delta");
    let derives = input.derives.delta();
    let doc = format!("What changes from one version of a [`{name}`] to another, part by part.");
    let parameters = &bounded.params;
    let declaration = if input.is_enum {
        let variants = input.variants.iter().map(|variant| {
            let (name, fields) = (variant.name, variant.declare(type_of));
            let doc = format!("Both are `{}`.", name.map(ToString::to_string).unwrap_or_default());
            quote!(#[doc = #doc] #name #fields)
        });
        quote! {
            #vis enum #delta<#parameters> #where_clause {
                #(#variants,)*
                /// They are different variants.
                Replaced {
                    /// The version before.
                    old: #name #type_generics,
                    /// The version after.
                    new: #name #type_generics,
                },
            }
        }
    } else {
        let fields = input.variants[0].declare(type_of);
        if fields.to_string().starts_with('{') {
            quote!(#vis struct #delta<#parameters> #where_clause #fields)
        } else {
            quote!(#vis struct #delta<#parameters> #fields #where_clause;)
        }
    };

    let (this, made) = (quote!(#name), quote!(#delta));
    let replaced = |arm: TokenStream| input.is_enum.then_some(arm);
    let between = input.variants.iter().map(|variant| {
        let (old, new) = (variant.pattern(&this, "old"), variant.pattern(&this, "new"));
        let value = variant.make(&made, |field| {
            if field.whole {
                let (old, new) = (field.bound("old"), field.bound("new"));
                return quote!(#root::patch::WholeDelta::between(#old, #new));
            }
            let (Field { ty, root, .. }, old, new) =
                (field, field.bound("old"), field.bound("new"));
            quote_spanned!(field.span() => <#ty as #root::Patchable>::delta(#old, #new))
        });
        quote!((#old, #new) => #value,)
    });
    let between_others = replaced(quote! {
        (old, new) => #delta::Replaced {
            old: ::core::clone::Clone::clone(old),
            new: ::core::clone::Clone::clone(new),
        },
    });
    let clone = input.variants.iter().map(|variant| {
        let from = variant.pattern(&made, "it");
        let to = variant.make(&made, |field| {
            let it = field.bound("it");
            quote!(::core::clone::Clone::clone(#it))
        });
        quote!(#from => #to,)
    });
    let clone_others = replaced(quote! {
        #delta::Replaced { old, new } => #delta::Replaced {
            old: ::core::clone::Clone::clone(old),
            new: ::core::clone::Clone::clone(new),
        },
    });
    let apply = input.variants.iter().map(|variant| {
        let (delta, draft) = (variant.pattern(&made, "delta"), variant.pattern(&this, "draft"));
        let parts = variant.fields.iter().map(|field| {
            let (call, at) = (delta_of(field), named(field));
            let (delta, draft) = (field.bound("delta"), field.bound("draft"));
            quote!(#call::apply(#delta, #draft).#at;)
        });
        quote!((#delta, #draft) => { #(#parts)* })
    });
    let misfit = quote! {
        ::core::result::Result::Err(#root::Misfit::new(
            #root::patch::Reason::Unequal,
        ))
    };
    let apply_others = replaced(quote! {
        (#delta::Replaced { old, new }, draft) if old == draft => {
            *draft = ::core::clone::Clone::clone(new);
        }
        (delta, _) if !#root::patch::Delta::<#name #type_generics>::is_empty(delta) => {
            return #misfit;
        }
        _ => {}
    });
    let invert = input.variants.iter().map(|variant| {
        let from = variant.pattern(&made, "it");
        let to = variant.make(&made, |field| {
            let (call, it) = (delta_of(field), field.bound("it"));
            quote!(#call::invert(#it))
        });
        quote!(#from => #to,)
    });
    let invert_others = replaced(quote! {
        #delta::Replaced { old, new } => #delta::Replaced { old: new, new: old },
    });
    let then = input.variants.iter().map(|variant| {
        let (first, second) = (variant.pattern(&made, "first"), variant.pattern(&made, "second"));
        let both = variant.make(&made, |field| {
            let (call, at) = (delta_of(field), named(field));
            let (first, second) = (field.bound("first"), field.bound("second"));
            quote!(#call::then(#first, #second).#at)
        });
        quote!((#first, #second) => #both,)
    });
    let whole = quote!(#root::patch::Delta::<#name #type_generics>);
    let then_others = replaced(quote! {
        (#delta::Replaced { old, mut new }, second) => {
            #whole::apply(&second, &mut new)?;
            #root::Patchable::delta(&old, &new)
        }
        (first, #delta::Replaced { mut old, new }) => {
            #whole::apply(&#whole::invert(first), &mut old)?;
            #root::Patchable::delta(&old, &new)
        }
        (first, second) if #whole::is_empty(&second) => first,
        (first, second) if #whole::is_empty(&first) => second,
        _ => return #misfit,
    });
    let len = input.variants.iter().map(|variant| {
        let from = variant.pattern(&made, "it");
        let parts = variant.fields.iter().map(|field| {
            let (call, it) = (delta_of(field), field.bound("it"));
            quote!(#call::len(#it))
        });
        quote!(#from => 0 #(+ #parts)*,)
    });
    let len_others = replaced(quote!(#delta::Replaced { .. } => 1,));
    quote! {
        #[doc = #doc]
        #[allow(dead_code, private_bounds, private_interfaces)]
        #derives
        #declaration

        #[automatically_derived]
        impl #impl_generics ::core::clone::Clone for #delta #type_generics #where_clause {
            fn clone(&self) -> Self {
                match self { #(#clone)* #clone_others }
            }
        }

        #[automatically_derived]
        #[allow(unreachable_patterns)]
        impl #impl_generics #root::Patchable for #name #type_generics #where_clause {
            type Delta = #delta #type_generics;

            fn delta(&self, newer: &Self) -> Self::Delta {
                match (self, newer) { #(#between)* #between_others }
            }
        }

        #[automatically_derived]
        #[allow(unreachable_patterns)]
        impl #impl_generics #root::patch::Delta<#name #type_generics>
            for #delta #type_generics #where_clause
        {
            fn apply(
                &self,
                draft: &mut #name #type_generics,
            ) -> ::core::result::Result<(), #root::Misfit> {
                match (self, draft) { #(#apply)* #apply_others }
                ::core::result::Result::Ok(())
            }

            fn invert(self) -> Self {
                match self { #(#invert)* #invert_others }
            }

            fn then(
                self,
                next: Self,
            ) -> ::core::result::Result<Self, #root::Misfit> {
                ::core::result::Result::Ok(match (self, next) { #(#then)* #then_others })
            }

            fn len(&self) -> usize {
                match self { #(#len)* #len_others }
            }
        }
    }
}
