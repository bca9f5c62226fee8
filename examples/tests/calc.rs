//! The program `calc`: values are independent, loops write in place, faults name their place.

mod common;

use common::Program;
use serde_json::Value;
use std::fs;

const CALC: Program = Program(env!("CARGO_BIN_EXE_calc"));

/// What a text prints.
fn prints(code: &str) -> String {
    CALC.prints(&["--eval", code])
}

/// What was counted while it ran.
fn counts(code: &str) -> Value {
    serde_json::from_str(&CALC.messages(&["--json", "--eval", code])).unwrap()
}

#[test]
fn assignment_copies() {
    assert_eq!(prints("a = [1, 2, 3]; b = a; b[0] = 9; print(a, b)"), "[1, 2, 3] [9, 2, 3]\n");
    assert_eq!(
        prints(r#"a = {"x": [1, {"y": 2}]}; b = a; b["x"][1]["y"] = 3; print(a, b)"#),
        "{\"x\": [1, {\"y\": 2}]} {\"x\": [1, {\"y\": 3}]}\n"
    );
    assert_eq!(prints("fn f(v) { v[0] = 9; return v } a = [1]; print(f(a), a)"), "[9] [1]\n");
    assert_eq!(prints("a = [1]; b = [a, a]; push(b[0], 2); print(a, b)"), "[1] [[1, 2], [1]]\n");
    // What is looped over is the value at the start.
    assert_eq!(prints("a = [1, 2]; for x in a { push(a, x) } a"), "[1, 2, 1, 2]\n");
}

#[test]
fn expressions() {
    for (code, value) in [
        ("1 + 2 * 3 - 4 / 2", "5"),
        ("-(1 + 2) * 2", "-6"),
        ("7 % 4 == 3 and not (1 > 2) or nil", "true"),
        (r#""a\"b" + text(1) + text([2, "\\"])"#, r#""a\"b1[2, \"\\\\\"]""#),
        ("[1] + [2, 3]", "[1, 2, 3]"),
        (
            "fn fib(n) { if n < 2 { return n } else { return fib(n - 1) + fib(n - 2) } } fib(12)",
            "144",
        ),
        ("i = 0; while i < 10 { i = i + 3; } i", "12"),
        (r#"m = {"b": 1, "a": 2, 3: nil}; m"#, r#"{3: nil, "a": 2, "b": 1}"#),
        (r#"m = {}; m["k"] = 1; [has(m, "k"), has(m, "l"), len(m)]"#, "[true, false, 1]"),
        ("iffy = 1; notes = 2; iffy + notes", "3"),
        ("# a comment\n1 # and another", "1"),
        ("m = {9007199254740991: 1, -9007199254740991: 2}; len(m)", "2"),
    ] {
        assert_eq!(prints(code), format!("{value}\n"), "{code}");
    }
}

/// What nothing shares is written in place, and what is shared is copied once.
#[test]
fn copies_are_counted() {
    let fill = "a = []; i = 0; while i < 1000 { push(a, i); i = i + 1 }";
    let alone = counts(&format!("{fill} i = 0; while i < 1000 {{ a[i] = 0; i = i + 1 }}"));
    assert_eq!(alone["writes_in_place"], 2_000);
    assert_eq!(alone["writes_copying"], 0);
    assert_eq!(alone["copies_avoided"], 0);

    let shared = counts(&format!("{fill} b = a; i = 0; while i < 100 {{ b[0] = i; i = i + 1 }}"));
    assert_eq!(shared["copies_avoided"], 1);
    assert_eq!(shared["elements_avoided"], 1_000);
    assert_eq!(shared["writes_copying"], 1);
    let copied = shared["elements_copied"].as_u64().unwrap();
    assert!((1..200).contains(&copied), "one leaf: {copied}");
}

/// 100 versions of a table are kept, and 50 of them assigned again.
#[test]
fn versions_of_a_table_cost_what_is_edited() {
    let undo = counts(include_str!("../calc/programs/undo.calc"));
    assert_eq!((&undo["copies_avoided"], &undo["elements_avoided"]), (&150.into(), &75_000.into()));
    assert_eq!(undo["writes_copying"], 100);
    assert_eq!(undo["elements_copied"], 988);
}

#[test]
fn faults_name_their_place() {
    for (code, place, message) in [
        ("a = [1];\na[1] = 2;", "--eval:2:1", "there is no element 1 among 1"),
        ("a = 1\nb = 2", "--eval:2:1", "expected"),
        ("x = 1;\n\n  y[0] = 2;", "--eval:3:3", "there is no variable y"),
        ("1 + nil", "--eval:1:1", "a number and nil have no sum"),
        ("f(1)", "--eval:1:1", "there is no function f of 1 arguments"),
        ("fn f(n) { return f(n) } f(1)", "--eval:1:18", "calls within calls"),
        ("if 1 { }", "--eval:1:4", "neither true nor false"),
        (r#"m = {}; m["a"]["b"] = 1"#, "--eval:1:9", "nil has no elements"),
        (r#"{[1]: 2}"#, "--eval:1:2", "a key is a whole number or a string"),
        // 2^53 and the number after it are one number of the language.
        ("{9007199254740992: 1}", "--eval:1:2", "a key is a whole number below 2^53"),
        ("m = {}; m[9007199254740993] = 1", "--eval:1:9", "below 2^53, and not 9007199254740992"),
        ("m = {}; m[-18446744073709551616] = 1", "--eval:1:9", "below 2^53"),
        // What is wrong is longer than a byte.
        ("a = é;", "--eval:1:5", "expected"),
        ("\u{feff}a = 1;", "--eval:1:1", "expected"),
        (
            "a = [1]; while true { a = a + a; }",
            "--eval:1:27",
            "a vector of more than 2^28 elements",
        ),
    ] {
        let shown = CALC.fails(1, &["--eval", code]);
        assert!(shown.contains(place) && shown.contains(message), "{code}: {shown}");
        assert!(shown.ends_with("error: the program --eval ended at the place above\n"), "{shown}");
    }
    let deep = "[".repeat(100_000);
    assert!(CALC.fails(1, &["--eval", &deep]).contains("too many brackets"));
    prints(&"print(\"\\\"(\"); # [\n".repeat(300));
    let long = "1+".repeat(30_000) + "1";
    assert!(CALC.fails(1, &["--eval", &long]).contains("too many parts"));
    assert!(CALC.fails(1, &["no-such.calc"]).starts_with("error: no-such.calc: "));
    // What was printed before a fault stays printed; values within values are dropped without end.
    prints("v = []; i = 0; while i < 100000 { v = [v]; i = i + 1 }");
}

#[test]
fn runs_files_and_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.calc");
    fs::write(&file, "print(1); 2").unwrap();
    assert_eq!(CALC.prints(&[file.to_str().unwrap()]), "1\n2\n");
    assert_eq!(CALC.prints(&[]), "", "standard input is empty");
    assert!(CALC.prints(&["--help"]).contains("--compare"));
}

/// Numbers of Python's are exact, and those of the language are not: that is found.
#[test]
fn a_program_that_prints_something_else_in_python_fails() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.calc");
    fs::write(&file, "print(9007199254740991 + 2)").unwrap();
    let name = file.to_str().unwrap();
    let rows = CALC.shows(&["--compare", "--json", name]);
    let others: Vec<Value> = serde_json::from_str(&rows.0).unwrap();
    if others.len() > 1 {
        assert_eq!(others[1]["agrees"], false, "{others:?}");
        let message = "copy.deepcopy: it printed something else than calc\n";
        assert_eq!(rows.1, format!("error: {name}, {message}"));
    }
}

/// The programs that ship print the same here and in every Python that is present.
#[test]
fn python_prints_the_same() {
    let rows = CALC.prints(&["--compare", "--json"]);
    let rows: Value = serde_json::from_str(&rows).unwrap();
    let rows = rows.as_array().unwrap();
    assert!(rows.iter().filter(|row| row["by"] == "calc").count() == 3, "{rows:?}");
    assert!(rows.iter().all(|row| row["agrees"] == true), "{rows:?}");
    let sieve = &rows.iter().find(|row| row["program"] == "sieve").unwrap()["counts"];
    assert_eq!((&sieve["writes_copying"], &sieve["copies_avoided"]), (&0.into(), &0.into()));
}
