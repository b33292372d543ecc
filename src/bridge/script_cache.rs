//! Compiled scripts, found by their digest or by their text.
//!
//! EVALSHA looks a script up by the bytes of its digest. EVAL looks for the text by a seeded hash and
//! compares all of it, so that SHA-1 is computed once, when a text is first seen. Scripts that EVAL has
//! brought in are bounded by number and bytes, and the one that was not run for longest goes first;
//! those that SCRIPT LOAD has brought in stay (parity H1 to H4).
//!
//! Invariant: a script is in `by_text`, and in one of `evictable` and `pinned`.
//!
//! May import `config`, `digest`, `script`, `stats`.

use std::hash::BuildHasher;
use std::rc::Rc;

use foldhash::quality::RandomState;
use hashbrown::{HashMap, HashTable};
use lru::LruCache;

use super::config;
use super::digest::{Digest, HexDigest};
use super::script::Script;
use super::stats::STATS;

/// The scripts that are known.
pub(super) struct ScriptCache {
    /// Seeded: clients choose what is hashed.
    hasher: RandomState,
    evictable: LruCache<Digest, Rc<Script>, RandomState>,
    pinned: HashMap<Digest, Rc<Script>, RandomState>,
    by_text: HashTable<Rc<Script>>,
    /// What EVALSHA found last, as long as no other script was used since.
    last: Option<(HexDigest, Rc<Script>)>,
    /// Bytes of the evictable scripts, and of all.
    evictable_bytes: usize,
    bytes: usize,
}

impl Default for ScriptCache {
    fn default() -> Self {
        let hasher = RandomState::default();
        ScriptCache {
            evictable: LruCache::unbounded_with_hasher(hasher.clone()),
            pinned: HashMap::with_hasher(hasher.clone()),
            by_text: HashTable::new(),
            last: None,
            hasher,
            evictable_bytes: 0,
            bytes: 0,
        }
    }
}

impl ScriptCache {
    /// The hash by which [`ScriptCache::find_text`] looks.
    #[inline]
    pub(super) fn hash(&self, text: &[u8]) -> u64 {
        self.hasher.hash_one(text)
    }

    /// The script of this text, given its hash; it counts as used.
    #[inline]
    pub(super) fn find_text(&mut self, text: &[u8], hash: u64) -> Option<Rc<Script>> {
        let same = |script: &Rc<Script>| script.body_hash == hash && *script.body == *text;
        let script = Rc::clone(self.by_text.find(hash, same)?);
        self.last = None;
        self.evictable.promote(&script.digest);
        Some(script)
    }

    /// The script with this digest, in hexadecimal; it counts as used.
    #[inline]
    pub(super) fn find(&mut self, hex: &[u8]) -> Option<Rc<Script>> {
        if let Some((known, script)) = &self.last
            && known == hex
        {
            return Some(Rc::clone(script));
        }
        self.find_another(hex)
    }

    /// The same of another script than the last one.
    #[inline(never)]
    fn find_another(&mut self, hex: &[u8]) -> Option<Rc<Script>> {
        let digest = Digest::from_hex(hex)?;
        let script = self.evictable.get(&digest).or_else(|| self.pinned.get(&digest))?;
        self.last = Some((hex.try_into().ok()?, Rc::clone(script)));
        Some(Rc::clone(script))
    }

    /// The script with this digest, without counting as used.
    pub(super) fn peek(&self, digest: &Digest) -> Option<&Rc<Script>> {
        self.evictable.peek(digest).or_else(|| self.pinned.get(digest))
    }

    /// Keeps a new script, and drops those that make room for it: they are given to `dropped`. A script
    /// larger than the whole cache is not kept; false.
    pub(super) fn insert(&mut self, script: Rc<Script>, dropped: impl FnMut(&Script)) -> bool {
        if config::SCRIPT_CACHE_MAX_BYTES.limit().is_some_and(|max| count(script.bytes()) > max) {
            return false;
        }
        self.last = None;
        self.bytes += script.bytes();
        self.evictable_bytes += script.bytes();
        self.add_text(&script);
        self.evictable.put(script.digest, script);
        self.evict(dropped);
        self.publish();
        true
    }

    /// Keeps a new script for good.
    pub(super) fn insert_pinned(&mut self, script: Rc<Script>) {
        self.bytes += script.bytes();
        self.add_text(&script);
        self.pinned.insert(script.digest, script);
        self.publish();
    }

