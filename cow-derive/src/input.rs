//! The type that something is derived for.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{
    Attribute, Data, DeriveInput, Error, Fields, Generics, Ident, Member, Path, Result, Type,
    Visibility,
};

/// A type, its variants and fields. A struct has one variant.
pub(crate) struct Input<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) vis: &'a Visibility,
    pub(crate) generics: &'a Generics,
    /// The path of the crate or module that has what is derived.
    pub(crate) root: TokenStream,
    pub(crate) is_enum: bool,
    /// Whether the type is not looked into.
    pub(crate) whole: bool,
    /// What is to be derived for the delta that is made, and for the conflict.
    pub(crate) derives: Derives,
    pub(crate) variants: Vec<Variant<'a>>,
}

/// What is to be derived for the types that are made.
#[derive(Default)]
pub(crate) struct Derives {
    delta: Vec<Path>,
    conflict: Vec<Path>,
}

impl Derives {
    /// Returns the attribute for the delta.
    pub(crate) fn delta(&self) -> Option<TokenStream> {
        Self::attribute(&self.delta)
    }

    /// Returns the attribute for the conflict.
    pub(crate) fn conflict(&self) -> Option<TokenStream> {
        Self::attribute(&self.conflict)
    }

    fn attribute(derives: &[Path]) -> Option<TokenStream> {
        (!derives.is_empty()).then(|| quote!(#[derive(#(#derives),*)]))
    }
}

/// A variant of an enum, or all of a struct.
pub(crate) struct Variant<'a> {
    /// `None` for a struct.
    pub(crate) name: Option<&'a Ident>,
    pub(crate) fields: Vec<Field<'a>>,
    style: &'a Fields,
}

/// A field.
pub(crate) struct Field<'a> {
    pub(crate) member: Member,
    /// Which of the fields it is.
    index: usize,
    pub(crate) vis: &'a Visibility,
    pub(crate) ty: &'a Type,
    /// That of the [`Input`], where errors for the field belong.
    pub(crate) root: TokenStream,
    /// Whether it is not looked into.
    pub(crate) whole: bool,
}

/// What `#[cow(...)]` says.
#[derive(Default)]
struct Options {
    whole: bool,
    derives: Derives,
}

/// Whether an attribute names derives for the delta and for the conflict; `None` if it is another one.
fn derived_for(attribute: &Path) -> Option<[bool; 2]> {
    let names = [
        ("derive", [true, true]),
        ("derive_delta", [true, false]),
        ("derive_conflict", [false, true]),
    ];
    names.into_iter().find(|(name, _)| attribute.is_ident(name)).map(|(_, for_types)| for_types)
}

impl Options {
    fn new(attributes: &[Attribute], on_type: bool) -> Result<Self> {
        let mut options = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("cow")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("whole") {
                    options.whole = true;
                } else if let Some([delta, conflict]) = on_type.then(|| derived_for(&meta.path)).flatten() {
                    meta.parse_nested_meta(|derive| {
                        let Derives { delta: deltas, conflict: conflicts } = &mut options.derives;
                        deltas.extend(delta.then(|| derive.path.clone()));
                        conflicts.extend(conflict.then_some(derive.path));
                        Ok(())
                    })?;
                } else if on_type {
                    return Err(meta.error("expected `whole`, `derive(...)`, `derive_delta(...)` or `derive_conflict(...)`"));
                } else {
                    return Err(meta.error("expected `whole`"));
                }
                Ok(())
            })?;
        }
        Ok(options)
    }
}

