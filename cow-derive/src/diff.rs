//! `Diff`: what changed between two versions, borrowed.

use crate::input::{Field, Input};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::parse_quote;

pub(crate) fn expand(input: &Input) -> TokenStream {
    let Input { name, vis, root, .. } = input;
    let bounded = input.bounded("Patchable");
    let (impl_generics, type_generics, where_clause) = bounded.split_for_impl();
    if input.whole {
        return quote! {
            #[automatically_derived]
            impl #impl_generics #root::Diff for #name #type_generics #where_clause {
                type Changes<'cow> = ::core::option::Option<#root::Replaced<'cow, Self>>
                where
                    Self: 'cow;

                fn diff<'cow>(&'cow self, newer: &'cow Self) -> Self::Changes<'cow> {
                    #root::Replaced::between(self, newer)
                }
            }
        };
    }
    let changes = input.made("Changes");
    let mut borrowed = bounded.clone();
    borrowed.params.insert(0, parse_quote!('cow));
    for parameter in input.generics.type_params() {
        let parameter = &parameter.ident;
        borrowed.make_where_clause().predicates.push(parse_quote!(#parameter: 'cow));
    }
    let (_, borrowed_types, borrowed_where) = borrowed.split_for_impl();
    let parameters = &borrowed.params;
    let doc = format!("What changed between two versions of a [`{name}`], part by part.");
    let type_of = |field: &Field| {
        let Field { ty, root, .. } = field;
        if field.whole {
            return quote!(::core::option::Option<#root::Replaced<'cow, #ty>>);
        }
        quote_spanned!(field.span() => <#ty as #root::Diff>::Changes<'cow>)
    };
    let difference = |field: &Field| {
        let (Field { ty, root, .. }, old, new) = (field, field.bound("old"), field.bound("new"));
        if field.whole {
            return quote!(#root::Replaced::between(#old, #new));
        }
        quote_spanned!(field.span() => <#ty as #root::Diff>::diff(#old, #new))
    };
    let declaration = if input.is_enum {
        let variants = input.variants.iter().map(|variant| {
            let (name, fields) = (variant.name, variant.declare(type_of));
            let doc = format!("Both are `{}`.", name.map(ToString::to_string).unwrap_or_default());
            quote!(#[doc = #doc] #name #fields)
        });
        quote! {
            #vis enum #changes<#parameters> #borrowed_where {
                #(#variants,)*
                /// They are different variants.
                Replaced(#root::Replaced<'cow, #name #type_generics>),
            }
        }
    } else {
        let variant = &input.variants[0];
        let fields = variant.declare(type_of);
        match fields.to_string().starts_with('{') {
            true => quote!(#vis struct #changes<#parameters> #borrowed_where #fields),
            false if fields.is_empty() => {
                quote! {
                    #vis struct #changes<#parameters>(
                        ::core::marker::PhantomData<&'cow #name #type_generics>
                    ) #borrowed_where;
                }
            }
            false => quote!(#vis struct #changes<#parameters> #fields #borrowed_where;),
        }
    };
    let this = quote!(#name);
    let made = quote!(#changes);
    let arms = input.variants.iter().map(|variant| {
        let (old, new) = (variant.pattern(&this, "old"), variant.pattern(&this, "new"));
        let value = if !input.is_enum && variant.fields.is_empty() {
            quote!(#changes(::core::marker::PhantomData))
        } else {
            variant.make(&made, difference)
        };
        quote!((#old, #new) => #value,)
    });
    let otherwise = input.is_enum.then(|| {
        quote! {
            (old, new) => #changes::Replaced(#root::Replaced { old, new }),
        }
    });
    quote! {
        #[doc = #doc]
        #[allow(dead_code, private_bounds, private_interfaces)]
        #declaration

        #[automatically_derived]
        #[allow(unreachable_patterns)]
        impl #impl_generics #root::Diff for #name #type_generics #where_clause {
            type Changes<'cow> = #changes #borrowed_types
            where
                Self: 'cow;

            fn diff<'cow>(&'cow self, newer: &'cow Self) -> Self::Changes<'cow> {
                match (self, newer) {
                    #(#arms)*
                    #otherwise
                }
            }
        }
    }
}
