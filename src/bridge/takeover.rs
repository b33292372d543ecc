//! Takeover: plain `EVAL` and its kin reach this engine, and no client has to change.
//!
//! While the option is on, a command filter gives those commands the names of ours. It sees what any
//! client sends, logged in or not, so all it does is rename, and only what native would not refuse for
//! its form: errors of arity and unknown subcommands stay native. So do `FUNCTION` and `FCALL`,
//! `SCRIPT DEBUG` and the script that is then debugged, and `SCRIPT KILL` while none of our scripts runs.
//!
//! May import `control`, `engine`, `ffi`, `guard`, `server`, `stats`, `text`.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use fragile::Fragile;
use parking_lot::Mutex;

use super::control;
use super::engine;
use super::ffi::{self, CommandName, Context, Filter, FilteredCommand, Line, LogLevel, Renamer};
use super::guard::{self, Place};
use super::server::server;
use super::stats::STATS;
use super::text;

/// What a command is about, as far as it decides whether we take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// It runs a script by its text.
    ByText,
    /// It runs a script by its digest.
    ByDigest,
    /// The container.
    Script,
}

/// A command that is taken over.
struct Row {
    plain: Name,
    kind: Kind,
    ours: CommandName,
}

const fn row(plain: &'static [u8], ours: &'static [u8], kind: Kind) -> Row {
    Row { plain: Name::new(plain), kind, ours: CommandName::new(ours) }
}

/// A name in capitals and its length, so that names are compared at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Name([u8; 16]);

impl Name {
    /// Nobody's if it is longer than any of ours.
    #[expect(clippy::cast_possible_truncation, reason = "at most 15")]
    #[inline]
    const fn new(name: &[u8]) -> Name {
        let mut bytes = [0; 16];
        if let Some((letters, [.., len])) = bytes.split_at_mut_checked(name.len()) {
            letters.copy_from_slice(name);
            *len = name.len() as u8;
        }
        bytes.make_ascii_uppercase();
        Name(bytes)
    }
}

static ROWS: [Row; 5] = [
    row(b"EVALSHA", b"FERROUS.EVALSHA", Kind::ByDigest),
    row(b"EVAL", b"FERROUS.EVAL", Kind::ByText),
    row(b"EVALSHA_RO", b"FERROUS.EVALSHA_RO", Kind::ByDigest),
    row(b"EVAL_RO", b"FERROUS.EVAL_RO", Kind::ByText),
    row(b"SCRIPT", b"FERROUS.SCRIPT", Kind::Script),
];

/// Least number of words with which native runs a script.
const LEAST_OF_EVAL: usize = 3;

/// The filter, from loading to unloading.
static FILTER: Mutex<Option<Fragile<Filter<Plain>>>> = Mutex::new(None);

/// Gets ready to be switched on. False if there is no memory for it.
pub(super) fn prepare(context: &Context<'_>) -> bool {
    let filter = context.filter();
    let ready = filter.is_some();
    *FILTER.lock() = filter.map(Fragile::new);
    ready
}

/// Gives everything back.
pub(super) fn end() {
    *FILTER.lock() = None;
    ROWS.iter().for_each(|row| row.ours.release());
}

/// Takes the plain commands over, or gives them back to native.
///
/// # Errors
/// Why that cannot be; then everything is as it was, and if they were to be taken over, the log says
/// so.
pub(super) fn set(on: bool) -> Result<(), &'static str> {
    let done = if on { start() } else { switch(false) };
    if let (true, Err(why)) = (on, done) {
        let line = [text::TAKEOVER_STAYS_OFF, why].concat();
        ffi::log(LogLevel::Warning, &Line::new(line.as_bytes()));
    }
    done
}

fn start() -> Result<(), &'static str> {
    match guard::fence(Place::StartEngine, engine::create) {
        Some(Ok(())) => switch(true),
        Some(Err(unavailable)) => Err(text::without_code(unavailable.text())),
        None => Err(text::INTERNAL_ERROR_OF_OPTION),
    }
}

fn switch(on: bool) -> Result<(), &'static str> {
    // Nobody holds the lock for longer than it takes to switch.
    let mut filter = FILTER.try_lock().ok_or(text::NO_FILTER)?;
    let filter = filter.as_mut().and_then(|filter| filter.try_get_mut().ok());
    if filter.is_some_and(|filter| filter.switch(on)) { Ok(()) } else { Err(text::NO_FILTER) }
}

/// Tells plain scripting commands from others, and which of them are ours.
#[derive(Debug)]
struct Plain;

impl Renamer for Plain {
    #[inline]
    fn concerns(name: &[u8]) -> bool {
        match name {
            [b'E' | b'e', b'V' | b'v', ..] => matches!(name.len(), 4 | 7 | 10),
            [b'S' | b's', b'C' | b'c', ..] => name.len() == 6,
            _ => false,
        }
    }

