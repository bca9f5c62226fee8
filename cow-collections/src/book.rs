//! The code blocks of the README and of the book, compiled and run.

#[doc = include_str!("../../README.md")]
struct Repository;

#[doc = include_str!("../README.md")]
struct Readme;

#[doc = include_str!("../../docs/book/src/why.md")]
struct Why;

#[doc = include_str!("../../docs/book/src/steps.md")]
struct Steps;

#[doc = include_str!("../../docs/book/src/which-type.md")]
struct WhichType;

#[doc = include_str!("../../docs/book/src/costs.md")]
struct Costs;

#[doc = include_str!("../../docs/book/src/from-std.md")]
struct FromStd;

#[doc = include_str!("../../docs/book/src/from-im.md")]
struct FromIm;

#[doc = include_str!("../../docs/book/src/migration.md")]
struct Migration;

#[doc = include_str!("../../docs/book/src/threads.md")]
struct Threads;

#[doc = include_str!("../../docs/book/src/snapshots.md")]
struct Snapshots;

#[doc = include_str!("../../docs/book/src/uses.md")]
struct Uses;

#[doc = include_str!("../../docs/book/src/when-not.md")]
struct WhenNot;

#[cfg(all(feature = "store", feature = "versions"))]
#[doc = include_str!("../../docs/book/src/on-disk.md")]
struct OnDisk;

#[cfg(feature = "text")]
#[doc = include_str!("../../docs/book/src/from-ropey.md")]
struct FromRopey;

#[cfg(all(feature = "text", feature = "versions"))]
#[doc = include_str!("../../docs/book/src/text.md")]
struct Text;
