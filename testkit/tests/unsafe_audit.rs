//! Each file with `unsafe` has its line in `docs/unsafe.md`, which says what it relies on.
#![cfg(not(any(miri, cow_loom)))]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use testkit::UnsafeCode;

#[test]
fn every_unsafe_block_has_its_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let page = fs::read_to_string(root.join("docs/unsafe.md")).expect("docs/unsafe.md");
    let mut audited = BTreeMap::new();
    let table = page.split("<!-- audited -->").nth(1).expect("the table begins");
    let table = table.split("<!-- /audited -->").next().expect("the table ends");
    for line in table.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [file, blocks, functions, impls, relies_on] = cells[..] else {
            panic!("five cells: {line}")
        };
        assert!(relies_on.len() > 10, "an invariant: {line}");
        audited.insert(
            file.trim_matches('`').to_owned(),
            [blocks, functions, impls].map(str::to_owned),
        );
    }

    let mut found = BTreeMap::new();
    for member in fs::read_dir(root).expect("the workspace") {
        let src = member.expect("an entry").path().join("src");
        if !src.is_dir() {
            continue;
        }
        for (path, count) in UnsafeCode::of_folder(&src, |text| text.contains("unsafe")) {
            let path = src.strip_prefix(root).expect("a member").join(path);
            let UnsafeCode { blocks, functions, impls, .. } = count;
            if !count.is_none() {
                let counts = [blocks, functions, impls].map(|count| count.to_string());
                found.insert(path.display().to_string().replace('\\', "/"), counts);
            }
        }
    }
    assert!(found.len() > 10, "cow-core was found");
    for (file, counts) in &found {
        assert_eq!(
            audited.get(file),
            Some(counts),
            "{file}: what docs/unsafe.md says, and what is there"
        );
    }
    let gone: Vec<_> = audited.keys().filter(|file| !found.contains_key(*file)).collect();
    assert!(gone.is_empty(), "docs/unsafe.md has lines of files without unsafe: {gone:?}");

    let of_core = found.iter().filter(|(file, _)| file.starts_with("cow-core/"));
    let total: usize = of_core.map(|(_, [blocks, ..])| blocks.parse::<usize>().unwrap()).sum();
    let row = format!("| `cow-collections-core` | {total} |");
    assert!(page.contains(&row), "docs/unsafe.md, side by side, has no {row}");
    let design = fs::read_to_string(root.join("docs/design.md")).expect("docs/design.md");
    assert!(design.contains(&format!("it has {total}, which")), "docs/design.md: {total} blocks");
}
