//! `Value`: what can be saved as a version.

use crate::input::{Field, Input};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Error, Result};

pub(crate) fn expand(input: &Input) -> Result<TokenStream> {
    let Input { name, root, .. } = input;
    if input.is_enum {
        return Err(Error::new(
            name.span(),
            "`Value` cannot be derived for an enum, of which a version does not keep the variant: keep it in a \
             field with `#[cow(whole)]`, as any value that serde writes, or implement `Value` by hand",
        ));
    }
    let variant = &input.variants[0];
    let bounded = input.bounded_by("Value", |field| {
        let root = &field.root;
        quote!(#root::Element)
    });
    let (impl_generics, type_generics, where_clause) = bounded.split_for_impl();
    let this = quote!(#name);
    let pattern = variant.pattern(&this, "it");
    let written = variant.fields.iter().map(|field| {
        let (Field { ty, root, .. }, it) = (field, field.bound("it"));
        if field.whole {
            return quote_spanned!(field.span() => #root::Writer::plain::<#ty>(to, #it)?;);
        }
        quote_spanned!(field.span() => <#ty as #root::Value>::write(#it, to)?;)
    });
    let made = variant.make(&this, |field| {
        let Field { ty, root, .. } = field;
        if field.whole {
            return quote_spanned!(field.span() => #root::Reader::plain::<#ty>(from)?);
        }
        quote_spanned!(field.span() => <#ty as #root::Value>::read(from)?)
    });
    Ok(quote! {
        #[automatically_derived]
        impl #impl_generics #root::Value for #name #type_generics #where_clause {
            fn write(
                &self,
                to: &mut #root::Writer<'_>,
            ) -> ::core::result::Result<(), #root::Error> {
                let _ = &to;
                let #pattern = self;
                #(#written)*
                ::core::result::Result::Ok(())
            }

            fn read(
                from: &mut #root::Reader<'_>,
            ) -> ::core::result::Result<Self, #root::Error> {
                let _ = &from;
                ::core::result::Result::Ok(#made)
            }
        }
    })
}
