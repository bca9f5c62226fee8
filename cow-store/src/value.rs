//! Values made of collections.

use crate::collection::Collection;
use crate::error::Error;
use crate::load::Reader;
use crate::save::Writer;

/// What can be saved as a version: a collection, or something made of several.
///
/// Every collection of the family is one, and so are tuples of up to six values. A struct of values derives it, and so that
/// of plain fields, which serde writes anew with each version:
///
#[cfg_attr(feature = "derive", doc = "```")]
#[cfg_attr(not(feature = "derive"), doc = "```ignore")]
/// use cow_map::CowMap;
/// use cow_store::{Store, StoredState, Value, backend::Memory};
/// use cow_vec::CowVec;
///
/// #[derive(Clone, PartialEq, Debug, Value)]
/// struct Ledger {
///     balances: CowMap<String, i64, StoredState>,
///     log: CowVec<String>,
///     #[cow(whole)]
///     owner: String,
/// }
///
/// let mut ledger = Ledger { balances: CowMap::default(), log: CowVec::new(), owner: "ann".into() };
/// ledger.balances.insert("rent".into(), -900);
/// ledger.log.push("rent paid".into());
///
/// let store = Store::open(Memory::new())?;
/// let id = store.save(&ledger)?;
/// assert_eq!(store.load::<Ledger>(id)?, ledger);
/// # Ok::<(), cow_store::Error>(())
/// ```
///
/// By hand, fields are written and read in the same order:
///
/// ```
/// # use cow_store::{Error, Reader, Value, Writer};
/// # use cow_vec::CowVec;
/// struct Log {
///     lines: CowVec<String>,
///     limit: u64,
/// }
///
/// impl Value for Log {
///     fn write(&self, to: &mut Writer<'_>) -> Result<(), Error> {
///         self.lines.write(to)?;
///         to.plain(&self.limit)
///     }
///
///     fn read(from: &mut Reader<'_>) -> Result<Self, Error> {
///         Ok(Self { lines: Value::read(from)?, limit: from.plain()? })
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be saved as a version",
    label = "not a `Value`",
    note = "collections are values if their elements are `Serialize`, `DeserializeOwned`, `Clone`, `Send`, `Sync` and `'static`; derive `Value` for structs of them, and put `#[cow(whole)]` on fields that serde writes"
)]
pub trait Value: Sized {
    /// Writes all collections, one after the other.
    ///
    /// # Errors
    /// Those of `to`.
    fn write(&self, to: &mut Writer<'_>) -> Result<(), Error>;

    /// Reads all collections, in the order in which they have been written.
    ///
    /// # Errors
    /// Those of `from`.
    fn read(from: &mut Reader<'_>) -> Result<Self, Error>;
}

impl<C: Collection> Value for C {
    fn write(&self, to: &mut Writer<'_>) -> Result<(), Error> {
        to.collection(self)
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Error> {
        from.collection()
    }
}

/// Nothing.
impl Value for () {
    fn write(&self, _: &mut Writer<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn read(_: &mut Reader<'_>) -> Result<Self, Error> {
        Ok(())
    }
}

macro_rules! tuples {
    ($($T:ident $value:ident)*) => {
        impl<$($T: Value),*> Value for ($($T,)*) {
            fn write(&self, to: &mut Writer<'_>) -> Result<(), Error> {
                let ($($value,)*) = self;
                $($value.write(to)?;)*
                Ok(())
            }

            fn read(from: &mut Reader<'_>) -> Result<Self, Error> {
                Ok(($($T::read(from)?,)*))
            }
        }
    };
}

tuples!(A a);
tuples!(A a B b);
tuples!(A a B b C c);
tuples!(A a B b C c D d);
tuples!(A a B b C c D d E e);
tuples!(A a B b C c D d E e F f);
