//! `Patchable`: what changed between two versions, as a value.

use crate::input::{Field, Input, Variant};
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Generics;

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
    let Input { name, root, .. } = input;
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
    let code = Code {
        input,
        this: quote!(#name),
        delta: quote!(#delta),
        ty: quote!(#name #type_generics),
    };
    let (declaration, between, clone) = (code.declaration(&bounded), code.between(), code.clone());
    let (apply, invert, then, len) = (code.apply(), code.invert(), code.then(), code.len());
    quote! {
        #declaration

        #[automatically_derived]
        impl #impl_generics ::core::clone::Clone for #delta #type_generics #where_clause {
            fn clone(&self) -> Self {
                match self { #clone }
            }
        }

        #[automatically_derived]
        #[allow(unreachable_patterns)]
        impl #impl_generics #root::Patchable for #name #type_generics #where_clause {
            type Delta = #delta #type_generics;

            fn delta(&self, newer: &Self) -> Self::Delta {
                match (self, newer) { #between }
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
                match (self, draft) { #apply }
                ::core::result::Result::Ok(())
            }

            fn invert(self) -> Self {
                match self { #invert }
            }

            fn then(
                self,
                next: Self,
            ) -> ::core::result::Result<Self, #root::Misfit> {
                ::core::result::Result::Ok(match (self, next) { #then })
            }

            fn len(&self) -> usize {
                match self { #len }
            }
        }
    }
}

/// The parts of the code for a type that is looked into.
struct Code<'a> {
    input: &'a Input<'a>,
    /// The name of the type, and that of its delta.
    this: TokenStream,
    delta: TokenStream,
    /// The type, with its parameters.
    ty: TokenStream,
}

impl Code<'_> {
    /// Returns the declaration of the delta.
    fn declaration(&self, bounded: &Generics) -> TokenStream {
        let Self { input: Input { name, vis, .. }, delta, ty, .. } = self;
        let (parameters, where_clause) = (&bounded.params, &bounded.where_clause);
        let declaration = if self.input.is_enum {
            let variants = self.input.variants.iter().map(|variant| {
                let (name, fields) = (variant.name, variant.declare(type_of));
                let doc =
                    format!("Both are `{}`.", name.map(ToString::to_string).unwrap_or_default());
                quote!(#[doc = #doc] #name #fields)
            });
            quote! {
                #vis enum #delta<#parameters> #where_clause {
                    #(#variants,)*
                    /// They are different variants.
                    Replaced {
                        /// The version before.
                        old: #ty,
                        /// The version after.
                        new: #ty,
                    },
                }
            }
        } else {
            let fields = self.input.variants[0].declare(type_of);
            if fields.to_string().starts_with('{') {
                quote!(#vis struct #delta<#parameters> #where_clause #fields)
            } else {
                quote!(#vis struct #delta<#parameters> #fields #where_clause;)
            }
        };
        let derives = self.input.derives.delta();
        let doc =
            format!("What changes from one version of a [`{name}`] to another, part by part.");
        quote! {
            #[doc = #doc]
            #[allow(dead_code, private_bounds, private_interfaces)]
            #derives
            #declaration
        }
    }

    /// Returns an arm of a `match` for each variant, and that for two of them, which only an enum needs.
    fn arms(&self, arm: impl Fn(&Variant) -> TokenStream, replaced: TokenStream) -> TokenStream {
        let arms = self.input.variants.iter().map(arm);
        let replaced = self.input.is_enum.then_some(replaced);
        quote!(#(#arms)* #replaced)
    }

    fn between(&self) -> TokenStream {
        let Self { this, delta, .. } = self;
        let arm = |variant: &Variant| {
            let (old, new) = (variant.pattern(this, "old"), variant.pattern(this, "new"));
            let value = variant.make(delta, |field| {
                let (Field { ty, root, .. }, old, new) =
                    (field, field.bound("old"), field.bound("new"));
                if field.whole {
                    return quote!(#root::patch::WholeDelta::between(#old, #new));
                }
                quote_spanned!(field.span() => <#ty as #root::Patchable>::delta(#old, #new))
            });
            quote!((#old, #new) => #value,)
        };
        let replaced = quote! {
            (old, new) => #delta::Replaced {
                old: ::core::clone::Clone::clone(old),
                new: ::core::clone::Clone::clone(new),
            },
        };
        self.arms(arm, replaced)
    }

    fn clone(&self) -> TokenStream {
        let Self { delta, .. } = self;
        let replaced = quote! {
            #delta::Replaced { old, new } => #delta::Replaced {
                old: ::core::clone::Clone::clone(old),
                new: ::core::clone::Clone::clone(new),
            },
        };
        self.arms(
            |variant| self.each(variant, |_, it| quote!(::core::clone::Clone::clone(#it))),
            replaced,
        )
    }

    fn invert(&self) -> TokenStream {
        let Self { delta, .. } = self;
        let inverse = |field: &Field, it| {
            let call = delta_of(field);
            quote!(#call::invert(#it))
        };
        let replaced = quote! {
            #delta::Replaced { old, new } => #delta::Replaced { old: new, new: old },
        };
        self.arms(|variant| self.each(variant, inverse), replaced)
    }

    /// Returns the arm that makes a delta of one of the same variant, field by field.
    fn each(&self, variant: &Variant, value: impl Fn(&Field, Ident) -> TokenStream) -> TokenStream {
        let from = variant.pattern(&self.delta, "it");
        let to = variant.make(&self.delta, |field| value(field, field.bound("it")));
        quote!(#from => #to,)
    }

    fn apply(&self) -> TokenStream {
        let Self { input: Input { root, .. }, this, delta, ty } = self;
        let arm = |variant: &Variant| {
            let (delta, draft) = (variant.pattern(delta, "delta"), variant.pattern(this, "draft"));
            let parts = variant.fields.iter().map(|field| {
                let (call, at) = (delta_of(field), named(field));
                let (delta, draft) = (field.bound("delta"), field.bound("draft"));
                quote!(#call::apply(#delta, #draft).#at;)
            });
            quote!((#delta, #draft) => { #(#parts)* })
        };
        let misfit = self.misfit();
        let replaced = quote! {
            (#delta::Replaced { old, new }, draft) if old == draft => {
                *draft = ::core::clone::Clone::clone(new);
            }
            (delta, _) if !#root::patch::Delta::<#ty>::is_empty(delta) => {
                return #misfit;
            }
            _ => {}
        };
        self.arms(arm, replaced)
    }

    fn then(&self) -> TokenStream {
        let Self { input: Input { root, .. }, delta, ty, .. } = self;
        let arm = |variant: &Variant| {
            let (first, second) =
                (variant.pattern(delta, "first"), variant.pattern(delta, "second"));
            let both = variant.make(delta, |field| {
                let (call, at) = (delta_of(field), named(field));
                let (first, second) = (field.bound("first"), field.bound("second"));
                quote!(#call::then(#first, #second).#at)
            });
            quote!((#first, #second) => #both,)
        };
        let (whole, misfit) = (quote!(#root::patch::Delta::<#ty>), self.misfit());
        let replaced = quote! {
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
        };
        self.arms(arm, replaced)
    }

    fn len(&self) -> TokenStream {
        let Self { delta, .. } = self;
        let arm = |variant: &Variant| {
            let from = variant.pattern(delta, "it");
            let parts = variant.fields.iter().map(|field| {
                let (call, it) = (delta_of(field), field.bound("it"));
                quote!(#call::len(#it))
            });
            quote!(#from => 0 #(+ #parts)*,)
        };
        self.arms(arm, quote!(#delta::Replaced { .. } => 1,))
    }

    /// Returns the error where a variant does not fit to the other.
    fn misfit(&self) -> TokenStream {
        let Input { root, .. } = self.input;
        quote! {
            ::core::result::Result::Err(#root::Misfit::new(#root::patch::Reason::Unequal))
        }
    }
}