impl<'a> Input<'a> {
    /// Reads a type. `derive` is what is derived, for errors; `root` is where it is.
    pub(crate) fn new(input: &'a DeriveInput, derive: &str, root: TokenStream) -> Result<Self> {
        let Options { whole, derives } = Options::new(&input.attrs, true)?;
        let variants = match &input.data {
            Data::Struct(data) => vec![Variant::new(None, &data.fields, &root)?],
            Data::Enum(data) => {
                for variant in &data.variants {
                    if ["Replaced", "Whole"].iter().any(|name| variant.ident == name) {
                        let message = format!(
                            "`{derive}` needs this name for the change from one variant to another: \
                             rename the variant, or put `#[cow(whole)]` on the enum",
                        );
                        if !whole {
                            return Err(Error::new(variant.ident.span(), message));
                        }
                    }
                }
                let variants = data.variants.iter();
                variants
                    .map(|variant| Variant::new(Some(&variant.ident), &variant.fields, &root))
                    .collect::<Result<_>>()?
            }
            Data::Union(data) => {
                let message = format!(
                    "`{derive}` cannot be derived for a union, of which it cannot be known which \
                     field is there: use an enum, or implement it by hand",
                );
                return Err(Error::new(data.union_token.span(), message));
            }
        };
        let is_enum = matches!(input.data, Data::Enum(_));
        let (name, vis, generics) = (&input.ident, &input.vis, &input.generics);
        Ok(Self { name, vis, generics, root, is_enum, whole, derives, variants })
    }

