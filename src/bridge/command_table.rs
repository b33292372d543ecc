//! What we must know of the server's commands that it does not tell when it runs them.
//!
//! Whether a command writes (it makes its script unkillable, and native stops some checks after it), and
//! whether scripts may run it (after a write the server is not asked for that any more). Asked of the
//! server once for each name and remembered until its modules change. A few commands behave otherwise
//! in scripts, and a module has to see to that: they are listed here too.
//!
//! May import `ffi`, `resp`, `server`.

use std::ffi::CString;
use std::rc::Rc;

use foldhash::quality::RandomState;
use hashbrown::HashMap;

use super::ffi::{CallFlags, Context};
use super::resp::{Item, Malformed, Reader};
use super::server;

/// Longest name of a command or a subcommand that is asked for.
const MAX_NAME: usize = 64;
/// Most names that are remembered: a name has many spellings.
const MAX_KNOWN: usize = 4_096;
/// Places for commands that are found without hashing.
const RECENT: usize = 32;

/// A command that needs care in scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// None.
    None,
    /// Holds for the rest of the script (X8).
    Select,
    /// Sets come out sorted (X5).
    Sort,
    /// Does not block (X6).
    Xread,
    /// May be replicated, so a script that only reads may not call it (S14).
    MayReplicate,
}

/// The commands that need care.
const CARES: &[(&[u8], Care)] = &[
    (b"select", Care::Select),
    (b"sort", Care::Sort),
    (b"sort_ro", Care::Sort),
    (b"xread", Care::Xread),
    (b"xreadgroup", Care::Xread),
    (b"publish", Care::MayReplicate),
    (b"spublish", Care::MayReplicate),
    (b"pfcount", Care::MayReplicate),
];

/// What is known of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Traits {
    /// Words that it has, itself included; at least so many if negative.
    pub arity: i64,
    /// It writes.
    pub writes: bool,
    /// Scripts may not run it.
    pub no_script: bool,
    /// It runs on stale data.
    pub stale: bool,
    /// It has subcommands, which are what counts.
    pub is_container: bool,
    /// See [`Care`].
    pub care: Care,
}

/// A command that the server has.
#[derive(Debug)]
pub(super) struct Known {
    /// Its first word as the script spells it, for the server.
    pub name: CString,
    /// What is known of it, or of its subcommand.
    pub traits: Traits,
}

impl Traits {
    /// Is there nothing about the command that its script's own permissions do not tell?
    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        !self.no_script && self.care == Care::None
    }

    /// May the command have so many words? The server's own check, which comes before all others.
    pub(super) fn fits(&self, words: usize) -> bool {
        let words = i64::try_from(words).unwrap_or(i64::MAX);
        if self.arity < 0 { words >= -self.arity } else { words == self.arity }
    }
}

/// Where a name is among the recent ones.
#[inline]
fn recent_place(name: &[u8]) -> usize {
    let end = |byte: Option<&u8>| byte.map_or(0, |&byte| usize::from(byte));
    (end(name.first()) + end(name.last()) * 3 + name.len() * 7) % RECENT
}

/// The commands that scripts have called, by name as they spell it.
#[derive(Debug, Default)]
pub(super) struct CommandTable {
    known: HashMap<Box<[u8]>, Rc<Known>, RandomState>,
    /// Some of the last, those with subcommands not among them. See [`recent_place`].
    recent: [Option<Rc<Known>>; RECENT],
    /// The server's changes when the table was begun.
    changes: u64,
}

impl CommandTable {
    /// The command that these words are. `None` if the server has none of that name.
    #[inline]
    pub(super) fn find(&mut self, context: &Context<'_>, words: &[&[u8]]) -> Option<Rc<Known>> {
        let (name, rest) = words.split_first()?;
        if self.changes == server::changes()
            && let Some(Some(known)) = self.recent.get(recent_place(name))
            && known.name.to_bytes() == *name
        {
            return Some(Rc::clone(known));
        }
        // What is asked for so is a subcommand, which no script calls by that name.
        if name.contains(&b'|') {
            return None;
        }
        let known = self.find_name(context, name, name)?;
        if !known.traits.is_container {
            if let Some(place) = self.recent.get_mut(recent_place(name)) {
                *place = Some(Rc::clone(&known));
            }
            return Some(known);
        }
        let Some(word) = rest.first() else { return Some(known) };
        let is_name = word.len() <= MAX_NAME;
        let full_name = is_name.then(|| [*name, *word].join(&b'|'))?;
        self.find_name(context, &full_name, name)
    }

