//! How items become bytes.

use crate::error::{Error, Fault};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How elements are written. Every node says how it is; a store writes all by one codec.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Codec {
    /// [postcard](https://postcard.jamesmunns.com): short, and readable only by a program that has the type.
    #[default]
    Postcard,
    /// JSON: several times as long, and readable by the command `cow-store` and by people.
    Json,
}

/// How much memory items of a node may take that take no bytes: of others there are no more than bytes. If they take no
/// memory either, that many of them.
const MOST: u64 = 1 << 24;

/// Bytes of memory for items of a node before any has been read. More is taken as they are read.
const FIRST: usize = 1 << 16;

impl Codec {
    /// Returns the codec's byte.
    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Postcard => 0,
            Self::Json => 1,
        }
    }

    /// Returns the codec of a byte.
    pub(crate) const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::Postcard),
            1 => Some(Self::Json),
            _ => None,
        }
    }

    /// Appends one item.
    pub(crate) fn write<T: Serialize>(self, item: &T, to: &mut Vec<u8>) -> Result<(), Error> {
        match self {
            Self::Postcard => append(item, to),
            Self::Json => {
                let text = serde_json::to_vec(item);
                let text = text.map_err(|error| Error::Serialize(error.to_string()))?;
                append(&text.len(), to)?;
                to.extend_from_slice(&text);
                Ok(())
            }
        }
    }

    /// Reads exactly `count` items.
    pub(crate) fn read<T: DeserializeOwned>(
        self,
        count: u64,
        mut bytes: &[u8],
    ) -> Result<Vec<T>, Fault> {
        // Nodes have two items at least, however large these are.
        let most = (MOST / size_of::<T>().max(1) as u64).max(2);
        if count > most.max(bytes.len() as u64) {
            return Err(Fault::Form);
        }
        let room = FIRST / size_of::<T>().max(1);
        let mut items = Vec::with_capacity((count as usize).min(bytes.len()).min(room));
        for _ in 0..count {
            items.push(match self {
                Self::Postcard => take(&mut bytes).map_err(|e| Fault::Items(e.to_string()))?,
                Self::Json => {
                    let len: usize = take(&mut bytes).map_err(|_| Fault::Form)?;
                    let (text, rest) = bytes.split_at_checked(len).ok_or(Fault::Form)?;
                    bytes = rest;
                    serde_json::from_slice(text).map_err(|e| Fault::Items(e.to_string()))?
                }
            });
        }
        if bytes.is_empty() { Ok(items) } else { Err(Fault::Items("bytes to spare".into())) }
    }
}

/// Appends a value as postcard.
pub(crate) fn append<T: Serialize>(value: &T, to: &mut Vec<u8>) -> Result<(), Error> {
    let written = postcard::to_extend(value, std::mem::take(to));
    *to = written.map_err(|error| Error::Serialize(error.to_string()))?;
    Ok(())
}

/// Takes a value off the beginning.
pub(crate) fn take<T: DeserializeOwned>(bytes: &mut &[u8]) -> Result<T, postcard::Error> {
    let (value, rest) = postcard::take_from_bytes(bytes)?;
    *bytes = rest;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_has_as_many_items_as_bytes_or_a_great_many() {
        let many = MOST + 1;
        let bytes = vec![7; many as usize];
        assert_eq!(
            Codec::Postcard.read::<u8>(many, &bytes).map(|items| items.len()),
            Ok(bytes.len())
        );
        assert_eq!(Codec::Postcard.read::<u8>(many + 1, &bytes[1..]), Err(Fault::Form));
        assert_eq!(
            Codec::Postcard.read::<()>(MOST, &[]).map(|items| items.len()),
            Ok(MOST as usize)
        );
        assert_eq!(Codec::Postcard.read::<()>(u64::MAX, &[]), Err(Fault::Form));
    }

    /// Items that take no bytes, but memory.
    #[derive(Clone, Debug, PartialEq, Default, serde::Serialize, serde::Deserialize)]
    struct Cached {
        #[serde(skip)]
        cache: [[u64; 32]; 32],
    }

    #[test]
    fn what_items_without_bytes_take_is_limited() {
        let read = |count| Codec::Postcard.read::<Cached>(count, &[]).map(|items| items.len());
        assert_eq!(read(2), Ok(2));
        assert_eq!(read(MOST / size_of::<Cached>() as u64 + 1), Err(Fault::Form));
    }
}
