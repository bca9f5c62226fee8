//! Values made of collections.

use crate::collection::Collection;
use crate::error::Error;
use crate::load::Reader;
use crate::save::Writer;

/// What can be saved as a version: a collection, or something made of several.
///
/// Every collection of the family is one, and so are tuples of up to six values. A struct writes and reads its fields in
/// the same order:
///
/// ```
/// use cow_store::{Error, Reader, Store, StoredState, Value, Writer, backend::Memory};
/// use cow_map::CowMap;
/// use cow_vec::CowVec;
///
/// #[derive(Clone, PartialEq, Debug)]
/// struct Ledger {
///     balances: CowMap<String, i64, StoredState>,
///     log: CowVec<String>,
/// }
///
/// impl Value for Ledger {
///     fn write(&self, to: &mut Writer<'_>) -> Result<(), Error> {
///         self.balances.write(to)?;
///         self.log.write(to)
///     }
///
///     fn read(from: &mut Reader<'_>) -> Result<Self, Error> {
///         Ok(Self { balances: Value::read(from)?, log: Value::read(from)? })
///     }
/// }
///
/// let mut ledger = Ledger { balances: CowMap::default(), log: CowVec::new() };
/// ledger.balances.insert("rent".into(), -900);
/// ledger.log.push("rent paid".into());
///
/// let store = Store::open(Memory::new())?;
/// let id = store.save(&ledger)?;
/// assert_eq!(store.load::<Ledger>(id)?, ledger);
/// # Ok::<(), Error>(())
/// ```
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
    ($($name:ident)*) => {
        impl<$($name: Value),*> Value for ($($name,)*) {
            #[allow(non_snake_case, reason = "a type and its field have one name in this macro")]
            fn write(&self, to: &mut Writer<'_>) -> Result<(), Error> {
                let ($($name,)*) = self;
                $($name.write(to)?;)*
                Ok(())
            }

            fn read(from: &mut Reader<'_>) -> Result<Self, Error> {
                Ok(($($name::read(from)?,)*))
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
