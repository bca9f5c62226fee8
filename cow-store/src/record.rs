//! Small records: of names, pins, and what is about to be deleted.

use crate::backend::Backend;
use crate::codec::append;
use crate::error::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The length of a checksum.
const CHECKSUM: usize = 16;

/// Returns a number as it stands in keys: as many digits as any has, so that keys are in the order of numbers.
pub(crate) fn digits(number: u64) -> String {
    format!("{number:020}")
}

/// Returns the key for the next record under a prefix, of which `last` is the greatest key there is.
///
/// # Errors
/// If that does not end with a number after which another one comes.
pub(crate) fn next_key(prefix: &str, last: Option<&str>) -> Result<String, Error> {
    let Some(last) = last else { return Ok(format!("{prefix}{}", digits(1))) };
    let number = last.strip_prefix(prefix).and_then(|number| number.parse::<u64>().ok());
    let next = number.and_then(|number| number.checked_add(1));
    next.map(|next| format!("{prefix}{}", digits(next))).ok_or_else(|| Error::Record(last.into()))
}

/// Creates a record, or returns `false` if there is one with this key.
pub(crate) fn create<T: Serialize>(
    backend: &dyn Backend,
    key: &str,
    value: &T,
) -> Result<bool, Error> {
    let mut bytes = Vec::new();
    append(value, &mut bytes)?;
    let checksum = checksum(key, &bytes);
    bytes.extend_from_slice(&checksum);
    backend.create_root_if_absent(key, &bytes).map_err(Error::Backend)
}

/// Reads a record, if it is there.
pub(crate) fn read<T: DeserializeOwned>(
    backend: &dyn Backend,
    key: &str,
) -> Result<Option<T>, Error> {
    let Some(bytes) = backend.get_root(key).map_err(Error::Backend)? else { return Ok(None) };
    let value = bytes.split_last_chunk::<CHECKSUM>().and_then(|(body, found)| {
        let (value, rest) = postcard::take_from_bytes(body).ok()?;
        (rest.is_empty() && *found == checksum(key, body)).then_some(value)
    });
    value.ok_or_else(|| Error::Record(key.into())).map(Some)
}

/// Returns the first half of the BLAKE3 hash of key and bytes.
fn checksum(key: &str, bytes: &[u8]) -> [u8; CHECKSUM] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key.as_bytes()).update(&[0]).update(bytes);
    let mut checksum = [0; CHECKSUM];
    checksum.copy_from_slice(&hasher.finalize().as_bytes()[..CHECKSUM]);
    checksum
}
