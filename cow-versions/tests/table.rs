//! Every way in which two sides can change a value that may be absent.

use cow_versions::merge::EntryConflict;
use cow_versions::{Conflict, Merged, merge3};

type State = Option<char>;

/// All states of two sides, up to the names of values: what is equal counts, and not what it is.
fn states() -> Vec<[State; 3]> {
    let (a, b, c) = (Some('a'), Some('b'), Some('c'));
    let added = [[None, None], [None, a], [a, None], [a, a], [a, b]];
    let changed = [[a, a], [a, b], [b, a], [b, b], [b, c]];
    let removed = [[a, None], [None, a], [None, None], [b, None], [None, b]];
    let absent = added.map(|[ours, theirs]| [None, ours, theirs]);
    let present = changed.into_iter().chain(removed).map(|[ours, theirs]| [a, ours, theirs]);
    absent.into_iter().chain(present).collect()
}

/// What a side did.
fn deed(base: State, side: State) -> &'static str {
    match (base, side) {
        (base, side) if base == side => "nothing",
        (None, _) => "added",
        (_, None) => "removed",
        _ => "changed",
    }
}

fn why([base, ours, theirs]: [State; 3]) -> String {
    match (deed(base, ours), deed(base, theirs)) {
        ("nothing", "nothing") => "no change".into(),
        (ours, "nothing") => format!("we {ours}"),
        ("nothing", theirs) => format!("they {theirs}"),
        (our, _) if ours == theirs => format!("both {our} alike"),
        (our, their) if our == their => format!("both {our}"),
        (our, their) => format!("we {our}, they {their}"),
    }
}

fn show(state: State) -> String {
    state.map_or("-".into(), |value| value.to_string())
}

fn row(states @ [base, ours, theirs]: [State; 3]) -> String {
    let merged = merge3(&base, &ours, &theirs);
    let result = match &merged.conflicts[..] {
        [] => show(merged.value),
        [_] => {
            assert_eq!(merged.value, ours, "ours, at a conflict");
            format!("conflict, {}", show(ours))
        }
        _ => panic!("two conflicts of one value"),
    };
    let [base, ours, theirs] = states.map(show);
    format!("| {base} | {ours} | {theirs} | {result} | {} |\n", why(states))
}

#[test]
fn the_table_in_the_docs_is_what_a_merge_does() {
    let table: String = states().into_iter().map(row).collect();
    println!("| base | ours | theirs | merged | why |\n|---|---|---|---|---|\n{table}");
    assert_eq!(table, include_str!("../src/merge/table.md"));
}

#[test]
fn every_way_is_in_the_table() {
    let letter = |i: usize| [None, Some('a'), Some('b'), Some('c')][i];
    let named = |states: [State; 3]| {
        // The first value is `a`, the next other one `b`, and so on.
        let mut seen: Vec<char> = Vec::new();
        states.map(|state| {
            state.map(|value| {
                let at = seen.iter().position(|&other| other == value).unwrap_or_else(|| {
                    seen.push(value);
                    seen.len() - 1
                });
                ['a', 'b', 'c'][at]
            })
        })
    };
    let listed = states();
    for code in 0..64 {
        let ways = named([letter(code % 4), letter(code / 4 % 4), letter(code / 16)]);
        assert!(listed.contains(&ways), "{ways:?}");
    }
    assert_eq!(listed.len(), 15);
}

#[test]
fn a_conflict_has_all_three_values() {
    let merged: Merged<State> = merge3(&Some('a'), &None, &Some('b'));
    let whole = Conflict { base: Some('a'), ours: None, theirs: Some('b') };
    assert_eq!(merged.conflicts, [EntryConflict::Whole(whole)]);
    let merged: Merged<State> = merge3(&Some('a'), &Some('b'), &Some('c'));
    let inside = Conflict { base: 'a', ours: 'b', theirs: 'c' };
    assert_eq!(merged.conflicts, [EntryConflict::Inside(Box::new(inside))]);
}
