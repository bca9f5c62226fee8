//! The form of a node on disk. `docs/store.md` describes it for other programs.
//!
//! ```text
//!   format  kind  codec   children            keys                  items                checksum
//!   1 byte  1     1       count, (slot,       count, bytes, ...     count, bytes, ...    16 bytes
//!                         commit, index,
//!                         length) ...
//! ```
//! Numbers are varints (LEB128), as postcard writes them. The checksum is the first half of the BLAKE3 hash of the
//! node's id and of all bytes before it.

use crate::codec::{Codec, append, take};
use crate::error::{Error, Fault};
use crate::id::NodeId;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// The version of the format that is written.
pub const FORMAT: u8 = 1;

/// The length of a checksum.
pub(crate) const CHECKSUM: usize = 16;

/// What a node belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A `CowVec`.
    Vector,
    /// A `CowMap` or `CowSet`.
    Hashed,
    /// A `CowTreeMap` or `CowTreeSet`.
    Ordered,
    /// A `BinaryTree`.
    Binary,
    /// A `CowBox<[u8]>`.
    Bytes,
    /// A saved version: its children are the roots of what it holds.
    Version,
}

impl Kind {
    const ALL: [(u8, Self); 6] = [
        (1, Self::Vector),
        (2, Self::Hashed),
        (3, Self::Ordered),
        (4, Self::Binary),
        (5, Self::Bytes),
        (32, Self::Version),
    ];

    /// Returns the kind's byte.
    #[must_use]
    pub fn byte(self) -> u8 {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or(0, |(byte, _)| *byte)
    }

    /// Returns the kind of a byte.
    #[must_use]
    pub fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.iter().find(|(of, _)| *of == byte).map(|(_, kind)| *kind)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Vector => "a vector",
            Self::Hashed => "a hash map or set",
            Self::Ordered => "an ordered map or set",
            Self::Binary => "a binary tree",
            Self::Bytes => "bytes",
            Self::Version => "a version",
        })
    }
}

/// A child of a stored node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Child {
    /// Where it is among its siblings; see [`cow_core::persist`].
    pub slot: u64,
    /// Its name.
    pub id: NodeId,
    /// How many items there are at and below it.
    pub len: u64,
}

/// Some encoded values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// How many.
    pub count: u64,
    /// All of them, one after the other.
    pub bytes: Vec<u8>,
}

/// A node that is not written yet. Children with commit 0 are of the same commit.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it belongs to.
    pub kind: Kind,
    /// How keys and items are written.
    pub codec: Codec,
    /// The children, in ascending order of slots.
    pub children: Vec<Child>,
    /// The first key of each child but the first, in an ordered map or set; nothing elsewhere.
    pub keys: Section,
    /// The items in the node itself.
    pub items: Section,
}

impl Draft {
    /// Returns all bytes but the checksum.
    ///
    /// # Errors
    /// Never: numbers can be written. The type is that of postcard.
    pub fn encode(&self) -> Result<Vec<u8>, Error> {
        let sections = self.keys.bytes.len() + self.items.bytes.len();
        let mut bytes = Vec::with_capacity(16 + 12 * self.children.len() + sections + CHECKSUM);
        bytes.extend([FORMAT, self.kind.byte(), self.codec.byte()]);
        append(&self.children.len(), &mut bytes)?;
        for Child { slot, id, len } in &self.children {
            append(&(slot, id.commit, id.index, len), &mut bytes)?;
        }
        for section in [&self.keys, &self.items] {
            append(&(section.count, section.bytes.len()), &mut bytes)?;
            bytes.extend_from_slice(&section.bytes);
        }
        Ok(bytes)
    }
}

/// Appends the checksum to the bytes of a node.
pub fn seal(id: NodeId, bytes: &mut Vec<u8>) {
    let checksum = checksum(id, bytes);
    bytes.extend_from_slice(&checksum);
}

/// Returns the bytes of a node without its checksum.
///
/// # Errors
/// [`Fault::Checksum`], if that is not right.
pub fn unseal(id: NodeId, bytes: &[u8]) -> Result<&[u8], Fault> {
    let (body, found) = bytes.split_last_chunk::<CHECKSUM>().ok_or(Fault::Checksum)?;
    if checksum(id, body) == *found { Ok(body) } else { Err(Fault::Checksum) }
}