    /// Keeps a script for good that is here already.
    pub(super) fn pin(&mut self, digest: &Digest) {
        if let Some(script) = self.evictable.pop(digest) {
            self.evictable_bytes = self.evictable_bytes.saturating_sub(script.bytes());
            self.pinned.insert(*digest, script);
            self.publish();
        }
    }

    /// Drops all scripts: they are given to `dropped`.
    pub(super) fn clear(&mut self, mut dropped: impl FnMut(&Script)) {
        self.last = None;
        self.by_text.drain().for_each(|script| dropped(&script));
        self.by_text.shrink_to(0, |script| script.body_hash);
        self.evictable.clear();
        self.evictable = LruCache::unbounded_with_hasher(self.hasher.clone());
        self.pinned = HashMap::with_hasher(self.hasher.clone());
        (self.evictable_bytes, self.bytes) = (0, 0);
        self.publish();
    }

    fn add_text(&mut self, script: &Rc<Script>) {
        self.by_text.insert_unique(script.body_hash, Rc::clone(script), |known| known.body_hash);
    }

    /// Drops scripts until the bounds hold, but for the one that was used last.
    fn evict(&mut self, mut dropped: impl FnMut(&Script)) {
        let max_scripts = config::SCRIPT_CACHE_MAX_SCRIPTS.limit().unwrap_or(u64::MAX);
        let max_bytes = config::SCRIPT_CACHE_MAX_BYTES.limit().unwrap_or(u64::MAX);
        while self.evictable.len() > 1
            && (count(self.evictable.len()) > max_scripts
                || count(self.evictable_bytes) > max_bytes)
        {
            let Some((_, script)) = self.evictable.pop_lru() else { return };
            self.evictable_bytes = self.evictable_bytes.saturating_sub(script.bytes());
            self.bytes = self.bytes.saturating_sub(script.bytes());
            let same = |known: &Rc<Script>| Rc::ptr_eq(known, &script);
            if let Ok(entry) = self.by_text.find_entry(script.body_hash, same) {
                entry.remove();
            }
            STATS.cache_evictions.add_one();
            dropped(&script);
        }
    }

    fn publish(&self) {
        STATS.scripts_cached.set_count(self.evictable.len() + self.pinned.len());
        STATS.scripts_pinned.set_count(self.pinned.len());
        STATS.scripts_bytes.set_count(self.bytes);
    }
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::server::server;
    use super::*;

    fn script(cache: &ScriptCache, text: &str) -> Rc<Script> {
        let hash = cache.hash(text.as_bytes());
        Rc::new(Script::compile(text.as_bytes(), hash, server()).unwrap())
    }

    fn find(cache: &mut ScriptCache, text: &str) -> bool {
        let hash = cache.hash(text.as_bytes());
        cache.find_text(text.as_bytes(), hash).is_some()
    }

    #[test]
    fn the_script_unused_for_longest_makes_room_and_pinned_ones_stay() {
        let mut cache = ScriptCache::default();
        cache.insert_pinned(script(&cache, "return 'pinned'"));
        let max = usize::try_from(config::SCRIPT_CACHE_MAX_SCRIPTS.get()).unwrap();
        let text = |n: usize| format!("return {n}");
        let mut dropped = Vec::new();
        for n in 0..max {
            assert!(cache.insert(script(&cache, &text(n)), |_| panic!("there is room")));
        }
        assert!(find(&mut cache, &text(0)), "and is used by that");
        cache.insert(script(&cache, &text(max)), |script| dropped.push(script.body.to_vec()));
        assert_eq!(dropped, [text(1).into_bytes()]);
        assert!(!find(&mut cache, &text(1)));
        assert!(find(&mut cache, &text(0)) && find(&mut cache, "return 'pinned'"));

        let digest = Digest::of(text(2).as_bytes());
        cache.pin(&digest);
        for n in 0..max {
            cache.insert(script(&cache, &format!("return -{n}")), |_| ());
        }
        assert!(cache.find(&digest.to_hex()).is_some());
        assert_eq!(cache.evictable.len(), max);
        assert_eq!(cache.by_text.len(), cache.evictable.len() + cache.pinned.len());

        let mut count = 0;
        cache.clear(|_| count += 1);
        assert_eq!((count, cache.bytes, cache.evictable_bytes), (max + 2, 0, 0));
        assert!(cache.peek(&digest).is_none() && cache.by_text.is_empty());
    }
}