    #[inline]
    fn rename(name: &[u8], command: &FilteredCommand<'_>) -> Option<&'static CommandName> {
        let name = Name::new(name);
        let row = ROWS.iter().find(|row| row.plain == name)?;
        let is_ours = guard::fence(Place::Filter, || match row.kind {
            Kind::Script => is_ours(command),
            _ if command.len() < LEAST_OF_EVAL => false,
            kind => !debuggers::were_there() || !debuggers::takes(command.client(), kind),
        });
        is_ours.unwrap_or(false).then(|| {
            STATS.taken_over.add_one();
            &row.ours
        })
    }
}

/// Is a `SCRIPT` command ours?
#[inline(never)]
fn is_ours(command: &FilteredCommand<'_>) -> bool {
    let (words, subcommand) = (command.len(), command.word(1));
    let is = |name: &[u8]| subcommand.eq_ignore_ascii_case(name);
    if is(b"LOAD") {
        words == 3
    } else if is(b"EXISTS") {
        words >= 3
    } else if is(b"FLUSH") {
        words >= 2
    } else if is(b"KILL") {
        words == 2 && control::is_running()
    } else if is(b"SHOW") {
        words == 3 && server().has_script_show()
    } else {
        if is(b"DEBUG") && words == 3 {
            debuggers::note(command.client(), command.word(2));
        }
        false
    }
}

/// Clients whose next script native's debugger will run.
///
/// A server before 7.2 does not tell who sends a command; there the next `EVAL` of anybody is taken for the
/// one to debug.
mod debuggers {
    use super::{AtomicU64, AtomicUsize, Kind, Ordering};

    /// Those who are remembered; the oldest is forgotten for one more.
    const MOST: usize = 8;
    /// No client has this number.
    const NOBODY: u64 = u64::MAX;
    /// Stands for every client.
    const ANYBODY: u64 = 0;

    static CLIENTS: [AtomicU64; MOST] = [const { AtomicU64::new(NOBODY) }; MOST];
    static NEXT: AtomicUsize = AtomicUsize::new(0);

    fn find(client: u64) -> Option<&'static AtomicU64> {
        CLIENTS.iter().find(|slot| slot.load(Ordering::Relaxed) == client)
    }

    /// Has any client ever begun to debug?
    #[inline]
    pub(super) fn were_there() -> bool {
        NEXT.load(Ordering::Relaxed) > 0
    }

    /// A client has sent `SCRIPT DEBUG` with this word.
    #[cold]
    pub(super) fn note(client: Option<u64>, word: &[u8]) {
        let client = client.unwrap_or(ANYBODY);
        let begins = word.eq_ignore_ascii_case(b"YES") || word.eq_ignore_ascii_case(b"SYNC");
        if begins && find(client).is_none() {
            let next = NEXT.load(Ordering::Relaxed);
            NEXT.store(next.wrapping_add(1), Ordering::Relaxed);
            if let Some(slot) = CLIENTS.get(next % MOST) {
                slot.store(client, Ordering::Relaxed);
            }
        } else if word.eq_ignore_ascii_case(b"NO")
            && let Some(slot) = find(client)
        {
            slot.store(NOBODY, Ordering::Relaxed);
        }
    }

    /// Does native's debugger take the script that a client sends? It takes one, by its text; a digest it
    /// refuses.
    #[cold]
    pub(super) fn takes(client: Option<u64>, kind: Kind) -> bool {
        let Some(slot) = find(client.unwrap_or(ANYBODY)) else { return false };
        if kind == Kind::ByText {
            slot.store(NOBODY, Ordering::Relaxed);
        }
        kind == Kind::ByText || client.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_passes_the_quick_look() {
        for row in &ROWS {
            let plain = row.plain.0.split(|&byte| byte == 0).next().unwrap();
            assert!(Plain::concerns(plain) && Plain::concerns(&plain.to_ascii_lowercase()));
            assert_eq!(row.plain, Name::new(&plain.to_ascii_lowercase()));
        }
        for other in [&b""[..], b"E", b"GET", b"SELECT", b"ECHO", b"SCAN", b"FERROUS.EVAL"] {
            assert!(!Plain::concerns(other), "{}", other.escape_ascii());
        }
    }

    #[test]
    fn a_name_is_all_of_its_bytes() {
        for other in [&b"EVAL\0\0\0"[..], b"EVAL\x7fRO", b"EVALSHA_RO_RO_RO_RO", b"", b"EVAM"] {
            assert!(
                ROWS.iter().all(|row| row.plain != Name::new(other)),
                "{}",
                other.escape_ascii()
            );
        }
    }

    #[test]
    fn the_next_script_of_a_debugger_is_native() {
        let (me, other) = (Some(7), Some(8));
        debuggers::note(me, b"yes");
        assert!(!debuggers::takes(other, Kind::ByText));
        assert!(debuggers::takes(me, Kind::ByDigest));
        assert!(debuggers::takes(me, Kind::ByText));
        assert!(!debuggers::takes(me, Kind::ByText));
        debuggers::note(me, b"SYNC");
        debuggers::note(me, b"no");
        assert!(!debuggers::takes(me, Kind::ByText));
        debuggers::note(None, b"YES");
        assert!(!debuggers::takes(None, Kind::ByDigest), "that of another, most likely");
        assert!(debuggers::takes(None, Kind::ByText));
    }
}
