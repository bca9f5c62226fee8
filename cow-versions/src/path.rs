//! Where in a value something is.

use core::fmt;

/// One step from a value to a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Segment {
    /// A field of a struct or of a variant: its name, or its number in a tuple.
    Field(String),
    /// An entry of a map or an element of a set: the key's `Debug` form.
    Key(String),
    /// An item of a vector.
    Index(usize),
}

/// The way from a value to a part of it. Printed, it looks like the expression: `users["ann"].tags[3]`.
///
/// The empty path, printed as `.`, is the value itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Path {
    /// The last step first, for paths are made from the inside to the outside.
    reversed: Vec<Segment>,
}

impl Path {
    /// Returns the path of the value itself.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the path of the same part in a value of which this one is the part `segment`.
    #[must_use]
    pub fn under(mut self, segment: Segment) -> Self {
        self.reversed.push(segment);
        self
    }

    /// Returns the path in a struct of which this value is the field `name`.
    #[must_use]
    pub fn under_field(self, name: &str) -> Self {
        self.under(Segment::Field(name.to_owned()))
    }

    /// Returns the path in a map where this value is at `key`.
    #[must_use]
    pub fn under_key(self, key: &impl fmt::Debug) -> Self {
        self.under(Segment::Key(format!("{key:?}")))
    }

    /// Returns the path in a vector where this value is at `index`.
    #[must_use]
    pub fn under_index(self, index: usize) -> Self {
        self.under(Segment::Index(index))
    }

    /// Returns the steps, from the outside to the inside.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &Segment> + ExactSizeIterator {
        self.reversed.iter().rev()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.reversed.is_empty() {
            return f.write_str(".");
        }
        for (i, segment) in self.segments().enumerate() {
            match segment {
                Segment::Field(name) if i == 0 => f.write_str(name)?,
                Segment::Field(name) => write!(f, ".{name}")?,
                Segment::Key(key) => write!(f, "[{key}]")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_looks_like_an_expression() {
        let path =
            Path::new().under_index(3).under_field("tags").under_key(&"ann").under_field("users");
        assert_eq!(path.to_string(), r#"users["ann"].tags[3]"#);
        assert_eq!(Path::new().to_string(), ".");
        assert_eq!(Path::new().under_key(&7).to_string(), "[7]");
    }
}