    #[inline]
    fn find_name(
        &mut self,
        context: &Context<'_>,
        full_name: &[u8],
        first: &[u8],
    ) -> Option<Rc<Known>> {
        if self.changes == server::changes()
            && let Some(known) = self.known.get(full_name)
        {
            return Some(Rc::clone(known));
        }
        self.ask(context, full_name, first)
    }

    #[cold]
    fn ask(&mut self, context: &Context<'_>, full_name: &[u8], first: &[u8]) -> Option<Rc<Known>> {
        if self.changes != server::changes() || self.known.len() >= MAX_KNOWN {
            self.known.clear();
            self.recent = [const { None }; RECENT];
            self.changes = server::changes();
        }
        if full_name.len() > MAX_NAME * 2 {
            return None;
        }
        let args = [&b"INFO"[..], full_name];
        let reply = context.call(c"COMMAND", CallFlags::default(), None, &args)?;
        let is_name = |row: &&(&[u8], Care)| row.0.eq_ignore_ascii_case(full_name);
        let care = CARES.iter().find(is_name).map_or(Care::None, |row| row.1);
        let traits = read_traits(reply.protocol(), care).ok()??;
        let known = Rc::new(Known { name: CString::new(first).ok()?, traits });
        self.known.insert(full_name.into(), Rc::clone(&known));
        Some(known)
    }
}

/// The traits in a reply of COMMAND INFO: a list of one command, which is a list of name, arity, flags
/// and six more, the last of them the subcommands. `None` if there is no such command.
fn read_traits(protocol: &[u8], care: Care) -> Result<Option<Traits>, Malformed> {
    /// Elements between the flags and the subcommands: first, last and step of keys, categories, tips,
    /// key specs.
    const UP_TO_SUBCOMMANDS: usize = 6;
    let mut reader = Reader::new(protocol);
    let (Item::Array(1), Item::Array(fields)) = (reader.item()?, reader.item()?) else {
        return Ok(None);
    };
    reader.skip(1)?;
    let Item::Integer(arity) = reader.item()? else { return Err(Malformed) };
    let mut traits =
        Traits { arity, writes: false, no_script: false, stale: false, is_container: false, care };
    let (Item::Array(flags) | Item::Set(flags)) = reader.item()? else { return Err(Malformed) };
    for _ in 0..flags {
        match reader.item()? {
            Item::Status(b"write") => traits.writes = true,
            Item::Status(b"noscript") => traits.no_script = true,
            Item::Status(b"stale") => traits.stale = true,
            _ => (),
        }
    }
    if fields > 3 + UP_TO_SUBCOMMANDS {
        reader.skip(UP_TO_SUBCOMMANDS)?;
        traits.is_container = matches!(reader.item()?, Item::Array(n) if n > 0);
    }
    Ok(Some(traits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traits_are_read_from_the_description_of_a_command() {
        let get = b"*1\r\n*10\r\n$3\r\nget\r\n:2\r\n*2\r\n+readonly\r\n+fast\r\n:1\r\n:1\r\n:1\r\n\
            *1\r\n+@read\r\n*0\r\n*0\r\n*0\r\n";
        let traits = read_traits(get, Care::None).unwrap().unwrap();
        assert!(!traits.writes && !traits.no_script && !traits.is_container);
        assert!(traits.fits(2) && !traits.fits(1) && !traits.fits(3));
        let group =
            b"*1\r\n*10\r\n$6\r\nxgroup\r\n:-2\r\n*2\r\n+write\r\n+noscript\r\n:0\r\n:0\r\n\
            :0\r\n*0\r\n*0\r\n*0\r\n*1\r\n*1\r\n:1\r\n";
        let traits = read_traits(group, Care::Sort).unwrap().unwrap();
        assert!(traits.writes && traits.no_script && traits.is_container);
        assert!(traits.fits(2) && traits.fits(3) && !traits.fits(1));
        assert_eq!(traits.care, Care::Sort);
        assert_eq!(read_traits(b"*1\r\n*-1\r\n", Care::None), Ok(None));
        assert_eq!(read_traits(b"*1\r\n$-1\r\n", Care::None), Ok(None));
        assert_eq!(read_traits(b"*1\r\n*10\r\n", Care::None), Err(Malformed));
    }
}
