//! im's module `iter`.

/// An iterator over what `f` makes of a state, which it also replaces, until it returns `None`.
pub fn unfold<S, A>(state: S, f: impl Fn(S) -> Option<(A, S)>) -> impl Iterator<Item = A> {
    let mut state = Some(state);
    std::iter::from_fn(move || {
        let (next, rest) = f(state.take()?)?;
        state = Some(rest);
        Some(next)
    })
}
