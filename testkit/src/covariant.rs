//! What has a longer life stands in for what has a shorter one.

/// Asserts, when it is compiled, that a value of the first type may be used where one of the second is asked for,
/// whatever the lifetime `'a` is.
///
/// ```
/// testkit::assert_covariant! {
///     Vec<&'static str> => Vec<&'a str>,
///     std::slice::Iter<'static, &'static str> => std::slice::Iter<'a, &'a str>,
/// }
/// ```
///
/// ```compile_fail
/// testkit::assert_covariant! { std::cell::Cell<&'static str> => std::cell::Cell<&'a str> }
/// ```
#[macro_export]
macro_rules! assert_covariant {
    ($($long:ty => $short:ty),* $(,)?) => {
        $(const _: () = {
            #[expect(dead_code, reason = "it is enough that this compiles")]
            fn covariant<'a>(long: $long) -> $short {
                long
            }
        };)*
    };
}
