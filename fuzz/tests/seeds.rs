//! Inputs of every fuzz target, random ones and those that fuzzing has found worth keeping.

use cow_fuzz::TARGETS;
use std::fs;
use std::path::Path;

#[test]
fn nothing_is_found_in_the_seeds() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut folders: Vec<_> =
        fs::read_dir(&seeds).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    folders.sort();
    assert!(folders.iter().eq(TARGETS.iter().map(|(name, _)| *name)), "a folder for each target");
    for (name, run) in TARGETS {
        let mut count = 0;
        for entry in fs::read_dir(seeds.join(name)).unwrap() {
            let file = entry.unwrap().path();
            // Named by the test if it fails.
            println!("{}", file.display());
            run(&fs::read(&file).unwrap());
            count += 1;
        }
        assert!(count > 0, "{name} has no seeds");
    }
}
