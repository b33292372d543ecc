//! Which server this is, and what of it we remember.
//!
//! Scripts see the family and the version of their server in texts, in how numbers are written and in
//! `redis.REDIS_VERSION`; all of that is decided here once. What can change while the server runs is
//! remembered until the server says that it changed something ([`forget`]).
//!
//! May import `ffi`, `resp`, `text`.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use super::ffi::server_api::{FERROUS_SERVER_7_2, FERROUS_SERVER_7_4};
use super::ffi::{CallFlags, Context, ServerState};
use super::resp::{Item, Reader};
use super::text::{self, Wording};

/// Whose server it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Redis.
    Redis,
    /// Valkey, with its own version: `0xMMmmpp`.
    Valkey(u32),
}

/// The server.
#[derive(Debug)]
pub struct Server {
    /// The version of Redis that it is or follows: `0xMMmmpp`. Valkey says 7.2.4.
    pub version: u32,
    /// Whose it is.
    pub family: Family,
    /// Its texts.
    pub wording: &'static Wording,
}

/// Valkey 8.1: other engines than Lua exist.
const VALKEY_8_1: u32 = 0x080100;
/// Valkey 9.0: slots are moved as a whole.
const VALKEY_9: u32 = 0x090000;
/// Valkey 9.1: Lua has become a module.
const VALKEY_9_1: u32 = 0x090100;

static SERVER: OnceLock<Server> = OnceLock::new();

/// The server that has loaded us; Redis 7.0 where there is none.
pub(super) fn server() -> &'static Server {
    SERVER.get_or_init(|| Server::new(super::ffi::server_api::FERROUS_MIN_SERVER_VERSION, None))
}

/// Finds out which server has loaded us.
pub(super) fn recognise(context: &Context<'_>) -> &'static Server {
    let field = |name| context.info_field(c"server", name).as_deref().map(parse_version);
    // Valkey tells modules its own version.
    let version = field(c"redis_version").unwrap_or_else(|| context.server_version());
    SERVER.get_or_init(|| Server::new(version, field(c"valkey_version")))
}

impl Server {
    fn new(version: u32, valkey: Option<u32>) -> Server {
        let (family, wording) = match valkey {
            Some(valkey) if valkey >= VALKEY_9_1 => (Family::Valkey(valkey), &text::VALKEY_9_1),
            Some(valkey) if valkey >= VALKEY_8_1 => (Family::Valkey(valkey), &text::VALKEY_8_1),
            Some(valkey) => (Family::Valkey(valkey), &text::VALKEY_8),
            None if version >= FERROUS_SERVER_7_4 => (Family::Redis, &text::REDIS_7_4),
            None if version >= FERROUS_SERVER_7_2 => (Family::Redis, &text::REDIS_7_2),
            None => (Family::Redis, &text::REDIS_7_0),
        };
        Server { version, family, wording }
    }

    /// Are numbers written as short as they can be (V11)? Redis 7.0 writes 17 digits.
    pub fn has_short_numbers(&self) -> bool {
        self.version >= FERROUS_SERVER_7_2
    }

    /// Do XREAD and XREADGROUP refuse BLOCK in scripts (X6)?
    pub fn refuses_block(&self) -> bool {
        matches!(self.family, Family::Redis) && self.version < FERROUS_SERVER_7_4
    }

    /// Must it never be given a command with keys of several slots by a script on a cluster (U9)? Valkey
    /// 9.1 remembers the failure and refuses what scripts call from then on.
    pub fn must_not_see_several_slots(&self) -> bool {
        matches!(self.family, Family::Valkey(version) if version >= VALKEY_9_1)
    }

    /// Has SCRIPT the subcommand SHOW (C12)?
    pub fn has_script_show(&self) -> bool {
        matches!(self.family, Family::Valkey(_))
    }

    /// Has it CLUSTER MIGRATESLOTS?
    pub fn has_slot_migration(&self) -> bool {
        matches!(self.family, Family::Valkey(version) if version >= VALKEY_9)
    }

    /// Are native scripts a module's, too? Then of several reasons to refuse a command they are told the
    /// one that the module API names (X1), their engine's name can be had (Y10), and the server sees to
    /// what scripts of any engine do (Y7) and forgets them with their engine.
    pub fn has_scripts_in_a_module(&self) -> bool {
        matches!(self.family, Family::Valkey(version) if version >= VALKEY_9_1)
    }

    /// Does the family's name stand for other engines than Lua in shebangs (S3)?
    pub fn has_engines(&self) -> bool {
        matches!(self.family, Family::Valkey(version) if version >= VALKEY_8_1)
    }
}

/// Is this a node of a cluster? That does not change while a server runs.
pub(super) fn is_cluster(context: &Context<'_>) -> bool {
    static IS_CLUSTER: OnceLock<bool> = OnceLock::new();
    *IS_CLUSTER.get_or_init(|| context.state().is_cluster())
}

/// A version as the server writes it, as a number: `8.1.2` is `0x080102`.
fn parse_version(version: &str) -> u32 {
    let parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0).min(0xFF));
    parts.chain([0, 0, 0]).take(3).fold(0, |number, part| number << 8 | part)
}

/// A version number as the server writes it.
pub(super) fn version_text(version: u32) -> String {
    format!("{}.{}.{}", version >> 16 & 0xFF, version >> 8 & 0xFF, version & 0xFF)
}

// What may change

