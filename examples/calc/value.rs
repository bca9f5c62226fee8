//! Values: numbers and strings, and vectors and maps of values.

use cow_core::CowBox;
use cow_map::CowMap;
use cow_vec::CowVec;
use std::cell::Cell;
use std::fmt;

/// A value of the language. A clone of it is independent, at the price of a count.
#[derive(PartialEq)]
pub(crate) enum Value {
    Nil,
    Bool(bool),
    Number(f64),
    Text(CowBox<str>),
    Vector(CowVec<Value>),
    Map(CowMap<Key, Value>),
}

/// A key of a map.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key {
    Number(i64),
    Text(CowBox<str>),
}

/// From here on not every whole number is a number of the language: 2^53 + 1 is 2^53, so two keys could be one.
const TOO_LARGE: f64 = 9_007_199_254_740_992.0;

thread_local! {
    static CLONES: Cell<u64> = const { Cell::new(0) };
}

/// Returns how often a value has been cloned. A write to a shared vector or map clones the elements of one leaf.
pub(crate) fn clones() -> u64 {
    CLONES.get()
}

impl Clone for Value {
    fn clone(&self) -> Self {
        CLONES.set(CLONES.get() + 1);
        match self {
            Self::Nil => Self::Nil,
            Self::Bool(truth) => Self::Bool(*truth),
            Self::Number(number) => Self::Number(*number),
            Self::Text(text) => Self::Text(text.clone()),
            Self::Vector(vector) => Self::Vector(vector.clone()),
            Self::Map(map) => Self::Map(map.clone()),
        }
    }
}

impl Value {
    /// What it is, in messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Nil => "nil",
            Self::Bool(_) => "a truth value",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::Vector(_) => "a vector",
            Self::Map(_) => "a map",
        }
    }

    /// How many elements a vector or a map has.
    pub(crate) fn elements(&self) -> Option<usize> {
        match self {
            Self::Vector(vector) => Some(vector.len()),
            Self::Map(map) => Some(map.len()),
            _ => None,
        }
    }

    /// What a sum adds up: the elements of a vector, or the bytes of a string.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Vector(vector) => vector.len(),
            Self::Text(text) => text.len(),
            _ => 0,
        }
    }

    /// The element at an index or key, or why there is none.
    pub(crate) fn element(&self, index: &Value) -> Result<&Value, String> {
        match self {
            Self::Vector(vector) => {
                vector.get(index.position(vector.len())?).ok_or_else(|| index.missing())
            }
            Self::Map(map) => map.get(&index.key()?).ok_or_else(|| index.missing()),
            _ => Err(format!("{} has no elements", self.kind())),
        }
    }

    /// The element at an index or key, to be written: copies what other values share of the way to it. A key that is
    /// missing is inserted, with `nil`.
    pub(crate) fn element_mut(&mut self, index: &Value) -> Result<&mut Value, String> {
        match self {
            Self::Vector(vector) => {
                let position = index.position(vector.len())?;
                vector.get_mut(position).ok_or_else(|| index.missing())
            }
            Self::Map(map) => Ok(map.entry(index.key()?).or_insert(Value::Nil)),
            _ => Err(format!("{} has no elements", self.kind())),
        }
    }

    fn missing(&self) -> String {
        format!("there is no element {self:?}")
    }

    fn position(&self, len: usize) -> Result<usize, String> {
        match self {
            Self::Number(number) if number.fract() == 0.0 && (0.0..len as f64).contains(number) => {
                Ok(*number as usize)
            }
            Self::Number(number) => Err(format!("there is no element {number} among {len}")),
            _ => Err(format!("a vector's index is a number, and not {}", self.kind())),
        }
    }

    pub(crate) fn key(&self) -> Result<Key, String> {
        match self {
            Self::Number(number) if number.abs() >= TOO_LARGE => {
                Err(format!("a key is a whole number below 2^53, and not {number}"))
            }
            Self::Number(number) if number.fract() == 0.0 => Ok(Key::Number(*number as i64)),
            Self::Text(text) => Ok(Key::Text(text.clone())),
            _ => Err(format!("a key is a whole number or a string, and not {}", self.kind())),
        }
    }
}

impl From<&Key> for Value {
    fn from(key: &Key) -> Self {
        match key {
            Key::Number(number) => Self::Number(*number as f64),
            Key::Text(text) => Self::Text(text.clone()),
        }
    }
}

/// As it is printed: a string without quotes.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            other => fmt::Debug::fmt(other, f),
        }
    }
}

/// As it is written in a program; maps by their keys in order.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nil => f.write_str("nil"),
            Self::Bool(truth) => write!(f, "{truth}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => {
                write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            }
            Self::Vector(vector) => f.debug_list().entries(vector).finish(),
            Self::Map(map) => {
                let mut entries: Vec<_> = map.iter().collect();
                entries.sort_by(|a, b| a.0.cmp(b.0));
                f.debug_map()
                    .entries(entries.into_iter().map(|(key, value)| (Value::from(key), value)))
                    .finish()
            }
        }
    }
}
