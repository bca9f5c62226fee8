//! A backend that counts, fails, waits, and lets others go first.
#![allow(dead_code, reason = "each test uses a part of this")]

use cow_store::backend::{Backend, Memory};
use cow_store::{BackendError, NodeId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// What the next calls do.
#[derive(Default)]
pub(crate) struct Plan {
    /// How many calls there have been.
    pub(crate) calls: u64,
    /// Which call fails, counted from 1; none for 0.
    pub(crate) fails: u64,
    /// How it fails.
    pub(crate) how: How,
    /// Before which call another process does something, and what.
    pub(crate) other: Option<(u64, Box<dyn FnOnce() + Send>)>,
    /// Which nodes have been read, and how often.
    pub(crate) read: BTreeMap<NodeId, u64>,
    /// How many nodes and bytes have been written.
    pub(crate) nodes: usize,
    pub(crate) bytes: usize,
}

/// How a call fails.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum How {
    /// With an error, before it has done anything.
    #[default]
    Before,
    /// With an error, when it has done its work.
    After,
    /// Not at all, but what is read is cut.
    Cut,
    /// Not at all, but late.
    Late,
}

/// All of them.
pub(crate) const EVERY_HOW: [How; 4] = [How::Before, How::After, How::Cut, How::Late];

/// What of an answer can be cut.
trait Cut {
    fn cut(&mut self) {}
}

impl Cut for Option<Vec<u8>> {
    fn cut(&mut self) {
        self.iter_mut().for_each(|bytes| bytes.truncate(bytes.len() / 2));
    }
}

impl Cut for () {}
impl Cut for bool {}
impl Cut for u64 {}
impl<T> Cut for Vec<T> {}

/// Storage in memory, under a plan. Clones are the same.
#[derive(Clone, Default)]
pub(crate) struct Planned {
    pub(crate) memory: Memory,
    /// Whether no other process writes to it.
    pub(crate) alone: bool,
    pub(crate) plan: Arc<Mutex<Plan>>,
}

impl Planned {
    /// Over some storage.
    pub(crate) fn over(memory: Memory) -> Self {
        Self { memory, ..Self::default() }
    }

    /// Does what the plan says.
    fn call<R: Cut>(
        &self,
        work: impl FnOnce() -> Result<R, BackendError>,
    ) -> Result<R, BackendError> {
        let mut plan = self.plan.lock().unwrap();
        plan.calls += 1;
        let calls = plan.calls;
        let how = (calls == plan.fails).then_some(plan.how);
        let other = plan.other.take_if(|(before, _)| *before == calls);
        drop(plan);
        if let Some((_, other)) = other {
            other();
        }
        match how {
            None => work(),
            Some(How::Before) => Err("the call was lost".into()),
            Some(How::After) => work().and(Err("the answer was lost".into())),
            Some(How::Cut) => work().map(|mut answer| {
                answer.cut();
                answer
            }),
            Some(How::Late) => {
                std::thread::sleep(std::time::Duration::from_millis(20));
                work()
            }
        }
    }
}

impl Backend for Planned {
    fn get(&self, id: NodeId) -> Result<Option<Vec<u8>>, BackendError> {
        *self.plan.lock().unwrap().read.entry(id).or_default() += 1;
        self.call(|| self.memory.get(id))
    }
    fn put_batch(&self, commit: u64, nodes: &[(u32, Vec<u8>)]) -> Result<bool, BackendError> {
        {
            let mut plan = self.plan.lock().unwrap();
            plan.nodes += nodes.len();
            plan.bytes += nodes.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
        }
        self.call(|| self.memory.put_batch(commit, nodes))
    }
    fn last_commit(&self) -> Result<u64, BackendError> {
        self.call(|| self.memory.last_commit())
    }
    fn list(&self) -> Result<Vec<(NodeId, u64)>, BackendError> {
        self.call(|| self.memory.list())
    }
    /// A call for each node, for a storage may have deleted some when it fails.
    fn delete(&self, ids: &[NodeId]) -> Result<(), BackendError> {
        ids.iter().try_for_each(|id| self.call(|| self.memory.delete(&[*id])))
    }
    fn get_root(&self, key: &str) -> Result<Option<Vec<u8>>, BackendError> {
        self.call(|| self.memory.get_root(key))
    }
    fn create_root_if_absent(&self, key: &str, value: &[u8]) -> Result<bool, BackendError> {
        self.call(|| self.memory.create_root_if_absent(key, value))
    }
    fn list_roots(&self, prefix: &str, after: &str) -> Result<Vec<String>, BackendError> {
        self.call(|| self.memory.list_roots(prefix, after))
    }
    fn delete_root(&self, key: &str) -> Result<(), BackendError> {
        self.call(|| self.memory.delete_root(key))
    }
    fn is_shared(&self) -> bool {
        !self.alone
    }
}
