//! A `CowBox` is serialised as its value.
#![cfg(all(feature = "serde", not(cow_loom)))]

use cow_core::CowBox;
use serde::de::DeserializeOwned;
use serde::ser::Serialize;
use std::fmt::Debug;

fn round_trip<T: ?Sized + Debug + PartialEq>(value: &CowBox<T>, json: &str)
where
    CowBox<T>: Serialize + DeserializeOwned,
{
    assert_eq!(serde_json::to_string(value).unwrap(), json);
    assert_eq!(serde_json::from_str::<CowBox<T>>(json).unwrap(), *value);
    assert_eq!(serde_json::from_reader::<_, CowBox<T>>(json.as_bytes()).unwrap(), *value);
}

#[test]
fn values_slices_and_strings() {
    round_trip(&CowBox::new((1, Some(String::from("a")))), r#"[1,"a"]"#);
    round_trip(&CowBox::<[u8]>::from([1, 2]), "[1,2]");
    round_trip(&CowBox::<[String]>::default(), "[]");
    round_trip(&CowBox::<str>::from("a\n\"ü"), r#""a\n\"ü""#);
    round_trip(&CowBox::<[CowBox<str>]>::from(["a".into(), "b".into()]), r#"["a","b"]"#);
}

#[test]
fn what_does_not_fit_is_refused() {
    let error = serde_json::from_str::<CowBox<str>>("1").unwrap_err();
    assert!(error.to_string().contains("expected a string"), "{error}");
    assert!(serde_json::from_str::<CowBox<[u8]>>("[1, 256]").is_err());
    assert!(serde_json::from_str::<CowBox<(u8, u8)>>("[1]").is_err());
}
