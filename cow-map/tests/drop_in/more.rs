// Included twice, see drop_in.rs.

use map::Entry;
use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::ops::Index;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;

/// FNV-1a, as many programs have it.
#[derive(Clone, Copy)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

type FnvMap<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;
type FnvSet<T> = HashSet<T, BuildHasherDefault<Fnv>>;

/// Strings as numbers.
#[derive(Debug, Default, Clone)]
struct Interner {
    ids: FnvMap<Arc<str>, usize>,
    names: Vec<Arc<str>>,
}

impl Interner {
    fn id(&mut self, name: &str) -> usize {
        if let Some((known, &id)) = self.ids.get_key_value(name) {
            assert!(Arc::ptr_eq(known, &self.names[id]));
            return id;
        }
        let name: Arc<str> = name.into();
        let id = self.names.len();
        self.names.push(Arc::clone(&name));
        assert_eq!(self.ids.insert(name, id), None);
        id
    }
}

impl Index<usize> for Interner {
    type Output = str;

    fn index(&self, id: usize) -> &str {
        &self.names[id]
    }
}

/// A build plan: what depends on what, in layers.
fn layers(rules: &[(&str, &[&str])]) -> Result<Vec<Vec<String>>, FnvSet<String>> {
    let mut names = Interner::default();
    let mut waits: FnvMap<usize, FnvSet<usize>> = FnvMap::with_capacity_and_hasher(rules.len(), Default::default());
    let mut needed_by: FnvMap<usize, Vec<usize>> = FnvMap::default();
    for (target, needs) in rules {
        let target = names.id(target);
        let entry = waits.entry(target).or_default();
        entry.extend(needs.iter().map(|need| names.id(need)));
        for need in entry.iter() {
            needed_by.entry(*need).or_default().push(target);
        }
    }
    let mentioned: FnvSet<usize> = needed_by.keys().copied().collect();
    let known: FnvSet<usize> = waits.keys().copied().collect();
    waits.extend(mentioned.difference(&known).map(|&leaf| (leaf, FnvSet::default())).collect::<Vec<_>>());

    let mut plan = Vec::new();
    while !waits.is_empty() {
        let ready: Vec<usize> = waits.extract_if(|_, needs| needs.is_empty()).map(|(id, _)| id).collect();
        if ready.is_empty() {
            return Err(waits.into_keys().map(|id| names[id].to_owned()).collect());
        }
        for id in &ready {
            for user in needed_by.remove(id).unwrap_or_default() {
                let Some(needs) = waits.get_mut(&user) else { continue };
                assert!(needs.remove(id));
            }
        }
        let mut layer: Vec<String> = ready.iter().map(|&id| names[id].to_owned()).collect();
        layer.sort();
        plan.push(layer);
    }
    Ok(plan)
}

#[test]
fn a_build_plan() {
    let rules: &[(&str, &[&str])] = &[
        ("app", &["lib", "net", "log"]),
        ("net", &["sys", "log"]),
        ("lib", &["sys"]),
        ("log", &[]),
    ];
    let plan = layers(rules).unwrap();
    assert_eq!(plan, [vec!["log", "sys"], vec!["lib", "net"], vec!["app"]]);
    let circle = layers(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"])]).unwrap_err();
    assert_eq!(circle, ["a", "b", "c"].map(str::to_owned).into_iter().collect::<FnvSet<_>>());
    assert!(circle.is_superset(&FnvSet::from_iter(["b".to_string()])));
}

/// A cache that forgets what was used least.
struct Cache<K, V> {
    slots: HashMap<K, (u64, V)>,
    clock: u64,
    room: usize,
}

impl<K: Hash + Eq + Clone, V: Clone> Cache<K, V> {
    fn new(room: usize) -> Self {
        Self { slots: HashMap::with_capacity(room), clock: 0, room }
    }

    fn get_or_try_insert<E>(&mut self, key: K, make: impl FnOnce(&K) -> Result<V, E>) -> Result<&mut V, E> {
        self.clock += 1;
        if self.slots.len() >= self.room && !self.slots.contains_key(&key) {
            let oldest = self.slots.iter().min_by_key(|(_, (used, _))| *used).map(|(k, _)| k.clone());
            if let Some(oldest) = oldest {
                self.slots.remove(&oldest);
            }
        }
        let slot = match self.slots.entry(key) {
            Entry::Occupied(slot) => slot.into_mut(),
            Entry::Vacant(slot) => {
                let value = make(slot.key())?;
                slot.insert((0, value))
            }
        };
        slot.0 = self.clock;
        Ok(&mut slot.1)
    }
}

#[test]
fn a_cache() {
    let mut cache: Cache<String, usize> = Cache::new(3);
    let mut made = 0;
    for word in "a bb a ccc dddd a bb ccc a".split(' ') {
        let length = cache.get_or_try_insert(word.to_string(), |key| {
            made += 1;
            Ok::<_, fmt::Error>(key.len())
        });
        assert_eq!(length.copied(), Ok(word.len()));
    }
    // `bb` and `ccc` were forgotten, and made again.
    assert_eq!((made, cache.slots.len()), (6, 3));
    assert_eq!(cache.get_or_try_insert("no".into(), |_| Err("cannot")), Err("cannot"));
    *cache.get_or_try_insert("a".into(), |_| Err(())).unwrap() += 1;
    let mut left: Vec<_> = cache.slots.drain().map(|(k, (_, v))| (k, v)).collect();
    left.sort_unstable();
    assert!(left.contains(&("a".to_string(), 2)) && cache.slots.is_empty());
}

/// Amounts by account, kept by several threads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Ledger {
    balances: HashMap<u32, i64>,
    frozen: HashSet<u32>,
}

