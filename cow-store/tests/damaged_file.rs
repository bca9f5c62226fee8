//! A damaged file of redb: an error or the right value, and no panic, though redb panics over some.
#![cfg(feature = "redb")]

use cow_store::backend::Redb;
use cow_store::{Error, Store, VersionId};
use cow_vec::CowVec;
use fastrand::Rng;
use std::path::Path;

fn load(path: &Path, id: VersionId) -> Result<CowVec<u32>, Error> {
    let store = Store::open(Redb::open(path)?)?;
    let value = store.load(id)?;
    // Damage that no load reaches may be found here.
    drop((store.verify(|_, _| ()), store.save(&value), store.gc(std::time::Duration::ZERO)));
    Ok(value)
}

// The only test of its process, for the hook is the process's.
#[test]
fn a_damaged_file_is_an_error_or_the_right_value() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, damaged) = (folder.path().join("whole"), folder.path().join("damaged"));
    let value: CowVec<u32> = (0..5_000).collect();
    let store = Store::open(Redb::open(&whole).unwrap()).unwrap();
    let id = store.save(&value).unwrap();
    drop(store);
    let bytes = std::fs::read(&whole).unwrap();
    let used = bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    assert_eq!(load(&whole, id).unwrap(), value);

    std::panic::set_hook(Box::new(|_| ()));
    let mut rng = Rng::with_seed(1);
    let mut errors = 0;
    let rounds = testkit::full_or(400, 100);
    for round in 0..rounds {
        let mut bytes = bytes.clone();
        // The header and the trees above the nodes are small, and in the beginning.
        let at = rng.usize(..if round % 2 == 0 { 20_000.min(used) } else { used });
        match round % 8 {
            7 => bytes.truncate(at),
            6 => bytes[at..(at + 64).min(used)].fill(0xFF),
            _ => bytes[at] ^= 1 << rng.u8(..8),
        }
        std::fs::write(&damaged, &bytes).unwrap();
        match load(&damaged, id) {
            Ok(loaded) => assert!(loaded == value, "a wrong value"),
            Err(_) => errors += 1,
        }
    }
    drop(std::panic::take_hook());
    assert!(errors * 8 > rounds, "{errors} errors");
}