fn checksum(id: NodeId, bytes: &[u8]) -> [u8; CHECKSUM] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&id.commit.to_le_bytes()).update(&id.index.to_le_bytes()).update(bytes);
    let mut checksum = [0; CHECKSUM];
    checksum.copy_from_slice(&hasher.finalize().as_bytes()[..CHECKSUM]);
    checksum
}

/// A node that was read: its form is right, its items are not decoded yet.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its name.
    pub id: NodeId,
    /// What it belongs to.
    pub kind: Kind,
    /// How keys and items are written.
    pub codec: Codec,
    /// The children, all older than the node.
    pub children: Vec<Child>,
    keys: (u64, Range<usize>),
    items: (u64, Range<usize>),
    bytes: Vec<u8>,
}

impl Stored {
    /// Reads a node, and checks its checksum and form.
    ///
    /// # Errors
    /// If anything is wrong. Never panics, whatever the bytes.
    pub fn decode(id: NodeId, bytes: Vec<u8>) -> Result<Self, Fault> {
        let body = unseal(id, &bytes)?;
        let ([format, kind, codec], mut rest) = body.split_first_chunk().ok_or(Fault::Form)?;
        if *format != FORMAT {
            return Err(Fault::Format(*format));
        }
        let kind = Kind::from_byte(*kind).ok_or(Fault::UnknownKind(*kind))?;
        let codec = Codec::from_byte(*codec).ok_or(Fault::UnknownCodec(*codec))?;
        let children = children(id, &mut rest)?;
        let mut section = || {
            let (count, len): (u64, usize) = take(&mut rest).map_err(|_| Fault::Form)?;
            let start = body.len() - rest.len();
            rest = rest.split_at_checked(len).ok_or(Fault::Form)?.1;
            Ok::<_, Fault>((count, start..start + len))
        };
        let (keys, items) = (section()?, section()?);
        if !rest.is_empty() {
            return Err(Fault::Form);
        }
        Ok(Self { id, kind, codec, children, keys, items, bytes })
    }

    /// Returns how many items there are at and below the node.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.children.iter().fold(self.items.0, |sum, child| sum.saturating_add(child.len))
    }

    /// Returns `true` if there is no item at or below the node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the items in the node itself.
    ///
    /// # Errors
    /// If they are not of this type.
    pub fn items<T: for<'de> Deserialize<'de>>(&self) -> Result<Vec<T>, Fault> {
        self.codec.read(self.items.0, &self.bytes[self.items.1.clone()])
    }

    /// Returns the first key of each child but the first, in an ordered map or set.
    ///
    /// # Errors
    /// If they are not of this type.
    pub fn keys<T: for<'de> Deserialize<'de>>(&self) -> Result<Vec<T>, Fault> {
        self.codec.read(self.keys.0, &self.bytes[self.keys.1.clone()])
    }

    /// Returns the keys, encoded: how many, and their bytes.
    #[must_use]
    pub fn key_bytes(&self) -> (u64, &[u8]) {
        (self.keys.0, &self.bytes[self.keys.1.clone()])
    }

    /// Returns the items, encoded: how many, and their bytes.
    #[must_use]
    pub fn item_bytes(&self) -> (u64, &[u8]) {
        (self.items.0, &self.bytes[self.items.1.clone()])
    }
}

fn children(id: NodeId, bytes: &mut &[u8]) -> Result<Vec<Child>, Fault> {
    let count: usize = take(bytes).map_err(|_| Fault::Form)?;
    // Each takes four bytes at least.
    let mut children = Vec::with_capacity(count.min(bytes.len() / 4));
    for _ in 0..count {
        let (slot, commit, index, len) = take(bytes).map_err(|_| Fault::Form)?;
        let commit = if commit == 0 { id.commit } else { commit };
        let child = NodeId { commit, index };
        if child >= id {
            return Err(Fault::Child(child));
        }
        children.push(Child { slot, id: child, len });
    }
    Ok(children)
}

/// What a version holds, in the one item of its node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// When it was saved: milliseconds since 1970, UTC.
    pub saved: u64,
    /// The collections, in order.
    pub parts: Vec<Part>,
}

/// A collection in a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The byte of its [`Kind`].
    pub kind: u8,
    /// How many items it has.
    pub len: u64,
    /// The hasher of a hash map or set, as [`StoredHasher`](crate::StoredHasher) writes it.
    pub setup: Vec<u8>,
    /// How many of the version's children are roots of this collection.
    pub roots: u64,
}