    /// Returns all fields.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field<'a>> {
        self.variants.iter().flat_map(|variant| &variant.fields)
    }

    /// Returns the generics like [`bounded`](Self::bounded), for a type that is `Clone` and `PartialEq`: so are then
    /// its parameters, as std's derives have it.
    pub(crate) fn comparable(&self, bound: &str) -> Generics {
        let mut generics = self.bounded(bound);
        for parameter in self.generics.type_params() {
            let parameter = &parameter.ident;
            generics.make_where_clause().predicates.push(syn::parse_quote! {
                #parameter: ::core::clone::Clone + ::core::cmp::PartialEq
            });
        }
        generics
    }

    /// Returns the generics with a bound for each field whose type depends on a parameter, or is named without
    /// arguments.
    ///
    /// The latter bounds hold or do not, whatever the parameters are. Where one does not, the compiler
    /// says so once, at the field, and nothing of the code that relies on it. (Types with arguments
    /// are left out: those that contain this type would need to be proved by themselves.)
    pub(crate) fn bounded(&self, bound: &str) -> Generics {
        self.bounded_by(bound, |_| quote!(::core::clone::Clone + ::core::cmp::PartialEq))
    }

    /// Returns the same, with another bound for fields that are not looked into.
    pub(crate) fn bounded_by(
        &self,
        bound: &str,
        whole_bound: impl Fn(&Field<'a>) -> TokenStream,
    ) -> Generics {
        let mut generics = self.generics.clone();
        let parameters: Vec<String> =
            self.generics.type_params().map(|parameter| parameter.ident.to_string()).collect();
        let where_clause = generics.make_where_clause();
        for field in self.fields() {
            let Field { ty, root, whole, .. } = field;
            if !mentions(ty.to_token_stream(), &parameters) && (*whole || !is_named(ty)) {
                continue;
            }
            let bound = if *whole {
                whole_bound(field)
            } else {
                let bound = Ident::new(bound, ty.span());
                quote!(#root::#bound)
            };
            let predicate = quote_spanned!(ty.span() => #ty: #bound);
            where_clause.predicates.push(syn::parse_quote!(#predicate));
        }
        generics
    }

    /// Returns the name of a type that is made.
    pub(crate) fn made(&self, suffix: &str) -> Ident {
        format_ident!("{}{}", self.name, suffix)
    }
}

/// Returns `true` if one of some names is in a type.
fn mentions(tokens: TokenStream, names: &[String]) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => names.contains(&ident.to_string()),
        proc_macro2::TokenTree::Group(group) => mentions(group.stream(), names),
        _ => false,
    })
}

/// Returns the same tokens in another place.
fn spanned(tokens: &TokenStream, span: Span) -> TokenStream {
    let place = |mut token: proc_macro2::TokenTree| {
        token.set_span(span);
        token
    };
    tokens.clone().into_iter().map(place).collect()
}

/// Returns `true` if a type is a path without arguments that is none of the plain types of std.
fn is_named(ty: &Type) -> bool {
    const PLAIN: [&str; 17] = [
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
        "u32", "u64", "u128", "usize", "String",
    ];
    matches!(ty, Type::Path(path) if path.qself.is_none()
        && path.path.segments.iter().all(|segment| segment.arguments.is_none())
        && !PLAIN.iter().any(|plain| path.path.is_ident(plain)))
}

impl<'a> Variant<'a> {
    fn new(name: Option<&'a Ident>, style: &'a Fields, root: &TokenStream) -> Result<Self> {
        let fields = style.members().zip(style).enumerate().map(|(index, (member, field))| {
            let whole = Options::new(&field.attrs, false)?.whole;
            let root = spanned(root, field.ty.span());
            Ok(Field { member, index, vis: &field.vis, ty: &field.ty, root, whole })
        });
        Ok(Self { name, fields: fields.collect::<Result<_>>()?, style })
    }

    /// Returns the path of the variant in a type.
    pub(crate) fn of(&self, ty: &TokenStream) -> TokenStream {
        match self.name {
            Some(name) => quote!(#ty::#name),
            None => ty.clone(),
        }
    }

    /// Returns a pattern that gives each field a name.
    pub(crate) fn pattern(&self, ty: &TokenStream, prefix: &str) -> TokenStream {
        let path = self.of(ty);
        let members = self.fields.iter().map(|field| &field.member);
        let names = self.fields.iter().map(|field| field.bound(prefix));
        quote!(#path { #(#members: #names),* })
    }

    /// Returns an expression with each field.
    pub(crate) fn make(
        &self,
        ty: &TokenStream,
        value: impl Fn(&Field<'a>) -> TokenStream,
    ) -> TokenStream {
        let path = self.of(ty);
        let members = self.fields.iter().map(|field| &field.member);
        let values = self.fields.iter().map(value);
        quote!(#path { #(#members: #values),* })
    }

    /// Returns the fields of a type like this one, with other types.
    pub(crate) fn declare(&self, ty: impl Fn(&Field<'a>) -> TokenStream) -> TokenStream {
        let docs = self.fields.iter().map(Field::doc);
        let types = self.fields.iter().map(ty);
        // In an enum, fields are as public as it is.
        let vis = self.fields.iter().map(|field| self.name.is_none().then_some(field.vis));
        let names = self.fields.iter().map(|field| &field.member);
        match self.style {
            Fields::Named(_) => quote!({ #(#[doc = #docs] #vis #names: #types),* }),
            Fields::Unnamed(_) => quote!(( #(#[doc = #docs] #vis #types),* )),
            Fields::Unit => quote!(),
        }
    }
}

impl Field<'_> {
    /// Returns the name of the field in a pattern. It has the field's number, for a name after another one, as in
    /// `old__1`, is warned of.
    pub(crate) fn bound(&self, prefix: &str) -> Ident {
        format_ident!("{}_{}", prefix, self.index)
    }

    /// Returns the name as a text.
    pub(crate) fn text(&self) -> String {
        match &self.member {
            // Raw identifiers are known by their names.
            Member::Named(name) => name.to_string().trim_start_matches("r#").to_owned(),
            Member::Unnamed(index) => index.index.to_string(),
        }
    }

    /// Returns the name as that of a variant. `Field` comes first where there would be none, as of `_1` or `self_`.
    pub(crate) fn camel(&self, variant: Option<&Ident>) -> Ident {
        let text = match &self.member {
            Member::Named(_) => self.text(),
            Member::Unnamed(_) => format!("field_{}", self.text()),
        };
        let mut camel: String = variant.map(ToString::to_string).unwrap_or_default();
        for word in text.split('_').filter(|word| !word.is_empty()) {
            let mut letters = word.chars();
            camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            camel.push_str(letters.as_str());
        }
        match syn::parse_str::<Ident>(&camel) {
            Ok(_) => Ident::new(&camel, self.span()),
            Err(_) => format_ident!("Field{}", camel, span = self.span()),
        }
    }

    /// Returns where errors for the field belong.
    pub(crate) fn span(&self) -> Span {
        self.ty.span()
    }

    fn doc(&self) -> String {
        format!("For `{}`.", self.text())
    }
}
