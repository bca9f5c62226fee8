//! Elements, hashers and checks for the tests of the cow crates. Not published.
//!
//! The collections run code of their users everywhere: `Clone`, `Drop`, `Hash`, `Eq`, `Ord`, closures, iterators.
//! The types here are users that watch, and users that misbehave.
//!
//! | to see that | use |
//! |---|---|
//! | nothing leaks, is dropped twice or read after its drop | [`Ledger`], [`Counted`]; for zero-sized elements [`ZstLedger`], [`Zst`] |
//! | a panic in the k-th call of user code leaves everything whole | [`for_every_k`], [`Fuse`], [`Fused`], [`Call`], [`Maker`]; of versions, [`promises::panics`] |
//! | colliding, biased and differing hashes are survived | [`Seeded`], [`Diverging`], [`Masked`] ([`Constant`], [`LowBitsZero`], [`TopBitsZero`]), [`Identity`], [`Collider`] |
//! | inconsistent `Eq`, `Ord`, `Hash` are survived | [`Chaos`], [`ChaosKey`], [`Cyclic`] |
//! | `insert` keeps the old key | [`Tagged`] |
//! | a type is covariant | [`assert_covariant!`] |
//! | layouts are right for odd sizes | [`Zst`], [`Aligned`], [`Page`] |
//! | loom sees plain memory | `Watched` (only with `--cfg cow_loom`) |
//! | a collection keeps what all of them promise | [`promises!`] |
//! | an operation copies no more nodes than it may | [`nodes!`], [`addresses!`], [`fresh`], [`shared`], [`assert_fresh_at_most`], [`assert_same_nodes`] |
//! | nodes are shown in pre-order, with their elements | [`assert_pre_order`] |
//! | something does not allocate | [`allocations_in`], [`CountingAllocator`] |
//! | nothing recurses deeply | [`on_small_stack`] |
//! | something aborts, and does not merely panic | [`must_abort`]; for want of memory [`must_abort_each`], [`FailingAllocator`] |
//! | a property holds, in as many cases as there is time for | [`cases`] |
//! | a program is rejected, with an error that helps | [`Rejected`] |
//! | no source file imports upward | [`assert_layers`] |
//! | each `unsafe` is accounted for | [`UnsafeCode`] |
//!
//! State belongs to a test, never to the process: tests run in parallel.
//!
//! The elements compose. An element that is counted, panics on demand, and is over-aligned:
//!
//! ```
//! use testkit::{Aligned, Call, Fuse, Fused, Ledger};
//!
//! let ledger = Ledger::new();
//! let fuse = Fuse::new(Call::Clone, 2);
//! let element = Aligned::new(Fused::new(&fuse, ledger.counted(7)));
//! let blown = fuse.run(|| [element.clone(), element.clone()]);
//! assert!(blown.is_err());
//! assert_eq!(ledger.live(), 1);
//! drop(element);
//! ledger.assert_balanced();
//! ```

mod cases;
mod ledger;
mod zst;

mod fuse;

mod hashers;

mod chaos;
mod collider;
mod cyclic;
mod sizes;
mod tagged;
#[cfg(cow_loom)]
mod watched;

mod abort;
mod allocations;
mod nodes;
mod stack;

mod maker;

pub mod promises;

mod covariant;
mod layers;
mod rejected;
mod unsafe_code;

pub use crate::abort::{must_abort, must_abort_each};
pub use crate::allocations::{CountingAllocator, FailingAllocator, allocations_in};
pub use crate::cases::{cases, full, full_or};
pub use crate::chaos::{Chaos, ChaosKey};
pub use crate::collider::Collider;
pub use crate::cyclic::Cyclic;
pub use crate::fuse::{Blown, Call, Fuse, Fused, for_every_k};
pub use crate::hashers::{
    Constant, Diverging, DivergingHasher, Identity, IdentityHasher, LowBitsZero, Masked,
    MaskedHasher, Seeded, TopBitsZero,
};
pub use crate::layers::{assert_layers, upward_imports};
pub use crate::ledger::{Counted, Ledger};
pub use crate::maker::Maker;
pub use crate::nodes::{
    Node, assert_fresh_at_most, assert_pre_order, assert_same_nodes, fresh, shared,
};
pub use crate::rejected::Rejected;
pub use crate::sizes::{Aligned, Page};
pub use crate::stack::on_small_stack;
pub use crate::tagged::Tagged;
pub use crate::unsafe_code::UnsafeCode;
#[cfg(cow_loom)]
pub use crate::watched::Watched;
pub use crate::zst::{Zst, ZstLedger};
