//! `Held`: the nodes of a value.

use crate::input::{Field, Input};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

pub(crate) fn expand(input: &Input) -> TokenStream {
    let Input { name, root, .. } = input;
    let bounded = input.bounded("Held");
    let (impl_generics, type_generics, where_clause) = bounded.split_for_impl();
    let this = quote!(#name);
    let looked_into = |field: &&Field| !field.whole && !input.whole;
    let some = input.fields().filter(looked_into).map(|field| {
        let Field { ty, root, .. } = field;
        quote_spanned!(field.span() => <#ty as #root::Held>::HAS_NODES)
    });
    let arms = input.variants.iter().map(|variant| {
        let pattern = variant.pattern(&this, "it");
        let parts = variant.fields.iter().map(|field| {
            let (Field { ty, root, .. }, it) = (field, field.bound("it"));
            if !looked_into(&field) {
                return quote!(let _ = #it;);
            }
            quote_spanned! { field.span() =>
                <#ty as #root::Held>::visit_nodes(#it, visit);
            }
        });
        quote!(#pattern => { #(#parts)* })
    });
    // Of an enum without variants there is no value, but a reference to one has to be matched.
    let value = if input.variants.is_empty() { quote!(*self) } else { quote!(self) };
    quote! {
        #[automatically_derived]
        impl #impl_generics #root::Held for #name #type_generics #where_clause {
            const HAS_NODES: bool = false #(|| #some)*;

            fn visit_nodes(
                &self,
                visit: &mut dyn ::core::ops::FnMut(#root::NodeInfo) -> bool,
            ) {
                let _ = &visit;
                match #value { #(#arms)* }
            }
        }
    }
}
