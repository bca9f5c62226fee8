//! Patches that are sent: those that were made are read back, and others are errors.

use crate::common::{Edited, edits};
use crate::for_every_kind;
use cow_tree::BinaryTree;
use cow_vec::{CowVec, cow_vec};
use cow_versions::patch::Reason;
use cow_versions::{Patch, Patchable};
use proptest::prelude::*;

for_every_kind! {
    a_patch_comes_back_from_json(b);
}

fn a_patch_comes_back_from_json<T>(a: &T, b: &T)
where
    T: Edited + Patchable<Delta: serde::Serialize + serde::de::DeserializeOwned>,
{
    let json = serde_json::to_string(&a.patch(b)).unwrap();
    let patch: Patch<T> = serde_json::from_str(&json).unwrap();
    assert_eq!(&patch.apply(a).unwrap(), b);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(testkit::cases(40)))]

    #[test]
    fn a_patch_of_a_tree_comes_back_from_json(start in edits(6), b in edits(8)) {
        let start = BinaryTree::<u8>::default().edited(&start);
        a_patch_comes_back_from_json(&start, &start.edited(&b));
    }
}

#[test]
fn a_patch_from_elsewhere_does_not_panic() {
    let json = r#"[{"at":5,"removed":[1],"inserted":[]},{"at":2,"removed":[1],"inserted":[2]}]"#;
    let patch: Patch<CowVec<u8>> = serde_json::from_str(json).unwrap();
    let value: CowVec<u8> = cow_vec![1; 10];
    assert_eq!(patch.apply(&value).unwrap_err().reason(), Reason::Malformed);
    drop(patch.clone().then(patch.clone()).unwrap_err());
    drop(value.patch(&cow_vec![1; 9]).then(patch.clone()));
    let huge = format!(r#"[{{"at":{},"removed":[1],"inserted":[]}}]"#, usize::MAX);
    let patch: Patch<CowVec<u8>> = serde_json::from_str(&huge).unwrap();
    assert_eq!(patch.apply(&value).unwrap_err().reason(), Reason::Missing);
    drop(patch.clone().then(patch.invert()));
    let late = format!(
        r#"[{{"at":0,"removed":[],"inserted":[1,1]}},{{"at":{},"removed":[],"inserted":[1]}}]"#,
        usize::MAX
    );
    let patch: Patch<CowVec<u8>> = serde_json::from_str(&late).unwrap();
    assert_eq!(patch.apply(&value).unwrap_err().reason(), Reason::Missing);
    drop(patch.clone().then(patch.clone()));
    drop(patch.clone().invert().then(patch.invert()));
}

/// A struct whose patches are sent: its conflicts need no serde.
#[cfg(feature = "derive")]
#[derive(Clone, Debug, Default, PartialEq, cow_versions::Diff, cow_versions::Merge)]
#[cow(
    derive(Debug),
    derive_delta(serde::Serialize, serde::Deserialize),
    derive_conflict(PartialEq)
)]
struct State {
    list: CowVec<u8>,
    title: String,
}

#[cfg(feature = "derive")]
#[test]
fn a_patch_of_a_struct_comes_back_from_json() {
    let old = State::default();
    let new = State { list: cow_vec![1, 2], title: "t".into() };
    let json = serde_json::to_string(&old.patch(&new)).unwrap();
    let patch: Patch<State> = serde_json::from_str(&json).unwrap();
    assert_eq!(patch.apply(&old).unwrap(), new);
    assert!(serde_json::from_str::<Patch<State>>(r#"{"list":[]}"#).is_err());
}

#[test]
fn a_place_of_a_tree_is_a_path() {
    let patch = |json: &str| serde_json::from_str::<Patch<BinaryTree<i32>>>(json);
    assert!(patch(r#"{"LX":{"Remove":1}}"#).is_err());
    let misfit = patch(r#"{"LR":{"Remove":1}}"#).unwrap().apply(&BinaryTree::leaf(1)).unwrap_err();
    assert_eq!(
        (misfit.path().to_string().as_str(), misfit.reason()),
        (r#"["LR"]"#, Reason::Missing)
    );
}
