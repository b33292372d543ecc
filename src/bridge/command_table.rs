//! What we must know of the server's commands that it does not tell when it runs them.
//!
//! Whether a command writes (it makes its script unkillable, and native stops some checks after it), and
//! whether scripts may run it (after a write the server is not asked for that any more). Asked of the
//! server once for each name and remembered until its modules change. A few commands behave otherwise
//! in scripts, and a module has to see to that: they are listed here too.
//!
//! May import `ffi`, `resp`, `server`.

use foldhash::quality::RandomState;
use hashbrown::HashMap;

use super::ffi::{CallArg, CallFlags, Context};
use super::resp::{Item, Malformed, Reader};
use super::server;

/// Longest name of a command, or of a command and a subcommand with a bar between.
const MAX_NAME: usize = 128;

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
    /// It writes.
    pub writes: bool,
    /// Scripts may not run it.
    pub no_script: bool,
    /// It has subcommands, which are what counts.
    pub is_container: bool,
    /// See [`Care`].
    pub care: Care,
}

/// The commands that scripts have called.
#[derive(Debug, Default)]
pub(super) struct CommandTable {
    known: HashMap<Box<[u8]>, Traits, RandomState>,
    /// The server's changes when the table was begun.
    changes: u64,
}

/// A name in lower case.
struct LowerName {
    bytes: [u8; MAX_NAME],
    len: usize,
}

impl LowerName {
    /// Of a command, or of a command and a subcommand; `None` if it is too long to be one.
    #[inline]
    fn new(name: &[u8], subcommand: Option<&[u8]>) -> Option<LowerName> {
        let mut lower = LowerName { bytes: [0; MAX_NAME], len: 0 };
        lower.push(name)?;
        if let Some(subcommand) = subcommand {
            lower.push(b"|")?;
            lower.push(subcommand)?;
        }
        Some(lower)
    }

    #[inline]
    fn push(&mut self, part: &[u8]) -> Option<()> {
        let end = self.len.checked_add(part.len())?;
        let room = self.bytes.get_mut(self.len..end)?;
        room.copy_from_slice(part);
        room.make_ascii_lowercase();
        self.len = end;
        Some(())
    }

    #[inline]
    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

impl CommandTable {
    /// Traits of the command that these words are: of its subcommand, if it has any. `None` if the
    /// server knows none of that name.
    #[inline]
    pub(super) fn find(
        &mut self,
        context: &Context<'_>,
        name: &[u8],
        subcommand: Option<&[u8]>,
    ) -> Option<Traits> {
        let traits = self.find_name(context, &LowerName::new(name, None)?)?;
        match subcommand {
            Some(word) if traits.is_container => {
                self.find_name(context, &LowerName::new(name, Some(word))?)
            }
            _ => Some(traits),
        }
    }

    #[inline]
    fn find_name(&mut self, context: &Context<'_>, name: &LowerName) -> Option<Traits> {
        if self.changes == server::changes()
            && let Some(traits) = self.known.get(name.as_bytes())
        {
            return Some(*traits);
        }
        self.ask(context, name.as_bytes())
    }

    #[cold]
    fn ask(&mut self, context: &Context<'_>, name: &[u8]) -> Option<Traits> {
        if self.changes != server::changes() {
            self.known.clear();
            self.changes = server::changes();
        }
        let args = [CallArg::Bytes(b"INFO"), CallArg::Bytes(name)];
        let reply = context.call(c"COMMAND", CallFlags::default(), args.into_iter())?;
        let care = CARES.iter().find(|(known, _)| *known == name).map_or(Care::None, |row| row.1);
        let traits = read_traits(reply.protocol(), care).ok()??;
        self.known.insert(name.into(), traits);
        Some(traits)
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
    let mut traits = Traits { writes: false, no_script: false, is_container: false, care };
    reader.skip(2)?;
    let (Item::Array(flags) | Item::Set(flags)) = reader.item()? else { return Err(Malformed) };
    for _ in 0..flags {
        match reader.item()? {
            Item::Status(b"write") => traits.writes = true,
            Item::Status(b"noscript") => traits.no_script = true,
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
        let group =
            b"*1\r\n*10\r\n$6\r\nxgroup\r\n:-2\r\n*2\r\n+write\r\n+noscript\r\n:0\r\n:0\r\n\
            :0\r\n*0\r\n*0\r\n*0\r\n*1\r\n*1\r\n:1\r\n";
        let traits = read_traits(group, Care::Sort).unwrap().unwrap();
        assert!(traits.writes && traits.no_script && traits.is_container);
        assert_eq!(traits.care, Care::Sort);
        assert_eq!(read_traits(b"*1\r\n*-1\r\n", Care::None), Ok(None));
        assert_eq!(read_traits(b"*1\r\n$-1\r\n", Care::None), Ok(None));
        assert_eq!(read_traits(b"*1\r\n*10\r\n", Care::None), Err(Malformed));
    }

    #[test]
    fn names_are_lower_case_and_bounded() {
        let name = LowerName::new(b"XGroup", Some(b"CREATE")).unwrap();
        assert_eq!(name.as_bytes(), b"xgroup|create");
        assert!(LowerName::new(&[b'a'; MAX_NAME + 1], None).is_none());
    }
}