/// Counts the server's changes.
static CHANGES: AtomicU64 = AtomicU64::new(0);
/// Milliseconds after which a script counts as slow (K2); 0: never.
pub(super) static BUSY_THRESHOLD: Setting = Setting::new(b"busy-reply-threshold", 5000);
/// Does a stale replica serve its data?
pub(super) static SERVES_STALE_DATA: Setting = Setting::new(b"replica-serve-stale-data", 1);
/// Are writes refused after a failed save?
pub(super) static STOP_WRITES: Setting = Setting::new(b"stop-writes-on-bgsave-error", 1);
/// So many replicas must follow for writes; 0: none.
pub(super) static MIN_REPLICAS: Setting = Setting::new(b"min-replicas-to-write", 0);

/// A setting of the server: a number, or 1 for yes. It is remembered until the next change.
#[derive(Debug)]
pub(super) struct Setting {
    name: &'static [u8],
    /// What holds if the server does not tell: its CONFIG may have been given another name.
    default: i64,
    value: AtomicI64,
    /// The server's changes when it was read.
    changes: AtomicU64,
}

impl Setting {
    const fn new(name: &'static [u8], default: i64) -> Setting {
        let changes = AtomicU64::new(u64::MAX);
        Setting { name, default, value: AtomicI64::new(default), changes }
    }

    /// Its value.
    #[inline]
    pub(super) fn get(&self, context: &Context<'_>) -> i64 {
        if self.changes.load(Ordering::Relaxed) != changes() {
            self.read(context);
        }
        self.value.load(Ordering::Relaxed)
    }

    #[cold]
    fn read(&self, context: &Context<'_>) {
        let now = changes();
        let value = config_value(context, self.name).and_then(|value| match &*value {
            b"yes" => Some(1),
            b"no" => Some(0),
            number => std::str::from_utf8(number).ok()?.parse().ok(),
        });
        self.value.store(value.unwrap_or(self.default), Ordering::Relaxed);
        self.changes.store(now, Ordering::Relaxed);
    }
}

/// When this was found to be a master and no node of a cluster.
static LONE_MASTER_OF: AtomicU64 = AtomicU64::new(u64::MAX);

/// The server's configuration, its commands or its role have changed.
pub(super) fn forget() {
    CHANGES.store(CHANGES.load(Ordering::Relaxed).wrapping_add(1), Ordering::Relaxed);
}

/// A number that is another after every change.
pub(super) fn changes() -> u64 {
    CHANGES.load(Ordering::Relaxed)
}

/// What of the server's state depends on its role; the rest may be missing. Costs nothing on a master
/// that is no node of a cluster: there is no role that it could show in, and no master to obey.
#[inline]
pub(super) fn role(context: &Context<'_>) -> ServerState {
    let now = changes();
    if LONE_MASTER_OF.load(Ordering::Relaxed) == now {
        return ServerState::default();
    }
    let state = context.state();
    if !state.is_replica() && !state.is_cluster() {
        LONE_MASTER_OF.store(now, Ordering::Relaxed);
    }
    state
}

/// Does the server keep pointers to commands of ours? It does to what clients have queued behind MULTI,
/// and to the last command of each, and would follow them after they were freed.
pub(super) fn remembers_our_commands(context: &Context<'_>) -> bool {
    let list = context.call(c"CLIENT", CallFlags::default(), None, &[b"LIST"]);
    let list = list.as_ref().and_then(|reply| match Reader::new(reply.protocol()).item() {
        Ok(Item::Bulk(list)) => Some(list),
        _ => None,
    });
    // What cannot be told is taken for the worse.
    list.is_none_or(|list| list.split(|&byte| byte == b'\n').any(holds_a_command))
}

/// The same of a client, by its line in CLIENT LIST.
fn holds_a_command(line: &[u8]) -> bool {
    line.split(|&byte| byte == b' ').any(|field| match field.strip_prefix(b"multi=") {
        Some(queued) => queued != b"-1" && queued != b"0",
        None => field.starts_with(b"cmd=ferrous."),
    })
}

/// The value of a setting of the server.
fn config_value(context: &Context<'_>, name: &[u8]) -> Option<Vec<u8>> {
    let reply = context.call(c"CONFIG", CallFlags::default(), None, &[b"GET", name])?;
    let mut reader = Reader::new(reply.protocol());
    let Item::Array(2) = reader.item().ok()? else { return None };
    let (Item::Bulk(_), Item::Bulk(value)) = (reader.item().ok()?, reader.item().ok()?) else {
        return None;
    };
    Some(value.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_written() {
        assert_eq!(parse_version("8.1.2"), 0x080102);
        assert_eq!(parse_version("9.1"), 0x090100);
        assert_eq!(parse_version("x"), 0);
        assert_eq!(version_text(0x070F0F), "7.15.15");
    }

    #[test]
    fn clients_with_a_command_of_ours_are_told_from_others() {
        assert!(!holds_a_command(b"id=3 name=x multi=-1 cmd=get user=default"));
        assert!(!holds_a_command(b"id=3 name=x multi=0 cmd=multi user=default"));
        assert!(holds_a_command(b"id=3 name=x multi=1 cmd=get user=default"));
        assert!(holds_a_command(b"id=3 name=x multi=-1 cmd=ferrous.script|load"));
        assert!(!holds_a_command(b""));
    }

    #[test]
    fn every_server_has_its_own_words() {
        assert!(std::ptr::eq(Server::new(0x07000F, None).wording, &text::REDIS_7_0));
        assert!(std::ptr::eq(Server::new(0x070207, None).wording, &text::REDIS_7_2));
        assert!(std::ptr::eq(Server::new(0x080006, None).wording, &text::REDIS_7_4));
        assert!(std::ptr::eq(Server::new(0x070204, Some(0x080002)).wording, &text::VALKEY_8));
        assert!(std::ptr::eq(Server::new(0x070204, Some(0x080101)).wording, &text::VALKEY_8_1));
        assert!(std::ptr::eq(Server::new(0x070204, Some(0x090102)).wording, &text::VALKEY_9_1));
    }
}