#[derive(Debug, PartialEq, Eq)]
enum Refused {
    Unknown(u32),
    Frozen(HashSet<u32>),
    Short { account: u32, by: i64 },
}

impl Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Unknown(account) => write!(f, "no account {account}"),
            Refused::Frozen(accounts) => write!(f, "{} frozen: {accounts:?}", accounts.len()),
            Refused::Short { account, by } => write!(f, "account {account} is short by {by}"),
        }
    }
}

impl std::error::Error for Refused {}

impl Ledger {
    fn transfer(&mut self, from: u32, to: u32, amount: i64) -> Result<(), Refused> {
        let both = HashSet::from([from, to]);
        let frozen = &both & &self.frozen;
        if !frozen.is_empty() {
            return Err(Refused::Frozen(frozen));
        }
        let [Some(source), Some(target)] = self.balances.get_disjoint_mut([&from, &to]) else {
            let account = if self.balances.contains_key(&from) { to } else { from };
            return Err(Refused::Unknown(account));
        };
        if *source < amount {
            return Err(Refused::Short { account: from, by: amount - *source });
        }
        *source -= amount;
        *target += amount;
        Ok(())
    }
}

#[test]
fn a_ledger_in_threads() -> Result<(), Box<dyn std::error::Error>> {
    static SHARED: OnceLock<Mutex<Ledger>> = OnceLock::new();
    let shared = SHARED.get_or_init(|| {
        let balances = (0..50).map(|account| (account, 100)).collect();
        Mutex::new(Ledger { balances, frozen: HashSet::from_iter([7]) })
    });
    let before = shared.lock().unwrap().clone();
    let refused: Vec<Refused> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4_u32)
            .map(|thread| {
                scope.spawn(move || {
                    let steps = (0..if cfg!(miri) { 60 } else { 200 }).map(|i| ((i * 7 + thread) % 50, (i * 11 + thread + 1) % 51));
                    let steps = steps.filter(|(from, to)| from != to);
                    steps.filter_map(|(from, to)| shared.lock().unwrap().transfer(from, to, 3).err()).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let after = shared.lock().unwrap();
    assert_eq!(before.balances.values().sum::<i64>(), after.balances.values().copied().sum());
    assert_eq!(before.balances[&7], after.balances[&7]);
    let changed: BTreeMap<u32, i64> = after
        .balances
        .iter()
        .filter_map(|(account, now)| Some((*account, now - before.balances.get(account)?)))
        .filter(|(_, by)| *by != 0)
        .collect();
    assert!(!changed.is_empty() && !changed.contains_key(&7) && changed.values().sum::<i64>() == 0);
    let kinds: HashSet<bool> = refused.iter().map(|error| matches!(error, Refused::Unknown(50))).collect();
    assert_eq!(kinds, HashSet::from([true, false]));
    assert_eq!(Refused::Frozen([7].into()).to_string(), "1 frozen: {7}");

    let mut copy = Ledger::clone(&after);
    copy.frozen.retain(|account| *account != 7);
    copy.transfer(7, 8, 1)?;
    let short = copy.transfer(8, 7, 10_000).unwrap_err();
    assert!(short.to_string().starts_with("account 8 is short by"), "{short}");
    assert_eq!(copy.frozen.replace(8), None);
    assert_eq!((copy.frozen.take(&8), copy.frozen.get(&8)), (Some(8), None));
    assert_ne!(copy, *after);
    Ok(())
}

/// Without a word of `Hash`, as in std.
fn keep_large<K: Clone, S>(map: &mut HashMap<K, u32, S>, set: &mut HashSet<K, S>) -> Vec<(K, u32)> {
    map.retain(|_, v| *v > 20);
    set.retain(|_| false);
    assert_eq!(set.extract_if(|_| true).count(), 0);
    map.extract_if(|_, v| *v > 30).collect()
}

#[test]
fn removing_where_nothing_is_said_of_the_hasher() {
    let mut map: HashMap<u8, u32> = (0..5).map(|k| (k, 10 * u32::from(k))).collect();
    assert_eq!(keep_large(&mut map, &mut HashSet::from([1, 2])), [(4, 40)]);
    assert_eq!(map, HashMap::from([(3, 30)]));
}
